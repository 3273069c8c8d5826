//! Signals: events that a case sends to another one or to itself, now or later (SCXML 1.0, 6.2 and 6.3).
//!
//! Everything in a signal is evaluated when it is given. It is written to the receiver's inbox in the sender's
//! transaction; a delayed one waits with the sender, is cancelled by its id and goes with its sender's end. A receiver
//! that is closed, selects nothing or does not allow it sends it back as `<id>.refused`.

use super::run::{Halt, Run};
use super::select::Selection;
use crate::case::{Delayed, Timer};
use crate::effect::{Act, Message, Signal as Sender};
use crate::guard::expr::Expr;
use crate::need::{Answer, Query};
use crate::outcome::{IncidentKind, Reason, What};
use crate::program::{Action, Event, Signal};
use crate::value::{Text, Value};
use zhidu_time::Instant;

impl Run<'_> {
    pub(super) fn signal(&mut self, action: &Action, signal: &Signal) -> Result<(), Halt> {
        let receiver = &self.program.processes[signal.process.at()];
        let event = &receiver.events[signal.event.at()];
        let Value::Case(to) = self.value(&signal.to, &event.name)? else {
            return Err(IncidentKind::Mismatch(event.name.clone()).into());
        };
        let data = self.payload(event, &signal.with)?;
        let at = signal.wait.as_ref().map(|wait| self.later(wait, &event.name)).transpose()?;
        let (name, id, act) = (event.name.clone(), signal.id.clone(), self.act.clone());
        if !self.is_there(&to, &receiver.id)? {
            if let Some(id) = id {
                self.enqueue(self.current(&refusal(&id), &[]));
            }
            return Ok(());
        }
        match at {
            Some(at) => {
                let generation = self.next_generation();
                self.mark(What::Delayed(name.clone(), at), &action.clauses);
                self.case.delayed.push(Delayed { generation, at, id, to, event: name, data, act });
            }
            None => {
                let from = Sender { from: self.case.id.clone(), id };
                let id = self.next_id();
                self.mark(What::Signalled(id.clone()), &action.clauses);
                let (stamp, hops) = (self.stamp, self.hops + 1);
                let signal = Some(from);
                self.messages.push(Message {
                    id,
                    to,
                    event: name,
                    data,
                    act,
                    stamp,
                    hops,
                    joins: None,
                    cancels: false,
                    signal,
                });
            }
        }
        Ok(())
    }

    fn later(&self, wait: &Expr, event: &Text) -> Result<Instant, Halt> {
        let failed = || Halt::from(IncidentKind::Due(event.clone()));
        let Value::Duration(wait) = self.value(wait, event)? else { return Err(failed()) };
        let at = wait.run_out(self.stamp, &self.program.institution.zone).map_err(|_| failed())?;
        Ok(at.max(self.stamp))
    }

    /// The fields of an event for another case, each of its type.
    fn payload(&self, event: &Event, with: &[(Text, Expr)]) -> Result<Vec<(Text, Value)>, Halt> {
        let mut data = self.contents(with)?;
        for (id, value) in &mut data {
            let Some(field) = event.fields.iter().find(|field| field.field.id == *id) else { continue };
            let typed = self.typed(&field.field, value);
            *value = typed.ok_or_else(|| IncidentKind::Bounds { data: id.clone(), value: value.to_string().into() })?;
        }
        Ok(data)
    }

    /// Whether there is such a case of that process, open or not; the sender itself is always there.
    fn is_there(&self, case: &Text, process: &Text) -> Result<bool, Halt> {
        if *case == self.case.id {
            return Ok(true);
        }
        match self.ask(Query::Process { case: case.clone() }) {
            Some(Answer::Process(found)) => Ok(found.as_ref() == Some(process)),
            _ => Err(Halt::Need),
        }
    }

    /// Signals of this id that wait are not sent.
    pub(super) fn cancel(&mut self, action: &Action, id: &Text) {
        let before = self.case.delayed.len();
        self.case.delayed.retain(|delayed| delayed.id.as_ref() != Some(id));
        if self.case.delayed.len() != before {
            self.mark(What::Cancelled(id.clone()), &action.clauses);
        }
    }

    /// A delayed signal is due: it goes to its receiver's inbox. Time passed, so hops count anew.
    pub(super) fn send_delayed(&mut self, timer: Timer) -> Result<(), Halt> {
        let waits = |delayed: &Delayed| delayed.generation == timer.generation;
        let Some(at) = self.case.delayed.iter().position(waits) else { return Err(Halt::Ignored) };
        self.count_firing()?;
        let Delayed { id, to, event, data, act, .. } = self.case.delayed.remove(at);
        let signal = Some(Sender { from: self.case.id.clone(), id });
        let (id, stamp) = (self.next_id(), self.stamp);
        self.mark(What::Signalled(id.clone()), &[]);
        self.messages.push(Message { id, to, event, data, act, stamp, hops: 1, joins: None, cancels: false, signal });
        Ok(())
    }

    /// A signal from another case or from this one. Nobody selecting it is a refusal, but to the sender itself nothing.
    pub(super) fn signalled(&mut self, message: &Message, sender: &Sender) -> Result<(), Halt> {
        let own = sender.from == self.case.id;
        let mut selection = Selection::default();
        if !self.case.is_ended() {
            self.event = Some(self.current(&message.event, &message.data));
            selection = self.select_internal(&message.event)?;
        }
        if selection.chosen.is_empty() {
            return if own { Err(Halt::Ignored) } else { self.send_back(sender) };
        }
        let mut against = Vec::new();
        for selected in &selection.chosen {
            self.object(selected, &mut against)?;
        }
        if !against.is_empty() {
            return self.send_back(sender);
        }
        self.begin(false, Some(message.event.clone()), &selection.chosen);
        self.next_round();
        self.microstep(&selection.chosen)?;
        self.settle()
    }

    /// Tells the sender that its signal was refused, where it gave an id to tell it under. The receiver's step is that
    /// and nothing else.
    fn send_back(&mut self, sender: &Sender) -> Result<(), Halt> {
        let Some(id) = &sender.id else { return Err(Halt::Ignored) };
        self.mark(What::Refused(Reason::NotAccepted), &[]);
        let act: Act = self.act.clone();
        self.tell(sender.from.clone(), refusal(id), Vec::new(), act);
        Ok(())
    }

    /// Writes what is no signal to another case's inbox.
    pub(super) fn tell(&mut self, to: Text, event: Text, data: Vec<(Text, Value)>, act: Act) {
        let (id, stamp, hops) = (self.next_id(), self.stamp, self.hops + 1);
        self.messages.push(Message {
            id,
            to,
            event,
            data,
            act,
            stamp,
            hops,
            joins: None,
            cancels: false,
            signal: None,
        });
    }
}

fn refusal(id: &Text) -> Text {
    format!("{id}.refused").into()
}
