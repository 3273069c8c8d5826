//! The matrix clause → element → scenario for people: each clause, what implements it, which rows show it.

use super::report::Drawing;
use super::style::{Style, cut};
use crate::report::matrix::{Line, Shown, Status};
use std::fmt::Write as _;

impl Drawing<'_> {
    /// All clauses of a policy.
    pub(crate) fn matrix(&self, lines: &[Line<'_>]) -> String {
        lines.iter().map(|line| self.clause(line)).collect()
    }

    fn clause(&self, line: &Line<'_>) -> String {
        let (status, style) = match line.status() {
            Status::Covered => (self.words.clause_covered().to_owned(), Style::Good),
            Status::Open => (self.words.clause_open().to_owned(), Style::Bad),
            Status::Manual => (self.words.clause_manual(line.clause.manual.as_deref().unwrap_or("")), Style::Faint),
        };
        let summary = line.clause.summary.as_deref().map(|summary| format!("  {summary}")).unwrap_or_default();
        let mut text = format!("{}{}\n", self.paint(&line.clause.id, Style::Strong), cut(&summary, self.width));
        let _ = writeln!(text, "  {}", self.paint(&status, style));
        for cited in &line.elements {
            let _ = writeln!(text, "  {}  {}", self.place(cited.span), cited.element);
        }
        text.push_str(&self.rows(&line.rows));
        text
    }

    /// The rows of one line of a scenario on one line, with all their lines.
    fn rows(&self, rows: &[Shown<'_>]) -> String {
        let mut text = String::new();
        let same = |a: &Shown<'_>, b: &Shown<'_>| (a.scenario, a.variant) == (b.scenario, b.variant);
        let mut rows: Vec<&Shown<'_>> = rows.iter().collect();
        rows.sort_by_key(|row| (row.span.source, row.scenario, row.variant, row.span));
        for group in rows.chunk_by(|a, b| same(a, b)) {
            let Some((first, rest)) = group.split_first() else { continue };
            let more: String = rest.iter().map(|row| format!(",{}", self.sources.line_column(row.span).0)).collect();
            let variant = first.variant.unwrap_or(self.words.main_line());
            let _ = writeln!(text, "  {}{more}  {} · {variant}", self.place(first.span), first.scenario);
        }
        text
    }
}
