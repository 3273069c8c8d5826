//! What a dry run came to, as every report reads it.

use crate::Exit;
use crate::disk::Place;
use crate::verb::policy::{File, Read};
use std::time::Duration;
use zhidu::problem::Problem;
use zhidu::program::Program;
use zhidu::scenario::{Coverage, Report, Total};
use zhidu::source::{SourceMap, Span};

/// All policies, in the order named.
pub(crate) struct Results {
    pub(crate) policies: Vec<Tested>,
    /// How long it took, where that is to be told.
    pub(crate) took: Option<Duration>,
}

/// One policy.
pub(crate) struct Tested {
    pub(crate) place: Place,
    /// What was read, or why nothing could be.
    pub(crate) read: Result<Read, String>,
    /// The scenarios that were chosen, by path.
    pub(crate) entries: Vec<Entry>,
    /// How many were not chosen.
    pub(crate) left: usize,
    /// What the rows of all entries covered.
    pub(crate) coverage: Coverage,
    /// All there is to cover; nothing where the policy cannot run.
    pub(crate) total: Total,
    /// Nothing was left out by name or by share, so that what is not covered says something.
    pub(crate) whole: bool,
}

/// One scenario.
pub(crate) struct Entry {
    pub(crate) file: File,
    /// What came of it; none where it cannot run, or did not.
    pub(crate) report: Option<Report>,
    /// How long it took, where that is to be told.
    pub(crate) took: Option<Duration>,
}

/// How a scenario went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Passed,
    Failed,
    /// It is wrong in itself.
    Invalid,
    /// It was chosen and did not run.
    Skipped,
}

impl Verdict {
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Invalid => "invalid",
            Self::Skipped => "skipped",
        }
    }

    pub(crate) const fn of(passed: bool) -> Self {
        if passed { Self::Passed } else { Self::Failed }
    }
}

/// How scenarios went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) invalid: usize,
    pub(crate) skipped: usize,
}

impl Entry {
    pub(crate) fn verdict(&self) -> Verdict {
        match (&self.report, &self.file.ready) {
            (Some(report), _) => Verdict::of(report.passed()),
            (None, Some(_)) => Verdict::Skipped,
            (None, None) => Verdict::Invalid,
        }
    }
}

impl Tested {
    /// The program, where the policy can run.
    pub(crate) fn program(&self) -> Option<&Program> {
        self.read.as_ref().ok()?.ready.as_ref().map(|ready| &ready.program)
    }

    /// The policy itself cannot run.
    pub(crate) fn is_broken(&self) -> bool {
        self.read.as_ref().is_ok_and(|read| read.ready.is_none())
    }

    /// Problems to show beside results: all of a policy that cannot run, else those of the scenarios chosen; `check`
    /// says the others.
    pub(crate) fn problems(&self) -> Vec<Problem> {
        let Ok(read) = &self.read else { return Vec::new() };
        let concerns = |problem: &&Problem| self.entries.iter().any(|entry| entry.file.source == problem.span.source);
        read.problems.iter().filter(|problem| self.is_broken() || concerns(problem)).cloned().collect()
    }

    pub(crate) fn exit(&self) -> Exit {
        let good = |entry: &Entry| matches!(entry.verdict(), Verdict::Passed | Verdict::Skipped);
        match &self.read {
            Err(_) => Exit::Machine,
            Ok(_) if self.is_broken() || !self.entries.iter().all(good) => Exit::Policy,
            Ok(_) => Exit::Fine,
        }
    }
}

impl Results {
    /// Each policy that cannot run counts as one that is invalid.
    pub(crate) fn sum(&self) -> Sum {
        let mut sum = Sum::default();
        for tested in &self.policies {
            sum.skipped += tested.left;
            sum.invalid += usize::from(tested.is_broken());
            for entry in &tested.entries {
                match entry.verdict() {
                    Verdict::Passed => sum.passed += 1,
                    Verdict::Failed => sum.failed += 1,
                    Verdict::Invalid => sum.invalid += 1,
                    Verdict::Skipped => sum.skipped += 1,
                }
            }
        }
        sum
    }

    pub(crate) fn exit(&self) -> Exit {
        self.policies.iter().map(Tested::exit).max().unwrap_or(Exit::Fine)
    }
}

/// Path, line and column of a place, both from 1.
pub(crate) fn place(sources: &SourceMap, span: Span) -> (String, usize, usize) {
    let path = sources.get(span.source).map_or("", |source| &*source.path).to_owned();
    let (line, column) = sources.line_column(span);
    (path, line, column)
}
