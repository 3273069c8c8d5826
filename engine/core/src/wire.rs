//! How a step is written down: JSON with ids, never positions in tables, so that it means the same to another program.
//!
//! Keys are sorted, instants are seconds since 1970, decimals and money are text: the same step gives the same bytes
//! on every machine.

use crate::case::{Case, ClockStatus, Timer, TimerKind};
use crate::effect::{Act, Charge, Effect, EffectKind, Message, Opening, Recipient, Row};
use crate::need::{Answer, Facts, Query};
use crate::outcome::{Input, InputKind, Mark, Outcome, Outside, Verdict, What};
use crate::program::{Process, Program};
use crate::value::{Text, Value};
use serde_json::{Map, Value as Json, json};

/// A value; its type is its key.
#[must_use]
pub fn value(value: &Value) -> Json {
    match value {
        Value::Bool(b) => json!(b),
        Value::Int(n) => json!(n),
        Value::Text(t) => json!(&**t),
        Value::Decimal(d) => json!({ "decimal": d.to_string() }),
        Value::Percent(d) => json!({ "percent": d.to_string() }),
        Value::Money(m) => json!({ "money": m.to_string() }),
        Value::Choice(t) => json!({ "choice": &**t }),
        Value::Date(d) => json!({ "date": d.to_string() }),
        Value::Time(t) => json!({ "time": t.to_string() }),
        Value::Instant(i) => json!({ "instant": i.seconds() }),
        Value::Duration(a) => json!({ "duration": a.to_string() }),
        Value::Person(t) => json!({ "person": &**t }),
        Value::Role(t) => json!({ "role": &**t }),
        Value::Case(t) => json!({ "case": &**t }),
        Value::List(items) => Json::Array(items.iter().map(self::value).collect()),
        Value::Record(fields) => json!({ "record": fields_of(fields) }),
    }
}

fn fields_of(fields: &[(Text, Value)]) -> Json {
    Json::Object(fields.iter().map(|(id, v)| (id.to_string(), value(v))).collect::<Map<_, _>>())
}

fn outside(o: &Outside) -> Json {
    json!({ "event": &*o.event, "actor": &*o.actor, "data": fields_of(&o.data) })
}

/// What a step was given.
#[must_use]
pub fn input(program: &Program, process: Option<&Process>, input: &Input) -> Json {
    let kind = match &input.kind {
        InputKind::Outside(o) => json!({ "outside": outside(o) }),
        InputKind::Start { process, case, outside: o } => {
            let process = program.processes.get(process.at()).map(|p| &*p.id);
            json!({ "start": { "process": process, "case": &**case, "event": outside(o) } })
        }
        InputKind::Opening(o) => json!({ "opening": opening(o) }),
        InputKind::Message(m) => json!({ "message": message(m) }),
        InputKind::Timer(t) => json!({ "timer": process.map(|p| timer(p, t)) }),
    };
    json!({ "stamp": input.stamp.seconds(), "what": kind })
}

/// A timer by the id of what it fires.
#[must_use]
pub fn timer(process: &Process, timer: &Timer) -> Json {
    let what = match timer.kind {
        TimerKind::Missed(d) => json!({ "missed": &*process.deadlines[d.at()].id }),
        TimerKind::Warning(d, n) => json!({ "warning": &*process.deadlines[d.at()].id, "n": n }),
        TimerKind::Ran(w) => {
            json!({ "wait": w.0, "state": &*process.states[process.waits[w.at()].state.at()].id })
        }
    };
    json!({ "at": timer.at.seconds(), "generation": timer.generation, "what": what })
}

fn act(act: &Act) -> Json {
    json!({ "case": &*act.case, "instant": act.instant.seconds() })
}

fn opening(o: &Opening) -> Json {
    json!({
        "case": &*o.case, "process": &*o.process, "data": fields_of(&o.data), "owner": o.owner.as_deref(),
        "parent": &*o.parent.0, "as": o.parent.1.as_deref(), "act": act(&o.act),
        "requester": o.requester.as_deref(), "stamp": o.stamp.seconds(), "hops": o.hops, "clauses": ids(&o.clauses),
    })
}

fn message(m: &Message) -> Json {
    json!({
        "id": m.id.to_string(), "to": &*m.to, "event": &*m.event, "data": fields_of(&m.data), "act": act(&m.act),
        "stamp": m.stamp.seconds(), "hops": m.hops,
        "joins": m.joins.as_ref().map(|(case, part)| json!([&**case, part.as_deref()])),
    })
}

