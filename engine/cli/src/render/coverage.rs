//! What was covered: how much of each kind in two lines, and what is not, with its place.

use super::report::Drawing;
use super::style::Style;
use crate::session::Loudness;
use crate::verb::test::floors::Lack;
use std::fmt::Write as _;
use zhidu::scenario::total::{Item, Key};
use zhidu::scenario::{Coverage, Kind, Total};

impl Drawing<'_> {
    /// How much the rows of a policy's scenarios covered; with `all`, everything they did not.
    pub(crate) fn coverage(&self, coverage: &Coverage, total: &Total, all: bool) -> String {
        if self.loudness == Loudness::Quiet && !all {
            return String::new();
        }
        let is_open = |item: &&Item| !coverage.items.contains_key(&item.key);
        let joiner = self.words.0.pick("、", ", ");
        let (covered, clauses) = coverage.of(total, Kind::Clause);
        let mut text = self.words.clauses_covered(covered, clauses);
        let open: Vec<&str> = total.of_kind(Kind::Clause).filter(is_open).map(|item| item.label.as_str()).collect();
        if !open.is_empty() {
            text.push_str(&self.words.clauses_open(&open.join(joiner)));
        }
        text.push('\n');
        let walked =
            [Kind::State, Kind::Transition, Kind::Guard, Kind::Option].map(|kind| (kind, coverage.of(total, kind)));
        let ratio =
            |(kind, (covered, all)): (Kind, (usize, usize))| self.words.ratio(self.words.kinds(kind), covered, all);
        let parts: Vec<String> = walked.into_iter().filter(|(_, (_, all))| *all > 0).map(ratio).collect();
        let _ = writeln!(text, "{}", parts.join(self.words.0.pick("，", ", ")));
        if all {
            total.items.iter().filter(is_open).for_each(|item| text.push_str(&self.open(item)));
        }
        let samples: Vec<&str> =
            self.program.params.iter().filter(|param| param.sampled).map(|param| &*param.id).collect();
        if !samples.is_empty() {
            let _ = writeln!(text, "{}", self.words.samples(&samples.join(joiner)));
        }
        text
    }

    /// A kind of which too little was covered, with what lacks.
    pub(crate) fn lack(&self, lack: &Lack<'_>) -> String {
        let title = format!("{}  {}", self.words.word_failed(), self.words.lack(lack));
        let mut text = format!("{}\n", self.paint(&title, Style::Bad));
        lack.open.iter().for_each(|item| text.push_str(&self.open(item)));
        text
    }

    /// One line of what is not covered, its place first.
    fn open(&self, item: &Item) -> String {
        let kind = match item.key {
            Key::Guard(_, true) => self.words.never_true(),
            Key::Guard(_, false) => self.words.never_false(),
            _ => self.words.kind(item.key.kind()),
        };
        format!("  {}  {kind} {}\n", self.paint(&self.place(item.span), Style::Strong), item.label)
    }
}
