//! An outcome that is never chosen, because a row before it has no condition.

use super::ground::Ground;
use crate::model::process::Process;
use crate::model::transition::Transition;
use crate::problem::{Note, Problem, Problems, StateFlaw};

/// Reports the first row after one without `when`.
pub(super) fn check(ground: &Ground<'_>, problems: &mut Problems) {
    for transition in ground.policy.processes.iter().flat_map(transitions) {
        let rows = &transition.rows;
        let Some(open) = rows.iter().position(|row| row.when.is_none()) else { continue };
        if let Some(dead) = rows.get(open + 1) {
            let problem = Problem::new(StateFlaw::ShadowedOutcome {}, dead.head.span);
            problems.push(problem.label(rows[open].head.span, Note::TakenHere));
        }
    }
}

fn transitions(process: &Process) -> impl Iterator<Item = &Transition> {
    let states = process.states.iter().flat_map(|state| state.on.iter().chain(&state.always));
    process.starts.iter().chain(&process.on).chain(states)
}
