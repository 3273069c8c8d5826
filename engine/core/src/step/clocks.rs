//! Deadlines and waits of a case: starting, planning, meeting, stopping.

use super::ROUNDS;
use super::run::{Halt, Run};
use crate::case::{Armed, Clock, ClockStatus, Pauses, Timer, TimerKind};
use crate::guard::expr::{DataSlot, Expr, StateIx};
use crate::outcome::{IncidentKind, What};
use crate::program::{Deadline, DeadlineIx, DeadlineStart, Due, Paused, Wait, WaitFor, WaitIx, Warn};
use crate::value::{Text, Value};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use zhidu_time::{Amount, Instant, Pause};

/// What planning a deadline gives: nothing while a data it names is not given.
type Plan = Option<(zhidu_time::Due, Vec<(u32, Instant)>)>;

impl Run<'_> {
    /// Starts the deadlines and waits of a state just entered; where a history returned to it, what stood still for
    /// that is left to go on.
    pub(super) fn start_clocks(&mut self, state: StateIx, restored: bool) -> Result<(), Halt> {
        let process = self.process;
        for &ix in &process.at(state).deadlines {
            let by_entry = process.deadlines[ix.at()].start == DeadlineStart::Entry;
            if by_entry && !(restored && self.is_still(Paused::Deadline(ix))) {
                self.start_deadline(ix)?;
            }
        }
        for &ix in &process.at(state).waits {
            if !(restored && self.is_still(Paused::Wait(ix))) {
                self.arm_wait(ix, self.stamp, Pauses::default())?;
            }
        }
        Ok(())
    }

    pub(super) fn start_deadline(&mut self, ix: DeadlineIx) -> Result<(), Halt> {
        let deadline = &self.process.deadlines[ix.at()];
        let start = match &deadline.since {
            Some(since) => self.instant(since, &deadline.id)?.unwrap_or(self.stamp),
            None => self.stamp,
        };
        self.case.clocks.retain(|c| c.deadline != ix);
        let generation = self.next_generation();
        let mut clock = Clock {
            deadline: ix,
            generation,
            start,
            due: None,
            fires: self.stamp,
            warnings: Vec::new(),
            status: ClockStatus::Running,
            pauses: Pauses::default(),
        };
        self.plan(deadline, &mut clock)?;
        let at = self.case.clocks.partition_point(|c| c.deadline < ix);
        self.case.clocks.insert(at, clock);
        self.mark(What::Planned(ix), &deadline.clauses);
        Ok(())
    }

    pub(super) fn next_generation(&mut self) -> u32 {
        self.case.generation = self.case.generation.saturating_add(1);
        self.case.generation
    }

    /// Computes when a clock lapses and warns. A due already past takes effect now.
    pub(super) fn plan(&self, deadline: &Deadline, clock: &mut Clock) -> Result<(), Halt> {
        let plan = self.due_of(deadline, clock.start, &clock.pauses.past)?;
        let now = self.stamp;
        clock.due = plan.as_ref().map(|(due, _)| *due);
        clock.fires = plan.as_ref().map_or(now, |(due, _)| due.late_from.max(now));
        clock.warnings = plan.map(|(_, w)| w).unwrap_or_default();
        for (_, at) in &mut clock.warnings {
            *at = (*at).max(now);
        }
        Ok(())
    }

    /// What is due when, over the pauses there were: amounts go on with what was left, points were named to be moved.
    pub(super) fn due_of(&self, deadline: &Deadline, start: Instant, pauses: &[Pause]) -> Result<Plan, Halt> {
        let zone = &self.program.institution.zone;
        let failed = || Halt::from(IncidentKind::Due(deadline.id.clone()));
        let due = match &deadline.due {
            Due::Within(amount) => match self.given(amount, &deadline.id)? {
                Some(Value::Duration(amount)) => amount.due_with(start, pauses, zone).map_err(|_| failed())?,
                Some(_) => return Err(failed()),
                None => return Ok(None),
            },
            Due::Until(point) => match self.given(point, &deadline.id)? {
                Some(Value::Instant(at)) => zhidu_time::Due::until(at).map_err(|_| failed())?,
                Some(Value::Date(date)) => zhidu_time::Due::day_end(date, zone),
                Some(_) => return Err(failed()),
                None => return Ok(None),
            },
            Due::Before(point) => match self.instant(point, &deadline.id)? {
                Some(at) => zhidu_time::Due::before(at),
                None => return Ok(None),
            },
        };
        let due = match &deadline.due {
            Due::Within(_) => due,
            Due::Until(_) | Due::Before(_) => due.moved(pauses, zone).map_err(|_| failed())?,
        };
        let warnings = self.warnings(deadline, start, due, pauses)?;
        Ok(Some((due, warnings)))
    }

    fn warnings(
        &self,
        deadline: &Deadline,
        start: Instant,
        due: zhidu_time::Due,
        pauses: &[Pause],
    ) -> Result<Vec<(u32, Instant)>, Halt> {
        let end = due.end();
        let failed = || Halt::from(IncidentKind::Due(deadline.id.clone()));
        let mut warnings = Vec::new();
        for (n, warn) in (0..).zip(&deadline.warn) {
            let at = match warn {
                Warn::Left(amount) => match self.value(amount, &deadline.id)? {
                    Value::Duration(Amount::Elapsed(seconds)) => end.checked_sub(seconds),
                    _ => None,
                },
                Warn::Used(share) => match self.value(share, &deadline.id)? {
                    Value::Percent(share) => at_share(start, end, share, pauses),
                    _ => None,
                },
            };
            warnings.push((n, at.ok_or_else(failed)?));
        }
        Ok(warnings)
    }

    /// An instant, or the start of a date; none where it is not given.
    fn instant(&self, expr: &Expr, what: &Text) -> Result<Option<Instant>, Halt> {
        match self.given(expr, what)? {
            Some(Value::Instant(at)) => Ok(Some(at)),
            Some(Value::Date(date)) => Ok(Some(self.program.institution.zone.start_of_day(date))),
            Some(_) => Err(IncidentKind::Due(what.clone()).into()),
            None => Ok(None),
        }
    }

    fn arm_wait(&mut self, ix: WaitIx, start: Instant, pauses: Pauses) -> Result<(), Halt> {
        let wait = &self.process.waits[ix.at()];
        let start = match &wait.since {
            Some(since) => self.instant(since, &self.wait_name(wait))?.unwrap_or(start),
            None => start,
        };
        self.case.waits.retain(|w| w.wait != ix);
        let at = self.run_out(wait, start, &pauses.past)?.map(|at| at.max(self.stamp));
        let generation = self.next_generation();
        let position = self.case.waits.partition_point(|w| w.wait < ix);
        let mut armed = Armed { wait: ix, generation, start, at, pauses };
        if let Some(since) = armed.pauses.since {
            armed.pauses.left = armed.at.take().map(|at| Amount::Elapsed(at.seconds_since(since)));
        }
        self.case.waits.insert(position, armed);
        Ok(())
    }

    pub(super) fn run_out(&self, wait: &Wait, start: Instant, pauses: &[Pause]) -> Result<Option<Instant>, Halt> {
        let name = self.wait_name(wait);
        match &wait.wait {
            WaitFor::At(point) => {
                let still: i64 = pauses.iter().map(|pause| pause.seconds()).sum();
                Ok(self.instant(point, &name)?.and_then(|at| at.checked_add(still)))
            }
            WaitFor::Amount(amount) => match self.given(amount, &name)? {
                Some(Value::Duration(amount)) => {
                    let due = amount.due_with(start, pauses, &self.program.institution.zone);
                    due.map(|due| Some(due.end())).map_err(|_| IncidentKind::Due(name).into())
                }
                Some(_) => Err(IncidentKind::Due(name).into()),
                None => Ok(None),
            },
        }
    }

    fn wait_name(&self, wait: &Wait) -> Text {
        self.process.states[wait.state.at()].id.clone()
    }

    /// Plans anew what reads a data that changed, from the original start. A lapsed deadline stays lapsed.
    pub(super) fn replan(&mut self, changed: DataSlot) -> Result<(), Halt> {
        let process = self.process;
        for n in 0..self.case.clocks.len() {
            let deadline = &process.deadlines[self.case.clocks[n].deadline.at()];
            let runs = matches!(self.case.clocks[n].status, ClockStatus::Running | ClockStatus::Paused);
            if !runs || !deadline.follows.contains(&changed) {
                continue;
            }
            let mut clock = self.case.clocks[n].clone();
            clock.generation = self.next_generation();
            if let Some(since) = &deadline.since {
                clock.start = self.instant(since, &deadline.id)?.unwrap_or(clock.start);
            }
            self.plan(deadline, &mut clock)?;
            self.stand_still(&mut clock);
            self.mark(What::Planned(clock.deadline), &deadline.clauses);
            self.case.clocks[n] = clock;
        }
        for (n, wait) in process.waits.iter().enumerate() {
            let armed = self.case.waits.iter().find(|w| w.wait.at() == n).map(|w| (w.start, w.pauses.clone()));
            if wait.follows.contains(&changed) && (self.case.is_in(wait.state) || armed.is_some()) {
                let (start, pauses) = armed.unwrap_or_else(|| (self.stamp, Pauses::default()));
                self.arm_wait(WaitIx::from(n), start, pauses)?;
            }
        }
        Ok(())
    }

    /// Ends the clocks of a state being left: met by what began the macrostep, or stopped.
    pub(super) fn stop_clocks(&mut self, state: StateIx) {
        let process = self.process;
        for &ix in &process.at(state).deadlines {
            if self.held.holds(state, Paused::Deadline(ix)) {
                self.pause(Paused::Deadline(ix));
            } else if self.meets(&process.deadlines[ix.at()]) {
                self.meet(ix);
            } else {
                self.conclude(ix, ClockStatus::Stopped, What::Stopped(ix));
            }
        }
        for &ix in &process.at(state).waits {
            if self.held.holds(state, Paused::Wait(ix)) {
                self.pause(Paused::Wait(ix));
            } else {
                self.case.waits.retain(|w| w.wait != ix);
            }
        }
    }

    /// A deadline is met, if it still runs.
    pub(super) fn meet(&mut self, ix: DeadlineIx) {
        self.conclude(ix, ClockStatus::Met, What::Met(ix));
    }

    pub(super) fn conclude(&mut self, ix: DeadlineIx, status: ClockStatus, what: What) {
        let running =
            |c: &&mut Clock| c.deadline == ix && matches!(c.status, ClockStatus::Running | ClockStatus::Paused);
        if let Some(clock) = self.case.clocks.iter_mut().find(running) {
            clock.status = status;
            clock.warnings.clear();
            clock.pauses.end(self.stamp);
            self.mark(what, &self.process.deadlines[ix.at()].clauses);
        }
    }

    /// A deadline is met if the macrostep began with an outside event selected in its state or below, or with one of
    /// the events it names.
    fn meets(&self, deadline: &Deadline) -> bool {
        let began = &self.began;
        match &deadline.met_by {
            Some(patterns) => began.event.as_ref().is_some_and(|e| patterns.iter().any(|p| p.matches(e))),
            None => {
                let inside = |s: &StateIx| *s == deadline.state || self.process.is_inside(*s, deadline.state);
                began.outside && began.sources.iter().any(inside)
            }
        }
    }

    /// Counts what fires at one instant: timers that arm each other without end are an incident.
    pub(super) fn count_firing(&mut self) -> Result<(), Halt> {
        let (last, fired) = self.case.fired;
        self.case.fired = (self.stamp, if last == self.stamp { fired.saturating_add(1) } else { 1 });
        if self.case.fired.1 > ROUNDS { Err(IncidentKind::Budget(ROUNDS).into()) } else { Ok(()) }
    }

    /// Takes a timer's arming; false where it is stale.
    pub(super) fn take_timer(&mut self, timer: Timer) -> bool {
        match timer.kind {
            // Sent elsewhere.
            TimerKind::Signal => false,
            TimerKind::Ran(ix) => {
                let armed = self.case.waits.len();
                let is_due = |w: &Armed| w.wait == ix && w.generation == timer.generation && w.at.is_some();
                self.case.waits.retain(|w| !is_due(w));
                self.case.waits.len() != armed
            }
            TimerKind::Missed(ix) => self.running(ix, timer.generation).is_some_and(|clock| {
                clock.status = ClockStatus::Missed;
                clock.warnings.clear();
                true
            }),
            TimerKind::Warning(ix, n) => self.running(ix, timer.generation).is_some_and(|clock| {
                let before = clock.warnings.len();
                clock.warnings.retain(|(m, _)| *m != n);
                clock.warnings.len() != before
            }),
        }
    }

    fn running(&mut self, ix: DeadlineIx, generation: u32) -> Option<&mut Clock> {
        let running =
            |c: &&mut Clock| c.deadline == ix && c.generation == generation && c.status == ClockStatus::Running;
        self.case.clocks.iter_mut().find(running)
    }
}

/// The instant at which a share in percent of the time that runs is used, rounded down to the second.
fn at_share(start: Instant, end: Instant, share: Decimal, pauses: &[Pause]) -> Option<Instant> {
    let whole = Decimal::from(zhidu_time::used(start, end, pauses));
    let seconds = whole.checked_mul(share)?.checked_div(Decimal::ONE_HUNDRED)?;
    zhidu_time::advance(start, seconds.floor().to_i64()?, pauses)
}
