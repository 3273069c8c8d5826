//! A process or an offence that no case can ever be of.

use std::collections::BTreeSet;

use super::ground::Ground;
use crate::model::Element;
use crate::model::action::Verb;
use crate::problem::{Problem, Problems, StateFlaw, Word};

/// Reports processes without `[[start]]` and offences without `report_by` that no action opens.
pub(super) fn check(ground: &Ground<'_>, problems: &mut Problems) {
    if ground.doubts.waits(Word::Process) {
        return;
    }
    let opened = opened(ground);
    let idle = |id: &str| !opened.contains(id) && !ground.doubts.has(id);
    for process in ground.policy.processes.iter().filter(|process| process.starts.is_empty()) {
        // A start that could not be read stands in the process's own file.
        if idle(&process.head.id_text()) && !ground.doubts.inside(process.head.span.source) {
            problems.push(never(Word::Process, process));
        }
    }
    for offence in ground.policy.offences.iter().filter(|offence| offence.report_by.is_none()) {
        if idle(&offence.head.id_text()) && !ground.doubts.covers(offence.head.span) {
            problems.push(never(Word::Offence, offence));
        }
    }
}

fn never<T: Element>(kind: Word, element: &T) -> Problem {
    let head = element.head();
    let key = if kind == Word::Process { "[[start]]" } else { "report_by" };
    let flaw = StateFlaw::NeverStarted { kind, id: head.id_text().to_string(), key: key.to_owned() };
    Problem::new(flaw, head.place())
}

fn opened<'a>(ground: &Ground<'a>) -> BTreeSet<&'a str> {
    let actions = ground.policy.processes.iter().flat_map(|process| process.actions());
    let opens = actions.filter_map(|action| if let Verb::Open(open) = &action.verb { Some(open) } else { None });
    opens.map(|open| &*open.process.value).collect()
}
