//! What checks look at, made once.

use std::collections::BTreeSet;

use super::doubts::Doubts;
use super::mentions::Mentions;
use super::misspelt_event::misspelt;
use crate::graph::reach::Reach;
use crate::graph::{Graph, Kind, StateAt};
use crate::model::Policy;
use crate::model::files::Documents;
use crate::model::process::Process;
use crate::problem::Problems;
use crate::source::Span;

/// What checks look at.
pub(super) struct Ground<'a> {
    /// The policy.
    pub(super) policy: &'a Policy,
    /// What cannot be relied on.
    pub(super) doubts: Doubts,
    /// What is named where.
    pub(super) mentions: Mentions,
    /// Declared events that other names were likely meant to be.
    pub(super) meant: BTreeSet<String>,
    /// The processes with their graphs.
    pub(super) processes: Vec<Drawn<'a>>,
    own: Span,
}

/// A process with its graph.
pub(super) struct Drawn<'a> {
    /// As written.
    pub(super) process: &'a Process,
    /// As a graph.
    pub(super) graph: Graph,
    /// What a case can come to.
    pub(super) reached: BTreeSet<StateAt>,
}

impl<'a> Ground<'a> {
    pub(super) fn of(documents: &'a Documents, policy: &'a Policy, known: &Problems) -> Self {
        let doubts = Doubts::of(documents, policy, known);
        let drawn = |process| Drawn::of(process, &doubts);
        Self {
            policy,
            processes: policy.processes.iter().map(drawn).collect(),
            meant: policy.processes.iter().flat_map(meant).collect(),
            mentions: Mentions::of(documents, &doubts),
            own: documents.start,
            doubts,
        }
    }

    /// Whether something stands in the policy's own files. What it takes in from elsewhere need not all be used.
    pub(super) fn is_own(&self, span: Span) -> bool {
        span.source >= self.own.source
    }
}

fn meant(process: &Process) -> Vec<String> {
    misspelt(process).iter().filter_map(|(_, hint)| hint.best()).map(str::to_owned).collect()
}

impl<'a> Drawn<'a> {
    fn of(process: &'a Process, doubts: &Doubts) -> Self {
        let graph = Graph::of(process);
        // Something unreadable may lead to any state it names.
        let named: Vec<StateAt> = graph.states().skip(1).filter(|at| doubts.has(&graph.state(*at).id)).collect();
        let reached = Reach::of(&graph).from_start(named);
        Self { process, graph, reached }
    }

    /// The innermost states a case can be in, history aside, in document order.
    pub(super) fn innermost(&self) -> impl Iterator<Item = StateAt> {
        let inner = |at: &StateAt| matches!(self.graph.state(*at).kind, Kind::Atomic | Kind::Final);
        self.reached.iter().copied().filter(inner)
    }

    /// Whether what is written of a state, or of anything around it, could not all be read.
    pub(super) fn is_doubtful(&self, at: StateAt, doubts: &Doubts) -> bool {
        self.graph.ancestry(at).any(|at| {
            let written = self.graph.state(at).at.and_then(|at| self.process.states.get(at));
            written.is_some_and(|state| doubts.covers(state.head.span))
        })
    }
}
