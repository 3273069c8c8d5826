//! What a transition does, and how people are named.

use super::{ClauseIx, DeadlineIx, EventIx, PenaltyIx, ProcessIx, RegisterIx};
use crate::guard::expr::{AttributeIx, DataSlot, Expr, FieldSlot, Guard, RoleIx};
use crate::source::Span;
use crate::value::Text;

/// A list of actions under one condition, read at its turn (`[[state.entry]]`, `[[state.exit]]`).
#[derive(Debug, Clone)]
pub struct Block {
    /// Runs where this holds.
    pub when: Option<Guard>,
    /// In order.
    pub actions: Vec<Action>,
    /// Clauses.
    pub clauses: Vec<ClauseIx>,
    /// Where.
    pub span: Span,
}

/// One action.
#[derive(Debug, Clone)]
pub struct Action {
    /// Runs where this holds.
    pub when: Option<Guard>,
    /// Runs once per item of this list, which is `it`.
    pub each: Option<Guard>,
    /// What is done.
    pub verb: Verb,
    /// Clauses of the action, else of the element around it.
    pub clauses: Vec<ClauseIx>,
    /// Where.
    pub span: Span,
}

/// The verbs (`LANGUAGE` §3).
#[derive(Debug, Clone)]
pub enum Verb {
    /// Assignment to a data.
    Set(Assign),
    /// Append to a list.
    Add(Assign),
    /// Tell somebody.
    Notify(Notice),
    /// Something the host must do.
    Request {
        /// What; answers come as `<name>.confirmed` and `<name>.failed`.
        name: Text,
        /// Contents.
        with: Vec<(Text, Expr)>,
        /// What takes it back once it is confirmed.
        undo: Option<Text>,
        /// It harms somebody outside.
        grave: bool,
    },
    /// An event for another case or this one, now or later.
    Signal(Signal),
    /// Signals of this id that wait are not sent.
    Cancel {
        /// The id.
        id: Text,
    },
    /// A row in a register.
    Record {
        /// Which register.
        register: RegisterIx,
        /// Whom the row is about.
        whom: Option<Party>,
        /// Columns by id.
        with: Vec<(Text, Expr)>,
    },
    /// A charge.
    Penalize {
        /// By which penalty.
        penalty: PenaltyIx,
        /// Whom.
        whom: Party,
        /// The rule broken: a text or clause id; part of the counter's key.
        rule: Option<Expr>,
    },
    /// The owner, or a named part (`as`).
    Assign {
        /// Who; exactly one person.
        to: Party,
        /// The name given, or the owner.
        part: Option<Text>,
    },
    /// Another case.
    Open(Open),
    /// An internal event.
    Raise {
        /// Which.
        event: EventIx,
        /// Its fields.
        with: Vec<(FieldSlot, Expr)>,
    },
    /// Several actions under the action's own condition, and what to do otherwise.
    Group {
        /// Where it holds.
        then: Vec<Action>,
        /// Where it does not.
        otherwise: Vec<Action>,
    },
}

impl Verb {
    /// The opening it is, if it is one.
    #[must_use]
    pub const fn as_open(&self) -> Option<&Open> {
        if let Self::Open(open) = self { Some(open) } else { None }
    }

    pub(super) fn collect<'p>(actions: &'p [Action], found: &mut Vec<&'p Self>) {
        for action in actions {
            found.push(&action.verb);
            if let Self::Group { then, otherwise } = &action.verb {
                Self::collect(then, found);
                Self::collect(otherwise, found);
            }
        }
    }
}

/// An assignment.
#[derive(Debug, Clone)]
pub struct Assign {
    /// To which data.
    pub slot: DataSlot,
    /// Which value.
    pub expr: Expr,
}

/// See [`Verb::Notify`].
#[derive(Debug, Clone)]
pub struct Notice {
    /// Whom.
    pub to: Party,
    /// About what, for people.
    pub about: Option<Text>,
    /// Further content.
    pub with: Vec<(Text, Expr)>,
    /// By which channel.
    pub channel: Option<Text>,
    /// The name its answer comes under, where the case waits for one.
    pub name: Option<Text>,
    /// The deadline it starts, which its confirmation meets (`within`).
    pub deadline: Option<DeadlineIx>,
}

/// See [`Verb::Signal`].
#[derive(Debug, Clone)]
pub struct Signal {
    /// To which case.
    pub to: Expr,
    /// Of which process that case is.
    pub process: ProcessIx,
    /// Which event of that process.
    pub event: EventIx,
    /// Its fields by id.
    pub with: Vec<(Text, Expr)>,
    /// Sent after this duration; none = now.
    pub wait: Option<Expr>,
    /// What cancels it, and what a refusal comes back under.
    pub id: Option<Text>,
}

/// Opening another case.
#[derive(Debug, Clone)]
pub struct Open {
    /// Of which process.
    pub process: ProcessIx,
    /// Under which name its end comes back (`child.<as>.<end state>`).
    pub part: Option<Text>,
    /// Its data by slot of the opened process.
    pub with: Vec<(DataSlot, Expr)>,
    /// Its owner.
    pub owner: Option<Party>,
    /// What happens to it when the state that opened it is left.
    pub on_leave: OnLeave,
}

/// See [`Open::on_leave`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnLeave {
    /// It goes on.
    Keep,
    /// It is cancelled.
    Cancel,
}

/// One way to name people (`LANGUAGE` §1 *Parties*). A party over a value not given is nobody.
#[derive(Debug, Clone)]
pub enum Party {
    /// Everyone holding the role.
    Role(RoleIx),
    /// Everyone holding the role for this (`{ role = "head", of = "offender.department" }`).
    RoleOf(RoleIx, Expr),
    /// Everyone holding the role whose attributes equal these.
    RoleWhere(RoleIx, Vec<(AttributeIx, Expr)>),
    /// The person, the holders of the role, or each of the list this gives.
    Value(Expr),
    /// The superior of the person this gives.
    SuperiorOf(Expr),
    /// Whoever was given this name by `assign … as`.
    Part(Text),
    /// Any role that is not outside.
    Staff,
    /// Any role.
    Anyone,
    /// Any of these, in order.
    Any(Vec<Party>),
}
