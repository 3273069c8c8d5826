//! What is read whole: cases, lines, ledger, rows, policies, what is parked.

use crate::books::charge;
use crate::{damaged, failed, json};
use rusqlite::{Connection, OptionalExtension, params};
use zhidu_core::effect::{Charge, Row};
use zhidu_core::value::Text;
use zhidu_core::wire;
use zhidu_store::{Kept, Kind, Line, Parked, StoreError, Stored};

pub(crate) fn case(connection: &Connection, id: &str) -> Result<Option<Stored>, StoreError> {
    let sql = "SELECT id, institution, policy, part, json, version, opened_by, incident FROM cases WHERE id = ?1";
    let mut statement = connection.prepare_cached(sql).map_err(failed)?;
    let found = statement.query_row([id], |row| {
        let texts: [String; 5] = [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?];
        Ok((texts, row.get::<_, i64>(5)?, row.get::<_, Option<String>>(6)?, row.get::<_, Option<String>>(7)?))
    });
    let Some(found) = found.optional().map_err(failed)? else { return Ok(None) };
    let ([id, institution, policy, part, text], version, opened_by, incident) = found;
    Ok(Some(Stored {
        id: id.into(),
        institution: institution.into(),
        policy: policy.into(),
        version: u64::try_from(version).map_err(damaged)?,
        opened_by: opened_by.map(Text::from),
        part: part.into(),
        incident: incident.map(Text::from),
        case: json(&text)?,
    }))
}

pub(crate) fn open_cases(connection: &Connection, institution: &str) -> Result<Vec<Text>, StoreError> {
    ids(connection, "SELECT id FROM cases WHERE institution = ?1 AND ended = 0 ORDER BY ord", institution)
}

pub(crate) fn waiting_for(connection: &Connection, person: &str) -> Result<Vec<Text>, StoreError> {
    let sql = "SELECT c.id FROM work w JOIN cases c ON c.ord = w.ord WHERE w.person = ?1 ORDER BY w.ord";
    ids(connection, sql, person)
}

fn ids(connection: &Connection, sql: &str, of: &str) -> Result<Vec<Text>, StoreError> {
    let mut statement = connection.prepare_cached(sql).map_err(failed)?;
    let ids = statement.query_map([of], |row| row.get::<_, String>(0)).map_err(failed)?;
    ids.map(|id| id.map(Text::from).map_err(failed)).collect()
}

pub(crate) fn lines(
    connection: &Connection,
    case: Option<&str>,
    after: u64,
    limit: usize,
) -> Result<Vec<Line>, StoreError> {
    // Two texts, so that each has the index it wants.
    let sql = match case {
        Some(_) => {
            "SELECT number, case_id, policy, zones, text FROM line WHERE case_id = ?1 AND number > ?2
            ORDER BY number LIMIT ?3"
        }
        None => {
            "SELECT number, case_id, policy, zones, text FROM line WHERE ?1 IS NULL AND number > ?2
            ORDER BY number LIMIT ?3"
        }
    };
    let mut statement = connection.prepare_cached(sql).map_err(failed)?;
    let (after, limit) = (i64::try_from(after).unwrap_or(i64::MAX), i64::try_from(limit).unwrap_or(i64::MAX));
    let lines = statement.query_map(params![case, after, limit], |row| {
        Ok(Line {
            number: u64::try_from(row.get::<_, i64>(0)?).unwrap_or(0),
            case: row.get::<_, String>(1)?.into(),
            policy: row.get::<_, String>(2)?.into(),
            zones: row.get::<_, String>(3)?.into(),
            text: row.get(4)?,
        })
    });
    lines.and_then(Iterator::collect).map_err(failed)
}

pub(crate) fn ledger(
    connection: &Connection,
    institution: &str,
    person: Option<&str>,
) -> Result<Vec<Charge>, StoreError> {
    let sql = "SELECT json FROM charge WHERE institution = ?1 AND (?2 IS NULL OR person = ?2) ORDER BY number";
    let mut statement = connection.prepare_cached(sql).map_err(failed)?;
    let texts = statement.query_map(params![institution, person], |row| row.get::<_, String>(0)).map_err(failed)?;
    texts.map(|text| charge(&text.map_err(failed)?)).collect()
}

