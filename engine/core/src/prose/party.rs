//! People.

use super::Voice;
use super::names::{called, find};
use crate::graph::draw::relation;
use crate::model::Written;
use crate::model::party::{Party, PartyKind};

impl Voice<'_> {
    pub(super) fn party(self, party: &Party) -> String {
        match &party.kind {
            PartyKind::Text(text) => self.person(text),
            PartyKind::RoleOf(role, of) => {
                let (role, of) = (self.role_called(&role.value), self.held_for(of));
                self.lang.pick(format!("{of}的{role}"), format!("the {role} of {of}"))
            }
            PartyKind::RoleWhere(role, with) => {
                let same = with.iter().map(|(id, value)| {
                    let (id, value) = (self.attribute(&id.value), self.value(value, None));
                    self.lang.pick(format!("{id}为{value}"), format!("whose {id} is {value}"))
                });
                let (role, same) = (self.role_called(&role.value), self.all(&same.collect::<Vec<_>>()));
                self.lang.pick(format!("{same}的{role}"), format!("the {role} {same}"))
            }
            PartyKind::SuperiorOf(person) => {
                let person = self.person(person);
                self.lang.pick(format!("{person}的上司"), format!("the superior of {person}"))
            }
            PartyKind::Any(parties) => {
                let parties: Vec<String> = parties.iter().map(|party| self.party(party)).collect();
                parties.join(self.pick("或", " or "))
            }
        }
    }

    /// A role, a relation, or what an expression says of somebody.
    pub(super) fn person(self, written: &Written) -> String {
        let Some(text) = written.as_text() else { return self.value(written, None) };
        if find(&self.policy.roles, &text.value).is_some() {
            return self.role_called(&text.value);
        }
        if let Some(relation) = self.relation(&text.value) {
            return relation;
        }
        self.value(written, None)
    }

    /// `owner`, `staff`: people by what they are to the case.
    pub(super) fn relation(self, word: &str) -> Option<String> {
        relation(self.lang, word).map(str::to_owned)
    }

    pub(super) fn role_called(self, id: &str) -> String {
        find(&self.policy.roles, id).map_or_else(|| id.to_owned(), |role| called(&role.head).to_string())
    }

    /// What a role is held for: `offender.department` is where the offender belongs.
    fn held_for(self, of: &Written) -> String {
        let person = of.as_text().and_then(|text| text.value.strip_suffix(".department"));
        match person.and_then(|person| self.relation(person)) {
            Some(person) => self.lang.pick(format!("{person}所在部门"), format!("the department of {person}")),
            None => self.value(of, None),
        }
    }

    pub(super) fn attribute(self, id: &str) -> String {
        match (id, find(&self.policy.attributes, id)) {
            (_, Some(attribute)) => called(&attribute.head).to_string(),
            ("department", _) => self.pick("部门", "department").to_owned(),
            ("superior", _) => self.pick("上司", "superior").to_owned(),
            (other, None) => other.to_owned(),
        }
    }
}
