//! The functions of the plain fragment on values.

use super::arithmetic::{compute, decimal, order, same};
use super::run::{is_in, odd};
use super::shift::days_between;
use super::{Env, EvalError};
use crate::guard::ast::BinaryOp;
use crate::guard::expr::Function;
use crate::money::Money;
use crate::value::Value;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::borrow::Cow;
use zhidu_time::Date;

/// Calls a function. Numbers and types of arguments were checked; what still does not fit is [`EvalError::Mixed`].
pub(super) fn call<E: Env + ?Sized>(function: Function, args: &[Cow<'_, Value>], env: &E) -> Result<Value, EvalError> {
    let first = || args.first().map(|arg| &**arg).ok_or(EvalError::Empty("the arguments"));
    let second = || args.get(1).map(|arg| &**arg).ok_or(EvalError::Empty("the arguments"));
    Ok(match function {
        Function::Sum => {
            let zero = args.get(1).map_or(Value::Int(0), |zero| (**zero).clone());
            items(first()?)?.iter().try_fold(zero, |sum, item| compute(BinaryOp::Add, &sum, item, env.zone()))?
        }
        Function::Count => Value::Int(i64::try_from(items(first()?)?.len()).unwrap_or(i64::MAX)),
        Function::Min => extreme(items(first()?)?, "the least", true)?,
        Function::Max => extreme(items(first()?)?, "the greatest", false)?,
        Function::All => Value::Bool(booleans(first()?)?.iter().all(|b| *b)),
        Function::Any => Value::Bool(booleans(first()?)?.iter().any(|b| *b)),
        Function::Distinct => distinct(items(first()?)?)?,
        Function::Contains => Value::Bool(is_in(second()?, first()?)?),
        Function::ContainsAll => {
            let list = first()?;
            let mut all = true;
            for item in items(second()?)? {
                all = all && is_in(item, list)?;
            }
            Value::Bool(all)
        }
        Function::DaysBetween => Value::Int(days_between(date(first()?, env)?, date(second()?, env)?)?),
        Function::Date => Value::Date(date(first()?, env)?),
        Function::Time => match first()? {
            Value::Instant(at) => Value::Time(env.zone().date_time(*at).1),
            other => return Err(odd("an instant", other)),
        },
        Function::Money => {
            let units = decimal(first()?)?;
            let fen = units.checked_mul(Decimal::ONE_HUNDRED).ok_or(EvalError::Overflow("an amount of money"))?;
            if !fen.fract().is_zero() {
                return Err(EvalError::Mixed(format!(
                    "`{units}` has more than two decimals and is no amount of money"
                )));
            }
            let fen = fen.to_i64().ok_or(EvalError::Overflow("an amount of money"))?;
            Value::Money(Money::from_fen(fen, env.currency()))
        }
        Function::Percent => Value::percent(decimal(first()?)?),
        Function::Decimal => Value::decimal(decimal(first()?)?),
        Function::Ratio => ratio(first()?, second()?)?,
    })
}

fn items(value: &Value) -> Result<&[Value], EvalError> {
    match value {
        Value::List(items) => Ok(items),
        other => Err(odd("a list", other)),
    }
}

fn booleans(value: &Value) -> Result<Vec<bool>, EvalError> {
    items(value)?.iter().map(|item| item.as_bool().ok_or_else(|| odd("a boolean", item))).collect()
}

/// The first of the least (greatest).
fn extreme(items: &[Value], what: &'static str, least: bool) -> Result<Value, EvalError> {
    let (mut best, rest) = items.split_first().ok_or(EvalError::Empty(what))?;
    for item in rest {
        let order = order(item, best)?;
        if if least { order.is_lt() } else { order.is_gt() } {
            best = item;
        }
    }
    Ok(best.clone())
}

fn distinct(items: &[Value]) -> Result<Value, EvalError> {
    let mut kept: Vec<Value> = Vec::with_capacity(items.len());
    for item in items {
        let mut known = false;
        for other in &kept {
            known = known || same(item, other)?;
        }
        if !known {
            kept.push(item.clone());
        }
    }
    Ok(Value::List(kept.into()))
}

/// A date, or the date of an instant.
fn date<E: Env + ?Sized>(value: &Value, env: &E) -> Result<Date, EvalError> {
    match value {
        Value::Date(date) => Ok(*date),
        Value::Instant(at) => Ok(env.zone().date(*at)),
        other => Err(odd("a date", other)),
    }
}

fn ratio(part: &Value, whole: &Value) -> Result<Value, EvalError> {
    let (part, whole) = match (part, whole) {
        (Value::Money(a), Value::Money(b)) => {
            a.compare(*b).map_err(super::arithmetic::money_error)?;
            (Decimal::from(a.fen()), Decimal::from(b.fen()))
        }
        (Value::Percent(a), Value::Percent(b)) => (*a, *b),
        (a, b) => (decimal(a)?, decimal(b)?),
    };
    if whole.is_zero() {
        return Err(EvalError::DivisionByZero);
    }
    part.checked_div(whole).map(Value::decimal).ok_or(EvalError::Overflow("a decimal"))
}
