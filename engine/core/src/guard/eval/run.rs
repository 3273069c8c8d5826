//! The walk over an expression.

use super::arithmetic::{compare, compute, negate, same};
use super::call::call;
use super::{Env, EvalError};
use crate::guard::ast::BinaryOp;
use crate::guard::expr::{Expr, Who};
use crate::guard::scripts::ScriptErrorKind;
use crate::value::{Text, Value};
use std::borrow::Cow;

/// A value, borrowed from the environment or the expression where it stands there.
pub(super) type Seen<'a> = Result<Cow<'a, Value>, EvalError>;

/// The value of an expression.
///
/// # Errors
/// All of [`EvalError`].
pub fn eval<E: Env + ?Sized>(expr: &Expr, env: &E) -> Result<Value, EvalError> {
    see(expr, env).map(Cow::into_owned)
}

/// Whether a condition holds. As [`eval`] for an expression of type boolean, without making a value of the answer.
///
/// # Errors
/// All of [`EvalError`].
pub fn holds<E: Env + ?Sized>(expr: &Expr, env: &E) -> Result<bool, EvalError> {
    match expr {
        Expr::Not(of) => holds(of, env).map(|holds| !holds),
        Expr::And(of) => chain(of, env, false),
        Expr::Or(of) => chain(of, env, true),
        Expr::Binary(op, a, b) if op.is_comparison() => {
            if let (Some(a), Some(b)) = (at_hand(a, env), at_hand(b, env)) {
                return compare(*op, a, b);
            }
            let (a, b) = both(a, b, env)?;
            compare(*op, &a, &b)
        }
        Expr::In(needle, list) => {
            if let (Some(needle), Some(list)) = (at_hand(needle, env), at_hand(list, env)) {
                return is_in(needle, list);
            }
            let (needle, list) = both(needle, list, env)?;
            is_in(&needle, &list)
        }
        Expr::Given(of) => match see(of, env) {
            Ok(_) => Ok(true),
            Err(error) if is_absence(&error) => Ok(false),
            Err(error) => Err(error),
        },
        Expr::InState(state) => Ok(env.in_state(*state)),
        Expr::Holds(person, role) => match &*see(person, env)? {
            Value::Person(person) => env.holds(person, *role),
            other => Err(odd("a person", other)),
        },
        _ => {
            let value = see(expr, env)?;
            value.as_bool().ok_or_else(|| odd("a boolean", &value))
        }
    }
}

/// `&&` (`until` a `false`) or `||` (`until` a `true`). A fact that is not at hand does not end the walk: what follows is
/// looked at for further facts, as far as it can matter, and the answer stays open.
fn chain<E: Env + ?Sized>(of: &[Expr], env: &E, until: bool) -> Result<bool, EvalError> {
    let mut open = false;
    for expr in of {
        match holds(expr, env) {
            Ok(holds) if holds == until => return if open { Err(EvalError::Unknown) } else { Ok(until) },
            Ok(_) => {}
            Err(EvalError::Unknown) => open = true,
            Err(_) if open => break,
            Err(error) => return Err(error),
        }
    }
    if open { Err(EvalError::Unknown) } else { Ok(!until) }
}

/// What needs no computing and is given: most of what conditions compare. Nothing is copied.
fn at_hand<'a, E: Env + ?Sized>(expr: &'a Expr, env: &'a E) -> Option<&'a Value> {
    match expr {
        Expr::Const(value) => Some(value),
        Expr::Data(slot) => env.data(*slot),
        Expr::Field(slot) => env.field(*slot),
        Expr::It => env.it(),
        Expr::Member(base, name) => at_hand(base, env)?.field(name),
        _ => None,
    }
}

