//! `[[cast]]`: who is there, and how a variant changes them.

use super::{Reader, literal, own, shared};
use crate::problem::{Note, Problem, Problems, SyntaxFlaw, Word};
use crate::scenario::CastChange;
use crate::source::Spanned;
use crate::syntax::{Fields, Node, Table};
use crate::value::{Text, Value};
use crate::world::Person;
use zhidu_time::Date;

type Roles = Vec<(Text, Option<Text>)>;

impl Reader<'_> {
    /// The people, all ids first: a superior may stand below.
    pub(super) fn cast(&mut self, tables: &[&Table], problems: &mut Problems) -> Vec<Person> {
        let ids: Vec<Option<Spanned<Text>>> =
            tables.iter().map(|t| t.get("id").and_then(Node::as_text).map(own)).collect();
        self.known.people = ids.iter().flatten().map(|id| id.value.clone()).collect();
        for (i, id) in ids.iter().enumerate() {
            let first = ids[..i].iter().flatten().find(|other| id.as_ref().is_some_and(|id| id == *other));
            if let (Some(id), Some(first)) = (id, first) {
                let flaw = SyntaxFlaw::DuplicateId { kind: Word::Cast, id: id.value.to_string() };
                problems.push(Problem::new(flaw, id.span).label(first.span, Note::FirstHere));
            }
        }
        tables.iter().filter_map(|table| self.person(table, problems)).collect()
    }

    fn person(&self, table: &Table, problems: &mut Problems) -> Option<Person> {
        let mut fields = Fields::new(table, Word::Cast, problems);
        let id = fields.required_text("id").map(shared);
        fields.text("name");
        let read = self.known_of(&mut fields);
        fields.finish();
        let absent = read.absent.unwrap_or_default();
        Some(Person { id: id?.value, roles: read.roles.unwrap_or_default(), attributes: read.attributes, absent })
    }

    /// A person as a variant changes them.
    pub(super) fn cast_change(&self, table: &Table, problems: &mut Problems) -> Option<CastChange> {
        let mut fields = Fields::new(table, Word::Cast, problems);
        let id = fields.required_text("id").map(shared);
        let read = self.known_of(&mut fields);
        fields.finish();
        let id = id?;
        self.known.person(&id, problems);
        Some(CastChange { id: id.value, roles: read.roles, attributes: read.attributes, absent: read.absent })
    }

    fn known_of(&self, fields: &mut Fields<'_, '_>) -> Read {
        let roles = fields.has("roles").then(|| self.roles(fields));
        let mut attributes: Vec<(Text, Value)> = Vec::new();
        for key in ["department", "superior"] {
            let Some(node) = fields.node(key) else { continue };
            if let (true, Some(id)) = (key == "superior", node.as_text()) {
                self.known.person(&own(id), fields.problems());
            }
            attributes.extend(self.attribute(key, node, fields.problems()));
        }
        if let Some(with) = fields.table("with") {
            for (key, node) in with.entries() {
                if self.known.attribute(&key.text, key.span, fields.problems()).is_some() {
                    attributes.extend(self.attribute(&key.text, node, fields.problems()));
                }
            }
        }
        let absent = fields.has("absent").then(|| {
            let nodes = fields.one_or_list("absent");
            nodes.into_iter().filter_map(|node| literal::days("absent", node, fields.problems())).collect()
        });
        Read { roles, attributes, absent }
    }

    fn roles(&self, fields: &mut Fields<'_, '_>) -> Roles {
        let nodes = fields.one_or_list("roles");
        nodes.into_iter().filter_map(|node| self.held(node, fields.problems())).collect()
    }

    /// `"agent"` or `{ role = "leader", of = "website" }`
    fn held(&self, node: &Node, problems: &mut Problems) -> Option<(Text, Option<Text>)> {
        let Some(table) = node.as_table() else {
            let role = literal::text("roles", node, problems)?;
            self.known.role(&role, problems);
            return Some((role.value, None));
        };
        let mut fields = Fields::new(table, Word::Role, problems);
        let role = fields.required_text("role").map(shared);
        let of = fields.required_text("of").map(shared);
        fields.finish();
        let role = role?;
        self.known.role(&role, problems);
        Some((role.value, Some(of?.value)))
    }

    fn attribute(&self, id: &str, node: &Node, problems: &mut Problems) -> Option<(Text, Value)> {
        let attribute = self.program.attributes.iter().find(|a| *a.id == *id)?;
        let value = literal::typed(id, node, &attribute.ty, self.home(), problems)?;
        Some((attribute.id.clone(), value))
    }
}

struct Read {
    roles: Option<Roles>,
    attributes: Vec<(Text, Value)>,
    absent: Option<Vec<(Date, Date)>>,
}
