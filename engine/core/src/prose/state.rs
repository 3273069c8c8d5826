//! States: what entering and leaving them takes and does, and everything that can happen in them.

use super::names::called;
use super::{Sentence, Voice};
use crate::model::Name;
use crate::model::state::{ALL, Block, Initial, State};

impl Voice<'_> {
    /// Everything a state says; its own clauses stand for those of what is in it, `around` for its own.
    pub(super) fn whole_state(self, state: &State, around: &[Name]) -> Vec<Sentence> {
        let id = state.head.id_text();
        let around = if state.head.clauses.is_empty() { around } else { &state.head.clauses };
        let mut found: Vec<Sentence> = self.required(state, around).into_iter().collect();
        found.extend(self.pauses(state, around));
        found.extend(state.initial.as_ref().and_then(|initial| self.default_entry(initial, state, around)));
        found.extend(state.entry.iter().map(|block| self.block(block, &self.entering(&id), around)));
        found.extend(state.exit.iter().map(|block| self.block(block, &self.leaving(&id), around)));
        found.extend(state.deadlines.iter().map(|deadline| self.deadline(deadline, &id, around)));
        found.extend(state.decisions.iter().map(|decision| self.decision(decision, &id, around)));
        let plain = state.on.iter().filter(|on| on.task.is_none());
        found.extend(plain.map(|on| self.on(on, Some(&id), around)));
        found.extend(state.always.iter().map(|always| self.always(always, &id, around)));
        found.extend(state.after.iter().map(|after| self.after(after, &id, around)));
        if found.is_empty() && !state.head.clauses.is_empty() {
            found.push(self.stands(state));
        }
        found
    }

    /// A state a clause asks for, in which nothing happens but in the states inside it.
    fn stands(self, state: &State) -> Sentence {
        let name = self.state(&state.head.id_text());
        let inside = self.process.iter().flat_map(|process| &process.states);
        let inside =
            inside.filter(|inner| inner.parent.as_ref().is_some_and(|parent| *parent.value == *state.head.id_text()));
        let inside: Vec<String> = inside.map(|inner| self.state(&inner.head.id_text())).collect();
        if !inside.is_empty() {
            let inside = self.all(&inside);
            let text = self.lang.pick(format!("{name}分为{inside}"), format!("{name} is made of {inside}"));
            return self.sentence((text, Vec::new()), &state.head, &[], Vec::new());
        }
        let process = self.process.map(|process| self.kind_of_case(&process.head.id_text())).unwrap_or_default();
        let kind = if state.is_final { self.pick("结束", "end") } else { self.pick("状态", "state") };
        let text =
            self.lang.pick(format!("{name}是{process}的一个{kind}"), format!("{name} is one {kind} of {process}"));
        self.sentence((text, Vec::new()), &state.head, &[], Vec::new())
    }

    /// What a default entry does besides; where it goes is drawn better than told.
    fn default_entry(self, initial: &Initial, state: &State, around: &[Name]) -> Option<Sentence> {
        let mut parts = self.goes(&initial.to, false).into_iter().collect::<Vec<_>>();
        parts.extend(self.actions(&initial.actions));
        let told = (self.entering(&state.head.id_text()), parts);
        let inside = self.cited(&initial.actions);
        (!initial.actions.is_empty()).then(|| self.sentence(told, &state.head, around, inside))
    }

    /// What must hold for every way in.
    fn required(self, state: &State, around: &[Name]) -> Option<Sentence> {
        let parts: Vec<String> = state.require.iter().map(|require| self.require(require)).collect();
        let inside = state.require.iter().flat_map(|require| &require.clauses).collect();
        let about = self.entering(&state.head.id_text());
        (!parts.is_empty()).then(|| self.sentence((about, parts), &state.head, around, inside))
    }

    /// Which time limits stand still in it.
    fn pauses(self, state: &State, around: &[Name]) -> Option<Sentence> {
        let process = self.process?;
        let limits = || process.states.iter().flat_map(|state| &state.deadlines);
        let name = |pause: &Name| {
            let limit = limits().find(|limit| *limit.head.id_text() == *pause.value);
            limit.map_or_else(|| self.quoted(&pause.value), |limit| self.quoted(&called(&limit.head)))
        };
        let all = state.pauses.iter().any(|pause| &*pause.value == ALL);
        let names = if all {
            self.pick("其余各项时限", "all other time limits").to_owned()
        } else {
            self.all(&state.pauses.iter().map(name).collect::<Vec<_>>())
        };
        let state_called = self.state(&state.head.id_text());
        let text = self
            .lang
            .pick(format!("在{state_called}时，{names}暂停计时"), format!("While {state_called}, {names} stand still"));
        (!state.pauses.is_empty()).then(|| self.sentence((text, Vec::new()), &state.head, around, Vec::new()))
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
