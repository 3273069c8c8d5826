//! Prohibitions of a process and of the institution (`LANGUAGE` §6).

use super::events::{Events, pattern, patterns};
use super::place::Around;
use super::said::said;
use super::texts::Texts;
use super::tree::ROOT;
use crate::model::forbid::Forbid as Model;
use crate::problem::{Hint, Problem, SyntaxFlaw, Word};
use crate::program::Forbid;

/// The process's own prohibitions, then the institution's where the process has their event.
pub(super) fn forbids(around: &Around<'_>, institution: &[Model], texts: &mut Texts<'_>) -> Vec<Forbid> {
    let mut forbids = Vec::new();
    for model in &around.shell.process.forbids {
        around.events().known(&model.events, texts);
        forbids.push(forbid(model, around, texts));
    }
    for model in institution {
        if around.events().matching(&patterns(&model.events)).any(|event| event.outside) {
            forbids.push(forbid(model, around, texts));
        }
    }
    forbids
}

fn forbid(model: &Model, around: &Around<'_>, texts: &mut Texts<'_>) -> Forbid {
    let events = patterns(&model.events);
    let fields = around.events().for_everybody(&events, around.shell);
    let place = around.state(ROOT).with_event(fields);
    let mut unless_place = place.clone();
    let mut place = place;
    let when = place.condition("when", model.when.as_ref(), texts).map(|condition| condition.guard);
    unless_place.given(place.scope.given().iter().cloned().collect::<Vec<_>>());
    let unless = unless_place.condition("unless", model.unless.as_ref(), texts).map(|condition| condition.guard);
    Forbid {
        id: model.head.id.as_ref().map(|id| id.value.clone()),
        events,
        when,
        unless,
        clauses: place.own_clauses(&model.head.clauses, texts),
        say: model.say.as_ref().map(|say| said(say, &place, texts)),
        span: model.head.span,
    }
}

/// Reports the institution's prohibitions of events that no process has.
pub(super) fn met(institution: &[Model], events: &[Events], texts: &mut Texts<'_>) {
    for name in institution.iter().flat_map(|forbid| &forbid.events) {
        let pattern = [pattern(name)];
        if events.iter().all(|events| events.matching(&pattern).next().is_none()) {
            let known = events.iter().flat_map(|events| &events.list).map(|event| &*event.name);
            let hint = Hint::among(&name.value, known);
            let flaw = SyntaxFlaw::UnknownName { kind: Word::Event, name: name.value.to_string(), hint };
            texts.problems.push(Problem::new(flaw, name.span));
        }
    }
}