pub(crate) fn rows(connection: &Connection, institution: &str, register: &str) -> Result<Vec<Row>, StoreError> {
    let sql = "SELECT json FROM register WHERE institution = ?1 AND register = ?2 ORDER BY number";
    let mut statement = connection.prepare_cached(sql).map_err(failed)?;
    let texts = statement.query_map([institution, register], |row| row.get::<_, String>(0)).map_err(failed)?;
    texts.map(|text| wire::read_row(&json(&text.map_err(failed)?)?).map_err(damaged)).collect()
}

pub(crate) fn parked(connection: &Connection) -> Result<Vec<Parked>, StoreError> {
    let sql = "SELECT 0, id, incident, 0 FROM cases WHERE incident IS NOT NULL
        UNION ALL SELECT 1, case_id, incident, 0 FROM opening WHERE incident IS NOT NULL
        UNION ALL SELECT 2, id, parked, number FROM outbox WHERE parked IS NOT NULL ORDER BY 1, 4, 2";
    let mut statement = connection.prepare_cached(sql).map_err(failed)?;
    let parked = statement.query_map([], |row| {
        let kind = match row.get(0)? {
            0 => Kind::Case,
            1 => Kind::Opening,
            _ => Kind::Delivery,
        };
        Ok(Parked { id: row.get::<_, String>(1)?.into(), kind, why: row.get::<_, String>(2)?.into() })
    });
    parked.and_then(Iterator::collect).map_err(failed)
}

/// Takes a case, or what was to open one, out of parking.
pub(crate) fn resume(connection: &Connection, id: &str) -> Result<bool, StoreError> {
    let sql = "UPDATE cases SET incident = NULL WHERE id = ?1 AND incident IS NOT NULL RETURNING ord, due, class";
    let resumed = connection.query_row(sql, [id], |row| {
        let (due, class): (Option<i64>, Option<i64>) = (row.get(1)?, row.get(2)?);
        Ok((row.get::<_, i64>(0)?, due.zip(class)))
    });
    match resumed.optional().map_err(failed)? {
        Some((order, timer)) => crate::commit::hold(connection, order, timer, true, false).map(|()| true),
        None => {
            let sql = "UPDATE opening SET incident = NULL WHERE case_id = ?1 AND incident IS NOT NULL";
            connection.execute(sql, [id]).map(|changed| changed > 0).map_err(failed)
        }
    }
}

pub(crate) fn keep(connection: &Connection, policy: &Kept) -> Result<(), StoreError> {
    let files: Vec<[&str; 2]> = policy.files.iter().map(|(path, text)| [&**path, &**text]).collect();
    let files = serde_json::to_string(&files).map_err(damaged)?;
    let sql = "INSERT INTO policy (hash, institution, root, \"values\", files) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT DO NOTHING";
    let params = params![&*policy.hash, &*policy.institution, &*policy.root, policy.values.as_deref(), files];
    connection.execute(sql, params).map(|_| ()).map_err(failed)
}

pub(crate) fn policy(connection: &Connection, hash: &str) -> Result<Option<Kept>, StoreError> {
    let sql = "SELECT institution, root, files, \"values\" FROM policy WHERE hash = ?1";
    let found = connection.query_row(sql, [hash], |row| {
        let texts: [String; 3] = [row.get(0)?, row.get(1)?, row.get(2)?];
        Ok((texts, row.get::<_, Option<String>>(3)?))
    });
    let Some(([institution, root, files], values)) = found.optional().map_err(failed)? else { return Ok(None) };
    let files: Vec<[String; 2]> = serde_json::from_str(&files).map_err(damaged)?;
    Ok(Some(Kept {
        hash: hash.into(),
        institution: institution.into(),
        root: root.into(),
        values: values.map(Text::from),
        files: files.into_iter().map(|[path, text]| (path.into(), text.into())).collect(),
    }))
}
