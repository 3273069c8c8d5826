//! What a parser could not read, as problems.

use crate::guard::ast::{ParseError, ParseErrorKind};
use crate::problem::{Flaw, GuardFlaw, Problem};
use crate::source::Span;
use std::ops::Range;

/// Words and signs people write for operators.
const OPERATORS: [(&str, &str); 28] = [
    ("and", "&&"),
    ("AND", "&&"),
    ("且", "&&"),
    ("并且", "&&"),
    ("而且", "&&"),
    ("以及", "&&"),
    ("or", "||"),
    ("OR", "||"),
    ("或", "||"),
    ("或者", "||"),
    ("not", "!"),
    ("NOT", "!"),
    ("非", "!"),
    ("不是", "!="),
    ("等于", "=="),
    ("不等于", "!="),
    ("大于", ">"),
    ("小于", "<"),
    ("＞", ">"),
    ("＜", "<"),
    ("≥", ">="),
    ("≤", "<="),
    ("≠", "!="),
    ("＝", "=="),
    ("（", "("),
    ("）", ")"),
    ("，", ","),
    ("！", "!"),
];

/// The problem of a mistake in the text of an expression. `at` maps bytes of the text to the file.
#[must_use]
pub fn parse_problem(error: &ParseError, text: &str, at: &dyn Fn(Range<usize>) -> Span) -> Problem {
    let span = at(error.range.clone());
    let flaw: Flaw = match &error.kind {
        ParseErrorKind::Unexpected(found) => match meant(found).or_else(|| meant(written(text, error))) {
            Some((found, operator)) => {
                let flaw = GuardFlaw::WordOperator { found: found.to_owned(), meant: operator.to_owned() };
                return Problem::new(flaw, span).suggest(span, operator);
            }
            None => GuardFlaw::Unexpected { text: found.clone() }.into(),
        },
        ParseErrorKind::Incomplete(lacks) => GuardFlaw::Incomplete { lacks: lacks.clone() }.into(),
        ParseErrorKind::AssignmentForComparison => {
            return Problem::new(GuardFlaw::AssignmentForComparison {}, span).suggest(span, "==");
        }
        ParseErrorKind::Forbidden(what) => GuardFlaw::Forbidden { what: what.clone() }.into(),
        ParseErrorKind::TooComplex(limit) => GuardFlaw::TooComplex { limit: limit.clone() }.into(),
        ParseErrorKind::Other(detail) => GuardFlaw::NotExpression { detail: detail.clone() }.into(),
    };
    Problem::new(flaw, span)
}

fn meant(found: &str) -> Option<(&str, &'static str)> {
    OPERATORS.iter().find(|(word, _)| *word == found).map(|(_, operator)| (found, *operator))
}

fn written<'t>(text: &'t str, error: &ParseError) -> &'t str {
    text.get(error.range.clone()).unwrap_or_default()
}
