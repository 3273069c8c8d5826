//! Expected beside found, and the facts behind a difference.

use super::report::Drawing;
use super::style::{Style, cut, pad, width};
use std::fmt::Write as _;
use zhidu::outcome::Objection;
use zhidu::scenario::expect::Pair;
use zhidu::scenario::report::{Failure, Related, Subject};
use zhidu::source::Span;

/// How many facts are shown.
const SHOWN: usize = 6;

/// Two columns where both fit, else one under the other.
pub(super) fn compare(drawing: &Drawing<'_>, failure: &Failure) -> String {
    if failure.pairs.is_empty() {
        return String::new();
    }
    let nothing = drawing.words.nothing();
    let unsaid = if matches!(failure.subject, Subject::Unexpected(_)) { drawing.words.unsaid() } else { nothing };
    let rows: Vec<(&Pair, &str, &str)> = failure
        .pairs
        .iter()
        .map(|pair| (pair, pair.expected.as_deref().unwrap_or(unsaid), pair.found.as_deref().unwrap_or(nothing)))
        .collect();
    let left =
        rows.iter().map(|(_, expected, _)| width(expected)).chain([width(drawing.words.expected())]).max().unwrap_or(0);
    let right = rows.iter().map(|(.., found)| width(found)).max().unwrap_or(0);
    // Indent, mark and ` | `.
    if left + right + 7 <= drawing.width { beside(drawing, &rows, left) } else { below(drawing, &rows) }
}

fn beside(drawing: &Drawing<'_>, rows: &[(&Pair, &str, &str)], left: usize) -> String {
    let head = format!("    {} | {}", pad(drawing.words.expected(), left), drawing.words.found());
    let mut text = format!("{}\n", drawing.paint(&head, Style::Faint));
    for (pair, expected, found) in rows {
        let (mark, expected) = (mark(pair), pad(expected, left));
        let line = match pair.agrees {
            true => format!("{expected} | {found}"),
            false => format!("{} | {}", drawing.paint(&expected, Style::Good), drawing.paint(found, Style::Bad)),
        };
        let _ = writeln!(text, "  {mark} {line}");
    }
    text
}

fn below(drawing: &Drawing<'_>, rows: &[(&Pair, &str, &str)]) -> String {
    let (expected_word, found_word) = (drawing.words.expected(), drawing.words.found());
    let columns = width(expected_word).max(width(found_word));
    let mut text = String::new();
    for (pair, expected, found) in rows {
        let (good, bad) = (drawing.paint(expected, Style::Good), drawing.paint(found, Style::Bad));
        let (expected, found) = if pair.agrees { (*expected, *found) } else { (&*good, &*bad) };
        let _ = writeln!(text, "  {} {}  {expected}", mark(pair), pad(expected_word, columns));
        let _ = writeln!(text, "    {}  {found}", pad(found_word, columns));
    }
    text
}

const fn mark(pair: &Pair) -> &'static str {
    if pair.agrees { " " } else { "!" }
}

/// What helps to understand: refusals and failures first, then conditions that did not hold, then what was done.
pub(super) fn facts(drawing: &Drawing<'_>, failure: &Failure) -> String {
    let rank = |related: &Related| match related {
        Related::Objection(_) | Related::Incident { .. } | Related::Outweighed { .. } => 0,
        Related::Guard { holds: false, .. } => 1,
        Related::Taken { .. } => 2,
        Related::Guard { .. } => 3,
    };
    let mut facts: Vec<&Related> = failure.related.iter().collect();
    facts.sort_by_key(|related| rank(related));
    let mut text = String::new();
    for fact in facts.iter().take(SHOWN) {
        let line = cut(&format!("    {}", one(drawing, fact)), drawing.width);
        let _ = writeln!(text, "{}", drawing.paint(&line, Style::Faint));
    }
    if let Some(more) = facts.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        let _ = writeln!(text, "    {}", drawing.paint(&drawing.words.more_facts(more), Style::Faint));
    }
    text
}

fn one(drawing: &Drawing<'_>, fact: &Related) -> String {
    let words = drawing.words;
    let shown = |span: Span| (drawing.place(span), drawing.line_of(span));
    match fact {
        Related::Objection(objection) => objected(drawing, objection),
        Related::Incident { case, incident } => {
            let place = incident.span.map(|span| format!("  {}", drawing.place(span))).unwrap_or_default();
            words.fact_incident(case, &incident.kind.to_string()) + place.as_str()
        }
        Related::Outweighed { penalty, person } => words.fact_outweighed(penalty, person),
        Related::Taken { span } => {
            let (place, text) = shown(*span);
            words.fact_taken(&place, text)
        }
        Related::Guard { span, holds } => {
            let (place, text) = shown(*span);
            if *holds { words.fact_true(&place, text) } else { words.fact_false(&place, text) }
        }
    }
}

fn objected(drawing: &Drawing<'_>, objection: &Objection) -> String {
    let words = drawing.words;
    let what = objection.say.as_ref().unwrap_or(&objection.what);
    let mut text = words.fact_denied(objection.reason.id(), what);
    let joined = |ids: &[zhidu::value::Text]| ids.join(words.0.pick("、", ", "));
    if !objection.clauses.is_empty() {
        text.push_str(&words.fact_clauses(&joined(&objection.clauses)));
    }
    if !objection.could.is_empty() {
        text.push_str(&words.fact_could(&joined(&objection.could)));
    }
    text
}
