//! Which elements say that they implement which clause: the middle of the matrix clause → element → scenario.
//!
//! Asked of what was written and not of the program, because running carries no clauses of roles, events and the like,
//! and because an offence written once stands in the program as many elements.

use crate::source::{SourceId, SourceMap, Span};
use crate::syntax::{Node, NodeKind, Table, parse};
use crate::value::Text;

/// An element that cites a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The clause by its id.
    pub clause: Text,
    /// The element as it is written: the keys that lead to it, and its id or event (`state.on answer`).
    pub element: String,
    /// The element.
    pub span: Span,
}

/// Keys that name the clauses an element implements; `rule` is the clause a charge is for.
const CITING: [&str; 2] = ["clause", "rule"];

/// Keys that tell elements of one kind apart, the first that is there.
const NAMING: [&str; 5] = ["id", "event", "penalize", "penalty", "notify"];

/// Everything in these files that cites a clause, file by file as written.
#[must_use]
pub fn citations(sources: &SourceMap, files: &[SourceId]) -> Vec<Citation> {
    let mut found = Vec::new();
    for id in files {
        let Some(source) = sources.get(*id).filter(|source| source.path.ends_with(".toml")) else { continue };
        let (document, _) = parse(*id, &source.text);
        table(&mut Vec::new(), &document.root, &mut found);
    }
    found
}

fn table(path: &mut Vec<String>, of: &Table, found: &mut Vec<Citation>) {
    for key in CITING {
        let clauses = of.get(key).map(texts).unwrap_or_default();
        found.extend(clauses.into_iter().map(|clause| Citation { clause, element: element(path, of), span: of.span }));
    }
    for (key, node) in of.entries() {
        path.push(key.text.clone());
        below(path, node, found);
        path.pop();
    }
}

fn below(path: &mut Vec<String>, node: &Node, found: &mut Vec<Citation>) {
    match &node.kind {
        NodeKind::Table(inner) => table(path, inner, found),
        NodeKind::Tables(tables) => tables.iter().for_each(|inner| table(path, inner, found)),
        NodeKind::List(items) => items.iter().for_each(|item| below(path, item, found)),
        _ => {}
    }
}

fn element(path: &[String], of: &Table) -> String {
    let name = NAMING.iter().find_map(|key| Some(texts(of.get(key)?).join(" ")).filter(|name| !name.is_empty()));
    let parts = [path.join("."), name.unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A text, or the texts of a list.
fn texts(node: &Node) -> Vec<Text> {
    match &node.kind {
        NodeKind::Text(text) => vec![text.value.as_str().into()],
        NodeKind::List(items) => items.iter().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_named_by_what_leads_to_them() {
        let mut sources = SourceMap::default();
        let text = "[process]\nid = 'p'\nclause = '1'\n[[state]]\nid = 's'\n[[state.on]]\nevent = ['a', 'b']\n\
            clause = ['1', '2']\ndo = [{ penalize = 'slow', rule = '3' }]\n[[clause]]\nid = '1'\n";
        let id = sources.add("p.toml", text);
        let told: Vec<String> =
            citations(&sources, &[id]).iter().map(|c| format!("{}: {}", c.clause, c.element)).collect();
        assert_eq!(told, ["1: process p", "1: state.on a b", "2: state.on a b", "3: state.on.do slow"]);
    }
}
