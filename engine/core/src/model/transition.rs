//! What can happen in a state: `start`, `on`, `always`, and the rows of one act split into outcomes (`LANGUAGE` §2).

use super::action::{Action, Entries};
use super::decision::Answers;
use super::event::checked;
use super::head::{Element, Head, Id};
use super::party::Party;
use super::read::{Read, name};
use super::require::Require;
use super::{Name, Written};
use crate::problem::{Problem, Problems, StateFlaw, SyntaxFlaw, Word};
use crate::source::Spanned;
use crate::syntax::{Fields, Node, NodeKind, Table};

/// `[[start]]`, `[[state.on]]`, `[[on]]`, `[[state.always]]`.
#[derive(Debug, Clone, Default)]
pub struct Transition {
    /// Clauses and place.
    pub head: Head,
    /// Event descriptors; empty for `always`.
    pub events: Vec<Name>,
    /// Who may do it.
    pub by: Option<Party>,
    /// Persons not admitted though `by` names them: ids of data of type person. Never written; expansions say it.
    pub except: Vec<Name>,
    /// The task it answers, where a decision expanded into it. Never written.
    pub task: Option<Answers>,
    /// Chosen where this holds.
    pub when: Option<Written>,
    /// What must hold.
    pub require: Vec<Require>,
    /// Not before this.
    pub not_before: Option<NotBefore>,
    /// Event fields that become data.
    pub takes: Vec<Take>,
    /// Where to and what is done, for all rows.
    pub acts: Acts,
    /// One act split into outcomes; empty where `to` is a state or left out.
    pub rows: Vec<Row>,
    /// Who owns the case (`start`).
    pub owner: Option<Party>,
}

/// `to again set add do`
#[derive(Debug, Clone, Default)]
pub struct Acts {
    /// States.
    pub to: Vec<Name>,
    /// Leaves and re-enters.
    pub again: bool,
    /// Assignments.
    pub set: Entries,
    /// Appends.
    pub add: Entries,
    /// Actions.
    pub actions: Vec<Action>,
}

/// A row of `to = [{ … }]`.
#[derive(Debug, Clone)]
pub struct Row {
    /// Clauses and place.
    pub head: Head,
    /// Chosen where this holds.
    pub when: Option<Written>,
    /// Where to and what is done.
    pub acts: Acts,
    /// What must hold for this outcome.
    pub require: Vec<Require>,
}

/// An event field that becomes the data of the same name.
#[derive(Debug, Clone)]
pub struct Take {
    /// Both names.
    pub name: Name,
    /// `"x?"`: may be missing.
    pub optional: bool,
}

/// `not_before`
#[derive(Debug, Clone)]
pub struct NotBefore {
    /// A date or instant.
    pub at: Written,
    /// Its own clauses.
    pub clauses: Vec<Name>,
}

impl Element for Transition {
    const WORD: Word = Word::Transition;

    fn head(&self) -> &Head {
        &self.head
    }
}

impl Transition {
    /// `[[state.on]]`, `[[on]]`
    pub(super) fn on(table: &Table, problems: &mut Problems) -> Self {
        let mut f = Fields::new(table, Word::Transition, problems);
        let transition = Self::keys(&mut f);
        f.finish();
        transition
    }

    /// `[[start]]`: the keys of `on`, and an owner.
    pub(super) fn start(table: &Table, problems: &mut Problems) -> Option<Self> {
        let mut f = Fields::new(table, Word::Start, problems);
        if ["every", "at", "each"].iter().any(|key| table.get(key).is_some()) {
            f.not_yet(&["every", "at", "each"]);
            return None;
        }
        let owner = Party::read(&mut f, "owner");
        let transition = Self { owner, ..Self::keys(&mut f) };
        f.finish();
        Some(transition)
    }

