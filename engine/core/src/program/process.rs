//! One process as running reads it: states in document order (preorder), transitions, clocks.

use super::{
    Action, Block, ClauseIx, DeadlineIx, Decision, DecisionIx, Party, Paused, TaskAct, TransitionIx, Verb, WaitIx,
};
use crate::guard::expr::{DataSlot, Expr, FieldSlot, Guard, StateIx};
use crate::source::Span;
use crate::value::{Field, Text, Type};
use std::ops::Range;

/// A process.
#[derive(Debug, Clone)]
pub struct Process {
    /// Its id.
    pub id: Text,
    /// What people read.
    pub name: Option<Text>,
    /// At most one open case per key.
    pub key: Vec<DataSlot>,
    /// Data by slot.
    pub data: Vec<Datum>,
    /// Named pure expressions.
    pub values: Vec<Named>,
    /// Ids of event fields by slot.
    pub fields: Vec<Text>,
    /// Every event the process can meet, outside and internal ones.
    pub events: Vec<Event>,
    /// How a case begins, in document order; their source is the root.
    pub starts: Vec<TransitionIx>,
    /// States; the first is the root, which stands for the process. Preorder = document order = order of entry.
    pub states: Vec<State>,
    /// Transitions, starts among them, in document order.
    pub transitions: Vec<Transition>,
    /// Deadlines.
    pub deadlines: Vec<Deadline>,
    /// Waits.
    pub waits: Vec<Wait>,
    /// What people decide in its states.
    pub decisions: Vec<Decision>,
    /// What is forbidden wherever the case stands; the institution's among them.
    pub forbids: Vec<Forbid>,
    /// Set for a process that an offence expanded into.
    pub offence: Option<Offence>,
    /// A failed action is an incident (false), or `error.execution` as in SCXML (true).
    pub errors_continue: bool,
    /// Clauses of the process as a whole.
    pub clauses: Vec<ClauseIx>,
    /// Where it is declared.
    pub span: Span,
}

impl Process {
    /// The root state, which stands for the process.
    pub const ROOT: StateIx = StateIx(0);

    /// The position of a state by its id.
    #[must_use]
    pub fn state(&self, id: &str) -> Option<StateIx> {
        self.states.iter().position(|s| &*s.id == id).map(StateIx::from)
    }

    /// The slot of a data by its id.
    #[must_use]
    pub fn data_slot(&self, id: &str) -> Option<DataSlot> {
        self.data.iter().position(|d| &*d.field.id == id).map(DataSlot::from)
    }

    /// What a wait is called: its id, else that of its state.
    #[must_use]
    pub fn wait_id(&self, wait: WaitIx) -> &Text {
        let wait = &self.waits[wait.at()];
        wait.id.as_ref().unwrap_or(&self.states[wait.state.at()].id)
    }

    /// Whether a case can begin with this event.
    #[must_use]
    pub fn starts_by(&self, event: &str) -> bool {
        self.starts.iter().any(|t| self.transitions[t.at()].trigger.matches(event))
    }

    /// Every verb of every action, wherever in the process it stands, groups before what they hold.
    #[must_use]
    pub fn verbs(&self) -> Vec<&Verb> {
        let outcomes = self.transitions.iter().flat_map(|t| &t.outcomes).map(|o| &o.actions);
        let initial = self.states.iter().map(|s| &s.initial_actions);
        let blocks = self.states.iter().flat_map(|s| s.entry.iter().chain(&s.exit)).map(|b| &b.actions);
        let mut found = Vec::new();
        outcomes.chain(initial).chain(blocks).for_each(|actions| Verb::collect(actions, &mut found));
        found
    }

    /// The event of this exact name.
    #[must_use]
    pub fn event(&self, name: &str) -> Option<&Event> {
        self.events.iter().find(|e| &*e.name == name)
    }
}

/// A data of the case.
#[derive(Debug, Clone)]
pub struct Datum {
    /// Id, name, type, bounds.
    pub field: Field,
    /// Its value at the start where nothing set it; a default that fails = not given.
    pub default: Option<Expr>,
    /// Clauses.
    pub clauses: Vec<ClauseIx>,
    /// Where it is declared.
    pub span: Span,
}

/// A named pure expression.
#[derive(Debug, Clone)]
pub struct Named {
    /// Its id.
    pub id: Text,
    /// Its type.
    pub ty: Type,
    /// What it is.
    pub is: Guard,
    /// Clauses.
    pub clauses: Vec<ClauseIx>,
}

/// An event and its payload. Nothing but these fields is accepted.
#[derive(Debug, Clone)]
pub struct Event {
    /// Dotted name.
    pub name: Text,
    /// Fields from its declaration and from `takes`.
    pub fields: Vec<EventField>,
    /// Can come from outside: some transition for it says `by`.
    pub outside: bool,
}

