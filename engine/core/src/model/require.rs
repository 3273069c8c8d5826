//! `require` and `[[forbid]]`'s sibling on transitions: what must hold, or the event is denied.

use super::read::{Item, Read};
use super::{Name, Said, Written};
use crate::problem::{Problem, Problems, SyntaxFlaw, Word};
use crate::source::Span;
use crate::syntax::{Fields, Table};

/// An entry of `require`.
#[derive(Debug, Clone)]
pub struct Require {
    /// What must hold.
    pub that: Written,
    /// Its own clauses.
    pub clauses: Vec<Name>,
    /// What people read when it fails.
    pub say: Option<Said>,
    /// Where.
    pub span: Span,
}

/// Entries of later versions, by the key that makes them.
const LATER: [&str; 3] = ["signed", "issued", "form"];

impl Require {
    /// Reads `require`: expressions, or tables with `that`.
    pub(super) fn list(f: &mut Fields<'_, '_>) -> Vec<Self> {
        let items = f.items("require");
        items.into_iter().filter_map(|item| Self::item(f, item)).collect()
    }

    fn item(f: &mut Fields<'_, '_>, item: Item<'_>) -> Option<Self> {
        match item {
            Item::Table(table) => Self::table(table, f.problems()),
            Item::Node(node) if node.as_text().is_some() => {
                Some(Self { that: node.clone(), clauses: Vec::new(), say: None, span: node.span })
            }
            Item::Node(node) => {
                f.wrong_type("require", node, [Word::Text, Word::Table]);
                None
            }
        }
    }

    fn table(table: &Table, problems: &mut Problems) -> Option<Self> {
        if let Some((key, _)) = table.entries().find(|(key, _)| LATER.contains(&key.text.as_str())) {
            problems.push(Problem::new(SyntaxFlaw::NotYet { key: key.text.clone() }, key.span));
            return None;
        }
        let mut f = Fields::new(table, Word::Requirement, problems);
        let (that, clauses, say, span) =
            (f.required_written("that"), f.names("clause"), f.quoted("say").cloned(), f.span());
        f.has("note");
        f.finish();
        Some(Self { that: that?, clauses, say, span })
    }
}
