//! One process: states in preorder, transitions in document order, clocks.

use super::clock;
use super::decision;
use super::forbid::forbids;
use super::pauses;
use super::place::Around;
use super::states::states;
use super::texts::Texts;
use super::transition;
use super::tree::ROOT;
use super::values::values;
use crate::guard::expr::{DataSlot, StateIx};
use crate::model::deadline::{After, Deadline as ModelDeadline};
use crate::model::forbid::Forbid as ModelForbid;
use crate::model::state::State as ModelState;
use crate::model::transition::Transition as ModelTransition;
use crate::program::{Datum, DeadlineIx, DecisionIx, Process, Transition, TransitionIx, WaitIx};
use crate::source::Span;

/// A process with everything in it.
pub(super) fn process(around: &Around<'_>, institution: &[ModelForbid], texts: &mut Texts<'_>) -> Process {
    let shell = around.shell;
    let head = &shell.process.head;
    let mut built = Process {
        id: head.id_text(),
        name: head.name.clone(),
        key: shell.process.key.iter().filter_map(|name| shell.slot(name, texts)).map(DataSlot::from).collect(),
        data: data(around, texts),
        values: values(around, texts),
        fields: around.events().fields.clone(),
        events: around.events().list.clone(),
        starts: Vec::new(),
        states: states(around, texts),
        transitions: Vec::new(),
        deadlines: Vec::new(),
        waits: Vec::new(),
        decisions: Vec::new(),
        forbids: forbids(around, institution, texts),
        offence: None,
        errors_continue: shell.process.errors_continue,
        clauses: around.base.clauses(&head.clauses, texts.problems),
        span: head.span,
    };
    built.deadlines = super::notice::deadlines(around, texts);
    built.states[ROOT.at()].deadlines = (0..built.deadlines.len()).map(DeadlineIx::from).collect();
    for model in &shell.process.starts {
        let start = transition::start(model, around, texts);
        let ix = add(&mut built, start);
        built.starts.push(ix);
    }
    for ix in (1..shell.tree.len()).map(StateIx::from) {
        if let Some(state) = shell.tree.state(ix, shell.process) {
            elements(state, ix, &mut built, around, texts);
        }
    }
    for model in &shell.process.on {
        let on = transition::on(model, ROOT, around, texts);
        attach(&mut built, ROOT, on);
    }
    pauses::resolve(&mut built, around, texts);
    built
}

fn add(built: &mut Process, transition: Transition) -> TransitionIx {
    built.transitions.push(transition);
    TransitionIx::from(built.transitions.len() - 1)
}

fn attach(built: &mut Process, state: StateIx, transition: Transition) {
    let ix = add(built, transition);
    built.states[state.at()].transitions.push(ix);
}

/// What stands in a state, in the order written.
enum InState<'m> {
    On(&'m ModelTransition),
    Always(&'m ModelTransition),
    After(&'m After),
    Deadline(&'m ModelDeadline),
}

impl InState<'_> {
    fn span(&self) -> Span {
        match self {
            Self::On(model) | Self::Always(model) => model.head.span,
            Self::After(model) => model.head.span,
            Self::Deadline(model) => model.head.span,
        }
    }
}

fn elements(state: &ModelState, ix: StateIx, built: &mut Process, around: &Around<'_>, texts: &mut Texts<'_>) {
    let mut elements: Vec<InState<'_>> = state.on.iter().map(InState::On).collect();
    elements.extend(state.always.iter().map(InState::Always));
    elements.extend(state.after.iter().map(InState::After));
    elements.extend(state.deadlines.iter().map(InState::Deadline));
    elements.sort_by_key(InState::span);
    decisions(state, ix, built, around, texts);
    for element in elements {
        match element {
            InState::On(model) => {
                let task = decision::task_of(model, &built.decisions);
                attach(built, ix, Transition { task, ..transition::on(model, ix, around, texts) });
            }
            InState::Always(model) => attach(built, ix, transition::always(model, ix, around, texts)),
            InState::After(model) => {
                let wait = WaitIx::from(built.waits.len());
                let (made, transition) = clock::after(model, wait, ix, around, texts);
                if let Some(made) = made {
                    built.waits.push(made);
                    built.states[ix.at()].waits.push(wait);
                    attach(built, ix, transition);
                }
            }
            InState::Deadline(model) => {
                let deadline = DeadlineIx::from(built.deadlines.len());
                let (made, transitions) = clock::deadline(model, deadline, ix, around, texts);
                if let Some(made) = made {
                    let decision = built.decisions.iter_mut().find(|d| d.state == ix && d.id == made.id);
                    if let Some(decision) = decision {
                        decision.deadline = Some(deadline);
                    }
                    built.deadlines.push(made);
                    built.states[ix.at()].deadlines.push(deadline);
                    transitions.into_iter().for_each(|transition| attach(built, ix, transition));
                }
            }
        }
    }
}

/// The decisions of a state, with the transitions that take their tasks and give them back.
fn decisions(state: &ModelState, ix: StateIx, built: &mut Process, around: &Around<'_>, texts: &mut Texts<'_>) {
    for model in &state.decisions {
        let made = decision::decision(model, ix, around, texts);
        let decision = DecisionIx::from(built.decisions.len());
        decision::taking(&made, decision).into_iter().for_each(|transition| attach(built, ix, transition));
        built.decisions.push(made);
        built.states[ix.at()].decisions.push(decision);
    }
}

fn data(around: &Around<'_>, texts: &mut Texts<'_>) -> Vec<Datum> {
    let place = around.state(ROOT);
    let mut data = Vec::with_capacity(around.shell.data.len());
    for (field, model) in around.shell.data.iter().zip(&around.shell.process.data) {
        let default = model.field.default.as_ref();
        // A default that fails is not given, so it may read what is not.
        let scope = place.lenient().with_actor().scope;
        let default = default.and_then(|written| texts.field(written, field, &scope));
        data.push(Datum {
            field: field.clone(),
            default,
            clauses: place.own_clauses(&model.field.head.clauses, texts),
            span: model.field.head.place(),
        });
    }
    data
}
