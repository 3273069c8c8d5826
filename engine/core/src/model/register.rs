//! `[[register]]`: what rows are recorded in.

use super::field::Field;
use super::head::{Element, Head, Id};
use super::read::Read;
use crate::problem::{Problems, Word};
use crate::syntax::{Fields, Table};

/// A register.
#[derive(Debug, Clone)]
pub struct Register {
    /// Id, name, clauses, place.
    pub head: Head,
    /// Its columns.
    pub fields: Vec<Field>,
}

impl Element for Register {
    const WORD: Word = Word::Register;

    fn head(&self) -> &Head {
        &self.head
    }
}

impl Register {
    pub(super) fn read(table: &Table, problems: &mut Problems) -> Self {
        let mut f = Fields::new(table, Word::Register, problems);
        let register = Self { head: Head::read(&mut f, Word::Register, Id::Required), fields: Field::list(&mut f) };
        f.not_yet(&["level", "readers"]);
        f.finish();
        register
    }
}
