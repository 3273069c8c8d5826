//! Operators on values: the same as in the plain fragment, and an error where types do not go together.

use super::fault::Fault;
use super::shift;
use rust_decimal::Decimal;
use std::cmp::Ordering;
use zhidu_core::guard::ast::BinaryOp;
use zhidu_core::money::{Currency, Money, MoneyError};
use zhidu_core::value::Value;
use zhidu_time::{Amount, Moment, Zone, parse_date, parse_time};

/// What operators need to know of the institution.
#[derive(Debug, Clone)]
pub(crate) struct Home {
    /// Whose clocks count.
    pub(crate) zone: Zone,
    /// The currency of `money(…)`.
    pub(crate) currency: Currency,
}

/// `a op b`. A text beside an amount, a date and the like is read as one, as in the plain fragment.
pub(crate) fn binary(op: BinaryOp, a: &Value, b: &Value, home: &Home) -> Result<Value, Fault> {
    match (a, b) {
        (Value::Text(text), other) if !matches!(other, Value::Text(_)) => {
            let read = read_beside(op, text, other, home).ok_or_else(|| apart(op, a, b))?;
            typed(op, &read, b, home)
        }
        (other, Value::Text(text)) if !matches!(other, Value::Text(_)) => {
            let read = read_beside(op, text, other, home).ok_or_else(|| apart(op, a, b))?;
            typed(op, a, &read, home)
        }
        _ => typed(op, a, b, home),
    }
}

fn typed(op: BinaryOp, a: &Value, b: &Value, home: &Home) -> Result<Value, Fault> {
    Ok(match op {
        BinaryOp::Eq => Value::Bool(same(a, b)?),
        BinaryOp::Ne => Value::Bool(!same(a, b)?),
        BinaryOp::Lt => Value::Bool(order(op, a, b)?.is_lt()),
        BinaryOp::Le => Value::Bool(order(op, a, b)?.is_le()),
        BinaryOp::Gt => Value::Bool(order(op, a, b)?.is_gt()),
        BinaryOp::Ge => Value::Bool(order(op, a, b)?.is_ge()),
        _ => compute(op, a, b, home)?,
    })
}

/// Whether two values are equal: numbers of either kind by value, everything else only within its type.
///
/// # Errors
/// Different types, different currencies.
pub(crate) fn same(a: &Value, b: &Value) -> Result<bool, Fault> {
    let alike = std::mem::discriminant(a) == std::mem::discriminant(b);
    match (a, b) {
        (Value::Money(a), Value::Money(b)) => a.compare(*b).map(Ordering::is_eq).map_err(money_fault),
        (Value::Int(_) | Value::Decimal(_), Value::Int(_) | Value::Decimal(_)) => {
            Ok(a.compare(b).is_some_and(Ordering::is_eq))
        }
        // Texts of a script stand beside options and ids of all kinds.
        (Value::Text(x), other) | (other, Value::Text(x)) if !alike => {
            other.as_text().map(|y| x == y).ok_or_else(|| apart(BinaryOp::Eq, a, b))
        }
        (Value::List(a), Value::List(b)) => each(a.len() == b.len(), a.iter().zip(b.iter())),
        (Value::Record(a), Value::Record(b)) => {
            let ids = a.iter().map(|(id, _)| id).eq(b.iter().map(|(id, _)| id));
            each(ids, a.iter().map(|(_, x)| x).zip(b.iter().map(|(_, x)| x)))
        }
        _ if alike => Ok(a == b),
        _ => Err(apart(BinaryOp::Eq, a, b)),
    }
}

/// Whether every pair is equal.
fn each<'v>(alike: bool, mut pairs: impl Iterator<Item = (&'v Value, &'v Value)>) -> Result<bool, Fault> {
    pairs.try_fold(alike, |all, (a, b)| Ok(all && same(a, b)?))
}

/// The order of two values, which `op` asks for.
///
/// # Errors
/// Different types, types without an order, durations that cannot be compared.
pub(crate) fn order(op: BinaryOp, a: &Value, b: &Value) -> Result<Ordering, Fault> {
    match (a, b) {
        (Value::Money(a), Value::Money(b)) => a.compare(*b).map_err(money_fault),
        // Truth values have an order in the value type, but not in the language.
        (Value::Bool(_), _) => Err(apart(op, a, b)),
        _ => a.compare(b).ok_or_else(|| apart(op, a, b)),
    }
}

/// `-x`
pub(crate) fn negate(value: &Value) -> Result<Value, Fault> {
    Ok(match value {
        Value::Int(n) => Value::Int(n.checked_neg().ok_or_else(overflow)?),
        Value::Decimal(d) => Value::decimal(-d),
        Value::Percent(p) => Value::percent(-p),
        Value::Money(m) => Value::Money(Money::zero(m.currency()).minus(*m).map_err(money_fault)?),
        other => return Err(Fault::Types(format!("`-` before `{other}`"))),
    })
}

fn compute(op: BinaryOp, a: &Value, b: &Value, home: &Home) -> Result<Value, Fault> {
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
            let fen = decimals(op, Decimal::from(m.fen()), number(n)?)?;
            Money::from_fen(1, m.currency()).times(fen)
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
        other => Err(Fault::Types(format!("`{other}` is no number"))),
    }
}

/// What a text stands for beside a value.
fn read_beside(op: BinaryOp, text: &str, beside: &Value, home: &Home) -> Option<Value> {
    let amount = |text| Amount::parse(text).ok().map(Value::Duration);
    let percent = |text: &str| text.strip_suffix('%')?.parse().ok().map(Value::percent);
    let money = |text| Money::parse(text).map(Value::Money);
    let instant = |text| Moment::parse(text, None).ok().map(|moment| Value::Instant(moment.instant(&home.zone)));
    match beside {
        Value::Money(_) if op == BinaryOp::Mul => percent(text),
        Value::Money(_) => money(text),
        Value::Percent(_) | Value::Int(_) | Value::Decimal(_) if op == BinaryOp::Mul => money(text),
        Value::Percent(_) => percent(text),
        Value::Date(_) if is_sum(op) => amount(text),
        Value::Date(_) => parse_date(text).ok().map(Value::Date),
        Value::Time(_) => parse_time(text).ok().map(Value::Time),
        Value::Instant(_) if is_sum(op) => amount(text).or_else(|| instant(text)),
        Value::Instant(_) => instant(text),
        Value::Duration(_) => amount(text),
        Value::Choice(_) => Some(Value::Choice(text.into())),
        Value::Person(_) => Some(Value::Person(text.into())),
        Value::Role(_) => Some(Value::Role(text.into())),
        Value::Case(_) => Some(Value::Case(text.into())),
        _ => None,
    }
}

fn apart(op: BinaryOp, a: &Value, b: &Value) -> Fault {
    Fault::Types(format!("`{a}` {} `{b}`", op.symbol()))
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
