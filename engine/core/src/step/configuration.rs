//! Which states a transition leaves and enters (SCXML 1.0, Appendix D: `computeExitSet`, `computeEntrySet`).

use super::run::Run;
use crate::guard::expr::StateIx;
use crate::program::{Outcome, Process, State, StateKind, StateSet, Transition};
use std::collections::BTreeMap;

/// What a microstep enters.
#[derive(Debug, Default)]
pub(super) struct EntrySet {
    /// States to enter; ascending order is order of entry.
    pub(super) states: StateSet,
    /// Those entered by default: their initial actions run.
    pub(super) by_default: StateSet,
    /// The default history content to run after the entry of its parent.
    pub(super) by_history: BTreeMap<StateIx, StateIx>,
    /// Those a history returns to as they were: what stood still for that goes on.
    pub(super) restored: StateSet,
}

impl Process {
    pub(super) fn at(&self, state: StateIx) -> &State {
        #[cfg(test)]
        super::tests::looks::look();
        &self.states[state.at()]
    }

    pub(super) fn is_inside(&self, state: StateIx, ancestor: StateIx) -> bool {
        self.at(ancestor).inside.contains(&state)
    }

    /// From the state's parent to the root.
    pub(super) fn ancestors(&self, state: StateIx) -> impl Iterator<Item = StateIx> + '_ {
        std::iter::successors(self.at(state).parent, |s| self.at(*s).parent)
    }

    /// The least common compound ancestor; a parallel is never it.
    fn common_compound(&self, source: StateIx, targets: &[StateIx]) -> StateIx {
        let fits =
            |a: &StateIx| self.at(*a).kind == StateKind::Compound && targets.iter().all(|t| self.is_inside(*t, *a));
        self.ancestors(source).find(fits).unwrap_or(Self::ROOT)
    }

    /// The states a return to these enters as they were: themselves and what is around them up to `parent`.
    pub(super) fn returned_to(&self, parent: StateIx, stored: &[StateIx]) -> impl Iterator<Item = StateIx> {
        let up_to = move |state: &StateIx| *state == parent || self.is_inside(*state, parent);
        stored.iter().flat_map(move |s| std::iter::once(*s).chain(self.ancestors(*s)).take_while(up_to))
    }

    /// Where a default entry of a state goes.
    fn default_targets(&self, state: StateIx) -> Vec<StateIx> {
        let state = self.at(state);
        if !state.initial.is_empty() {
            return state.initial.clone();
        }
        state.children.iter().copied().find(|c| !self.at(*c).is_history()).into_iter().collect()
    }
}

impl State {
    /// A history state stands for others and is never active.
    #[must_use]
    pub const fn is_history(&self) -> bool {
        matches!(self.kind, StateKind::ShallowHistory | StateKind::DeepHistory)
    }
}

