//! Data that is said to be always there, and on some way is not.

use std::collections::{BTreeMap, BTreeSet};

use super::ground::{Drawn, Ground};
use crate::graph::{Graph, Kind, Link, Origin, StateAt, Trigger};
use crate::model::action::{Action, Verb};
use crate::model::transition::{Acts, Transition};
use crate::problem::{Note, Problem, Problems, StateFlaw};
use crate::source::Span;

/// Ids of data.
type Ids = BTreeSet<String>;

/// Reports data that is neither optional nor has a default and that some way to an end does not set. What opens a case
/// has to give all such data itself, so only starts count as beginnings; reading it too early is reported where it is
/// read, by the stage that types expressions.
pub(super) fn check(ground: &Ground<'_>, problems: &mut Problems) {
    for drawn in ground.processes.iter().filter(|drawn| drawn.graph.is_whole()) {
        let facts = Facts::of(drawn);
        for (id, span) in required(drawn) {
            if ground.doubts.has(&id) || ground.doubts.at(span) {
                continue;
            }
            if let Some(end) = lacking(drawn, &facts, &id) {
                let end = drawn.graph.state(end);
                let flaw = StateFlaw::UnfilledData { data: id, state: end.id.to_string() };
                problems.push(Problem::new(flaw, span).label(end.span, Note::RequiredHere));
            }
        }
    }
}

/// Data that must always be there, with the places of their ids.
fn required(drawn: &Drawn<'_>) -> Vec<(String, Span)> {
    let fields = drawn.process.data.iter().map(|data| &data.field);
    let must = fields.filter(|field| !field.optional && field.default.is_none());
    must.filter_map(|field| field.head.id.as_ref()).map(|id| (id.value.to_string(), id.span)).collect()
}

/// The first end that a data need not have come to.
fn lacking(drawn: &Drawn<'_>, facts: &Facts, id: &str) -> Option<StateAt> {
    let bare = |at: &StateAt| facts.at(&drawn.graph, *at).is_some_and(|known| !known.contains(id));
    drawn.reached.iter().copied().filter(|at| drawn.graph.is_end(*at)).find(bare)
}

/// What is surely set wherever a state is active.
struct Facts {
    states: BTreeMap<StateAt, Ids>,
}

impl Facts {
    fn of(drawn: &Drawn<'_>) -> Self {
        let mut facts = Self { states: BTreeMap::new() };
        let begin = begin(drawn);
        facts.enter(drawn, StateAt::ROOT, &begin);
        while facts.round(drawn) {}
        facts
    }

    /// Follows every link once; tells whether anything is less sure than before.
    fn round(&mut self, drawn: &Drawn<'_>) -> bool {
        let mut changed = false;
        for link in drawn.graph.links() {
            if matches!(link.trigger, Trigger::Start(_)) {
                let known = sets_of(drawn, link).union(&defaults(drawn)).cloned().collect();
                link.to.iter().for_each(|to| changed |= self.enter(drawn, *to, &known));
                continue;
            }
            let Some(mut known) = self.at(&drawn.graph, link.from) else { continue };
            known.extend(sets_of(drawn, link));
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
            changed |= self.meet(drawn, around, known);
            if drawn.graph.state(around).kind == Kind::Parallel {
                for region in drawn.graph.state(around).children.clone() {
                    changed |= self.meet(drawn, region, known);
                }
            }
        }
        changed |= self.meet(drawn, at, known);
        let mut known = known.clone();
        known.extend(on_entry(drawn, at));
        for inner in drawn.graph.state(at).initial.clone() {
            // A history may lead back to what is around it.
            if !drawn.graph.ancestry(at).any(|around| around == inner) {
                changed |= self.enter_once(drawn, inner, &known, entered);
            }
        }
        changed
    }

