//! A sentence of the regulation that nothing implements, or that is said to be beyond any engine and implemented too.

use super::ground::Ground;
use crate::problem::{PackagingFlaw, Problem, Problems, Word};

/// Reports clauses neither cited nor `manual` (a warning), and clauses that are both (a hint). Waits where a citation
/// could not be made out.
pub(super) fn check(ground: &Ground<'_>, problems: &mut Problems) {
    for clause in &ground.policy.clauses {
        let Some(id) = clause.head.id.as_ref().filter(|id| ground.is_own(id.span)) else { continue };
        let cited = ground.mentions.cites(&id.value);
        let name = id.value.to_string();
        match (cited, &clause.manual) {
            (false, None) if !ground.doubts.waits(Word::Clause) && !ground.doubts.has(&id.value) => {
                problems.push(Problem::new(PackagingFlaw::ClauseUncited { clause: name }, id.span));
            }
            (true, Some(_)) if !ground.doubts.has(&id.value) => {
                problems.push(Problem::new(PackagingFlaw::ClauseManualCited { clause: name }, id.span));
            }
            _ => {}
        }
    }
}
