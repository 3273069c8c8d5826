//! One process: states in preorder, transitions in document order, clocks.

use fixedbitset::FixedBitSet;

use super::action::actions;
use super::clock;
use super::events::patterns;
use super::place::{Around, Place};
use super::require::requires;
use super::said::said;
use super::texts::{Texts, guard};
use super::transition;
use super::tree::ROOT;
use crate::guard::expr::{DataSlot, StateIx};
use crate::model::deadline::{After, Deadline as ModelDeadline};
use crate::model::forbid::Forbid as ModelForbid;
use crate::model::state::{Block as ModelBlock, History, Initial, State as ModelState};
use crate::model::transition::Transition as ModelTransition;
use crate::problem::{Problem, StateFlaw, SyntaxFlaw, Word};
use crate::program::{
    Block, Datum, DeadlineIx, Forbid, Named, Process, State, StateKind, Transition, TransitionIx, WaitIx,
};
use crate::source::Span;

/// A process with everything in it.
pub(super) fn process(around: &Around<'_>, forbids: &[ModelForbid], texts: &mut Texts<'_>) -> Process {
    let shell = around.shell;
    let head = &shell.process.head;
    let mut built = Process {
        id: head.id_text(),
        name: head.name.clone(),
        key: shell.process.key.iter().filter_map(|name| shell.slot(name, texts)).map(DataSlot::from).collect(),
        data: data(around, texts),
        values: values(around, texts),
        fields: around.events.fields.clone(),
        events: around.events.list.clone(),
        starts: Vec::new(),
        states: states(around, texts),
        transitions: Vec::new(),
        deadlines: Vec::new(),
        waits: Vec::new(),
        forbids: all_forbids(around, forbids, texts),
        offence: None,
        errors_continue: shell.process.errors_continue,
        clauses: around.base.clauses(&head.clauses, texts.problems),
        span: head.span,
    };
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
    for element in elements {
        match element {
            InState::On(model) => attach(built, ix, transition::on(model, ix, around, texts)),
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
                    built.deadlines.push(made);
                    built.states[ix.at()].deadlines.push(deadline);
                    transitions.into_iter().for_each(|transition| attach(built, ix, transition));
                }
            }
        }
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
        });
    }
    data
}

fn values(around: &Around<'_>, texts: &mut Texts<'_>) -> Vec<Named> {
    let place = around.state(ROOT);
    let mut values = Vec::with_capacity(around.shell.process.values.len());
    for (model, (id, ty)) in around.shell.process.values.iter().zip(&around.shell.case.values) {
        let Some(is) = &model.is else { continue };
        let clauses = place.own_clauses(&model.head.clauses, texts);
        let Some(expr) = texts.expression("is", is, ty, &place.scope) else { continue };
        values.push(Named { id: id.clone(), ty: ty.clone(), is: guard(expr, is), clauses });
    }
    if values.len() == around.shell.process.values.len() {
        recursion(&values, around, texts);
    }
    values
}

/// Values that are made of themselves.
fn recursion(values: &[Named], around: &Around<'_>, texts: &mut Texts<'_>) {
    let reads: Vec<Vec<usize>> = values
        .iter()
        .map(|value| {
            let (mut slots, mut named) = (Vec::new(), Vec::new());
            super::reads::data(&value.is.expr, &mut slots, &mut named);
            named.into_iter().map(|ix| ix.at()).collect()
        })
        .collect();
    for at in 0..values.len() {
        let mut seen = vec![false; values.len()];
        let mut open = reads[at].clone();
        while let Some(next) = open.pop() {
            if !std::mem::replace(&mut seen[next], true) {
                open.extend(&reads[next]);
            }
        }
        // Of several in one circle the first is reported.
        if seen[at] && (0..at).all(|earlier| !seen[earlier]) {
            let names = (0..values.len()).filter(|n| seen[*n]).map(|n| values[n].id.to_string()).collect();
            let flaw = SyntaxFlaw::DefinedByItself { kind: Word::Computed, names };
            texts.problems.push(Problem::new(flaw, around.shell.process.values[at].head.place()));
        }
    }
}

fn states(around: &Around<'_>, texts: &mut Texts<'_>) -> Vec<State> {
    let tree = &around.shell.tree;
    let mut states = Vec::with_capacity(tree.len());
    for ix in (0..tree.len()).map(StateIx::from) {
        let mut state = bare(ix, around, texts);
        match tree.state(ix, around.shell.process) {
            Some(model) => filled(&mut state, model, ix, around, texts),
            None if ix == ROOT => {
                let initial = around.shell.process.initial.as_ref();
                default_entry(&mut state, initial, ix, around, texts);
                state.clauses.clear();
            }
            None => state.kind = StateKind::Final,
        }
        states.push(state);
    }
    states
}

fn bare(ix: StateIx, around: &Around<'_>, texts: &mut Texts<'_>) -> State {
    let tree = &around.shell.tree;
    let head = tree.head(ix, around.shell.process);
    let mut descendants = FixedBitSet::with_capacity(tree.len());
    for inner in (0..tree.len()).map(StateIx::from).filter(|inner| tree.is_inside(*inner, ix)) {
        descendants.insert(inner.at());
    }
    let has_name = tree.written[ix.at()].is_some() || ix == ROOT;
    State {
        id: tree.ids[ix.at()].clone(),
        name: head.name.clone().filter(|_| has_name),
        parent: tree.parents[ix.at()],
        children: tree.children[ix.at()].clone(),
        kind: if tree.children[ix.at()].is_empty() { StateKind::Atomic } else { StateKind::Compound },
        initial: Vec::new(),
        initial_actions: Vec::new(),
        settled: false,
        entry: Vec::new(),
        exit: Vec::new(),
        transitions: Vec::new(),
        deadlines: Vec::new(),
        waits: Vec::new(),
        require: Vec::new(),
        descendants,
        depth: u32::try_from(tree.ancestors(ix).count()).unwrap_or(u32::MAX),
        clauses: if has_name { around.base.clauses(&head.clauses, texts.problems) } else { Vec::new() },
        span: head.span,
    }
}

