//! Graphs as text: a [`tree()`] for terminals, [`mermaid()`] for documents, [`dot()`] for Graphviz.
//!
//! In: a [`Graph`] and the roles its people are called by. Out: text that ends with a newline. States, events and roles
//! show what people read; ids stand where somebody may want to look them up. Only ASCII draws lines: box characters are
//! twice as wide in Chinese fonts as terminals count them.

mod dot;
mod mermaid;
mod tree;
mod words;

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop where it stands")]
mod tests;

use super::Graph;
use crate::model::role::Role;
use crate::problem::Lang;

/// How a graph is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Style<'a> {
    /// The language of our own words.
    pub lang: Lang,
    /// Whose names stand for their ids.
    pub roles: &'a [Role],
}

/// One line per state and per way on, indented by who is inside whom:
/// `受理 --通过 (主管) [case.amount >= money(50000)]--> 复审`.
#[must_use]
pub fn tree(graph: &Graph, style: Style<'_>) -> String {
    tree::draw(graph, style)
}

/// A Mermaid `stateDiagram-v2`.
#[must_use]
pub fn mermaid(graph: &Graph, style: Style<'_>) -> String {
    mermaid::draw(graph, style)
}

/// What a word that names people by what they are to a case says in a sentence: `owner` is 经办人, the owner.
#[must_use]
pub fn relation(lang: Lang, word: &str) -> Option<&'static str> {
    words::relation(lang, word)
}

/// A Graphviz `digraph`.
#[must_use]
pub fn dot(graph: &Graph, style: Style<'_>) -> String {
    dot::draw(graph, style)
}