impl Run<'_> {
    /// The active states without active children, in document order.
    pub(super) fn atomic_states(&self) -> Vec<StateIx> {
        let is_atomic = |s: &StateIx| self.case.active.inside(self.process.at(*s)).is_empty();
        self.case.active.iter().filter(is_atomic).collect()
    }

    /// The active children of a state, in document order.
    pub(super) fn active_children(&self, state: StateIx) -> impl Iterator<Item = StateIx> + '_ {
        let inside = self.case.active.inside(self.process.at(state));
        inside.iter().copied().filter(move |s| self.process.at(*s).parent == Some(state))
    }

    /// The active states an outcome leaves.
    pub(super) fn exit_set(&self, transition: &Transition, outcome: &Outcome) -> StateSet {
        let targets = self.effective_targets(&outcome.targets);
        if targets.is_empty() {
            return StateSet::default();
        }
        let domain = self.domain(transition.source, &targets, outcome.again);
        self.case.active.inside(self.process.at(domain)).iter().copied().collect()
    }

    /// The state below which everything is left (`getTransitionDomain`).
    fn domain(&self, source: StateIx, targets: &[StateIx], again: bool) -> StateIx {
        let state = self.process.at(source);
        let inside = targets.iter().all(|t| self.process.is_inside(*t, source));
        if !again && state.kind == StateKind::Compound && inside {
            return source;
        }
        self.process.common_compound(source, targets)
    }

    /// Targets with histories replaced by what they stand for.
    fn effective_targets(&self, targets: &[StateIx]) -> Vec<StateIx> {
        let mut effective = Vec::new();
        for &target in targets {
            if !self.process.at(target).is_history() {
                effective.push(target);
            } else if let Some(stored) = self.stored(target) {
                effective.extend_from_slice(stored);
            } else {
                effective.extend(self.effective_targets(&self.process.at(target).initial));
            }
        }
        effective
    }

    pub(super) fn stored(&self, history: StateIx) -> Option<&[StateIx]> {
        self.case.history.iter().find(|(h, _)| *h == history).map(|(_, states)| &**states)
    }

    /// Remembers, for every history of a state about to be left, what was active in it.
    pub(super) fn remember(&mut self, left: StateIx) {
        let process = self.process;
        for &history in &process.at(left).histories {
            let states = if process.at(history).kind == StateKind::DeepHistory {
                self.atomic_states().into_iter().filter(|s| process.is_inside(*s, left)).collect()
            } else {
                self.active_children(left).collect()
            };
            self.case.history.retain(|(h, _)| *h != history);
            self.case.history.push((history, states));
        }
    }

    /// What these transitions enter.
    pub(super) fn entry_set(&self, taken: &[(&Transition, &Outcome)]) -> EntrySet {
        let mut entry = EntrySet::default();
        for (transition, outcome) in taken {
            if outcome.targets.is_empty() {
                continue;
            }
            for &target in &outcome.targets {
                self.add_inside(target, &mut entry);
            }
            let effective = self.effective_targets(&outcome.targets);
            let domain = self.domain(transition.source, &effective, outcome.again);
            for target in effective {
                self.add_above(target, domain, &mut entry);
            }
        }
        entry
    }

    /// Adds a state and what its entry brings with it (`addDescendantStatesToEnter`).
    pub(super) fn add_inside(&self, state: StateIx, entry: &mut EntrySet) {
        let node = self.process.at(state);
        if node.is_history() {
            let parent = node.parent.unwrap_or(Process::ROOT);
            let states = match self.stored(state) {
                Some(stored) => {
                    entry.restored.extend(self.process.returned_to(parent, stored));
                    stored.to_vec()
                }
                None => {
                    entry.by_history.insert(parent, state);
                    node.initial.clone()
                }
            };
            for &s in &states {
                self.add_inside(s, entry);
            }
            for &s in &states {
                self.add_above(s, parent, entry);
            }
            return;
        }
        entry.states.insert(state);
        match node.kind {
            StateKind::Compound => {
                entry.by_default.insert(state);
                let targets = self.process.default_targets(state);
                for &target in &targets {
                    self.add_inside(target, entry);
                }
                for &target in &targets {
                    self.add_above(target, state, entry);
                }
            }
            StateKind::Parallel => self.add_regions(state, entry),
            _ => {}
        }
    }

    /// Adds the ancestors of a state below another one, and the regions that come with them.
    pub(super) fn add_above(&self, state: StateIx, below: StateIx, entry: &mut EntrySet) {
        for ancestor in self.process.ancestors(state).take_while(|a| *a != below) {
            entry.states.insert(ancestor);
            if self.process.at(ancestor).kind == StateKind::Parallel {
                self.add_regions(ancestor, entry);
            }
        }
    }

    fn add_regions(&self, parallel: StateIx, entry: &mut EntrySet) {
        for &child in &self.process.at(parallel).children {
            let node = self.process.at(child);
            if !node.is_history() && entry.states.inside(node).is_empty() {
                self.add_inside(child, entry);
            }
        }
    }
}