fn filled(state: &mut State, model: &ModelState, ix: StateIx, around: &Around<'_>, texts: &mut Texts<'_>) {
    let has_children = !state.children.is_empty();
    state.kind = match (model.history, model.is_final, model.parallel) {
        (Some(History::Shallow), _, _) => StateKind::ShallowHistory,
        (Some(History::Deep), _, _) => StateKind::DeepHistory,
        (None, true, _) => StateKind::Final,
        (None, false, true) => StateKind::Parallel,
        (None, false, false) if has_children => StateKind::Compound,
        (None, false, false) => StateKind::Atomic,
    };
    shape(model, has_children, texts);
    state.settled = model.settled;
    let place = around.state(ix).with_actor();
    state.require = requires(&model.require, &place, texts).0;
    state.entry = model.entry.iter().map(|block| self::block(block, &place, texts)).collect();
    state.exit = model.exit.iter().map(|block| self::block(block, &place, texts)).collect();
    default_entry(state, model.initial.as_ref(), ix, around, texts);
}

/// Keys of a state that do not go together.
fn shape(model: &ModelState, has_children: bool, texts: &mut Texts<'_>) {
    let id = || model.head.id_text().to_string();
    let span = model.head.place();
    let mut report = |flaw: StateFlaw| texts.problems.push(Problem::new(flaw, span));
    if model.is_final && (has_children || !model.on.is_empty() || !model.always.is_empty()) {
        report(StateFlaw::FinalGoesOn { state: id() });
    }
    if model.parallel && !model.is_final && !has_children {
        report(StateFlaw::ParallelEmpty { state: id() });
    }
    if model.history.is_some() && model.initial.is_none() {
        report(StateFlaw::HistoryWithoutDefault { state: id() });
    }
}

/// Where a default entry goes: what is written, else the first child.
fn default_entry(
    state: &mut State,
    initial: Option<&Initial>,
    ix: StateIx,
    around: &Around<'_>,
    texts: &mut Texts<'_>,
) {
    let tree = &around.shell.tree;
    let is_history = |ix: &StateIx| tree.state(*ix, around.shell.process).is_some_and(|s| s.history.is_some());
    let Some(initial) = initial else {
        if state.kind == StateKind::Compound {
            state.initial = state.children.iter().find(|child| !is_history(child)).copied().into_iter().collect();
        }
        return;
    };
    let place = around.state(ix).with_actor();
    transition::states(&initial.to, &place, texts);
    let outer = match state.kind {
        StateKind::ShallowHistory | StateKind::DeepHistory => tree.parents[ix.at()].unwrap_or(ROOT),
        _ => ix,
    };
    for (name, to) in initial.to.iter().filter_map(|name| Some((name, tree.get(&name.value)?))) {
        if outer != ix && is_history(&to) {
            // It would go where another one goes, and that one perhaps here.
            let flaw = StateFlaw::HistoryWithoutDefault { state: state.id.to_string() };
            texts.problems.push(Problem::new(flaw, name.span));
        } else if tree.is_inside(to, outer) {
            state.initial.push(to);
        } else {
            let state = tree.ids[outer.at()].to_string();
            let flaw = StateFlaw::InitialOutside { state, initial: name.value.to_string() };
            texts.problems.push(Problem::new(flaw, name.span));
        }
    }
    state.initial_actions = actions(&initial.actions, &place, texts);
}

fn block(model: &ModelBlock, place: &Place<'_>, texts: &mut Texts<'_>) -> Block {
    let mut place = place.citing(&model.head.clauses, texts);
    let when = place.condition("when", model.when.as_ref(), texts).map(|condition| condition.guard);
    let actions = actions(&model.actions, &place, texts);
    Block { when, actions, clauses: place.own_clauses(&model.head.clauses, texts), span: model.head.span }
}

/// The process's own prohibitions, then the institution's where the process has their event.
fn all_forbids(around: &Around<'_>, institution: &[ModelForbid], texts: &mut Texts<'_>) -> Vec<Forbid> {
    let mut forbids = Vec::new();
    for model in &around.shell.process.forbids {
        around.events.known(&model.events, texts);
        forbids.push(forbid(model, around, texts));
    }
    for model in institution {
        if around.events.matching(&patterns(&model.events)).any(|event| event.outside) {
            forbids.push(forbid(model, around, texts));
        }
    }
    forbids
}

fn forbid(model: &ModelForbid, around: &Around<'_>, texts: &mut Texts<'_>) -> Forbid {
    let events = patterns(&model.events);
    let fields = around.events.for_everybody(&events, around.shell);
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
pub(super) fn forbids_met(institution: &[ModelForbid], events: &[super::events::Events], texts: &mut Texts<'_>) {
    for name in institution.iter().flat_map(|forbid| &forbid.events) {
        let pattern = [super::events::pattern(name)];
        if events.iter().all(|events| events.matching(&pattern).next().is_none()) {
            let known = events.iter().flat_map(|events| &events.list).map(|event| &*event.name);
            let hint = crate::problem::Hint::among(&name.value, known);
            let flaw = SyntaxFlaw::UnknownName { kind: Word::Event, name: name.value.to_string(), hint };
            texts.problems.push(Problem::new(flaw, name.span));
        }
    }
}
