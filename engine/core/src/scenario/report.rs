//! What came of a scenario, as data.

use super::Coverage;
use super::bless::Edit;
use super::expect::{Pair, View, Word};
use crate::outcome::{Incident, Objection};
use crate::source::{Span, Spanned};
use crate::value::Text;
use zhidu_time::Instant;

/// The result of a scenario with its variants.
#[derive(Debug, Clone)]
pub struct Report {
    /// Its id.
    pub id: Spanned<Text>,
    /// What people read.
    pub name: Option<Text>,
    /// The main line first, then the variants in the order written.
    pub runs: Vec<Run>,
    /// What went wrong outside of rows: things given, questions, claims.
    pub general: Vec<Failure>,
    /// What took part in rows that expect it.
    pub coverage: Coverage,
    /// Parameters that had the policy's samples, not values of the institution or the scenario.
    pub sampled: Vec<Text>,
}

/// One line of rows from the start to an end.
#[derive(Debug, Clone)]
pub struct Run {
    /// The variant's name; none for the main line.
    pub variant: Option<Spanned<Text>>,
    /// How many rows were judged.
    pub rows: usize,
    /// Everything that went otherwise than expected, row by row.
    pub failures: Vec<Failure>,
}

/// Something that went otherwise than expected.
#[derive(Debug, Clone)]
pub struct Failure {
    /// What was compared.
    pub subject: Subject,
    /// The word of the expectation, or the row where no word says it.
    pub span: Span,
    /// The row.
    pub row: Span,
    /// The row's instant.
    pub at: Instant,
    /// Wanted beside found.
    pub pairs: Vec<Pair>,
    /// Facts behind it.
    pub related: Vec<Related>,
    /// What the row would have to say instead; none where nothing it could say would be right.
    pub bless: Option<Vec<Edit>>,
}

/// What a failure is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A word of the expectation.
    Word(Word),
    /// Something no word of the row expects (*closed world*).
    Unexpected(Word),
    /// A case that is not there.
    NoCase,
    /// Something that existed before and cannot stand like that.
    Given,
    /// The clause the scenario claims to cover and does not.
    Covers,
    /// A question without a case.
    Decide,
}

/// A fact that helps to understand a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Related {
    /// Something that stood against the event.
    Objection(Objection),
    /// Something failed that is nobody's refusal.
    Incident {
        /// In which case, as the scenario calls it.
        case: String,
        /// What.
        incident: Incident,
    },
    /// A charge that was not booked because a heavier one stands.
    Outweighed {
        /// The penalty.
        penalty: Text,
        /// Whom it would have charged.
        person: Text,
    },
    /// A transition that was taken.
    Taken {
        /// Where it is declared.
        span: Span,
    },
    /// A condition that was read.
    Guard {
        /// Where it is written.
        span: Span,
        /// What it gave.
        holds: bool,
    },
}

impl Report {
    /// Whether everything went as expected.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.general.is_empty() && self.runs.iter().all(|run| run.failures.is_empty())
    }

    /// How many rows were judged in all.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.runs.iter().map(|run| run.rows).sum()
    }
}

impl Failure {
    /// A failure of the row being judged.
    pub(super) fn new(view: &View<'_>, subject: Subject, span: Span, pairs: Vec<Pair>, related: Vec<Related>) -> Self {
        Self { subject, span, row: view.row, at: view.now, pairs, related, bless: None }
    }
}
