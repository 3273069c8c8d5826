//! `[[state.deadline]]` and `[[state.after]]` as written (`LANGUAGE` §2, §4).

use super::action::Action;
use super::event::checked;
use super::head::{Element, Head, Id};
use super::read::Read;
use super::transition::Acts;
use super::{Name, Written};
use crate::problem::{Problem, Problems, SyntaxFlaw, Word};
use crate::source::Span;
use crate::syntax::{Fields, Table};

/// A time limit of a state.
#[derive(Debug, Clone)]
pub struct Deadline {
    /// Id, name, clauses, place.
    pub head: Head,
    /// When it lapses.
    pub due: Due,
    /// Counted from here instead of the entry.
    pub since: Option<Written>,
    /// What is done before.
    pub warn: Vec<Warn>,
    /// What is done when it lapses.
    pub missed: Vec<Action>,
    /// Where the case goes when it lapses.
    pub to: Vec<Name>,
    /// What meets it, where that is not leaving the state.
    pub met_by: Option<Vec<Name>>,
}

/// Exactly one of `within`, `until`, `before`.
#[derive(Debug, Clone)]
pub enum Due {
    /// An amount.
    Within(Written),
    /// A date or instant, included.
    Until(Written),
    /// A date or instant, excluded.
    Before(Written),
}

/// An entry of `warn`.
#[derive(Debug, Clone)]
pub struct Warn {
    /// When.
    pub at: WarnAt,
    /// What is done.
    pub actions: Vec<Action>,
    /// Where.
    pub span: Span,
}

/// See [`Warn`].
#[derive(Debug, Clone)]
pub enum WarnAt {
    /// So much before the due.
    Left(Written),
    /// When this share of the time is used.
    Used(Written),
}

/// Time makes it happen.
#[derive(Debug, Clone)]
pub struct After {
    /// Clauses and place.
    pub head: Head,
    /// Until when.
    pub wait: Wait,
    /// Counted from here instead of the entry.
    pub since: Option<Written>,
    /// Happens where this holds.
    pub when: Option<Written>,
    /// What happens.
    pub acts: Acts,
}

/// Exactly one of `wait`, `at`.
#[derive(Debug, Clone)]
pub enum Wait {
    /// Run out.
    Amount(Written),
    /// An instant, or the start of a date.
    At(Written),
}

impl Element for Deadline {
    const WORD: Word = Word::Deadline;

    fn head(&self) -> &Head {
        &self.head
    }
}

impl Element for After {
    const WORD: Word = Word::Wait;

    fn head(&self) -> &Head {
        &self.head
    }
}

impl Deadline {
    pub(super) fn read(table: &Table, problems: &mut Problems) -> Option<Self> {
        let mut f = Fields::new(table, Word::Deadline, problems);
        f.not_yet(&["starts", "done"]);
        let head = Head::read(&mut f, Word::Deadline, Id::Required);
        let met_by = f.has("met_by").then(|| f.names("met_by"));
        let met_by = met_by.map(|events| events.into_iter().filter(|event| checked(&mut f, event, true)).collect());
        let deadline = Self::keys(&mut f, head).map(|deadline| Self { met_by, ..deadline });
        f.finish();
        deadline
    }

    /// The due with what belongs to it, also where it is that of something else than a deadline.
    pub(super) fn keys(f: &mut Fields<'_, '_>, head: Head) -> Option<Self> {
        f.not_yet(&["ahead", "roll", "calendar", "on_change", "count_start_day", "moves"]);
        let due = match f.exactly_one(&["within", "until", "before"]) {
            Some("within") => f.written("within").map(Due::Within),
            Some("until") => point(f, "until").map(Due::Until),
            Some(_) => point(f, "before").map(Due::Before),
            None => None,
        };
        let (since, missed, to) = (f.written("since"), Action::list(f, "missed"), f.names("to"));
        let warn = f.tables("warn");
        let warn = warn.into_iter().filter_map(|table| Warn::read(table, f.problems())).collect();
        Some(Self { head, due: due?, since, warn, missed, to, met_by: None })
    }
}

/// A date or instant by an expression; the tables of the calendar come later.
fn point(f: &mut Fields<'_, '_>, key: &'static str) -> Option<Written> {
    let node = f.node(key)?;
    if node.as_table().is_some() {
        f.report(Problem::new(SyntaxFlaw::NotYet { key: key.to_owned() }, node.span));
        return None;
    }
    Some(node.clone())
}

impl Warn {
    fn read(table: &Table, problems: &mut Problems) -> Option<Self> {
        let mut f = Fields::new(table, Word::Warning, problems);
        let at = match f.exactly_one(&["left", "used"]) {
            Some("left") => f.written("left").map(WarnAt::Left),
            Some(_) => f.written("used").map(WarnAt::Used),
            None => None,
        };
        let actions = if Action::is_in(table) { Action::keys(&mut f).into_iter().collect() } else { Vec::new() };
        let span = f.span();
        f.finish();
        Some(Self { at: at?, actions, span })
    }
}

impl After {
    pub(super) fn read(table: &Table, problems: &mut Problems) -> Option<Self> {
        let mut f = Fields::new(table, Word::Wait, problems);
        let head = Head::read(&mut f, Word::Wait, Id::Optional);
        let wait = match f.exactly_one(&["wait", "at"]) {
            Some("wait") => f.written("wait").map(Wait::Amount),
            Some(_) => point(&mut f, "at").map(Wait::At),
            None => None,
        };
        let (since, when, acts) = (f.written("since"), f.written("when"), Acts::read(&mut f));
        f.not_yet(&["calendar", "roll", "on_change"]);
        f.finish();
        Some(Self { head, wait: wait?, since, when, acts })
    }
}
