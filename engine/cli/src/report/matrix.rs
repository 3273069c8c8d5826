//! The matrix clause → element → scenario: what implements a sentence of the regulation, and which rows show it.

use crate::results::Tested;
use std::collections::BTreeMap;
use zhidu::program::{Clause, Program};
use zhidu::scenario::cited::{Citation, citations};
use zhidu::scenario::total::Key;
use zhidu::source::{SourceId, Span};

/// A clause with all that stands behind it.
pub(crate) struct Line<'t> {
    pub(crate) clause: &'t Clause,
    /// Elements that cite it, as written.
    pub(crate) elements: Vec<Citation>,
    /// Rows that cover it, by place.
    pub(crate) rows: Vec<Shown<'t>>,
}

/// A row of a scenario.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown<'t> {
    /// The scenario's id.
    pub(crate) scenario: &'t str,
    /// The variant; none for the main line.
    pub(crate) variant: Option<&'t str>,
    pub(crate) span: Span,
}

/// How a clause stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// A row's expectation names its effect.
    Covered,
    /// No row does.
    Open,
    /// No engine can decide it.
    Manual,
}

impl Status {
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Covered => "covered",
            Self::Open => "open",
            Self::Manual => "manual",
        }
    }
}

impl Line<'_> {
    pub(crate) fn status(&self) -> Status {
        match (&self.clause.manual, self.rows.is_empty()) {
            (Some(_), _) => Status::Manual,
            (None, false) => Status::Covered,
            (None, true) => Status::Open,
        }
    }
}

/// Every clause of a policy in document order; nothing where the policy cannot run.
pub(crate) fn of(tested: &Tested) -> Vec<Line<'_>> {
    let Some(program) = tested.program() else { return Vec::new() };
    let (mut elements, shown) = (elements(tested), shown(tested));
    let rows = |clause: &Clause| {
        let rows = tested.coverage.items.get(&Key::Clause(clause.id.clone())).into_iter().flatten();
        rows.filter_map(|span| shown.get(span).copied()).collect()
    };
    let line = |clause| Line { clause, elements: elements.remove(&*clause.id).unwrap_or_default(), rows: rows(clause) };
    clauses(program).map(line).collect()
}

fn clauses(program: &Program) -> impl Iterator<Item = &Clause> {
    program.clauses.iter()
}

/// What cites each clause; scenarios are no elements.
fn elements(tested: &Tested) -> BTreeMap<String, Vec<Citation>> {
    let mut elements: BTreeMap<String, Vec<Citation>> = BTreeMap::new();
    let Ok(read) = &tested.read else { return elements };
    let folder = format!("{}/scenarios/", tested.place.root);
    let own = read.sources.iter().filter(|(_, source)| !source.path.starts_with(&folder));
    let files: Vec<SourceId> = own.map(|(id, _)| id).collect();
    for citation in citations(&read.sources, &files) {
        elements.entry(citation.clause.to_string()).or_default().push(citation);
    }
    elements
}

/// Every row that can cover something, by its place.
fn shown(tested: &Tested) -> BTreeMap<Span, Shown<'_>> {
    let mut found = BTreeMap::new();
    for (scenario, _) in tested.entries.iter().filter_map(|entry| entry.file.ready.as_ref()) {
        let mut add = |span, variant| found.insert(span, Shown { scenario: &scenario.id.value, variant, span });
        for row in &scenario.rows {
            add(row.span, None);
            for variant in &row.variants {
                add(variant.span, Some(&*variant.name.value));
                variant.rows.iter().for_each(|row| {
                    add(row.span, Some(&*variant.name.value));
                });
            }
        }
    }
    found
}
