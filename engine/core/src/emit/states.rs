//! The states of a process, in preorder: kinds, where entries go, what is done on the way in and out.

use super::action::actions;
use super::place::{Around, Place};
use super::require::requires;
use super::texts::Texts;
use super::transition;
use super::tree::ROOT;
use crate::guard::expr::StateIx;
use crate::model::state::{Block as ModelBlock, History, Initial, State as Model};
use crate::problem::{Problem, StateFlaw};
use crate::program::{Block, State, StateKind};

/// All states but their transitions and clocks.
pub(super) fn states(around: &Around<'_>, texts: &mut Texts<'_>) -> Vec<State> {
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
        decisions: Vec::new(),
        pauses: Vec::new(),
        require: Vec::new(),
        histories: tree.children[ix.at()].iter().copied().filter(|child| is_history(*child, around)).collect(),
        inside: StateIx::from(ix.at() + 1)..tree.after(ix),
        depth: u32::try_from(tree.ancestors(ix).count()).unwrap_or(u32::MAX),
        clauses: if has_name { around.base.clauses(&head.clauses, texts.problems) } else { Vec::new() },
        span: head.span,
    }
}

fn is_history(ix: StateIx, around: &Around<'_>) -> bool {
    around.shell.tree.state(ix, around.shell.process).is_some_and(|state| state.history.is_some())
}

fn filled(state: &mut State, model: &Model, ix: StateIx, around: &Around<'_>, texts: &mut Texts<'_>) {
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
fn shape(model: &Model, has_children: bool, texts: &mut Texts<'_>) {
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
    let Some(initial) = initial else {
        if state.kind == StateKind::Compound {
            state.initial =
                state.children.iter().find(|child| !is_history(**child, around)).copied().into_iter().collect();
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
        if outer != ix && is_history(to, around) {
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
