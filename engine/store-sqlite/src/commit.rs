//! Committing a step: what it read is compared, then all of it is written, in the transaction of its group.

use crate::books::{Of, counter};
use crate::{damaged, failed, json};
use rusqlite::{Connection, OptionalExtension, Params, params};
use zhidu_core::case::Timer;
use zhidu_core::effect::{Charge, Message};
use zhidu_core::outcome::InputKind;
use zhidu_core::value::Text;
use zhidu_core::wire;
use zhidu_core::world::{Books, Conflict};
use zhidu_store::{Item, Lost, Reply, Step, StoreError};

/// A case's row as it stood before the step.
struct Row {
    order: i64,
    version: u64,
    institution: String,
    parked: bool,
    timer: Option<(i64, i64)>,
}

/// Commits one step inside a transaction that the caller ends.
pub(crate) fn step(connection: &Connection, step: &Step) -> Result<Result<(), Lost>, StoreError> {
    let row = row(connection, &step.happening.case)?;
    if let Some(lost) = lost(connection, step, row.as_ref())? {
        return Ok(Err(lost));
    }
    case(connection, step, row.as_ref())?;
    given(connection, step)?;
    fences(connection, step)?;
    for entry in &step.happening.outcome.charges {
        charge(connection, step.institution(), entry)?;
    }
    for row in &step.happening.outcome.rows {
        let sql = "INSERT INTO register (institution, register, json) VALUES (?1, ?2, ?3)";
        execute(connection, sql, params![&**step.institution(), &*row.register, wire::row(row).to_string()])?;
    }
    for opening in &step.happening.outcome.openings {
        let sql = "INSERT INTO opening (case_id, institution, process, policy, json) VALUES (?1, ?2, ?3, ?4, ?5)";
        let (institution, text) = (&**step.institution(), wire::opening(opening).to_string());
        let params = params![&*opening.case, institution, &*opening.process, &*step.program.hash, text];
        execute(connection, sql, params)?;
    }
    for message in &step.happening.outcome.messages {
        tell(connection, message)?;
    }
    outbox(connection, step)?;
    written(connection, step)?;
    Ok(Ok(()))
}

fn execute(connection: &Connection, sql: &str, params: impl Params) -> Result<usize, StoreError> {
    connection.prepare_cached(sql).and_then(|mut statement| statement.execute(params)).map_err(failed)
}

fn row(connection: &Connection, case: &str) -> Result<Option<Row>, StoreError> {
    let sql = "SELECT ord, version, institution, incident IS NOT NULL, due, class FROM cases WHERE id = ?1";
    let mut statement = connection.prepare_cached(sql).map_err(failed)?;
    let row = statement.query_row([case], |row| {
        let (due, class): (Option<i64>, Option<i64>) = (row.get(4)?, row.get(5)?);
        Ok(Row {
            order: row.get(0)?,
            version: u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0),
            institution: row.get(2)?,
            parked: row.get(3)?,
            timer: due.zip(class),
        })
    });
    row.optional().map_err(failed)
}

fn lost(connection: &Connection, step: &Step, row: Option<&Row>) -> Result<Option<Lost>, StoreError> {
    if let Some(event) = &step.event
        && let Some(reply) = replied(connection, event)?
    {
        return Ok(Some(Lost::Replied(Box::new(reply))));
    }
    let read = step.read_version();
    let found = row.map_or(0, |row| row.version);
    let elsewhere = row.is_some_and(|row| row.institution != **step.institution());
    if read != found || elsewhere {
        return Ok(Some(Conflict { fence: step.happening.case.clone(), read, found }.into()));
    }
    let books = Of { connection, institution: step.institution() };
    for (fence, read) in &step.happening.outcome.reads {
        let found = books.version(fence)?;
        if found != *read {
            return Ok(Some(Conflict { fence: fence.clone(), read: *read, found }.into()));
        }
    }
    Ok(None)
}

pub(crate) fn replied(connection: &Connection, event: &str) -> Result<Option<Reply>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT json FROM reply WHERE event = ?1").map_err(failed)?;
    let text = statement.query_row([event], |row| row.get::<_, String>(0)).optional().map_err(failed)?;
    text.map(|text| Reply::read(&json(&text)?)).transpose()
}

