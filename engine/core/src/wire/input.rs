//! What a step is given: outside events, openings, messages, timers.

use super::WireError;
use super::case::{deadline_name, find_deadline, find_wait, wait_name};
use super::json::{At, Expected, Read};
use super::ledger::{act, read_act};
use super::value::{ids, named, pair, read_named, read_pair};
use crate::case::{Timer, TimerKind};
use crate::effect::{Message, Opening, Signal};
use crate::outcome::{Answered, Input, InputKind, Outside, Reply};
use crate::program::{Process, Program};
use serde_json::{Value as Json, json};

/// What a step was given. `process` is the case's; without one a timer cannot be named and is null.
#[must_use]
pub fn input(program: &Program, process: Option<&Process>, input: &Input) -> Json {
    let Input { stamp, kind } = input;
    let kind = match kind {
        InputKind::Outside(o) => json!({ "outside": outside(o) }),
        InputKind::Start { process, case, outside: o } => {
            let process = program.processes.get(process.at()).map(|p| &*p.id);
            json!({ "start": { "process": process, "case": &**case, "event": outside(o) } })
        }
        InputKind::Opening(o) => json!({ "opening": opening(o) }),
        InputKind::Message(m) => json!({ "message": message(m) }),
        InputKind::Timer(t) => json!({ "timer": process.map(|p| timer(p, t)) }),
        InputKind::Reply(r) => json!({ "reply": reply(r) }),
    };
    json!({ "stamp": stamp.seconds(), "what": kind })
}

/// Reads what [`input`] writes. `process` is that of the case the input is for, if there is one: only its timers can be
/// read.
///
/// # Errors
/// [`WireError`].
pub fn read_input(program: &Program, process: Option<&Process>, json: &Json) -> Result<Input, WireError> {
    input_at(program, process, &At::root(json))
}

pub(crate) fn input_at(program: &Program, process: Option<&Process>, at: &At<'_>) -> Read<Input> {
    at.only(&["stamp", "what"])?;
    let what = at.key("what")?;
    let (kind, what) = what.variant(&["outside", "start", "opening", "message", "timer", "reply"])?;
    let kind = match kind {
        "outside" => InputKind::Outside(read_outside(&what)?),
        "start" => {
            what.only(&["process", "case", "event"])?;
            let id = what.key("process")?;
            let process = program.process(id.str()?).ok_or_else(|| id.wrong(Expected::Id("process")))?;
            let outside = read_outside(&what.key("event")?)?;
            InputKind::Start { process, case: what.key("case")?.text()?, outside }
        }
        "opening" => InputKind::Opening(opening_at(&what)?),
        "message" => InputKind::Message(message_at(&what)?),
        "reply" => InputKind::Reply(read_reply(&what)?),
        _ => InputKind::Timer(read_timer(process.ok_or_else(|| what.wrong(Expected::Id("case")))?, &what)?),
    };
    Ok(Input { stamp: at.key("stamp")?.instant()?, kind })
}

fn reply(reply: &Reply) -> Json {
    let Reply { effect, result, data } = reply;
    json!({ "effect": effect.to_string(), "result": result.id(), "data": named(data) })
}

fn read_reply(at: &At<'_>) -> Read<Reply> {
    at.only(&["effect", "result", "data"])?;
    let result = at.key("result")?;
    let name = result.str()?;
    let known = [Answered::Confirmed, Answered::Failed].into_iter().find(|answered| answered.id() == name);
    Ok(Reply {
        effect: at.key("effect")?.effect_id()?,
        result: known.ok_or_else(|| result.wrong(Expected::OneOf(&["confirmed", "failed"])))?,
        data: read_named(&at.key("data")?)?,
    })
}

fn outside(o: &Outside) -> Json {
    let Outside { event, actor, data } = o;
    json!({ "event": &**event, "actor": &**actor, "data": named(data) })
}

fn read_outside(at: &At<'_>) -> Read<Outside> {
    at.only(&["event", "actor", "data"])?;
    Ok(Outside {
        event: at.key("event")?.text()?,
        actor: at.key("actor")?.text()?,
        data: read_named(&at.key("data")?)?,
    })
}

