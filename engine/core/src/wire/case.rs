//! A case as it stands, and the names of what lies in its process.

use super::WireError;
use super::json::{At, Expected, Read};
use super::ledger::{act, read_act};
use super::task::{read_task, task};
use super::value::{ids, named, of, pair, read_named, read_pair, value};
use crate::case::{Armed, Asked, AskedStatus, Case, Child, Clock, ClockStatus, Delayed, Pauses};
use crate::guard::expr::StateIx;
use crate::program::{DeadlineIx, Process, Program, StateSet, WaitIx};
use crate::value::Value;
use serde_json::{Map, Value as Json, json};
use zhidu_time::{Amount, Due, DueKind, Instant, Pause};

/// A case as it stands. The root of its states goes without saying: it is active until the case ends.
#[must_use]
pub fn case(program: &Program, case: &Case) -> Json {
    let Case {
        id,
        process,
        version,
        active,
        ended,
        data,
        owner,
        parts,
        openers,
        children,
        cancelled,
        requester,
        opened,
        clocks,
        waits,
        tasks,
        asked: asked_for,
        delayed: later,
        history,
        generation,
        fired,
    } = case;
    let Some(process) = program.processes.get(process.at()) else { return Json::Null };
    let state = |s: &StateIx| &*process.states[s.at()].id;
    let given = process.data.iter().zip(data);
    let data: Map<_, _> = given.filter_map(|(d, v)| Some((d.field.id.to_string(), value(v.as_ref()?)))).collect();
    let active = active.iter().filter(|s| *s != Process::ROOT);
    let history = history
        .iter()
        .map(|(of, states)| json!({ "history": state(of), "states": states.iter().map(state).collect::<Vec<_>>() }));
    json!({
        "id": &**id, "process": &*process.id, "version": version, "opened": opened.seconds(),
        "fired": [fired.0.seconds(), i64::from(fired.1)],
        "active": active.map(|s| state(&s)).collect::<Vec<_>>(), "ended": ended.as_ref().map(state), "data": data,
        "owner": owner.as_deref(), "requester": requester.as_deref(),
        "parts": parts.iter().map(|(n, p)| json!([&**n, &**p])).collect::<Vec<_>>(),
        "openers": openers.iter().map(pair).collect::<Vec<_>>(),
        "children": children.iter().map(|c| json!([&*c.case, state(&c.state)])).collect::<Vec<_>>(), "cancelled": cancelled,
        "clocks": clocks.iter().map(|c| clock(process, c)).collect::<Vec<_>>(),
        "waits": waits.iter().map(|w| armed(process, w)).collect::<Vec<_>>(),
        "tasks": tasks.iter().map(|t| task(process, t)).collect::<Vec<_>>(),
        "asked": asked_for.iter().map(|a| asked(process, a)).collect::<Vec<_>>(),
        "delayed": later.iter().map(delayed).collect::<Vec<_>>(),
        "history": history.collect::<Vec<_>>(), "generation": generation,
    })
}

/// Reads what [`case`] writes.
///
/// # Errors
/// [`WireError`]; among others an id the program does not have.
pub fn read_case(program: &Program, json: &Json) -> Result<Case, WireError> {
    case_at(program, &At::root(json))
}

pub(crate) fn case_at(program: &Program, at: &At<'_>) -> Read<Case> {
    at.only(&[
        "id",
        "process",
        "version",
        "opened",
        "fired",
        "active",
        "ended",
        "data",
        "owner",
        "requester",
        "parts",
        "openers",
        "children",
        "cancelled",
        "clocks",
        "waits",
        "tasks",
        "asked",
        "delayed",
        "history",
        "generation",
    ])?;
    let id = at.key("process")?;
    let ix = program.process(id.str()?).ok_or_else(|| id.wrong(Expected::Id("process")))?;
    let process = &program.processes[ix.at()];
    let state = |at: &At<'_>| find_state(process, at);
    let ended = at.key("ended")?.given().map(state).transpose()?;
    let cancelled = at.key("cancelled")?.boolean()?;
    let fired = at.key("fired")?;
    let [fired, times] = fired.items()?;
    Ok(Case {
        id: at.key("id")?.text()?,
        process: ix,
        version: at.key("version")?.number()?,
        active: read_active(process, &at.key("active")?, ended.is_some() || cancelled)?,
        ended,
        data: read_data(process, &at.key("data")?)?,
        owner: at.key("owner")?.maybe_text()?,
        parts: at.key("parts")?.each(|part| {
            let [name, person] = part.items()?;
            Ok((name.text()?, person.text()?))
        })?,
        openers: at.key("openers")?.each(read_pair)?,
        children: at.key("children")?.each(|child| {
            let [case, of] = child.items()?;
            Ok(Child { case: case.text()?, state: state(&of)? })
        })?,
        cancelled,
        requester: at.key("requester")?.maybe_text()?,
        opened: at.key("opened")?.instant()?,
        clocks: at.key("clocks")?.each(|clock| read_clock(process, clock))?,
        waits: at.key("waits")?.each(|wait| read_armed(process, wait))?,
        tasks: at.key("tasks")?.each(|task| read_task(process, task))?,
        asked: at.key("asked")?.each(|asked| read_asked(process, asked))?,
        delayed: at.key("delayed")?.each(read_delayed)?,
        history: at.key("history")?.each(|history| {
            history.only(&["history", "states"])?;
            Ok((state(&history.key("history")?)?, history.key("states")?.each(state)?))
        })?,
        generation: at.key("generation")?.number()?,
        fired: (fired.instant()?, times.number()?),
    })
}

