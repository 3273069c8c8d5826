//! `[[forbid]]`: what is refused wherever the case stands (`LANGUAGE` §6).

use super::event::checked;
use super::head::{Element, Head, Id};
use super::read::Read;
use super::{Name, Said, Written};
use crate::problem::{Problems, Word};
use crate::syntax::{Fields, Table};

/// A prohibition, on the institution or a process.
#[derive(Debug, Clone)]
pub struct Forbid {
    /// Id, clauses, place.
    pub head: Head,
    /// Event descriptors.
    pub events: Vec<Name>,
    /// Forbidden where this holds.
    pub when: Option<Written>,
    /// Not where this holds.
    pub unless: Option<Written>,
    /// What people read.
    pub say: Option<Said>,
}

impl Element for Forbid {
    const WORD: Word = Word::Forbid;

    fn head(&self) -> &Head {
        &self.head
    }
}

impl Forbid {
    pub(super) fn read(table: &Table, problems: &mut Problems) -> Self {
        let mut f = Fields::new(table, Word::Forbid, problems);
        let head = Head::read(&mut f, Word::Forbid, Id::Optional);
        let events = f.required_names("event");
        let forbid = Self {
            head,
            events: events.into_iter().filter(|event| checked(&mut f, event, true)).collect(),
            when: f.written("when"),
            unless: f.written("unless"),
            say: f.quoted("say").cloned(),
        };
        f.finish();
        forbid
    }
}
