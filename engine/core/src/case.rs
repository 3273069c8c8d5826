//! One case: where it stands and all it remembers. A value; a step gives a new one.

use crate::effect::{Act, EffectId};
use crate::guard::expr::StateIx;
use crate::program::{DeadlineIx, ProcessIx, StateSet, WaitIx};
use crate::task::Task;
use crate::value::{Text, Value};
use zhidu_time::{Amount, Instant, Pause};

/// A case of a process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Its id.
    pub id: Text,
    /// Its process.
    pub process: ProcessIx,
    /// Counts the steps that changed it; 0 before the first.
    pub version: u64,
    /// Active states, the root among them; empty when ended.
    pub active: StateSet,
    /// The top-level final state it ended in; see [`Case::is_ended`].
    pub ended: Option<StateIx>,
    /// Data by slot.
    pub data: Vec<Option<Value>>,
    /// Whose it is.
    pub owner: Option<Text>,
    /// Names given by `assign … as`.
    pub parts: Vec<(Text, Text)>,
    /// Who opened it: cases its end comes back to, with the name it comes back under.
    pub openers: Vec<(Text, Option<Text>)>,
    /// Cases it opened that are cancelled when it leaves a state, in the order of opening.
    pub children: Vec<Child>,
    /// Every case it was opened for has left it: it ended in no state.
    pub cancelled: bool,
    /// The actor of the event that opened it.
    pub requester: Option<Text>,
    /// When it was opened.
    pub opened: Instant,
    /// Deadlines that started, one per deadline, the newest run.
    pub clocks: Vec<Clock>,
    /// Waits that are armed.
    pub waits: Vec<Armed>,
    /// Tasks that were offered, one per decision, the newest run, in the order of offering.
    pub tasks: Vec<Task>,
    /// What the host was asked and the case is not done with, in order.
    pub asked: Vec<Asked>,
    /// Signals to be sent later, in the order they were given.
    pub delayed: Vec<Delayed>,
    /// Configurations left, by history state.
    pub history: Vec<(StateIx, Vec<StateIx>)>,
    /// Counts every arming of a clock or wait; a stale timer has an older number.
    pub generation: u32,
    /// The instant a timer last fired at, and how many did at that instant.
    pub fired: (Instant, u32),
}

/// A case opened with `on_leave = "cancel"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Child {
    /// Its id.
    pub case: Text,
    /// The state whose leaving cancels it.
    pub state: StateIx,
}

/// A deadline's run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// Which deadline.
    pub deadline: DeadlineIx,
    /// Which arming.
    pub generation: u32,
    /// Counted from here.
    pub start: Instant,
    /// When it lapses; none while the data it names is not given, and while it is paused.
    pub due: Option<zhidu_time::Due>,
    /// When lapsing takes effect: the first late second, but never before it was planned.
    pub fires: Instant,
    /// Warnings still to come: position and instant; while it is paused, the instant stands for nothing.
    pub warnings: Vec<(u32, Instant)>,
    /// How it stands.
    pub status: ClockStatus,
    /// When it stood still.
    pub pauses: Pauses,
}

/// When a clock or wait stood still. What is used and what is due follow from this, the amount and the start.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pauses {
    /// Those that ended, in order.
    pub past: Vec<Pause>,
    /// Since when it stands still, where it does.
    pub since: Option<Instant>,
    /// What is left to run meanwhile; none where it had no due.
    pub left: Option<Amount>,
}

/// How a deadline stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockStatus {
    /// Running.
    Running,
    /// Standing still: it has no due, only what is left.
    Paused,
    /// Met in time.
    Met,
    /// Lapsed.
    Missed,
    /// Its state was left otherwise.
    Stopped,
}

impl ClockStatus {
    /// As reports write it.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Met => "met",
            Self::Missed => "missed",
            Self::Stopped => "stopped",
        }
    }
}

/// A wait that is armed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Armed {
    /// Which wait.
    pub wait: WaitIx,
    /// Which arming.
    pub generation: u32,
    /// Counted from here.
    pub start: Instant,
    /// When it runs out; none while the data it names is not given, and while it is paused.
    pub at: Option<Instant>,
    /// When it stood still.
    pub pauses: Pauses,
}

