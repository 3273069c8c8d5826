//! `tasks`: what people may answer.

use super::matching::Pair;
use super::view::list;
use super::{Differs, View};
use crate::source::Spanned;
use crate::task::{Work, open_tasks};
use crate::value::Text;
use std::collections::BTreeMap;

/// Exactly these people have tasks, with exactly these options; an option may be written with its decision before it.
pub(super) fn tasks(view: &View<'_>, wanted: &[(Spanned<Text>, Vec<Spanned<Text>>)]) -> Differs {
    let mut found: BTreeMap<Text, Vec<(Text, Text)>> = BTreeMap::new();
    for work in open_tasks(view.program, view.world.cases().map(|entry| &entry.case)) {
        for person in work.task.candidates() {
            found.entry(person.clone()).or_default().extend(options(&work));
        }
    }
    let mut pairs = Vec::new();
    for (person, wanted) in wanted {
        let found = found.remove(&person.value).unwrap_or_default();
        let agrees = wanted.len() == found.len()
            && wanted.iter().all(|want| found.iter().any(|(id, full)| want.value == *id || want.value == *full));
        let line = |options: String| format!("{} = {options}", person.value);
        let expected = line(list(wanted.iter().map(|want| &*want.value)));
        pairs.push(Pair { expected: Some(expected), found: Some(line(list(found.iter().map(|(id, _)| id)))), agrees });
    }
    let line = |(person, options): (Text, Vec<(Text, Text)>)| {
        Pair::extra(format!("{person} = {}", list(options.iter().map(|(id, _)| id))))
    };
    pairs.extend(found.into_iter().map(line));
    pairs.iter().any(|pair| !pair.agrees).then_some((pairs, Vec::new()))
}

/// The options of a task, each as `option` and as `decision.option`.
fn options(work: &Work<'_>) -> Vec<(Text, Text)> {
    let decision = work.decision;
    decision.options.iter().map(|option| (option.clone(), format!("{}.{option}", decision.id).into())).collect()
}
