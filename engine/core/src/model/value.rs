//! `[[value]]`: a named pure expression.

use super::Written;
use super::field::TypeOf;
use super::head::{Element, Head, Id};
use super::read::Read;
use crate::problem::{Problems, Word};
use crate::syntax::{Fields, Table};

/// A named pure expression.
#[derive(Debug, Clone)]
pub struct Named {
    /// Id, name, clauses, place.
    pub head: Head,
    /// Its type.
    pub ty: TypeOf,
    /// What it is.
    pub is: Option<Written>,
}

impl Element for Named {
    const WORD: Word = Word::Computed;

    fn head(&self) -> &Head {
        &self.head
    }
}

impl Named {
    pub(super) fn read(table: &Table, problems: &mut Problems) -> Self {
        let mut f = Fields::new(table, Word::Computed, problems);
        let named = Self {
            head: Head::read(&mut f, Word::Computed, Id::Required),
            ty: TypeOf::read(&mut f),
            is: f.required_written("is"),
        };
        f.finish();
        named
    }
}
