//! Operators on values: the same as in the plain fragment, and an error where types do not go together.

use super::beside::{Home, apart, is_nothing, nothing, pair};
use super::fault::Fault;
use super::shift;
use rust_decimal::Decimal;
use std::cmp::Ordering;
use zhidu_core::guard::ast::BinaryOp;
use zhidu_core::money::{Money, MoneyError};
use zhidu_core::value::Value;
use zhidu_time::Amount;

/// `a op b`
pub(crate) fn binary(op: BinaryOp, a: &Value, b: &Value, home: &Home) -> Result<Value, Fault> {
    Ok(match op {
        BinaryOp::Eq => Value::Bool(same(a, b, home)?),
        BinaryOp::Ne => Value::Bool(!same(a, b, home)?),
        BinaryOp::Lt => Value::Bool(order(op, a, b, home)?.is_lt()),
        BinaryOp::Le => Value::Bool(order(op, a, b, home)?.is_le()),
        BinaryOp::Gt => Value::Bool(order(op, a, b, home)?.is_gt()),
        BinaryOp::Ge => Value::Bool(order(op, a, b, home)?.is_ge()),
        _ => {
            let (a, b) = pair(op, a, b, home)?;
            compute(op, &a, &b, home)?
        }
    })
}

/// Whether two values are equal: numbers of either kind by value, everything else only within its type.
///
/// # Errors
/// Different types, different currencies.
pub(crate) fn same(a: &Value, b: &Value, home: &Home) -> Result<bool, Fault> {
    let (a, b) = pair(BinaryOp::Eq, a, b, home)?;
    match (&*a, &*b) {
        (Value::Money(a), Value::Money(b)) => a.compare(*b).map(Ordering::is_eq).map_err(money_fault),
        (Value::Int(_) | Value::Decimal(_), Value::Int(_) | Value::Decimal(_)) => {
            Ok(a.compare(&b).is_some_and(Ordering::is_eq))
        }
        (Value::List(a), Value::List(b)) => each(a.len() == b.len(), a.iter().zip(b.iter()), home),
        (Value::Record(a), Value::Record(b)) => {
            let ids = a.iter().map(|(id, _)| id).eq(b.iter().map(|(id, _)| id));
            each(ids, a.iter().map(|(_, x)| x).zip(b.iter().map(|(_, x)| x)), home)
        }
        (a, b) if std::mem::discriminant(a) == std::mem::discriminant(b) => Ok(a == b),
        (a, b) => Err(apart(BinaryOp::Eq, a, b)),
    }
}

/// Whether every pair is equal.
fn each<'v>(alike: bool, mut pairs: impl Iterator<Item = (&'v Value, &'v Value)>, home: &Home) -> Result<bool, Fault> {
    pairs.try_fold(alike, |all, (a, b)| Ok(all && same(a, b, home)?))
}

/// The order of two values, which `op` asks for.
///
/// # Errors
/// Different types, types without an order, durations that cannot be compared.
pub(crate) fn order(op: BinaryOp, a: &Value, b: &Value, home: &Home) -> Result<Ordering, Fault> {
    let (a, b) = pair(op, a, b, home)?;
    match (&*a, &*b) {
        (Value::Money(a), Value::Money(b)) => a.compare(*b).map_err(money_fault),
        // Truth values have an order in the value type, but not in the language.
        (a @ Value::Bool(_), b) => Err(apart(op, a, b)),
        (a, b) if is_nothing(a) && is_nothing(b) => Ok(Ordering::Equal),
        (a, b) => a.compare(b).ok_or_else(|| apart(op, a, b)),
    }
}

/// `-x`
pub(crate) fn negate(value: &Value) -> Result<Value, Fault> {
    Ok(match value {
        Value::Int(n) => Value::Int(n.checked_neg().ok_or_else(overflow)?),
        Value::Decimal(d) => Value::decimal(-d),
        Value::Percent(p) => Value::percent(-p),
        Value::Money(m) => Value::Money(Money::zero(m.currency()).minus(*m).map_err(money_fault)?),
        other if is_nothing(other) => nothing(),
        other => return Err(Fault::Types(format!("`-` before `{other}`"))),
    })
}

