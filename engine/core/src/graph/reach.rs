//! What a case can reach, and what it can still reach from where it stands.
//!
//! In: a [`Graph`]. Out: sets of states. Conditions are taken to hold sometimes, so a set is never too small for what can
//! happen: what is not in it cannot be reached whatever the data.

use std::collections::BTreeSet;

use petgraph::Direction;
use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{Dfs, Reversed};

use super::{Graph, Kind, Link, StateAt, Trigger};

/// Sets of states a case can be in.
#[derive(Debug, Clone)]
pub struct Reach {
    moves: DiGraph<Point, ()>,
}

/// A state is *entered by default* or merely *active*: a state entered because something inside was named is active
/// without its initial state being entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Point {
    Entered(StateAt),
    Active(StateAt),
}

impl Reach {
    /// The moves of a graph.
    #[must_use]
    pub fn of(graph: &Graph) -> Self {
        let mut moves = DiGraph::new();
        let states: Vec<StateAt> = graph.states().collect();
        for state in &states {
            moves.add_node(Point::Entered(*state));
            moves.add_node(Point::Active(*state));
        }
        let mut reach = Self { moves };
        for state in &states {
            reach.inside(graph, *state);
        }
        for link in graph.links() {
            reach.link(graph, link);
        }
        reach
    }

    fn inside(&mut self, graph: &Graph, at: StateAt) {
        self.add(Point::Entered(at), Point::Active(at));
        for to in &graph.state(at).initial {
            self.enter(graph, Point::Entered(at), *to);
        }
        if let Some(parent) = graph.state(at).parent
            && !matches!(graph.state(at).kind, Kind::History { .. })
        {
            self.add(Point::Active(at), Point::Active(parent));
        }
    }

    fn link(&mut self, graph: &Graph, link: &Link) {
        if matches!(link.trigger, Trigger::Start(_)) && link.from == StateAt::ROOT {
            // Starts are where a case comes from, not where it goes.
            for to in &link.to {
                self.enter(graph, Point::Entered(StateAt::ROOT), *to);
            }
            return;
        }
        for to in &link.to {
            self.enter(graph, Point::Active(link.from), *to);
        }
    }

    /// Entering a state enters, beside every state on the way to it, the other regions.
    fn enter(&mut self, graph: &Graph, from: Point, to: StateAt) {
        self.add(from, Point::Entered(to));
        for inner in graph.ancestry(to) {
            let Some(around) = graph.state(inner).parent else { break };
            if graph.state(around).kind == Kind::Parallel {
                let regions = graph.state(around).children.iter().filter(|region| **region != inner);
                for region in regions {
                    self.add(from, Point::Entered(*region));
                }
            }
        }
    }

    fn add(&mut self, from: Point, to: Point) {
        let (from, to) = (index(from), index(to));
        if from != to {
            self.moves.update_edge(from, to, ());
        }
    }

    /// Every state a new case can come to, and, as far as they can be entered, those of `also`.
    #[must_use]
    pub fn from_start(&self, also: impl IntoIterator<Item = StateAt>) -> BTreeSet<StateAt> {
        let seeds = std::iter::once(StateAt::ROOT).chain(also);
        self.forward(seeds.map(|state| index(Point::Entered(state))).collect())
    }

    /// Every state a case can come to that is in one of these, or in something inside them.
    #[must_use]
    pub fn from_any(&self, states: &[StateAt]) -> BTreeSet<StateAt> {
        let points = |state: &StateAt| [index(Point::Entered(*state)), index(Point::Active(*state))];
        self.forward(states.iter().flat_map(points).collect())
    }

    fn forward(&self, seeds: Vec<NodeIndex>) -> BTreeSet<StateAt> {
        let mut found = BTreeSet::new();
        let mut dfs = Dfs::empty(&self.moves);
        for seed in seeds {
            dfs.move_to(seed);
            while let Some(point) = dfs.next(&self.moves) {
                if let Point::Active(state) = self.moves[point] {
                    found.insert(state);
                }
            }
        }
        found
    }
}

fn index(point: Point) -> NodeIndex {
    match point {
        Point::Entered(state) => NodeIndex::new(state.0 * 2),
        Point::Active(state) => NodeIndex::new(state.0 * 2 + 1),
    }
}

/// Which states of a graph can still come to an end.
#[derive(Debug, Clone)]
pub struct Liveness {
    /// From an innermost active state to the next.
    moves: DiGraph<StateAt, ()>,
}

