//! `given(x)` and `or_else(x, y)`: the two functions that must not fail where their argument does.
//!
//! As functions they would be called when `x` has failed, or when `y` has been computed for nothing.

use super::fault::{Answer, Fault, innermost};
use super::held::{Absent, from_rhai};
use super::syntax::{Context, begins, construct, evaluate};
use crate::scan::Scan;
use rhai::{Dynamic, Engine, EvalAltResult, Expression, Token};
use std::collections::BTreeMap;

/// Both by their names, with the keys no text can spell.
const LAZY: [(&str, &str); 2] = [("given", "given("), ("or_else", "or_else(")];

/// Marks the calls of a text.
pub(super) fn prepare(scan: &Scan, remap: &mut BTreeMap<(usize, usize), Token>) {
    for (i, word) in scan.words.iter().enumerate() {
        let Token::Identifier(name) = &word.token else { continue };
        let called = matches!(scan.token(i + 1), Some(Token::LeftParen));
        let is_field = i > 0 && matches!(scan.token(i - 1), Some(Token::Period | Token::Fn));
        let known = LAZY.iter().find(|(known, _)| *known == name.as_str());
        if let Some((_, key)) = known.filter(|_| called && !is_field) {
            remap.insert(word.at, begins(key));
        }
    }
}

/// Teaches an engine both.
pub(super) fn register(engine: &mut Engine) {
    construct(engine, LAZY[0].1, &["(", "$expr$", ")"], |context, inputs| Ok(look(context, inputs)?.is_some().into()));
    construct(engine, LAZY[1].1, &["(", "$expr$", ",", "$expr$", ")"], |context, inputs| {
        match look(context, inputs)? {
            Some(value) => Ok(value),
            None => evaluate(context, inputs, 1),
        }
    });
}

/// The value of the first argument, or nothing where something it needs is not given.
fn look(context: &mut Context<'_, '_, '_, '_, '_, '_>, inputs: &[Expression<'_>]) -> Answer<Option<Dynamic>> {
    match evaluate(context, inputs, 0) {
        Ok(value) if matches!(from_rhai(&value), Err(Fault::NotGiven(_))) => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(error) if says_absent(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

fn says_absent(error: &EvalAltResult) -> bool {
    match innermost(error) {
        EvalAltResult::ErrorRuntime(token, _) => {
            token.read_lock::<Fault>().is_some_and(|fault| matches!(*fault, Fault::NotGiven(_)))
        }
        EvalAltResult::ErrorMismatchDataType(_, found, _) => found == std::any::type_name::<Absent>(),
        _ => false,
    }
}