fn compute(op: BinaryOp, a: &Value, b: &Value, home: &Home) -> Result<Value, Fault> {
    if is_nothing(a) || is_nothing(b) {
        let divides = matches!(op, BinaryOp::Div | BinaryOp::Rem);
        let by_zero = is_nothing(b) || number(b).is_ok_and(|b| b.is_zero());
        return if divides && by_zero { Err(Fault::Arithmetic("division by zero".into())) } else { Ok(nothing()) };
    }
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => integers(op, *a, *b),
        (Value::Int(_) | Value::Decimal(_), Value::Int(_) | Value::Decimal(_)) => {
            decimals(op, number(a)?, number(b)?).map(Value::decimal)
        }
        (Value::Percent(a), Value::Percent(b)) if is_sum(op) => decimals(op, *a, *b).map(Value::percent),
        (Value::Money(_), _) | (_, Value::Money(_)) => money(op, a, b).map(Value::Money),
        (Value::Date(date), Value::Duration(amount)) if is_sum(op) => {
            shift::date(*date, *amount, op == BinaryOp::Sub).map(Value::Date)
        }
        (Value::Instant(at), Value::Duration(amount)) if is_sum(op) => {
            shift::instant(*at, *amount, op == BinaryOp::Sub, &home.zone).map(Value::Instant)
        }
        (Value::Instant(a), Value::Instant(b)) if op == BinaryOp::Sub => {
            Ok(Value::Duration(Amount::Elapsed(a.seconds_since(*b))))
        }
        // Beyond the plain fragment: scripts put texts together.
        (Value::Text(a), Value::Text(b)) if op == BinaryOp::Add => Ok(Value::Text(format!("{a}{b}").into())),
        _ => Err(apart(op, a, b)),
    }
}

const fn is_sum(op: BinaryOp) -> bool {
    matches!(op, BinaryOp::Add | BinaryOp::Sub)
}

fn integers(op: BinaryOp, a: i64, b: i64) -> Result<Value, Fault> {
    if matches!(op, BinaryOp::Div | BinaryOp::Rem) && b == 0 {
        return Err(Fault::Arithmetic("division by zero".into()));
    }
    let result = match op {
        BinaryOp::Add => a.checked_add(b),
        BinaryOp::Sub => a.checked_sub(b),
        BinaryOp::Mul => a.checked_mul(b),
        BinaryOp::Div => a.checked_div(b),
        _ => a.checked_rem(b),
    };
    result.map(Value::Int).ok_or_else(overflow)
}

fn decimals(op: BinaryOp, a: Decimal, b: Decimal) -> Result<Decimal, Fault> {
    if matches!(op, BinaryOp::Div | BinaryOp::Rem) && b.is_zero() {
        return Err(Fault::Arithmetic("division by zero".into()));
    }
    let result = match op {
        BinaryOp::Add => a.checked_add(b),
        BinaryOp::Sub => a.checked_sub(b),
        BinaryOp::Mul => a.checked_mul(b),
        BinaryOp::Div => a.checked_div(b),
        _ => a.checked_rem(b),
    };
    result.ok_or_else(overflow)
}

fn money(op: BinaryOp, a: &Value, b: &Value) -> Result<Money, Fault> {
    let result = match (op, a, b) {
        (BinaryOp::Add, Value::Money(a), Value::Money(b)) => a.plus(*b),
        (BinaryOp::Sub, Value::Money(a), Value::Money(b)) => a.minus(*b),
        (BinaryOp::Mul, Value::Money(m), Value::Percent(p)) | (BinaryOp::Mul, Value::Percent(p), Value::Money(m)) => {
            m.percent(*p)
        }
        (BinaryOp::Mul, Value::Money(m), n @ (Value::Int(_) | Value::Decimal(_)))
        | (BinaryOp::Mul, n @ (Value::Int(_) | Value::Decimal(_)), Value::Money(m)) => m.times(number(n)?),
        (BinaryOp::Div, Value::Money(m), n @ (Value::Int(_) | Value::Decimal(_))) => {
            let divisor = number(n)?;
            if divisor.is_zero() {
                return Err(Fault::Arithmetic("division by zero".into()));
            }
            m.over(divisor)
        }
        _ => return Err(apart(op, a, b)),
    };
    result.map_err(money_fault)
}

/// A number as a decimal.
pub(crate) fn number(value: &Value) -> Result<Decimal, Fault> {
    match value {
        Value::Int(n) => Ok(Decimal::from(*n)),
        Value::Decimal(d) => Ok(*d),
        other if is_nothing(other) => Ok(Decimal::ZERO),
        other => Err(Fault::Types(format!("`{other}` is no number"))),
    }
}

fn overflow() -> Fault {
    Fault::Arithmetic("overflow".into())
}

/// Money arithmetic that failed.
pub(crate) fn money_fault(error: MoneyError) -> Fault {
    match error {
        MoneyError::Overflow => overflow(),
        MoneyError::Currencies(..) => Fault::Types(error.to_string()),
    }
}
