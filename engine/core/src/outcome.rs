//! What a step answers: accepted, denied with reasons, or an incident, and everything that comes of it.

use crate::case::{Case, Timer};
use crate::effect::{Act, Charge, Effect, EffectId, Message, Opening, Row};
use crate::guard::expr::StateIx;
use crate::need::{Fence, Query};
use crate::program::{ClauseIx, DeadlineIx, DecisionIx, Paused, PenaltyIx, ProcessIx, TransitionIx, WaitIx};
use crate::source::Span;
use crate::value::{Text, Value};
use zhidu_time::Instant;

/// What a step is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The instant that counts: durable acceptance of an outside event, the nominal instant of a timer.
    pub stamp: Instant,
    /// What happens.
    pub kind: InputKind,
}

/// See [`Input`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputKind {
    /// Somebody does something in an open case.
    Outside(Outside),
    /// Somebody does something that begins a case.
    Start {
        /// Of this process.
        process: ProcessIx,
        /// The id the new case gets.
        case: Text,
        /// What is done.
        outside: Outside,
    },
    /// A case opened by another.
    Opening(Opening),
    /// An event from another case.
    Message(Message),
    /// A timer is due.
    Timer(Timer),
    /// The host answers what it was asked.
    Reply(Reply),
}

/// What the host says of a request, or of a notice with a name. An answer to nothing that is open is not accepted, so
/// it may be given again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The effect that is answered.
    pub effect: EffectId,
    /// How it went.
    pub result: Answered,
    /// The fields of the event it comes as.
    pub data: Vec<(Text, Value)>,
}

/// How an effect went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answered {
    /// Done.
    Confirmed,
    /// Not done, and it will not be.
    Failed,
}

impl Answered {
    /// What an event of this name answers, and how; none if it is no such event.
    #[must_use]
    pub fn of(event: &str) -> Option<(&str, Self)> {
        let (name, end) = event.rsplit_once('.')?;
        let known = [Self::Confirmed, Self::Failed].into_iter().find(|answered| answered.id() == end)?;
        Some((name, known))
    }

    /// The last word of the event's name.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Failed => "failed",
        }
    }
}

/// An outside event: who does what, with which fields. Values may be typed or literals as text; the step types them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    /// The event's name.
    pub event: Text,
    /// Who does it.
    pub actor: Text,
    /// Its fields by id.
    pub data: Vec<(Text, Value)>,
}

/// The answer of one run of the step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// These facts are needed; answer them from one snapshot and step again.
    Need(Vec<Query>),
    /// Done.
    Done(Box<Outcome>),
}

/// What came of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// How it went.
    pub verdict: Verdict,
    /// The case afterwards; none where nothing changed.
    pub case: Option<Case>,
    /// What the host must do.
    pub effects: Vec<Effect>,
    /// What is booked.
    pub charges: Vec<Charge>,
    /// What is recorded.
    pub rows: Vec<Row>,
    /// Which cases are opened.
    pub openings: Vec<Opening>,
    /// What other cases are told.
    pub messages: Vec<Message>,
    /// Every fenced key that was read, with the version seen; the commit compares them all.
    pub reads: Vec<(Fence, u64)>,
    /// What happened in which order, with the clauses behind it.
    pub trace: Vec<Mark>,
}

/// How an input went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Taken; the case moved or its actions ran.
    Accepted,
    /// Refused, with all reasons; nothing changed.
    Denied(Denial),
    /// A start whose key an open case holds: the event goes to that case.
    Joins(Text),
    /// A stale timer, or an internal event nobody selects; nothing changed.
    Ignored,
    /// Something failed; nothing changed, and somebody must look.
    Incident(Incident),
}

/// Why an event was refused. Reasons are ordered as they are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// A field is unknown or of the wrong type.
    Malformed,
    /// A `forbid` holds.
    Forbidden,
    /// The actor is not among those who may.
    NotForYou,
    /// Too early, or outside the hours.
    NotNow,
    /// A required field or mark is missing.
    Missing,
    /// A `require` fails.
    Unmet,
    /// No state that is active accepts it.
    NotAccepted,
    /// The rules are not in force yet.
    NotInForce,
}

impl Reason {
    /// Every reason, in their order.
    pub const ALL: [Self; 8] = [
        Self::Malformed,
        Self::Forbidden,
        Self::NotForYou,
        Self::NotNow,
        Self::Missing,
        Self::Unmet,
        Self::NotAccepted,
        Self::NotInForce,
    ];

    /// As policies and reports write it.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Forbidden => "forbidden",
            Self::NotForYou => "not_for_you",
            Self::NotNow => "not_now",
            Self::Missing => "missing",
            Self::Unmet => "unmet",
            Self::NotAccepted => "not_accepted",
            Self::NotInForce => "not_in_force",
        }
    }
}

/// A refusal: everything that stands against the event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denial {
    /// The items, by reason, never empty.
    pub items: Vec<Objection>,
}

impl Denial {
    /// The first reason in the fixed order.
    #[must_use]
    pub fn reason(&self) -> Reason {
        self.items.iter().map(|i| i.reason).min().unwrap_or(Reason::NotAccepted)
    }

    /// Every clause cited, in order, once.
    #[must_use]
    pub fn clauses(&self) -> Vec<Text> {
        let mut seen = Vec::new();
        for clause in self.items.iter().flat_map(|i| &i.clauses) {
            if !seen.contains(clause) {
                seen.push(clause.clone());
            }
        }
        seen
    }

    /// Every field, mark or role that is missing, in order, once.
    #[must_use]
    pub fn missing(&self) -> Vec<Text> {
        let mut seen = Vec::new();
        for id in self.items.iter().flat_map(|i| &i.missing) {
            if !seen.contains(id) {
                seen.push(id.clone());
            }
        }
        seen
    }
}

