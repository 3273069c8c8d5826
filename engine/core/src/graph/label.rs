//! What is written beside a link: conditions, amounts and people, in the author's own words.

use super::Who;
use crate::model::action::Entries;
use crate::model::deadline::Due;
use crate::model::party::{Party, PartyKind};
use crate::syntax::{Node, NodeKind};

/// A value in one line, as its author wrote it but for quotes.
#[must_use]
pub fn written(node: &Node) -> String {
    match &node.kind {
        NodeKind::Text(text) => one_line(&text.value),
        NodeKind::Integer(value) => value.to_string(),
        NodeKind::Decimal(digits) => digits.clone(),
        NodeKind::Boolean(value) => value.to_string(),
        NodeKind::DateTime(text) => text.clone(),
        NodeKind::List(items) => joined(items.iter().map(written)),
        NodeKind::Table(table) => joined(table.entries().map(|(key, node)| format!("{} {}", key.text, written(node)))),
        NodeKind::Tables(_) | NodeKind::Broken => "…".to_owned(),
    }
}

/// The due of a deadline. The author's amounts say themselves; a point is told by where it comes from.
pub(super) fn due(due: &Due) -> String {
    match due {
        Due::Within(node) | Due::Until(node) => written(node),
        Due::Before(node) => format!("< {}", written(node)),
    }
}

/// A party.
#[must_use]
pub fn who(party: &Party) -> Who {
    match &party.kind {
        PartyKind::Text(node) => Who::Text(written(node).into()),
        PartyKind::RoleOf(role, of) => Who::RoleOf(role.value.clone(), written(of)),
        PartyKind::RoleWhere(role, with) => Who::RoleOf(role.value.clone(), attributes(with)),
        PartyKind::SuperiorOf(of) => Who::SuperiorOf(written(of)),
        PartyKind::Any(parties) => Who::Any(parties.iter().map(who).collect()),
    }
}

fn attributes(with: &Entries) -> String {
    joined(with.iter().map(|(key, node)| format!("{} = {}", key.value, written(node))))
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
