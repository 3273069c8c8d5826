//! `allowed denied reason clause missing incident`: how the row's event went.

use super::matching::Pair;
use super::view::{list, quoted};
use super::{Differs, View, Word};
use crate::outcome::{Denial, Reason, Verdict};
use crate::scenario::report::{Failure, Related, Subject};
use crate::source::Spanned;
use crate::value::Text;

pub(super) fn allowed(view: &View<'_>, wanted: bool) -> Differs {
    let accepted = view.own().is_some_and(|own| own.outcome.verdict == Verdict::Accepted);
    (accepted != wanted).then(|| (vec![Pair::differs(wanted.to_string(), Some(accepted.to_string()))], against(view)))
}

pub(super) fn denied(view: &View<'_>, wanted: Option<&[Spanned<Text>]>) -> Differs {
    let clauses = view.denial().map(Denial::clauses);
    let agrees = match (wanted, &clauses) {
        (None, found) => found.is_some(),
        (Some(wanted), Some(found)) => same(wanted, found),
        (Some(_), None) => false,
    };
    let expected = wanted.map_or_else(|| "true".to_owned(), |w| list(w.iter().map(|c| &*c.value)));
    let found = clauses.map_or_else(|| "false".to_owned(), list);
    (!agrees).then(|| (vec![Pair::differs(expected, Some(found))], against(view)))
}

pub(super) fn reason(view: &View<'_>, wanted: Reason) -> Differs {
    let found = view.denial().map(Denial::reason);
    let pair = || Pair::differs(quoted(wanted.id()), found.map(|reason| quoted(reason.id())));
    (found != Some(wanted)).then(|| (vec![pair()], against(view)))
}

pub(super) fn missing(view: &View<'_>, wanted: &[Spanned<Text>]) -> Differs {
    let found = view.denial().map(Denial::missing).unwrap_or_default();
    let pair = || Pair::differs(list(wanted.iter().map(|m| &*m.value)), Some(list(&found)));
    (!same(wanted, &found)).then(|| (vec![pair()], against(view)))
}

/// Of a refusal, exactly the clauses it cites; else clauses that took part.
pub(super) fn clause(view: &View<'_>, wanted: &[Spanned<Text>]) -> Differs {
    let (found, agrees) = match view.denial() {
        Some(denial) => (denial.clauses(), same(wanted, &denial.clauses())),
        None => {
            let found = took_part(view);
            let agrees = wanted.iter().all(|clause| found.contains(&clause.value));
            (found, agrees)
        }
    };
    let pair = || Pair::differs(list(wanted.iter().map(|c| &*c.value)), Some(list(&found)));
    (!agrees).then(|| (vec![pair()], against(view)))
}

pub(super) fn incident(view: &View<'_>, wanted: bool) -> Differs {
    let found = incidents(view);
    let pair = || Pair::differs(wanted.to_string(), Some((!found.is_empty()).to_string()));
    (wanted == found.is_empty()).then(|| (vec![pair()], found.clone()))
}

/// A refusal or an incident that the row does not expect.
pub(super) fn unexpected(view: &View<'_>, named: &dyn Fn(Word) -> bool) -> Vec<Failure> {
    let mut failures = Vec::new();
    let judged = [Word::Denied, Word::Reason, Word::Missing, Word::Allowed].into_iter().any(named);
    for (i, happening) in view.happenings.iter().enumerate() {
        let Verdict::Denied(denial) = &happening.outcome.verdict else { continue };
        if (view.own == Some(i) && judged) || view.again.contains(&i) {
            continue;
        }
        let pairs = vec![Pair::extra(list(denial.clauses()))];
        let related = denial.items.iter().cloned().map(Related::Objection).collect();
        failures.push(Failure::new(view, Subject::Unexpected(Word::Denied), view.row, pairs, related));
    }
    let incidents = incidents(view);
    if !incidents.is_empty() && !named(Word::Incident) {
        let pairs = vec![Pair::extra("true".to_owned())];
        failures.push(Failure::new(view, Subject::Unexpected(Word::Incident), view.row, pairs, incidents));
    }
    failures
}

fn incidents(view: &View<'_>) -> Vec<Related> {
    let incident = |h: &crate::world::Happening| match &h.outcome.verdict {
        Verdict::Incident(incident) => Some(Related::Incident { case: view.name(&h.case), incident: incident.clone() }),
        _ => None,
    };
    view.happenings.iter().filter_map(incident).collect()
}

/// Everything that stood against the row's event.
fn against(view: &View<'_>) -> Vec<Related> {
    let items = view.denial().map(|denial| denial.items.clone()).unwrap_or_default();
    items.into_iter().map(Related::Objection).chain(incidents(view)).collect()
}

/// The clauses behind all that happened, in order, once.
pub(super) fn took_part(view: &View<'_>) -> Vec<Text> {
    let mut seen: Vec<Text> = Vec::new();
    let mut add = |clauses: &[Text]| {
        for clause in clauses {
            if !seen.contains(clause) {
                seen.push(clause.clone());
            }
        }
    };
    for happening in view.happenings {
        for mark in &happening.outcome.trace {
            add(&view.program.clause_ids(&mark.clauses));
        }
        for charge in &happening.outcome.charges {
            add(&charge.clauses);
            add(charge.rule.as_slice());
        }
    }
    seen
}

/// The same names, in whatever order.
fn same(wanted: &[Spanned<Text>], found: &[Text]) -> bool {
    wanted.len() == found.len() && wanted.iter().all(|name| found.contains(&name.value))
}
