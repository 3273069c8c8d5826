//! Parties: from the words for people to whom they name, and whether that is one person.

use super::base::Base;
use super::texts::{Texts, as_written};
use crate::guard::expr::{RoleIx, Who};
use crate::guard::scope::Scope;
use crate::model::party::{Party as Model, PartyKind, RESERVED};
use crate::model::{Name, Written};
use crate::problem::{Hint, Problem, RoleFlaw, SyntaxFlaw, Word};
use crate::program::Party;
use crate::source::{Span, Spanned};
use crate::syntax::Text as Quoted;
use crate::value::Type;

/// What a party may name at a place, beside the institution's roles.
pub(super) struct People<'a> {
    /// The institution.
    pub(super) base: &'a Base,
    /// What expressions mean there; a party over a value not given is nobody.
    pub(super) scope: &'a Scope,
    /// Names given by `assign … as` in the process.
    pub(super) parts: &'a [crate::value::Text],
}

impl People<'_> {
    /// A party; nothing where a problem was reported.
    pub(super) fn party(&self, key: &str, model: &Model, texts: &mut Texts<'_>) -> Option<Party> {
        match &model.kind {
            PartyKind::Text(written) => self.text(key, written, texts),
            PartyKind::RoleOf(role, of) => {
                let ix = self.base.role(role, texts.problems);
                let ty = ix.and_then(|ix| self.held_for(role, ix, texts));
                let of = texts.expr("of", of, ty.as_slice(), self.scope);
                Some(Party::RoleOf(ix?, of?))
            }
            PartyKind::RoleWhere(role, with) => {
                let role = self.base.role(role, texts.problems);
                let mut wanted = Vec::with_capacity(with.len());
                for (name, written) in with {
                    let Some(attribute) = self.base.attribute(name, texts.problems) else { continue };
                    let ty = &self.base.attribute_list[attribute.at()].ty;
                    wanted.extend(
                        texts.expr(&name.value, written, std::slice::from_ref(ty), self.scope).map(|e| (attribute, e)),
                    );
                }
                Some(Party::RoleWhere(role?, wanted))
            }
            PartyKind::SuperiorOf(of) => {
                texts.expr("superior_of", of, &[Type::Person], self.scope).map(Party::SuperiorOf)
            }
            PartyKind::Any(parties) => {
                let parties: Vec<Party> = parties.iter().filter_map(|party| self.party(key, party, texts)).collect();
                (!parties.is_empty()).then_some(Party::Any(parties))
            }
        }
    }

    /// The type of what a role is held for; a role that is not held for anything is reported.
    fn held_for(&self, name: &Name, role: RoleIx, texts: &mut Texts<'_>) -> Option<Type> {
        let held_for = self.base.held_for[role.at()].clone();
        if held_for.is_none() {
            let flaw = RoleFlaw::HeldForNothing { role: name.value.to_string() };
            texts.problems.push(Problem::new(flaw, name.span));
        }
        held_for
    }

    /// A text: `staff`, `anyone`, a role, a part, else an expression of people.
    fn text(&self, key: &str, written: &Written, texts: &mut Texts<'_>) -> Option<Party> {
        let Some(text) = written.as_text() else { return self.value(key, written, texts) };
        match text.value.as_str() {
            "staff" => return Some(Party::Staff),
            "anyone" => return Some(Party::Anyone),
            id => {
                if let Some(role) = self.base.roles.get(id) {
                    return Some(Party::Role(role.into()));
                }
                if let Some(part) = self.parts.iter().find(|part| &***part == id) {
                    return Some(Party::Part(part.clone()));
                }
            }
        }
        let word = text.value.trim();
        let relation = Who::ALL.iter().any(|who| who.id() == word);
        if is_word(word) && !relation && !(word == "it" && self.scope.row().is_some()) {
            texts.problems.push(self.unknown(text));
            return None;
        }
        self.value(key, written, texts)
    }

    fn value(&self, key: &str, written: &Written, texts: &mut Texts<'_>) -> Option<Party> {
        let people = [Type::Person, Type::Role, list(Type::Person), list(Type::Role)];
        texts.people(key, written, &people, self.scope).map(Party::Value)
    }

    fn unknown(&self, text: &Quoted) -> Problem {
        let name = Spanned::new(text.value.as_str().into(), text.span);
        let problem = self.base.roles.unknown(&name);
        let crate::problem::Flaw::SyntaxFlaw(SyntaxFlaw::UnknownName { .. }) = &problem.flaw else { return problem };
        let words = self.base.roles.ids().chain(RESERVED).chain(self.parts.iter().map(|part| &**part));
        let hint = Hint::among(&text.value, words);
        let flaw = SyntaxFlaw::UnknownName { kind: Word::Role, name: text.value.clone(), hint: hint.clone() };
        Problem::new(flaw, text.span).fix_by(text.span_of(0..text.value.len()), &hint)
    }

    /// A party that must be one person; what can be several is reported.
    pub(super) fn person(&self, key: &str, model: &Model, texts: &mut Texts<'_>) -> Option<Party> {
        let party = self.party(key, model, texts)?;
        if let Some(span) = self.several(model, &party, texts) {
            let flaw = RoleFlaw::NotOnePerson { party: said(model), key: key.to_owned() };
            texts.problems.push(Problem::new(flaw, span));
        }
        Some(party)
    }

    /// Where a party can be several people.
    fn several(&self, model: &Model, party: &Party, texts: &mut Texts<'_>) -> Option<Span> {
        let is_one = match (party, &model.kind) {
            (Party::Role(role) | Party::RoleOf(role, _) | Party::RoleWhere(role, _), _) => {
                self.base.role_list[role.at()].one
            }
            (Party::Value(_), PartyKind::Text(written)) => {
                let typed = texts.ahead(written, self.scope);
                typed.is_none_or(|typed| matches!(typed.ty, Type::Person | Type::Unknown))
            }
            (Party::Any(parties), _) => parties.len() == 1,
            (Party::Staff | Party::Anyone, _) => false,
            _ => true,
        };
        (!is_one).then_some(model.span)
    }
}

fn list(of: Type) -> Type {
    Type::List(Box::new(of))
}

/// Whether a text is one word, so that a name was meant.
fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c == '_' || c == '-' || c.is_alphanumeric())
}

/// A party in the author's words.
fn said(model: &Model) -> String {
    match &model.kind {
        PartyKind::Text(written) => as_written(written).to_string(),
        PartyKind::RoleOf(role, _) | PartyKind::RoleWhere(role, _) => role.value.to_string(),
        PartyKind::SuperiorOf(_) => "superior_of".to_owned(),
        PartyKind::Any(parties) => parties.iter().map(said).collect::<Vec<_>>().join(", "),
    }
}