/// A field of an event.
#[derive(Debug, Clone)]
pub struct EventField {
    /// Where its value goes.
    pub slot: FieldSlot,
    /// Id, name, type, bounds. Declared fields that are not `optional` are required; whether a taken one is required
    /// is said by the transition's [`Take`], and `optional` is true here.
    pub field: Field,
}

/// How a transition is triggered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trigger {
    /// One of these events.
    Events(Vec<Pattern>),
    /// Nothing: taken as soon as its condition holds.
    Always,
    /// The deadline lapsed.
    Missed(DeadlineIx),
    /// The deadline's n-th warning is due.
    Warning(DeadlineIx, u32),
    /// The wait ran out.
    Ran(WaitIx),
}

/// An event descriptor (SCXML 3.12.1): matches whole dotted tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// `*`
    Any,
    /// `sla` matches `sla` and `sla.breach`, not `slab`.
    Prefix(Text),
}

impl Pattern {
    /// Whether the descriptor matches the event's name.
    #[must_use]
    pub fn matches(&self, name: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Prefix(p) => name.strip_prefix(&**p).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')),
        }
    }
}

impl Trigger {
    /// Whether an event of this name triggers it.
    #[must_use]
    pub fn matches(&self, name: &str) -> bool {
        matches!(self, Self::Events(patterns) if patterns.iter().any(|p| p.matches(name)))
    }
}

/// A transition, or a start.
#[derive(Debug, Clone)]
pub struct Transition {
    /// The state it leaves; the root for the process's own and for starts.
    pub source: StateIx,
    /// What triggers it.
    pub trigger: Trigger,
    /// Who may do it; none = only the core sends the event.
    pub by: Option<Party>,
    /// What it does to a task: then those the task is for are admitted, whatever `by` says by now.
    pub task: Option<TaskAct>,
    /// Persons not admitted though `by` names them (an offence's offender and reporter as its verifier, GR-13).
    pub except: Vec<Expr>,
    /// Chosen where this holds.
    pub when: Option<Guard>,
    /// Event fields assigned to data of the same id before the actions.
    pub takes: Vec<Take>,
    /// What must hold, whichever outcome is chosen.
    pub require: Vec<Require>,
    /// Not before this instant (`not_before`), with its own clauses.
    pub not_before: Option<(Guard, Vec<ClauseIx>)>,
    /// Outcomes in order; the last has no `when`. Never empty.
    pub outcomes: Vec<Outcome>,
    /// Who owns the case (starts).
    pub owner: Option<Party>,
    /// Clauses.
    pub clauses: Vec<ClauseIx>,
    /// Where it is declared.
    pub span: Span,
}

/// One way a transition can go.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Chosen where this holds, before any action; the last row has none.
    pub when: Option<Guard>,
    /// Where to; empty = the state is not left.
    pub targets: Vec<StateIx>,
    /// Leaves and re-enters (SCXML's external transition).
    pub again: bool,
    /// `set`, `add`, then `do`: the transition's, then the row's.
    pub actions: Vec<Action>,
    /// What must hold for this outcome.
    pub require: Vec<Require>,
    /// The row's own clauses.
    pub clauses: Vec<ClauseIx>,
}

/// An event field assigned to the data of the same id.
#[derive(Debug, Clone)]
pub struct Take {
    /// From.
    pub field: FieldSlot,
    /// To.
    pub slot: DataSlot,
    /// Denied as missing where the event lacks it.
    pub required: bool,
}

/// A condition that denies the event where it fails.
#[derive(Debug, Clone)]
pub struct Require {
    /// What must hold.
    pub that: Guard,
    /// Its own clauses, else empty.
    pub clauses: Vec<ClauseIx>,
    /// What people read when it fails; may hold `{case.x}`.
    pub say: Option<Text>,
    /// Ids of what is missing when it fails (`given(case.x)` gives `x`).
    pub missing: Vec<Text>,
}

/// An event that is refused wherever the case stands.
#[derive(Debug, Clone)]
pub struct Forbid {
    /// Its id, where it has one.
    pub id: Option<Text>,
    /// Which events.
    pub events: Vec<Pattern>,
    /// Forbidden where this holds; none = always.
    pub when: Option<Guard>,
    /// Not where this holds.
    pub unless: Option<Guard>,
    /// Clauses.
    pub clauses: Vec<ClauseIx>,
    /// What people read.
    pub say: Option<Text>,
    /// Where it is declared.
    pub span: Span,
}

