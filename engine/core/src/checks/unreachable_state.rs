//! A state no case can ever be in, because nothing leads to it.

use std::collections::BTreeSet;

use super::ground::{Drawn, Ground};
use crate::graph::reach::Reach;
use crate::graph::{Kind, StateAt};
use crate::problem::{Problem, Problems, StateFlaw};

/// Reports the outermost such states, and of those that lead to one another only where the lost part begins.
pub(super) fn check(ground: &Ground<'_>, problems: &mut Problems) {
    for drawn in ground.processes.iter().filter(|drawn| drawn.graph.is_whole()) {
        for at in beginnings(drawn) {
            let state = drawn.graph.state(at);
            if !ground.doubts.has(&state.id) {
                let flaw = StateFlaw::UnreachableState { state: state.id.to_string() };
                problems.push(Problem::new(flaw, state.span));
            }
        }
    }
}

/// Unreachable states that no other unreachable state leads to.
fn beginnings(drawn: &Drawn<'_>) -> Vec<StateAt> {
    let lost = lost(drawn);
    let reach = Reach::of(&drawn.graph);
    let leads: Vec<BTreeSet<StateAt>> = lost
        .iter()
        .map(|at| {
            let mut inside = vec![*at];
            inside.extend(drawn.graph.inside(*at));
            reach.from_any(&inside)
        })
        .collect();
    let begins = |n: usize| {
        let at = lost[n];
        (0..lost.len()).filter(|other| *other != n && leads[*other].contains(&at)).all(|other| {
            // They lead to one another: the first of them stands for all.
            leads[n].contains(&lost[other]) && n < other
        })
    };
    (0..lost.len()).filter(|n| begins(*n)).map(|n| lost[n]).collect()
}

/// Unreachable states whose surroundings can be reached. A history is never reached itself, and no flaw.
fn lost(drawn: &Drawn<'_>) -> Vec<StateAt> {
    let graph = &drawn.graph;
    let is_lost = |at: &StateAt| {
        let state = graph.state(*at);
        let around = state.parent.is_some_and(|parent| drawn.reached.contains(&parent));
        around && !drawn.reached.contains(at) && !matches!(state.kind, Kind::History { .. })
    };
    graph.states().filter(is_lost).collect()
}
