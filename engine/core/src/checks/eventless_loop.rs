//! Automatic transitions that lead in a circle without any condition: whoever enters it never comes to rest.

use super::ground::Ground;
use crate::graph::reach::{innermost, loops};
use crate::graph::{Graph, Kind, Link, StateAt, Trigger};
use crate::problem::{Problem, Problems, Quoted, StateFlaw};

/// Reports each circle once, at the first of its states. Conditions are not looked into: a circle with one is no flaw.
pub(super) fn check(ground: &Ground<'_>, problems: &mut Problems) {
    for drawn in &ground.processes {
        let graph = &drawn.graph;
        let moves = drawn.innermost().filter_map(|at| Some((at, certain(graph, at)?)));
        for circle in loops(graph, moves) {
            let Some(first) = circle.first() else { continue };
            let states: Quoted = circle.iter().map(|at| graph.state(*at).id.to_string()).collect();
            problems.push(Problem::new(StateFlaw::EventlessLoop { states }, graph.state(*first).span));
        }
    }
}

/// Where a case in this innermost state goes by itself whatever its data: the first automatic transition from inside
/// out, if it has no condition.
fn certain(graph: &Graph, at: StateAt) -> Option<Vec<StateAt>> {
    let always = |at: StateAt| graph.links_of(at).filter(|link| link.trigger == Trigger::Always);
    let first: &Link = graph.ancestry(at).flat_map(always).next()?;
    let history = |to: &StateAt| matches!(graph.state(*to).kind, Kind::History { .. });
    let sure = first.when.is_none() && !first.to.iter().any(history);
    sure.then(|| first.to.iter().flat_map(|to| innermost(graph, *to)).collect())
}
