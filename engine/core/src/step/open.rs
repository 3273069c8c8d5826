//! Opening other cases; where the key is taken, the case that holds it is told.

use super::run::{Halt, Run};
use crate::effect::{Message, Opening};
use crate::outcome::What;
use crate::program::{Action, Open};
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
                signal: None,
            });
            return Ok(());
        }
        let case: Text = id.to_string().into();
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
