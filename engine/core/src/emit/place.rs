//! One place of a process while its expressions are read: what is named there, and what is surely given.

use super::base::Base;
use super::events::Events;
use super::flow::Given;
use super::party::People;
use super::shell::Shell;
use super::texts::{Condition, Texts};
use crate::guard::expr::{Expr, StateIx, Who};
use crate::guard::scope::{EventNames, Scope};
use crate::model::party::Party as ModelParty;
use crate::model::{Name, Written};
use crate::program::{ClauseIx, Party};
use crate::value::{Text, Type};

/// All that is known while a process is emitted.
pub(super) struct Around<'a> {
    /// The institution.
    pub(super) base: &'a Base,
    /// All processes.
    pub(super) shells: &'a [Shell<'a>],
    /// This one.
    pub(super) shell: &'a Shell<'a>,
    /// The events of all processes.
    pub(super) events: &'a [Events],
    /// Which process it is.
    pub(super) at: usize,
    /// By state: what names mean there, and what is given.
    pub(super) scopes: Vec<Scope>,
}

/// A place, and the clauses of what stands around it.
#[derive(Clone)]
pub(super) struct Place<'a> {
    /// The process.
    pub(super) around: &'a Around<'a>,
    /// What names mean.
    pub(super) scope: Scope,
    /// Clauses of the nearest element that says any.
    pub(super) clauses: Vec<ClauseIx>,
    /// Whether the case begins here: data of its key may be written.
    pub(super) begins: bool,
}

/// What names mean in each state of a process, and what is given there.
pub(super) fn scopes(shell: &Shell<'_>, given: &Given, base: &Base) -> Vec<Scope> {
    let common = shell.scope(base).with_clock();
    let ids = || shell.data.iter().map(|field| &*field.id);
    let states = (0..shell.tree.len()).map(StateIx::from);
    states.map(|state| common.clone().with_given(given.paths(state, ids()))).collect()
}

impl<'a> Around<'a> {
    /// The events of this process.
    pub(super) fn events(&self) -> &'a Events {
        &self.events[self.at]
    }

    /// A place in a state.
    pub(super) fn state(&'a self, state: StateIx) -> Place<'a> {
        let scope = self.scopes[state.at()].clone();
        Place { around: self, scope, clauses: self.clauses_around(state), begins: false }
    }

    /// The clauses of the nearest of a state, the states around it and the process that cites any.
    fn clauses_around(&self, state: StateIx) -> Vec<ClauseIx> {
        let tree = &self.shell.tree;
        let heads = std::iter::once(state).chain(tree.ancestors(state)).map(|ix| tree.head(ix, self.shell.process));
        let known = |names: &[Name]| -> Vec<ClauseIx> {
            names.iter().filter_map(|name| self.base.clauses.get(&name.value)).map(ClauseIx::from).collect()
        };
        heads.map(|head| known(&head.clauses)).find(|clauses| !clauses.is_empty()).unwrap_or_default()
    }
}

impl<'a> Place<'a> {
    /// With an event at hand.
    pub(super) fn with_event(self, fields: EventNames) -> Self {
        Self { scope: self.scope.with_event(fields), ..self }
    }

    /// Where whoever caused it may be there, or nobody: entries, exits, what follows by itself.
    pub(super) fn with_actor(self) -> Self {
        Self { scope: self.scope.with_people([Who::Actor]), ..self }
    }

    /// With a row.
    pub(super) fn with_it(self, row: Type) -> Self {
        Self { scope: self.scope.with_it(row), ..self }
    }

    /// Where these paths are given too.
    pub(super) fn given(&mut self, paths: impl IntoIterator<Item = String>) {
        self.scope = self.scope.clone().with_given(paths);
    }

    /// The same place, seen from an element with these clauses, if it has any.
    pub(super) fn citing(&self, names: &[Name], texts: &mut Texts<'_>) -> Self {
        let own = self.around.base.clauses(names, texts.problems);
        let clauses = if own.is_empty() { self.clauses.clone() } else { own };
        Self { clauses, ..self.clone() }
    }

    /// Where everything may be read, because what is not given is left out.
    pub(super) fn lenient(&self) -> Self {
        let place = self.clone();
        Self { scope: place.scope.with_all_given(), ..place }
    }

    /// A value of one of these types.
    pub(super) fn expr(&self, key: &str, written: &Written, wanted: &[Type], texts: &mut Texts<'_>) -> Option<Expr> {
        texts.expr(key, written, wanted, &self.scope)
    }

    /// A condition, if one is written. From here on what it proves is given.
    pub(super) fn condition(
        &mut self,
        key: &str,
        written: Option<&Written>,
        texts: &mut Texts<'_>,
    ) -> Option<Condition> {
        let condition = texts.condition(key, written, &self.scope)?;
        self.given(condition.proves.iter().cloned());
        Some(condition)
    }

    /// A party.
    pub(super) fn party(&self, key: &str, model: &ModelParty, texts: &mut Texts<'_>) -> Option<Party> {
        let lenient = self.lenient();
        lenient.people().party(key, model, texts)
    }

    /// A party that must be one person.
    pub(super) fn person(&self, key: &str, model: &ModelParty, texts: &mut Texts<'_>) -> Option<Party> {
        let lenient = self.lenient();
        lenient.people().person(key, model, texts)
    }

    fn people(&self) -> People<'_> {
        People { base: self.around.base, scope: &self.scope, parts: &self.around.shell.parts }
    }

    /// The clauses of an element, for itself alone.
    pub(super) fn own_clauses(&self, names: &[Name], texts: &mut Texts<'_>) -> Vec<ClauseIx> {
        self.around.base.clauses(names, texts.problems)
    }

    /// The id of a clause cited here, the first if there are several.
    pub(super) fn first_clause(&self) -> Option<Text> {
        let first = self.clauses.first()?;
        self.around.base.clauses.ids().nth(first.at()).map(Into::into)
    }
}
