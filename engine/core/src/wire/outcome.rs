//! What came of a step.

use super::WireError;
use super::case::{case, deadline_name, wait_name};
use super::effect::effect;
use super::input::{message, opening};
use super::json::{At, Expected, Read};
use super::ledger::{charge, row};
use super::value::ids;
use crate::guard::expr::StateIx;
use crate::outcome::{Denial, Incident, IncidentKind, Mark, Objection, Outcome, Reason, Verdict, What};
use crate::program::{DeadlineIx, DecisionIx, Paused, Process, Program};
use crate::source::{SourceId, Span};
use serde_json::{Value as Json, json};

/// What came of a step on a case of this process.
#[must_use]
pub fn outcome(program: &Program, process: Option<&Process>, outcome: &Outcome) -> Json {
    let Outcome { verdict: how, case: after, effects, charges, rows, openings, messages, reads, trace } = outcome;
    let trace = process.map(|p| trace.iter().map(|m| mark(program, p, m)).collect::<Vec<_>>());
    json!({
        "verdict": verdict(how),
        "case": after.as_ref().map(|c| case(program, c)),
        "effects": effects.iter().map(effect).collect::<Vec<_>>(),
        "charges": charges.iter().map(charge).collect::<Vec<_>>(),
        "rows": rows.iter().map(row).collect::<Vec<_>>(),
        "openings": openings.iter().map(opening).collect::<Vec<_>>(),
        "messages": messages.iter().map(message).collect::<Vec<_>>(),
        "reads": reads.iter().map(|(f, v)| json!([&**f, v])).collect::<Vec<_>>(),
        "trace": trace,
    })
}

/// How an input went.
#[must_use]
pub fn verdict(verdict: &Verdict) -> Json {
    match verdict {
        Verdict::Accepted => json!("accepted"),
        Verdict::Ignored => json!("ignored"),
        Verdict::Joins(case) => json!({ "joins": &**case }),
        Verdict::Incident(i) => json!({ "incident": incident(i) }),
        Verdict::Denied(denial) => json!({ "denied": denial.items.iter().map(objection).collect::<Vec<_>>() }),
    }
}

/// Reads what [`verdict`] writes; an incident as [`read_incident`] does.
///
/// # Errors
/// [`WireError`].
pub fn read_verdict(json: &Json) -> Result<Verdict, WireError> {
    const KINDS: &[&str] = &["accepted", "ignored", "joins", "incident", "denied"];
    let at = At::root(json);
    match json.as_str() {
        Some("accepted") => return Ok(Verdict::Accepted),
        Some("ignored") => return Ok(Verdict::Ignored),
        Some(_) => return Err(at.wrong(Expected::OneOf(KINDS))),
        None => {}
    }
    let (kind, what) = at.variant(KINDS)?;
    match kind {
        "joins" => what.text().map(Verdict::Joins),
        "incident" => incident_at(&what).map(Verdict::Incident),
        "denied" => Ok(Verdict::Denied(Denial { items: what.each(read_objection)? })),
        _ => Err(at.wrong(Expected::OneOf(KINDS))),
    }
}

fn objection(objection: &Objection) -> Json {
    let Objection { reason, what, say, clauses, missing, could } = objection;
    json!({
        "reason": reason.id(), "what": &**what, "say": say.as_deref(), "clauses": ids(clauses),
        "missing": ids(missing), "could": ids(could),
    })
}

fn read_objection(at: &At<'_>) -> Read<Objection> {
    at.only(&["reason", "what", "say", "clauses", "missing", "could"])?;
    let reason = at.key("reason")?;
    let id = reason.str()?;
    let known = Reason::ALL.into_iter().find(|reason| reason.id() == id);
    Ok(Objection {
        reason: known.ok_or_else(|| reason.wrong(Expected::Id("reason")))?,
        what: at.key("what")?.text()?,
        say: at.key("say")?.maybe_text()?,
        clauses: at.key("clauses")?.texts()?,
        missing: at.key("missing")?.texts()?,
        could: at.key("could")?.texts()?,
    })
}

/// An incident by its sentence and its place in the policy.
#[must_use]
pub fn incident(incident: &Incident) -> Json {
    let Incident { kind, span: place } = incident;
    json!({ "said": kind.to_string(), "at": place.map(span) })
}

