//! A process as it runs: what everything written has become, in the six ideas of the core (`LANGUAGE`, first part) –
//! states and transitions, data, deadlines and waits, tasks, ledger entries, effects – each with its author's line.
//!
//! In: an emitted [`Program`] and the files it came from. Out: text for people who ask what a short word of theirs does:
//! an offence is a process, a deadline's `missed` and its warnings are transitions of time. Nothing is told that running
//! does not read; what was written before it became this is drawn by [`crate::graph`].

mod action;
mod decision;
mod expr;
mod party;
mod process;
mod state;
mod time;
mod transition;

use crate::problem::Lang;
use crate::program::{ClauseIx, Process, ProcessIx, Program};
use crate::source::{SourceMap, Span};
use crate::value::Text;

/// A process in full: a line for each data, state, transition, clock and action, indented by what belongs to what.
#[must_use]
pub fn expanded(program: &Program, process: ProcessIx, sources: &SourceMap, lang: Lang) -> String {
    let Some(process) = program.processes.get(process.at()) else { return String::new() };
    let view = View { program, process, sources, lang };
    let mut outline = Outline::default();
    view.process(&mut outline);
    outline.text
}

/// What every line is told by.
#[derive(Clone, Copy)]
struct View<'a> {
    program: &'a Program,
    process: &'a Process,
    sources: &'a SourceMap,
    lang: Lang,
}

impl<'a> View<'a> {
    fn pick(self, zh: &'a str, en: &'a str) -> &'a str {
        self.lang.pick(zh, en)
    }

    /// Where something was written: `call.toml:12`, after what is said of it.
    fn at(self, span: Span) -> String {
        let Some(source) = self.sources.get(span.source) else { return String::new() };
        format!("  @ {}:{}", source.path, self.sources.line_column(span).0)
    }

    /// The clauses something implements.
    fn cites(self, clauses: &[ClauseIx]) -> String {
        if clauses.is_empty() {
            return String::new();
        }
        let ids = self.program.clause_ids(clauses);
        format!("  {} {}", self.pick("条款", "clause"), listed(&ids))
    }
}

/// `通话中 (talking)`, or the id alone.
fn titled(id: &str, name: Option<&Text>) -> String {
    name.map_or_else(|| id.to_owned(), |name| format!("{name} ({id})"))
}

fn listed(ids: &[Text]) -> String {
    ids.join(", ")
}

/// Indented lines.
#[derive(Default)]
struct Outline {
    text: String,
    depth: usize,
}

impl Outline {
    fn line(&mut self, line: &str) {
        self.text.extend(std::iter::repeat_n("  ", self.depth));
        self.text += line.trim_end();
        self.text.push('\n');
    }

    /// Lines that belong to the one before.
    fn inside(&mut self, lines: impl FnOnce(&mut Self)) {
        self.depth += 1;
        lines(self);
        self.depth -= 1;
    }
}
