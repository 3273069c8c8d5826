//! Every value and element of a policy file with its place, its way down from the root, and the clauses it cites.

use std::collections::BTreeMap;
use std::ops::Range;
use zhidu_core::source::SourceId;
use zhidu_core::syntax::{Document, Key, Node, NodeKind, Table, TableForm, parse};

/// One thing that was written: a key with its value, an item of a list, or a table under a header.
pub(super) struct Site<'d> {
    /// Keys from the root to here, the own key last; items of a list add nothing.
    pub(super) path: Vec<&'d str>,
    /// What it is.
    pub(super) kind: SiteKind<'d>,
    /// The table around it.
    pub(super) inside: &'d Table,
    /// What to take out to drop it.
    pub(super) range: Range<usize>,
    /// The clauses it implements: the nearest ones around it.
    pub(super) clauses: Vec<String>,
    /// Position of the `[[state]]` it stands in, among all of the file.
    pub(super) state: Option<&'d str>,
}

/// See [`Site`].
#[derive(Clone, Copy)]
pub(super) enum SiteKind<'d> {
    /// `key = value`
    Entry(&'d Node),
    /// An item of the list that is the value of the last key; how many items the list has.
    Item(&'d Node, usize),
    /// A table under a header of its own.
    Header,
}

impl<'d> Site<'d> {
    /// The own key.
    pub(super) fn key(&self) -> &'d str {
        self.path.last().copied().unwrap_or("")
    }

    /// The key `n` levels above the own one.
    pub(super) fn above(&self, n: usize) -> &'d str {
        self.path.iter().rev().nth(n).copied().unwrap_or("")
    }

    /// The value, where it is not a table under a header.
    pub(super) fn node(&self) -> Option<&'d Node> {
        match self.kind {
            SiteKind::Entry(node) | SiteKind::Item(node, _) => Some(node),
            SiteKind::Header => None,
        }
    }

    /// The way down, as reports name it.
    pub(super) fn name(&self) -> String {
        self.path.join(".")
    }
}

/// Every site of a document, in no particular order.
pub(super) fn sites<'d>(document: &'d Document, text: &'d str) -> Vec<Site<'d>> {
    let mut walk = Walk { text, headers: headers(document), states: states(&document.root), sites: Vec::new() };
    let around = document.root.get("process").and_then(Node::as_table).map(own_clauses).unwrap_or_default();
    walk.table(&document.root, &Place { path: Vec::new(), clauses: around, state: None });
    walk.sites
}

/// Reads a file that is known to be right.
pub(super) fn read(text: &str) -> Document {
    parse(SourceId(0), text).0
}

struct Walk<'d> {
    text: &'d str,
    /// Start of every header with the keys it names, in order.
    headers: Vec<(usize, Vec<&'d str>)>,
    /// Clauses of a state, its own or those around it.
    states: BTreeMap<&'d str, Vec<String>>,
    sites: Vec<Site<'d>>,
}

#[derive(Clone)]
struct Place<'d> {
    path: Vec<&'d str>,
    clauses: Vec<String>,
    state: Option<&'d str>,
}

impl<'d> Walk<'d> {
    fn table(&mut self, table: &'d Table, place: &Place<'d>) {
        for (key, node) in table.entries() {
            let mut inner = place.clone();
            inner.path.push(&key.text);
            match &node.kind {
                NodeKind::Tables(tables) => tables.iter().for_each(|table| self.header(table, &inner)),
                NodeKind::Table(inside) if inside.form == TableForm::Header => self.header(inside, &inner),
                NodeKind::Table(inside) if inside.form == TableForm::Implied => self.table(inside, &inner),
                _ => self.entry(table, key, node, inner),
            }
        }
    }

    fn header(&mut self, table: &'d Table, place: &Place<'d>) {
        let mut place = place.clone();
        let id = table.get("id").and_then(Node::as_text).map(|text| text.value.as_str());
        if place.path == ["state"] {
            place.state = id;
            if let Some(clauses) = id.and_then(|id| self.states.get(id)).filter(|found| !found.is_empty()) {
                place.clauses.clone_from(clauses);
            }
        }
        nearest(&mut place.clauses, table);
        let range = self.extent(table.span.start as usize);
        self.push(&place, SiteKind::Header, table, range);
        self.table(table, &place);
    }

    fn entry(&mut self, table: &'d Table, key: &'d Key, node: &'d Node, mut place: Place<'d>) {
        if let NodeKind::Table(inner) = &node.kind {
            nearest(&mut place.clauses, inner);
        }
        let mut range = self.start_of_key(key.span.start as usize)..node.span.end as usize;
        if table.form == TableForm::Inline {
            range = self.with_comma(range);
        }
        self.push(&place, SiteKind::Entry(node), table, range);
        self.value(table, node, &place);
    }