fn read_active(process: &Process, at: &At<'_>, ended: bool) -> Read<StateSet> {
    let states = at.in_order(StateIx::lt, |state| find_state(process, state))?;
    let root = (!ended).then_some(Process::ROOT);
    Ok(root.into_iter().chain(states).collect())
}

fn read_data(process: &Process, at: &At<'_>) -> Read<Vec<Option<Value>>> {
    let mut data = vec![None; process.data.len()];
    for (id, at) in at.entries()? {
        let slot = process.data_slot(id).ok_or_else(|| at.wrong(Expected::Id("data")))?;
        data[slot.at()] = Some(of(&at)?);
    }
    Ok(data)
}

fn clock(process: &Process, clock: &Clock) -> Json {
    let Clock { deadline, generation, start, due: until, fires, warnings, status, pauses: still } = clock;
    json!({
        "deadline": deadline_name(process, *deadline), "generation": generation, "start": start.seconds(),
        "due": until.map(due), "fires": fires.seconds(), "status": status.id(),
        "warnings": warnings.iter().map(|(n, at)| json!([n, at.seconds()])).collect::<Vec<_>>(),
        "pauses": pauses(still),
    })
}

fn read_clock(process: &Process, at: &At<'_>) -> Read<Clock> {
    at.only(&["deadline", "generation", "start", "due", "fires", "warnings", "status", "pauses"])?;
    let text = at.key("status")?;
    let wrong = || text.wrong(Expected::OneOf(&["running", "paused", "met", "missed", "stopped"]));
    let known =
        [ClockStatus::Running, ClockStatus::Paused, ClockStatus::Met, ClockStatus::Missed, ClockStatus::Stopped];
    let name = text.str()?;
    Ok(Clock {
        deadline: find_deadline(process, &at.key("deadline")?)?,
        generation: at.key("generation")?.number()?,
        start: at.key("start")?.instant()?,
        due: at.key("due")?.given().map(read_due).transpose()?,
        fires: at.key("fires")?.instant()?,
        warnings: at.key("warnings")?.each(|warning| {
            let [n, at] = warning.items()?;
            Ok((n.number()?, at.instant()?))
        })?,
        status: known.into_iter().find(|status| status.id() == name).ok_or_else(wrong)?,
        pauses: read_pauses(&at.key("pauses")?)?,
    })
}

/// The first late second as well as how the due is bounded: the end of a day is an instant of the zone database it was
/// planned with.
pub(super) fn due(due: Due) -> Json {
    let Due { late_from, kind } = due;
    let kind = match kind {
        DueKind::Inclusive(instant) => json!({ "inclusive": instant.seconds() }),
        DueKind::Exclusive(instant) => json!({ "exclusive": instant.seconds() }),
        DueKind::DayEnd(date) => json!({ "day_end": date.to_string() }),
    };
    json!({ "late_from": late_from.seconds(), "kind": kind })
}

fn read_due(at: &At<'_>) -> Read<Due> {
    at.only(&["late_from", "kind"])?;
    let kind = at.key("kind")?;
    let (bound, kind) = kind.variant(&["inclusive", "exclusive", "day_end"])?;
    let kind = match bound {
        "inclusive" => DueKind::Inclusive(kind.instant()?),
        "exclusive" => DueKind::Exclusive(kind.instant()?),
        _ => DueKind::DayEnd(kind.literal("date", |text| text.parse().ok())?),
    };
    Ok(Due { late_from: at.key("late_from")?.instant()?, kind })
}

fn armed(process: &Process, armed: &Armed) -> Json {
    let Armed { wait, generation, start, at, pauses: still } = armed;
    json!({
        "wait": wait_name(process, *wait), "generation": generation, "start": start.seconds(),
        "at": at.map(Instant::seconds), "pauses": pauses(still),
    })
}

fn read_armed(process: &Process, at: &At<'_>) -> Read<Armed> {
    at.only(&["wait", "generation", "start", "at", "pauses"])?;
    Ok(Armed {
        wait: find_wait(process, &at.key("wait")?)?,
        generation: at.key("generation")?.number()?,
        start: at.key("start")?.instant()?,
        at: at.key("at")?.given().map(At::instant).transpose()?,
        pauses: read_pauses(&at.key("pauses")?)?,
    })
}

/// With `since` and `left` while it stands still.
fn pauses(pauses: &Pauses) -> Json {
    let Pauses { past, since, left } = pauses;
    json!({
        "past": past.iter().map(|p| json!([p.from.seconds(), p.until.seconds()])).collect::<Vec<_>>(),
        "since": since.map(Instant::seconds), "left": left.map(|left| left.to_string()),
    })
}

