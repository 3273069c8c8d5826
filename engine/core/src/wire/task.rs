//! The tasks of a case, and lines of somebody's work list.

use super::case::due;
use super::json::{At, Expected, Read};
use super::value::ids;
use crate::program::{DecisionIx, Process, Program};
use crate::task::{Seat, Task, TaskEnd, TaskKind, Vote, Work};
use serde_json::{Value as Json, json};

/// A line of a work list: what a person may answer, and who else may.
#[must_use]
pub fn work(program: &Program, work: &Work<'_>) -> Json {
    let Work { case, task, decision, due: until } = work;
    json!({
        "case": &*case.id, "decision": &*decision.id, "name": decision.name.as_deref(),
        "options": ids(&decision.options), "candidates": task.candidates().into_iter().map(|id| &**id).collect::<Vec<_>>(),
        "claimed": task.claimed.as_deref(), "votes": task.votes.iter().map(vote).collect::<Vec<_>>(),
        "offered": task.offered.seconds(), "due": until.map(due), "clauses": ids(&program.clause_ids(&decision.clauses)),
    })
}

pub(super) fn task(process: &Process, task: &Task) -> Json {
    let Task { kind, seats, requester, claimed, votes, offered, outcome } = task;
    let TaskKind::Decision(decision) = kind;
    let outcome = outcome.as_ref().map(|end| match end {
        TaskEnd::Answered(option) => json!({ "answered": &**option }),
        TaskEnd::Withdrawn => json!("withdrawn"),
    });
    json!({
        "decision": &*process.decisions[decision.at()].id, "seats": seats.iter().map(seat).collect::<Vec<_>>(),
        "requester": requester.as_deref(), "claimed": claimed.as_deref(),
        "votes": votes.iter().map(vote).collect::<Vec<_>>(), "offered": offered.seconds(), "outcome": outcome,
    })
}

pub(super) fn read_task(process: &Process, at: &At<'_>) -> Read<Task> {
    at.only(&["decision", "seats", "requester", "claimed", "votes", "offered", "outcome"])?;
    let decision = at.key("decision")?;
    let id = decision.str()?;
    let known = process.decisions.iter().position(|decision| &*decision.id == id);
    let known = known.ok_or_else(|| decision.wrong(Expected::Id("decision")))?;
    Ok(Task {
        kind: TaskKind::Decision(DecisionIx::from(known)),
        seats: at.key("seats")?.each(read_seat)?,
        requester: at.key("requester")?.maybe_text()?,
        claimed: at.key("claimed")?.maybe_text()?,
        votes: at.key("votes")?.each(read_vote)?,
        offered: at.key("offered")?.instant()?,
        outcome: at.key("outcome")?.given().map(read_end).transpose()?,
    })
}

fn read_end(at: &At<'_>) -> Read<TaskEnd> {
    const KINDS: &[&str] = &["answered", "withdrawn"];
    match at.json().as_str() {
        Some("withdrawn") => Ok(TaskEnd::Withdrawn),
        Some(_) => Err(at.wrong(Expected::OneOf(KINDS))),
        None => match at.variant(KINDS)? {
            ("answered", option) => option.text().map(TaskEnd::Answered),
            _ => Err(at.wrong(Expected::OneOf(KINDS))),
        },
    }
}

fn seat(seat: &Seat) -> Json {
    let Seat { candidates, instead_of } = seat;
    json!({ "candidates": ids(candidates), "instead_of": instead_of.as_deref() })
}

fn read_seat(at: &At<'_>) -> Read<Seat> {
    at.only(&["candidates", "instead_of"])?;
    Ok(Seat { candidates: at.key("candidates")?.texts()?, instead_of: at.key("instead_of")?.maybe_text()? })
}

fn vote(vote: &Vote) -> Json {
    let Vote { person, instead_of, option, at } = vote;
    json!({ "person": &**person, "instead_of": instead_of.as_deref(), "option": &**option, "at": at.seconds() })
}

fn read_vote(at: &At<'_>) -> Read<Vote> {
    at.only(&["person", "instead_of", "option", "at"])?;
    Ok(Vote {
        person: at.key("person")?.text()?,
        instead_of: at.key("instead_of")?.maybe_text()?,
        option: at.key("option")?.text()?,
        at: at.key("at")?.instant()?,
    })
}
