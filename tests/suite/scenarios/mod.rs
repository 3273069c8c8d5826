//! Scenarios: reading them, each word of an expectation, variants, coverage.

mod coverage;
mod reading;
mod variants;
mod words;

use crate::desk::{self, HEAD};
use zhidu::scenario::report::Subject;

/// What a scenario's rows come to: one line per difference, `word: expected | found`, the main line first.
fn differences(rows: &str) -> Vec<String> {
    let (report, _) = desk::report(&format!("{HEAD}{rows}"));
    let failures = report.runs.iter().flat_map(|run| &run.failures).chain(&report.general);
    let mut told = Vec::new();
    for failure in failures {
        let subject = match &failure.subject {
            Subject::Word(word) => word.id().to_owned(),
            Subject::Unexpected(word) => format!("unexpected {}", word.id()),
            other => format!("{other:?}"),
        };
        let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "-".to_owned());
        told.extend(failure.pairs.iter().map(|p| format!("{subject}: {} | {}", side(&p.expected), side(&p.found))));
        if failure.pairs.is_empty() {
            told.push(subject);
        }
    }
    told
}
