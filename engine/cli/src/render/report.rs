//! The report of `test`: a short list, then what failed with the scenario's own line and expected beside found, then
//! what was covered.

use super::compare::{compare, facts};
use super::style::{Style, cut, pad, paint, width};
use crate::session::{Loudness, Session, WIDTH};
use crate::text::Words;
use std::fmt::Write as _;
use zhidu::program::Program;
use zhidu::scenario::report::{Failure, Subject};
use zhidu::scenario::{Report, Run};
use zhidu::source::{SourceMap, Span};

/// How many differences of one line of rows are shown: those after the first are often its consequences.
const SHOWN: usize = 3;

/// How reports of a policy are drawn.
pub(crate) struct Drawing<'a> {
    pub(crate) words: Words,
    pub(super) colour: bool,
    pub(super) width: usize,
    pub(super) loudness: Loudness,
    pub(crate) sources: &'a SourceMap,
    pub(super) program: &'a Program,
}

impl<'a> Drawing<'a> {
    pub(crate) fn new(session: &Session<'_, '_>, sources: &'a SourceMap, program: &'a Program) -> Self {
        Self {
            words: session.words(),
            colour: session.colour,
            width: session.width,
            loudness: session.loudness,
            sources,
            program,
        }
    }

    /// Drawings for a file: no colours, and as wide as a pipe.
    pub(crate) fn plain(session: &Session<'_, '_>, sources: &'a SourceMap, program: &'a Program) -> Self {
        let words = session.words();
        Self { words, colour: false, width: WIDTH, loudness: Loudness::Normal, sources, program }
    }

    pub(super) fn paint(&self, text: &str, style: Style) -> String {
        paint(text, style, self.colour)
    }

    /// The policy the list is of.
    pub(crate) fn head(&self, root: &str) -> String {
        match self.loudness {
            Loudness::Quiet => String::new(),
            _ => format!(
                "{} {}\n",
                self.paint(&self.program.institution.name, Style::Strong),
                self.paint(root, Style::Faint)
            ),
        }
    }

    /// One scenario of the list.
    pub(crate) fn entry(&self, path: &str, report: &Report) -> String {
        if self.loudness == Loudness::Quiet {
            return String::new();
        }
        let verdict = self.verdict(report.passed());
        let extent = self.words.extent(report.rows(), report.runs.len());
        let told = format!("{}  {}  {extent}", file(path), report.id.value);
        // Blanks around the verdict.
        let room = self.width.saturating_sub(self.columns() + 4);
        let mut text = format!("  {verdict}  {}\n", cut(&told, room));
        if self.loudness == Loudness::Loud {
            for run in &report.runs {
                let name = run.variant.as_ref().map_or(self.words.main_line(), |name| &*name.value);
                let extent = self.words.extent(run.rows, 1);
                let _ = writeln!(text, "      {}  {name}  {extent}", self.verdict(run.failures.is_empty()));
            }
        }
        text
    }

    /// A scenario that could not be read.
    pub(crate) fn invalid(&self, path: &str) -> String {
        match self.loudness {
            Loudness::Quiet => String::new(),
            _ => format!("  {}  {}\n", self.paint(self.words.word_invalid(), Style::Bad), file(path)),
        }
    }

    fn verdict(&self, passed: bool) -> String {
        let (word, style) =
            if passed { (self.words.word_passed(), Style::Good) } else { (self.words.word_failed(), Style::Bad) };
        self.paint(&pad(word, self.columns()), style)
    }

    /// Columns a verdict takes.
    fn columns(&self) -> usize {
        width(self.words.word_passed()).max(width(self.words.word_failed()))
    }

    /// Everything that failed in a scenario.
    pub(crate) fn failures(&self, report: &Report) -> String {
        let mut text = String::new();
        for run in report.runs.iter().filter(|run| !run.failures.is_empty()) {
            text.push_str(&self.run(report, run));
        }
        if !report.general.is_empty() {
            text.push_str(&self.title(report, self.words.at_end()));
            report.general.iter().for_each(|failure| text.push_str(&self.failure(failure)));
        }
        text
    }

    fn run(&self, report: &Report, run: &Run) -> String {
        let name = run.variant.as_ref().map_or(self.words.main_line(), |name| &*name.value);
        let mut text = self.title(report, name);
        let all = self.loudness == Loudness::Loud;
        let shown = if all { run.failures.len() } else { SHOWN };
        for failure in run.failures.iter().take(shown) {
            text.push_str(&self.failure(failure));
        }
        if let Some(more) = run.failures.len().checked_sub(shown).filter(|more| *more > 0) {
            let _ = writeln!(text, "  {}\n", self.paint(&self.words.more_failures(more), Style::Faint));
        }
        text
    }

    fn title(&self, report: &Report, line: &str) -> String {
        let title = format!("{}  {} · {line}", self.words.word_failed(), report.id.value);
        format!("{}\n\n", self.paint(&title, Style::Bad))
    }

    /// Where, when, the scenario's own line, expected beside found, and the facts behind.
    pub(crate) fn failure(&self, failure: &Failure) -> String {
        let at = self.program.institution.zone.show(failure.at);
        let mut text =
            format!("  {}  {}\n", self.paint(&self.place(failure.span), Style::Strong), self.paint(&at, Style::Faint));
        text.push_str(&self.source_line(failure.span));
        let subject = self.words.subject(&failure.subject);
        if !matches!(failure.subject, Subject::Word(_)) {
            let _ = writeln!(text, "  {}", self.paint(subject, Style::Bad));
        }
        text.push_str(&compare(self, failure));
        text.push_str(&facts(self, failure));
        text.push('\n');
        text
    }

    /// `policies/x/scenarios/gs-01.toml:24`
    pub(crate) fn place(&self, span: Span) -> String {
        let path = self.sources.get(span.source).map_or("", |source| &*source.path);
        format!("{path}:{}", self.sources.line_column(span).0)
    }

    fn source_line(&self, span: Span) -> String {
        let number = self.sources.line_column(span).0.to_string();
        let columns = self.width.saturating_sub(number.len() + 5);
        let line = cut(self.line_of(span), columns);
        format!("  {} {line}\n", self.paint(&format!("{number} |"), Style::Faint))
    }

    /// The line a place is on, without blanks around it.
    pub(super) fn line_of(&self, span: Span) -> &str {
        let Some(source) = self.sources.get(span.source) else { return "" };
        let line = self.sources.line_column(span).0;
        source.text.lines().nth(line.saturating_sub(1)).unwrap_or("").trim()
    }
}

fn file(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
