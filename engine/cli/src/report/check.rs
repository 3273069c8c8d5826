//! `check --report json=FILE`: every problem with its place.

use super::shared::{ProblemOut, SCHEMA_VERSION, pretty};
use crate::verb::policy::Read;
use serde::Serialize;
use zhidu::problem::Severity;

/// The whole report.
#[derive(Debug, Serialize)]
pub(crate) struct CheckReport {
    schema_version: u32,
    kind: &'static str,
    zhidu: &'static str,
    passed: bool,
    summary: Counts,
    policies: Vec<Checked>,
}

#[derive(Debug, Default, Serialize)]
struct Counts {
    errors: usize,
    warnings: usize,
    hints: usize,
}

/// One policy.
#[derive(Debug, Serialize)]
struct Checked {
    path: String,
    /// Why nothing could be read.
    error: Option<String>,
    problems: Vec<ProblemOut>,
}

impl CheckReport {
    pub(crate) const fn new() -> Self {
        let summary = Counts { errors: 0, warnings: 0, hints: 0 };
        let zhidu = env!("CARGO_PKG_VERSION");
        Self { schema_version: SCHEMA_VERSION, kind: "check", zhidu, passed: true, summary, policies: Vec::new() }
    }

    pub(crate) fn add(&mut self, root: &str, read: &Read) {
        for problem in &read.problems {
            *match problem.severity() {
                Severity::Error => &mut self.summary.errors,
                Severity::Warning => &mut self.summary.warnings,
                Severity::Hint => &mut self.summary.hints,
            } += 1;
        }
        self.passed &= self.summary.errors == 0;
        let problems = read.problems.iter().map(|problem| ProblemOut::of(&read.sources, problem)).collect();
        self.policies.push(Checked { path: root.to_owned(), error: None, problems });
    }

    pub(crate) fn add_unreadable(&mut self, root: &str, error: String) {
        self.passed = false;
        self.policies.push(Checked { path: root.to_owned(), error: Some(error), problems: Vec::new() });
    }

    pub(crate) fn text(&self) -> String {
        pretty(self)
    }
}
