//! Values and lists of named values.

use super::WireError;
use super::json::{At, Expected, Read};
use crate::money::Money;
use crate::value::{Text, Value};
use rust_decimal::Decimal;
use serde_json::{Value as Json, json};
use zhidu_time::{Amount, Time};

/// A value; its type is its key. What JSON has itself stands for itself.
#[must_use]
pub fn value(value: &Value) -> Json {
    match value {
        Value::Bool(b) => json!(b),
        Value::Int(n) => json!(n),
        Value::Text(t) => json!(&**t),
        Value::Decimal(d) => json!({ "decimal": d.to_string() }),
        Value::Percent(d) => json!({ "percent": d.to_string() }),
        Value::Money(m) => json!({ "money": m.to_string() }),
        Value::Choice(t) => json!({ "choice": &**t }),
        Value::Date(d) => json!({ "date": d.to_string() }),
        Value::Time(t) => json!({ "time": t.to_string() }),
        Value::Instant(i) => json!({ "instant": i.seconds() }),
        Value::Duration(a) => json!({ "duration": a.to_string() }),
        Value::Person(t) => json!({ "person": &**t }),
        Value::Role(t) => json!({ "role": &**t }),
        Value::Case(t) => json!({ "case": &**t }),
        Value::List(items) => Json::Array(items.iter().map(self::value).collect()),
        Value::Record(fields) => json!({ "record": named(fields) }),
    }
}

const TYPES: &[&str] = &[
    "decimal", "percent", "money", "choice", "date", "time", "instant", "duration", "person", "role", "case", "record",
];

/// Reads what [`value`] writes.
///
/// # Errors
/// [`WireError`].
pub fn read_value(json: &Json) -> Result<Value, WireError> {
    of(&At::root(json))
}

pub(super) fn of(at: &At<'_>) -> Read<Value> {
    match at.json() {
        Json::Bool(b) => return Ok(Value::Bool(*b)),
        Json::Number(_) => return at.number().map(Value::Int),
        Json::String(text) => return Ok(Value::Text(text.as_str().into())),
        Json::Array(_) => return at.each::<_, Vec<_>>(of).map(|items| Value::List(items.into())),
        Json::Null | Json::Object(_) => {}
    }
    let (ty, at) = at.variant(TYPES)?;
    Ok(match ty {
        "decimal" => Value::Decimal(at.literal("decimal", decimal)?),
        "percent" => Value::Percent(at.literal("percentage", decimal)?),
        "money" => Value::Money(at.literal("amount of money", Money::parse)?),
        "choice" => Value::Choice(at.text()?),
        "date" => Value::Date(at.literal("date", |text| text.parse().ok())?),
        "time" => Value::Time(at.literal("time of day", |text| text.parse::<Time>().ok())?),
        "instant" => Value::Instant(at.instant()?),
        "duration" => Value::Duration(at.literal("duration", |text| Amount::parse(text).ok())?),
        "person" => Value::Person(at.text()?),
        "role" => Value::Role(at.text()?),
        "case" => Value::Case(at.text()?),
        "record" => Value::Record(read_named(&at)?.into()),
        _ => return Err(at.wrong(Expected::OneOf(TYPES))),
    })
}

fn decimal(text: &str) -> Option<Decimal> {
    text.parse().ok()
}

/// Named values as pairs: their order counts.
pub(super) fn named(fields: &[(Text, Value)]) -> Json {
    Json::Array(fields.iter().map(|(id, v)| json!([&**id, value(v)])).collect())
}

pub(super) fn read_named(at: &At<'_>) -> Read<Vec<(Text, Value)>> {
    at.each(|pair| {
        let [id, value] = pair.items()?;
        Ok((id.text()?, of(&value)?))
    })
}

/// Ids in their order.
pub(super) fn ids(ids: &[Text]) -> Json {
    Json::Array(ids.iter().map(|id| json!(&**id)).collect())
}

/// A name, and perhaps another that goes with it.
pub(super) fn pair((name, other): &(Text, Option<Text>)) -> Json {
    json!([&**name, other.as_deref()])
}

pub(super) fn read_pair(at: &At<'_>) -> Read<(Text, Option<Text>)> {
    let [name, other] = at.items()?;
    Ok((name.text()?, other.maybe_text()?))
}
