//! `due left paused late missed warned timers`: deadlines and waits.

use super::cases::differs;
use super::matching::{Pair, pair};
use super::view::{key, quoted};
use super::{ByDeadline, Differs, OfCase, Pick, View, Word};
use crate::case::{Case, Clock, ClockStatus};
use crate::effect::EffectKind;
use crate::outcome::{InputKind, What};
use crate::program::Process;
use crate::scenario::report::{Failure, Related, Subject};
use crate::source::Spanned;
use crate::value::Text;
use zhidu_time::{Amount, Civil, Due, DueKind};

/// Exactly these deadlines run, due then. One comparison: the first late second.
pub(super) fn due(view: &View<'_>, wanted: &ByDeadline<Due>) -> Differs {
    let mut pairs = Vec::new();
    for OfCase { case: pick, want } in wanted {
        let running = running(view, pick.as_ref());
        let fits = |want: &(Spanned<Text>, Due), found: &(&Text, Due)| {
            want.0.value == *found.0 && want.1.late_from == found.1.late_from
        };
        let line = |id: &str, due: Due| format!("{} = {}", key(id), quoted(&due.show(view.zone())));
        let show_wanted = |(id, due): &(Spanned<Text>, Due)| line(&id.value, *due);
        let show_found = |(id, due): &(&Text, Due)| line(id, *due);
        pairs.extend(pair(want, &running, fits, show_wanted, show_found).into_iter().flatten());
    }
    differs(pairs, Vec::new)
}

/// The named deadlines have this much time left.
pub(super) fn left(view: &View<'_>, wanted: &ByDeadline<Amount>) -> Differs {
    let mut pairs = Vec::new();
    for OfCase { case: pick, want } in wanted {
        let running = running(view, pick.as_ref());
        for (id, amount) in want {
            let due = running.iter().find(|(known, _)| **known == id.value).map(|(_, due)| *due);
            let left = due.map(|due| time_left(view, due, *amount)).or_else(|| kept(view, pick.as_ref(), &id.value));
            let line = |amount: Amount| format!("{} = \"{amount}\"", key(&id.value));
            let agrees = left == Some(*amount);
            pairs.push(Pair { expected: Some(line(*amount)), found: left.map(line), agrees });
        }
    }
    differs(pairs, Vec::new)
}

/// Everything that stands still: deadlines by their id, waits by theirs or their state's.
pub(super) fn paused(view: &View<'_>, wanted: &[Spanned<Text>]) -> Differs {
    let still = |case: &Case, process: &Process| -> Vec<Text> {
        let clocks = case.clocks.iter().filter(|c| c.status == ClockStatus::Paused);
        let waits = case.waits.iter().filter(|w| w.pauses.since.is_some());
        let clocks = clocks.map(|c| process.deadlines[c.deadline.at()].id.clone());
        clocks.chain(waits.map(|w| process.wait_id(w.wait).clone())).collect()
    };
    of_cases(view, wanted, still)
}

/// Deadlines whose state an outside event left after they had been missed.
pub(super) fn late(view: &View<'_>, wanted: &[Spanned<Text>]) -> Differs {
    let mut found: Vec<Text> = Vec::new();
    for happening in view.happenings {
        let outside = matches!(happening.input.kind, InputKind::Outside(_));
        let (true, Some(before), Some(after)) = (outside, &happening.before, &happening.outcome.case) else { continue };
        let Some(process) = view.process_of(happening) else { continue };
        let lapsed = before.clocks.iter().filter(|c| c.status == ClockStatus::Missed);
        let deadlines = lapsed.filter_map(|c| process.deadlines.get(c.deadline.at()));
        let left = deadlines.filter(|d| before.is_in(d.state) && !after.is_in(d.state));
        found.extend(left.map(|d| d.id.clone()));
    }
    names(wanted, &found)
}

pub(super) fn missed(view: &View<'_>, wanted: &[Spanned<Text>]) -> Differs {
    names(wanted, &lapsed(view))
}

/// Warnings that fired, and deadlines that lapsed with nothing but a warning.
pub(super) fn warned(view: &View<'_>, wanted: &[Spanned<Text>]) -> Differs {
    let mut found = view.named(|process, what| match what {
        What::Warned(ix) => Some(process.deadlines[ix.at()].id.clone()),
        _ => None,
    });
    let effects = view.happenings.iter().flat_map(|h| &h.outcome.effects);
    for effect in effects {
        if let EffectKind::Warn { deadline, .. } = &effect.kind {
            found.push(deadline.clone());
        }
    }
    names(wanted, &found)
}

