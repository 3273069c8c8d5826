//! The store in one SQLite file: write-ahead log, every commit synced, one transaction for each call.
//!
//! The journal is appended in order; the next timer of every case is a row of a table keyed by due, so that what fires
//! next is the first row. Cases, charges and messages are kept as the JSON of [`zhidu_core::wire`], with what is searched
//! by in columns beside it. Several handles, in one process or in many, may hold the same file: whoever commits first
//! wins, and the other steps again.

mod books;
mod commit;
mod due;
mod file;
mod outbox;
mod read;
mod sqlite;

pub use sqlite::Sqlite;

use rusqlite::ErrorCode;
use serde_json::Value as Json;
use zhidu_store::StoreError;
use zhidu_time::Instant;

/// What SQLite says, as the trait says it.
fn failed(error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
        Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged(error.to_string()),
        _ => StoreError::Failed(Box::new(error)),
    }
}

fn json(text: &str) -> Result<Json, StoreError> {
    serde_json::from_str(text).map_err(damaged)
}

fn damaged(error: impl std::fmt::Display) -> StoreError {
    StoreError::Damaged(error.to_string())
}

fn instant(seconds: i64) -> Result<Instant, StoreError> {
    Instant::from_seconds(seconds).ok_or_else(|| StoreError::Damaged(format!("{seconds} is no instant")))
}