/// The case afterwards, whether it is parked, and its next timer.
fn case(connection: &Connection, step: &Step, row: Option<&Row>) -> Result<(), StoreError> {
    let incident = step.changes.parked.as_ref().map(|incident| incident.kind.to_string());
    let Some(case) = step.case() else {
        // A refusal changes nothing; an incident parks the case where there is one.
        return match (row, incident) {
            (Some(row), Some(incident)) => {
                execute(connection, "UPDATE cases SET incident = ?2 WHERE ord = ?1", params![row.order, incident])?;
                hold(connection, row.order, row.timer, row.parked, true)
            }
            _ => Ok(()),
        };
    };
    let timer = case.next_timer();
    let (due, class) = (timer.map(|timer| timer.at.seconds()), timer.as_ref().map(Timer::class));
    let version = i64::try_from(case.version).map_err(damaged)?;
    let text = wire::case(&step.program, case).to_string();
    let (order, parked) = match row {
        Some(row) => {
            let sql = "UPDATE cases SET version = ?2, ended = ?3, due = ?4, class = ?5, json = ?6 WHERE ord = ?1";
            execute(connection, sql, params![row.order, version, case.is_ended(), due, class, text])?;
            if let Some((due, class)) = row.timer {
                disarm(connection, row.order, due, class, row.parked)?;
            }
            (row.order, row.parked)
        }
        None => {
            let (opened_by, part) = match &step.happening.input.kind {
                InputKind::Opening(opening) => (Some(&*opening.parent.0), opening.parent.1.as_deref()),
                _ => (None, None),
            };
            let process = &*step.program.processes[case.process.at()].id;
            let sql = "INSERT INTO cases
                (id, institution, process, policy, version, ended, opened_by, part, due, class, json)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
            let params = params![
                &*case.id,
                &**step.institution(),
                process,
                &*step.program.hash,
                version,
                case.is_ended(),
                opened_by,
                part.unwrap_or(process),
                due,
                class,
                text
            ];
            execute(connection, sql, params)?;
            (connection.last_insert_rowid(), false)
        }
    };
    work(connection, step, order)?;
    if let (Some(due), Some(class)) = (due, class) {
        arm(connection, order, due, i64::from(class), parked)?;
    }
    Ok(())
}

/// Who finds the case in their work list.
fn work(connection: &Connection, step: &Step, order: i64) -> Result<(), StoreError> {
    let Some(asked) = step.asked() else { return Ok(()) };
    execute(connection, "DELETE FROM work WHERE ord = ?1", [order])?;
    for person in asked {
        execute(connection, "INSERT INTO work (person, ord) VALUES (?1, ?2)", params![&*person, order])?;
    }
    Ok(())
}

fn arm(connection: &Connection, order: i64, due: i64, class: i64, held: bool) -> Result<(), StoreError> {
    let sql = "INSERT INTO timer (held, due, class, ord) VALUES (?1, ?2, ?3, ?4)";
    execute(connection, sql, params![held, due, class, order]).map(|_| ())
}

fn disarm(connection: &Connection, order: i64, due: i64, class: i64, held: bool) -> Result<(), StoreError> {
    let sql = "DELETE FROM timer WHERE held = ?1 AND due = ?2 AND class = ?3 AND ord = ?4";
    execute(connection, sql, params![held, due, class, order]).map(|_| ())
}

/// Moves a case's timer between those that fire and those that are held.
pub(crate) fn hold(
    connection: &Connection,
    order: i64,
    timer: Option<(i64, i64)>,
    was: bool,
    is: bool,
) -> Result<(), StoreError> {
    let Some((due, class)) = timer else { return Ok(()) };
    disarm(connection, order, due, class, was)?;
    arm(connection, order, due, class, is)
}

