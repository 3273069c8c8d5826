//! One way to name people (`LANGUAGE` §1 *Parties*), as written.

use super::action::Entries;
use super::read::{Item, Read};
use super::{Name, Written};
use crate::problem::{Problem, Problems, SyntaxFlaw, Word};
use crate::source::{Span, Spanned};
use crate::syntax::{Fields, Node, NodeKind, Table};

/// Words that name people and therefore no role.
pub const RESERVED: [&str; 7] = ["owner", "actor", "requester", "offender", "holder", "staff", "anyone"];

/// A party as written; what it names is known where it is emitted.
#[derive(Debug, Clone)]
pub struct Party {
    /// What was written.
    pub kind: PartyKind,
    /// Where.
    pub span: Span,
}

/// See [`Party`].
#[derive(Debug, Clone)]
pub enum PartyKind {
    /// A text: a role, a relation, `staff`, `anyone`, a name given by `assign … as`, or an expression.
    Text(Written),
    /// `{ role, of }`
    RoleOf(Name, Written),
    /// `{ role, <attribute> = … }`
    RoleWhere(Name, Entries),
    /// `{ superior_of }`
    SuperiorOf(Written),
    /// A list of these.
    Any(Vec<Party>),
}

impl Party {
    /// Reads a party, if one is written.
    pub(super) fn read(f: &mut Fields<'_, '_>, key: &'static str) -> Option<Self> {
        let node = f.node(key)?;
        let items = f.items(key);
        if items.is_empty() {
            f.report(Problem::new(SyntaxFlaw::Empty { key: key.to_owned() }, node.span));
        }
        let mut parties: Vec<Self> = items.into_iter().filter_map(|item| Self::item(f, key, item)).collect();
        match &node.kind {
            NodeKind::List(_) | NodeKind::Tables(_) => {}
            _ if parties.len() == 1 => return parties.pop(),
            // What could not be read was reported; that a party was written is known.
            _ => {}
        }
        Some(Self { kind: PartyKind::Any(parties), span: node.span })
    }

    /// As [`read`](Self::read), reporting its absence.
    pub(super) fn required(f: &mut Fields<'_, '_>, key: &'static str) -> Option<Self> {
        f.require(key);
        Self::read(f, key)
    }

    fn item(f: &mut Fields<'_, '_>, key: &'static str, item: Item<'_>) -> Option<Self> {
        match item {
            Item::Node(node) if node.as_text().is_some() => {
                Some(Self { kind: PartyKind::Text(node.clone()), span: node.span })
            }
            Item::Node(node) => match &node.kind {
                NodeKind::List(items) if !items.is_empty() => {
                    let item = |node| Self::item(f, key, Node::as_table(node).map_or(Item::Node(node), Item::Table));
                    Some(Self { kind: PartyKind::Any(items.iter().filter_map(item).collect()), span: node.span })
                }
                _ => {
                    f.wrong_type(key, node, [Word::Text, Word::Table]);
                    None
                }
            },
            Item::Table(table) => Self::table(table, f.problems()),
        }
    }

    fn table(table: &Table, problems: &mut Problems) -> Option<Self> {
        let mut f = Fields::new(table, Word::Party, problems);
        for key in ["rank", "on_duty"] {
            if f.has(key) {
                f.not_yet(&[key]);
                return None;
            }
        }
        let kind = match f.exactly_one(&["role", "superior_of"]) {
            Some("role") => return Self::role(f),
            Some(_) => f.written("superior_of").map(PartyKind::SuperiorOf),
            None => None,
        };
        let span = f.span();
        f.finish();
        Some(Self { kind: kind?, span })
    }

    /// `{ role, of }`, or `{ role }` with attributes as further keys.
    fn role(mut f: Fields<'_, '_>) -> Option<Self> {
        let span = f.span();
        let role = f.name("role")?;
        if let Some(of) = f.written("of") {
            f.finish();
            return Some(Self { kind: PartyKind::RoleOf(role, of), span });
        }
        let others = f.table_itself().entries().filter(|(key, node)| key.text != "role" && !node.is_broken());
        let with: Entries =
            others.map(|(key, node)| (Spanned::new(key.text.as_str().into(), key.span), node.clone())).collect();
        // Where `role` itself is misspelt, the other keys are not looked at as attributes.
        if with.is_empty() || f.table_itself().get("role").is_none() {
            let written = f.written("role");
            f.finish();
            return Some(Self { kind: PartyKind::Text(written?), span });
        }
        Some(Self { kind: PartyKind::RoleWhere(role, with), span })
    }
}
