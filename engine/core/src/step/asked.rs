//! What the host is asked: requests and notices with a name, their answers, and what leaving a state does to them.
//!
//! A request belongs to the innermost state that is active after the step it is made in, and from its confirmation on to
//! the innermost one after that step: a state that waits for the answer hands it on to the one that stands for it.

use super::run::{Halt, Run};
use crate::case::{Asked, AskedStatus, ClockStatus};
use crate::effect::{Effect, EffectId, EffectKind};
use crate::guard::expr::{Expr, StateIx};
use crate::outcome::{Answered, Objection, Outside, Reason, Reply, What};
use crate::program::{Action, DeadlineStart, StateKind};
use crate::value::{Text, Value};

impl Run<'_> {
    pub(super) fn request(
        &mut self,
        action: &Action,
        name: &Text,
        with: &[(Text, Expr)],
        undo: Option<&Text>,
        grave: bool,
    ) -> Result<(), Halt> {
        let with = self.contents(with)?;
        let id = self.next_id();
        let clauses = self.program.clause_ids(&action.clauses);
        self.mark(What::Requested(id.clone()), &action.clauses);
        let kept = if undo.is_some() { with.clone() } else { Vec::new() };
        self.case.asked.push(Asked {
            id: id.clone(),
            name: name.clone(),
            state: Some(self.here),
            status: AskedStatus::Open,
            undo: undo.cloned(),
            with: kept,
            clauses: clauses.clone(),
        });
        let kind = EffectKind::Request { name: name.clone(), with, grave, undoes: None };
        self.effects.push(Effect { id, kind, clauses });
        Ok(())
    }

    /// A notice whose answer the case waits for, whatever state it is in by then.
    pub(super) fn await_notice(&mut self, id: &EffectId, name: &Text, clauses: &[Text]) {
        self.case.asked.push(Asked {
            id: id.clone(),
            name: name.clone(),
            state: None,
            status: AskedStatus::Open,
            undo: None,
            with: Vec::new(),
            clauses: clauses.to_vec(),
        });
    }

    /// The host's answer: it settles what was asked, whether or not anything selects the event it comes as. Fields that
    /// are wrong or missing refuse it, and it may be given again.
    pub(super) fn reply(&mut self, reply: &Reply) -> Result<(), Halt> {
        let open = |asked: &&Asked| asked.id == reply.effect && asked.status == AskedStatus::Open;
        let Some(asked) = self.case.asked.iter().find(open) else {
            let item = Objection::new(Reason::NotAccepted, reply.effect.to_string().into(), Vec::new());
            return Err(Halt::Denied(vec![item]));
        };
        let asked_for = asked.name.clone();
        let event: Text = format!("{asked_for}.{}", reply.result.id()).into();
        let data = reply.data.clone();
        self.read_event(&Outside { event: event.clone(), actor: "".into(), data })?;
        let selection = self.select_internal(&event)?;
        let mut lacking = Vec::new();
        for selected in &selection.chosen {
            self.object_to_fields(selected, &mut lacking);
        }
        if !lacking.is_empty() {
            return Err(Halt::Denied(lacking));
        }
        self.settle_asked(reply, &asked_for);
        if selection.chosen.is_empty() {
            return Ok(());
        }
        self.begin(false, Some(event), &selection.chosen);
        self.next_round();
        self.require_chosen(&selection.chosen)?;
        self.microstep(&selection.chosen)?;
        self.settle()
    }

    fn settle_asked(&mut self, reply: &Reply, name: &Text) {
        match reply.result {
            Answered::Confirmed => {
                self.mark(What::Confirmed(reply.effect.clone()), &[]);
                for asked in self.case.asked.iter_mut().filter(|asked| asked.id == reply.effect) {
                    asked.status = AskedStatus::Confirmed;
                }
                self.meet_notice(name);
            }
            Answered::Failed => {
                self.mark(What::NotConfirmed(reply.effect.clone()), &[]);
                self.case.asked.retain(|asked| asked.id != reply.effect);
            }
        }
        self.answered = Some(reply.effect.clone());
    }

    /// The confirmation of a notice meets its deadline.
    fn meet_notice(&mut self, name: &Text) {
        let process = self.process;
        let waits = |clock: &&mut crate::case::Clock| {
            let deadline = &process.deadlines[clock.deadline.at()];
            deadline.start == DeadlineStart::Notice && deadline.id == *name && clock.status == ClockStatus::Running
        };
        let Some(clock) = self.case.clocks.iter_mut().find(waits) else { return };
        clock.status = ClockStatus::Met;
        clock.warnings.clear();
        let ix = clock.deadline;
        self.mark(What::Met(ix), &process.deadlines[ix.at()].clauses);
    }

    /// A state is left: what it requested is withdrawn if there is no answer yet, and undone if it was confirmed. What
    /// this very step requested or heard confirmed belongs to where the step ends.
    pub(super) fn let_go(&mut self, state: StateIx) {
        let (left, kept) = std::mem::take(&mut self.case.asked)
            .into_iter()
            .partition(|asked| asked.state == Some(state) && !self.is_of_this_step(asked));
        self.case.asked = kept;
        for asked in left {
            match (asked.status, &asked.undo) {
                (AskedStatus::Open, _) => self.withdraw_request(asked),
                (AskedStatus::Confirmed, Some(undo)) => {
                    let undo = undo.clone();
                    self.undo(asked, undo);
                }
                (AskedStatus::Confirmed, None) => {}
            }
        }
    }

    fn is_of_this_step(&self, asked: &Asked) -> bool {
        asked.id.version > self.case.version || self.answered.as_ref() == Some(&asked.id)
    }

    fn withdraw_request(&mut self, asked: Asked) {
        self.mark(What::Withdrawn(asked.id.clone()), &[]);
        let id = self.next_id();
        let kind = EffectKind::Withdraw { request: asked.id, name: asked.name, undo: asked.undo };
        self.effects.push(Effect { id, kind, clauses: asked.clauses });
    }

    /// Requests what takes a confirmed request back. That belongs to no state: nothing withdraws it.
    fn undo(&mut self, asked: Asked, undo: Text) {
        let id = self.next_id();
        self.mark(What::Requested(id.clone()), &[]);
        self.case.asked.push(Asked {
            id: id.clone(),
            name: undo.clone(),
            state: None,
            status: AskedStatus::Open,
            undo: None,
            with: Vec::new(),
            clauses: asked.clauses.clone(),
        });
        let kind = EffectKind::Request { name: undo, with: asked.with, grave: false, undoes: Some(asked.id) };
        self.effects.push(Effect { id, kind, clauses: asked.clauses });
    }

    /// At the end of the step: what it requested or heard confirmed belongs to the innermost state active now. What is
    /// confirmed and cannot be undone any more is done with.
    pub(super) fn place_asked(&mut self) {
        let mut asked = std::mem::take(&mut self.case.asked);
        for asked in asked.iter_mut().filter(|asked| self.is_of_this_step(asked)) {
            asked.state = asked.state.and_then(|from| self.innermost(from));
        }
        let is_kept = |a: &Asked| a.status == AskedStatus::Open || (a.state.is_some() && a.undo.is_some());
        asked.retain(is_kept);
        self.case.asked = asked;
    }

    /// The innermost active state around or below a place, as far as there is one: several regions end at their
    /// parallel. None when the case has ended.
    pub(super) fn innermost(&self, from: StateIx) -> Option<StateIx> {
        let around = std::iter::once(from).chain(self.process.ancestors(from));
        let mut at = around.into_iter().find(|state| self.case.is_in(*state))?;
        while self.process.at(at).kind == StateKind::Compound
            && let Some(child) = self.active_children(at).next()
        {
            at = child;
        }
        Some(at)
    }

    /// Named contents; what is not given is left out.
    pub(super) fn contents(&self, with: &[(Text, Expr)]) -> Result<Vec<(Text, Value)>, Halt> {
        let mut contents = Vec::with_capacity(with.len());
        for (id, expr) in with {
            if let Some(value) = self.given(expr, id)? {
                contents.push((id.clone(), value));
            }
        }
        Ok(contents)
    }
}
