//! Comparison and arithmetic of two values. Exact; overflow is an error.

use super::EvalError;
use super::run::odd;
use super::shift::{shift_date, shift_instant};
use crate::guard::ast::BinaryOp;
use crate::money::{Money, MoneyError};
use crate::value::Value;
use rust_decimal::Decimal;
use std::cmp::Ordering;
use zhidu_time::{Amount, Zone};

/// `==`, `!=`, `<`, `<=`, `>`, `>=`
pub(super) fn compare(op: BinaryOp, a: &Value, b: &Value) -> Result<bool, EvalError> {
    let order = match op {
        BinaryOp::Eq => return same(a, b),
        BinaryOp::Ne => return same(a, b).map(|same| !same),
        _ => order(a, b)?,
    };
    Ok(match op {
        BinaryOp::Lt => order.is_lt(),
        BinaryOp::Le => order.is_le(),
        BinaryOp::Gt => order.is_gt(),
        _ => order.is_ge(),
    })
}

/// Whether two values are equal: numbers of either kind by value, everything else only within its type.
pub(super) fn same(a: &Value, b: &Value) -> Result<bool, EvalError> {
    match (a, b) {
        (Value::Choice(a), Value::Choice(b)) => Ok(a == b),
        (Value::Money(a), Value::Money(b)) => a.compare(*b).map(Ordering::is_eq).map_err(money_error),
        (Value::Int(_), Value::Decimal(_)) | (Value::Decimal(_), Value::Int(_)) => {
            Ok(a.compare(b).is_some_and(Ordering::is_eq))
        }
        _ => Ok(a == b),
    }
}

/// The order of two values; durations of different kinds, such as `1 month` and `30 days`, have none.
pub(super) fn order(a: &Value, b: &Value) -> Result<Ordering, EvalError> {
    match (a, b) {
        (Value::Money(a), Value::Money(b)) => a.compare(*b).map_err(money_error),
        _ => a.compare(b).ok_or_else(|| EvalError::Mixed(format!("`{a}` and `{b}` cannot be put in order"))),
    }
}

/// `-x`
pub(super) fn negate(value: &Value) -> Result<Value, EvalError> {
    Ok(match value {
        Value::Int(n) => Value::Int(n.checked_neg().ok_or(EvalError::Overflow("an integer"))?),
        Value::Decimal(d) => Value::decimal(-d),
        Value::Percent(p) => Value::percent(-p),
        Value::Money(m) => Value::Money(Money::zero(m.currency()).minus(*m).map_err(money_error)?),
        other => return Err(odd("a number or an amount", other)),
    })
}

/// `+`, `-`, `*`, `/`, `%`
pub(super) fn compute(op: BinaryOp, a: &Value, b: &Value, zone: &Zone) -> Result<Value, EvalError> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => integers(op, *a, *b),
        (Value::Int(_) | Value::Decimal(_), Value::Int(_) | Value::Decimal(_)) => {
            decimals(op, decimal(a)?, decimal(b)?).map(Value::decimal)
        }
        (Value::Percent(a), Value::Percent(b)) => decimals(op, *a, *b).map(Value::percent),
        (Value::Money(_), _) | (_, Value::Money(_)) => amounts(op, a, b).map(Value::Money),
        (Value::Date(date), Value::Duration(amount)) => {
            shift_date(*date, *amount, op == BinaryOp::Sub).map(Value::Date)
        }
        (Value::Instant(at), Value::Duration(amount)) => {
            shift_instant(*at, *amount, op == BinaryOp::Sub, zone).map(Value::Instant)
        }
        (Value::Instant(a), Value::Instant(b)) => Ok(Value::Duration(Amount::Elapsed(a.seconds_since(*b)))),
        _ => Err(EvalError::Mixed(format!("`{a} {} {b}` has no meaning", op.symbol()))),
    }
}

/// As rhai: `/` cuts toward zero, `%` has the sign of the left operand.
fn integers(op: BinaryOp, a: i64, b: i64) -> Result<Value, EvalError> {
    let result = match op {
        BinaryOp::Add => a.checked_add(b),
        BinaryOp::Sub => a.checked_sub(b),
        BinaryOp::Mul => a.checked_mul(b),
        _ if b == 0 => return Err(EvalError::DivisionByZero),
        BinaryOp::Div => a.checked_div(b),
        _ => a.checked_rem(b),
    };
    result.map(Value::Int).ok_or(EvalError::Overflow("an integer"))
}

fn decimals(op: BinaryOp, a: Decimal, b: Decimal) -> Result<Decimal, EvalError> {
    let result = match op {
        BinaryOp::Add => a.checked_add(b),
        BinaryOp::Sub => a.checked_sub(b),
        BinaryOp::Mul => a.checked_mul(b),
        _ if b.is_zero() => return Err(EvalError::DivisionByZero),
        BinaryOp::Div => a.checked_div(b),
        _ => a.checked_rem(b),
    };
    result.ok_or(EvalError::Overflow("a decimal"))
}

/// Sums and differences of amounts, multiples, quotients and percentages of one.
fn amounts(op: BinaryOp, a: &Value, b: &Value) -> Result<Money, EvalError> {
    let result = match (op, a, b) {
        (BinaryOp::Add, Value::Money(a), Value::Money(b)) => a.plus(*b),
        (BinaryOp::Sub, Value::Money(a), Value::Money(b)) => a.minus(*b),
        (BinaryOp::Mul, Value::Money(m), Value::Percent(p)) | (BinaryOp::Mul, Value::Percent(p), Value::Money(m)) => {
            m.percent(*p)
        }
        (BinaryOp::Mul, Value::Money(m), n) | (BinaryOp::Mul, n, Value::Money(m)) => m.times(decimal(n)?),
        (BinaryOp::Div, Value::Money(m), n) => {
            let divisor = decimal(n)?;
            if divisor.is_zero() {
                return Err(EvalError::DivisionByZero);
            }
            m.over(divisor)
        }
        _ => return Err(EvalError::Mixed(format!("`{a} {} {b}` has no meaning", op.symbol()))),
    };
    result.map_err(money_error)
}

/// A number as a decimal.
pub(super) fn decimal(value: &Value) -> Result<Decimal, EvalError> {
    match value {
        Value::Int(n) => Ok(Decimal::from(*n)),
        Value::Decimal(d) => Ok(*d),
        other => Err(odd("a number", other)),
    }
}

pub(super) fn money_error(error: MoneyError) -> EvalError {
    match error {
        MoneyError::Overflow => EvalError::Overflow("an amount of money"),
        MoneyError::Currencies(..) => EvalError::Mixed(error.to_string()),
    }
}
