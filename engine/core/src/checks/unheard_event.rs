//! An event that is raised and that nothing waits for.

use super::ground::Ground;
use crate::model::action::Verb;
use crate::model::process::Process;
use crate::problem::{Hint, Problem, Problems, StateFlaw};

/// Reports every `raise` of an event that no transition of the process matches.
pub(super) fn check(ground: &Ground<'_>, problems: &mut Problems) {
    for process in &ground.policy.processes {
        let heard = heard(process);
        for action in process.actions() {
            let Verb::Raise { event, .. } = &action.verb else { continue };
            let is_heard = heard.iter().any(|descriptor| matches(descriptor, &event.value));
            if is_heard || ground.doubts.has(&event.value) {
                continue;
            }
            let hint = Hint::among(&event.value, heard.iter().copied());
            let flaw = StateFlaw::UnheardEvent { event: event.value.to_string(), hint: hint.clone() };
            problems.push(Problem::new(flaw, event.span).fix_by(event.span, &hint));
        }
    }
}

fn heard(process: &Process) -> Vec<&str> {
    process.event_transitions().flat_map(|transition| &transition.events).map(|event| &*event.value).collect()
}

fn matches(descriptor: &str, event: &str) -> bool {
    let prefix = descriptor.strip_suffix(".*").unwrap_or(descriptor);
    prefix == "*" || event.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
