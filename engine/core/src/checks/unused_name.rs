//! Something declared that nothing names.

use super::ground::Ground;
use crate::model::role::Role;
use crate::model::{Element, Name};
use crate::problem::{PackagingFlaw, Problem, Problems};

/// Parameters the amounts without a figure stand for (GR-08), and the words that name them.
const SOFT: [(&str, [&str; 2]); 2] = [("t_immediate", ["immediately", "立即"]), ("t_prompt", ["promptly", "及时"])];

/// Reports data, values, events, parameters, choices, records, registers, penalties, attributes and roles of the
/// policy's own files that are named nowhere but where they are declared. Data that is only filled is used: people read
/// it in the case.
pub(super) fn check(ground: &Ground<'_>, problems: &mut Problems) {
    let policy = ground.policy;
    unused(ground, &policy.parameters, problems, |id| anywhere(ground, id) || stands_for_soft(ground, id));
    unused(ground, &policy.choices, problems, |id| anywhere(ground, id));
    unused(ground, &policy.records, problems, |id| anywhere(ground, id));
    unused(ground, &policy.attributes, problems, |id| anywhere(ground, id));
    unused(ground, &policy.registers, problems, |id| anywhere(ground, id));
    unused(ground, &policy.penalties, problems, |id| anywhere(ground, id));
    unused(ground, &policy.roles, problems, |id| anywhere(ground, id) || is_admitted(ground, &policy.roles, id));
    for process in &policy.processes {
        let inside = |id: &Name| ground.mentions.inside(id.span.source, &id.value);
        unused(ground, &process.data, problems, inside);
        unused(ground, &process.values, problems, inside);
        unused(ground, &process.events, problems, |id| is_heard(ground, id));
    }
}

fn unused<T: Element>(ground: &Ground<'_>, list: &[T], problems: &mut Problems, is_used: impl Fn(&Name) -> bool) {
    if ground.doubts.waits(T::WORD) {
        return;
    }
    for id in list.iter().filter_map(|element| element.head().id.as_ref()) {
        if ground.is_own(id.span) && !is_used(id) && !ground.doubts.has(&id.value) && !ground.doubts.at(id.span) {
            let flaw = PackagingFlaw::Unused { kind: T::WORD, name: id.value.to_string() };
            problems.push(Problem::new(flaw, id.span));
        }
    }
}

fn is_heard(ground: &Ground<'_>, id: &Name) -> bool {
    ground.mentions.heard(id.span.source, &id.value) || ground.meant.contains(&*id.value)
}

fn anywhere(ground: &Ground<'_>, id: &Name) -> bool {
    ground.mentions.anywhere(&id.value)
}

fn stands_for_soft(ground: &Ground<'_>, id: &Name) -> bool {
    let word = SOFT.iter().find(|(parameter, _)| *parameter == &*id.value);
    word.is_some_and(|(_, words)| words.iter().any(|word| ground.mentions.anywhere(word)))
}

/// Outsiders are told apart from staff by having a role, even one no rule names; staff of any role are meant by `staff`.
fn is_admitted(ground: &Ground<'_>, roles: &[Role], id: &Name) -> bool {
    let outside = roles.iter().any(|role| role.outside && role.head.id_text() == id.value);
    outside || ground.mentions.anywhere("staff") || ground.mentions.anywhere("anyone")
}
