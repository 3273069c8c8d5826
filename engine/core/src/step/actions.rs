//! The verbs (`LANGUAGE` §3): what a transition, an entry or an exit does.

use super::run::{Halt, Run};
use crate::effect::{Effect, EffectKind, Row};
use crate::guard::expr::{Expr, FieldSlot};
use crate::outcome::{IncidentKind, What};
use crate::program::{Action, Assign, EventIx, Notice, Party, RegisterIx, Verb};
use crate::value::{Text, Value};

impl Run<'_> {
    /// Runs actions in order; each condition is read at its turn.
    pub(super) fn run_actions(&mut self, actions: &[Action]) -> Result<(), Halt> {
        for action in actions {
            self.run_action(action)?;
        }
        Ok(())
    }

    fn run_action(&mut self, action: &Action) -> Result<(), Halt> {
        let Some(each) = &action.each else { return self.run_once(action) };
        let Value::List(rows) = self.value(&each.expr, &each.text)? else { return Ok(()) };
        let outer = self.it.take();
        let done = rows.iter().try_for_each(|row| {
            self.it = Some(row.clone());
            self.run_once(action)
        });
        self.it = outer;
        done
    }

    fn run_once(&mut self, action: &Action) -> Result<(), Halt> {
        let holds = self.condition(action.when.as_ref())?;
        if let Verb::Group { then, otherwise } = &action.verb {
            return self.run_actions(if holds { then } else { otherwise });
        }
        if !holds {
            return Ok(());
        }
        self.attempt(|run| run.perform(action))
    }

    fn perform(&mut self, action: &Action) -> Result<(), Halt> {
        match &action.verb {
            Verb::Set(assign) => self.set(assign),
            Verb::Add(assign) => self.add(assign),
            Verb::Notify(notice) => self.notify(action, notice),
            Verb::Request { name, with, undo, grave } => self.request(action, name, with, undo.as_ref(), *grave),
            Verb::Signal(signal) => self.signal(action, signal),
            Verb::Cancel { id } => {
                self.cancel(action, id);
                Ok(())
            }
            Verb::Record { register, whom, with } => self.record(action, *register, whom.as_ref(), with),
            Verb::Penalize { penalty, whom, rule } => self.penalize(action, *penalty, whom, rule.as_ref()),
            Verb::Assign { to, part } => self.hand_to(to, part.clone()),
            Verb::Open(open) => self.open(action, open),
            Verb::Raise { event, with } => self.raise(*event, with),
            Verb::Group { .. } => Ok(()),
        }
    }

    fn set(&mut self, assign: &Assign) -> Result<(), Halt> {
        let id = self.process.data[assign.slot.at()].field.id.clone();
        let value = self.value(&assign.expr, &id)?;
        self.assign(assign.slot, value)
    }

    fn add(&mut self, assign: &Assign) -> Result<(), Halt> {
        let id = self.process.data[assign.slot.at()].field.id.clone();
        let value = self.value(&assign.expr, &id)?;
        let mut items = match &self.case.data[assign.slot.at()] {
            Some(Value::List(items)) => items.to_vec(),
            _ => Vec::new(),
        };
        items.push(value);
        self.assign(assign.slot, Value::List(items.into()))
    }

    fn notify(&mut self, action: &Action, notice: &Notice) -> Result<(), Halt> {
        let about = notice.about.as_deref().map(|t| self.fill(t));
        let to = self.recipients(&notice.to)?;
        let with = self.contents(&notice.with)?;
        let id = self.next_id();
        let clauses = self.program.clause_ids(&action.clauses);
        self.mark(What::Notified(id.clone()), &action.clauses);
        if let Some(name) = &notice.name {
            self.await_notice(&id, name, &clauses);
        }
        let (channel, name) = (notice.channel.clone(), notice.name.clone());
        self.effects.push(Effect { id, kind: EffectKind::Notify { to, about, with, channel, name }, clauses });
        notice.deadline.map_or(Ok(()), |deadline| self.start_deadline(deadline))
    }

    fn record(
        &mut self,
        action: &Action,
        register: RegisterIx,
        whom: Option<&Party>,
        with: &[(Text, Expr)],
    ) -> Result<(), Halt> {
        let register = &self.program.registers[register.at()];
        let whom = whom.map(|p| self.one_person(p, &register.id)).transpose()?;
        let with = self.contents(with)?;
        let id = self.next_id();
        let clauses = [&action.clauses[..], &register.clauses].concat();
        self.mark(What::Recorded(id.clone()), &clauses);
        let clauses = self.program.clause_ids(&clauses);
        self.rows.push(Row { id, register: register.id.clone(), whom, with, at: self.stamp, clauses });
        Ok(())
    }

    fn hand_to(&mut self, to: &Party, part: Option<Text>) -> Result<(), Halt> {
        let person = self.one_person(to, part.as_deref().unwrap_or("owner"))?;
        match part {
            None => self.own(Some(person)),
            Some(part) => {
                self.case.parts.retain(|(name, _)| *name != part);
                self.case.parts.push((part, person));
            }
        }
        Ok(())
    }

    fn raise(&mut self, event: EventIx, with: &[(FieldSlot, Expr)]) -> Result<(), Halt> {
        let event = &self.process.events[event.at()];
        let mut fields = vec![None; self.process.fields.len()];
        for (slot, expr) in with {
            let Some(value) = self.given(expr, &event.name)? else { continue };
            let declared = event.fields.iter().find(|f| f.slot == *slot);
            fields[slot.at()] = match declared {
                Some(field) => Some(self.typed(&field.field, &value).ok_or_else(|| IncidentKind::Bounds {
                    data: field.field.id.clone(),
                    value: value.to_string().into(),
                })?),
                None => Some(value),
            };
        }
        self.enqueue(super::run::Current { name: event.name.clone(), fields });
        Ok(())
    }
}
