//! All mutants of a policy.

use super::operators::{Change, Names, State, changes};
use super::site::{Site, read, sites};
use crate::shipped::Policy;
use std::collections::BTreeSet;
use zhidu_core::syntax::{Document, Node, NodeKind, Table};

/// A policy with one change.
pub(super) struct Mutant {
    /// Position of the file.
    pub(super) file: usize,
    /// The file with the change.
    pub(super) text: String,
    /// Line of the change, from 1.
    pub(super) line: usize,
    /// Which element and key.
    pub(super) site: String,
    /// What was changed.
    pub(super) what: String,
    /// Something was taken out: what refers to it may go too.
    pub(super) drops: bool,
    /// The clauses it is about; none where the element cites none.
    pub(super) clauses: Vec<String>,
}

/// Every change of every element of a policy, in the order of places; none twice.
pub(super) fn mutants(policy: &Policy) -> Vec<Mutant> {
    let documents: Vec<(usize, Document)> = policy.own.iter().map(|at| (*at, read(&policy.files[*at].text))).collect();
    let names = names(&documents);
    let mut mutants = Vec::new();
    for (file, document) in &documents {
        let text = policy.files[*file].text.as_str();
        let states: Vec<State<'_>> = elements(&document.root, "state").filter_map(state).collect();
        let mut found: Vec<Mutant> = Vec::new();
        for site in sites(document, text) {
            let changes = changes(&site, &names, &states, text);
            found.extend(changes.into_iter().filter_map(|change| mutant(*file, text, &site, change, &names)));
        }
        found.sort_by(|a, b| (a.line, &a.site, &a.what, &a.text).cmp(&(b.line, &b.site, &b.what, &b.text)));
        let mut seen = BTreeSet::new();
        found.retain(|mutant| seen.insert(mutant.text.clone()));
        mutants.extend(found);
    }
    mutants
}

fn names(documents: &[(usize, Document)]) -> Names {
    let of = |kind: &str| documents.iter().flat_map(|(_, d)| ids(&d.root, kind)).map(str::to_owned).collect();
    let inside = |table: &&Table| table.get("outside").is_none();
    let roles = documents.iter().flat_map(|(_, d)| elements(&d.root, "role")).filter(inside).filter_map(id);
    Names {
        roles: roles.map(str::to_owned).collect(),
        penalties: of("penalty"),
        clauses: of("clause"),
        registers: of("register"),
    }
}

fn mutant(file: usize, text: &str, site: &Site<'_>, change: Change, names: &Names) -> Option<Mutant> {
    let Change { edits, what, drops } = change;
    let start = edits.first()?.0.start;
    let mut changed = text.to_owned();
    for (range, by) in edits.into_iter().rev() {
        changed.replace_range(range, &by);
    }
    let clauses = site.clauses.iter().filter(|clause| names.clauses.contains(clause)).cloned().collect();
    let line = text[..start].matches('\n').count() + 1;
    (changed != text).then(|| Mutant { file, text: changed, line, site: site.name(), what, drops, clauses })
}

fn elements<'d>(root: &'d Table, kind: &str) -> impl Iterator<Item = &'d Table> {
    let tables = root.tables();
    let listed = root.get(kind).into_iter().flat_map(|node| match &node.kind {
        NodeKind::List(items) => items.iter().filter_map(Node::as_table).collect(),
        _ => Vec::new(),
    });
    let kind = kind.to_owned();
    tables.into_iter().filter(move |(key, _)| key.text == kind).map(|(_, table)| table).chain(listed)
}

fn ids<'d>(root: &'d Table, kind: &str) -> impl Iterator<Item = &'d str> {
    elements(root, kind).filter_map(id)
}

fn state(table: &Table) -> Option<State<'_>> {
    Some((id(table)?, table.get("in").and_then(Node::as_text).map(|text| text.value.as_str())))
}

fn id(table: &Table) -> Option<&str> {
    table.get("id").and_then(Node::as_text).map(|text| text.value.as_str())
}