fn ids(ids: &[Text]) -> Json {
    Json::Array(ids.iter().map(|id| json!(&**id)).collect())
}

/// A ledger entry.
#[must_use]
pub fn charge(c: &Charge) -> Json {
    json!({
        "id": c.id.to_string(), "person": &*c.person, "penalty": &*c.penalty, "rule": c.rule.as_deref(),
        "count": c.count, "amount": c.amount.map(|m| m.to_string()), "sanction": c.sanction.as_deref(),
        "kind": c.kind.id(), "joint_of": c.joint_of.as_ref().map(ToString::to_string),
        "reverses": c.reverses.as_ref().map(ToString::to_string), "act": act(&c.act),
        "occurred": c.occurred.seconds(), "booked": c.booked.seconds(), "clauses": ids(&c.clauses),
    })
}

fn row(r: &Row) -> Json {
    json!({
        "id": r.id.to_string(), "register": &*r.register, "whom": r.whom.as_deref(), "with": fields_of(&r.with),
        "at": r.at.seconds(), "clauses": ids(&r.clauses),
    })
}

fn effect(e: &Effect) -> Json {
    let kind = match &e.kind {
        EffectKind::Notify { to, about, with, channel } => json!({ "notify": {
            "to": to.iter().map(recipient).collect::<Vec<_>>(), "about": about.as_deref(), "with": fields_of(with),
            "channel": channel.as_deref(),
        } }),
        EffectKind::Warn { deadline, due } => json!({ "warn": { "deadline": &**deadline, "due": &**due } }),
    };
    json!({ "id": e.id.to_string(), "clauses": ids(&e.clauses), "do": kind })
}

fn recipient(r: &Recipient) -> Json {
    match r {
        Recipient::Person(id) => json!({ "person": &**id }),
        Recipient::Role(id) => json!({ "role": &**id }),
    }
}

/// A case as it stands.
#[must_use]
pub fn case(program: &Program, case: &Case) -> Json {
    let Some(process) = program.processes.get(case.process.at()) else { return Json::Null };
    let state = |n: usize| &*process.states[n].id;
    let data = process.data.iter().zip(&case.data);
    let data: Map<_, _> = data.filter_map(|(d, v)| Some((d.field.id.to_string(), value(v.as_ref()?)))).collect();
    let clocks = case.clocks.iter().map(|c| {
        json!({
            "deadline": &*process.deadlines[c.deadline.at()].id, "generation": c.generation,
            "start": c.start.seconds(), "due": c.due.map(|d| d.show(&program.institution.zone)),
            "fires": c.fires.seconds(), "warnings": c.warnings.iter().map(|(n, at)| json!([n, at.seconds()])).collect::<Vec<_>>(),
            "status": match c.status {
                ClockStatus::Running => "running",
                ClockStatus::Met => "met",
                ClockStatus::Missed => "missed",
                ClockStatus::Stopped => "stopped",
            },
        })
    });
    let waits = case.waits.iter().map(
        |w| json!({ "wait": w.wait.0, "generation": w.generation, "start": w.start.seconds(), "at": w.at.map(zhidu_time::Instant::seconds) }),
    );
    let history = case.history.iter().map(|(h, states)| {
        json!({ "history": state(h.at()), "states": states.iter().map(|s| state(s.at())).collect::<Vec<_>>() })
    });
    json!({
        "id": &*case.id, "process": &*process.id, "version": case.version, "opened": case.opened.seconds(),
        "fired": [case.fired.0.seconds(), i64::from(case.fired.1)],
        "active": case.active.ones().map(state).collect::<Vec<_>>(), "ended": case.ended.map(|s| state(s.at())),
        "data": data, "owner": case.owner.as_deref(), "requester": case.requester.as_deref(),
        "parts": case.parts.iter().map(|(n, p)| json!([&**n, &**p])).collect::<Vec<_>>(),
        "openers": case.openers.iter().map(|(c, p)| json!([&**c, p.as_deref()])).collect::<Vec<_>>(),
        "clocks": clocks.collect::<Vec<_>>(), "waits": waits.collect::<Vec<_>>(),
        "history": history.collect::<Vec<_>>(), "generation": case.generation,
    })
}

