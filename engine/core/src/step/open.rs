//! Opening other cases; where the key is taken, the case that holds it is told.

use super::run::{Halt, Run};
use crate::case::Child;
use crate::effect::{Message, Opening};
use crate::guard::expr::StateIx;
use crate::outcome::What;
use crate::program::{Action, OnLeave, Open};
use crate::value::{Text, Value};

impl Run<'_> {
    pub(super) fn open(&mut self, action: &Action, open: &Open) -> Result<(), Halt> {
        let process = &self.program.processes[open.process.at()];
        let mut data: Vec<(Text, Value)> = Vec::with_capacity(open.with.len());
        for (slot, expr) in &open.with {
            let id = &process.data[slot.at()].field.id;
            if let Some(value) = self.given(expr, id)? {
                data.push((id.clone(), value));
            }
        }
        let owner = open.owner.as_ref().map(|p| self.one_person(p, "owner")).transpose()?;
        let id = self.next_id();
        if let Some(holder) = self.holder_for(open, &data)? {
            // Left and opened anew in one step: it goes on.
            self.messages.retain(|message| !message.cancels || message.to != holder);
            self.adopt(&holder, open);
            self.mark(What::Joined(holder.clone()), &action.clauses);
            let (act, stamp, hops) = (self.act.clone(), self.stamp, self.hops + 1);
            let joins = Some((self.case.id.clone(), open.part.clone()));
            self.messages.push(Message {
                id,
                to: holder,
                event: "joined".into(),
                data,
                act,
                stamp,
                hops,
                joins,
                cancels: false,
                signal: None,
            });
            return Ok(());
        }
        let case: Text = id.to_string().into();
        self.adopt(&case, open);
        self.mark(What::Opens(case.clone()), &action.clauses);
        self.openings.push(Opening {
            case,
            process: process.id.clone(),
            data,
            owner,
            parent: (self.case.id.clone(), open.part.clone()),
            act: self.act.clone(),
            requester: self.actor.clone(),
            stamp: self.stamp,
            hops: self.hops + 1,
            clauses: self.program.clause_ids(&action.clauses),
        });
        Ok(())
    }

    /// Remembers a case that leaving a state cancels: the state entered, or where the step comes to rest.
    fn adopt(&mut self, case: &Text, open: &Open) {
        if open.on_leave == OnLeave::Cancel {
            self.case.children.push(Child { case: case.clone(), state: self.here });
        }
    }

    /// At the end of the step: what it opened belongs to the state it was opened for or, where that is left again, to
    /// where the step ends. What an ended case leaves is cancelled already, and the rest goes with it.
    pub(super) fn place_children(&mut self) {
        let mut children = std::mem::take(&mut self.case.children);
        children.retain_mut(|child| {
            if self.case.is_in(child.state) {
                return true;
            }
            let place = self.innermost(child.state);
            child.state = place.unwrap_or(child.state);
            place.is_some()
        });
        self.case.children = children;
    }

    /// A state is left: what was opened for it is cancelled. What this very step opened waits for where it ends.
    pub(super) fn cancel_children(&mut self, state: StateIx) {
        let own = |child: &Child| self.openings.iter().any(|opening| opening.case == child.case);
        let (left, kept): (Vec<Child>, Vec<Child>) =
            self.case.children.iter().cloned().partition(|child| child.state == state && !own(child));
        self.case.children = kept;
        left.into_iter().for_each(|child| self.tell_to_end(child.case));
    }

    /// The case ends: whatever leaving a state would cancel is cancelled, what this step opened as well.
    pub(super) fn cancel_all_children(&mut self) {
        let children = std::mem::take(&mut self.case.children);
        children.into_iter().for_each(|child| self.tell_to_end(child.case));
    }

    fn tell_to_end(&mut self, to: Text) {
        let (id, act, stamp, hops) = (self.next_id(), self.act.clone(), self.stamp, self.hops + 1);
        let (event, data) = ("cancel".into(), Vec::new());
        self.messages.push(Message { id, to, event, data, act, stamp, hops, joins: None, cancels: true, signal: None });
    }

    /// A case that opened this one has left the state it had opened it for. The last of them ends it: what is active is
    /// left in order, no end is reached and nobody is told (SCXML 1.0, 6.4: the invoked session exits).
    pub(super) fn cancelled(&mut self, message: &Message) -> Result<(), Halt> {
        let by = &message.id.case;
        self.case.openers.retain(|(opener, _)| opener != by);
        if self.case.is_ended() {
            return Err(Halt::Ignored);
        }
        if !self.case.openers.is_empty() {
            return Ok(());
        }
        self.begin(false, None, &[]);
        self.next_round();
        self.case.cancelled = true;
        self.leave_all()?;
        self.mark(What::CancelledBy(by.clone()), &self.process.clauses);
        Ok(())
    }

    /// The case that holds the key the new one would get: an open one, or one this very step opens.
    fn holder_for(&self, open: &Open, data: &[(Text, Value)]) -> Result<Option<Text>, Halt> {
        let process = &self.program.processes[open.process.at()];
        let key_of = |data: &[(Text, Value)]| -> Option<Vec<Text>> {
            let value = |slot: &crate::guard::expr::DataSlot| {
                let id = &process.data[slot.at()].field.id;
                data.iter().find(|(i, _)| i == id).map(|(_, v)| Text::from(v.to_string()))
            };
            process.key.iter().map(value).collect::<Option<Vec<_>>>().filter(|k| !k.is_empty())
        };
        let Some(key) = key_of(data) else { return Ok(None) };
        let own = self.openings.iter().filter(|o| o.process == process.id);
        if let Some(own) = own.into_iter().find(|o| key_of(&o.data).as_ref() == Some(&key)) {
            return Ok(Some(own.case.clone()));
        }
        self.holder_of(&process.id, key)
    }
}
