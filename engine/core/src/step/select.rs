//! The first act: which transitions are enabled (SCXML `selectTransitions`, `removeConflictingTransitions`).

use super::env::Truth;
use super::run::{Halt, Run};
use crate::guard::expr::{Guard, StateIx};
use crate::program::{Outcome, StateSet, Transition, TransitionIx, Trigger};
use crate::value::Text;

/// What selection looks for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Probe<'t> {
    /// Transitions for an event; `by` is asked for outside ones only.
    Event {
        /// Its name.
        name: &'t str,
        /// Somebody did it.
        outside: bool,
    },
    /// Eventless and timed transitions.
    Trigger(&'t Trigger),
}

/// A transition that is enabled.
#[derive(Debug, Clone)]
pub(super) struct Selected {
    pub(super) transition: TransitionIx,
    /// Which row of `to`.
    pub(super) outcome: usize,
    /// Event fields its conditions read and the event lacks.
    pub(super) lacks: Vec<Text>,
    exits: StateSet,
}

/// What selection found.
#[derive(Debug, Default)]
pub(super) struct Selection {
    /// Enabled and free of conflict, in order.
    pub(super) chosen: Vec<Selected>,
    /// Transitions that only `by` kept from being chosen.
    pub(super) not_for_actor: Vec<TransitionIx>,
}

impl<'a> Run<'a> {
    pub(super) fn transition(&self, ix: TransitionIx) -> &'a Transition {
        #[cfg(test)]
        super::tests::looks::look();
        &self.process.transitions[ix.at()]
    }

    /// Transition and outcome of a selection.
    pub(super) fn chosen(&self, selected: &Selected) -> (&'a Transition, &'a Outcome) {
        let transition = self.transition(selected.transition);
        (transition, &transition.outcomes[selected.outcome])
    }

    /// Per region, the innermost first enabled transition; then conflicts are removed.
    pub(super) fn select(&self, probe: Probe<'_>) -> Result<Selection, Halt> {
        let mut selection = Selection::default();
        for atomic in self.atomic_states() {
            let path = std::iter::once(atomic).chain(self.process.ancestors(atomic));
            if let Some(found) = self.first_enabled(path, probe, &mut selection.not_for_actor)?
                && selection.chosen.iter().all(|s| s.transition != found.transition)
            {
                selection.chosen.push(found);
            }
        }
        selection.chosen = self.without_conflicts(selection.chosen);
        Ok(selection)
    }

    fn first_enabled(
        &self,
        path: impl Iterator<Item = StateIx>,
        probe: Probe<'_>,
        not_for_actor: &mut Vec<TransitionIx>,
    ) -> Result<Option<Selected>, Halt> {
        for state in path {
            if let Some(found) = self.first_of(&self.process.at(state).transitions, probe, not_for_actor)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// The first of these transitions that is triggered, whose condition holds and whose `by` admits the actor.
    pub(super) fn first_of(
        &self,
        transitions: &[TransitionIx],
        probe: Probe<'_>,
        not_for_actor: &mut Vec<TransitionIx>,
    ) -> Result<Option<Selected>, Halt> {
        for &ix in transitions {
            let transition = self.transition(ix);
            if !triggers(probe, &transition.trigger) || transition.task.is_some_and(|act| !self.is_offered(act)) {
                continue;
            }
            let mut lacks = Vec::new();
            let outside = matches!(probe, Probe::Event { outside: true, .. });
            if !self.enabled(transition.when.as_ref(), outside, &mut lacks)? {
                continue;
            }
            if outside && !self.admitted(transition)? {
                if !not_for_actor.contains(&ix) {
                    not_for_actor.push(ix);
                }
                continue;
            }
            return self.with_outcome(ix, outside, lacks).map(Some);
        }
        Ok(None)
    }

    /// A condition that reads a field an outside event lacks counts as holding; Allow reports the lack.
    fn enabled(&self, when: Option<&Guard>, outside: bool, lacks: &mut Vec<Text>) -> Result<bool, Halt> {
        let Some(guard) = when.filter(|_| outside) else { return self.condition(when) };
        match self.truth(guard) {
            Ok(Truth::Known(holds)) => Ok(holds),
            Ok(Truth::Lacks(path)) => {
                lacks.push(path);
                Ok(true)
            }
            Err(halt) => self.survive(halt, &[]).map(|()| false),
        }
    }

    fn with_outcome(&self, ix: TransitionIx, outside: bool, mut lacks: Vec<Text>) -> Result<Selected, Halt> {
        let transition = self.transition(ix);
        let mut chosen = transition.outcomes.len().saturating_sub(1);
        for (n, outcome) in transition.outcomes.iter().enumerate() {
            if self.enabled(outcome.when.as_ref(), outside, &mut lacks)? {
                chosen = n;
                break;
            }
        }
        let exits = self.exit_set(transition, &transition.outcomes[chosen]);
        Ok(Selected { transition: ix, outcome: chosen, lacks, exits })
    }

    fn without_conflicts(&self, enabled: Vec<Selected>) -> Vec<Selected> {
        let mut kept: Vec<Selected> = Vec::new();
        'next: for candidate in enabled {
            let source = self.transition(candidate.transition).source;
            let mut outdone = Vec::new();
            for (n, other) in kept.iter().enumerate() {
                if candidate.exits.is_disjoint(&other.exits) {
                    continue;
                }
                if !self.process.is_inside(source, self.transition(other.transition).source) {
                    continue 'next;
                }
                outdone.push(n);
            }
            for n in outdone.into_iter().rev() {
                kept.remove(n);
            }
            kept.push(candidate);
        }
        kept
    }
}

fn triggers(probe: Probe<'_>, trigger: &Trigger) -> bool {
    match probe {
        Probe::Event { name, .. } => trigger.matches(name),
        Probe::Trigger(wanted) => trigger == wanted,
    }
}
