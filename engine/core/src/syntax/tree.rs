//! The tree of one file: what was written, where, in the order it was written. No meaning yet.

use crate::problem::Word;
use crate::source::Span;

use super::Text;

/// One file.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// Everything outside headers, and all tables under headers.
    pub root: Table,
}

/// Keys and values, in the order written.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The header `[…]` or `[[…]]`, or the braces with all between them; where a table exists only by being mentioned
    /// (`a.b = 1`), the key that mentions it.
    pub span: Span,
    /// How it was written.
    pub form: TableForm,
    pub(super) entries: Vec<(Key, Node)>,
}

/// How a table was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TableForm {
    /// The file itself, or a table that is only mentioned in keys and headers.
    #[default]
    Implied,
    /// Under a header of its own.
    Header,
    /// In braces.
    Inline,
}

/// A key with its place, quotes included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The key, decoded.
    pub text: String,
    /// Where it was written first.
    pub span: Span,
    /// Whether a problem was reported for the key itself: nobody should report it again.
    pub broken: bool,
}

/// A value with its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// The whole value; for tables under headers, the first header.
    pub span: Span,
    /// What it is.
    pub kind: NodeKind,
}

/// The values TOML knows. Numbers with a fraction keep their digits: nothing here is ever a float.
#[derive(Debug, Clone)]
pub enum NodeKind {
    /// A string of any of the four kinds.
    Text(Text),
    /// A whole number.
    Integer(i64),
    /// A number with a point or an exponent, as its digits without underscores: `0.25`, `1e3`.
    Decimal(String),
    /// `true`, `false`
    Boolean(bool),
    /// A date, a time or both, as written; it exists in the calendar.
    DateTime(String),
    /// `[a, b]`
    List(Vec<Node>),
    /// `{ a = 1 }`, `[a]`, or mentioned as in `a.b = 1`
    Table(Table),
    /// `[[a]]`, one table per header
    Tables(Vec<Table>),
    /// Something that could not be read. A problem says so already: nobody should report it again.
    Broken,
}

impl Table {
    /// The entries in the order written.
    pub fn entries(&self) -> impl Iterator<Item = (&Key, &Node)> {
        self.entries.iter().map(|(key, node)| (key, node))
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|(_, node)| node)
    }

    /// The key and value of a key.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<(&Key, &Node)> {
        self.entries().find(|(known, _)| known.text == key)
    }

    /// Whether nothing is inside.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The tables directly inside, across all keys, in the order written: `[[state]]`, `[[event]]`, `[[state]]` come
    /// out as three. Tables in lists are not among them.
    #[must_use]
    pub fn tables(&self) -> Vec<(&Key, &Table)> {
        let mut found: Vec<(&Key, &Table)> = Vec::new();
        for (key, node) in self.entries() {
            match &node.kind {
                NodeKind::Table(table) => found.push((key, table)),
                NodeKind::Tables(tables) => found.extend(tables.iter().map(|table| (key, table))),
                _ => {}
            }
        }
        found.sort_by_key(|(_, table)| table.span);
        found
    }
}

impl Node {
    /// The shape, as messages name it.
    #[must_use]
    pub fn shape(&self) -> Word {
        match &self.kind {
            NodeKind::Text(_) => Word::Text,
            NodeKind::Integer(_) => Word::Integer,
            NodeKind::Decimal(_) => Word::Decimal,
            NodeKind::Boolean(_) => Word::Boolean,
            NodeKind::DateTime(_) => Word::DateTime,
            NodeKind::List(_) => Word::List,
            NodeKind::Table(_) => Word::Table,
            NodeKind::Tables(_) => Word::TableList,
            NodeKind::Broken => Word::Value,
        }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&Text> {
        match &self.kind {
            NodeKind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The table, if it is one.
    #[must_use]
    pub fn as_table(&self) -> Option<&Table> {
        match &self.kind {
            NodeKind::Table(table) => Some(table),
            _ => None,
        }
    }

    /// Whether it could not be read and was reported.
    #[must_use]
    pub const fn is_broken(&self) -> bool {
        matches!(self.kind, NodeKind::Broken)
    }
}
