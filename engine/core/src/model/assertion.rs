//! `[[assert]]`: what must hold of the institution's values when the policy is loaded (`LANGUAGE` §7).

use super::Written;
use super::head::{Element, Head, Id};
use super::read::Read;
use crate::problem::{Problems, Word};
use crate::syntax::{Fields, Table};
use crate::value::Text;

/// What must hold at load.
#[derive(Debug, Clone)]
pub struct Assertion {
    /// Clauses and place.
    pub head: Head,
    /// What must hold.
    pub that: Option<Written>,
    /// What people read where it does not.
    pub say: Option<Text>,
}

impl Element for Assertion {
    const WORD: Word = Word::Assertion;

    fn head(&self) -> &Head {
        &self.head
    }
}

impl Assertion {
    pub(super) fn read(table: &Table, problems: &mut Problems) -> Self {
        let mut f = Fields::new(table, Word::Assertion, problems);
        let head = Head::read(&mut f, Word::Assertion, Id::Optional);
        let assertion = Self { head, that: f.required_written("that"), say: f.plain("say") };
        f.finish();
        assertion
    }
}
