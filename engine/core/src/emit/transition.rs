//! Transitions with an event or none: selecting, allowing, taking (`LANGUAGE` §2).

use super::action::acts;
use super::events::patterns;
use super::place::{Around, Place};
use super::require::requires;
use super::texts::Texts;
use super::tree::ROOT;
use crate::guard::expr::{DataSlot, Expr, Guard, StateIx};
use crate::model::Name;
use crate::model::transition::{Acts, Row, Transition as Model};
use crate::problem::{Note, Problem, StateFlaw};
use crate::program::{ClauseIx, Outcome, Take, Transition, Trigger};
use crate::source::Span;
use crate::value::{Text, Type};

/// `[[start]]`: in what selects and allows it, the case is not there yet.
pub(super) fn start(model: &Model, around: &Around<'_>, texts: &mut Texts<'_>) -> Transition {
    let mut after = around.state(ROOT).citing(&model.head.clauses, texts);
    after.begins = true;
    let before = Place { scope: around.base.scope().with_clock(), ..after.clone() };
    with_event(model, ROOT, before, Some(after), texts)
}

/// `[[state.on]]`, and `[[on]]` with the root as its source.
pub(super) fn on(model: &Model, source: StateIx, around: &Around<'_>, texts: &mut Texts<'_>) -> Transition {
    let place = around.state(source).citing(&model.head.clauses, texts);
    with_event(model, source, place, None, texts)
}

/// `[[state.always]]`
pub(super) fn always(model: &Model, source: StateIx, around: &Around<'_>, texts: &mut Texts<'_>) -> Transition {
    let mut place = around.state(source).with_actor().citing(&model.head.clauses, texts);
    let when = guard_of(&mut place, model, texts);
    let outcomes = outcomes(model, source, &place, &place, texts);
    Transition { when, outcomes, ..bare(model, source, Trigger::Always, &place, texts) }
}

/// An event at hand: `before` is where it is selected and allowed, `after` where it is taken, if that is elsewhere.
fn with_event(
    model: &Model,
    source: StateIx,
    before: Place<'_>,
    after: Option<Place<'_>>,
    texts: &mut Texts<'_>,
) -> Transition {
    let around = before.around;
    let descriptors = patterns(&model.events);
    let optional: Vec<(Text, bool)> = model.takes.iter().map(|take| (take.name.value.clone(), take.optional)).collect();
    let fields = around.events().at_hand(&descriptors, &optional);
    let mut before = before.with_event(fields.clone());
    let by = model.by.as_ref().and_then(|by| before.party("by", by, texts));
    if model.by.is_none() {
        around.events().nobody_sends(model, texts);
    }
    let mut taking = after.map_or_else(|| before.clone(), |after| after.with_event(fields));
    let when = model.when.as_ref().and_then(|_| {
        let condition = before.condition("when", model.when.as_ref(), texts)?;
        taking.given(condition.proves);
        Some(condition.guard)
    });
    let (require, proven) = requires(&model.require, &before, texts);
    taking.given(proven);
    let not_before = not_before(model, &before, texts);
    let takes = takes(model, &mut taking, texts);
    let outcomes = outcomes(model, source, &before, &taking, texts);
    let owner = model.owner.as_ref().and_then(|owner| taking.person("owner", owner, texts));
    let except = model.except.iter().filter_map(|name| around.shell.data_names.get(&name.value));
    Transition {
        by,
        except: except.map(|slot| Expr::Data(DataSlot::from(slot))).collect(),
        when,
        takes,
        require,
        not_before,
        outcomes,
        owner,
        ..bare(model, source, Trigger::Events(descriptors), &before, texts)
    }
}

fn bare(model: &Model, source: StateIx, trigger: Trigger, place: &Place<'_>, texts: &mut Texts<'_>) -> Transition {
    plain(source, trigger, place.own_clauses(&model.head.clauses, texts), model.head.span)
}

/// A transition with nothing but its trigger.
pub(super) const fn plain(source: StateIx, trigger: Trigger, clauses: Vec<ClauseIx>, span: Span) -> Transition {
    Transition {
        source,
        trigger,
        by: None,
        task: None,
        except: Vec::new(),
        when: None,
        takes: Vec::new(),
        require: Vec::new(),
        not_before: None,
        outcomes: Vec::new(),
        owner: None,
        clauses,
        span,
    }
}

fn guard_of(place: &mut Place<'_>, model: &Model, texts: &mut Texts<'_>) -> Option<Guard> {
    place.condition("when", model.when.as_ref(), texts).map(|condition| condition.guard)
}