/// A timer by the name of what it fires: a deadline by its state and id, a wait by its state and position there.
#[must_use]
pub fn timer(process: &Process, timer: &Timer) -> Json {
    let Timer { at, kind, generation } = timer;
    let deadline = |d: &crate::program::DeadlineIx| deadline_name(process, *d);
    let what = match kind {
        TimerKind::Missed(d) => json!({ "missed": { "deadline": deadline(d) } }),
        TimerKind::Warning(d, n) => json!({ "warning": { "deadline": deadline(d), "n": n } }),
        TimerKind::Ran(w) => json!({ "ran": { "wait": wait_name(process, *w) } }),
        TimerKind::Signal => json!({ "signal": {} }),
    };
    json!({ "at": at.seconds(), "generation": generation, "what": what })
}

fn read_timer(process: &Process, at: &At<'_>) -> Read<Timer> {
    at.only(&["at", "generation", "what"])?;
    let what = at.key("what")?;
    let (kind, what) = what.variant(&["missed", "warning", "ran", "signal"])?;
    let kind = match kind {
        "missed" => TimerKind::Missed(find_deadline(process, &what.only(&["deadline"])?.key("deadline")?)?),
        "warning" => {
            what.only(&["deadline", "n"])?;
            TimerKind::Warning(find_deadline(process, &what.key("deadline")?)?, what.key("n")?.number()?)
        }
        "signal" => {
            what.only(&[])?;
            TimerKind::Signal
        }
        _ => TimerKind::Ran(find_wait(process, &what.only(&["wait"])?.key("wait")?)?),
    };
    Ok(Timer { at: at.key("at")?.instant()?, kind, generation: at.key("generation")?.number()? })
}

/// A case to be opened.
#[must_use]
pub fn opening(o: &Opening) -> Json {
    let Opening { case, process, data, owner, parent, act, requester, stamp, hops, clauses } = o;
    json!({
        "case": &**case, "process": &**process, "data": named(data), "owner": owner.as_deref(),
        "parent": pair(parent), "act": self::act(act), "requester": requester.as_deref(),
        "stamp": stamp.seconds(), "hops": hops, "clauses": ids(clauses),
    })
}

/// Reads what [`opening`] writes.
///
/// # Errors
/// [`WireError`].
pub fn read_opening(json: &Json) -> Result<Opening, WireError> {
    opening_at(&At::root(json))
}

pub(crate) fn opening_at(at: &At<'_>) -> Read<Opening> {
    at.only(&["case", "process", "data", "owner", "parent", "act", "requester", "stamp", "hops", "clauses"])?;
    Ok(Opening {
        case: at.key("case")?.text()?,
        process: at.key("process")?.text()?,
        data: read_named(&at.key("data")?)?,
        owner: at.key("owner")?.maybe_text()?,
        parent: read_pair(&at.key("parent")?)?,
        act: read_act(&at.key("act")?)?,
        requester: at.key("requester")?.maybe_text()?,
        stamp: at.key("stamp")?.instant()?,
        hops: at.key("hops")?.number()?,
        clauses: at.key("clauses")?.texts()?,
    })
}

/// An event for another case.
#[must_use]
pub fn message(m: &Message) -> Json {
    let Message { id, to, event, data, act, stamp, hops, joins, cancels, signal } = m;
    let signal = signal.as_ref().map(|Signal { from, id }| json!({ "from": &**from, "id": id.as_deref() }));
    json!({
        "id": id.to_string(), "to": &**to, "event": &**event, "data": named(data), "act": self::act(act),
        "stamp": stamp.seconds(), "hops": hops, "joins": joins.as_ref().map(pair), "cancels": cancels,
        "signal": signal,
    })
}

/// Reads what [`message`] writes.
///
/// # Errors
/// [`WireError`].
pub fn read_message(json: &Json) -> Result<Message, WireError> {
    message_at(&At::root(json))
}

pub(crate) fn message_at(at: &At<'_>) -> Read<Message> {
    at.only(&["id", "to", "event", "data", "act", "stamp", "hops", "joins", "cancels", "signal"])?;
    let signal = at.key("signal")?;
    let signal = signal.given().map(|at| {
        at.only(&["from", "id"])?;
        Ok(Signal { from: at.key("from")?.text()?, id: at.key("id")?.maybe_text()? })
    });
    Ok(Message {
        id: at.key("id")?.effect_id()?,
        to: at.key("to")?.text()?,
        event: at.key("event")?.text()?,
        data: read_named(&at.key("data")?)?,
        act: read_act(&at.key("act")?)?,
        stamp: at.key("stamp")?.instant()?,
        hops: at.key("hops")?.number()?,
        joins: at.key("joins")?.given().map(read_pair).transpose()?,
        cancels: at.key("cancels")?.boolean()?,
        signal: signal.transpose()?,
    })
}