fn query(q: &Query) -> Json {
    match q {
        Query::Roles { person } => json!({ "roles": &**person }),
        Query::Holders { role, of } => json!({ "holders": &**role, "of": of.as_deref() }),
        Query::Anyone { roles } => json!({ "anyone": ids(roles) }),
        Query::Attribute { person, attribute } => json!({ "attribute": &**attribute, "person": &**person }),
        Query::Count { penalty, key, since, until } => json!({
            "count": &**penalty, "key": ids(key), "since": since.map(|i| i.seconds()),
            "until": until.map(|i| i.seconds()),
        }),
        Query::Act { person, case, instant } => {
            json!({ "act": &**case, "person": &**person, "instant": instant.seconds() })
        }
        Query::Joint { of } => json!({ "joint": of.to_string() }),
        Query::Key { process, key } => json!({ "key": ids(key), "process": &**process }),
    }
}

fn answer(a: &Answer) -> Json {
    match a {
        Answer::Roles { held, ended_by } => json!({
            "held": held.iter().map(|(r, of)| json!([&**r, of.as_deref()])).collect::<Vec<_>>(),
            "ended_by": ended_by.as_deref().map(ids),
        }),
        Answer::People(people) => ids(people),
        Answer::Attribute(v) => v.as_ref().map_or(Json::Null, value),
        Answer::Count(n) => json!(n),
        Answer::Charges(charges) => Json::Array(charges.iter().map(charge).collect()),
        Answer::Holder(case) => json!(case.as_deref()),
    }
}

/// The facts a step used.
#[must_use]
pub fn facts(facts: &Facts) -> Json {
    let entries = facts.0.iter().map(|(q, f)| {
        let fence = f.fence.as_ref().map(|(fence, version)| json!([&**fence, version]));
        json!({ "query": query(q), "answer": answer(&f.answer), "fence": fence })
    });
    Json::Array(entries.collect())
}

fn verdict(v: &Verdict) -> Json {
    match v {
        Verdict::Accepted => json!("accepted"),
        Verdict::Ignored => json!("ignored"),
        Verdict::Joins(case) => json!({ "joins": &**case }),
        Verdict::Incident(incident) => json!({ "incident": incident.kind.to_string() }),
        Verdict::Denied(denial) => {
            let items = denial.items.iter().map(|i| {
                json!({
                    "reason": i.reason.id(), "what": &*i.what, "say": i.say.as_deref(), "clauses": ids(&i.clauses),
                    "missing": ids(&i.missing), "could": ids(&i.could),
                })
            });
            json!({ "denied": items.collect::<Vec<_>>() })
        }
    }
}

fn mark(program: &Program, process: &Process, mark: &Mark) -> Json {
    let state = |s: &crate::guard::expr::StateIx| &*process.states[s.at()].id;
    let deadline = |d: &crate::program::DeadlineIx| &*process.deadlines[d.at()].id;
    let what = match &mark.what {
        What::Guard { span, holds } => json!({ "guard": [span.source.0, span.start, span.end], "holds": holds }),
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
        What::Warned(d) => json!({ "warned": deadline(d) }),
        What::Ran(w) => json!({ "ran": w.0 }),
        What::Notified(id) => json!({ "notified": id.to_string() }),
        What::Recorded(id) => json!({ "recorded": id.to_string() }),
        What::Charged(id) => json!({ "charged": id.to_string() }),
        What::Outweighed { penalty, person, by } => json!({
            "outweighed": &*program.penalties[penalty.at()].id, "person": &**person, "by": by.to_string(),
        }),
        What::Opens(case) => json!({ "opens": &**case }),
        What::Joined(case) => json!({ "joined": &**case }),
        What::Required(span) => json!({ "required": [span.source.0, span.start, span.end] }),
        What::Refused(reason) => json!({ "refused": reason.id() }),
    };
    json!({ "what": what, "clauses": ids(&program.clause_ids(&mark.clauses)) })
}

/// What came of a step on a case of this process.
#[must_use]
pub fn outcome(program: &Program, process: Option<&Process>, outcome: &Outcome) -> Json {
    let trace = process.map(|p| outcome.trace.iter().map(|m| mark(program, p, m)).collect::<Vec<_>>());
    json!({
        "verdict": verdict(&outcome.verdict),
        "case": outcome.case.as_ref().map(|c| case(program, c)),
        "effects": outcome.effects.iter().map(effect).collect::<Vec<_>>(),
        "charges": outcome.charges.iter().map(charge).collect::<Vec<_>>(),
        "rows": outcome.rows.iter().map(row).collect::<Vec<_>>(),
        "openings": outcome.openings.iter().map(opening).collect::<Vec<_>>(),
        "messages": outcome.messages.iter().map(message).collect::<Vec<_>>(),
        "reads": outcome.reads.iter().map(|(f, v)| json!([&**f, v])).collect::<Vec<_>>(),
        "trace": trace,
    })
}
