//! The third act, one round of it: exits, actions, entries (SCXML `microstep`).

use super::run::{Current, Halt, Run};
use super::select::Selected;
use crate::guard::expr::{DataSlot, StateIx};
use crate::outcome::{IncidentKind, Objection, What};
use crate::program::{Process, StateKind, StateSet, Transition};
use crate::value::Value;

impl Run<'_> {
    /// All exits, then all transitions' actions, then all entries.
    pub(super) fn microstep(&mut self, selected: &[Selected]) -> Result<(), Halt> {
        let taken: Vec<_> = selected.iter().map(|s| (s.outcome, self.chosen(s))).collect();
        let mut exits = StateSet::default();
        for (_, (transition, outcome)) in &taken {
            exits.extend(self.exit_set(transition, outcome).iter());
        }
        let pairs: Vec<_> = taken.iter().map(|(_, pair)| *pair).collect();
        let exits: Vec<StateIx> = exits.iter().rev().collect();
        for &state in &exits {
            self.remember(state);
        }
        let entry = self.entry_set(&pairs);
        self.hold(&exits, &entry);
        for state in exits {
            self.leave(state)?;
        }
        for (selection, (n, (transition, outcome))) in selected.iter().zip(&taken) {
            let what = What::Taken { transition: selection.transition, outcome: u32::try_from(*n).unwrap_or(u32::MAX) };
            let cited = [&transition.clauses[..], &outcome.clauses].concat();
            self.mark(what, &cited);
            self.here = outcome.targets.first().copied().unwrap_or(transition.source);
            let done = self.attempt(|run| run.take(transition)).and_then(|()| self.run_actions(&outcome.actions));
            done.or_else(|halt| self.survive(halt, &cited))?;
        }
        self.enter_all(&entry)
    }

    /// Assigns the event's fields that the transition takes.
    pub(super) fn take(&mut self, transition: &Transition) -> Result<(), Halt> {
        for take in &transition.takes {
            let value = self.event.as_ref().and_then(|e| e.fields[take.field.at()].clone());
            if let Some(value) = value {
                self.assign(take.slot, value)?;
            }
        }
        Ok(())
    }

    /// Sets a data; what reads it is planned anew.
    pub(super) fn assign(&mut self, slot: DataSlot, value: Value) -> Result<(), Halt> {
        let field = &self.process.data[slot.at()].field;
        let Some(value) = self.typed(field, &value) else {
            let kind = IncidentKind::Bounds { data: field.id.clone(), value: value.to_string().into() };
            return Err(kind.into());
        };
        if self.case.data[slot.at()].as_ref() != Some(&value) {
            self.case.data[slot.at()] = Some(value);
            self.replan(slot)?;
        }
        self.mark(What::Set(field.id.clone()), &self.process.data[slot.at()].clauses);
        Ok(())
    }

    pub(super) fn leave(&mut self, state: StateIx) -> Result<(), Halt> {
        let process = self.process;
        let node = process.at(state);
        self.here = state;
        for block in &node.exit {
            self.run_block(block)?;
        }
        self.withdraw(state);
        self.stop_clocks(state);
        self.let_go(state);
        self.cancel_children(state);
        self.case.active.remove(state);
        self.mark(What::Left(state), &node.clauses);
        Ok(())
    }

    /// Enters states in document order, ancestors first.
    pub(super) fn enter_all(&mut self, entry: &super::configuration::EntrySet) -> Result<(), Halt> {
        for state in entry.states.iter() {
            self.enter(state, entry)?;
        }
        self.settle_pauses()
    }

    fn enter(&mut self, state: StateIx, entry: &super::configuration::EntrySet) -> Result<(), Halt> {
        let process = self.process;
        let node = process.at(state);
        if self.case.is_in(state) {
            return Ok(());
        }
        self.must_hold(&node.require, &node.clauses)?;
        self.here = state;
        self.case.active.insert(state);
        self.mark(What::Entered(state), &node.clauses);
        for block in &node.entry {
            self.run_block(block)?;
        }
        self.start_clocks(state, entry.restored.contains(state))?;
        self.offer(state)?;
        if entry.by_default.contains(state) {
            self.run_whole(&node.initial_actions, &node.clauses)?;
        }
        if let Some(history) = entry.by_history.get(&state) {
            let history = process.at(*history);
            self.run_whole(&history.initial_actions, &history.clauses)?;
        }
        if node.kind == StateKind::Final {
            self.reach(state);
        }
        Ok(())
    }

    /// What must hold inside a macrostep: a failure refuses the event, or is an incident where nobody did it.
    pub(super) fn must_hold(
        &self,
        requires: &[crate::program::Require],
        around: &[crate::program::ClauseIx],
    ) -> Result<(), Halt> {
        let mut objections: Vec<Objection> = Vec::new();
        for require in requires {
            let cited = if require.clauses.is_empty() { around } else { &require.clauses };
            let cited = if cited.is_empty() { &self.process.clauses } else { cited };
            objections.extend(self.unmet(require, cited)?);
        }
        match objections.first() {
            None => Ok(()),
            Some(first) if self.actor.is_none() => Err(IncidentKind::Unmet(first.what.clone()).into()),
            Some(_) => Err(Halt::Denied(objections)),
        }
    }

    /// A final state: its parent is done, and so is a parallel all of whose regions are.
    fn reach(&mut self, state: StateIx) {
        let process = self.process;
        let Some(parent) = process.at(state).parent else { return };
        if parent == Process::ROOT {
            self.case.ended = Some(state);
            return;
        }
        self.done(parent);
        if let Some(above) = process.at(parent).parent
            && process.at(above).kind == StateKind::Parallel
            && process.at(above).children.iter().all(|c| self.is_done(*c))
        {
            self.done(above);
        }
    }

    fn is_done(&self, state: StateIx) -> bool {
        let node = self.process.at(state);
        match node.kind {
            StateKind::Compound => {
                self.active_children(state).any(|child| self.process.at(child).kind == StateKind::Final)
            }
            StateKind::Parallel => node.children.iter().all(|c| self.is_done(*c)),
            StateKind::ShallowHistory | StateKind::DeepHistory => true,
            StateKind::Atomic | StateKind::Final => false,
        }
    }

    fn done(&mut self, state: StateIx) {
        let name = format!("done.state.{}", self.process.at(state).id).into();
        self.enqueue(Current { name, fields: vec![None; self.process.fields.len()] });
    }
}
