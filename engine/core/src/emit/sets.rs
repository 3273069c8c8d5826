//! What acts, actions and states surely set.

use std::collections::BTreeSet;

use super::arcs::proven;
use super::flow::path;
use super::shell::Shell;
use super::texts::Texts;
use crate::guard::expr::StateIx;
use crate::model::action::{Action, Verb};
use crate::model::transition::Acts;

/// By `set`, `add` and unconditional actions.
pub(super) fn of_acts(acts: &Acts) -> BTreeSet<String> {
    let own = acts.set.iter().chain(&acts.add).map(|(name, _)| path(&name.value));
    own.chain(of_actions(&acts.actions)).collect()
}

/// By actions without a condition.
pub(super) fn of_actions(actions: &[Action]) -> BTreeSet<String> {
    let sure = actions.iter().filter(|action| action.when.is_none() && action.each.is_none());
    let sets = sure.filter_map(|action| match &action.verb {
        Verb::Set(entries) | Verb::Add(entries) => Some(entries),
        _ => None,
    });
    sets.flatten().map(|(name, _)| path(&name.value)).collect()
}

/// By what a state requires and does on entry.
pub(super) fn of_state(shell: &Shell<'_>, ix: StateIx, texts: &Texts<'_>) -> BTreeSet<String> {
    let Some(state) = shell.tree.state(ix, shell.process) else { return BTreeSet::new() };
    let mut sets = BTreeSet::new();
    for require in &state.require {
        sets.extend(proven(Some(&require.that), texts));
    }
    for block in state.entry.iter().filter(|block| block.when.is_none()) {
        sets.extend(of_actions(&block.actions));
    }
    sets
}