/// One thing that stands against an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// Of which kind.
    pub reason: Reason,
    /// What: the field, the condition as written, the event.
    pub what: Text,
    /// What the policy says to people.
    pub say: Option<Text>,
    /// The clauses behind it.
    pub clauses: Vec<Text>,
    /// Ids of what is missing.
    pub missing: Vec<Text>,
    /// Who could: role and person ids; for an unaccepted event, the states that would accept it.
    pub could: Vec<Text>,
}

/// Something failed that is nobody's refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// What kind.
    pub kind: IncidentKind,
    /// Where in the policy.
    pub span: Option<Span>,
}

/// The kinds of incidents.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IncidentKind {
    /// An expression gave no value.
    #[error("`{text}`: {error}")]
    Expression {
        /// As written.
        text: Text,
        /// What failed.
        error: crate::guard::eval::EvalError,
    },
    /// The macrostep did not come to rest.
    #[error("no rest after {0} rounds")]
    Budget(u32),
    /// Cases opened and told each other without end.
    #[error("no rest after {0} hops between cases")]
    Hops(u32),
    /// A `require` failed and there is no actor to refuse.
    #[error("`{0}` does not hold")]
    Unmet(Text),
    /// A charge to nobody.
    #[error("nobody to charge with `{0}`")]
    NobodyToCharge(Text),
    /// One person was needed.
    #[error("`{what}` needs exactly one person, found {found}")]
    NotOnePerson {
        /// The party as written.
        what: Text,
        /// How many.
        found: usize,
    },
    /// A value outside its data's type or bounds.
    #[error("`{data}` cannot hold {value}")]
    Bounds {
        /// The data.
        data: Text,
        /// The value.
        value: Text,
    },
    /// A due that cannot be computed.
    #[error("`{0}` cannot be computed")]
    Due(Text),
    /// What the step was given does not belong together (another program's case, an unknown process).
    #[error("{0}")]
    Mismatch(Text),
    /// An incident that was written down, by its sentence.
    #[error("{0}")]
    Noted(Text),
}

/// One thing that happened in a step, with the clauses behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What.
    pub what: What,
    /// The clauses of the element that did it.
    pub clauses: Vec<ClauseIx>,
}

/// See [`Mark`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A condition was read.
    Guard {
        /// Where.
        span: Span,
        /// What it gave.
        holds: bool,
    },
    /// A transition was taken, by its n-th outcome.
    Taken {
        /// Which.
        transition: TransitionIx,
        /// Row of `to`.
        outcome: u32,
    },
    /// A state was entered.
    Entered(StateIx),
    /// A state was left.
    Left(StateIx),
    /// The case was opened.
    Opened,
    /// The case ended in this state.
    Ended(StateIx),
    /// Its owner changed.
    Owner(Option<Text>),
    /// A data was set.
    Set(Text),
    /// A deadline started or was planned anew.
    Planned(DeadlineIx),
    /// A deadline was met.
    Met(DeadlineIx),
    /// A deadline lapsed.
    Missed(DeadlineIx),
    /// A deadline's state was left otherwise.
    Stopped(DeadlineIx),
    /// A deadline or wait stands still from now on.
    Paused(Paused),
    /// A deadline or wait goes on with what was left.
    Resumed(Paused),
    /// A timer of an arming that is over: nothing happens.
    Stale,
    /// A task was offered.
    Offered(DecisionIx),
    /// Somebody took a task.
    Claimed(DecisionIx),
    /// A task was given back.
    Released(DecisionIx),
    /// Somebody voted, and further votes are needed.
    Voted(DecisionIx),
    /// A task was answered.
    Answered(DecisionIx),
    /// A task was taken back, its state being left.
    TaskWithdrawn(DecisionIx),
    /// A deadline's warning fired.
    Warned(DeadlineIx),
    /// A wait ran out.
    Ran(WaitIx),
    /// Somebody was told; the effect's identity.
    Notified(EffectId),
    /// Something was requested; the effect's identity.
    Requested(EffectId),
    /// A request was withdrawn before it was answered; the request's identity.
    Withdrawn(EffectId),
    /// A request or notice was confirmed: the proof, at the step's stamp.
    Confirmed(EffectId),
    /// A request or notice failed.
    NotConfirmed(EffectId),
    /// A signal was sent; the message's identity.
    Signalled(EffectId),
    /// A signal is to be sent at this instant; its event.
    Delayed(Text, Instant),
    /// Delayed signals were cancelled; their id.
    Cancelled(Text),
    /// A row was recorded.
    Recorded(EffectId),
    /// A charge was booked.
    Charged(EffectId),
    /// A charge was not booked because a heavier one stands for the same act.
    Outweighed {
        /// The penalty that was not booked.
        penalty: PenaltyIx,
        /// Whom it would have charged.
        person: Text,
        /// What stands.
        by: EffectId,
    },
    /// A case was opened; its id.
    Opens(Text),
    /// An open case that holds the key was told instead; its id.
    Joined(Text),
    /// The case ended because this case, which had opened it, left it.
    CancelledBy(Text),
    /// A condition that must hold was read and held.
    Required(Span),
    /// Something failed and the process goes on after failures: what is said of it.
    Failed(Text),
    /// An event was refused; for coverage of the refusing element.
    Refused(Reason),
}

/// The act an input is, unless an offence's own data say otherwise.
#[must_use]
pub fn act_of(case: &Text, input: &Input) -> Act {
    match &input.kind {
        InputKind::Opening(o) => o.act.clone(),
        InputKind::Message(m) => m.act.clone(),
        _ => Act { case: case.clone(), instant: input.stamp },
    }
}