    fn value(&mut self, table: &'d Table, node: &'d Node, place: &Place<'d>) {
        match &node.kind {
            NodeKind::Table(inner) => self.table(inner, place),
            NodeKind::List(items) => {
                for item in items {
                    let mut place = place.clone();
                    if let NodeKind::Table(inner) = &item.kind {
                        nearest(&mut place.clauses, inner);
                    }
                    let range = self.with_comma(item.span.range());
                    self.push(&place, SiteKind::Item(item, items.len()), table, range);
                    self.value(table, item, &place);
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, place: &Place<'d>, kind: SiteKind<'d>, inside: &'d Table, range: Range<usize>) {
        let Place { path, clauses, state } = place.clone();
        self.sites.push(Site { path, kind, inside, range, clauses, state });
    }

    /// A header with everything below it that belongs to it.
    fn extent(&self, start: usize) -> Range<usize> {
        let at = self.headers.partition_point(|(known, _)| *known < start);
        let path: &[&str] = self.headers.get(at).map_or(&[], |(_, path)| path);
        let next =
            self.headers.iter().skip(at + 1).find(|(_, other)| other.len() <= path.len() || !other.starts_with(path));
        start..next.map_or(self.text.len(), |(next, _)| *next)
    }

    /// Where a dotted key begins of which one part begins here.
    fn start_of_key(&self, part: usize) -> usize {
        let before = &self.text[..part];
        let key = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
        before.rfind(|c| !key(c)).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8))
    }

    /// A range with the comma after it, else with the one before it.
    fn with_comma(&self, range: Range<usize>) -> Range<usize> {
        let rest = &self.text[range.end..];
        let blank = rest.len() - skip_blank(rest).len();
        if rest[blank..].starts_with(',') {
            return range.start..range.end + blank + 1;
        }
        let before = self.text[..range.start].trim_end();
        if before.ends_with(',') { before.len() - 1..range.end } else { range }
    }
}

/// What follows white space and comments.
fn skip_blank(mut text: &str) -> &str {
    loop {
        text = text.trim_start();
        match text.strip_prefix('#') {
            Some(comment) => text = &comment[comment.find('\n').unwrap_or(comment.len())..],
            None => return text,
        }
    }
}

fn headers(document: &Document) -> Vec<(usize, Vec<&str>)> {
    fn collect<'d>(table: &'d Table, path: &mut Vec<&'d str>, found: &mut Vec<(usize, Vec<&'d str>)>) {
        for (key, node) in table.entries() {
            path.push(&key.text);
            let inside: Vec<&Table> = match &node.kind {
                NodeKind::Tables(tables) => tables.iter().collect(),
                NodeKind::Table(table) => vec![table],
                _ => Vec::new(),
            };
            for table in inside {
                if table.form == TableForm::Header {
                    found.push((table.span.start as usize, path.clone()));
                }
                collect(table, path, found);
            }
            path.pop();
        }
    }
    let mut found = Vec::new();
    collect(&document.root, &mut Vec::new(), &mut found);
    found.sort();
    found
}

/// The clauses of every state: its own, else those of the state it is in.
fn states(root: &Table) -> BTreeMap<&str, Vec<String>> {
    let text = |table: &'_ Table, key| table.get(key).and_then(Node::as_text).map(|text| text.value.clone());
    let tables: Vec<&Table> =
        root.tables().into_iter().filter(|(key, _)| key.text == "state").map(|(_, t)| t).collect();
    let by_id = |id: &str| tables.iter().copied().find(|table| text(table, "id").as_deref() == Some(id));
    let mut found = BTreeMap::new();
    for table in &tables {
        let Some(id) = table.get("id").and_then(Node::as_text) else { continue };
        let (mut at, mut clauses) = (Some(*table), own_clauses(table));
        for _ in 0..tables.len() {
            at = at.and_then(|table| text(table, "in")).and_then(|parent| by_id(&parent));
            match at {
                Some(parent) if clauses.is_empty() => clauses = own_clauses(parent),
                _ => break,
            }
        }
        found.insert(id.value.as_str(), clauses);
    }
    found
}

/// The clauses an element names itself; `rule` names the one its charge is for.
fn own_clauses(table: &Table) -> Vec<String> {
    let texts = |node: &Node| match &node.kind {
        NodeKind::Text(text) => vec![text.value.clone()],
        NodeKind::List(items) => items.iter().filter_map(Node::as_text).map(|text| text.value.clone()).collect(),
        _ => Vec::new(),
    };
    table.get("clause").map(texts).unwrap_or_default()
}

fn nearest(clauses: &mut Vec<String>, table: &Table) {
    let own = own_clauses(table);
    if !own.is_empty() {
        *clauses = own;
    }
    if let Some(rule) = table.get("rule").and_then(Node::as_text)
        && !clauses.contains(&rule.value)
    {
        clauses.push(rule.value.clone());
    }
}
