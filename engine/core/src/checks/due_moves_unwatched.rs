//! A due that an event can move while its deadline may already be missed.

use super::ground::Ground;
use super::mentions::words;
use crate::graph::{Graph, StateAt};
use crate::model::Name;
use crate::model::deadline::{Deadline, Due};
use crate::model::process::Process;
use crate::model::transition::Transition;
use crate::problem::{Note, Problem, Problems, TimeFlaw};
use crate::source::Span;

/// Reports transitions that write the data a running deadline's due names and do not leave its state: missed is final,
/// so after the lapse the new due would be watched by nobody. Leaving and entering again (`again = true`) starts a new
/// deadline.
pub(super) fn check(ground: &Ground<'_>, problems: &mut Problems) {
    for drawn in &ground.processes {
        for (position, state) in drawn.process.states.iter().enumerate() {
            for deadline in &state.deadlines {
                let Some((data, place)) = due(deadline, drawn.process) else { continue };
                let Some(around) = drawn.graph.states().find(|at| drawn.graph.state(*at).at == Some(position)) else {
                    continue;
                };
                if !drawn.graph.is_whole() || drawn.is_doubtful(around, &ground.doubts) {
                    continue;
                }
                for (transition, write) in staying(drawn.process, &drawn.graph, around, &data) {
                    let flaw = TimeFlaw::DueMovesUnwatched {
                        deadline: deadline.head.id_text().to_string(),
                        data: data.clone(),
                        event: transition.events.first().map(|event| event.value.to_string()).unwrap_or_default(),
                    };
                    problems.push(Problem::new(flaw, write).label(place, Note::UsedHere));
                }
            }
        }
    }
}

/// The data a due names, and where.
fn due(deadline: &Deadline, process: &Process) -> Option<(String, Span)> {
    let (Due::Until(node) | Due::Before(node)) = &deadline.due else { return None };
    let text = node.as_text()?;
    let known = |word: &&str| process.data.iter().any(|data| &*data.field.head.id_text() == *word);
    let data = words(&text.value).find(known)?;
    Some((data.to_owned(), node.span))
}

/// Transitions that write a data and keep a state active, each with the place of the name written.
fn staying<'p>(process: &'p Process, graph: &Graph, around: StateAt, data: &str) -> Vec<(&'p Transition, Span)> {
    let mut found = Vec::new();
    for at in std::iter::once(around).chain(graph.inside(around)) {
        let written = graph.state(at).at.and_then(|at| process.states.get(at));
        for (position, transition) in written.into_iter().flat_map(|state| state.on.iter().enumerate()) {
            let Some(name) = writes(transition, data) else { continue };
            let leaves = |link: &crate::graph::Link| {
                let outside = |to: &StateAt| !graph.ancestry(*to).skip(1).any(|above| above == around);
                !link.to.is_empty() && (link.again || link.to.iter().any(outside))
            };
            let own = |origin| matches!(origin, crate::graph::Origin::On { at, .. } if at == position);
            if graph.links_of(at).filter(|link| own(link.origin)).any(|link| !leaves(link)) {
                found.push((transition, name.span));
            }
        }
    }
    found
}

fn writes<'t>(transition: &'t Transition, data: &str) -> Option<&'t Name> {
    let takes = transition.takes.iter().map(|take| &take.name);
    let sets = transition.acts.set.iter().map(|(name, _)| name);
    takes.chain(sets).find(|name| &*name.value == data)
}
