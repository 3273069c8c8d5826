//! `[[parameter]]`: a blank of the text (GR-12).

use super::field::TypeOf;
use super::head::{Element, Head, Id};
use super::read::Read;
use super::{Name, Written};
use crate::problem::{Problems, Word};
use crate::syntax::{Fields, Table};

/// A blank of the text.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Id, name, clauses, place.
    pub head: Head,
    /// Its type.
    pub ty: TypeOf,
    /// One value per option of this choice.
    pub per: Option<Name>,
    /// The value checks and scenarios use.
    pub sample: Option<Written>,
    /// The value where the institution gives none.
    pub default: Option<Written>,
}

impl Element for Parameter {
    const WORD: Word = Word::Parameter;

    fn head(&self) -> &Head {
        &self.head
    }
}

impl Parameter {
    pub(super) fn read(table: &Table, problems: &mut Problems) -> Self {
        let mut f = Fields::new(table, Word::Parameter, problems);
        let parameter = Self {
            head: Head::read(&mut f, Word::Parameter, Id::Required),
            ty: TypeOf::read(&mut f),
            per: f.name("per"),
            sample: f.written("sample"),
            default: f.written("default"),
        };
        f.not_yet(&["columns", "level"]);
        f.finish();
        parameter
    }
}
