//! What a step asks for, and what it is answered.
//!
//! A step never reaches out. It returns the queries it met, all it can find at once; the caller answers them from one
//! snapshot and runs the step again with the facts. Facts are kept with the event, so a replay never asks.

use crate::effect::{Charge, EffectId};
use crate::value::{Text, Value};
use std::collections::BTreeMap;
use zhidu_time::Instant;

/// A question to the world. Ordered, so that facts have one order everywhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Query {
    /// The roles of a person at the stamp, fenced by dismissals.
    Roles {
        /// Who.
        person: Text,
    },
    /// Who holds a role (for this, where given) at the stamp, stand-ins resolved, in the directory's order. Fenced by
    /// dismissals.
    Holders {
        /// The role.
        role: Text,
        /// For what (`per`).
        of: Option<Text>,
    },
    /// Everybody who holds one of these roles at the stamp, in the directory's order. Fenced by dismissals.
    Anyone {
        /// The roles.
        roles: Vec<Text>,
    },
    /// An attribute of a person; `department` and `superior` are attributes too.
    Attribute {
        /// Who.
        person: Text,
        /// Which.
        attribute: Text,
    },
    /// How many charges of a penalty stand with this key, counted from an instant. Fenced.
    Count {
        /// The penalty.
        penalty: Text,
        /// The key: the values of `per`, in its order.
        key: Vec<Text>,
        /// Only those that occurred at or after this (`reset`).
        since: Option<Instant>,
        /// Only those that occurred before this.
        until: Option<Instant>,
    },
    /// The standing charges of one act of one person (GR-10). Fenced.
    Act {
        /// Who.
        person: Text,
        /// In which case.
        case: Text,
        /// When.
        instant: Instant,
    },
    /// The standing joint charges beside a charge. Fenced.
    Joint {
        /// The charge.
        of: EffectId,
    },
    /// Which open case holds a key of a process. Fenced.
    Key {
        /// The process.
        process: Text,
        /// The key's values as text, in its order.
        key: Vec<Text>,
    },
    /// The process of a case, open or closed. Cases never go away, so it needs no fence.
    Process {
        /// The case.
        case: Text,
    },
}

/// The answer to a [`Query`]; the variants go together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// To `Roles`.
    Roles {
        /// Roles held, each with what for.
        held: Vec<(Text, Option<Text>)>,
        /// A standing dismissal ended them: the clauses of its charge.
        ended_by: Option<Vec<Text>>,
    },
    /// To `Holders` and `Anyone`.
    People(Vec<Text>),
    /// To `Attribute`; `None` = not known.
    Attribute(Option<Value>),
    /// To `Count`.
    Count(u32),
    /// To `Act` and `Joint`.
    Charges(Vec<Charge>),
    /// To `Key`; `None` = free.
    Holder(Option<Text>),
    /// To `Process`; `None` = there is no such case.
    Process(Option<Text>),
}

/// What the commit compares: a counter, a key, a person's standing.
pub type Fence = Text;

/// An answer with the fence and version it was read at; none for recorded-only facts (the directory).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The answer.
    pub answer: Answer,
    /// What it depends on and at which version.
    pub fence: Option<(Fence, u64)>,
}

/// All facts of one snapshot, in the order of their queries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts(pub BTreeMap<Query, Fact>);
