//! Syntax of our own, which texts get when they are parsed for running.
//!
//! Three constructs of rhai's do not do what the language promises: `given` and `or_else` would get their arguments too
//! late ([`super::lazy`]), and `switch` passes over what it cannot compare ([`super::switch`]). Each becomes custom syntax
//! under a key that no text can spell; the scan knows where. Places stay what they are.

use super::fault::{Answer, Fault};
use super::{lazy, switch};
use crate::scan::Scan;
use rhai::{Dynamic, Engine, EvalContext, Expression, ImmutableString, Token};
use std::collections::BTreeMap;

/// A run in progress, as rhai shows it to custom syntax.
pub(super) type Context<'a, 's, 'ps, 'g, 'c, 't> = EvalContext<'a, 's, 'ps, 'g, 'c, 't>;

/// A text for running, and what rhai shall read where: as long as the text that was scanned, word by word.
pub(crate) fn prepare(scan: &Scan, text: &str) -> (String, BTreeMap<(usize, usize), Token>) {
    let mut remap = scan.remap.clone();
    lazy::prepare(scan, &mut remap);
    let text = switch::prepare(scan, text, &mut remap);
    (text, remap)
}

/// Teaches an engine the constructs, for parsing and for running.
pub(crate) fn register(engine: &mut Engine) {
    lazy::register(engine);
    switch::register(engine);
}

/// Registers one: the symbols after its key, and what it does.
pub(super) fn construct(
    engine: &mut Engine,
    key: &'static str,
    symbols: &'static [&'static str],
    run: impl Fn(&mut Context<'_, '_, '_, '_, '_, '_>, &[Expression<'_>]) -> Answer + Send + Sync + 'static,
) {
    // The first symbol seen is the key itself.
    let next = |seen: &[ImmutableString], _: &str, _: &mut Dynamic| {
        Ok(seen.len().checked_sub(1).and_then(|i| symbols.get(i)).map(|symbol| ImmutableString::from(*symbol)))
    };
    let run = move |context: &mut Context<'_, '_, '_, '_, '_, '_>, inputs: &[Expression<'_>], _: &Dynamic| {
        run(context, inputs).map_err(|mut error| {
            // rhai does not say where custom syntax failed.
            if let Some(input) = inputs.first().filter(|_| error.position().is_none()) {
                error.set_position(input.start_position());
            }
            error
        })
    };
    engine.register_custom_syntax_with_state_raw(key, next, false, run);
}

/// The token that begins a construct.
pub(super) fn begins(key: &str) -> Token {
    Token::Custom(Box::new(key.into()))
}

/// The value of an argument.
pub(super) fn evaluate(
    context: &mut Context<'_, '_, '_, '_, '_, '_>,
    inputs: &[Expression<'_>],
    index: usize,
) -> Answer {
    match inputs.get(index) {
        Some(input) => context.eval_expression_tree(input),
        None => Err(Fault::Types("an argument is missing".into()).into()),
    }
}
