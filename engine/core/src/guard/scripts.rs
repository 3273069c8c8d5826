//! Scripts: what `zhidu-script` implements so that the core never sees rhai.

use super::ast::{ParseError, Parsed};
use crate::value::{Text, Value};
use std::ops::Range;

/// Reads and runs expression texts.
pub trait Scripts: Send + Sync {
    /// What a text is: the plain fragment as a tree, or a script and what it reads.
    ///
    /// # Errors
    /// Every mistake found, with its place in the decoded text.
    fn parse(&self, text: &str) -> Result<Parsed, Vec<ParseError>>;

    /// Runs a script. `inputs` are the values it reads by path (`case.rings`), those not given left out.
    ///
    /// # Errors
    /// What failed or which limit was met, with its place in the decoded text.
    fn run(&self, text: &str, inputs: &[(Text, Value)]) -> Result<Value, ScriptError>;
}

/// Why a script gave no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct ScriptError {
    /// What went wrong.
    pub kind: ScriptErrorKind,
    /// Where in the decoded text, if known.
    pub range: Option<Range<usize>>,
}

/// See [`ScriptError`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScriptErrorKind {
    /// A limit was met: which, and how much was allowed.
    #[error("the limit of {allowed} {limit} was met")]
    Limit {
        /// What is limited: operations, call depth, bytes of text, …
        limit: &'static str,
        /// How much.
        allowed: u64,
    },
    /// Overflow, division by zero.
    #[error("arithmetic failed: {0}")]
    Arithmetic(String),
    /// Values of types that do not go together.
    #[error("types do not go together: {0}")]
    Types(String),
    /// A value that is not given was read.
    #[error("{0} is not given")]
    NotGiven(String),
    /// Whatever else.
    #[error("{0}")]
    Other(String),
}
