//! Actions as written (`LANGUAGE` §3): lists of tables with one verb each.

use super::event::checked;
use super::head::{Head, Id};
use super::read::Read;
use super::{Name, Said, Written};
use crate::model::party::Party;
use crate::problem::{Problems, Word};
use crate::source::Span;
use crate::syntax::{Fields, Table};
use crate::value::Text;

/// `key = value` tables whose keys are the author's names, in the order written.
pub type Entries = Vec<(Name, Written)>;

/// One action.
#[derive(Debug, Clone)]
pub struct Action {
    /// Clauses and place.
    pub head: Head,
    /// Runs where this holds.
    pub when: Option<Written>,
    /// Runs once per item of this list.
    pub each: Option<Written>,
    /// What is done.
    pub verb: Verb,
}

/// The verbs.
#[derive(Debug, Clone)]
pub enum Verb {
    /// `set`
    Set(Entries),
    /// `add`
    Add(Entries),
    /// `notify`
    Notify {
        /// Whom.
        to: Party,
        /// About what.
        about: Option<Said>,
        /// Further content.
        with: Entries,
        /// By which channel.
        channel: Option<Text>,
        /// The name its answer comes under.
        id: Option<Name>,
        /// How soon it must be confirmed.
        within: Option<Written>,
    },
    /// `request`
    Request {
        /// What; answers come as `<name>.confirmed` and `<name>.failed`.
        name: Name,
        /// Contents.
        with: Entries,
        /// What takes it back.
        undo: Option<Name>,
        /// It harms somebody outside: the place that says so.
        grave: Option<Span>,
    },
    /// `signal`
    Signal(Signal),
    /// `cancel`
    Cancel {
        /// The id of signals.
        id: Name,
    },
    /// `record`
    Record {
        /// Which register.
        register: Name,
        /// Whom the row is about.
        whom: Option<Party>,
        /// Columns.
        with: Entries,
    },
    /// `penalize`
    Penalize {
        /// By which penalty.
        penalty: Name,
        /// Whom.
        whom: Party,
        /// The rule broken.
        rule: Option<Written>,
    },
    /// `assign`
    Assign {
        /// Who.
        to: Party,
        /// The name given; the owner where there is none.
        part: Option<Name>,
    },
    /// `open`
    Open(Open),
    /// `raise`
    Raise {
        /// Which event.
        event: Name,
        /// Its fields.
        with: Entries,
    },
    /// `{ when, do, else }`
    Group {
        /// Where the action's condition holds.
        then: Vec<Action>,
        /// Where it does not.
        otherwise: Vec<Action>,
    },
}

/// `signal`
#[derive(Debug, Clone)]
pub struct Signal {
    /// To which case; always an expression.
    pub to: Written,
    /// Which event of its process.
    pub event: Name,
    /// Its fields.
    pub with: Entries,
    /// Sent after this.
    pub wait: Option<Written>,
    /// What cancels it, and what a refusal comes back under.
    pub id: Option<Name>,
}

/// `open`
#[derive(Debug, Clone)]
pub struct Open {
    /// Of which process or offence.
    pub process: Name,
    /// Under which name its end comes back.
    pub part: Option<Name>,
    /// Its data.
    pub with: Entries,
    /// Its owner.
    pub owner: Option<Party>,
    /// Whether it is cancelled when the state that opened it is left.
    pub cancel_on_leave: bool,
}

/// Keys that make an action, of which one is written; `do` makes a group.
const VERBS: [&str; 12] =
    ["set", "add", "notify", "request", "record", "penalize", "assign", "open", "signal", "cancel", "raise", "do"];

/// Verbs of later versions.
const LATER: [&str; 6] = ["issue", "reward", "book", "reverse", "destroy", "hand_over"];

impl Action {
    /// Reads a list of actions.
    pub(super) fn list(f: &mut Fields<'_, '_>, key: &'static str) -> Vec<Self> {
        let tables = f.tables(key);
        tables.into_iter().filter_map(|table| Self::read(table, f.problems())).collect()
    }

