//! The third act as a whole: rounds until nothing is enabled, all or nothing.

use super::ROUNDS;
use super::pauses::Held;
use super::run::{Began, Halt, Run};
use super::select::{Probe, Selected, Selection};
use crate::case::{Timer, TimerKind};
use crate::effect::{Effect, EffectKind, Message};
use crate::guard::expr::StateIx;
use crate::outcome::{IncidentKind, Outside, What};
use crate::program::{DeadlineIx, Trigger};
use crate::value::Text;

impl Run<'_> {
    /// An outside event in an open case.
    pub(super) fn outside(&mut self, outside: &Outside) -> Result<(), Halt> {
        self.in_force(outside)?;
        self.read_event(outside)?;
        let mut selection = Selection::default();
        if !self.case.is_ended() {
            selection = self.select(Probe::Event { name: &outside.event, outside: true })?;
        }
        if selection.chosen.is_empty() {
            let forbidden = self.forbidden()?;
            return Err(if forbidden.is_empty() { self.nothing_selected(&selection) } else { Halt::Denied(forbidden) });
        }
        self.allow(&selection)?;
        self.begin(true, Some(outside.event.clone()), &selection.chosen);
        self.next_round();
        if self.act_on_tasks(&selection.chosen)? {
            self.microstep(&selection.chosen)?;
        }
        self.settle()
    }

    /// A timer: stale ones change nothing; a lapse nothing answers is a warning.
    pub(super) fn timer(&mut self, timer: Timer, trigger: &Trigger) -> Result<(), Halt> {
        if !self.take_timer(timer) {
            self.mark(What::Stale, &[]);
            return Err(Halt::Ignored);
        }
        self.count_firing()?;
        match timer.kind {
            TimerKind::Missed(ix) => self.mark(What::Missed(ix), &self.process.deadlines[ix.at()].clauses),
            TimerKind::Warning(ix, _) => self.mark(What::Warned(ix), &self.process.deadlines[ix.at()].clauses),
            TimerKind::Ran(ix) => self.mark(What::Ran(ix), &self.process.waits[ix.at()].clauses),
            TimerKind::Signal => {}
        }
        let selection = self.select(Probe::Trigger(trigger))?;
        self.begin(false, None, &selection.chosen);
        self.next_round();
        if let TimerKind::Missed(ix) = timer.kind
            && !self.process.deadlines[ix.at()].has_missed
        {
            self.warn(ix);
        }
        self.require_chosen(&selection.chosen)?;
        self.microstep(&selection.chosen)?;
        self.settle()
    }

    /// The warning of a deadline that lapsed and has no actions of its own.
    fn warn(&mut self, ix: DeadlineIx) {
        let deadline = &self.process.deadlines[ix.at()];
        let due = self.case.clocks.iter().find(|c| c.deadline == ix).and_then(|c| c.due);
        let due = due.map(|d| d.show(&self.program.institution.zone)).unwrap_or_default();
        let kind = EffectKind::Warn { deadline: deadline.id.clone(), due: due.into() };
        let clauses = self.program.clause_ids(&deadline.clauses);
        let id = self.next_id();
        self.effects.push(Effect { id, kind, clauses });
    }

    /// An event from another case: nobody has to select it, unless it is a signal.
    pub(super) fn message(&mut self, message: &Message) -> Result<(), Halt> {
        if message.cancels {
            return self.cancelled(message);
        }
        self.case.children.retain(|child| child.case != message.id.case || message.signal.is_some());
        if let Some(sender) = &message.signal {
            return self.signalled(message, sender);
        }
        let joins = message.joins.as_ref().filter(|opener| !self.case.openers.contains(opener));
        self.case.openers.extend(joins.cloned());
        if let Some(ended) = self.case.ended {
            // It ended before it could be told: who joins hears of the end at once.
            let Some((opener, part)) = joins else { return Err(Halt::Ignored) };
            self.come_back(opener, part.as_ref(), ended);
            return Ok(());
        }
        self.event = Some(self.current(&message.event, &message.data));
        let selection = self.select_internal(&message.event)?;
        if selection.chosen.is_empty() {
            return if joins.is_some() { Ok(()) } else { Err(Halt::Ignored) };
        }
        self.begin(false, Some(message.event.clone()), &selection.chosen);
        self.next_round();
        self.require_chosen(&selection.chosen)?;
        self.microstep(&selection.chosen)?;
        self.settle()
    }

    /// What an event that nobody does selects: it passes every `by`. Nothing where the case has ended.
    pub(super) fn select_internal(&self, event: &str) -> Result<Selection, Halt> {
        if self.case.is_ended() {
            return Ok(Selection::default());
        }
        self.select(Probe::Event { name: event, outside: false })
    }

    pub(super) fn begin(&mut self, outside: bool, event: Option<Text>, chosen: &[Selected]) {
        let sources: Vec<StateIx> = chosen.iter().map(|s| self.transition(s.transition).source).collect();
        self.began = Began { outside, event, sources };
    }

    /// Eventless transitions first, then internal events one by one, until nothing is enabled.
    pub(super) fn settle(&mut self) -> Result<(), Halt> {
        while !self.case.is_ended() {
            if self.round >= ROUNDS {
                return Err(IncidentKind::Budget(ROUNDS).into());
            }
            let mut selection = self.select(Probe::Trigger(&Trigger::Always))?;
            if selection.chosen.is_empty() {
                let Some(event) = self.dequeue() else { return Ok(()) };
                let name = event.name.clone();
                self.event = Some(event);
                selection = self.select(Probe::Event { name: &name, outside: false })?;
            }
            self.next_round();
            if !selection.chosen.is_empty() {
                self.require_chosen(&selection.chosen)?;
                self.microstep(&selection.chosen)?;
            }
        }
        self.end()
    }

    pub(super) fn require_chosen(&self, chosen: &[Selected]) -> Result<(), Halt> {
        for selected in chosen {
            let (transition, outcome) = self.chosen(selected);
            let around = self.cite(&[], outcome, transition);
            self.must_hold(&transition.require, around)?;
            self.must_hold(&outcome.require, around)?;
        }
        Ok(())
    }

    /// The case has ended: what is still active is left, and its openers are told.
    fn end(&mut self) -> Result<(), Halt> {
        let Some(ended) = self.case.ended else { return Ok(()) };
        self.leave_all()?;
        self.mark(What::Ended(ended), &self.process.at(ended).clauses);
        for (opener, part) in self.case.openers.clone() {
            self.come_back(&opener, part.as_ref(), ended);
        }
        Ok(())
    }

    /// Leaves everything that is active, in order; nothing waits any more.
    pub(super) fn leave_all(&mut self) -> Result<(), Halt> {
        self.held = Held::default();
        let active: Vec<StateIx> = self.case.active.iter().rev().collect();
        for state in active {
            self.leave(state)?;
        }
        self.cancel_all_children();
        self.case.delayed.clear();
        self.settle_pauses()
    }

    /// Tells an opener of the end, where it gave the case a name.
    fn come_back(&mut self, opener: &Text, part: Option<&Text>, ended: StateIx) {
        let Some(part) = part else { return };
        let process = self.process;
        let data = process.data.iter().zip(&self.case.data);
        let data = data.filter_map(|(d, v)| Some((d.field.id.clone(), v.clone()?))).collect();
        let event = format!("child.{part}.{}", process.at(ended).id).into();
        self.tell(opener.clone(), event, data, self.act.clone());
    }
}
