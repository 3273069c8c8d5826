//! `[[data]]`: what a case remembers.

use super::field::Field;
use super::head::{Element, Head};
use crate::problem::{Problems, Word};
use crate::syntax::{Fields, Table};

/// A data of the case.
#[derive(Debug, Clone)]
pub struct Data {
    /// Id, name, type, bounds, default.
    pub field: Field,
}

impl Element for Data {
    const WORD: Word = Word::Data;

    fn head(&self) -> &Head {
        &self.field.head
    }
}

impl Data {
    pub(super) fn read(table: &Table, problems: &mut Problems) -> Self {
        let mut f = Fields::new(table, Word::Data, problems);
        let field = Field::keys(&mut f, Word::Data);
        f.finish();
        Self { field }
    }
}