/// A request the case is not done with, or a notice whose confirmation it waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The effect: what an answer names.
    pub id: EffectId,
    /// Answers come as `<name>.confirmed` and `<name>.failed`.
    pub name: Text,
    /// The state it belongs to: leaving it withdraws or undoes it. None = it outlives every state: notices, what undoes
    /// another request, and requests of the step that ended the case.
    pub state: Option<StateIx>,
    /// Whether the answer came.
    pub status: AskedStatus,
    /// What leaving its state requests once it is confirmed.
    pub undo: Option<Text>,
    /// Its contents, where it can be undone: what undoes it gets the same.
    pub with: Vec<(Text, Value)>,
    /// Which clauses want it.
    pub clauses: Vec<Text>,
}

/// Whether the host has answered. What failed or was withdrawn is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedStatus {
    /// No answer yet.
    Open,
    /// Done; kept as long as it may have to be undone.
    Confirmed,
}

impl AskedStatus {
    /// As it is written down.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Confirmed => "confirmed",
        }
    }
}

/// A signal to be sent later; everything in it was evaluated when it was given (SCXML 1.0, 6.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delayed {
    /// Which arming.
    pub generation: u32,
    /// When it is sent.
    pub at: Instant,
    /// What cancels it, and what a refusal comes back under.
    pub id: Option<Text>,
    /// To which case.
    pub to: Text,
    /// The event.
    pub event: Text,
    /// Its fields by id.
    pub data: Vec<(Text, Value)>,
    /// The act carried through.
    pub act: Act,
}

/// A timer of a case: what is due when. Order: instant, then kind, then document order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timer {
    /// When it fires: the nominal instant.
    pub at: Instant,
    /// What fires.
    pub kind: TimerKind,
    /// Which arming it belongs to.
    pub generation: u32,
}

/// What a timer fires, in the order of one instant (`LANGUAGE` §4 *Whose time*): deadlines before waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimerKind {
    /// The deadline lapses.
    Missed(DeadlineIx),
    /// The deadline's n-th warning is due.
    Warning(DeadlineIx, u32),
    /// The wait runs out.
    Ran(WaitIx),
    /// The delayed signal of this arming is sent.
    Signal,
}

impl Case {
    /// Whether a state is active.
    #[must_use]
    pub fn is_in(&self, state: StateIx) -> bool {
        self.active.contains(state)
    }

    /// Whether the case has ended.
    #[must_use]
    pub const fn is_ended(&self) -> bool {
        self.ended.is_some() || self.cancelled
    }

    /// Every timer that is armed, in firing order.
    #[must_use]
    pub fn timers(&self) -> Vec<Timer> {
        let running = self.clocks.iter().filter(|c| c.status == ClockStatus::Running);
        let mut timers: Vec<Timer> = running
            .flat_map(|c| {
                let warnings = c.warnings.iter().map(|&(n, at)| (at, TimerKind::Warning(c.deadline, n)));
                let missed = c.due.is_some().then_some((c.fires, TimerKind::Missed(c.deadline)));
                warnings.chain(missed).map(|(at, kind)| Timer { at, kind, generation: c.generation })
            })
            .chain(
                self.waits
                    .iter()
                    .filter_map(|w| Some(Timer { at: w.at?, kind: TimerKind::Ran(w.wait), generation: w.generation })),
            )
            .chain(self.delayed.iter().map(|d| Timer { at: d.at, kind: TimerKind::Signal, generation: d.generation }))
            .collect();
        timers.sort_unstable();
        timers
    }

    /// The timer that fires first.
    #[must_use]
    pub fn next_timer(&self) -> Option<Timer> {
        self.timers().into_iter().next()
    }
}

impl Timer {
    /// Its place among all that is due at one instant: deadlines with their warnings, then waits, then signals.
    #[must_use]
    pub const fn class(&self) -> u8 {
        match self.kind {
            TimerKind::Missed(_) | TimerKind::Warning(..) => 0,
            TimerKind::Ran(_) => 2,
            TimerKind::Signal => 5,
        }
    }
}