pub(super) fn see<'a, E: Env + ?Sized>(expr: &'a Expr, env: &'a E) -> Seen<'a> {
    let given = |value: Option<&'a Value>| value.map(Cow::Borrowed).ok_or_else(|| missing(expr, env));
    let own = |value: Value| Ok(Cow::Owned(value));
    match expr {
        Expr::Const(value) => Ok(Cow::Borrowed(value)),
        Expr::Data(slot) => given(env.data(*slot)),
        Expr::Field(slot) => given(env.field(*slot)),
        Expr::It => given(env.it()),
        Expr::Named(ix) => env.named(*ix).map(Cow::Owned),
        Expr::EventName => env.event_name().cloned().map(Value::Text).map(Cow::Owned).ok_or_else(|| missing(expr, env)),
        Expr::Param(ix) => env.param(*ix, None).map(Cow::Owned).ok_or_else(|| missing(expr, env)),
        Expr::ParamAt(ix, key) => {
            let key = see(key, env)?;
            let key = key_of(&key);
            env.param(*ix, Some(&key)).map(Cow::Owned).ok_or_else(|| missing(expr, env))
        }
        Expr::Person(who) => env.person(*who).map(Value::Person).map(Cow::Owned).ok_or_else(|| missing(expr, env)),
        Expr::Part(name) => env.part(name).map(Value::Person).map(Cow::Owned).ok_or_else(|| missing(expr, env)),
        Expr::Attribute(person, ix) => match &*see(person, env)? {
            Value::Person(person) => env.attribute(person, *ix)?.map(Cow::Owned).ok_or_else(|| missing(expr, env)),
            other => Err(odd("a person", other)),
        },
        Expr::Now => own(Value::Instant(env.now())),
        Expr::Today => own(Value::Date(env.zone().date(env.now()))),
        Expr::This => own(Value::Case(env.this())),
        Expr::Member(base, name) => match see(base, env)? {
            Cow::Borrowed(record) => given(record.field(name)),
            Cow::Owned(record) => record.field(name).cloned().map(Cow::Owned).ok_or_else(|| missing(expr, env)),
        },
        Expr::MemberOfEach(base, name) => match &*see(base, env)? {
            Value::List(rows) => own(Value::List(rows.iter().filter_map(|row| row.field(name)).cloned().collect())),
            other => Err(odd("a list", other)),
        },
        Expr::Neg(of) => negate(&*see(of, env)?).map(Cow::Owned),
        Expr::Binary(op, a, b) if !op.is_comparison() => {
            let (a, b) = both(a, b, env)?;
            arithmetic(*op, &a, &b, env).map(Cow::Owned)
        }
        Expr::List(of) => Ok(Cow::Owned(Value::List(all(of, env)?.into_iter().map(Cow::into_owned).collect()))),
        Expr::OrElse(of, other) => match see(of, env) {
            Err(error) if is_absence(&error) => see(other, env),
            seen => seen,
        },
        Expr::Call(function, args) => {
            let args = all(args, env)?;
            call(*function, &args, env).map(Cow::Owned)
        }
        Expr::Script(ix, reads) => {
            let mut inputs = Vec::with_capacity(reads.len());
            let mut open = false;
            for (path, read) in reads {
                match see(read, env) {
                    Ok(value) => inputs.push((path.clone(), value.into_owned())),
                    Err(EvalError::Unknown) => open = true,
                    Err(error) if is_absence(&error) => {}
                    Err(_) if open => {}
                    Err(error) => return Err(error),
                }
            }
            if open { Err(EvalError::Unknown) } else { env.script(*ix, &inputs).map(Cow::Owned) }
        }
        Expr::Decided(id) => match env.decided(id) {
            Some(option) => Ok(Cow::Owned(Value::Choice(option))),
            None => Err(EvalError::NotGiven(format!("decided({id:?})").into())),
        },
        Expr::Not(_)
        | Expr::And(_)
        | Expr::Or(_)
        | Expr::Binary(..)
        | Expr::In(..)
        | Expr::Given(_)
        | Expr::InState(_)
        | Expr::Holds(..) => holds(expr, env).map(Value::Bool).map(Cow::Owned),
    }
}

fn arithmetic<E: Env + ?Sized>(op: BinaryOp, a: &Value, b: &Value, env: &E) -> Result<Value, EvalError> {
    compute(op, a, b, env.zone())
}

/// Both operands; the second is looked at even where a fact for the first is not at hand.
fn both<'a, E: Env + ?Sized>(
    a: &'a Expr,
    b: &'a Expr,
    env: &'a E,
) -> Result<(Cow<'a, Value>, Cow<'a, Value>), EvalError> {
    match (see(a, env), b) {
        (Err(EvalError::Unknown), b) => {
            let _ = see(b, env);
            Err(EvalError::Unknown)
        }
        (a, b) => Ok((a?, see(b, env)?)),
    }
}

/// All of several, in order; as [`both`] for facts not at hand.
fn all<'a, E: Env + ?Sized>(of: &'a [Expr], env: &'a E) -> Result<Vec<Cow<'a, Value>>, EvalError> {
    let mut values = Vec::with_capacity(of.len());
    let mut open = false;
    for expr in of {
        match see(expr, env) {
            Ok(value) => values.push(value),
            Err(EvalError::Unknown) => open = true,
            Err(_) if open => {}
            Err(error) => return Err(error),
        }
    }
    if open { Err(EvalError::Unknown) } else { Ok(values) }
}

pub(super) fn is_in(needle: &Value, list: &Value) -> Result<bool, EvalError> {
    let Value::List(items) = list else { return Err(odd("a list", list)) };
    if !matches!(needle, Value::Int(_) | Value::Decimal(_) | Value::Money(_)) {
        return Ok(items.contains(needle));
    }
    for item in items.iter() {
        if same(needle, item)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether an error says that a value is not given.
fn is_absence(error: &EvalError) -> bool {
    match error {
        EvalError::NotGiven(_) => true,
        EvalError::Script(error) => matches!(error.kind, ScriptErrorKind::NotGiven(_)),
        _ => false,
    }
}

fn missing<E: Env + ?Sized>(expr: &Expr, env: &E) -> EvalError {
    EvalError::NotGiven(path(expr, env).into())
}

/// What an expression reads, as its author wrote it.
fn path<E: Env + ?Sized>(expr: &Expr, env: &E) -> String {
    match expr {
        Expr::Data(slot) => format!("case.{}", env.data_id(*slot)),
        Expr::Field(slot) => format!("event.{}", env.field_id(*slot)),
        Expr::EventName => "event.name".to_owned(),
        Expr::Param(ix) => format!("param.{}", env.param_id(*ix)),
        Expr::ParamAt(ix, key) => match see(key, env) {
            Ok(key) => format!("param.{}[{}]", env.param_id(*ix), key_of(&key)),
            Err(_) => format!("param.{}[…]", env.param_id(*ix)),
        },
        Expr::Person(who) => Who::id(*who).to_owned(),
        Expr::Part(name) => format!("case.{name}"),
        Expr::Attribute(person, ix) => format!("{}.{}", path(person, env), env.attribute_id(*ix)),
        Expr::Member(base, name) | Expr::MemberOfEach(base, name) => format!("{}.{name}", path(base, env)),
        Expr::It => "it".to_owned(),
        _ => "…".to_owned(),
    }
}

/// A value as the key of a parameter.
fn key_of(value: &Value) -> Text {
    value.as_text().cloned().unwrap_or_else(|| value.to_string().into())
}

/// A value of another type than typing said: a host's or a script's doing.
pub(super) fn odd(expected: &str, found: &Value) -> EvalError {
    EvalError::Mixed(format!("expected {expected}, found `{found}`"))
}
