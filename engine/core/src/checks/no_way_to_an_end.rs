//! States that lead to one another for ever and never to an end.

use std::collections::BTreeSet;

use super::ground::{Drawn, Ground};
use crate::graph::StateAt;
use crate::graph::reach::Liveness;
use crate::problem::{Problem, Problems, Quoted, StateFlaw};

/// Reports each group of such states once, at the first of them. A single state nothing leads out of is a
/// [dead end](super::dead_end).
pub(super) fn check(ground: &Ground<'_>, problems: &mut Problems) {
    for drawn in ground.processes.iter().filter(|drawn| drawn.graph.is_whole()) {
        let live = Liveness::of(&drawn.graph);
        let can = live.can_reach(&ends(drawn, ground));
        let never: BTreeSet<StateAt> = drawn.innermost().filter(|at| !can.contains(at)).collect();
        for group in live.last_groups(&never) {
            let alone = matches!(group.as_slice(), [at] if live.is_stuck(*at));
            let Some(first) = group.first().filter(|_| !alone) else { continue };
            let states: Quoted = group.iter().map(|at| drawn.graph.state(*at).id.to_string()).collect();
            problems.push(Problem::new(StateFlaw::NoWayToAnEnd { states }, drawn.graph.state(*first).span));
        }
    }
}

/// Where a case is finished, and where it might be for all that can be read.
fn ends(drawn: &Drawn<'_>, ground: &Ground<'_>) -> BTreeSet<StateAt> {
    let is_end = |at: &StateAt| {
        drawn.graph.ancestry(*at).any(|at| drawn.graph.is_end(at)) || drawn.is_doubtful(*at, &ground.doubts)
    };
    drawn.innermost().filter(is_end).collect()
}
