//! Processes as graphs: for checking, drawing, coverage and comparing.
//!
//! In: a [`Process`](crate::model::process::Process) of the model, mistakes and all. Out: a [`Graph`] – states and the
//! ways from one to another, each with its place in the file – and answers about what can be reached ([`reach`]).
//! A name that leads nowhere is taken for the state it was most likely meant to be; where none is close, the graph
//! [says so](Graph::is_whole) and whoever reasons about absence keeps quiet.
//!
//! Running never reads a graph: it reads the program. petgraph is named in this folder only and in no signature.

mod build;
pub mod draw;
mod label;
pub mod reach;

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop where it stands")]
mod tests;

pub use label::{who, written};

use crate::source::Span;
use crate::value::Text;
use std::collections::BTreeMap;

/// A process as a graph.
#[derive(Debug, Clone)]
pub struct Graph {
    /// The process's id.
    pub id: Text,
    /// What people read.
    pub name: Option<Text>,
    states: Vec<State>,
    links: Vec<Link>,
    /// The first state of each id, the root aside.
    by_id: BTreeMap<Text, StateAt>,
    /// By state: positions of the links that leave it or stay in it.
    leaving: Vec<Vec<usize>>,
    whole: bool,
}

/// A state of a graph, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StateAt(usize);

/// A state.
#[derive(Debug, Clone)]
pub struct State {
    /// Its id; for the root, the process's.
    pub id: Text,
    /// What people read.
    pub name: Option<Text>,
    /// What kind of state.
    pub kind: Kind,
    /// Finished for reports, open for its key.
    pub settled: bool,
    /// The state around it; only the root has none.
    pub parent: Option<StateAt>,
    /// What is directly inside, in document order.
    pub children: Vec<StateAt>,
    /// Where a default entry goes: one state, or one per region, or a history's default. Empty for atomic states.
    pub initial: Vec<StateAt>,
    /// Time limits, with or without a way out.
    pub deadlines: Vec<Deadline>,
    /// What people decide in it: one node each, whatever the number of options.
    pub decisions: Vec<Decision>,
    /// What stands still while it is active, as written.
    pub pauses: Vec<Text>,
    /// The sentences of the regulation it implements.
    pub clauses: Vec<Text>,
    /// Where it is declared: its id.
    pub span: Span,
    /// Its position among the process's states; the root and the built-in `end` have none.
    pub at: Option<usize>,
}

/// See [`State::kind`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The process itself.
    Root,
    /// Nothing inside.
    Atomic,
    /// One child is active at a time.
    Compound,
    /// All children are active at once.
    Parallel,
    /// Ends its parent; ends the case directly below the root.
    Final,
    /// Stands for what was last active in its parent.
    History {
        /// At any depth.
        deep: bool,
    },
}

/// A time limit of a state.
#[derive(Debug, Clone)]
pub struct Deadline {
    /// Its id.
    pub id: Text,
    /// What people read.
    pub name: Option<Text>,
    /// The due as written: `30 minutes`.
    pub due: String,
    /// The sentences of the regulation it implements.
    pub clauses: Vec<Text>,
    /// Where it is declared: its id.
    pub span: Span,
}

/// Something people decide in a state; its options are links with [`Trigger::Answer`].
#[derive(Debug, Clone)]
pub struct Decision {
    /// Its id.
    pub id: Text,
    /// What people read.
    pub name: Option<Text>,
    /// Who decides.
    pub panel: Panel,
    /// The sentences of the regulation it implements.
    pub clauses: Vec<Text>,
    /// Where it is declared: its id.
    pub span: Span,
}

/// Who decides together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Panel {
    /// One of these people.
    One(Who),
    /// One after the other.
    Chain(Vec<Who>),
    /// Each of them.
    All(Vec<Who>),
    /// So many of them.
    Of(Vec<Who>, u32),
}

/// One way a case can go: a transition, or one outcome of it.
#[derive(Debug, Clone)]
pub struct Link {
    /// What makes it happen.
    pub trigger: Trigger,
    /// The state it leaves, or that it stays in; the root for starts and for what is accepted everywhere.
    pub from: StateAt,
    /// Where to: one state, or one per region; nothing where the state is not left.
    pub to: Vec<StateAt>,
    /// Leaves and re-enters.
    pub again: bool,
    /// Where it holds, as written.
    pub when: Option<String>,
    /// The last of several outcomes, which has no condition because the others have failed.
    pub otherwise: bool,
    /// Who may do it.
    pub by: Option<Who>,
    /// The sentences of the regulation it implements.
    pub clauses: Vec<Text>,
    /// Where it is declared: the transition, or the outcome's row.
    pub span: Span,
    /// Which of the process's transitions it is.
    pub origin: Origin,
}

