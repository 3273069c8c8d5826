//! Pauses: what stands still while a state is active, and goes on afterwards (`LANGUAGE` §4 `pauses`).
//!
//! What is paused follows from the configuration: after every entry the clocks that active states cover stand still, and
//! the others run. Only a state that is left for a return by `history` needs care beforehand: its clocks would stop.

use super::configuration::EntrySet;
use super::run::{Halt, Run};
use crate::case::{Clock, ClockStatus, Pauses};
use crate::guard::expr::StateIx;
use crate::outcome::What;
use crate::program::{ClauseIx, DeadlineIx, Paused, StateSet, WaitIx};
use zhidu_time::{Amount, Instant, Pause};

/// What stands still instead of stopping while states are left.
#[derive(Debug, Default)]
pub(super) struct Held {
    states: StateSet,
    covered: Vec<Paused>,
}

impl Held {
    pub(super) fn holds(&self, state: StateIx, clock: Paused) -> bool {
        self.states.contains(state) && self.covered.contains(&clock)
    }
}

impl Pauses {
    /// Stops standing still. A pause of no length is none.
    pub(super) fn end(&mut self, at: Instant) {
        let from = self.since.take();
        self.left = None;
        self.past.extend(from.filter(|from| *from < at).map(|from| Pause { from, until: at }));
    }
}

impl Run<'_> {
    /// Notes what the coming exits hold: clocks of states that a history will return to, where a state that is active
    /// afterwards pauses them.
    pub(super) fn hold(&mut self, exits: &[StateIx], entry: &EntrySet) {
        let process = self.process;
        let mut active = self.case.active.clone();
        exits.iter().for_each(|state| active.remove(*state));
        active.extend(entry.states.iter());
        self.held = Held { states: StateSet::default(), covered: self.covered(&active) };
        if self.held.covered.is_empty() {
            return;
        }
        for &left in exits {
            for &history in &process.at(left).histories {
                let stored = self.stored(history).unwrap_or_default();
                let states: Vec<StateIx> = process.returned_to(left, stored).collect();
                self.held.states.extend(states);
            }
        }
    }

    /// What states pause, in order.
    fn covered(&self, active: &StateSet) -> Vec<Paused> {
        active.iter().flat_map(|state| self.process.at(state).pauses.iter().copied()).collect()
    }

    /// Whether a clock stands still.
    pub(super) fn is_still(&self, clock: Paused) -> bool {
        match clock {
            Paused::Deadline(ix) => {
                self.case.clocks.iter().any(|c| c.deadline == ix && c.status == ClockStatus::Paused)
            }
            Paused::Wait(ix) => self.case.waits.iter().any(|w| w.wait == ix && w.pauses.since.is_some()),
        }
    }

    /// Lets stand still what active states pause and lets go on what none of them pauses any more. What waited for a
    /// return that did not come is stopped.
    pub(super) fn settle_pauses(&mut self) -> Result<(), Halt> {
        let process = self.process;
        let covered = self.covered(&self.case.active);
        let deadlines =
            self.case.clocks.iter().map(|c| (Paused::Deadline(c.deadline), process.deadlines[c.deadline.at()].state));
        let waits = self.case.waits.iter().map(|w| (Paused::Wait(w.wait), process.waits[w.wait.at()].state));
        let clocks: Vec<(Paused, StateIx)> = deadlines.chain(waits).collect();
        for (clock, state) in clocks {
            match (self.is_still(clock), covered.contains(&clock)) {
                (false, true) => self.pause(clock),
                (true, false) if self.case.is_in(state) => self.resume(clock)?,
                (true, false) => self.forget(clock),
                _ => {}
            }
        }
        Ok(())
    }

    /// Lets a clock stand still, if it runs.
    pub(super) fn pause(&mut self, clock: Paused) {
        let (now, zone) = (self.stamp, &self.program.institution.zone);
        match clock {
            Paused::Deadline(ix) => {
                let running = |c: &&mut Clock| c.deadline == ix && c.status == ClockStatus::Running;
                let Some(clock) = self.case.clocks.iter_mut().find(running) else { return };
                clock.status = ClockStatus::Paused;
                clock.pauses.since = Some(now);
                clock.pauses.left = clock.due.take().map(|due| due.left(now, zone));
            }
            Paused::Wait(ix) => {
                let Some(wait) = self.case.waits.iter_mut().find(|w| w.wait == ix && w.pauses.since.is_none()) else {
                    return;
                };
                wait.pauses.since = Some(now);
                wait.pauses.left = wait.at.take().map(|at| Amount::Elapsed(at.seconds_since(now)));
            }
        }
        self.mark(What::Paused(clock), self.clauses_of(clock));
    }

    /// A clock that stands still has no due, only what is left.
    pub(super) fn stand_still(&self, clock: &mut Clock) {
        if let Some(since) = clock.pauses.since {
            clock.pauses.left = clock.due.take().map(|due| due.left(since, &self.program.institution.zone));
        }
    }

    fn resume(&mut self, clock: Paused) -> Result<(), Halt> {
        match clock {
            Paused::Deadline(ix) => self.resume_deadline(ix)?,
            Paused::Wait(ix) => self.resume_wait(ix)?,
        }
        self.mark(What::Resumed(clock), self.clauses_of(clock));
        Ok(())
    }

    /// The due is reached from here with what was left; warnings that were given stay given.
    fn resume_deadline(&mut self, ix: DeadlineIx) -> Result<(), Halt> {
        let Some(at) = self.case.clocks.iter().position(|c| c.deadline == ix) else { return Ok(()) };
        let mut clock = self.case.clocks[at].clone();
        let pending: Vec<u32> = clock.warnings.iter().map(|(n, _)| *n).collect();
        clock.pauses.end(self.stamp);
        clock.status = ClockStatus::Running;
        clock.generation = self.next_generation();
        self.plan(&self.process.deadlines[ix.at()], &mut clock)?;
        clock.warnings.retain(|(n, _)| pending.contains(n));
        self.case.clocks[at] = clock;
        Ok(())
    }

    fn resume_wait(&mut self, ix: WaitIx) -> Result<(), Halt> {
        let Some(at) = self.case.waits.iter().position(|w| w.wait == ix) else { return Ok(()) };
        let mut wait = self.case.waits[at].clone();
        wait.pauses.end(self.stamp);
        wait.generation = self.next_generation();
        let run_out = self.run_out(&self.process.waits[ix.at()], wait.start, &wait.pauses.past)?;
        wait.at = run_out.map(|at| at.max(self.stamp));
        self.case.waits[at] = wait;
        Ok(())
    }

    fn forget(&mut self, clock: Paused) {
        match clock {
            Paused::Deadline(ix) => self.conclude(ix, ClockStatus::Stopped, What::Stopped(ix)),
            Paused::Wait(ix) => self.case.waits.retain(|w| w.wait != ix),
        }
    }

    fn clauses_of(&self, clock: Paused) -> &[ClauseIx] {
        match clock {
            Paused::Deadline(ix) => &self.process.deadlines[ix.at()].clauses,
            Paused::Wait(ix) => &self.process.waits[ix.at()].clauses,
        }
    }
}