    /// `[[state.always]]`
    pub(super) fn always(table: &Table, problems: &mut Problems) -> Self {
        let mut f = Fields::new(table, Word::Always, problems);
        let head = Head::read(&mut f, Word::Always, Id::None);
        let (acts, rows) = Acts::with_rows(&mut f);
        let transition = Self { head, when: f.written("when"), acts, rows, ..Self::default() };
        f.finish();
        transition
    }

    fn keys(f: &mut Fields<'_, '_>) -> Self {
        let head = Head::read(f, Word::Transition, Id::None);
        let events = f.required_names("event");
        let events = events.into_iter().filter(|event| checked(f, event, true)).collect();
        Self { events, by: Party::read(f, "by"), ..Self::body(f, head) }
    }

    /// The keys of `on` but `event` and `by`.
    pub(super) fn body(f: &mut Fields<'_, '_>, head: Head) -> Self {
        let (acts, rows) = Acts::with_rows(f);
        let transition = Self {
            head,
            when: f.written("when"),
            require: Require::list(f),
            not_before: NotBefore::read(f),
            takes: takes(f),
            acts,
            rows,
            ..Self::default()
        };
        f.not_yet(&["during", "signs"]);
        transition
    }
}

impl Acts {
    /// Reads `to again set add do`, `to` being a state or several.
    pub(super) fn read(f: &mut Fields<'_, '_>) -> Self {
        Self { to: f.names("to"), ..Self::but_to(f) }
    }

    fn but_to(f: &mut Fields<'_, '_>) -> Self {
        Self {
            to: Vec::new(),
            again: f.flag("again"),
            set: f.entries("set"),
            add: f.entries("add"),
            actions: Action::list(f, "do"),
        }
    }

    /// Reads the same where `to` may also be rows.
    fn with_rows(f: &mut Fields<'_, '_>) -> (Self, Vec<Row>) {
        if !f.node("to").is_some_and(is_rows) {
            return (Self::read(f), Vec::new());
        }
        let tables = f.tables("to");
        let rows: Vec<Row> = tables.into_iter().map(|table| Row::read(table, f.problems())).collect();
        if let Some(when) = rows.last().and_then(|row| row.when.as_ref()) {
            f.report(Problem::new(StateFlaw::OutcomeOpen {}, when.span));
        }
        (Self::but_to(f), rows)
    }
}

/// Whether `to` is rows: a list with a table in it, or tables under headers.
fn is_rows(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Tables(_) => true,
        NodeKind::List(items) => items.iter().any(|item| item.as_table().is_some()),
        _ => false,
    }
}

impl Row {
    fn read(table: &Table, problems: &mut Problems) -> Self {
        let mut f = Fields::new(table, Word::Outcome, problems);
        let row = Self {
            head: Head::read(&mut f, Word::Outcome, Id::None),
            when: f.written("when"),
            acts: Acts::read(&mut f),
            require: Require::list(&mut f),
        };
        f.finish();
        row
    }
}

impl NotBefore {
    fn read(f: &mut Fields<'_, '_>) -> Option<Self> {
        let node = f.node("not_before")?;
        match node.as_table() {
            None => Some(Self { at: node.clone(), clauses: Vec::new() }),
            Some(table) if table.get("at").is_none() => {
                f.report(Problem::new(SyntaxFlaw::NotYet { key: "not_before".to_owned() }, node.span));
                None
            }
            Some(table) => {
                let mut f = Fields::new(table, Word::Point, f.problems());
                let (at, clauses) = (f.written("at"), f.names("clause"));
                f.finish();
                at.map(|at| Self { at, clauses })
            }
        }
    }
}

fn takes(f: &mut Fields<'_, '_>) -> Vec<Take> {
    let take = |text: Spanned<String>| match text.value.strip_suffix('?') {
        Some(id) => Take { name: name(Spanned::new(id.to_owned(), text.span)), optional: true },
        None => Take { name: name(text), optional: false },
    };
    f.texts("takes").into_iter().map(take).collect()
}
