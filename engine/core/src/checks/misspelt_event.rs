//! An event that is one slip away from one of those the process declares.

use super::ground::Ground;
use crate::model::Name;
use crate::model::process::Process;
use crate::problem::{Hint, Problem, Problems, StateFlaw};

/// Reports events of transitions that are not declared where a declared one sounds the same or differs by one letter.
/// Events need no declaration; but where a process declares its events, such a slip makes another event, which nobody
/// sends. Names that differ in a digit are taken for a series.
pub(super) fn check(ground: &Ground<'_>, problems: &mut Problems) {
    for process in &ground.policy.processes {
        for (event, hint) in misspelt(process) {
            let flaw = StateFlaw::MisspeltEvent { event: event.value.to_string(), hint: hint.clone() };
            problems.push(Problem::new(flaw, event.span).fix_by(event.span, &hint));
        }
    }
}

/// Events that are nearly a declared one, with the one they are nearly.
pub(super) fn misspelt(process: &Process) -> Vec<(&Name, Hint)> {
    let declared: Vec<&str> =
        process.events.iter().filter_map(|event| event.head.id.as_ref()).map(|id| &*id.value).collect();
    let used = process.event_transitions().flat_map(|transition| &transition.events);
    let unknown = used.filter(|event| !event.value.ends_with('*') && !declared.contains(&&*event.value));
    let near = unknown.map(|event| (event, Hint::among(&event.value, declared.iter().copied())));
    near.filter(|(event, hint)| hint.best().is_some_and(|best| is_slip(&event.value, best, hint.is_sure()))).collect()
}

fn is_slip(event: &str, best: &str, sounds_the_same: bool) -> bool {
    let without_digits = |text: &str| text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    let series = without_digits(event) == without_digits(best);
    !series && (sounds_the_same || strsim::osa_distance(event, best) <= 1)
}
