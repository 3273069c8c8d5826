//! States: what entering and leaving them takes and does, and everything that can happen in them.

use super::{Sentence, Voice};
use crate::model::Name;
use crate::model::state::{Block, State};

impl Voice<'_> {
    /// Everything a state says; its own clauses stand for those of what is in it, `around` for its own.
    pub(super) fn whole_state(self, state: &State, around: &[Name]) -> Vec<Sentence> {
        let id = state.head.id_text();
        let around = if state.head.clauses.is_empty() { around } else { &state.head.clauses };
        let mut found: Vec<Sentence> = self.required(state, around).into_iter().collect();
        found.extend(state.entry.iter().map(|block| self.block(block, &self.entering(&id), around)));
        found.extend(state.exit.iter().map(|block| self.block(block, &self.leaving(&id), around)));
        found.extend(state.deadlines.iter().map(|deadline| self.deadline(deadline, &id, around)));
        found.extend(state.on.iter().map(|on| self.on(on, Some(&id), around)));
        found.extend(state.always.iter().map(|always| self.always(always, &id, around)));
        found.extend(state.after.iter().map(|after| self.after(after, &id, around)));
        found
    }

    /// What must hold for every way in.
    fn required(self, state: &State, around: &[Name]) -> Option<Sentence> {
        let parts: Vec<String> = state.require.iter().map(|require| self.require(require)).collect();
        let inside = state.require.iter().flat_map(|require| &require.clauses).collect();
        let about = self.entering(&state.head.id_text());
        (!parts.is_empty()).then(|| self.sentence((about, parts), &state.head, around, inside))
    }

    fn entering(self, id: &str) -> String {
        let state = self.state(id);
        self.lang.pick(format!("进入{state}时"), format!("On entering {state}"))
    }

    fn leaving(self, id: &str) -> String {
        let state = self.state(id);
        self.lang.pick(format!("离开{state}时"), format!("On leaving {state}"))
    }

    fn block(self, block: &Block, about: &str, around: &[Name]) -> Sentence {
        let when = block.when.as_ref().map(|when| {
            let when = self.condition(when);
            self.lang.pick(format!("，{when}的"), format!(", if {when}"))
        });
        let about = format!("{about}{}", when.unwrap_or_default());
        self.sentence((about, self.actions(&block.actions)), &block.head, around, self.cited(&block.actions))
    }
}
