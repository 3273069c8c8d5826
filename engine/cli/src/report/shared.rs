//! What reports have in common: places, sentences in both languages, problems.

use crate::results::place;
use serde::Serialize;
use zhidu::problem::{Lang, Problem, Say};
use zhidu::source::{SourceMap, Span};

/// The version of the form; `schema.json` describes it.
pub(super) const SCHEMA_VERSION: u32 = 1;

/// Path, line and column from 1; columns count characters.
#[derive(Debug, Serialize)]
pub(super) struct Place {
    file: String,
    line: usize,
    column: usize,
}

impl Place {
    pub(super) fn of(sources: &SourceMap, span: Span) -> Self {
        let (file, line, column) = place(sources, span);
        Self { file, line, column }
    }
}

/// One sentence in both languages.
#[derive(Debug, Serialize)]
pub(super) struct Both {
    zh: String,
    en: String,
}

impl Both {
    pub(super) fn of(said: impl Fn(Lang) -> String) -> Self {
        Self { zh: said(Lang::Zh), en: said(Lang::En) }
    }
}

/// A problem of a policy or a scenario.
#[derive(Debug, Serialize)]
pub(super) struct ProblemOut {
    code: &'static str,
    severity: String,
    #[serde(flatten)]
    place: Place,
    end_line: usize,
    end_column: usize,
    /// Bytes of the file, without a byte-order mark.
    span: [u32; 2],
    message: Both,
    help: Option<Both>,
    labels: Vec<LabelOut>,
    fix: Option<FixOut>,
}

/// Another place that belongs to a problem.
#[derive(Debug, Serialize)]
struct LabelOut {
    #[serde(flatten)]
    place: Place,
    message: Both,
}

/// An edit that would repair a problem.
#[derive(Debug, Serialize)]
struct FixOut {
    #[serde(flatten)]
    place: Place,
    span: [u32; 2],
    replacement: String,
    sure: bool,
}

impl ProblemOut {
    pub(super) fn of(sources: &SourceMap, problem: &Problem) -> Self {
        let span = problem.span;
        let (_, end_line, end_column) = place(sources, Span { start: span.end, ..span });
        let help = problem.flaw.help(Lang::Zh).zip(problem.flaw.help(Lang::En)).map(|(zh, en)| Both { zh, en });
        let label = |(span, note): &(Span, _)| label(sources, *span, note);
        Self {
            code: problem.code(),
            severity: problem.severity().say(Lang::En),
            place: Place::of(sources, span),
            end_line,
            end_column,
            span: [span.start, span.end],
            message: Both::of(|lang| problem.flaw.sentence(lang)),
            help,
            labels: problem.labels.iter().map(label).collect(),
            fix: problem.fix.as_ref().map(|fix| FixOut {
                place: Place::of(sources, fix.span),
                span: [fix.span.start, fix.span.end],
                replacement: fix.replacement.clone(),
                sure: fix.sure,
            }),
        }
    }
}

fn label(sources: &SourceMap, span: Span, note: &zhidu::problem::Note) -> LabelOut {
    LabelOut { place: Place::of(sources, span), message: Both::of(|lang| note.say(lang)) }
}

/// A report as people can read it too, with a line end.
pub(super) fn pretty(report: &impl Serialize) -> String {
    // Maps with other than text keys, floats that are no numbers: there are none.
    serde_json::to_string_pretty(report).unwrap_or_default() + "\n"
}
