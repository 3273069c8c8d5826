//! A deadline after which nothing happens.

use super::ground::Ground;
use crate::problem::{Problem, Problems, TimeFlaw};

/// Reports deadlines with neither `missed` nor `to`. A warning before the due is no consequence of missing it.
pub(super) fn check(ground: &Ground<'_>, problems: &mut Problems) {
    for state in ground.policy.processes.iter().flat_map(|process| &process.states) {
        for deadline in &state.deadlines {
            let silent = deadline.missed.is_empty() && deadline.to.is_empty();
            if silent && !ground.doubts.covers(state.head.span) {
                let flaw = TimeFlaw::MissedWithoutConsequence { deadline: deadline.head.id_text().to_string() };
                problems.push(Problem::new(flaw, deadline.head.place()));
            }
        }
    }
}