/// A state.
#[derive(Debug, Clone)]
pub struct State {
    /// Its id; the root has the process's id, the built-in final state `end`.
    pub id: Text,
    /// What people read.
    pub name: Option<Text>,
    /// Its parent; none for the root.
    pub parent: Option<StateIx>,
    /// Children in document order, history states among them.
    pub children: Vec<StateIx>,
    /// What it is.
    pub kind: StateKind,
    /// Where a default entry goes (compound states and histories); empty = all children (parallel) or none.
    pub initial: Vec<StateIx>,
    /// Actions of the default entry.
    pub initial_actions: Vec<Action>,
    /// At rest: finished for reports, open for its key.
    pub settled: bool,
    /// Blocks run on entry, in order.
    pub entry: Vec<Block>,
    /// Blocks run on exit, in order.
    pub exit: Vec<Block>,
    /// Transitions in document order.
    pub transitions: Vec<TransitionIx>,
    /// Deadlines that start on entry.
    pub deadlines: Vec<DeadlineIx>,
    /// Waits that start on entry.
    pub waits: Vec<WaitIx>,
    /// Decisions that are offered on entry.
    pub decisions: Vec<DecisionIx>,
    /// What stands still while it is active.
    pub pauses: Vec<Paused>,
    /// What must hold for every way in.
    pub require: Vec<Require>,
    /// History states among the children.
    pub histories: Vec<StateIx>,
    /// All states inside, itself not among them: in preorder they follow it.
    pub inside: Range<StateIx>,
    /// Distance from the root.
    pub depth: u32,
    /// Clauses.
    pub clauses: Vec<ClauseIx>,
    /// Where it is declared.
    pub span: Span,
}

/// What a state is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateKind {
    /// No children.
    Atomic,
    /// Exactly one child is active.
    Compound,
    /// All children are active.
    Parallel,
    /// Ends its parent.
    Final,
    /// Stands for the child last active; never active itself.
    ShallowHistory,
    /// Stands for the atomic states last active; never active itself.
    DeepHistory,
}

/// A time limit that runs while its state is active.
#[derive(Debug, Clone)]
pub struct Deadline {
    /// Its id.
    pub id: Text,
    /// What people read.
    pub name: Option<Text>,
    /// The state it runs in.
    pub state: StateIx,
    /// What starts it, and so what meets it.
    pub start: DeadlineStart,
    /// When it lapses.
    pub due: Due,
    /// Counted from this instant instead of the entry.
    pub since: Option<Expr>,
    /// Data the due reads: it is planned anew when one of them changes.
    pub follows: Vec<DataSlot>,
    /// Warnings; their transitions have `Trigger::Warning(this, position)`.
    pub warn: Vec<Warn>,
    /// Whether a transition with `Trigger::Missed(this)` exists; where not, lapsing raises a warning.
    pub has_missed: bool,
    /// May not punish: a warning at most (GR-08).
    pub soft: bool,
    /// Events that meet it (and children's ends); none = any outside event that leaves the state.
    pub met_by: Option<Vec<Pattern>>,
    /// Clauses.
    pub clauses: Vec<ClauseIx>,
    /// Where it is declared.
    pub span: Span,
}

/// What starts a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeadlineStart {
    /// The entry of its state; leaving the state meets or stops it.
    Entry,
    /// A notice of the same name; its confirmation meets it (`within` of `notify`).
    Notice,
}

/// A due, exactly one (`LANGUAGE` §4).
#[derive(Debug, Clone)]
pub enum Due {
    /// An amount of type duration after the start; its end is included.
    Within(Expr),
    /// A date or instant; its end is included.
    Until(Expr),
    /// A date or instant; excluded.
    Before(Expr),
}

/// When a warning fires.
#[derive(Debug, Clone)]
pub enum Warn {
    /// This much (a duration) before the due.
    Left(Expr),
    /// When this share of the time, in percent, is used.
    Used(Expr),
}

/// Time that makes something happen (`after`); its transition has `Trigger::Ran(this)`.
#[derive(Debug, Clone)]
pub struct Wait {
    /// Its id, where it has one.
    pub id: Option<Text>,
    /// The state it runs in.
    pub state: StateIx,
    /// Until when.
    pub wait: WaitFor,
    /// Counted from this instant instead of the entry.
    pub since: Option<Expr>,
    /// Data it reads: it is planned anew when one of them changes.
    pub follows: Vec<DataSlot>,
    /// Clauses.
    pub clauses: Vec<ClauseIx>,
    /// Where it is declared.
    pub span: Span,
}

/// See [`Wait`].
#[derive(Debug, Clone)]
pub enum WaitFor {
    /// Run out: a duration after the start.
    Amount(Expr),
    /// An instant, or the start of a date.
    At(Expr),
}

/// What an offence's process holds where (`LANGUAGE` §5).
#[derive(Debug, Clone)]
pub struct Offence {
    /// Who did it.
    pub offender: DataSlot,
    /// When it happened.
    pub happened_at: DataSlot,
    /// In which case.
    pub of_case: DataSlot,
    /// Who reported it.
    pub reporter: DataSlot,
}
