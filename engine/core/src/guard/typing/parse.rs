//! What a parser could not read, as problems.

use crate::guard::ast::{ParseError, ParseErrorKind};
use crate::guard::written::narrow;
use crate::problem::{Flaw, GuardFlaw, Problem};
use crate::source::Span;
use std::ops::Range;

/// Words and signs people write, and what they are written like here.
const MEANT: [(&str, &str); 37] = [
    ("and", "&&"),
    ("AND", "&&"),
    ("&", "&&"),
    ("且", "&&"),
    ("并且", "&&"),
    ("而且", "&&"),
    ("以及", "&&"),
    ("or", "||"),
    ("OR", "||"),
    ("|", "||"),
    ("或", "||"),
    ("或者", "||"),
    ("not", "!"),
    ("NOT", "!"),
    ("非", "!"),
    ("不是", "!="),
    ("不等于", "!="),
    ("≠", "!="),
    ("<>", "!="),
    ("!==", "!="),
    ("等于", "=="),
    ("===", "=="),
    ("＝", "=="),
    ("大于", ">"),
    ("小于", "<"),
    ("不超过", "<="),
    ("不少于", ">="),
    ("≥", ">="),
    ("=>", ">="),
    ("≤", "<="),
    ("=<", "<="),
    ("“", "\""),
    ("”", "\""),
    ("「", "\""),
    ("」", "\""),
    ("、", ","),
    ("。", "."),
];

/// The problem of a mistake in the text of an expression. `at` maps bytes of the text to the file.
#[must_use]
pub fn parse_problem(error: &ParseError, at: &dyn Fn(Range<usize>) -> Span) -> Problem {
    let span = at(error.range.clone());
    let flaw: Flaw = match &error.kind {
        ParseErrorKind::Unexpected(found) => match meant(found) {
            Some(meant) => {
                let flaw = GuardFlaw::WordOperator { found: found.clone(), meant: meant.clone() };
                let problem = Problem::new(flaw, span);
                // Quotes may be those of TOML around the expression; they are not written there unasked.
                return if meant.contains('"') { problem } else { problem.suggest(span, meant) };
            }
            None => GuardFlaw::Unexpected { text: found.clone() }.into(),
        },
        ParseErrorKind::Incomplete(after) if after.is_empty() => GuardFlaw::EmptyExpression {}.into(),
        ParseErrorKind::Incomplete(after) => GuardFlaw::Incomplete { after: after.clone() }.into(),
        ParseErrorKind::AssignmentForComparison => {
            return Problem::new(GuardFlaw::AssignmentForComparison {}, span).suggest(span, "==");
        }
        ParseErrorKind::Forbidden(what) => GuardFlaw::Forbidden { what: what.clone() }.into(),
        ParseErrorKind::TooComplex(limit) => GuardFlaw::TooComplex { limit: limit.clone() }.into(),
        ParseErrorKind::Other(detail) => GuardFlaw::NotExpression { detail: detail.clone() }.into(),
    };
    Problem::new(flaw, span)
}

/// What was meant by something that cannot stand in an expression, where that is known.
fn meant(found: &str) -> Option<String> {
    if let Some((_, meant)) = MEANT.iter().find(|(written, _)| *written == found) {
        return Some((*meant).to_owned());
    }
    if let Some(text) = found.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')) {
        return Some(format!("\"{text}\""));
    }
    let plain = narrow(found);
    (plain != found).then_some(plain)
}