/// What the step was given is done with, unless it is parked.
fn given(connection: &Connection, step: &Step) -> Result<(), StoreError> {
    match (&step.happening.input.kind, &step.changes.parked) {
        (InputKind::Opening(opening), Some(incident)) => {
            let sql = "UPDATE opening SET incident = ?2 WHERE case_id = ?1";
            execute(connection, sql, params![&*opening.case, incident.kind.to_string()])?;
        }
        (InputKind::Opening(opening), None) => {
            execute(connection, "DELETE FROM opening WHERE case_id = ?1", [&*opening.case])?;
        }
        (InputKind::Message(message), None) => {
            let sql = "DELETE FROM inbox WHERE case_id = ?1 AND id = ?2";
            execute(connection, sql, params![&*message.to, message.id.to_string()])?;
        }
        _ => {}
    }
    Ok(())
}

fn fences(connection: &Connection, step: &Step) -> Result<(), StoreError> {
    let institution = &**step.institution();
    for (fence, case) in &step.changes.taken {
        let sql = "INSERT INTO holder (institution, fence, case_id) VALUES (?1, ?2, ?3)
            ON CONFLICT DO UPDATE SET case_id = excluded.case_id";
        execute(connection, sql, params![institution, &**fence, &**case])?;
    }
    for fence in &step.changes.moved {
        let sql = "INSERT INTO fence (institution, fence, version) VALUES (?1, ?2, 1)
            ON CONFLICT DO UPDATE SET version = version + 1";
        execute(connection, sql, params![institution, &**fence])?;
    }
    Ok(())
}

fn charge(connection: &Connection, institution: &Text, charge: &Charge) -> Result<(), StoreError> {
    if let Some(taken_back) = &charge.reverses {
        execute(connection, "UPDATE charge SET standing = 0 WHERE id = ?1", [taken_back.to_string()])?;
    }
    let sql = "INSERT INTO charge
        (institution, id, person, penalty, counter, occurred, act_case, act_instant, joint_of, sanction, standing, json)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
    let params = params![
        &**institution,
        charge.id.to_string(),
        &*charge.person,
        &*charge.penalty,
        charge.key.as_deref().map(counter),
        charge.occurred.seconds(),
        &*charge.act.case,
        charge.act.instant.seconds(),
        charge.joint_of.as_ref().map(ToString::to_string),
        charge.sanction.as_deref(),
        charge.reverses.is_none(),
        wire::charge(charge).to_string(),
    ];
    execute(connection, sql, params).map(|_| ())
}

/// A message waits with its receiver, where that is a case or about to be one; else nobody is there to hear it.
fn tell(connection: &Connection, message: &Message) -> Result<(), StoreError> {
    let sql = "INSERT INTO inbox (case_id, id, json) SELECT ?1, ?2, ?3
        WHERE EXISTS (SELECT 1 FROM cases WHERE id = ?1) OR EXISTS (SELECT 1 FROM opening WHERE case_id = ?1)";
    let text = wire::message(message).to_string();
    execute(connection, sql, params![&*message.to, message.id.to_string(), text]).map(|_| ())
}

fn outbox(connection: &Connection, step: &Step) -> Result<(), StoreError> {
    for delivery in step.deliveries() {
        let (kind, text) = match &delivery.item {
            Item::Effect(effect) => ("effect", wire::effect(effect).to_string()),
            Item::Charge(charge) => ("charge", wire::charge(charge).to_string()),
        };
        let sql = "INSERT INTO outbox (id, case_id, institution, kind, json, visible) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let (id, visible) = (delivery.id.to_string(), step.happening.input.stamp.seconds());
        let params = params![id, &*delivery.id.case, &**step.institution(), kind, text, visible];
        execute(connection, sql, params)?;
    }
    Ok(())
}

/// The line of the journal, the reply, the latest stamp.
fn written(connection: &Connection, step: &Step) -> Result<(), StoreError> {
    let sql = "INSERT INTO line (case_id, policy, zones, text) VALUES (?1, ?2, ?3, ?4)";
    let zones = zhidu_time::tzdb_version();
    execute(connection, sql, params![&*step.happening.case, &*step.program.hash, zones, step.line()])?;
    if let Some(event) = &step.event {
        let sql = "INSERT INTO reply (event, json) VALUES (?1, ?2)";
        execute(connection, sql, params![&**event, step.reply().written().to_string()])?;
    }
    let sql = "UPDATE state SET latest = ?1 WHERE latest IS NULL OR latest < ?1";
    execute(connection, sql, [step.happening.input.stamp.seconds()]).map(|_| ())
}
