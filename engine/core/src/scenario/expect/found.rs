//! What was found, as the row would have to say it: the words whose values stand under keys of their own.

use super::view::{list, quoted};
use super::{ByDeadline, CounterWanted, OfCase, States, View, Word, cases, money, time, verdict};
use crate::money::Money;
use crate::outcome::Verdict;
use crate::scenario::bless::{Edit, below};
use crate::source::Spanned;
use crate::value::Text;
use zhidu_time::{Amount, Due};

/// Where a case stands: none where the wish holds, nothing inside where there is no such case. A list stays a list.
pub(in crate::scenario) fn state(view: &View<'_>, of: &OfCase<States>) -> Option<Option<String>> {
    cases::state(view, std::slice::from_ref(of))?;
    let case = view.case(of.case.as_ref());
    Some(case.map(|case| {
        let process = &view.program.processes[case.process.at()];
        match (cases::atoms(case, process).as_slice(), &of.want) {
            ([only], States::Has(_)) => quoted(only),
            (several, _) => list(several),
        }
    }))
}

/// Whose a case is, in the same way.
pub(in crate::scenario) fn owner(view: &View<'_>, of: &OfCase<Option<Text>>) -> Option<Option<String>> {
    cases::owner(view, std::slice::from_ref(of))?;
    let case = view.case(of.case.as_ref());
    Some(case.map(|case| case.owner.as_ref().map_or_else(|| "[]".to_owned(), |id| quoted(id))))
}

/// Whether the row's own event was accepted; none where the row has no event.
pub(in crate::scenario) fn accepted(view: &View<'_>) -> Option<bool> {
    view.own().map(|own| own.outcome.verdict == Verdict::Accepted)
}

/// A list of ids.
pub(in crate::scenario) fn names(ids: &[Text]) -> String {
    list(ids)
}

/// Of a refusal all clauses it cites, else those of the wanted ones that took part; none where none did.
pub(in crate::scenario) fn clause(view: &View<'_>, wanted: &[Spanned<Text>]) -> Option<String> {
    if let Some(denial) = view.denial() {
        return Some(list(denial.clauses()));
    }
    let found = verdict::took_part(view);
    let kept: Vec<&Text> = wanted.iter().map(|clause| &clause.value).filter(|clause| found.contains(clause)).collect();
    (!kept.is_empty()).then(|| list(kept))
}

/// The deadlines that run: other ones go, those left out come.
pub(in crate::scenario) fn due(view: &View<'_>, wanted: &ByDeadline<Due>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for OfCase { case: pick, want } in wanted {
        let running = time::running(view, pick.as_ref());
        let at = |id: &Text| below(pick.as_ref()).into_iter().chain([id.clone()]);
        let shown = |due: Due| Some(quoted(&due.show(view.zone())));
        for (id, due) in want {
            let found = running.iter().find(|(known, _)| **known == id.value).map(|(_, due)| *due);
            if found.is_none_or(|found| found.late_from != due.late_from) {
                edits.push(Edit::value(Word::Due, at(&id.value), found.and_then(shown)));
            }
        }
        let others = running.iter().filter(|(known, _)| want.iter().all(|(id, _)| id.value != **known));
        edits.extend(others.map(|(id, due)| Edit::value(Word::Due, at(id), shown(*due))));
    }
    edits
}

/// The time the named deadlines have left; those that do not run go.
pub(in crate::scenario) fn left(view: &View<'_>, wanted: &ByDeadline<Amount>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for OfCase { case: pick, want } in wanted {
        let running = time::running(view, pick.as_ref());
        for (id, amount) in want {
            let due = running.iter().find(|(known, _)| **known == id.value).map(|(_, due)| *due);
            let left = due.map(|due| time::time_left(view, due, *amount));
            let left = left.or_else(|| time::kept(view, pick.as_ref(), &id.value));
            if left != Some(*amount) {
                let at = below(pick.as_ref()).into_iter().chain([id.value.clone()]);
                edits.push(Edit::value(Word::Left, at, left.map(|left| quoted(&left.to_string()))));
            }
        }
    }
    edits
}

/// How the named counters stand.
pub(in crate::scenario) fn counters(view: &View<'_>, wanted: &[CounterWanted]) -> Vec<Edit> {
    let differing = wanted.iter().filter(|want| money::counters(view, std::slice::from_ref(want)).is_some());
    let edit = |want: &CounterWanted| {
        let counts = money::count(view, &want.person.value, &want.penalty.value);
        let at = [want.person.value.clone(), want.penalty.value.clone()];
        Edit::value(Word::Counters, at, Some(money::table(&counts)))
    };
    differing.map(edit).collect()
}

/// What everybody was charged in all.
pub(in crate::scenario) fn ledger(view: &View<'_>, wanted: &[(Spanned<Text>, Money)]) -> Vec<Edit> {
    let mut sums = money::sums(view);
    let mut edits = Vec::new();
    let mut set = |person: &Text, sum: Money| {
        edits.push(Edit::value(Word::Ledger, [person.clone()], Some(quoted(&sum.to_string()))));
    };
    for (person, amount) in wanted {
        let sum = sums.remove(&person.value).unwrap_or(Money::zero(amount.currency()));
        if sum != *amount {
            set(&person.value, sum);
        }
    }
    sums.iter().filter(|(_, sum)| sum.fen() != 0).for_each(|(person, sum)| set(person, *sum));
    edits
}
