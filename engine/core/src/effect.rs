//! What a step wants done or written down. Data only; whoever called the step does it.

use crate::money::Money;
use crate::program::ChargeKind;
use crate::value::{Text, Value};
use std::fmt;
use zhidu_time::Instant;

/// The identity of everything a step produces: outbox key and idempotency key at once. The same step gives the same
/// ids on every machine, and no two of them are equal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EffectId {
    /// The case.
    pub case: Text,
    /// The case's version the step made.
    pub version: u64,
    /// The macrostep's round.
    pub round: u32,
    /// Position within the round.
    pub ordinal: u32,
}

impl EffectId {
    /// Reads what is shown: `case#version.round.ordinal`. A case opened by another has a `#` in its id, so the last
    /// one counts.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (case, place) = text.rsplit_once('#')?;
        let mut numbers = place.split('.');
        let (version, round, ordinal) = (numbers.next()?, numbers.next()?, numbers.next()?);
        let id = Self {
            case: case.into(),
            version: version.parse().ok()?,
            round: round.parse().ok()?,
            ordinal: ordinal.parse().ok()?,
        };
        numbers.next().is_none().then_some(id)
    }
}

impl fmt::Display for EffectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}.{}.{}", self.case, self.version, self.round, self.ordinal)
    }
}

/// Something the host must do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Its identity.
    pub id: EffectId,
    /// What.
    pub kind: EffectKind,
    /// Which clauses want it.
    pub clauses: Vec<Text>,
}

/// The kinds of effects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EffectKind {
    /// Tell these people.
    Notify {
        /// Persons; where a role has no holders, the role itself.
        to: Vec<Recipient>,
        /// About what.
        about: Option<Text>,
        /// Further content.
        with: Vec<(Text, Value)>,
        /// By which channel.
        channel: Option<Text>,
        /// Where the case waits for the answer: it comes as `<name>.confirmed` or `<name>.failed`.
        name: Option<Text>,
    },
    /// Do this; the answer comes as `<name>.confirmed` or `<name>.failed`.
    Request {
        /// What.
        name: Text,
        /// With which contents.
        with: Vec<(Text, Value)>,
        /// It harms somebody outside.
        grave: bool,
        /// The confirmed request this one takes back (`undo`).
        undoes: Option<EffectId>,
    },
    /// Do not do what was requested: the state it belonged to was left before the answer came.
    Withdraw {
        /// The request.
        request: EffectId,
        /// Its name.
        name: Text,
        /// What takes it back where it is too late.
        undo: Option<Text>,
    },
    /// A soft or unpunished deadline lapsed, or time runs short without actions of its own.
    Warn {
        /// The deadline.
        deadline: Text,
        /// Its due as people read it.
        due: Text,
    },
}

/// Who is told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Recipient {
    /// A person.
    Person(Text),
    /// A role without holders.
    Role(Text),
}

impl Recipient {
    /// The id.
    #[must_use]
    pub const fn id(&self) -> &Text {
        match self {
            Self::Person(id) | Self::Role(id) => id,
        }
    }
}

/// The act a charge is for: one act is charged once per person (GR-10).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Act {
    /// The case it happened in.
    pub case: Text,
    /// When it happened.
    pub instant: Instant,
}

/// An entry of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// Its identity.
    pub id: EffectId,
    /// Who is charged.
    pub person: Text,
    /// By which penalty.
    pub penalty: Text,
    /// The rule broken.
    pub rule: Option<Text>,
    /// The counter's key, where the penalty counts.
    pub key: Option<Vec<Text>>,
    /// The number of this charge in its counter.
    pub count: Option<u32>,
    /// The money, if any.
    pub amount: Option<Money>,
    /// The sanction, if any.
    pub sanction: Option<Text>,
    /// What kind of entry.
    pub kind: ChargeKind,
    /// The charge this one stands beside (joint liability).
    pub joint_of: Option<EffectId>,
    /// The charge this one takes back.
    pub reverses: Option<EffectId>,
    /// The act.
    pub act: Act,
    /// When the act was done: its period, wage and attributes count.
    pub occurred: Instant,
    /// When it was booked: the event's stamp.
    pub booked: Instant,
    /// The clauses of penalty and rung.
    pub clauses: Vec<Text>,
}

/// A row of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its identity.
    pub id: EffectId,
    /// The register.
    pub register: Text,
    /// Whom it is about.
    pub whom: Option<Text>,
    /// Columns.
    pub with: Vec<(Text, Value)>,
    /// When.
    pub at: Instant,
    /// Which clauses want it.
    pub clauses: Vec<Text>,
}

/// A case to be opened, in the same transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The new case's id: the identity of this opening.
    pub case: Text,
    /// Its process.
    pub process: Text,
    /// Data by id.
    pub data: Vec<(Text, Value)>,
    /// Its owner.
    pub owner: Option<Text>,
    /// The case that opens it, and the name its end comes back under.
    pub parent: (Text, Option<Text>),
    /// The act carried through.
    pub act: Act,
    /// The actor of the event that opened it, where there is one.
    pub requester: Option<Text>,
    /// The stamp it happens at.
    pub stamp: Instant,
    /// How many cases the root event went through to here.
    pub hops: u32,
    /// Which clauses want it.
    pub clauses: Vec<Text>,
}

/// An event for another case, written to its inbox in the same transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its identity.
    pub id: EffectId,
    /// To which case.
    pub to: Text,
    /// The event.
    pub event: Text,
    /// Its fields by id.
    pub data: Vec<(Text, Value)>,
    /// The act carried through.
    pub act: Act,
    /// The stamp it happens at.
    pub stamp: Instant,
    /// How many cases the root event went through to here.
    pub hops: u32,
    /// Of `joined`: the case that would have opened the receiver, and the name the receiver's end comes back under.
    pub joins: Option<(Text, Option<Text>)>,
    /// The sender has left the state it had opened the receiver for: the receiver ends without a word, unless another
    /// case opened it, too.
    pub cancels: bool,
    /// Of a signal: who sent it.
    pub signal: Option<Signal>,
}

/// Whom a signal goes back to where it is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// The case that sent it.
    pub from: Text,
    /// The id its sender gave it: a refusal comes back as `<id>.refused`; without one it is not told.
    pub id: Option<Text>,
}
