//! The ways of a process from state to state, and what each of them sets.

use std::collections::BTreeSet;

use super::flow::path;
use super::sets;
use super::shell::Shell;
use super::texts::Texts;
use super::tree::{ROOT, Tree};
use crate::guard::expr::StateIx;
use crate::model::transition::Transition;
use crate::model::{Name, Written};

/// A way out of a state.
#[derive(Debug)]
pub(super) struct Arc {
    /// From.
    pub(super) source: StateIx,
    /// To; entered with all that lies between and their defaults.
    pub(super) targets: Vec<StateIx>,
    /// Paths that are given after it.
    pub(super) sets: BTreeSet<String>,
    /// States entered by default below each state, by position.
    inside: std::rc::Rc<Vec<Vec<StateIx>>>,
}

/// All ways of a process but its starts.
pub(super) fn arcs(shell: &Shell<'_>, texts: &Texts<'_>) -> Vec<Arc> {
    let inside = std::rc::Rc::new(defaults(shell));
    let mut arcs = Vec::new();
    let mut add = |source: StateIx, to: &[Name], sets: BTreeSet<String>| {
        let targets: Vec<StateIx> = to.iter().filter_map(|name| shell.tree.get(&name.value)).collect();
        if !targets.is_empty() {
            arcs.push(Arc { source, targets, sets, inside: std::rc::Rc::clone(&inside) });
        }
    };
    // A start that names its target passes the default of the root by.
    for transition in shell.process.starts.iter().chain(&shell.process.on) {
        ways(transition, texts).into_iter().for_each(|(to, sets)| add(ROOT, to, sets));
    }
    for ix in (0..shell.tree.len()).map(StateIx::from) {
        let Some(state) = shell.tree.state(ix, shell.process) else { continue };
        for transition in state.on.iter().chain(&state.always) {
            ways(transition, texts).into_iter().for_each(|(to, sets)| add(ix, to, sets));
        }
        for after in &state.after {
            let mut given = proven(after.when.as_ref(), texts);
            given.extend(sets::of_acts(&after.acts));
            add(ix, &after.acts.to, given);
        }
        for deadline in &state.deadlines {
            add(ix, &deadline.to, sets::of_actions(&deadline.missed));
        }
    }
    arcs
}

/// The outcomes of a transition: where to, and what is given then.
fn ways<'t>(transition: &'t Transition, texts: &Texts<'_>) -> Vec<(&'t [Name], BTreeSet<String>)> {
    let mut common = proven(transition.when.as_ref(), texts);
    for require in &transition.require {
        common.extend(proven(Some(&require.that), texts));
    }
    let taken = |common: &BTreeSet<String>| -> Vec<String> {
        let sure = |take: &&crate::model::transition::Take| {
            !take.optional || common.contains(&format!("event.{}", take.name.value))
        };
        transition.takes.iter().filter(sure).map(|take| path(&take.name.value)).collect()
    };
    if transition.rows.is_empty() {
        common.extend(taken(&common));
        common.extend(sets::of_acts(&transition.acts));
        return vec![(&transition.acts.to, common)];
    }
    let row = |row: &'t crate::model::transition::Row| {
        let mut given = common.clone();
        given.extend(proven(row.when.as_ref(), texts));
        for require in &row.require {
            given.extend(proven(Some(&require.that), texts));
        }
        given.extend(taken(&given));
        given.extend(sets::of_acts(&transition.acts));
        given.extend(sets::of_acts(&row.acts));
        (row.acts.to.as_slice(), given)
    };
    transition.rows.iter().map(row).collect()
}

/// What a start gives, by outcome.
pub(super) fn start_sets(start: &Transition, texts: &Texts<'_>) -> Vec<BTreeSet<String>> {
    ways(start, texts).into_iter().map(|(_, sets)| sets).collect()
}

/// The paths a condition proves.
pub(super) fn proven(written: Option<&Written>, texts: &Texts<'_>) -> BTreeSet<String> {
    written.map(|written| texts.proves(written)).unwrap_or_default().into_iter().collect()
}

/// The states entered where the root's default is.
pub(super) fn root_entry(shell: &Shell<'_>) -> Vec<StateIx> {
    defaults(shell).swap_remove(ROOT.at())
}

/// The states an arc enters: targets, what lies around them up to the source's own surroundings, other regions of
/// parallels on the way, and defaults below.
pub(super) fn entered(arc: &Arc, tree: &Tree) -> Vec<StateIx> {
    let stays: Vec<StateIx> = tree.ancestors(arc.source).collect();
    let mut entered = Vec::new();
    for &target in &arc.targets {
        entered.push(target);
        entered.extend(&arc.inside[target.at()]);
        for around in tree.ancestors(target).filter(|ix| !stays.contains(ix) && *ix != ROOT) {
            entered.push(around);
            entered.extend(&arc.inside[around.at()]);
        }
    }
    entered
}

/// For every state, the states inside it that its default entry enters.
fn defaults(shell: &Shell<'_>) -> Vec<Vec<StateIx>> {
    let mut inside: Vec<Vec<StateIx>> = vec![Vec::new(); shell.tree.len()];
    for n in (0..shell.tree.len()).rev() {
        let ix = StateIx::from(n);
        let mut found = Vec::new();
        for first in first_inside(shell, ix) {
            found.push(first);
            found.extend(inside[first.at()].iter().copied());
            found.extend(shell.tree.ancestors(first).take_while(|around| *around != ix));
        }
        inside[n] = found;
    }
    inside
}

/// Where a default entry of a state goes first.
fn first_inside(shell: &Shell<'_>, ix: StateIx) -> Vec<StateIx> {
    let state = shell.tree.state(ix, shell.process);
    let initial = state.map_or(shell.process.initial.as_ref(), |state| state.initial.as_ref());
    let children = &shell.tree.children[ix.at()];
    let real = |ix: &&StateIx| shell.tree.state(**ix, shell.process).is_none_or(|state| state.history.is_none());
    match initial {
        _ if state.is_some_and(|state| state.parallel) => children.iter().filter(real).copied().collect(),
        Some(initial) => initial.to.iter().filter_map(|name| shell.tree.get(&name.value)).collect(),
        None => children.iter().find(real).copied().into_iter().collect(),
    }
}
