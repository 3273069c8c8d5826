//! `[process]` and what belongs to it (`LANGUAGE` §2).

use super::Name;
use super::data::Data;
use super::event::EventDecl;
use super::forbid::Forbid;
use super::head::{Element, Head, Id};
use super::read::Read;
use super::state::{Initial, State, each};
use super::transition::Transition;
use super::value::Named;
use crate::problem::{Problems, Word};
use crate::syntax::{Fields, Table};

/// A process with its elements in document order.
#[derive(Debug, Clone, Default)]
pub struct Process {
    /// Id, name, clauses, place.
    pub head: Head,
    /// Where a case begins; the first state where it is left out.
    pub initial: Option<Initial>,
    /// At most one open case per key.
    pub key: Vec<Name>,
    /// A failed action raises `error.execution` instead of being an incident.
    pub errors_continue: bool,
    /// `[[data]]`
    pub data: Vec<Data>,
    /// `[[value]]`
    pub values: Vec<Named>,
    /// `[[event]]`
    pub events: Vec<EventDecl>,
    /// `[[start]]`
    pub starts: Vec<Transition>,
    /// `[[state]]`
    pub states: Vec<State>,
    /// `[[on]]`: accepted in every state, last.
    pub on: Vec<Transition>,
    /// `[[forbid]]`
    pub forbids: Vec<Forbid>,
}

/// Elements that only a process has, by key.
pub(super) const KEYS: [(&str, Word); 6] = [
    ("data", Word::Data),
    ("value", Word::Computed),
    ("event", Word::Event),
    ("start", Word::Start),
    ("state", Word::State),
    ("on", Word::Transition),
];

impl Element for Process {
    const WORD: Word = Word::Process;

    fn head(&self) -> &Head {
        &self.head
    }
}

impl Process {
    /// Reads `[process]` and, from the file around it, the elements that belong to it.
    pub(super) fn read(table: &Table, file: &mut Fields<'_, '_>) -> Self {
        let process = Self::keys(table, file.problems());
        Self {
            data: each(file, "data", Data::read),
            values: each(file, "value", Named::read),
            events: each(file, "event", EventDecl::read),
            starts: each(file, "start", Transition::start).into_iter().flatten().collect(),
            states: each(file, "state", State::read),
            on: each(file, "on", Transition::on),
            forbids: each(file, "forbid", Forbid::read),
            ..process
        }
    }

    fn keys(table: &Table, problems: &mut Problems) -> Self {
        let mut f = Fields::new(table, Word::Process, problems);
        let errors = f.word("errors", &[("incident", false), ("continue", true)]);
        let process = Self {
            head: Head::read(&mut f, Word::Process, Id::Required),
            initial: Initial::read(&mut f),
            key: f.names("key"),
            errors_continue: errors.is_some_and(|errors| errors.value),
            ..Self::default()
        };
        f.finish();
        process
    }
}