/// Reads what [`incident`] writes, as a [`IncidentKind::Noted`] that says the same.
///
/// # Errors
/// [`WireError`].
pub fn read_incident(json: &Json) -> Result<Incident, WireError> {
    incident_at(&At::root(json))
}

pub(crate) fn incident_at(at: &At<'_>) -> Read<Incident> {
    at.only(&["said", "at"])?;
    let span = at.key("at")?;
    let span = span.given().map(|at| {
        let [source, start, end] = at.items()?;
        Ok(Span { source: SourceId(source.number()?), start: start.number()?, end: end.number()? })
    });
    Ok(Incident { kind: IncidentKind::Noted(at.key("said")?.text()?), span: span.transpose()? })
}

fn span(span: Span) -> Json {
    json!([span.source.0, span.start, span.end])
}

/// A deadline or a wait by its name.
fn clock(process: &Process, clock: Paused) -> Json {
    match clock {
        Paused::Deadline(ix) => json!({ "deadline": deadline_name(process, ix) }),
        Paused::Wait(ix) => json!({ "wait": wait_name(process, ix) }),
    }
}

fn mark(program: &Program, process: &Process, mark: &Mark) -> Json {
    let state = |s: &StateIx| &*process.states[s.at()].id;
    let deadline = |d: &DeadlineIx| deadline_name(process, *d);
    let decision = |d: &DecisionIx| &*process.decisions[d.at()].id;
    let Mark { what, clauses } = mark;
    let what = match what {
        What::Guard { span: place, holds } => json!({ "guard": span(*place), "holds": holds }),
        What::Taken { transition, outcome } => json!({ "taken": transition.0, "outcome": outcome }),
        What::Entered(s) => json!({ "entered": state(s) }),
        What::Left(s) => json!({ "left": state(s) }),
        What::Opened => json!("opened"),
        What::Ended(s) => json!({ "ended": state(s) }),
        What::Owner(owner) => json!({ "owner": owner.as_deref() }),
        What::Set(data) => json!({ "set": &**data }),
        What::Planned(d) => json!({ "planned": deadline(d) }),
        What::Met(d) => json!({ "met": deadline(d) }),
        What::Missed(d) => json!({ "missed": deadline(d) }),
        What::Stopped(d) => json!({ "stopped": deadline(d) }),
        What::Paused(p) => json!({ "paused": clock(process, *p) }),
        What::Resumed(p) => json!({ "resumed": clock(process, *p) }),
        What::Stale => json!("stale"),
        What::Offered(d) => json!({ "offered": decision(d) }),
        What::Claimed(d) => json!({ "claimed": decision(d) }),
        What::Released(d) => json!({ "released": decision(d) }),
        What::Voted(d) => json!({ "voted": decision(d) }),
        What::Answered(d) => json!({ "answered": decision(d) }),
        What::TaskWithdrawn(d) => json!({ "task_withdrawn": decision(d) }),
        What::Warned(d) => json!({ "warned": deadline(d) }),
        What::Ran(w) => json!({ "ran": wait_name(process, *w) }),
        What::Notified(id) => json!({ "notified": id.to_string() }),
        What::Requested(id) => json!({ "requested": id.to_string() }),
        What::Withdrawn(id) => json!({ "withdrawn": id.to_string() }),
        What::Confirmed(id) => json!({ "confirmed": id.to_string() }),
        What::NotConfirmed(id) => json!({ "not_confirmed": id.to_string() }),
        What::Signalled(id) => json!({ "signalled": id.to_string() }),
        What::Delayed(event, at) => json!({ "delayed": &**event, "at": at.seconds() }),
        What::Cancelled(id) => json!({ "cancelled": &**id }),
        What::Recorded(id) => json!({ "recorded": id.to_string() }),
        What::Charged(id) => json!({ "charged": id.to_string() }),
        What::Outweighed { penalty, person, by } => json!({
            "outweighed": &*program.penalties[penalty.at()].id, "person": &**person, "by": by.to_string(),
        }),
        What::Opens(case) => json!({ "opens": &**case }),
        What::Joined(case) => json!({ "joined": &**case }),
        What::Required(place) => json!({ "required": span(*place) }),
        What::CancelledBy(case) => json!({ "cancelled_by": &**case }),
        What::Failed(said) => json!({ "failed": &**said }),
        What::Refused(reason) => json!({ "refused": reason.id() }),
    };
    json!({ "what": what, "clauses": ids(&program.clause_ids(clauses)) })
}
