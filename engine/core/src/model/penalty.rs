//! `[[penalty]]` and its ladder as written (`LANGUAGE` §6).

use super::head::{Element, Head, Id};
use super::read::Read;
use super::{Name, Written};
use crate::problem::{Problem, Problems, SyntaxFlaw, Word};
use crate::source::{Span, Spanned};
use crate::syntax::{Fields, Node, Table};
use crate::value::Text;

/// What a breach costs.
#[derive(Debug, Clone)]
pub struct Penalty {
    /// Id, name, clauses, place.
    pub head: Head,
    /// What kind of entry.
    pub kind: Kind,
    /// Steps of the ladder; one where none were written.
    pub rungs: Vec<Rung>,
    /// What is counted.
    pub count: Option<Count>,
    /// Penalties it outweighs.
    pub beats: Vec<Name>,
}

/// `kind`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// `fine`
    #[default]
    Fine,
    /// `forfeiture`
    Forfeiture,
    /// `deduction`
    Deduction,
}

/// `[[penalty.rung]]`, or the penalty's own amount and sanction.
#[derive(Debug, Clone)]
pub struct Rung {
    /// Clauses and place.
    pub head: Head,
    /// Holds from this number of charges on.
    pub from: Spanned<u32>,
    /// Money.
    pub amount: Option<Written>,
    /// Sanction.
    pub sanction: Option<Spanned<Text>>,
}

/// `count`
#[derive(Debug, Clone)]
pub struct Count {
    /// The parts of the key, in order.
    pub per: Vec<Per>,
    /// When counting begins anew.
    pub reset: Reset,
    /// Where.
    pub span: Span,
}

/// A part of a counter's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    /// `person`
    Person,
    /// `rule`
    Rule,
    /// `case`
    Case,
}

/// `reset`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reset {
    /// `never`
    #[default]
    Never,
    /// `month`
    Month,
    /// `year`
    Year,
}

impl Element for Penalty {
    const WORD: Word = Word::Penalty;

    fn head(&self) -> &Head {
        &self.head
    }
}

impl Element for Rung {
    const WORD: Word = Word::Rung;

    fn head(&self) -> &Head {
        &self.head
    }
}

impl Penalty {
    pub(super) fn read(table: &Table, problems: &mut Problems) -> Self {
        let mut f = Fields::new(table, Word::Penalty, problems);
        let head = Head::read(&mut f, Word::Penalty, Id::Required);
        let kinds = [("fine", Kind::Fine), ("forfeiture", Kind::Forfeiture), ("deduction", Kind::Deduction)];
        let kind = f.word("kind", &kinds).map(|kind| kind.value).unwrap_or_default();
        let tables = f.tables("rung");
        let written: Vec<Rung> = tables.into_iter().filter_map(|table| Rung::read(table, f.problems())).collect();
        let rungs = match own_rung(&mut f, &head, !written.is_empty()) {
            Some(rung) => vec![rung],
            None => written,
        };
        let count = f.table("count").and_then(|table| Count::read(table, f.problems()));
        if rungs.len() > 1 && count.is_none() && !f.has("count") {
            let flaw = SyntaxFlaw::KeyNeeds { key: "rung".to_owned(), other: "count".to_owned() };
            let span = f.key_span("rung").unwrap_or_else(|| f.span());
            f.report(Problem::new(flaw, span));
        }
        let penalty = Self { head, kind, rungs, count, beats: f.names("beats") };
        f.not_yet(&["once_per", "once_across", "decide", "decided_by", "reason", "refer"]);
        f.finish();
        penalty
    }
}

/// The penalty's own `amount` and `sanction`, which stand in place of rungs.
fn own_rung(f: &mut Fields<'_, '_>, head: &Head, has_rungs: bool) -> Option<Rung> {
    if has_rungs {
        f.at_most_one(&["rung", "amount"]);
        f.at_most_one(&["rung", "sanction"]);
        return None;
    }
    let (amount, sanction) = consequences(f);
    let head = Head { id: None, name: None, clauses: Vec::new(), ..head.clone() };
    Some(Rung { from: Spanned::new(1, head.span), head, amount, sanction })
}

/// `amount` and `sanction`; ranges and choices, which somebody has to decide, come later.
fn consequences(f: &mut Fields<'_, '_>) -> (Option<Written>, Option<Spanned<Text>>) {
    let later = |f: &mut Fields<'_, '_>, key: &'static str| {
        let table = f.node(key).filter(|node| node.as_table().is_some()).map(|node: &Node| node.span);
        if let Some(span) = table {
            f.report(Problem::new(SyntaxFlaw::NotYet { key: key.to_owned() }, span));
        }
        table.is_some()
    };
    let amount = if later(f, "amount") { None } else { f.written("amount") };
    let sanction = if later(f, "sanction") { None } else { f.name("sanction") };
    (amount, sanction)
}

impl Rung {
    fn read(table: &Table, problems: &mut Problems) -> Option<Self> {
        let mut f = Fields::new(table, Word::Rung, problems);
        let head = Head::read(&mut f, Word::Rung, Id::None);
        f.require("from");
        let from = f.number::<u32>("from", "1, 2, 3, …");
        let (amount, sanction) = consequences(&mut f);
        if !f.has("amount") && !f.has("sanction") {
            f.exactly_one(&["amount", "sanction"]);
        }
        f.not_yet(&["decided_by", "refer"]);
        f.finish();
        Some(Self { head, from: from?, amount, sanction })
    }
}

impl Count {
    fn read(table: &Table, problems: &mut Problems) -> Option<Self> {
        let mut f = Fields::new(table, Word::Penalty, problems);
        f.require("per");
        let parts = f.quoted_list("per");
        let words = [("person", Per::Person), ("rule", Per::Rule), ("case", Per::Case)];
        let per: Vec<Per> =
            parts.into_iter().filter_map(|part| f.word_in("per", part, &words)).map(|per| per.value).collect();
        let resets = [("never", Reset::Never), ("month", Reset::Month), ("year", Reset::Year)];
        let rolling = f.quoted("reset").filter(|text| text.value.starts_with(|c: char| c.is_ascii_digit()));
        let reset = match rolling {
            Some(text) => {
                f.report(Problem::new(SyntaxFlaw::NotYet { key: "reset".to_owned() }, text.span));
                Reset::Never
            }
            None => f.word("reset", &resets).map(|reset| reset.value).unwrap_or_default(),
        };
        let span = f.span();
        f.finish();
        (!per.is_empty()).then_some(Self { per, reset, span })
    }
}
