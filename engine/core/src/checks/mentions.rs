//! What is named where, across all documents.
//!
//! An element is used if its id stands as a word in any value, or as a key of the author's, other than in its own
//! declaration. That is coarser than resolving every name – a role is "used" by an option of the same id – and right for
//! its purpose: whoever is told that something is unused must find nothing when searching for it. It also needs no
//! change when the language gains an element.

use std::collections::{BTreeMap, BTreeSet};

use unicode_ident::is_xid_continue;

use super::doubts::Doubts;
use crate::model::files::Documents;
use crate::source::SourceId;
use crate::syntax::{Node, NodeKind, Table};

/// What is named where.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    words: BTreeMap<SourceId, BTreeSet<String>>,
    keys: BTreeSet<String>,
    cited: BTreeSet<String>,
}

/// Keys whose texts are for people.
const PROSE: [&str; 8] = ["name", "note", "summary", "about", "source", "manual", "aliases", "version"];

/// Keys whose texts are ids of clauses.
const CITING: [&str; 3] = ["clause", "rule", "rows"];

impl Mentions {
    pub(super) fn of(documents: &Documents, doubts: &Doubts) -> Self {
        let mut mentions = Self::default();
        for document in &documents.documents {
            mentions.table(&document.root);
        }
        for library in &documents.libraries {
            if let Some(source) = documents.sources.get(*library) {
                mentions.add(*library, &source.text);
            }
        }
        for clause in doubts.words() {
            mentions.cited.insert(clause.to_owned());
        }
        mentions
    }

    /// Whether anything of the policy names this.
    pub(super) fn anywhere(&self, id: &str) -> bool {
        self.keys.contains(id) || self.words.values().any(|words| words.contains(id))
    }

    /// Whether anything in one file, or a key anywhere, names this.
    pub(super) fn inside(&self, source: SourceId, id: &str) -> bool {
        self.keys.contains(id) || self.words.get(&source).is_some_and(|words| words.contains(id))
    }

    /// Whether anything in one file names this event, whose id is several words.
    pub(super) fn heard(&self, source: SourceId, event: &str) -> bool {
        words(event).all(|word| self.inside(source, word))
    }

    /// Whether some element says it implements this clause.
    pub(super) fn cites(&self, clause: &str) -> bool {
        self.cited.contains(clause)
    }

    fn table(&mut self, table: &Table) {
        for (key, node) in table.entries() {
            self.keys.insert(key.text.clone());
            match key.text.as_str() {
                "id" => {}
                prose if PROSE.contains(&prose) => {}
                "say" => self.braces(node),
                key => {
                    if CITING.contains(&key) {
                        self.cite(node);
                    }
                    self.node(node);
                }
            }
        }
    }

    fn node(&mut self, node: &Node) {
        match &node.kind {
            NodeKind::Text(text) => self.add(node.span.source, &text.value),
            NodeKind::List(items) => items.iter().for_each(|item| self.node(item)),
            NodeKind::Table(table) => self.table(table),
            NodeKind::Tables(tables) => tables.iter().for_each(|table| self.table(table)),
            _ => {}
        }
    }

    /// The expressions in `say = "… {case.x} …"`.
    fn braces(&mut self, node: &Node) {
        let Some(text) = node.as_text() else { return };
        for part in text.value.split('{').skip(1) {
            self.add(node.span.source, part.split('}').next().unwrap_or(part));
        }
    }

    fn cite(&mut self, node: &Node) {
        match &node.kind {
            NodeKind::Text(text) => {
                self.cited.insert(text.value.clone());
            }
            NodeKind::List(items) => items.iter().for_each(|item| self.cite(item)),
            _ => {}
        }
    }

    fn add(&mut self, source: SourceId, text: &str) {
        self.words.entry(source).or_default().extend(words(text).map(str::to_owned));
    }
}

/// The words of a text: longest runs of characters an id may have.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_xid_continue(c)).filter(|word| !word.is_empty())
}
