//! What can go wrong with a store, and how a step loses.

use crate::record::Reply;
use std::error::Error;
use zhidu_core::world::Conflict;

/// Why a store cannot do what it was asked. Nothing was changed, unless a commit failed midway for a cause outside: then
/// the caller finds out by asking again.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Somebody else holds the store; the same call may succeed later.
    #[error("the store is busy")]
    Busy,
    /// What was opened is not a store of ours.
    #[error("`{0}` is not a store of zhidu")]
    NotOurs(String),
    /// What was opened was written by a newer version.
    #[error("the store has format {found}, this version reads up to {known}")]
    Newer {
        /// The format found.
        found: i64,
        /// The newest format this version reads.
        known: i64,
    },
    /// Something stored cannot be read.
    #[error("damaged: {0}")]
    Damaged(String),
    /// Whatever the system below says.
    #[error(transparent)]
    Failed(#[from] Box<dyn Error + Send + Sync>),
}

/// Why a step is not committed; nothing of it is true.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Lost {
    /// What it read moved: load the case and step again.
    #[error(transparent)]
    Moved(#[from] Conflict),
    /// Its event was answered before: this is the answer.
    #[error("the event was answered before")]
    Replied(Box<Reply>),
}
