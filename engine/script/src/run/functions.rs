//! The functions of the plain fragment that need nothing but their arguments.

use super::beside::{self, Home, alike};
use super::fault::Fault;
use super::ops::{self, money_fault, number, order, same};
use super::shift::days_between;
use crate::shape::PUSH;
use rust_decimal::Decimal;
use zhidu_core::guard::ast::BinaryOp;
use zhidu_core::money::Money;
use zhidu_core::value::{Type, Value};
use zhidu_time::Date;

/// A function of one argument.
pub(crate) type One = fn(&Value, &Home) -> Result<Value, Fault>;
/// A function of two arguments.
pub(crate) type Two = fn(&Value, &Value, &Home) -> Result<Value, Fault>;

/// By name, those of one argument.
pub(crate) const ONE: [(&str, One); 11] = [
    ("sum", sum),
    ("count", count),
    ("min", |list, home| extreme(list_or_one(list), true, home)),
    ("max", |list, home| extreme(list_or_one(list), false, home)),
    ("all", |list, _| Ok(Value::Bool(truths(list)?.into_iter().all(|b| b)))),
    ("any", |list, _| Ok(Value::Bool(truths(list)?.into_iter().any(|b| b)))),
    ("distinct", distinct),
    ("date", |x, home| day(x, home).map(Value::Date)),
    ("time", time),
    ("money", money),
    ("percent", |x, _| number(x).map(Value::percent)),
];

/// By name, those of two arguments. `in` calls `contains`.
pub(crate) const TWO: [(&str, Two); 4] = [
    ("contains", |list, x, home| Ok(Value::Bool(contains(list, x, home)?))),
    ("contains_all", contains_all),
    ("days_between", |a, b, home| Ok(Value::Int(days_between(day(a, home)?, day(b, home)?)?))),
    ("ratio", ratio),
];

/// Whether a name is a function of the language, which no library can have for itself: `in`, for one, calls `contains`.
pub(crate) fn is_ours(name: &str) -> bool {
    const OTHERS: [&str; 7] = ["given", "or_else", "in_state", "holds", "decided", PUSH, "to_string"];
    let known = ONE.iter().map(|(known, _)| *known).chain(TWO.iter().map(|(known, _)| *known));
    known.chain(OTHERS).any(|known| known == name)
}

/// The least or greatest of several arguments.
pub(crate) fn extreme(items: &[Value], least: bool, home: &Home) -> Result<Value, Fault> {
    let what = if least { "the least of nothing" } else { "the greatest of nothing" };
    let op = if least { BinaryOp::Lt } else { BinaryOp::Gt };
    let items = alike(op, items, home)?;
    let (mut best, rest) = items.split_first().ok_or_else(|| Fault::Arithmetic(what.into()))?;
    for item in rest {
        let order = order(op, item, best, home)?;
        if if least { order.is_lt() } else { order.is_gt() } {
            best = item;
        }
    }
    Ok(best.clone())
}

fn sum(list: &Value, home: &Home) -> Result<Value, Fault> {
    let items = alike(BinaryOp::Add, items(list)?, home)?;
    let Some((first, rest)) = items.split_first() else { return Ok(beside::nothing()) };
    // Also checks that a single item can be summed.
    let zero = ops::binary(BinaryOp::Sub, first, first, home)?;
    let start = ops::binary(BinaryOp::Add, &zero, first, home)?;
    rest.iter().try_fold(start, |sum, item| ops::binary(BinaryOp::Add, &sum, item, home))
}

fn count(list: &Value, _: &Home) -> Result<Value, Fault> {
    Ok(Value::Int(i64::try_from(items(list)?.len()).unwrap_or(i64::MAX)))
}

fn distinct(list: &Value, home: &Home) -> Result<Value, Fault> {
    let mut kept: Vec<Value> = Vec::new();
    for item in &*alike(BinaryOp::Eq, items(list)?, home)? {
        if !contains_among(&kept, item, home)? {
            kept.push(item.clone());
        }
    }
    Ok(Value::List(kept.into()))
}

fn contains(list: &Value, item: &Value, home: &Home) -> Result<bool, Fault> {
    contains_among(items(list)?, item, home)
}

fn contains_among(items: &[Value], item: &Value, home: &Home) -> Result<bool, Fault> {
    for other in items {
        if same(item, other, home)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn contains_all(list: &Value, wanted: &Value, home: &Home) -> Result<Value, Fault> {
    let mut all = true;
    for item in items(wanted)? {
        all = all && contains(list, item, home)?;
    }
    Ok(Value::Bool(all))
}

fn time(x: &Value, home: &Home) -> Result<Value, Fault> {
    match x {
        Value::Instant(at) => Ok(Value::Time(home.zone.date_time(*at).1)),
        Value::Text(text) => written(text, &Type::Time, home),
        other => Err(Fault::Types(format!("`{other}` is no instant"))),
    }
}

fn money(x: &Value, home: &Home) -> Result<Value, Fault> {
    let units = number(x)?;
    if units.normalize().scale() > 2 {
        return Err(Fault::Types(format!("`{units}` has more than two decimals and is no amount of money")));
    }
    // A hundred fen times the units is exact.
    Money::from_fen(100, home.currency).times(units).map(Value::Money).map_err(money_fault)
}

fn ratio(part: &Value, whole: &Value, home: &Home) -> Result<Value, Fault> {
    let (part, whole) = beside::pair(BinaryOp::Div, part, whole, home)?;
    let (part, whole) = match (&*part, &*whole) {
        (Value::Money(a), Value::Money(b)) => {
            a.compare(*b).map_err(money_fault)?;
            (Decimal::from(a.fen()), Decimal::from(b.fen()))
        }
        (Value::Percent(a), Value::Percent(b)) => (*a, *b),
        (a, b) => (number(a)?, number(b)?),
    };
    if whole.is_zero() {
        return Err(Fault::Arithmetic("division by zero".into()));
    }
    part.checked_div(whole).map(Value::decimal).ok_or_else(|| Fault::Arithmetic("overflow".into()))
}

/// A date, or the date of an instant.
fn day(x: &Value, home: &Home) -> Result<Date, Fault> {
    match x {
        Value::Date(date) => Ok(*date),
        Value::Instant(at) => Ok(home.zone.date(*at)),
        Value::Text(text) => match written(text, &Type::Date, home)? {
            Value::Date(date) => Ok(date),
            other => Err(Fault::Types(format!("`{other}` is no date"))),
        },
        other => Err(Fault::Types(format!("`{other}` is no date"))),
    }
}

/// A literal in quotes.
fn written(text: &str, ty: &Type, home: &Home) -> Result<Value, Fault> {
    zhidu_core::guard::written::from_text(text, ty, home.literals())
        .map_err(|_| Fault::Types(format!("`{text}` is no {}", if *ty == Type::Time { "time" } else { "date" })))
}

fn items(list: &Value) -> Result<&[Value], Fault> {
    match list {
        Value::List(items) => Ok(items),
        other => Err(Fault::Types(format!("`{other}` is no list"))),
    }
}

fn list_or_one(value: &Value) -> &[Value] {
    match value {
        Value::List(items) => items,
        one => std::slice::from_ref(one),
    }
}

fn truths(list: &Value) -> Result<Vec<bool>, Fault> {
    let truth = |item: &Value| item.as_bool().ok_or_else(|| Fault::Types(format!("`{item}` is not true or false")));
    items(list)?.iter().map(truth).collect()
}
