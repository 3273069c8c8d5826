//! A process seen flat: all transitions, actions and targets, wherever they stand.

use super::action::{Action, Verb};
use super::process::Process;
use super::state::State;
use super::transition::{Acts, Transition};
use super::{Element, Head, Name, Policy};

impl Process {
    /// Every transition with an event: starts, then those of states in document order, then the process's own.
    pub fn event_transitions(&self) -> impl Iterator<Item = &Transition> {
        self.starts.iter().chain(self.states.iter().flat_map(|state| &state.on)).chain(&self.on)
    }

    /// Every state that is named as a target or as initial.
    #[must_use]
    pub fn targets(&self) -> Vec<&Name> {
        let initial = self.initial.iter().chain(self.states.iter().filter_map(|state| state.initial.as_ref()));
        let mut targets: Vec<&Name> = initial.flat_map(|initial| &initial.to).collect();
        targets.extend(self.acts().into_iter().flat_map(|acts| &acts.to));
        targets.extend(self.states.iter().flat_map(|state| &state.deadlines).flat_map(|deadline| &deadline.to));
        targets
    }

    /// Every action, groups before what they hold.
    #[must_use]
    pub fn actions(&self) -> Vec<&Action> {
        let mut actions = Vec::new();
        let initial = self.initial.iter().chain(self.states.iter().filter_map(|state| state.initial.as_ref()));
        initial.for_each(|initial| flat(&initial.actions, &mut actions));
        self.acts().into_iter().for_each(|acts| flat(&acts.actions, &mut actions));
        self.states.iter().for_each(|state| of_state(state, &mut actions));
        actions
    }

    /// What every transition and wait does, rows among them.
    fn acts(&self) -> Vec<&Acts> {
        let always = self.states.iter().flat_map(|state| &state.always);
        let transitions = self.event_transitions().chain(always);
        let acts = transitions.flat_map(|t| std::iter::once(&t.acts).chain(t.rows.iter().map(|row| &row.acts)));
        acts.chain(self.states.iter().flat_map(|state| state.after.iter().map(|after| &after.acts))).collect()
    }
}

impl Policy {
    /// The heads of elements that running does not carry the clauses of; what they cite must be there all the same.
    pub fn cited_only(&self) -> impl Iterator<Item = &Head> {
        let types = self.choices.iter().map(Element::head).chain(self.records.iter().map(Element::head));
        let people = self.roles.iter().map(Element::head).chain(self.attributes.iter().map(Element::head));
        let events = self.processes.iter().flat_map(|process| &process.events).map(Element::head);
        let clauses = self.clauses.iter().map(Element::head);
        types.chain(people).chain(events).chain(clauses)
    }
}

fn of_state<'p>(state: &'p State, actions: &mut Vec<&'p Action>) {
    state.entry.iter().chain(&state.exit).for_each(|block| flat(&block.actions, actions));
    for deadline in &state.deadlines {
        deadline.warn.iter().for_each(|warn| flat(&warn.actions, actions));
        flat(&deadline.missed, actions);
    }
}

fn flat<'p>(list: &'p [Action], actions: &mut Vec<&'p Action>) {
    for action in list {
        actions.push(action);
        if let Verb::Group { then, otherwise } = &action.verb {
            flat(then, actions);
            flat(otherwise, actions);
        }
    }
}
