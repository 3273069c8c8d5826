//! `[[attribute]]`: what is known of a person.

use super::field::TypeOf;
use super::head::{Element, Head, Id};
use super::read::Read;
use crate::problem::{Problem, Problems, SyntaxFlaw, Word};
use crate::syntax::{Fields, Table};

/// What is known of a person.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// Id, name, place.
    pub head: Head,
    /// Its type.
    pub ty: TypeOf,
}

/// Known of every person without being declared; never the id of another attribute.
pub const BUILT_IN: [&str; 2] = ["department", "superior"];

impl Element for Attribute {
    const WORD: Word = Word::Attribute;

    fn head(&self) -> &Head {
        &self.head
    }
}

impl Attribute {
    pub(super) fn read(table: &Table, problems: &mut Problems) -> Self {
        let mut f = Fields::new(table, Word::Attribute, problems);
        let head = Head::read(&mut f, Word::Attribute, Id::Required);
        if let Some(id) = head.id.as_ref().filter(|id| BUILT_IN.contains(&&*id.value)) {
            let flaw = SyntaxFlaw::ReservedName { name: id.value.to_string(), kind: Word::Attribute };
            f.report(Problem::new(flaw, id.span));
        }
        let attribute = Self { head, ty: TypeOf::read(&mut f) };
        f.not_yet(&["level"]);
        f.finish();
        attribute
    }
}
