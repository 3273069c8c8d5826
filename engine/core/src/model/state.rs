//! `[[state]]` as written (`LANGUAGE` §2).

use super::action::Action;
use super::deadline::{After, Deadline};
use super::decision::Decision;
use super::head::{Element, Head, Id};
use super::read::{Read, name};
use super::require::Require;
use super::transition::Transition;
use super::{Name, Written};
use crate::problem::{Problem, Problems, SyntaxFlaw, Word};
use crate::syntax::{Fields, NodeKind, Table};

/// A state; it names its parent.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// Id, name, clauses, place.
    pub head: Head,
    /// The state around it.
    pub parent: Option<Name>,
    /// Where a default entry goes.
    pub initial: Option<Initial>,
    /// All children are active at once.
    pub parallel: bool,
    /// Stands for what was last active in its parent.
    pub history: Option<History>,
    /// Ends its parent.
    pub is_final: bool,
    /// At rest: finished for reports, open for its key.
    pub settled: bool,
    /// What must hold for every way in.
    pub require: Vec<Require>,
    /// Blocks run on entry.
    pub entry: Vec<Block>,
    /// Blocks run on exit.
    pub exit: Vec<Block>,
    /// What is accepted in it.
    pub on: Vec<Transition>,
    /// What happens by itself.
    pub always: Vec<Transition>,
    /// What time makes happen.
    pub after: Vec<After>,
    /// Time limits.
    pub deadlines: Vec<Deadline>,
    /// What people decide in it.
    pub decisions: Vec<Decision>,
    /// Deadlines and waits that stand still while it is active, or [`ALL`].
    pub pauses: Vec<Name>,
}

/// `initial`
#[derive(Debug, Clone, Default)]
pub struct Initial {
    /// States, one per region.
    pub to: Vec<Name>,
    /// Actions of the default entry.
    pub actions: Vec<Action>,
}

/// `history`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum History {
    /// `shallow`
    Shallow,
    /// `deep`
    Deep,
}

/// `[[state.entry]]`, `[[state.exit]]`
#[derive(Debug, Clone)]
pub struct Block {
    /// Clauses and place.
    pub head: Head,
    /// Read at its turn.
    pub when: Option<Written>,
    /// In order.
    pub actions: Vec<Action>,
}

/// The built-in final state.
pub const END: &str = "end";

/// In `pauses`: every amount of time that runs outside the state.
pub const ALL: &str = "all";

impl Element for State {
    const WORD: Word = Word::State;

    fn head(&self) -> &Head {
        &self.head
    }
}

impl Element for Block {
    const WORD: Word = Word::Entry;

    fn head(&self) -> &Head {
        &self.head
    }
}

impl State {
    pub(super) fn read(table: &Table, problems: &mut Problems) -> Self {
        let mut f = Fields::new(table, Word::State, problems);
        let head = Head::read(&mut f, Word::State, Id::Required);
        if let Some(id) = head.id.as_ref().filter(|id| &*id.value == END) {
            let flaw = SyntaxFlaw::ReservedName { name: END.to_owned(), kind: Word::State };
            f.report(Problem::new(flaw, id.span));
        }
        let state = Self {
            head,
            parent: f.name("in"),
            initial: Initial::read(&mut f),
            parallel: f.flag("parallel"),
            history: f.word("history", &[("shallow", History::Shallow), ("deep", History::Deep)]).map(|h| h.value),
            is_final: f.flag("final"),
            settled: f.flag("settled"),
            require: Require::list(&mut f),
            entry: Block::list(&mut f, "entry", Word::Entry),
            exit: Block::list(&mut f, "exit", Word::Exit),
            on: each(&mut f, "on", Transition::on),
            always: each(&mut f, "always", Transition::always),
            after: each(&mut f, "after", After::read).into_iter().flatten().collect(),
            deadlines: each(&mut f, "deadline", Deadline::read).into_iter().flatten().collect(),
            decisions: each(&mut f, "decision", Decision::read).into_iter().flatten().collect(),
            pauses: f.names("pauses"),
        };
        apart(&mut f);
        f.finish();
        state
    }
}

/// Keys that do not go together: a history is never active, and nothing follows an end.
fn apart(f: &mut Fields<'_, '_>) {
    let parts = ["final", "parallel", "entry", "exit", "on", "always", "after", "deadline", "decision", "pauses"];
    for key in parts.into_iter().chain(["settled", "require"]) {
        f.at_most_one(&["history", key]);
    }
    for key in ["parallel", "after", "deadline", "decision", "pauses", "settled"] {
        f.at_most_one(&["final", key]);
    }
}

/// Reads every table under a key.
pub(super) fn each<T>(f: &mut Fields<'_, '_>, key: &'static str, read: fn(&Table, &mut Problems) -> T) -> Vec<T> {
    let tables = f.tables(key);
    tables.into_iter().map(|table| read(table, f.problems())).collect()
}

impl Initial {
    /// Reads `initial`: an id, a list of ids, or `{ to, do }`.
    pub(super) fn read(f: &mut Fields<'_, '_>) -> Option<Self> {
        let node = f.node("initial")?;
        let NodeKind::Table(table) = &node.kind else {
            return Some(Self { to: f.names("initial"), actions: Vec::new() });
        };
        let mut f = Fields::new(table, Word::State, f.problems());
        let initial = Self { to: f.required_names("to"), actions: Action::list(&mut f, "do") };
        f.finish();
        Some(initial)
    }

    /// One state, as if written.
    #[must_use]
    pub fn at(text: &str, span: crate::source::Span) -> Self {
        Self { to: vec![name(crate::source::Spanned::new(text.to_owned(), span))], actions: Vec::new() }
    }
}

impl Block {
    fn list(f: &mut Fields<'_, '_>, key: &'static str, word: Word) -> Vec<Self> {
        let tables = f.tables(key);
        tables.into_iter().map(|table| Self::read(table, word, f.problems())).collect()
    }

    fn read(table: &Table, word: Word, problems: &mut Problems) -> Self {
        let mut f = Fields::new(table, word, problems);
        f.require("do");
        let head = Head::read(&mut f, word, Id::None);
        let block = Self { head, when: f.written("when"), actions: Action::list(&mut f, "do") };
        f.finish();
        block
    }
}