    fn meet(&mut self, drawn: &Drawn<'_>, at: StateAt, known: &Ids) -> bool {
        let known: Ids = known.iter().cloned().chain(on_entry(drawn, at)).collect();
        let met = self.states.get(&at).map_or_else(|| known.clone(), |old| old.intersection(&known).cloned().collect());
        let changed = self.states.get(&at) != Some(&met);
        self.states.insert(at, met);
        changed
    }

    /// What is set in a state: what is known there and around.
    fn at(&self, graph: &Graph, at: StateAt) -> Option<Ids> {
        let mut known = self.states.get(&at)?.clone();
        for around in graph.ancestry(at).skip(1) {
            known.extend(self.states.get(&around).into_iter().flatten().cloned());
        }
        Some(known)
    }
}

/// What every beginning sets.
fn begin(drawn: &Drawn<'_>) -> Ids {
    let starts = &drawn.process.starts;
    let ways = starts.iter().flat_map(|start| (0..start.rows.len().max(1)).map(|row| sets(start, row)));
    let met = ways.reduce(|met, way| met.intersection(&way).cloned().collect());
    let all = || required(drawn).into_iter().map(|(id, _)| id).collect();
    met.unwrap_or_else(all).union(&defaults(drawn)).cloned().collect()
}

fn defaults(drawn: &Drawn<'_>) -> Ids {
    let data = drawn.process.data.iter().filter(|data| data.field.default.is_some());
    data.map(|data| data.field.head.id_text().to_string()).collect()
}

/// What a link surely sets.
fn sets_of(drawn: &Drawn<'_>, link: &Link) -> Ids {
    let process = drawn.process;
    let state = drawn.graph.state(link.from).at.and_then(|at| process.states.get(at));
    let found = match link.origin {
        Origin::Start { at, row } => process.starts.get(at).map(|t| sets(t, row)),
        Origin::Everywhere { at, row } => process.on.get(at).map(|t| sets(t, row)),
        Origin::On { at, row } => state.and_then(|state| state.on.get(at)).map(|t| sets(t, row)),
        Origin::Always { at, row } => state.and_then(|state| state.always.get(at)).map(|t| sets(t, row)),
        Origin::After { at } => state.and_then(|state| state.after.get(at)).map(|after| by_acts(&after.acts)),
        Origin::Missed { at } => state.and_then(|state| state.deadlines.get(at)).map(|d| by_actions(&d.missed)),
    };
    found.unwrap_or_default()
}

/// What a transition surely sets in one of its outcomes.
fn sets(transition: &Transition, row: usize) -> Ids {
    let taken = transition.takes.iter().filter(|take| !take.optional).map(|take| take.name.value.to_string());
    let mut ids: Ids = taken.chain(by_acts(&transition.acts)).collect();
    ids.extend(transition.rows.get(row).into_iter().flat_map(|row| by_acts(&row.acts)));
    ids
}

fn by_acts(acts: &Acts) -> Ids {
    let own = acts.set.iter().chain(&acts.add).map(|(name, _)| name.value.to_string());
    own.chain(by_actions(&acts.actions)).collect()
}

/// By actions without a condition; of groups, what both halves set.
fn by_actions(actions: &[Action]) -> Ids {
    let mut ids = Ids::new();
    for action in actions {
        match &action.verb {
            Verb::Set(entries) | Verb::Add(entries) if action.when.is_none() && action.each.is_none() => {
                ids.extend(entries.iter().map(|(name, _)| name.value.to_string()));
            }
            Verb::Group { then, otherwise } => {
                let (then, otherwise) = (by_actions(then), by_actions(otherwise));
                ids.extend(if action.when.is_none() { then } else { then.intersection(&otherwise).cloned().collect() });
            }
            _ => {}
        }
    }
    ids
}

fn on_entry(drawn: &Drawn<'_>, at: StateAt) -> Ids {
    let state = drawn.graph.state(at).at.and_then(|at| drawn.process.states.get(at));
    let blocks = state.into_iter().flat_map(|state| &state.entry).filter(|block| block.when.is_none());
    blocks.flat_map(|block| by_actions(&block.actions)).collect()
}
