//! A request that harms somebody and that nobody decided.

use super::ground::{Drawn, Ground};
use super::surely::{Brings, Ids, Surely, transition_of};
use crate::graph::{Link, StateAt};
use crate::model::Name;
use crate::model::action::{Action, Verb};
use crate::model::transition::Transition;
use crate::problem::{Problem, Problems, StateFlaw};

/// What a decision brings about.
const DECIDED: &str = "decided";

/// Reports requests with `grave = true` to which some way leads without a `[[state.decision]]` that was answered. Beginning
/// a case is no decision, nor is what another case decided.
pub(super) fn check(ground: &Ground<'_>, problems: &mut Problems) {
    for drawn in ground.processes.iter().filter(|drawn| drawn.graph.is_whole()) {
        let decides = |link: &Link| match transition_of(drawn, link) {
            Some((transition, _)) if transition.task.is_some() => decided(),
            _ => Ids::new(),
        };
        let brings = Brings { begin: Ids::new(), by_link: &decides, on_entry: &|_| Ids::new() };
        let surely = Surely::of(drawn, brings);
        let mut undecided: Vec<&Name> = drawn.process.starts.iter().flat_map(of_transition).collect();
        for at in drawn.graph.states() {
            // Where no way leads, nothing is requested.
            let open = surely.at(&drawn.graph, at).is_some_and(|known| !known.contains(DECIDED));
            if open {
                undecided.extend(of_state(drawn, at));
            }
        }
        for request in undecided.into_iter().filter(|request| !ground.doubts.at(request.span)) {
            let flaw = StateFlaw::GraveUndecided { request: request.value.to_string() };
            problems.push(Problem::new(flaw, request.span));
        }
    }
}

fn decided() -> Ids {
    [DECIDED.to_owned()].into()
}

/// The grave requests of a state, but those an answer itself makes.
fn of_state<'d>(drawn: &Drawn<'d>, at: StateAt) -> Vec<&'d Name> {
    let process = drawn.process;
    let undecided =
        |transitions: &'d [Transition]| transitions.iter().filter(|t| t.task.is_none()).flat_map(of_transition);
    let Some(state) = drawn.graph.state(at).at.and_then(|at| process.states.get(at)) else {
        let initial = process.initial.iter().flat_map(|initial| grave(&initial.actions));
        return if at == StateAt::ROOT { undecided(&process.on).chain(initial).collect() } else { Vec::new() };
    };
    let blocks = state.entry.iter().chain(&state.exit).map(|block| &block.actions);
    let initial = state.initial.iter().map(|initial| &initial.actions);
    let timed = state.deadlines.iter().flat_map(|d| d.warn.iter().map(|warn| &warn.actions).chain([&d.missed]));
    let waits = state.after.iter().map(|after| &after.acts.actions);
    let lists = blocks.chain(initial).chain(timed).chain(waits).flat_map(|list| grave(list));
    undecided(&state.on).chain(undecided(&state.always)).chain(lists).collect()
}

fn of_transition(transition: &Transition) -> Vec<&Name> {
    let rows = transition.rows.iter().map(|row| &row.acts);
    std::iter::once(&transition.acts).chain(rows).flat_map(|acts| grave(&acts.actions)).collect()
}

fn grave(actions: &[Action]) -> Vec<&Name> {
    let mut found = Vec::new();
    for action in actions {
        match &action.verb {
            Verb::Request { name, grave: Some(_), .. } => found.push(name),
            Verb::Group { then, otherwise } => {
                found.extend(grave(then));
                found.extend(grave(otherwise));
            }
            _ => {}
        }
    }
    found
}
