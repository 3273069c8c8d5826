//! What a host's call can meet.

use zhidu_core::value::Text;
use zhidu_store::StoreError;

/// Why a call gave nothing. An event that is refused is no error: its [`Reply`](zhidu_store::Reply) says why.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EngineError {
    /// The store failed. An event may have been taken nevertheless: send it again under the same id.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No case of this id.
    #[error("there is no case `{0}`")]
    NoCase(Text),
    /// A case of this id is there already.
    #[error("there is a case `{0}` already")]
    CaseExists(Text),
    /// No policy of this institution was given; none at all where the start names none.
    #[error("there is no policy of `{0}`")]
    NoPolicy(Text),
    /// The case is parked: nothing is taken before somebody resumes it.
    #[error("case `{case}` is parked: {why}")]
    Parked {
        /// The case.
        case: Text,
        /// Its incident.
        why: Text,
    },
    /// The policy a case is pinned to is not there, or cannot be compiled any more.
    #[error("policy {hash}: {why}")]
    Policy {
        /// Its content hash.
        hash: Text,
        /// Why.
        why: String,
    },
    /// The engine was stopped.
    #[error("the engine is stopped")]
    Stopped,
}