fn read_pauses(at: &At<'_>) -> Read<Pauses> {
    at.only(&["past", "since", "left"])?;
    let amount = |at: &At<'_>| at.literal("amount", |text| Amount::parse(text).ok());
    Ok(Pauses {
        past: at.key("past")?.each(|pause| {
            let [from, until] = pause.items()?;
            Ok(Pause { from: from.instant()?, until: until.instant()? })
        })?,
        since: at.key("since")?.given().map(At::instant).transpose()?,
        left: at.key("left")?.given().map(amount).transpose()?,
    })
}

fn asked(process: &Process, asked: &Asked) -> Json {
    let Asked { id, name, state, status, undo, with, clauses } = asked;
    json!({
        "id": id.to_string(), "name": &**name, "state": state.map(|s| &*process.states[s.at()].id),
        "status": status.id(), "undo": undo.as_deref(), "with": named(with), "clauses": ids(clauses),
    })
}

fn read_asked(process: &Process, at: &At<'_>) -> Read<Asked> {
    at.only(&["id", "name", "state", "status", "undo", "with", "clauses"])?;
    let status = at.key("status")?;
    let name = status.str()?;
    let known = [AskedStatus::Open, AskedStatus::Confirmed].into_iter().find(|status| status.id() == name);
    Ok(Asked {
        id: at.key("id")?.effect_id()?,
        name: at.key("name")?.text()?,
        state: at.key("state")?.given().map(|at| find_state(process, at)).transpose()?,
        status: known.ok_or_else(|| status.wrong(Expected::OneOf(&["open", "confirmed"])))?,
        undo: at.key("undo")?.maybe_text()?,
        with: read_named(&at.key("with")?)?,
        clauses: at.key("clauses")?.texts()?,
    })
}

fn delayed(delayed: &Delayed) -> Json {
    let Delayed { generation, at, id, to, event, data, act: of } = delayed;
    json!({
        "generation": generation, "at": at.seconds(), "id": id.as_deref(), "to": &**to, "event": &**event,
        "data": named(data), "act": act(of),
    })
}

fn read_delayed(at: &At<'_>) -> Read<Delayed> {
    at.only(&["generation", "at", "id", "to", "event", "data", "act"])?;
    Ok(Delayed {
        generation: at.key("generation")?.number()?,
        at: at.key("at")?.instant()?,
        id: at.key("id")?.maybe_text()?,
        to: at.key("to")?.text()?,
        event: at.key("event")?.text()?,
        data: read_named(&at.key("data")?)?,
        act: read_act(&at.key("act")?)?,
    })
}

/// A state by its id; the root, whose id a state may have too, is none.
fn find_state(process: &Process, at: &At<'_>) -> Read<StateIx> {
    let id = at.str()?;
    let written = process.states.iter().enumerate().skip(1);
    let found = written.into_iter().find(|(_, state)| &*state.id == id);
    found.map(|(n, _)| StateIx::from(n)).ok_or_else(|| at.wrong(Expected::Id("state")))
}

/// A state that a deadline or a wait may lie in, the root among them.
fn state_around(process: &Process, at: &At<'_>) -> Read<StateIx> {
    match at.given() {
        None => Ok(Process::ROOT),
        Some(at) => find_state(process, at),
    }
}

fn around(process: &Process, state: StateIx) -> Option<&str> {
    (state != Process::ROOT).then(|| &*process.states[state.at()].id)
}

/// A deadline's name: the state it lies in (null = the process) and its id there.
pub(super) fn deadline_name(process: &Process, deadline: DeadlineIx) -> Json {
    let deadline = &process.deadlines[deadline.at()];
    json!([around(process, deadline.state), &*deadline.id])
}

pub(super) fn find_deadline(process: &Process, at: &At<'_>) -> Read<DeadlineIx> {
    let [state, name] = at.items()?;
    let (state, id) = (state_around(process, &state)?, name.str()?);
    let mut known = process.deadlines.iter();
    let found = known.position(|deadline| deadline.state == state && &*deadline.id == id);
    found.map(DeadlineIx::from).ok_or_else(|| name.wrong(Expected::Id("deadline")))
}

/// A wait's name: the state it lies in (null = the process) and its position among the waits there.
pub(super) fn wait_name(process: &Process, wait: WaitIx) -> Json {
    let state = process.waits[wait.at()].state;
    let before = process.waits[..wait.at()].iter().filter(|other| other.state == state);
    json!([around(process, state), before.count()])
}

pub(super) fn find_wait(process: &Process, at: &At<'_>) -> Read<WaitIx> {
    let [state, position] = at.items()?;
    let (state, n) = (state_around(process, &state)?, position.number::<usize>()?);
    let mut there = process.waits.iter().enumerate().filter(|(_, wait)| wait.state == state);
    there.nth(n).map(|(at, _)| WaitIx::from(at)).ok_or_else(|| position.wrong(Expected::Id("wait")))
}
