//! `state owner opened`: where cases stand, whose they are, which were opened.

use super::matching::{Pair, pair};
use super::view::{list, quoted};
use super::{Differs, OfCase, States, View, Word};
use crate::case::Case;
use crate::outcome::What;
use crate::program::{Process, StateKind};
use crate::scenario::report::{Failure, Related, Subject};
use crate::source::Spanned;
use crate::value::Text;

pub(super) fn state(view: &View<'_>, wanted: &[OfCase<States>]) -> Differs {
    let mut pairs = Vec::new();
    for OfCase { case: pick, want } in wanted {
        let case = view.case(pick.as_ref());
        let process = case.map(|case| &view.program.processes[case.process.at()]);
        let stands = case.zip(process).is_some_and(|(case, process)| stands(case, process, want));
        let expected = match want {
            States::Has(state) => quoted(&state.value),
            States::Are(states) => list(states.iter().map(|s| &*s.value)),
        };
        let found = case.zip(process).map(|(case, process)| shown(case, process));
        pairs.push(labelled(pick.as_ref(), expected, found, stands));
    }
    differs(pairs, || took(view))
}

pub(super) fn owner(view: &View<'_>, wanted: &[OfCase<Option<Text>>]) -> Differs {
    let mut pairs = Vec::new();
    for OfCase { case: pick, want } in wanted {
        let case = view.case(pick.as_ref());
        let show = |owner: Option<&Text>| owner.map_or_else(|| "[]".to_owned(), |id| quoted(id));
        let agrees = case.is_some_and(|case| case.owner == *want);
        let found = case.map(|case| show(case.owner.as_ref()));
        pairs.push(labelled(pick.as_ref(), show(want.as_ref()), found, agrees));
    }
    differs(pairs, Vec::new)
}

pub(super) fn opened(view: &View<'_>, wanted: &[Spanned<Text>]) -> Differs {
    let found = openings(view, |_| true);
    let fits =
        |want: &Spanned<Text>, found: &Opened| want.value == found.process || Some(&want.value) == found.part.as_ref();
    let pairs = pair(wanted, &found, fits, |want| quoted(&want.value), |found| quoted(&found.process))?;
    Some((pairs, took(view)))
}

/// Offences opened by a row that does not say so.
pub(super) fn unexpected(view: &View<'_>, named: &dyn Fn(Word) -> bool) -> Vec<Failure> {
    let found = openings(view, |process| process.offence.is_some());
    if found.is_empty() || named(Word::Opened) {
        return Vec::new();
    }
    let pairs = found.into_iter().map(|opened| Pair::extra(quoted(&opened.process))).collect();
    vec![Failure::new(view, Subject::Unexpected(Word::Opened), view.row, pairs, Vec::new())]
}

struct Opened {
    process: Text,
    part: Option<Text>,
}

/// Cases that other cases opened.
fn openings(view: &View<'_>, counts: impl Fn(&Process) -> bool) -> Vec<Opened> {
    let openings = view.happenings.iter().flat_map(|h| &h.outcome.openings);
    let counted = openings
        .filter(|o| view.program.process(&o.process).is_some_and(|ix| counts(&view.program.processes[ix.at()])));
    counted.map(|o| Opened { process: o.process.clone(), part: o.parent.1.clone() }).collect()
}

fn stands(case: &Case, process: &Process, want: &States) -> bool {
    match want {
        States::Has(state) => match case.ended {
            Some(ended) => process.states[ended.at()].id == state.value,
            None => process.state(&state.value).is_some_and(|ix| case.is_in(ix)),
        },
        States::Are(states) => {
            let found = atoms(case, process);
            found.len() == states.len() && states.iter().all(|s| found.contains(&&*s.value))
        }
    }
}

/// The active states without active children, or the final state of an ended case.
pub(super) fn atoms<'p>(case: &Case, process: &'p Process) -> Vec<&'p str> {
    if let Some(ended) = case.ended {
        return vec![&process.states[ended.at()].id];
    }
    let active = case.active.iter().filter_map(|ix| process.states.get(ix.at()));
    let atomic = |kind| matches!(kind, StateKind::Atomic | StateKind::Final);
    active.filter(|state| atomic(state.kind)).map(|state| &*state.id).collect()
}

fn shown(case: &Case, process: &Process) -> String {
    match atoms(case, process).as_slice() {
        [only] => quoted(only),
        several => list(several),
    }
}

fn labelled(pick: Option<&super::Pick>, expected: String, found: Option<String>, agrees: bool) -> Pair {
    let label = |text: String| match pick {
        Some(super::Pick::Name(name)) => format!("\"{}\" = {text}", name.value),
        _ => text,
    };
    Pair { expected: Some(label(expected)), found: found.map(label), agrees }
}

/// The comparison of several cases: only those that differ are shown.
pub(super) fn differs(pairs: Vec<Pair>, related: impl FnOnce() -> Vec<Related>) -> Differs {
    let differ: Vec<Pair> = pairs.into_iter().filter(|pair| !pair.agrees).collect();
    (!differ.is_empty()).then(|| (differ, related()))
}

/// What moved in the row, with the conditions that were read: why a case stands where it stands.
pub(super) fn took(view: &View<'_>) -> Vec<Related> {
    let related = |(_, process, mark): (_, &Process, &crate::outcome::Mark)| match mark.what {
        What::Taken { transition, .. } => Some(Related::Taken { span: process.transitions[transition.at()].span }),
        What::Guard { span, holds } => Some(Related::Guard { span, holds }),
        _ => None,
    };
    view.marks().filter_map(related).collect()
}
