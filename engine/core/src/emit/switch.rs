//! Switches and assertions: conditions over parameters, read once when the policy is loaded.

use super::base::Base;
use super::texts::Texts;
use crate::model::switch::Off;
use crate::model::{Policy, Written};
use crate::problem::{PackagingFlaw, Problem};

/// Takes out what `only_if` leaves out. A switch that cannot be read, which is reported, leaves its element in.
pub(super) fn apply(policy: &mut Policy, base: &Base, texts: &mut Texts<'_>) -> Vec<Off> {
    let scope = base.scope();
    policy.switch(&mut |written| texts.holds("only_if", written, &scope) != Some(false))
}

/// Reports every assertion that does not hold.
pub(super) fn assertions(policy: &Policy, base: &Base, texts: &mut Texts<'_>) {
    let scope = base.scope();
    for assertion in &policy.assertions {
        base.clauses(&assertion.head.clauses, texts.problems);
        let Some(that) = &assertion.that else { continue };
        if texts.holds("that", that, &scope) == Some(false) {
            let said = assertion.say.clone().unwrap_or_else(|| super::texts::as_written(that));
            texts.problems.push(Problem::new(failed(&said), place(that)));
        }
    }
}

fn failed(said: &str) -> PackagingFlaw {
    PackagingFlaw::AssertionFails { said: said.to_owned() }
}

fn place(that: &Written) -> crate::source::Span {
    that.span
}
