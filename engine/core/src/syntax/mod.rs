//! One file of TOML as a tree with places.
//!
//! In: the text of a file. Out: a [`Document`] – tables, keys and values in the order written, each with its place – and
//! everything wrong with the text; reading never fails. Beginners' slips (look-alike characters, a quote or bracket left
//! open, a key without `=`) are mended before the parser sees them, so one slip is one problem and the rest of the file
//! is read. It knows keys and shapes, no meaning: that is the model's, which takes tables apart with [`Fields`].

mod alike;
mod brackets;
mod build;
mod edits;
mod errors;
mod fields;
mod lex;
mod mend;
mod places;
mod quotes;
mod text;
mod tree;
mod vocabulary;

#[cfg(test)]
#[allow(clippy::panic, clippy::unwrap_used, clippy::expect_used, reason = "tests say so")]
mod tests;

pub use fields::Fields;
pub use text::{Quote, Text};
pub use tree::{Document, Key, Node, NodeKind, Table, TableForm};

use std::sync::Arc;

use crate::problem::{Flaw, Problem, SyntaxFlaw};
use crate::source::{SourceId, SourceMap, Span};

/// The most bytes a file may have, a byte-order mark not counted.
pub const MAX_BYTES: usize = 1 << 20;

/// The deepest nesting of brackets, and the longest dotted key.
pub const MAX_NESTING: usize = 64;

/// Adds a file to the map and reads it. Bytes that are no UTF-8 or too many give an empty document and a problem.
pub fn load(map: &mut SourceMap, path: impl Into<Arc<str>>, bytes: &[u8]) -> (SourceId, Document, Vec<Problem>) {
    if bytes.len() > MAX_BYTES + '\u{feff}'.len_utf8() {
        let source = map.add(path, "");
        return (source, Document::default(), vec![too_large(source, bytes.len())]);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let source = map.add(path, text);
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            let (document, problems) = parse(source, text);
            (source, document, problems)
        }
        Err(error) => {
            let text = String::from_utf8_lossy(bytes);
            let source = map.add(path, &text);
            let at = error.valid_up_to().min(text.len());
            let span = Span::new(source, at..(at + '\u{fffd}'.len_utf8()).min(text.len()));
            (source, Document::default(), vec![Problem::new(SyntaxFlaw::NotUtf8 {}, span)])
        }
    }
}

/// Reads a text. Problems come in the order of their places.
///
/// ```
/// use zhidu_core::source::SourceId;
/// use zhidu_core::syntax::parse;
///
/// let (document, problems) = parse(SourceId(0), "[[state]]\nid = “open”\nfinal = true\n");
/// assert_eq!(problems.len(), 1); // the full-width quotes
/// let tables = document.root.tables();
/// assert_eq!(tables[0].1.get("id").and_then(|id| id.as_text()).map(|id| id.value.as_str()), Some("open"));
/// ```
#[must_use]
pub fn parse(source: SourceId, text: &str) -> (Document, Vec<Problem>) {
    if text.len() > MAX_BYTES {
        return (Document::default(), vec![too_large(source, text.len())]);
    }
    let mut pieces = lex::cut(source, text);
    if !mend::mend(source, text, &mut pieces) {
        return (Document::default(), one_per_line(text, pieces.problems, Vec::new()));
    }
    let mended = std::mem::take(&mut pieces.edits).apply(text);
    let (tree, errors) = toml::de::DeTable::parse_recoverable(&mended.text);
    let origin = errors::Origin { source, text, mended: &mended, pieces: &pieces.list };
    let mut faults = errors::translate(&origin, &errors);
    let broken = build::Broken::of(&pieces.problems, &faults);
    let root = build::root(&origin, tree.get_ref(), &broken, &mut faults);
    (Document { root }, one_per_line(text, pieces.problems, faults))
}

fn too_large(source: SourceId, bytes: usize) -> Problem {
    Problem::new(SyntaxFlaw::FileTooLarge { bytes, limit: MAX_BYTES }, Span { source, start: 0, end: 0 })
}

/// One broken line is one problem, the cause before what follows from it: characters first, then what was left open,
/// then what the parser says. Look-alikes are mended and do not count.
fn one_per_line(text: &str, mended: Vec<Problem>, faults: Vec<Problem>) -> Vec<Problem> {
    let starts: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let line = |problem: &Problem| starts.partition_point(|at| *at < problem.span.start as usize);
    let alike = |problem: &Problem| matches!(problem.flaw, Flaw::SyntaxFlaw(SyntaxFlaw::LookAlike { .. }));
    let by_place = |mut problems: Vec<Problem>| {
        problems.sort_by_key(|problem| problem.span);
        problems
    };
    let mut taken = std::collections::BTreeSet::new();
    let mut kept: Vec<Problem> = Vec::new();
    for problem in mended.into_iter().chain(by_place(faults)) {
        if alike(&problem) || taken.insert(line(&problem)) {
            kept.push(problem);
        }
    }
    // In a text without quotes nothing stands for punctuation.
    let covers =
        |other: &Problem, span: Span| !alike(other) && other.span.start < span.start && span.end <= other.span.end;
    let covered = |problem: &Problem| alike(problem) && kept.iter().any(|other| covers(other, problem.span));
    let covered: Vec<bool> = kept.iter().map(covered).collect();
    let mut covered = covered.into_iter();
    kept.retain(|_| !covered.next().unwrap_or(false));
    by_place(kept)
}
