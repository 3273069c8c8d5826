//! `given(x)` and `or_else(x, y)`: the two functions that must not fail where their argument does.
//!
//! As functions they would get their arguments too late: `x` has failed, `y` has been computed for nothing. So texts
//! are parsed for running with both as syntax of their own, under keys that no text can spell; the scan knows where.

use super::fault::{Answer, Fault, innermost};
use super::held::Absent;
use crate::scan::Scan;
use rhai::{Dynamic, Engine, EvalAltResult, EvalContext, Expression, ImmutableString, Token};
use std::collections::BTreeMap;

/// Both, as they are spelt.
pub(crate) const LAZY: [&str; 2] = ["given", "or_else"];

/// What a spelling stands for: with the bracket it cannot be a name.
fn key(name: &str) -> String {
    format!("{name}(")
}

/// The calls of a text, by their places.
pub(crate) fn calls(scan: &Scan) -> BTreeMap<(usize, usize), Token> {
    let called = |i: usize| matches!(scan.token(i + 1), Some(Token::LeftParen));
    let is_field = |i: usize| i > 0 && matches!(scan.token(i - 1), Some(Token::Period));
    let custom = |(i, word): (usize, &crate::scan::Word)| match &word.token {
        Token::Identifier(name) if LAZY.contains(&name.as_str()) && called(i) && !is_field(i) => {
            Some((word.at, Token::Custom(Box::new(key(name).into()))))
        }
        _ => None,
    };
    scan.words.iter().enumerate().filter_map(custom).collect()
}

/// Teaches an engine both, for parsing and for running.
pub(crate) fn register(engine: &mut Engine) {
    syntax(engine, "given", &["(", "$expr$", ")"], |context, inputs| Ok(look(context, inputs, 0)?.is_some().into()));
    syntax(engine, "or_else", &["(", "$expr$", ",", "$expr$", ")"], |context, inputs| {
        match look(context, inputs, 0)? {
            Some(value) => Ok(value),
            None => evaluate(context, inputs, 1),
        }
    });
}

fn syntax(
    engine: &mut Engine,
    name: &'static str,
    symbols: &'static [&'static str],
    run: fn(&mut EvalContext<'_, '_, '_, '_, '_, '_>, &[Expression<'_>]) -> Answer,
) {
    // The first symbol is the key itself.
    let next = |seen: &[ImmutableString], _: &str, _: &mut Dynamic| {
        Ok(seen.len().checked_sub(1).and_then(|i| symbols.get(i)).map(|symbol| ImmutableString::from(*symbol)))
    };
    engine
        .register_custom_syntax_with_state_raw(key(name), next, false, move |context, inputs, _| run(context, inputs));
}

/// The value of an argument, or nothing where something it needs is not given.
fn look(
    context: &mut EvalContext<'_, '_, '_, '_, '_, '_>,
    inputs: &[Expression<'_>],
    index: usize,
) -> Answer<Option<Dynamic>> {
    match evaluate(context, inputs, index) {
        Ok(value) if is_absent(&value) => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(error) if says_absent(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

fn evaluate(context: &mut EvalContext<'_, '_, '_, '_, '_, '_>, inputs: &[Expression<'_>], index: usize) -> Answer {
    match inputs.get(index) {
        Some(input) => context.eval_expression_tree(input),
        None => Err(Fault::Types("an argument is missing".into()).into()),
    }
}

fn is_absent(value: &Dynamic) -> bool {
    matches!(super::held::from_rhai(value), Err(Fault::NotGiven(_)))
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
