//! The journal: every step with its input, its facts and what came of it; and replaying it.
//!
//! Because facts are kept with the event, a replay asks nobody. It folds the step over the entries and compares what
//! comes out, byte for byte, with what was written down.

use crate::case::Case;
use crate::guard::scripts::Scripts;
use crate::need::Facts;
use crate::outcome::{Answer, Input, InputKind, Outcome};
use crate::program::{Process, Program};
use crate::step::step;
use crate::value::Text;
use crate::wire::{self, At, WireError};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// One step that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The case it was made on; for a refused start, the id the case would have got.
    pub case: Text,
    /// The case before, none for a start or an opening.
    pub before: Option<Case>,
    /// What was given.
    pub input: Input,
    /// What was asked and answered.
    pub facts: Facts,
    /// What came of it.
    pub outcome: Outcome,
}

/// Where a replay and the journal part.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("entry {entry} gives\n{found}\ninstead of\n{written}")]
pub struct Divergence {
    /// Position in the journal, from 0.
    pub entry: usize,
    /// The line written down.
    pub written: String,
    /// The line the replay gives.
    pub found: String,
}

/// Why lines cannot be replayed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadLine {
    /// A line is no JSON.
    #[error("entry {entry} is no JSON: {error}")]
    NoJson {
        /// Position in the journal, from 0.
        entry: usize,
        /// What the JSON parser says.
        error: String,
    },
    /// A line is JSON, but no entry of this program's journal.
    #[error("entry {entry}: {error}")]
    Unreadable {
        /// Position in the journal, from 0.
        entry: usize,
        /// What is wrong where.
        error: WireError,
    },
    /// A line is read, and stepping gives another.
    #[error(transparent)]
    Diverges(#[from] Divergence),
}

/// An entry as one line of JSON, without the line break.
#[must_use]
pub fn line(program: &Program, entry: &Entry) -> String {
    let process = process_of(program, entry);
    json!({
        "case": &*entry.case,
        "input": wire::input(program, process, &entry.input),
        "facts": wire::facts(&entry.facts),
        "outcome": wire::outcome(program, process, &entry.outcome),
    })
    .to_string()
}

fn process_of<'p>(program: &'p Program, entry: &Entry) -> Option<&'p Process> {
    let ix = match &entry.input.kind {
        InputKind::Start { process, .. } => Some(*process),
        InputKind::Opening(opening) => program.process(&opening.process),
        _ => entry.before.as_ref().map(|c| c.process),
    };
    ix.and_then(|ix| program.processes.get(ix.at()))
}

/// Steps through a journal again, from the cases that stood before it.
///
/// # Errors
/// The first entry that comes out differently.
pub fn replay(
    program: &Program,
    scripts: &dyn Scripts,
    stood: impl IntoIterator<Item = Case>,
    journal: &[Entry],
) -> Result<BTreeMap<Text, Case>, Divergence> {
    let mut cases: BTreeMap<Text, Case> = stood.into_iter().map(|c| (c.id.clone(), c)).collect();
    for (n, entry) in journal.iter().enumerate() {
        let again = again(program, scripts, &cases, &entry.case, &entry.input, &entry.facts);
        fold(program, &mut cases, n, &line(program, entry), again)?;
    }
    Ok(cases)
}

/// Steps through a written journal again, from its lines alone and the cases that stood before it.
///
/// # Errors
/// The first line that cannot be read or comes out differently.
pub fn replay_lines<'l>(
    program: &Program,
    scripts: &dyn Scripts,
    stood: impl IntoIterator<Item = Case>,
    lines: impl IntoIterator<Item = &'l str>,
) -> Result<BTreeMap<Text, Case>, BadLine> {
    let mut cases: BTreeMap<Text, Case> = stood.into_iter().map(|c| (c.id.clone(), c)).collect();
    for (n, written) in lines.into_iter().enumerate() {
        let json: Json =
            serde_json::from_str(written).map_err(|e| BadLine::NoJson { entry: n, error: e.to_string() })?;
        let read = read(program, &cases, &json).map_err(|error| BadLine::Unreadable { entry: n, error })?;
        let (case, input, facts) = read;
        let again = again(program, scripts, &cases, &case, &input, &facts);
        fold(program, &mut cases, n, written, again)?;
    }
    Ok(cases)
}

/// What a line says was given; what came of it is compared as text.
fn read(program: &Program, cases: &BTreeMap<Text, Case>, json: &Json) -> Result<(Text, Input, Facts), WireError> {
    let at = At::root(json);
    at.only(&["case", "input", "facts", "outcome"])?;
    let case = at.key("case")?.text()?;
    let process = cases.get(&case).and_then(|case| program.processes.get(case.process.at()));
    Ok((case, wire::input_at(program, process, &at.key("input")?)?, wire::facts_at(&at.key("facts")?)?))
}

fn again(
    program: &Program,
    scripts: &dyn Scripts,
    cases: &BTreeMap<Text, Case>,
    case: &Text,
    input: &Input,
    facts: &Facts,
) -> Entry {
    let before = cases.get(case).cloned();
    let outcome = match step(program, scripts, before.as_ref(), input, facts) {
        Answer::Done(outcome) => *outcome,
        Answer::Need(_) => Outcome::not_accepted(&Text::from("")),
    };
    Entry { case: case.clone(), before, input: input.clone(), facts: facts.clone(), outcome }
}

fn fold(
    program: &Program,
    cases: &mut BTreeMap<Text, Case>,
    entry: usize,
    written: &str,
    again: Entry,
) -> Result<(), Divergence> {
    let found = line(program, &again);
    if written != found {
        return Err(Divergence { entry, written: written.to_owned(), found });
    }
    if let Some(case) = again.outcome.case {
        cases.insert(again.case, case);
    }
    Ok(())
}
