//! `[[joint]]`: who else is charged whenever a fine is booked (`LANGUAGE` §6).

use super::head::{Element, Head, Id};
use super::party::Party;
use super::read::Read;
use super::{Name, Written};
use crate::problem::{Problems, Word};
use crate::syntax::{Fields, Table};

/// Joint liability.
#[derive(Debug, Clone)]
pub struct Joint {
    /// Id, clauses, place.
    pub head: Head,
    /// The persons.
    pub who: Party,
    /// The multiple of the fine.
    pub times: Option<Written>,
    /// Not where this holds.
    pub unless: Option<Written>,
    /// Only for these penalties; empty = all.
    pub of: Vec<Name>,
}

impl Element for Joint {
    const WORD: Word = Word::Joint;

    fn head(&self) -> &Head {
        &self.head
    }
}

impl Joint {
    pub(super) fn read(table: &Table, problems: &mut Problems) -> Option<Self> {
        let mut f = Fields::new(table, Word::Joint, problems);
        let head = Head::read(&mut f, Word::Joint, Id::Optional);
        let who = Party::required(&mut f, "who");
        let (times, unless, of) = (f.written("times"), f.written("unless"), f.names("of"));
        f.finish();
        Some(Self { head, who: who?, times, unless, of })
    }
}