/// What makes a link happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trigger {
    /// The first event of a case.
    Start(Vec<Event>),
    /// One of these events.
    Event(Vec<Event>),
    /// The end of a case opened before: `child.<as>.<end state>`.
    Child(Vec<Event>),
    /// This option of the decision of this position in its state.
    Answer(usize, Event),
    /// Nothing: taken as soon as its condition holds.
    Always,
    /// So much time, as written.
    After(String),
    /// An instant, or the start of a date, as written.
    At(String),
    /// The deadline of this position in its state was missed.
    Missed(usize),
}

/// An event as it is written, and what people read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The descriptor.
    pub id: Text,
    /// The declared name, if any.
    pub name: Option<Text>,
}

/// Who may do something, as written; roles keep their ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// A role, a relation, an expression.
    Text(Text),
    /// The holders of a role for something: `{ role, of }`.
    RoleOf(Text, String),
    /// `{ superior_of }`
    SuperiorOf(String),
    /// Any of these.
    Any(Vec<Who>),
}

/// Which transition of the model a link is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// `starts[at]`, outcome `row`.
    Start {
        /// Position among the starts.
        at: usize,
        /// Position among its outcomes; 0 where there is one.
        row: usize,
    },
    /// `[[on]]` of the process.
    Everywhere {
        /// Position among them.
        at: usize,
        /// Position among its outcomes.
        row: usize,
    },
    /// `on[at]` of the state it leaves.
    On {
        /// Position in the state.
        at: usize,
        /// Position among its outcomes.
        row: usize,
    },
    /// `always[at]`
    Always {
        /// Position in the state.
        at: usize,
        /// Position among its outcomes.
        row: usize,
    },
    /// `after[at]`
    After {
        /// Position in the state.
        at: usize,
    },
    /// `deadlines[at]`
    Missed {
        /// Position in the state.
        at: usize,
    },
}

impl Link {
    /// The decision it answers, by its position in the state.
    #[must_use]
    pub const fn decision(&self) -> Option<usize> {
        match &self.trigger {
            Trigger::Answer(decision, _) => Some(*decision),
            _ => None,
        }
    }
}

impl StateAt {
    /// The process itself.
    pub const ROOT: Self = Self(0);
}

impl Graph {
    /// Whether every name in it led to a state. Where not, some way is missing, and nothing follows from what cannot be
    /// reached.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.whole
    }

    /// All states, the root first, then in document order; the built-in `end` last, where something leads to it.
    pub fn states(&self) -> impl Iterator<Item = StateAt> + use<> {
        (0..self.states.len()).map(StateAt)
    }

    /// A state.
    ///
    /// # Panics
    /// If the position is of another graph.
    #[must_use]
    pub fn state(&self, at: StateAt) -> &State {
        &self.states[at.0]
    }

    /// The state of this id; the root has none.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<StateAt> {
        self.by_id.get(id).copied()
    }

    /// All links, in document order, starts first.
    #[must_use]
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The links that leave a state or stay in it, in document order.
    pub fn links_of(&self, at: StateAt) -> impl Iterator<Item = &Link> {
        self.leaving[at.0].iter().map(|link| &self.links[*link])
    }

    /// The state and everything around it, innermost first, the root last.
    pub fn ancestry(&self, at: StateAt) -> impl Iterator<Item = StateAt> {
        std::iter::successors(Some(at), |at| self.state(*at).parent)
    }

    /// Everything inside a state, itself not, in document order.
    #[must_use]
    pub fn inside(&self, at: StateAt) -> Vec<StateAt> {
        let mut found = Vec::new();
        for child in &self.state(at).children {
            found.push(*child);
            found.extend(self.inside(*child));
        }
        found
    }

    /// Whether a case that is there is finished: a final state directly below the root, or one at rest.
    #[must_use]
    pub fn is_end(&self, at: StateAt) -> bool {
        let state = self.state(at);
        state.settled || (state.kind == Kind::Final && state.parent == Some(StateAt::ROOT))
    }
}