    /// Reads one action.
    pub(super) fn read(table: &Table, problems: &mut Problems) -> Option<Self> {
        let mut f = Fields::new(table, Word::Action, problems);
        let action = Self::keys(&mut f);
        match action {
            // What a later version knows has keys of its own; they are not this version's to judge.
            None if f.table_itself().entries().any(|(key, _)| LATER.contains(&key.text.as_str())) => {}
            _ => f.finish(),
        }
        action
    }

    /// Reads the keys of an action from a table that has others beside them (a warning's `left`).
    pub(super) fn keys(f: &mut Fields<'_, '_>) -> Option<Self> {
        let (head, when, each) = (Head::read(f, Word::Action, Id::None), f.written("when"), f.written("each"));
        if LATER.iter().any(|key| f.table_itself().get(key).is_some()) {
            f.not_yet(&LATER);
            return None;
        }
        let verb = match f.exactly_one(&VERBS)? {
            "set" => Verb::Set(f.entries("set")),
            "add" => Verb::Add(f.entries("add")),
            "notify" => notify(f)?,
            "record" => {
                Verb::Record { register: f.name("record")?, whom: Party::read(f, "whom"), with: f.entries("with") }
            }
            "request" => request(f)?,
            "penalize" => penalize(f)?,
            "assign" => Verb::Assign { to: Party::read(f, "assign")?, part: f.name("as") },
            "open" => open(f)?,
            "signal" => signal(f)?,
            "cancel" => Verb::Cancel { id: f.name("cancel")? },
            "raise" => raise(f)?,
            _ => Verb::Group { then: Self::list(f, "do"), otherwise: Self::list(f, "else") },
        };
        Some(Self { head, when, each, verb })
    }

    /// Whether an action is written in a table that may also have none.
    pub(super) fn is_in(table: &Table) -> bool {
        table.entries().any(|(key, _)| VERBS.contains(&key.text.as_str()) || LATER.contains(&key.text.as_str()))
    }
}

fn notify(f: &mut Fields<'_, '_>) -> Option<Verb> {
    let to = Party::read(f, "notify");
    let (about, with, channel) = (f.quoted("about").cloned(), f.entries("with"), f.plain("channel"));
    let (id, within) = (answered(f, "id"), f.written("within"));
    f.needs("within", "id");
    Some(Verb::Notify { to: to?, about, with, channel, id, within })
}

fn request(f: &mut Fields<'_, '_>) -> Option<Verb> {
    let (name, undo) = (answered(f, "request"), answered(f, "undo"));
    let grave = f.boolean("grave").filter(|grave| grave.value).map(|grave| grave.span);
    let with = f.entries("with");
    Some(Verb::Request { name: name?, with, undo, grave })
}

fn signal(f: &mut Fields<'_, '_>) -> Option<Verb> {
    let (to, event) = (f.written("signal"), f.required_name("event"));
    let event = event.filter(|event| checked(f, event, false));
    let (with, wait, id) = (f.entries("with"), f.written("wait"), answered(f, "id"));
    Some(Verb::Signal(Signal { to: to?, event: event?, with, wait, id }))
}

/// A name that events begin with.
fn answered(f: &mut Fields<'_, '_>, key: &'static str) -> Option<Name> {
    let name = f.name(key)?;
    checked(f, &name, false).then_some(name)
}

fn penalize(f: &mut Fields<'_, '_>) -> Option<Verb> {
    f.not_yet(&["same_as"]);
    let (penalty, whom, rule) = (f.name("penalize"), Party::required(f, "whom"), f.written("rule"));
    Some(Verb::Penalize { penalty: penalty?, whom: whom?, rule })
}

fn open(f: &mut Fields<'_, '_>) -> Option<Verb> {
    let process = f.name("open");
    let on_leave = f.word("on_leave", &[("keep", false), ("cancel", true)]);
    let open = Open {
        part: f.name("as"),
        with: f.entries("with"),
        owner: Party::read(f, "owner"),
        cancel_on_leave: on_leave.is_some_and(|on| on.value),
        process: process?,
    };
    Some(Verb::Open(open))
}

fn raise(f: &mut Fields<'_, '_>) -> Option<Verb> {
    let (event, with) = (f.name("raise"), f.entries("with"));
    Some(Verb::Raise { event: event.filter(|event| checked(f, event, false))?, with })
}
