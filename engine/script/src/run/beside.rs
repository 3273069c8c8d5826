//! Values beside each other: what a text, or a sum of nothing, is says what stands beside it.

use super::fault::Fault;
use rust_decimal::Decimal;
use std::borrow::Cow;
use zhidu_core::guard::ast::BinaryOp;
use zhidu_core::guard::written;
use zhidu_core::money::{Currency, Money};
use zhidu_core::value::{Text, Type, Value};
use zhidu_time::Zone;

/// What operators need to know of the institution.
#[derive(Debug, Clone)]
pub(crate) struct Home {
    /// Whose clocks count.
    pub(crate) zone: Zone,
    /// The currency of `money(…)`.
    pub(crate) currency: Currency,
}

impl Home {
    /// What literals are read by.
    pub(crate) fn literals(&self) -> written::Home<'_> {
        written::Home { zone: &self.zone, currency: self.currency }
    }
}

/// Two values beside each other. A text beside an amount, a date and the like is read as one, as in the plain fragment.
pub(crate) fn pair<'v>(
    op: BinaryOp,
    a: &'v Value,
    b: &'v Value,
    home: &Home,
) -> Result<(Cow<'v, Value>, Cow<'v, Value>), Fault> {
    let mut pair = (Cow::Borrowed(a), Cow::Borrowed(b));
    match (is_nothing(a), is_nothing(b)) {
        (true, false) => pair.0 = Cow::Owned(nothing_beside(op, b, home)),
        (false, true) => pair.1 = Cow::Owned(nothing_beside(op, a, home)),
        _ => (),
    }
    let read = |text: &str, beside| beside_of(op, text, beside, home).ok_or_else(|| apart(op, a, b));
    match (&*pair.0, &*pair.1) {
        (Value::Text(_), Value::Text(_)) => (),
        (Value::Text(text), other) => pair.0 = Cow::Owned(read(text, other)?),
        (other, Value::Text(text)) => pair.1 = Cow::Owned(read(text, other)?),
        _ => (),
    }
    Ok(pair)
}

/// What a text stands for beside a value.
fn beside_of(op: BinaryOp, text: &str, beside: &Value, home: &Home) -> Option<Value> {
    let types: &[Type] = match (op, beside) {
        (BinaryOp::Mul, Value::Money(_)) => &[Type::Percent],
        (BinaryOp::Mul, Value::Percent(_) | Value::Int(_) | Value::Decimal(_)) => &[Type::Money],
        (BinaryOp::Add | BinaryOp::Sub, Value::Date(_)) => &[Type::Duration],
        (BinaryOp::Add | BinaryOp::Sub, Value::Instant(_)) => &[Type::Duration, Type::Instant],
        (_, Value::Choice(_)) => return Some(Value::Choice(text.into())),
        (_, Value::Percent(_)) => &[Type::Percent],
        (_, Value::Money(_)) => &[Type::Money],
        (_, Value::Date(_)) => &[Type::Date],
        (_, Value::Time(_)) => &[Type::Time],
        (_, Value::Instant(_)) => &[Type::Instant],
        (_, Value::Duration(_)) => &[Type::Duration],
        (_, Value::Person(_)) => &[Type::Person],
        (_, Value::Role(_)) => &[Type::Role],
        (_, Value::Case(_)) => &[Type::Case(None)],
        _ => &[],
    };
    types.iter().find_map(|ty| written::from_text(text, ty, home.literals()).ok())
}

/// Items of one list beside each other: integers become decimals beside decimals, texts and sums of nothing what the
/// others are.
pub(crate) fn alike<'v>(op: BinaryOp, items: &'v [Value], home: &Home) -> Result<Cow<'v, [Value]>, Fault> {
    let is_vague = |item: &Value| matches!(item, Value::Text(_)) || is_nothing(item);
    let is_decimal = |item: &Value| matches!(item, Value::Decimal(_));
    let widens = items.iter().any(is_decimal);
    let known = items.iter().find(|item| !is_vague(item));
    let like = |item: &Value| match (item, known) {
        (Value::Int(n), _) if widens => Ok(Value::Decimal(Decimal::from(*n))),
        (item, Some(known)) if is_vague(item) => Ok(pair(op, item, known, home)?.0.into_owned()),
        (item, _) => Ok(item.clone()),
    };
    let mixed = widens && !items.iter().all(is_decimal) || known.is_some() && items.iter().any(is_vague);
    if mixed { items.iter().map(like).collect() } else { Ok(Cow::Borrowed(items)) }
}

/// The sum of an empty list, which is nothing of a kind that only what stands beside it tells. No script can make such a
/// record: fields have names.
pub(crate) fn nothing() -> Value {
    Value::Record([(Text::from(""), Value::Int(0))].into())
}

/// Whether a value is [`nothing`].
pub(crate) fn is_nothing(value: &Value) -> bool {
    matches!(value, Value::Record(fields) if matches!(&**fields, [(name, _)] if name.is_empty()))
}

/// What [`nothing`] is beside a value; it may stay what it is.
fn nothing_beside(op: BinaryOp, beside: &Value, home: &Home) -> Value {
    match (op, beside) {
        (BinaryOp::Mul, Value::Percent(_)) => Value::Money(Money::zero(home.currency)),
        (BinaryOp::Mul, Value::Money(_)) => Value::Int(0),
        (BinaryOp::Mul | BinaryOp::Div | BinaryOp::Rem, Value::Int(_) | Value::Decimal(_)) => nothing(),
        (_, Value::Money(money)) => Value::Money(Money::zero(money.currency())),
        (_, Value::Percent(_)) => Value::percent(Decimal::ZERO),
        (_, Value::Text(text)) => {
            let read = |ty| written::from_text(text, &ty, home.literals()).ok();
            let read = read(Type::Money).or_else(|| read(Type::Percent));
            read.map_or(Value::Int(0), |read| nothing_beside(op, &read, home))
        }
        _ => Value::Int(0),
    }
}

/// What is said of two values that do not go together.
pub(crate) fn apart(op: BinaryOp, a: &Value, b: &Value) -> Fault {
    Fault::Types(format!("`{a}` {} `{b}`", op.symbol()))
}