impl Liveness {
    /// The moves of a graph from innermost state to innermost state. What happens in other regions, or to anything
    /// around, counts as a way on: the answer errs towards "can".
    #[must_use]
    pub fn of(graph: &Graph) -> Self {
        let mut moves = DiGraph::new();
        for state in graph.states() {
            moves.add_node(state);
        }
        let mut live = Self { moves };
        for state in graph.states().filter(|state| is_innermost(graph, *state)) {
            for link in ways_on(graph, state) {
                for to in link.to.iter().flat_map(|to| innermost(graph, *to)) {
                    live.moves.update_edge(NodeIndex::new(state.0), NodeIndex::new(to.0), ());
                }
            }
        }
        live
    }

    /// The innermost states from which one of `ends` can be reached, those among `ends` included.
    #[must_use]
    pub fn can_reach(&self, ends: &BTreeSet<StateAt>) -> BTreeSet<StateAt> {
        let mut found = BTreeSet::new();
        let backward = Reversed(&self.moves);
        let mut dfs = Dfs::empty(backward);
        for end in ends {
            dfs.move_to(NodeIndex::new(end.0));
            while let Some(point) = dfs.next(backward) {
                found.insert(StateAt(point.index()));
            }
        }
        found
    }

    /// Whether nothing leads from a state to another.
    #[must_use]
    pub fn is_stuck(&self, state: StateAt) -> bool {
        let mut next = self.moves.neighbors_directed(NodeIndex::new(state.0), Direction::Outgoing);
        next.all(|to| to.index() == state.0)
    }

    /// Among these states, the groups that are left for none of the others, each in document order: where the rest ends
    /// up.
    #[must_use]
    pub fn last_groups(&self, among: &BTreeSet<StateAt>) -> Vec<Vec<StateAt>> {
        let mut groups: Vec<Vec<StateAt>> = Vec::new();
        for group in tarjan_scc(&self.moves) {
            let mut group: Vec<StateAt> = group.into_iter().map(|point| StateAt(point.index())).collect();
            group.sort();
            let stays = |state: &StateAt| {
                let mut next = self.moves.neighbors(NodeIndex::new(state.0)).map(|to| StateAt(to.index()));
                next.all(|to| group.contains(&to))
            };
            if group.iter().all(|state| among.contains(state)) && group.iter().all(stays) {
                groups.push(group);
            }
        }
        groups.sort();
        groups
    }
}

/// Groups of states that lead to one another by these moves alone, each in document order; a move to the own state counts.
#[must_use]
pub fn loops(graph: &Graph, moves: impl IntoIterator<Item = (StateAt, Vec<StateAt>)>) -> Vec<Vec<StateAt>> {
    let mut round: DiGraph<StateAt, ()> = DiGraph::new();
    for state in graph.states() {
        round.add_node(state);
    }
    for (from, to) in moves {
        for to in to {
            round.update_edge(NodeIndex::new(from.0), NodeIndex::new(to.0), ());
        }
    }
    let mut found: Vec<Vec<StateAt>> = Vec::new();
    for group in tarjan_scc(&round) {
        let own = group.len() > 1 || group.iter().any(|point| round.contains_edge(*point, *point));
        if own {
            let mut group: Vec<StateAt> = group.into_iter().map(|point| StateAt(point.index())).collect();
            group.sort();
            found.push(group);
        }
    }
    found.sort();
    found
}

/// A state without children, history aside.
fn is_innermost(graph: &Graph, at: StateAt) -> bool {
    at != StateAt::ROOT && matches!(graph.state(at).kind, Kind::Atomic | Kind::Final)
}

/// Every link that can move a case whose innermost active state is this one.
fn ways_on(graph: &Graph, at: StateAt) -> impl Iterator<Item = &Link> {
    let mut sources: BTreeSet<StateAt> = graph.ancestry(at).collect();
    for around in graph.ancestry(at).skip(1) {
        if graph.state(around).kind == Kind::Parallel {
            sources.extend(graph.inside(around));
        }
    }
    let links = sources.into_iter().flat_map(|source| graph.links_of(source));
    links.filter(|link| !matches!(link.trigger, Trigger::Start(_)))
}

/// The innermost states a state stands for when it is named as a target.
#[must_use]
pub fn innermost(graph: &Graph, at: StateAt) -> Vec<StateAt> {
    let mut seen = BTreeSet::new();
    let mut open = vec![at];
    let mut found = Vec::new();
    while let Some(state) = open.pop() {
        if !seen.insert(state) {
            continue;
        }
        match graph.state(state).kind {
            Kind::Atomic | Kind::Final => found.push(state),
            // A history can stand for anything its parent had active.
            Kind::History { .. } => open.extend(graph.state(state).parent.map(|p| graph.inside(p)).unwrap_or_default()),
            _ => open.extend(graph.state(state).initial.iter().copied()),
        }
    }
    found.sort();
    found
}
