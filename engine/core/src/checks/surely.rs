//! What surely holds wherever a state is active: every way into it is followed, and what all of them bring is known there.

use std::collections::{BTreeMap, BTreeSet};

use super::ground::Drawn;
use crate::graph::{Graph, Kind, Link, Origin, StateAt, Trigger};
use crate::model::transition::Transition;

/// What is known, by name.
pub(super) type Ids = BTreeSet<String>;

/// What ways bring.
pub(super) struct Brings<'b> {
    /// Every beginning.
    pub(super) begin: Ids,
    /// A way; of a start, everything it begins with.
    pub(super) by_link: &'b dyn Fn(&Link) -> Ids,
    /// The entry of a state.
    pub(super) on_entry: &'b dyn Fn(StateAt) -> Ids,
}

/// What surely holds, by state; nothing where no way leads.
pub(super) struct Surely<'b> {
    brings: Brings<'b>,
    states: BTreeMap<StateAt, Ids>,
}

impl<'b> Surely<'b> {
    pub(super) fn of(drawn: &Drawn<'_>, brings: Brings<'b>) -> Self {
        let mut surely = Self { brings, states: BTreeMap::new() };
        let begin = surely.brings.begin.clone();
        surely.enter(drawn, StateAt::ROOT, &begin);
        while surely.round(drawn) {}
        surely
    }

    /// Follows every link once; tells whether anything is less sure than before.
    fn round(&mut self, drawn: &Drawn<'_>) -> bool {
        let mut changed = false;
        for link in drawn.graph.links() {
            let is_start = matches!(link.trigger, Trigger::Start(_));
            let before = if is_start { Some(Ids::new()) } else { self.at(&drawn.graph, link.from) };
            let Some(mut known) = before else { continue };
            known.extend((self.brings.by_link)(link));
            link.to.iter().for_each(|to| changed |= self.enter(drawn, *to, &known));
        }
        changed
    }

    /// One more way into a state, into what is around it and into what it enters by default.
    fn enter(&mut self, drawn: &Drawn<'_>, at: StateAt, known: &Ids) -> bool {
        self.enter_once(drawn, at, known, &mut BTreeSet::new())
    }

    /// As [`enter`](Self::enter); histories that name one another would else lead round for ever.
    fn enter_once(&mut self, drawn: &Drawn<'_>, at: StateAt, known: &Ids, entered: &mut BTreeSet<StateAt>) -> bool {
        if !entered.insert(at) {
            return false;
        }
        let mut changed = false;
        for around in drawn.graph.ancestry(at).skip(1) {
            changed |= self.meet(around, known);
            if drawn.graph.state(around).kind == Kind::Parallel {
                for region in drawn.graph.state(around).children.clone() {
                    changed |= self.meet(region, known);
                }
            }
        }
        changed |= self.meet(at, known);
        let mut known = known.clone();
        known.extend((self.brings.on_entry)(at));
        for inner in drawn.graph.state(at).initial.clone() {
            // A history may lead back to what is around it.
            if !drawn.graph.ancestry(at).any(|around| around == inner) {
                changed |= self.enter_once(drawn, inner, &known, entered);
            }
        }
        changed
    }

    fn meet(&mut self, at: StateAt, known: &Ids) -> bool {
        let known: Ids = known.iter().cloned().chain((self.brings.on_entry)(at)).collect();
        let met = self.states.get(&at).map_or_else(|| known.clone(), |old| old.intersection(&known).cloned().collect());
        let changed = self.states.get(&at) != Some(&met);
        self.states.insert(at, met);
        changed
    }

    /// What holds in a state: what is known there and around; none where no way leads.
    pub(super) fn at(&self, graph: &Graph, at: StateAt) -> Option<Ids> {
        let mut known = self.states.get(&at)?.clone();
        for around in graph.ancestry(at).skip(1) {
            known.extend(self.states.get(&around).into_iter().flatten().cloned());
        }
        Some(known)
    }
}

/// The transition a link is, with the row of its outcome; none for what time makes happen.
pub(super) fn transition_of<'d>(drawn: &Drawn<'d>, link: &Link) -> Option<(&'d Transition, usize)> {
    let process = drawn.process;
    let state = drawn.graph.state(link.from).at.and_then(|at| process.states.get(at));
    match link.origin {
        Origin::Start { at, row } => process.starts.get(at).map(|t| (t, row)),
        Origin::Everywhere { at, row } => process.on.get(at).map(|t| (t, row)),
        Origin::On { at, row } => state.and_then(|state| state.on.get(at)).map(|t| (t, row)),
        Origin::Always { at, row } => state.and_then(|state| state.always.get(at)).map(|t| (t, row)),
        Origin::After { .. } | Origin::Missed { .. } => None,
    }
}
