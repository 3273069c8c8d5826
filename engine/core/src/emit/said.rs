//! Texts for people: `{case.x}` and `{event.x}` in them must name something.

use super::place::Place;
use super::texts::Texts;
use crate::model::Said;
use crate::problem::{GuardFlaw, Hint, Problem};
use crate::value::Text;

/// A text as it will be filled; what its braces name is checked.
pub(super) fn said(said: &Said, place: &Place<'_>, texts: &mut Texts<'_>) -> Text {
    let text = said.value.as_str();
    let mut from = 0;
    while let Some(open) = text[from..].find('{').map(|at| from + at) {
        let Some(close) = text[open..].find('}').map(|at| open + at) else { break };
        let inner = &text[open + 1..close];
        let path = inner.trim();
        let start = open + 1 + inner.len() - inner.trim_start().len();
        if let Some(flaw) = misnamed(path, place) {
            texts.problems.push(Problem::new(flaw, said.span_of(start..start + path.len())));
        }
        from = close + 1;
    }
    text.into()
}

/// What is wrong with a path in braces.
fn misnamed(path: &str, place: &Place<'_>) -> Option<GuardFlaw> {
    let scope = &place.scope;
    let unknown = |base: &str, field: &str, known: Vec<&str>| GuardFlaw::UnknownField {
        base: base.to_owned(),
        field: field.to_owned(),
        hint: Hint::among(field, known),
    };
    match path.split_once('.') {
        Some(("case", id)) if place.around.shell.data_names.get(id).is_none() && scope.value(id).is_none() => {
            Some(unknown("case", id, place.around.shell.data_names.ids().collect()))
        }
        Some(("event", id)) if scope.field(id).is_none() => {
            let known = scope.event().into_iter().flat_map(|event| &event.fields).map(|(_, field)| &*field.id);
            Some(unknown("event", id, known.collect()))
        }
        Some(("case" | "event", _)) => None,
        _ => Some(GuardFlaw::UnknownRoot { name: path.to_owned(), hint: Hint::among(path, ["case.…", "event.…"]) }),
    }
}
