//! Deadlines and waits of a case: starting, planning, meeting, stopping.

use super::run::{Halt, Run};
use crate::case::{Armed, Clock, ClockStatus, Timer, TimerKind};
use crate::guard::expr::{DataSlot, Expr, StateIx};
use crate::outcome::{IncidentKind, What};
use crate::program::{Deadline, DeadlineIx, Due, Wait, WaitFor, WaitIx, Warn};
use crate::value::{Text, Value};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use zhidu_time::{Amount, Instant};

/// What planning a deadline gives: nothing while a data it names is not given.
type Plan = Option<(zhidu_time::Due, Vec<(u32, Instant)>)>;

impl Run<'_> {
    /// Starts the deadlines and waits of a state just entered.
    pub(super) fn start_clocks(&mut self, state: StateIx) -> Result<(), Halt> {
        let process = self.process;
        for &ix in &process.at(state).deadlines {
            self.start_deadline(ix)?;
        }
        for &ix in &process.at(state).waits {
            self.arm_wait(ix, self.stamp)?;
        }
        Ok(())
    }

    fn start_deadline(&mut self, ix: DeadlineIx) -> Result<(), Halt> {
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
        };
        self.plan(deadline, &mut clock)?;
        let at = self.case.clocks.partition_point(|c| c.deadline < ix);
        self.case.clocks.insert(at, clock);
        self.mark(What::Planned(ix), &deadline.clauses);
        Ok(())
    }

    fn next_generation(&mut self) -> u32 {
        self.case.generation = self.case.generation.saturating_add(1);
        self.case.generation
    }

    /// Computes when a clock lapses and warns. A due already past takes effect now.
    fn plan(&self, deadline: &Deadline, clock: &mut Clock) -> Result<(), Halt> {
        let plan = self.due_of(deadline, clock.start)?;
        let now = self.stamp;
        clock.due = plan.as_ref().map(|(due, _)| *due);
        clock.fires = plan.as_ref().map_or(now, |(due, _)| due.late_from.max(now));
        clock.warnings = plan.map(|(_, w)| w).unwrap_or_default();
        for (_, at) in &mut clock.warnings {
            *at = (*at).max(now);
        }
        Ok(())
    }

    fn due_of(&self, deadline: &Deadline, start: Instant) -> Result<Plan, Halt> {
        let zone = &self.program.institution.zone;
        let failed = || Halt::from(IncidentKind::Due(deadline.id.clone()));
        let due = match &deadline.due {
            Due::Within(amount) => match self.given(amount, &deadline.id)? {
                Some(Value::Duration(amount)) => amount.due(start, zone).map_err(|_| failed())?,
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
        let warnings = self.warnings(deadline, start, due)?;
        Ok(Some((due, warnings)))
    }

    fn warnings(&self, deadline: &Deadline, start: Instant, due: zhidu_time::Due) -> Result<Vec<(u32, Instant)>, Halt> {
        let end = match due.kind {
            zhidu_time::DueKind::Inclusive(at) => at,
            _ => due.late_from,
        };
        let failed = || Halt::from(IncidentKind::Due(deadline.id.clone()));
        let mut warnings = Vec::new();
        for (n, warn) in (0..).zip(&deadline.warn) {
            let at = match warn {
                Warn::Left(amount) => match self.value(amount, &deadline.id)? {
                    Value::Duration(Amount::Elapsed(seconds)) => end.checked_sub(seconds),
                    _ => None,
                },
                Warn::Used(share) => match self.value(share, &deadline.id)? {
                    Value::Percent(share) => used(start, end, share),
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

    fn arm_wait(&mut self, ix: WaitIx, start: Instant) -> Result<(), Halt> {
        let wait = &self.process.waits[ix.at()];
        let start = match &wait.since {
            Some(since) => self.instant(since, &self.wait_name(wait))?.unwrap_or(start),
            None => start,
        };
        self.case.waits.retain(|w| w.wait != ix);
        let at = self.run_out(wait, start)?.map(|at| at.max(self.stamp));
        let generation = self.next_generation();
        let position = self.case.waits.partition_point(|w| w.wait < ix);
        self.case.waits.insert(position, Armed { wait: ix, generation, start, at });
        Ok(())
    }

    fn run_out(&self, wait: &Wait, start: Instant) -> Result<Option<Instant>, Halt> {
        let name = self.wait_name(wait);
        match &wait.wait {
            WaitFor::At(point) => self.instant(point, &name),
            WaitFor::Amount(amount) => match self.given(amount, &name)? {
                Some(Value::Duration(amount)) => {
                    let at = amount.run_out(start, &self.program.institution.zone);
                    at.map(Some).map_err(|_| IncidentKind::Due(name).into())
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
            if self.case.clocks[n].status != ClockStatus::Running || !deadline.follows.contains(&changed) {
                continue;
            }
            let mut clock = self.case.clocks[n].clone();
            clock.generation = self.next_generation();
            if let Some(since) = &deadline.since {
                clock.start = self.instant(since, &deadline.id)?.unwrap_or(clock.start);
            }
            self.plan(deadline, &mut clock)?;
            self.mark(What::Planned(clock.deadline), &deadline.clauses);
            self.case.clocks[n] = clock;
        }
        for (n, wait) in process.waits.iter().enumerate() {
            if wait.follows.contains(&changed) && self.case.is_in(wait.state) {
                let armed = self.case.waits.iter().find(|w| w.wait.at() == n).map(|w| w.start);
                self.arm_wait(WaitIx::from(n), armed.unwrap_or(self.stamp))?;
            }
        }
        Ok(())
    }

    /// Ends the clocks of a state being left: met by what began the macrostep, or stopped.
    pub(super) fn stop_clocks(&mut self, state: StateIx) {
        let process = self.process;
        for &ix in &process.at(state).deadlines {
            let deadline = &process.deadlines[ix.at()];
            let met = self.meets(deadline);
            let Some(clock) = self.case.clocks.iter_mut().find(|c| c.deadline == ix) else { continue };
            if clock.status == ClockStatus::Running {
                clock.status = if met { ClockStatus::Met } else { ClockStatus::Stopped };
                clock.warnings.clear();
                let what = if met { What::Met(ix) } else { What::Stopped(ix) };
                self.mark(what, &deadline.clauses);
            }
        }
        self.case.waits.retain(|w| process.waits[w.wait.at()].state != state);
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

    /// Takes a timer's arming; false where it is stale.
    pub(super) fn take_timer(&mut self, timer: Timer) -> bool {
        match timer.kind {
            TimerKind::Ran(ix) => {
                let armed = self.case.waits.len();
                self.case.waits.retain(|w| w.wait != ix || w.generation != timer.generation);
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

/// The instant at which a share in percent of the time is used, rounded down to the second.
fn used(start: Instant, end: Instant, share: Decimal) -> Option<Instant> {
    let seconds = Decimal::from(end.seconds_since(start)).checked_mul(share)?.checked_div(Decimal::ONE_HUNDRED)?;
    start.checked_add(seconds.floor().to_i64()?)
}
