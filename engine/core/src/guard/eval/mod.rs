//! Running typed expressions.
//!
//! In: an [`Expr`](super::expr::Expr) and an environment that holds the values. Out: a value, or why there is none. Evaluation is total: it
//! never panics, never loops, rounds nothing but money (half up, to the fen) and quotients (28 digits), and overflow is
//! an error. `&&`, `||`, `given` and `or_else` look no further than they must; only where a fact is not at hand do they
//! go on, so that all facts are asked for at once.

mod arithmetic;
mod call;
mod run;
mod shift;

pub use run::{eval, holds};

use super::expr::{AttributeIx, DataSlot, FieldSlot, ParamIx, RoleIx, ScriptIx, StateIx, ValueIx, Who};
use super::scripts::{ScriptError, ScriptErrorKind};
use super::written::{Home, typed};
use crate::value::{Text, Type, Value};
use zhidu_time::{Instant, Zone};

/// Where an expression finds its values.
///
/// A fact that is not at hand yet (an attribute, a role) is noted by the implementor, which then answers
/// [`EvalError::Unknown`]; the step asks for all of them at once and runs again.
pub trait Env {
    /// `case.x`; `None` = not given.
    fn data(&self, slot: DataSlot) -> Option<&Value>;
    /// `case.x` for a `[[value]]`.
    ///
    /// # Errors
    /// Those of its expression.
    fn named(&self, ix: ValueIx) -> Result<Value, EvalError>;
    /// `event.x`; `None` = not given.
    fn field(&self, slot: FieldSlot) -> Option<&Value>;
    /// `event.name`
    fn event_name(&self) -> Option<&Text>;
    /// `param.x`, or the value for a key; `None` = no value for this key.
    fn param(&self, ix: ParamIx, key: Option<&str>) -> Option<Value>;
    /// A person named by relation; `None` = nobody.
    fn person(&self, who: Who) -> Option<Text>;
    /// Whoever was given a name by `assign … as`; `None` = nobody yet.
    fn part(&self, _name: &str) -> Option<Text> {
        None
    }
    /// What is known of a person; `None` = not given.
    ///
    /// # Errors
    /// [`EvalError::Unknown`].
    fn attribute(&self, person: &Text, attribute: AttributeIx) -> Result<Option<Value>, EvalError>;
    /// Whether a person holds a role.
    ///
    /// # Errors
    /// [`EvalError::Unknown`].
    fn holds(&self, person: &Text, role: RoleIx) -> Result<bool, EvalError>;
    /// Whether a state is active.
    fn in_state(&self, state: StateIx) -> bool;
    /// The option a decision ended with; `None` = it has not.
    fn decided(&self, _decision: &str) -> Option<Text> {
        None
    }
    /// `it`
    fn it(&self) -> Option<&Value>;
    /// `self`
    fn this(&self) -> Text;
    /// `now`: the event's stamp.
    fn now(&self) -> Instant;
    /// Whose clocks count.
    fn zone(&self) -> &Zone;
    /// The currency of `money(…)`.
    fn currency(&self) -> crate::money::Currency;
    /// Runs a script with the values it reads. The implementor passes what it gave through [`conform`] with the type
    /// the program notes for the script.
    ///
    /// # Errors
    /// Those of the script and its limits, and a value of another type.
    fn script(&self, script: ScriptIx, inputs: &[(Text, Value)]) -> Result<Value, EvalError>;
    /// Names for messages: the id behind a slot.
    fn data_id(&self, slot: DataSlot) -> Text;
    /// The id of an event field.
    fn field_id(&self, slot: FieldSlot) -> Text;
    /// The id of a parameter.
    fn param_id(&self, _ix: ParamIx) -> Text {
        "…".into()
    }
    /// The id of an attribute.
    fn attribute_id(&self, _ix: AttributeIx) -> Text {
        "…".into()
    }
}

/// Makes what a script gave a value of its type: texts become options, persons, dates; integers decimals.
///
/// # Errors
/// [`EvalError::Script`] where it is none.
pub fn conform(value: &Value, ty: &Type, home: Home<'_>) -> Result<Value, EvalError> {
    typed(value, ty, home).map_err(|misfit| {
        EvalError::Script(ScriptError { kind: ScriptErrorKind::Types(misfit.to_string()), range: None })
    })
}

/// Why an expression gave no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvalError {
    /// A fact is not at hand yet; the environment noted which.
    #[error("a fact is not at hand yet")]
    Unknown,
    /// A value that is read is not given: its path (`event.rings`).
    #[error("{0} is not given")]
    NotGiven(Text),
    /// Beyond what numbers, money or time can hold.
    #[error("{0} goes beyond what can be held")]
    Overflow(&'static str),
    /// Division by zero.
    #[error("division by zero")]
    DivisionByZero,
    /// The least or greatest of nothing, and the like.
    #[error("{0} of an empty list")]
    Empty(&'static str),
    /// Two currencies in one sum or comparison, or another mix that only values show.
    #[error("{0}")]
    Mixed(String),
    /// A script failed or met a limit.
    #[error("{0}")]
    Script(ScriptError),
}
