//! A transition that is never chosen, because one before it in the same state takes all its events.

use super::ground::Ground;
use crate::graph::{Who, who};
use crate::model::role::Role;
use crate::model::transition::Transition;
use crate::problem::{Note, Problem, Problems, StateFlaw};

/// Reports transitions for which an earlier one of the same state has no `when`, matches at least the same events and
/// admits at least the same people. `require` does not help: it refuses, it does not choose.
pub(super) fn check(ground: &Ground<'_>, problems: &mut Problems) {
    for process in &ground.policy.processes {
        let states = process.states.iter().flat_map(|state| [&state.on, &state.always]);
        for list in [&process.starts, &process.on].into_iter().chain(states) {
            for (at, transition) in list.iter().enumerate() {
                let earlier = &list[..at];
                if let Some(taker) = earlier.iter().find(|earlier| takes_all(earlier, transition, &ground.policy.roles))
                {
                    report(taker, transition, problems);
                }
            }
        }
    }
}

fn report(taker: &Transition, transition: &Transition, problems: &mut Problems) {
    let place = |t: &Transition| t.events.first().map_or(t.head.span, |event| event.span);
    let event = transition.events.first().map_or_else(|| "always".to_owned(), |event| event.value.to_string());
    let problem = Problem::new(StateFlaw::ShadowedTransition { event }, place(transition));
    problems.push(problem.label(place(taker), Note::TakenHere));
}

fn takes_all(earlier: &Transition, later: &Transition, roles: &[Role]) -> bool {
    let conditional = earlier.when.is_some() || earlier.head.only_if.is_some() || !earlier.except.is_empty();
    // Without events both are automatic, or their events could not be read.
    let same_kind = earlier.events.is_empty() == later.events.is_empty();
    !conditional && same_kind && events(earlier, later) && people(earlier, later, roles)
}

fn events(earlier: &Transition, later: &Transition) -> bool {
    later.events.iter().all(|event| earlier.events.iter().any(|taker| matches(&taker.value, &event.value)))
}

/// Whether a descriptor matches everything another one matches.
fn matches(taker: &str, event: &str) -> bool {
    let prefix = |text: &str| text.strip_suffix(".*").unwrap_or(text).to_owned();
    let (taker, event) = (prefix(taker), prefix(event));
    taker == "*" || event.strip_prefix(&*taker).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Events nobody outside may send pass every `by`.
fn people(earlier: &Transition, later: &Transition, roles: &[Role]) -> bool {
    match (&earlier.by, &later.by) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(taker), Some(others)) => admits(&who(taker), &who(others), roles),
    }
}

fn admits(taker: &Who, others: &Who, roles: &[Role]) -> bool {
    if let Who::Any(any) = others {
        return any.iter().all(|one| admits(taker, one, roles));
    }
    match taker {
        Who::Any(any) => any.iter().any(|one| admits(one, others, roles)),
        Who::Text(text) if &**text == "anyone" => true,
        Who::Text(text) if &**text == "staff" => taker == others || is_inside(others, roles),
        _ => taker == others,
    }
}

/// Whether somebody is certainly no outsider.
fn is_inside(who: &Who, roles: &[Role]) -> bool {
    let (Who::Text(role) | Who::RoleOf(role, _)) = who else { return false };
    roles.iter().any(|known| !known.outside && known.head.id_text() == *role)
}
