//! `[[role]]`: what people hold (`LANGUAGE` §1 *Parties*).

use super::Name;
use super::head::{Element, Head, Id};
use super::party::RESERVED;
use super::read::Read;
use crate::problem::{Problem, Problems, SyntaxFlaw, Word};
use crate::syntax::{Fields, Table};

/// A role.
#[derive(Debug, Clone)]
pub struct Role {
    /// Id, name, clauses, place.
    pub head: Head,
    /// What its holders hold it for: a choice or an attribute.
    pub per: Option<Name>,
    /// Customers and other outsiders.
    pub outside: bool,
    /// Held by exactly one person.
    pub one: bool,
    /// The role above.
    pub reports_to: Option<Name>,
    /// Roles that stand in, in order.
    pub deputies: Vec<Name>,
}

impl Element for Role {
    const WORD: Word = Word::Role;

    fn head(&self) -> &Head {
        &self.head
    }
}

impl Role {
    pub(super) fn read(table: &Table, problems: &mut Problems) -> Self {
        let mut f = Fields::new(table, Word::Role, problems);
        let head = Head::read(&mut f, Word::Role, Id::Required);
        if let Some(id) = head.id.as_ref().filter(|id| RESERVED.contains(&&*id.value)) {
            let flaw = SyntaxFlaw::ReservedName { name: id.value.to_string(), kind: Word::Role };
            f.report(Problem::new(flaw, id.span));
        }
        let role = Self {
            head,
            per: f.name("per"),
            outside: f.flag("outside"),
            one: f.flag("one"),
            reports_to: f.name("reports_to"),
            deputies: f.names("deputies"),
        };
        f.not_yet(&["clearance", "rank"]);
        f.finish();
        role
    }
}
