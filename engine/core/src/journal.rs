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
use crate::wire;
use serde_json::json;
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
        let before = cases.get(&entry.case).cloned();
        let outcome = match step(program, scripts, before.as_ref(), &entry.input, &entry.facts) {
            Answer::Done(outcome) => *outcome,
            Answer::Need(_) => Outcome::not_accepted(&Text::from("")),
        };
        let again = Entry { before, outcome, ..entry.clone() };
        let (written, found) = (line(program, entry), line(program, &again));
        if written != found {
            return Err(Divergence { entry: n, written, found });
        }
        if let Some(case) = again.outcome.case {
            cases.insert(entry.case.clone(), case);
        }
    }
    Ok(cases)
}
