//! Parties: whether somebody is among them, and who they are.

use super::run::{Halt, Run};
use crate::effect::Recipient;
use crate::guard::eval::Env;
use crate::guard::expr::{AttributeIx, Expr, RoleIx};
use crate::need::{Answer, Query};
use crate::outcome::IncidentKind;
use crate::program::{Party, Transition};
use crate::value::{Text, Value};

/// What the directory says of a person's roles.
pub(super) enum Standing<'f> {
    /// Roles held, each with what for.
    Holds(&'f [(Text, Option<Text>)]),
    /// A sanction ended them: the clauses of its charge.
    Ended(&'f [Text]),
}

impl<'a> Run<'a> {
    pub(super) fn standing(&self, person: &Text) -> Result<Standing<'a>, Halt> {
        match self.ask(Query::Roles { person: person.clone() }) {
            Some(Answer::Roles { ended_by: Some(clauses), .. }) => Ok(Standing::Ended(clauses)),
            Some(Answer::Roles { held, .. }) => Ok(Standing::Holds(held)),
            _ => Err(Halt::Need),
        }
    }

    /// Whether the actor may take a transition. One without `by` is for the core alone, and for what answers a task.
    pub(super) fn admitted(&self, transition: &Transition) -> Result<bool, Halt> {
        let Some(actor) = &self.actor else { return Ok(false) };
        if let Some(act) = transition.task {
            return self.may(act, actor);
        }
        let Some(by) = &transition.by else { return self.acts_on_task(actor) };
        for except in &transition.except {
            if self.given(except, "except")?.as_ref().and_then(Value::as_text) == Some(actor) {
                return Ok(false);
            }
        }
        self.admits(by, actor)
    }

    /// Whether a party names a person. Somebody without any role is in none.
    pub(super) fn admits(&self, party: &Party, person: &Text) -> Result<bool, Halt> {
        let Standing::Holds(held) = self.standing(person)? else { return Ok(false) };
        if held.is_empty() {
            return Ok(false);
        }
        Ok(match party {
            Party::Anyone => true,
            Party::Staff => held.iter().any(|(role, _)| self.is_inside_role(role)),
            Party::Role(role) => self.holds_role(held, *role),
            Party::RoleOf(role, of) => match self.text_of(of)? {
                Some(of) => self.people_with(*role, Some(of))?.contains(person),
                None => false,
            },
            Party::RoleWhere(role, wanted) => self.holds_role(held, *role) && self.has(person, wanted)?,
            Party::Value(expr) => match self.given(expr, "by")? {
                Some(value) => self.value_names(&value, person, held),
                None => false,
            },
            Party::SuperiorOf(expr) => self.superior_of(expr)?.as_ref() == Some(person),
            Party::Part(part) => self.part(part) == Some(person),
            Party::Any(parties) => {
                for party in parties {
                    if self.admits(party, person)? {
                        return Ok(true);
                    }
                }
                false
            }
        })
    }

    fn value_names(&self, value: &Value, person: &Text, held: &[(Text, Option<Text>)]) -> bool {
        match value {
            Value::Role(role) => held.iter().any(|(r, _)| r == role),
            Value::List(items) => items.iter().any(|v| self.value_names(v, person, held)),
            value => value.as_text() == Some(person),
        }
    }

    fn holds_role(&self, held: &[(Text, Option<Text>)], role: RoleIx) -> bool {
        let id = &self.program.roles[role.at()].id;
        held.iter().any(|(r, _)| r == id)
    }

    fn is_inside_role(&self, id: &str) -> bool {
        self.program.roles.iter().any(|r| &*r.id == id && !r.outside)
    }

    fn has(&self, person: &Text, wanted: &[(AttributeIx, Expr)]) -> Result<bool, Halt> {
        for (attribute, expr) in wanted {
            let Some(wanted) = self.given(expr, "where")? else { return Ok(false) };
            let found = self.attribute(person, *attribute).map_err(|_| Halt::Need)?;
            if found.as_ref() != Some(&wanted) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Everybody a party names, in order, once. A role without holders is named itself.
    pub(super) fn recipients(&self, party: &Party) -> Result<Vec<Recipient>, Halt> {
        let mut found = Vec::new();
        self.collect(party, &mut found)?;
        let mut seen = Vec::with_capacity(found.len());
        for recipient in found {
            if !seen.contains(&recipient) {
                seen.push(recipient);
            }
        }
        Ok(seen)
    }

    /// The persons a party names, in order, once.
    pub(super) fn persons(&self, party: &Party) -> Result<Vec<Text>, Halt> {
        let recipients = self.recipients(party)?.into_iter();
        Ok(recipients.filter_map(|r| if let Recipient::Person(id) = r { Some(id) } else { None }).collect())
    }

    /// The one person a party names.
    pub(super) fn one_person(&self, party: &Party, what: &str) -> Result<Text, Halt> {
        let mut persons = self.persons(party)?;
        match (persons.len(), persons.pop()) {
            (1, Some(person)) => Ok(person),
            (found, _) => Err(IncidentKind::NotOnePerson { what: what.into(), found }.into()),
        }
    }

    fn collect(&self, party: &Party, found: &mut Vec<Recipient>) -> Result<(), Halt> {
        match party {
            Party::Role(role) => self.collect_role(*role, None, found)?,
            Party::RoleOf(role, of) => {
                if let Some(of) = self.text_of(of)? {
                    self.collect_role(*role, Some(of), found)?;
                }
            }
            Party::RoleWhere(role, wanted) => {
                for person in self.people_with(*role, None)? {
                    if self.has(&person, wanted)? {
                        found.push(Recipient::Person(person));
                    }
                }
            }
            Party::Value(expr) => {
                if let Some(value) = self.given(expr, "party")? {
                    self.collect_value(&value, found)?;
                }
            }
            Party::SuperiorOf(expr) => found.extend(self.superior_of(expr)?.map(Recipient::Person)),
            Party::Part(part) => found.extend(self.part(part).cloned().map(Recipient::Person)),
            Party::Staff | Party::Anyone => {
                let inside = |outside: bool| matches!(party, Party::Anyone) || !outside;
                let roles = self.program.roles.iter().filter(|role| inside(role.outside)).map(|role| role.id.clone());
                let people = self.people(Query::Anyone { roles: roles.collect() })?;
                found.extend(people.into_iter().map(Recipient::Person));
            }
            Party::Any(parties) => {
                for party in parties {
                    self.collect(party, found)?;
                }
            }
        }
        Ok(())
    }

    fn collect_value(&self, value: &Value, found: &mut Vec<Recipient>) -> Result<(), Halt> {
        match value {
            Value::Role(id) => {
                if let Some(role) = self.program.roles.iter().position(|r| r.id == *id) {
                    self.collect_role(RoleIx::from(role), None, found)?;
                }
            }
            Value::List(items) => {
                for item in items.iter() {
                    self.collect_value(item, found)?;
                }
            }
            value => found.extend(value.as_text().cloned().map(Recipient::Person)),
        }
        Ok(())
    }

    fn collect_role(&self, role: RoleIx, of: Option<Text>, found: &mut Vec<Recipient>) -> Result<(), Halt> {
        let people = self.people_with(role, of)?;
        if people.is_empty() {
            found.push(Recipient::Role(self.program.roles[role.at()].id.clone()));
        }
        found.extend(people.into_iter().map(Recipient::Person));
        Ok(())
    }

    pub(super) fn people_with(&self, role: RoleIx, of: Option<Text>) -> Result<Vec<Text>, Halt> {
        let role = self.program.roles[role.at()].id.clone();
        self.people(Query::Holders { role, of })
    }

    /// The people of an answer without those this very step dismissed.
    fn people(&self, query: Query) -> Result<Vec<Text>, Halt> {
        match self.ask(query) {
            Some(Answer::People(people)) => Ok(people.iter().filter(|p| !self.dismissed_here(p)).cloned().collect()),
            _ => Err(Halt::Need),
        }
    }

    fn superior_of(&self, expr: &Expr) -> Result<Option<Text>, Halt> {
        match self.text_of(expr)? {
            Some(person) => self.superior(&person),
            None => Ok(None),
        }
    }

    pub(super) fn superior(&self, person: &Text) -> Result<Option<Text>, Halt> {
        match self.ask(Query::Attribute { person: person.clone(), attribute: "superior".into() }) {
            Some(Answer::Attribute(value)) => Ok(value.as_ref().and_then(Value::as_text).cloned()),
            _ => Err(Halt::Need),
        }
    }

    /// The roles that stand in for those of a party, in order.
    pub(super) fn deputies(&self, party: &Party) -> Vec<RoleIx> {
        match party {
            Party::Role(role) | Party::RoleOf(role, _) | Party::RoleWhere(role, _) => {
                self.program.roles[role.at()].deputies.clone()
            }
            Party::Any(parties) => parties.iter().flat_map(|party| self.deputies(party)).collect(),
            _ => Vec::new(),
        }
    }

    fn part(&self, part: &str) -> Option<&Text> {
        self.case.parts.iter().rev().find(|(name, _)| &**name == part).map(|(_, person)| person)
    }

    fn text_of(&self, expr: &Expr) -> Result<Option<Text>, Halt> {
        Ok(self.given(expr, "party")?.map(|v| v.as_text().cloned().unwrap_or_else(|| v.to_string().into())))
    }

    /// Who could do it, for a refusal: ids of roles and persons.
    pub(super) fn could(&self, party: &Party) -> Vec<Text> {
        match party {
            Party::Role(role) | Party::RoleOf(role, _) | Party::RoleWhere(role, _) => {
                vec![self.program.roles[role.at()].id.clone()]
            }
            Party::Value(expr) => match self.given(expr, "by") {
                Ok(Some(Value::List(items))) => items.iter().filter_map(Value::as_text).cloned().collect(),
                Ok(Some(value)) => value.as_text().cloned().into_iter().collect(),
                _ => Vec::new(),
            },
            Party::SuperiorOf(expr) => self.superior_of(expr).ok().flatten().into_iter().collect(),
            Party::Part(part) => self.part(part).cloned().into_iter().collect(),
            Party::Staff => vec!["staff".into()],
            Party::Anyone => vec!["anyone".into()],
            Party::Any(parties) => parties.iter().flat_map(|p| self.could(p)).collect(),
        }
    }
}
