//! `pauses`: what stands still while a state is active (`LANGUAGE` §4).
//!
//! `"all"` means amounts of time that run outside the state; points and promises stay unless they are named. What runs
//! in the state itself began with it and goes on.

use super::place::Around;
use super::texts::Texts;
use crate::guard::expr::StateIx;
use crate::model::Name;
use crate::model::names::Table;
use crate::model::state::ALL;
use crate::problem::{Problem, TimeFlaw, Word};
use crate::program::{Due, Paused, Process, StateKind, WaitFor};

/// Finds what every state pauses, once all deadlines and waits are there.
pub(super) fn resolve(built: &mut Process, around: &Around<'_>, texts: &mut Texts<'_>) {
    let known = known(built);
    for ix in (1..built.states.len()).map(StateIx::from) {
        let Some(model) = around.shell.tree.state(ix, around.shell.process) else { continue };
        let mut covered: Vec<Paused> = model.pauses.iter().flat_map(|name| named(name, built, &known, texts)).collect();
        covered.retain(|paused| state_of(*paused, built) != ix && !is_inside(state_of(*paused, built), ix, built));
        covered.sort_unstable();
        covered.dedup();
        let unknown = model.pauses.iter().any(|name| &*name.value != ALL && known.get(&name.value).is_none());
        if let (Some(first), false) = (model.pauses.first(), unknown)
            && !covered.iter().any(|paused| may_run(state_of(*paused, built), ix, built))
        {
            let flaw = TimeFlaw::PausesNothing { state: model.head.id_text().to_string() };
            texts.problems.push(Problem::new(flaw, first.span));
        }
        built.states[ix.at()].pauses = covered;
    }
}

/// Everything that can be named.
fn known(built: &Process) -> Table {
    let mut known = Table::new(Word::Deadline);
    for deadline in &built.deadlines {
        known.add(deadline.id.clone(), deadline.name.clone(), deadline.span);
    }
    for wait in &built.waits {
        if let Some(id) = &wait.id {
            known.add(id.clone(), None, wait.span);
        }
    }
    known
}

fn named(name: &Name, built: &Process, known: &Table, texts: &mut Texts<'_>) -> Vec<Paused> {
    let all = &*name.value == ALL;
    if !all {
        known.find(name, texts.problems);
    }
    let deadlines = built.deadlines.iter().enumerate();
    let deadlines = deadlines.filter(|(_, d)| if all { matches!(d.due, Due::Within(_)) } else { d.id == name.value });
    let waits = built.waits.iter().enumerate();
    let waits = waits
        .filter(|(_, w)| if all { matches!(w.wait, WaitFor::Amount(_)) } else { w.id.as_ref() == Some(&name.value) });
    let deadlines = deadlines.map(|(at, _)| Paused::Deadline(at.into()));
    deadlines.chain(waits.map(|(at, _)| Paused::Wait(at.into()))).collect()
}

fn state_of(paused: Paused, built: &Process) -> StateIx {
    match paused {
        Paused::Deadline(ix) => built.deadlines[ix.at()].state,
        Paused::Wait(ix) => built.waits[ix.at()].state,
    }
}

fn is_inside(inner: StateIx, outer: StateIx, built: &Process) -> bool {
    built.states[outer.at()].inside.contains(&inner)
}

/// Whether a clock of one state can run, or wait for a return to its state, while another is active: it is around that
/// one, in another region, or in something with a history.
fn may_run(clock: StateIx, pausing: StateIx, built: &Process) -> bool {
    let around = |state: StateIx| {
        std::iter::successors(Some(state), |ix| built.states[ix.at()].parent).collect::<Vec<StateIx>>()
    };
    let history = |state: &StateIx| !built.states[state.at()].histories.is_empty();
    let beside = around(clock).into_iter().find(|state| is_inside(pausing, *state, built));
    is_inside(pausing, clock, built)
        || beside.is_some_and(|meet| built.states[meet.at()].kind == StateKind::Parallel)
        || around(clock).iter().any(history)
}
