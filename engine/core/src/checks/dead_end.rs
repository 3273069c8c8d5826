//! A state that can be entered and never left, and that is no end.

use super::ground::Ground;
use crate::graph::reach::Liveness;
use crate::problem::{Problem, Problems, StateFlaw};

/// Reports every such state, except where something in it could not be read.
pub(super) fn check(ground: &Ground<'_>, problems: &mut Problems) {
    for drawn in ground.processes.iter().filter(|drawn| drawn.graph.is_whole()) {
        let live = Liveness::of(&drawn.graph);
        for at in drawn.innermost().filter(|at| live.is_stuck(*at)) {
            let ends = drawn.graph.ancestry(at).any(|at| drawn.graph.is_end(at));
            if ends || drawn.is_doubtful(at, &ground.doubts) {
                continue;
            }
            let state = drawn.graph.state(at);
            problems.push(Problem::new(StateFlaw::DeadEnd { state: state.id.to_string() }, state.span));
        }
    }
}
