//! Deliveries: claimed for a while, handed over, tried again or parked.

use crate::{damaged, failed, instant, json};
use rusqlite::{Connection, OptionalExtension, params};
use zhidu_core::effect::EffectId;
use zhidu_core::wire;
use zhidu_store::{Delivery, Handed, Item, StoreError};
use zhidu_time::Instant;

/// The oldest of its case among those that are not parked.
const FIRST: &str = "parked IS NULL
    AND NOT EXISTS (SELECT 1 FROM outbox p WHERE p.case_id = o.case_id AND p.parked IS NULL AND p.number < o.number)";

pub(crate) fn claim(
    connection: &Connection,
    now: Instant,
    hidden_until: Instant,
    limit: usize,
) -> Result<Vec<Delivery>, StoreError> {
    let sql = format!(
        "SELECT o.number, o.id, o.institution, o.failures, o.kind, o.json FROM outbox o
        WHERE o.visible <= ?1 AND {FIRST} ORDER BY o.number LIMIT ?2"
    );
    let mut statement = connection.prepare_cached(&sql).map_err(failed)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let found = statement.query_map(params![now.seconds(), limit], |row| {
        let texts: [String; 4] = [row.get(1)?, row.get(2)?, row.get(4)?, row.get(5)?];
        Ok((row.get::<_, i64>(0)?, row.get::<_, u32>(3)?, texts))
    });
    let found = found.and_then(Iterator::collect::<rusqlite::Result<Vec<_>>>).map_err(failed)?;
    let mut hide = connection.prepare_cached("UPDATE outbox SET visible = ?2 WHERE number = ?1").map_err(failed)?;
    let mut claimed = Vec::with_capacity(found.len());
    for (number, failures, texts) in found {
        hide.execute(params![number, hidden_until.seconds()]).map_err(failed)?;
        claimed.push(delivery(failures, &texts)?);
    }
    Ok(claimed)
}

fn delivery(failures: u32, [id, institution, kind, text]: &[String; 4]) -> Result<Delivery, StoreError> {
    let json = json(text)?;
    let item = match kind.as_str() {
        "effect" => Item::Effect(wire::read_effect(&json).map_err(damaged)?),
        "charge" => Item::Charge(wire::read_charge(&json).map_err(damaged)?),
        other => return Err(StoreError::Damaged(format!("a delivery of kind `{other}`"))),
    };
    let id = EffectId::parse(id).ok_or_else(|| StoreError::Damaged(format!("`{id}` is no identity")))?;
    Ok(Delivery { id, institution: institution.as_str().into(), failures, item })
}

pub(crate) fn handed(connection: &Connection, id: &str, how: &Handed) -> Result<(), StoreError> {
    let changed = match how {
        Handed::Over => connection.execute("DELETE FROM outbox WHERE id = ?1", [id]),
        Handed::Later { at, why } => {
            let sql = "UPDATE outbox SET failures = failures + 1, visible = ?2, why = ?3 WHERE id = ?1";
            connection.execute(sql, params![id, at.seconds(), &**why])
        }
        Handed::Parked { why } => {
            let sql = "UPDATE outbox SET failures = failures + 1, parked = ?2 WHERE id = ?1";
            connection.execute(sql, params![id, &**why])
        }
    };
    changed.map(|_| ()).map_err(failed)
}

/// Makes a parked delivery one that was never tried.
pub(crate) fn resume(connection: &Connection, id: &str) -> Result<bool, StoreError> {
    let sql = "UPDATE outbox SET parked = NULL, failures = 0 WHERE id = ?1 AND parked IS NOT NULL";
    connection.execute(sql, [id]).map(|changed| changed > 0).map_err(failed)
}

pub(crate) fn next(connection: &Connection) -> Result<Option<Instant>, StoreError> {
    let sql = format!("SELECT min(o.visible) FROM outbox o WHERE {FIRST}");
    let mut statement = connection.prepare_cached(&sql).map_err(failed)?;
    let next = statement.query_row([], |row| row.get::<_, Option<i64>>(0)).optional().map_err(failed)?;
    next.flatten().map(instant).transpose()
}
