//! Data that is said to be always there, and on some way is not.

use super::ground::{Drawn, Ground};
use super::surely::{Brings, Ids, Surely, transition_of};
use crate::graph::{Link, Origin, StateAt, Trigger};
use crate::model::action::{Action, Verb};
use crate::model::transition::{Acts, Transition};
use crate::problem::{Note, Problem, Problems, StateFlaw};
use crate::source::Span;

/// Reports data that is neither optional nor has a default and that some way to an end does not set. What opens a case
/// has to give all such data itself, so only starts count as beginnings; reading it too early is reported where it is
/// read, by the stage that types expressions.
pub(super) fn check(ground: &Ground<'_>, problems: &mut Problems) {
    for drawn in ground.processes.iter().filter(|drawn| drawn.graph.is_whole()) {
        let (sets, entry) = (|link: &Link| sets_of(drawn, link), |at| on_entry(drawn, at));
        let facts = Surely::of(drawn, Brings { begin: begin(drawn), by_link: &sets, on_entry: &entry });
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
fn lacking(drawn: &Drawn<'_>, facts: &Surely<'_>, id: &str) -> Option<StateAt> {
    let bare = |at: &StateAt| facts.at(&drawn.graph, *at).is_some_and(|known| !known.contains(id));
    drawn.reached.iter().copied().filter(|at| drawn.graph.is_end(*at)).find(bare)
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

/// What a link surely sets; of a start, with the defaults.
fn sets_of(drawn: &Drawn<'_>, link: &Link) -> Ids {
    if let Some((transition, row)) = transition_of(drawn, link) {
        let defaults = if matches!(link.trigger, Trigger::Start(_)) { defaults(drawn) } else { Ids::new() };
        return sets(transition, row).union(&defaults).cloned().collect();
    }
    let Some(state) = drawn.graph.state(link.from).at.and_then(|at| drawn.process.states.get(at)) else {
        return Ids::new();
    };
    let found = match link.origin {
        Origin::After { at } => state.after.get(at).map(|after| by_acts(&after.acts)),
        Origin::Missed { at } => state.deadlines.get(at).map(|d| by_actions(&d.missed)),
        _ => None,
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
