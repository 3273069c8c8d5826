//! Shapes that many elements read: names, values as written, tables keyed by the author's names.

use super::action::Entries;
use super::{Name, Written};
use crate::problem::{Note, Problem, SyntaxFlaw, Word};
use crate::source::Spanned;
use crate::syntax::{Fields, Node, NodeKind, Table};
use crate::value::Text;

/// Reading beyond what [`Fields`] knows.
pub(super) trait Read<'t> {
    /// A reference to something by its id.
    fn name(&mut self, key: &'static str) -> Option<Name>;
    /// As [`name`](Self::name), reporting its absence.
    fn required_name(&mut self, key: &'static str) -> Option<Name>;
    /// One reference or a list of them.
    fn names(&mut self, key: &'static str) -> Vec<Name>;
    /// As [`names`](Self::names), reporting absence.
    fn required_names(&mut self, key: &'static str) -> Vec<Name>;
    /// What people read.
    fn plain(&mut self, key: &'static str) -> Option<Text>;
    /// A value as written.
    fn written(&mut self, key: &'static str) -> Option<Written>;
    /// As [`written`](Self::written), reporting its absence.
    fn required_written(&mut self, key: &'static str) -> Option<Written>;
    /// A table keyed by the author's names.
    fn entries(&mut self, key: &'static str) -> Entries;
    /// One value or a list of values or tables under headers.
    fn items(&mut self, key: &'static str) -> Vec<Item<'t>>;
    /// Keys that later versions will know: each is reported as such.
    fn not_yet(&mut self, keys: &[&'static str]);
}

/// An item of a list that may be written as text or as a table, in braces or under a header.
#[derive(Debug, Clone, Copy)]
pub(super) enum Item<'t> {
    /// A table.
    Table(&'t Table),
    /// Anything else.
    Node(&'t Node),
}

impl<'t> Read<'t> for Fields<'t, '_> {
    fn name(&mut self, key: &'static str) -> Option<Name> {
        self.text(key).map(name)
    }

    fn required_name(&mut self, key: &'static str) -> Option<Name> {
        self.required_text(key).map(name)
    }

    fn names(&mut self, key: &'static str) -> Vec<Name> {
        self.texts(key).into_iter().map(name).collect()
    }

    fn required_names(&mut self, key: &'static str) -> Vec<Name> {
        self.require(key);
        let empty = matches!(self.node(key), Some(Node { kind: NodeKind::List(items), .. }) if items.is_empty());
        if let (true, Some(span)) = (empty, self.key_span(key)) {
            self.report(Problem::new(SyntaxFlaw::Empty { key: key.to_owned() }, span));
        }
        self.names(key)
    }

    fn plain(&mut self, key: &'static str) -> Option<Text> {
        self.text(key).map(|text| text.value.into())
    }

    fn written(&mut self, key: &'static str) -> Option<Written> {
        self.node(key).cloned()
    }

    fn required_written(&mut self, key: &'static str) -> Option<Written> {
        self.required_node(key).cloned()
    }

    fn entries(&mut self, key: &'static str) -> Entries {
        self.table(key).map(entries).unwrap_or_default()
    }

    fn items(&mut self, key: &'static str) -> Vec<Item<'t>> {
        match self.node(key) {
            None => Vec::new(),
            Some(Node { kind: NodeKind::Tables(tables), .. }) => tables.iter().map(Item::Table).collect(),
            Some(_) => self.one_or_list(key).into_iter().map(Item::of).collect(),
        }
    }

    fn not_yet(&mut self, keys: &[&'static str]) {
        for key in keys {
            if let (true, Some(span)) = (self.has(key), self.key_span(key)) {
                self.report(Problem::new(SyntaxFlaw::NotYet { key: (*key).to_owned() }, span));
            }
        }
    }
}

impl<'t> Item<'t> {
    fn of(node: &'t Node) -> Self {
        node.as_table().map_or(Self::Node(node), Self::Table)
    }
}

/// A text as a name.
pub(super) fn name(text: Spanned<String>) -> Name {
    Spanned::new(text.value.into(), text.span)
}

/// The entries of a table keyed by the author's names.
pub(super) fn entries(table: &Table) -> Entries {
    let readable = table.entries().filter(|(_, node)| !node.is_broken());
    readable.map(|(key, node)| (Spanned::new(key.text.as_str().into(), key.span), node.clone())).collect()
}

/// Reports an element that stands where its kind does not belong, with the place it belongs to.
pub(super) fn misplaced(f: &mut Fields<'_, '_>, key: &'static str, element: Word, place: Word) {
    if let (true, Some(span)) = (f.has(key), f.key_span(key)) {
        f.report(Problem::new(SyntaxFlaw::WrongPlace { element, place }, span));
    }
}

/// A further place of a duplicate.
pub(super) const FIRST: Note = Note::FirstHere;
