//! The file: whose it is, which format it has, its tables.

use crate::failed;
use rusqlite::{Connection, ErrorCode, TransactionBehavior};
use std::path::Path;
use std::time::Duration;
use zhidu_store::StoreError;

/// Marks a file as ours: `zhdu` in ASCII.
const OURS: i64 = 0x7a68_6475;

/// The format of the tables below.
const FORMAT: i64 = 1;

/// How long a call waits for another handle.
const PATIENCE: Duration = Duration::from_secs(10);

/// `ord` counts cases in the order of opening; a case's next timer stands in `due` and `class` and, so that it can be
/// found by when, as a row of `timer`, `held` while the case is parked.
const TABLES: &str = "
CREATE TABLE state (only INTEGER PRIMARY KEY CHECK (only = 1), latest INTEGER);
INSERT INTO state VALUES (1, NULL);
CREATE TABLE policy (hash TEXT PRIMARY KEY, institution TEXT NOT NULL, root TEXT NOT NULL, \"values\" TEXT, files TEXT NOT NULL)
    WITHOUT ROWID;
CREATE TABLE cases (
    ord INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, institution TEXT NOT NULL, process TEXT NOT NULL, policy TEXT NOT NULL,
    version INTEGER NOT NULL, ended INTEGER NOT NULL, opened_by TEXT, part TEXT NOT NULL, incident TEXT,
    due INTEGER, class INTEGER, json TEXT NOT NULL);
CREATE INDEX cases_parked ON cases (id) WHERE incident IS NOT NULL;
CREATE TABLE timer (
    held INTEGER NOT NULL, due INTEGER NOT NULL, class INTEGER NOT NULL, ord INTEGER NOT NULL,
    PRIMARY KEY (held, due, class, ord)) WITHOUT ROWID;
CREATE TABLE work (person TEXT NOT NULL, ord INTEGER NOT NULL, PRIMARY KEY (person, ord)) WITHOUT ROWID;
CREATE INDEX work_case ON work (ord);
CREATE TABLE line (
    number INTEGER PRIMARY KEY, case_id TEXT NOT NULL, policy TEXT NOT NULL, zones TEXT NOT NULL, text TEXT NOT NULL);
CREATE INDEX line_case ON line (case_id);
CREATE TABLE reply (event TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE fence (
    institution TEXT NOT NULL, fence TEXT NOT NULL, version INTEGER NOT NULL,
    PRIMARY KEY (institution, fence)) WITHOUT ROWID;
CREATE TABLE holder (
    institution TEXT NOT NULL, fence TEXT NOT NULL, case_id TEXT NOT NULL,
    PRIMARY KEY (institution, fence)) WITHOUT ROWID;
CREATE TABLE charge (
    number INTEGER PRIMARY KEY, institution TEXT NOT NULL, id TEXT NOT NULL UNIQUE, person TEXT NOT NULL,
    penalty TEXT NOT NULL, counter TEXT, occurred INTEGER NOT NULL, act_case TEXT NOT NULL, act_instant INTEGER NOT NULL,
    joint_of TEXT, sanction TEXT, standing INTEGER NOT NULL, json TEXT NOT NULL);
CREATE INDEX charge_counter ON charge (institution, penalty, counter, standing, occurred);
CREATE INDEX charge_person ON charge (institution, person, standing);
CREATE INDEX charge_joint ON charge (institution, joint_of) WHERE joint_of IS NOT NULL;
CREATE TABLE register (
    number INTEGER PRIMARY KEY, institution TEXT NOT NULL, register TEXT NOT NULL, json TEXT NOT NULL);
CREATE INDEX register_rows ON register (institution, register);
CREATE TABLE opening (
    number INTEGER PRIMARY KEY, case_id TEXT NOT NULL UNIQUE, institution TEXT NOT NULL, process TEXT NOT NULL,
    policy TEXT NOT NULL, incident TEXT, json TEXT NOT NULL);
CREATE TABLE inbox (number INTEGER PRIMARY KEY, case_id TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL);
CREATE INDEX inbox_case ON inbox (case_id);
CREATE TABLE outbox (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, case_id TEXT NOT NULL, institution TEXT NOT NULL,
    kind TEXT NOT NULL, json TEXT NOT NULL, visible INTEGER NOT NULL, failures INTEGER NOT NULL DEFAULT 0, parked TEXT,
    why TEXT);
CREATE INDEX outbox_case ON outbox (case_id, number) WHERE parked IS NULL;
";

/// Opens a file of ours, or makes a new or empty one ours. A file of anybody else is left as it is.
pub(crate) fn open(path: &Path) -> Result<Connection, StoreError> {
    let not_ours = || StoreError::NotOurs(path.display().to_string());
    let told = |error: rusqlite::Error| match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => not_ours(),
        _ => failed(error),
    };
    let mut connection = Connection::open(path).map_err(told)?;
    connection.busy_timeout(PATIENCE).map_err(told)?;
    if !is_ours(&connection).map_err(told)? {
        create(&mut connection).map_err(told)?;
    }
    if !is_ours(&connection).map_err(told)? {
        return Err(not_ours());
    }
    let found = number(&connection, "user_version").map_err(told)?;
    if found > FORMAT {
        return Err(StoreError::Newer { found, known: FORMAT });
    }
    settings(&connection).map_err(told)?;
    Ok(connection)
}

fn is_ours(connection: &Connection) -> rusqlite::Result<bool> {
    Ok(number(connection, "application_id")? == OURS)
}

fn number(connection: &Connection, pragma: &str) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, pragma, |row| row.get(0))
}

/// Nothing where somebody else has tables there, or was faster.
fn create(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let tables: i64 = transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let (id, version) = (number(&transaction, "application_id")?, number(&transaction, "user_version")?);
    if tables == 0 && id == 0 && version == 0 {
        transaction.execute_batch(TABLES)?;
        transaction.pragma_update(None, "application_id", OURS)?;
        transaction.pragma_update(None, "user_version", FORMAT)?;
        transaction.commit()?;
    }
    Ok(())
}

fn settings(connection: &Connection) -> rusqlite::Result<()> {
    // The log is synced at each commit: what was acknowledged survives a loss of power.
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    // 64 MiB, and a checkpoint every 8,000 pages: what measurements of this shape of writes asked for.
    connection.pragma_update(None, "cache_size", -65_536)?;
    connection.pragma_update(None, "wal_autocheckpoint", 8_000)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}
