//! The program: what a policy is compiled into, and all that running reads.
//!
//! In: emitted once from the checked model. Out: read by [`crate::step`]. It is a plain value: dense tables with
//! typed indices, no maps of strings, no petgraph, no names of the compile side. Everything that can be cited
//! carries its clauses, and everything that can be traced its span.
//!
//! Sugar is gone here: an offence is a process, a deadline's `missed`, a warning and a wait are transitions whose
//! trigger is time, one act split into outcomes is one transition with several [`Outcome`]s.

mod action;
mod decision;
mod money;
mod process;
mod states;

pub use action::{Action, Assign, Block, Notice, OnLeave, Open, Party, Signal, Verb};
pub use decision::{Decision, Panel, Paused, REFUSE, TaskAct};
pub use money::{Amount, ChargeKind, Count, Joint, Penalty, Per, Reset, Rung};
pub use process::{
    Datum, Deadline, DeadlineStart, Due, Event, EventField, Forbid, Named, Offence, Outcome, Pattern, Process, Require,
    State, StateKind, Take, Transition, Trigger, Wait, WaitFor, Warn,
};
pub use states::StateSet;

use crate::guard::expr::{ParamIx, RoleIx, index};
use crate::guard::written::Home;
use crate::money::Currency;
use crate::source::Span;
use crate::value::{Field, Text, Type, Value};
use zhidu_time::{Date, Instant, Zone};

index! {
    /// A clause of the institution.
    ClauseIx;
    /// A process.
    ProcessIx;
    /// A transition of a process, in document order over the whole process.
    TransitionIx;
    /// A deadline of a process.
    DeadlineIx;
    /// A wait (`after`) of a process.
    WaitIx;
    /// A decision of a process.
    DecisionIx;
    /// An event of a process.
    EventIx;
    /// A penalty of the institution.
    PenaltyIx;
    /// A register of the institution.
    RegisterIx;
}

/// The version of the rules of running a case is pinned to.
pub const SEMANTICS: u32 = 1;

/// One institution's policy, ready to run.
#[derive(Debug, Clone)]
pub struct Program {
    /// SHA-256 over the sources, the institution's own values and the semantics version, in lower-case hexadecimal: what
    /// cases are pinned to.
    pub hash: Text,
    /// Who the policy is of.
    pub institution: Institution,
    /// The regulation's sentences, in document order.
    pub clauses: Vec<Clause>,
    /// The blanks of the text with the values in force.
    pub params: Vec<Param>,
    /// What is known of a person; the first two are `department` and `superior`.
    pub attributes: Vec<Attribute>,
    /// Roles.
    pub roles: Vec<Role>,
    /// Registers.
    pub registers: Vec<Register>,
    /// Penalties.
    pub penalties: Vec<Penalty>,
    /// Who is charged beside an offender.
    pub joints: Vec<Joint>,
    /// Processes, written ones and those offences expand into.
    pub processes: Vec<Process>,
    /// Texts of scripts that are run in rhai.
    pub scripts: Vec<Script>,
}

/// Identity of the institution.
#[derive(Debug, Clone)]
pub struct Institution {
    /// Its id.
    pub id: Text,
    /// What people read.
    pub name: Text,
    /// The author's label of this version.
    pub version: Option<Text>,
    /// In force from the start of this day.
    pub effective: Option<Date>,
    /// Clauses that say so.
    pub effective_clauses: Vec<ClauseIx>,
    /// Whose clocks count.
    pub zone: Zone,
    /// The currency of amounts.
    pub currency: Currency,
}

impl Institution {
    /// What values as written are read by.
    #[must_use]
    pub const fn home(&self) -> Home<'_> {
        Home { zone: &self.zone, currency: self.currency }
    }
}

/// One sentence of the regulation.
#[derive(Debug, Clone)]
pub struct Clause {
    /// What elements cite.
    pub id: Text,
    /// Place in the source text.
    pub source: Option<Text>,
    /// In the author's words.
    pub summary: Option<Text>,
    /// Why no engine can decide it.
    pub manual: Option<Text>,
    /// Where it is declared.
    pub span: Span,
}

/// A blank of the text with its value.
#[derive(Debug, Clone)]
pub struct Param {
    /// Its id.
    pub id: Text,
    /// Its type.
    pub ty: Type,
    /// One value, or one per key.
    pub value: ParamValue,
    /// The value is the policy's sample, not the institution's own.
    pub sampled: bool,
    /// Clauses it is a blank of.
    pub clauses: Vec<ClauseIx>,
}

/// A parameter's value.
#[derive(Debug, Clone, PartialEq)]
pub enum ParamValue {
    /// The same for all.
    One(Value),
    /// By the option of the choice named by `per`, in its order.
    Per(Vec<(Text, Value)>),
}

/// Something known of a person.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// Its id.
    pub id: Text,
    /// Its type.
    pub ty: Type,
}

/// A role people hold.
#[derive(Debug, Clone)]
pub struct Role {
    /// Its id.
    pub id: Text,
    /// What people read.
    pub name: Option<Text>,
    /// What its holders hold it for (`per = "department"`): a choice or an attribute.
    pub per: Option<Text>,
    /// Customers and other outsiders.
    pub outside: bool,
    /// Held by exactly one person.
    pub one: bool,
    /// Roles that stand in, in order.
    pub deputies: Vec<RoleIx>,
    /// The role above.
    pub reports_to: Option<RoleIx>,
}

/// A register rows are recorded in.
#[derive(Debug, Clone)]
pub struct Register {
    /// Its id.
    pub id: Text,
    /// What people read.
    pub name: Option<Text>,
    /// Columns.
    pub fields: Vec<Field>,
    /// Clauses that demand it.
    pub clauses: Vec<ClauseIx>,
}

/// A script text and where it stands.
#[derive(Debug, Clone)]
pub struct Script {
    /// The decoded text.
    pub text: Text,
    /// What it must give.
    pub ty: Type,
    /// Where.
    pub span: Span,
}

impl Program {
    /// The position of a process by its id.
    #[must_use]
    pub fn process(&self, id: &str) -> Option<ProcessIx> {
        self.processes.iter().position(|p| &*p.id == id).map(ProcessIx::from)
    }

    /// The ids of clauses, in the order given.
    #[must_use]
    pub fn clause_ids(&self, clauses: &[ClauseIx]) -> Vec<Text> {
        clauses.iter().filter_map(|c| self.clauses.get(c.at())).map(|c| c.id.clone()).collect()
    }

    /// A parameter's declaration. Indices come from the compiler and always fit.
    #[must_use]
    pub fn param(&self, ix: ParamIx) -> &Param {
        &self.params[ix.at()]
    }

    /// The first instant the rules are in force, if they say one.
    #[must_use]
    pub fn effective_from(&self) -> Option<Instant> {
        self.institution.effective.map(|date| self.institution.zone.start_of_day(date))
    }
}
