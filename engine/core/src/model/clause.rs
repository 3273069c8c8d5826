//! `[[clause]]`: one sentence of the regulation, which elements cite.

use super::head::{Element, Head, Id};
use super::read::Read;
use crate::problem::{Problems, Word};
use crate::syntax::{Fields, Table};
use crate::value::Text;

/// A sentence of the regulation.
#[derive(Debug, Clone)]
pub struct Clause {
    /// Id and place.
    pub head: Head,
    /// Place in the source text.
    pub source: Option<Text>,
    /// In the author's words.
    pub summary: Option<Text>,
    /// Why no engine can decide it.
    pub manual: Option<Text>,
}

impl Element for Clause {
    const WORD: Word = Word::Clause;

    fn head(&self) -> &Head {
        &self.head
    }
}

impl Clause {
    pub(super) fn read(table: &Table, problems: &mut Problems) -> Self {
        let mut f = Fields::new(table, Word::Clause, problems);
        let clause = Self {
            head: Head::read(&mut f, Word::Clause, Id::FreeText),
            source: f.plain("source"),
            summary: f.plain("summary"),
            manual: f.plain("manual"),
        };
        f.finish();
        clause
    }
}