/// Everything that is armed in cases: deadlines by their id, waits by their state's.
pub(super) fn timers(view: &View<'_>, wanted: &[Spanned<Text>]) -> Differs {
    let armed = |case: &Case, process: &Process| -> Vec<Text> {
        let waits = case.waits.iter().filter(|w| w.at.is_some()).map(|w| process.wait_id(w.wait).clone());
        clocks_of(case, process).map(|(id, _)| id.clone()).chain(waits).collect()
    };
    of_cases(view, wanted, armed)
}

/// Exactly these, by their id or `<case>/<id>`, over all open cases.
fn of_cases(view: &View<'_>, wanted: &[Spanned<Text>], ids: impl Fn(&Case, &Process) -> Vec<Text>) -> Differs {
    let mut found: Vec<(String, Text)> = Vec::new();
    for entry in view.world.cases().filter(|entry| !entry.case.is_ended()) {
        let ids = ids(&entry.case, &view.program.processes[entry.case.process.at()]);
        found.extend(ids.into_iter().map(|id| (format!("{}/{id}", view.name(&entry.case.id)), id)));
    }
    let fits = |want: &Spanned<Text>, (full, id): &(String, Text)| want.value == *id || *want.value == **full;
    let pairs = pair(wanted, &found, fits, |want| quoted(&want.value), |(full, _)| quoted(full))?;
    Some((pairs, Vec::new()))
}

/// Missed deadlines of a row that does not say so.
pub(super) fn unexpected(view: &View<'_>, named: &dyn Fn(Word) -> bool) -> Vec<Failure> {
    let found = lapsed(view);
    if found.is_empty() || named(Word::Missed) {
        return Vec::new();
    }
    let pairs = found.iter().map(|id| Pair::extra(quoted(id))).collect();
    vec![Failure::new(view, Subject::Unexpected(Word::Missed), view.row, pairs, Vec::new())]
}

fn lapsed(view: &View<'_>) -> Vec<Text> {
    view.named(|process, what| match what {
        What::Missed(ix) => Some(process.deadlines[ix.at()].id.clone()),
        _ => None,
    })
}

fn names(wanted: &[Spanned<Text>], found: &[Text]) -> Differs {
    let fits = |want: &Spanned<Text>, found: &Text| want.value == *found;
    let pairs = pair(wanted, found, fits, |want| quoted(&want.value), |found| quoted(found))?;
    Some((pairs, Vec::<Related>::new()))
}

/// The deadlines that run in a case and have a due.
pub(super) fn running<'a>(view: &View<'a>, pick: Option<&Pick>) -> Vec<(&'a Text, Due)> {
    let Some(case) = view.case(pick) else { return Vec::new() };
    clocks_of(case, &view.program.processes[case.process.at()]).collect()
}

/// What is left of a deadline that stands still.
pub(super) fn kept(view: &View<'_>, pick: Option<&Pick>, id: &str) -> Option<Amount> {
    let case = view.case(pick)?;
    let process = &view.program.processes[case.process.at()];
    let clock = case.clocks.iter().find(|c| &*process.deadlines[c.deadline.at()].id == id && c.pauses.since.is_some());
    clock.and_then(|clock| clock.pauses.left)
}

fn clocks_of<'a>(case: &'a Case, process: &'a Process) -> impl Iterator<Item = (&'a Text, Due)> {
    let running = case.clocks.iter().filter(|c| c.status == ClockStatus::Running);
    running.filter_map(|clock: &Clock| Some((&process.deadlines[clock.deadline.at()].id, clock.due?)))
}

/// The time left in the kind of time the scenario asks in: days of a day's end, else seconds.
pub(super) fn time_left(view: &View<'_>, due: Due, asked: Amount) -> Amount {
    match (due.kind, asked) {
        (DueKind::DayEnd(_), Amount::Civil(Civil::Days(_))) => due.left(view.now, view.zone()),
        _ => Amount::Elapsed(due.end().seconds_since(view.now).max(0)),
    }
}
