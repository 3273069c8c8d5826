//! What is wrong with a policy although every word of it can be read.
//!
//! In: the documents, the policy taken from them, and the problems found so far. Out: further problems. One file per
//! flaw, named after what it finds; [`all`] runs them. A check reports what it is sure of: where a mistake reported
//! before could be the cause – a line that could not be read, a name nobody knows – `doubts` keeps it quiet; what other
//! stages report and merely follows is told by [`Causes`].
//!
//! Not here: unknown names, types, shapes (they are found while reading and emitting), and anything about one element
//! that its own file can see.

mod causes;
mod doubts;
mod ground;
mod mentions;
mod sections;
mod surely;

mod dead_end;
mod due_moves_unwatched;
mod eventless_loop;
mod grave_undecided;
mod ladder_order;
mod missed_without_consequence;
mod misspelt_event;
mod never_started;
mod no_way_to_an_end;
mod shadowed_outcome;
mod shadowed_transition;
mod uncited_clause;
mod unfilled_data;
mod unheard_event;
mod unreachable_state;
mod unused_name;
mod warning_before_start;

pub use causes::Causes;
use ground::Ground;

use crate::model::Policy;
use crate::model::files::Documents;
use crate::problem::{Problem, Problems};

/// A check: looks at the ground and reports.
type Check = fn(&Ground<'_>, &mut Problems);

/// All of them.
const ALL: [Check; 17] = [
    unreachable_state::check,
    dead_end::check,
    no_way_to_an_end::check,
    shadowed_transition::check,
    shadowed_outcome::check,
    eventless_loop::check,
    grave_undecided::check,
    unheard_event::check,
    misspelt_event::check,
    unfilled_data::check,
    never_started::check,
    missed_without_consequence::check,
    warning_before_start::check,
    due_moves_unwatched::check,
    ladder_order::check,
    uncited_clause::check,
    unused_name::check,
];

/// Everything the checks find, in no particular order.
///
/// `policy` is settled (each id once) and still has the elements that a switch leaves out: what only they use is used.
/// `known` are the problems found by all other stages, so that nothing is said that merely follows from them.
#[must_use]
pub fn all(documents: &Documents, policy: &Policy, known: &Problems) -> Vec<Problem> {
    let ground = Ground::of(documents, policy, known);
    let mut problems = Problems::new();
    for check in ALL {
        check(&ground, &mut problems);
    }
    problems.into_sorted()
}
