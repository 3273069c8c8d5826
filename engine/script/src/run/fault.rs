//! What goes wrong while a script runs, on its way through rhai and out of it.

use super::compiled::Compiled;
use super::held::{Absent, Held};
use crate::limits;
use rhai::{Dynamic, EvalAltResult, Position};
use std::ops::Range;
use std::sync::Mutex;
use zhidu_core::guard::scripts::{ScriptError, ScriptErrorKind};
use zhidu_core::value::Text;

/// Why one of our functions gave no value. Travels through rhai as its error token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Overflow, division by zero, the least of nothing.
    Arithmetic(String),
    /// Values that do not go together.
    Types(String),
    /// Something that is not given was needed.
    NotGiven(Text),
    /// A limit: which, and how much is allowed.
    Limit(&'static str, u64),
}

/// A result as rhai wants it from a function.
pub(crate) type Answer<T = Dynamic> = Result<T, Box<EvalAltResult>>;

impl From<Fault> for Box<EvalAltResult> {
    fn from(fault: Fault) -> Self {
        let limit = matches!(fault, Fault::Limit(..));
        let token = Dynamic::from(fault);
        // A limit ends the run; `catch` must not see it.
        Self::new(match limit {
            true => EvalAltResult::ErrorTerminated(token, Position::NONE),
            false => EvalAltResult::ErrorRuntime(token, Position::NONE),
        })
    }
}

impl From<Fault> for ScriptErrorKind {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Arithmetic(what) => Self::Arithmetic(what),
            Fault::Types(what) => Self::Types(what),
            Fault::NotGiven(path) => Self::NotGiven(path.to_string()),
            Fault::Limit(limit, allowed) => Self::Limit { limit, allowed },
        }
    }
}

/// What was last read and not given: rhai's own complaint about a condition that is no truth value does not say.
#[derive(Debug, Default)]
pub(crate) struct LastAbsent(Mutex<Option<Text>>);

impl LastAbsent {
    /// Notes a path, if the value read is absent.
    pub(crate) fn note(&self, read: &Dynamic) {
        if let (Some(absent), Ok(mut last)) = (read.read_lock::<Absent>(), self.0.lock()) {
            *last = Some(absent.0.clone());
        }
    }

    fn take(&self) -> Option<Text> {
        self.0.lock().ok()?.take()
    }
}

/// The error of a run as core wants it.
pub(crate) fn script_error(error: EvalAltResult, compiled: &Compiled, last: &LastAbsent) -> ScriptError {
    // An error inside a function of the library is shown at the call: its own place is in another text.
    let position = error.position();
    let word = compiled.scan.find(position);
    ScriptError { kind: kind_of(own(error), last), range: word.map(|i| around(compiled, i)) }
}

/// The error without the calls around it.
pub(crate) fn innermost(error: &EvalAltResult) -> &EvalAltResult {
    match error {
        EvalAltResult::ErrorInFunctionCall(_, _, inner, _) => innermost(inner),
        other => other,
    }
}

fn own(error: EvalAltResult) -> EvalAltResult {
    match error {
        EvalAltResult::ErrorInFunctionCall(_, _, inner, _) => own(*inner),
        other => other,
    }
}

fn kind_of(error: EvalAltResult, last: &LastAbsent) -> ScriptErrorKind {
    use EvalAltResult as E;
    let limit = |limit, allowed: usize| ScriptErrorKind::Limit { limit, allowed: allowed as u64 };
    match error {
        E::ErrorTooManyOperations(_) => ScriptErrorKind::Limit { limit: "operations", allowed: limits::MAX_OPERATIONS },
        E::ErrorStackOverflow(_) => limit("calls within calls", limits::MAX_CALLS),
        E::ErrorTooManyVariables(_) => limit("locals", limits::MAX_LOCALS),
        E::ErrorDataTooLarge(what, _) if what.contains("string") => limit("bytes of text", limits::MAX_STRING),
        E::ErrorDataTooLarge(what, _) if what.contains("map") => limit("fields", limits::MAX_RECORD),
        E::ErrorDataTooLarge(..) => limit("items", limits::MAX_LIST),
        E::ErrorTerminated(token, _) | E::ErrorRuntime(token, _) => match token.try_cast_result::<Fault>() {
            Ok(fault) => fault.into(),
            Err(thrown) => ScriptErrorKind::Other(
                super::held::from_rhai(&thrown)
                    .map_or_else(|_| thrown.type_name().to_owned(), |value| value.to_string()),
            ),
        },
        E::ErrorArithmetic(what, _) => ScriptErrorKind::Arithmetic(what),
        E::ErrorMismatchDataType(_, found, _) if found == std::any::type_name::<Absent>() => {
            ScriptErrorKind::NotGiven(last.take().map_or_else(String::new, |path| path.to_string()))
        }
        error @ (E::ErrorMismatchDataType(..)
        | E::ErrorMismatchOutputType(..)
        | E::ErrorIndexingType(..)
        | E::ErrorDotExpr(..)
        | E::ErrorFor(_)
        | E::ErrorFunctionNotFound(..)) => ScriptErrorKind::Types(without_place(error)),
        error => ScriptErrorKind::Other(without_place(error)),
    }
}

/// How the types of [`super::held`] are called in messages.
pub(crate) const HELD: &str = "a value";
/// See [`HELD`].
pub(crate) const ABSENT: &str = "nothing given";

/// rhai's words, without the place, which is told apart, and without names of ours it should not know.
fn without_place(mut error: EvalAltResult) -> String {
    let _ = error.take_position();
    let names = [(std::any::type_name::<Held>(), HELD), (std::any::type_name::<Absent>(), ABSENT)];
    names.iter().fold(error.to_string(), |text, (ours, shown)| text.replace(ours, shown))
}

/// The word, or the whole path it belongs to.
fn around(compiled: &Compiled, word: usize) -> Range<usize> {
    use rhai::Token;
    let is_name = |i: usize| matches!(compiled.scan.token(i), Some(Token::Identifier(_)));
    let is_dot = |i: usize| matches!(compiled.scan.token(i), Some(Token::Period));
    let (mut first, mut last) = (word, word);
    while first > 0 && (is_dot(first) && is_name(first - 1) || is_name(first) && is_dot(first - 1)) {
        first -= 1;
    }
    while is_dot(last) && is_name(last + 1) || is_name(last) && is_dot(last + 1) && is_name(last + 2) {
        last += 1;
    }
    compiled.scan.bytes(first, last)
}