fn not_before(model: &Model, place: &Place<'_>, texts: &mut Texts<'_>) -> Option<(Guard, Vec<ClauseIx>)> {
    let not_before = model.not_before.as_ref()?;
    let expr = place.expr("not_before", &not_before.at, &[Type::Instant, Type::Date], texts)?;
    let clauses = place.own_clauses(&not_before.clauses, texts);
    Some((super::texts::guard(expr, &not_before.at), clauses))
}

/// Event fields that become data; from here on those that are required, or proven to be there, are given.
fn takes(model: &Model, place: &mut Place<'_>, texts: &mut Texts<'_>) -> Vec<Take> {
    let around = place.around;
    let mut takes: Vec<Take> = Vec::with_capacity(model.takes.len());
    for take in &model.takes {
        let id = &take.name.value;
        let (Some(slot), Some(field)) = (around.shell.data_names.get(id), around.events().slot(id)) else { continue };
        let slot = DataSlot::from(slot);
        if takes.iter().any(|known| known.slot == slot) {
            continue;
        }
        if is_key(around, id) && !place.begins {
            let flaw = StateFlaw::KeyWritten { data: id.to_string() };
            texts.problems.push(Problem::new(flaw, take.name.span));
        }
        takes.push(Take { field, slot, required: !take.optional });
        if !take.optional || place.scope.given().contains(&format!("event.{id}")) {
            place.given([super::flow::path(id)]);
        }
    }
    takes
}

fn is_key(around: &Around<'_>, id: &str) -> bool {
    around.shell.process.key.iter().any(|key| &*key.value == id)
}

/// The outcomes of a transition: one, or one for each row.
fn outcomes(
    model: &Model,
    source: StateIx,
    before: &Place<'_>,
    taking: &Place<'_>,
    texts: &mut Texts<'_>,
) -> Vec<Outcome> {
    if model.rows.is_empty() {
        let targets = targets(&model.acts, model.acts.again, source, taking, texts);
        let actions = acts(&model.acts, model.head.span, taking, texts);
        let (again, require, clauses) = (model.acts.again, Vec::new(), Vec::new());
        return vec![Outcome { when: None, targets, again, actions, require, clauses }];
    }
    model.rows.iter().map(|row| outcome(row, model, source, before, taking, texts)).collect()
}

/// A row: chosen and allowed before anything is taken, then the transition's actions and its own.
fn outcome(
    row: &Row,
    model: &Model,
    source: StateIx,
    before: &Place<'_>,
    taking: &Place<'_>,
    texts: &mut Texts<'_>,
) -> Outcome {
    let mut before = before.clone();
    let mut taking = taking.clone();
    let when = before.condition("when", row.when.as_ref(), texts).map(|condition| {
        taking.given(condition.proves);
        condition.guard
    });
    let (require, proven) = requires(&row.require, &before, texts);
    taking.given(proven);
    let again = model.acts.again || row.acts.again;
    let targets = targets(&row.acts, again, source, &taking, texts);
    let mut actions = acts(&model.acts, model.head.span, &taking, texts);
    taking.given(super::sets::of_acts(&model.acts));
    let own = taking.citing(&row.head.clauses, texts);
    actions.extend(acts(&row.acts, row.head.span, &own, texts));
    let clauses = taking.own_clauses(&row.head.clauses, texts);
    Outcome { when, targets, again, actions, require, clauses }
}

/// Target states; the own state needs `again`.
fn targets(acts: &Acts, again: bool, source: StateIx, place: &Place<'_>, texts: &mut Texts<'_>) -> Vec<StateIx> {
    let found = states(&acts.to, place, texts);
    if let (Some(name), false) =
        (acts.to.iter().find(|name| place.around.shell.tree.get(&name.value) == Some(source)), again)
    {
        let flaw = StateFlaw::AgainMissing { state: name.value.to_string() };
        let place = place.around.shell.tree.head(source, place.around.shell.process).place();
        texts.problems.push(Problem::new(flaw, name.span).label(place, Note::DeclaredHere));
    }
    found
}

/// States by their names.
pub(super) fn states(names: &[Name], place: &Place<'_>, texts: &mut Texts<'_>) -> Vec<StateIx> {
    let tree = &place.around.shell.tree;
    let found: Vec<StateIx> = names.iter().filter_map(|name| tree.find(name, texts.problems)).collect();
    if let Some((a, b)) = tree.apart(&found, place.around.shell.process) {
        let (id, other) = (tree.ids[b.at()].to_string(), tree.ids[a.at()].to_string());
        let span =
            names.iter().rfind(|name| *name.value == *id).map_or(place.around.shell.process.head.span, |n| n.span);
        texts.problems.push(Problem::new(StateFlaw::NeverTogether { state: id, other }, span));
    }
    found
}
