//! What is due, in the order of `LANGUAGE` §4.

use crate::{damaged, failed, instant, json};
use rusqlite::{Connection, OptionalExtension, Params, Row, params};
use zhidu_core::value::Text;
use zhidu_core::wire;
use zhidu_core::world::{Due, Rank, Waiting};
use zhidu_store::{DueItem, StoreError};
use zhidu_time::Instant;

pub(crate) fn due(
    connection: &Connection,
    until: Instant,
    case: Option<&str>,
    limit: usize,
) -> Result<Vec<DueItem>, StoreError> {
    let mut items = match case {
        None => timers(connection, until, limit)?,
        Some(case) => timer_of(connection, until, case)?,
    };
    items.extend(messages(connection, case)?);
    items.extend(opening(connection)?.filter(|item| case.is_none_or(|case| **item.due.what.case() == *case)));
    items.retain(|item| item.due.rank.at <= until);
    items.sort_by_key(|item| item.due.rank);
    items.truncate(limit);
    Ok(items)
}

fn timers(connection: &Connection, until: Instant, limit: usize) -> Result<Vec<DueItem>, StoreError> {
    let sql = "SELECT t.due, t.class, t.ord, c.id, c.policy FROM timer t JOIN cases c ON c.ord = t.ord
        WHERE t.held = 0 AND t.due <= ?1 ORDER BY t.due, t.class, t.ord LIMIT ?2";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    rows(connection, sql, params![until.seconds(), limit], timer)
}

fn timer_of(connection: &Connection, until: Instant, case: &str) -> Result<Vec<DueItem>, StoreError> {
    let sql = "SELECT due, class, ord, id, policy FROM cases WHERE id = ?2 AND due <= ?1 AND incident IS NULL";
    rows(connection, sql, params![until.seconds(), case], timer)
}

fn rows(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: fn(&Row<'_>) -> rusqlite::Result<Found>,
) -> Result<Vec<DueItem>, StoreError> {
    let mut statement = connection.prepare_cached(sql).map_err(failed)?;
    let found = statement.query_map(params, read).map_err(failed)?;
    found.map(|found| found.map_err(failed)?.item()).collect()
}

/// A row before it is read.
struct Found {
    at: i64,
    class: u8,
    order: i64,
    what: What,
    policy: String,
}

enum What {
    Timer(String),
    Message(String),
    Opening(String),
}

fn timer(row: &Row<'_>) -> rusqlite::Result<Found> {
    let what = What::Timer(row.get(3)?);
    Ok(Found { at: row.get(0)?, class: row.get(1)?, order: row.get(2)?, what, policy: row.get(4)? })
}

impl Found {
    fn item(self) -> Result<DueItem, StoreError> {
        let what = match self.what {
            What::Timer(case) => Waiting::Timer(Text::from(case)),
            What::Message(text) => Waiting::Message(wire::read_message(&json(&text)?).map_err(damaged)?),
            What::Opening(text) => Waiting::Opening(wire::read_opening(&json(&text)?).map_err(damaged)?),
        };
        // The instant of what another case caused is in it.
        let at = match &what {
            Waiting::Timer(_) => instant(self.at)?,
            Waiting::Message(message) => message.stamp,
            Waiting::Opening(opening) => opening.stamp,
        };
        let rank = Rank { at, class: self.class, order: u64::try_from(self.order).unwrap_or(0) };
        Ok(DueItem { due: Due { rank, what }, policy: self.policy.into() })
    }
}

/// The first message of each case that is not parked.
fn messages(connection: &Connection, case: Option<&str>) -> Result<Vec<DueItem>, StoreError> {
    let sql = "SELECT c.ord, i.json, c.policy FROM inbox i JOIN cases c ON c.id = i.case_id
        WHERE c.incident IS NULL AND (?1 IS NULL OR i.case_id = ?1)
        AND i.number = (SELECT min(number) FROM inbox WHERE case_id = i.case_id)";
    rows(connection, sql, [case], |row| {
        let what = What::Message(row.get(1)?);
        Ok(Found { at: 0, class: Rank::MESSAGE, order: row.get(0)?, what, policy: row.get(2)? })
    })
}

/// The first case to be opened.
fn opening(connection: &Connection) -> Result<impl Iterator<Item = DueItem>, StoreError> {
    let sql = "SELECT json, policy FROM opening WHERE incident IS NULL ORDER BY number LIMIT 1";
    let mut statement = connection.prepare_cached(sql).map_err(failed)?;
    let found = statement.query_row([], |row| {
        let what = What::Opening(row.get(0)?);
        Ok(Found { at: 0, class: Rank::OPENING, order: 0, what, policy: row.get(1)? })
    });
    Ok(found.optional().map_err(failed)?.map(Found::item).transpose()?.into_iter())
}
