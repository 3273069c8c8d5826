//! How values look to rhai.
//!
//! Truth values, numbers and texts are rhai's own. Everything else is [`Held`], one type for all, shared and immutable:
//! reading a list of a thousand rows copies nothing. A root such as `case` is a [`Node`]: a tree of the paths that are
//! given. Reading a path that is not given makes an [`Absent`], which passes through operators and functions until
//! `given` or `or_else` asks for it.

use super::beside::{is_nothing, nothing};
use super::fault::Fault;
use rhai::{Array, Dynamic, ImmutableString, Map};
use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;
use zhidu_core::value::{Text, Value};

/// A value rhai has no type of its own for.
#[derive(Debug, Clone)]
pub(crate) enum Held {
    /// The value.
    Value(Value),
    /// A root, or what it leads to.
    Node(Arc<Node>),
}

/// Something that was read and is not given: its path.
#[derive(Debug, Clone)]
pub(crate) struct Absent(pub(crate) Text);

/// The sum of an empty list; see [`nothing`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct NoSum;

/// Paths below one name.
#[derive(Debug, Default)]
pub(crate) struct Node {
    /// `case.customer`
    path: String,
    /// What stands at this path itself.
    value: Option<Value>,
    /// What stands below it: a person may have a value and attributes.
    below: BTreeMap<String, Arc<Node>>,
}

/// A value as rhai holds it.
pub(crate) fn to_rhai(value: Value) -> Dynamic {
    match value {
        Value::Bool(b) => b.into(),
        Value::Int(n) => n.into(),
        Value::Decimal(d) => d.into(),
        Value::Text(t) | Value::Choice(t) => ImmutableString::from(&*t).into(),
        other if is_nothing(&other) => Dynamic::from(NoSum),
        other => Dynamic::from(Held::Value(other)),
    }
}

/// A value from what rhai holds. Texts come back as texts: what they stand for is known where they go.
///
/// # Errors
/// What is not given, or is no value at all (nothing, a range, floating point).
pub(crate) fn from_rhai(dynamic: &Dynamic) -> Result<Value, Fault> {
    if let Some(held) = dynamic.read_lock::<Held>() {
        return match &*held {
            Held::Value(value) => Ok(value.clone()),
            Held::Node(node) => node.value.clone().ok_or_else(|| Fault::NotGiven(node.path.as_str().into())),
        };
    }
    if let Some(absent) = dynamic.read_lock::<Absent>() {
        return Err(Fault::NotGiven(absent.0.clone()));
    }
    if dynamic.is::<NoSum>() {
        return Ok(nothing());
    }
    if let Some(items) = dynamic.read_lock::<Array>() {
        return Ok(Value::List(items.iter().map(from_rhai).collect::<Result<_, _>>()?));
    }
    if let Some(fields) = dynamic.read_lock::<Map>() {
        let field = |(name, value): (&_, &Dynamic)| Ok((Text::from(AsRef::<str>::as_ref(name)), from_rhai(value)?));
        return Ok(Value::Record(fields.iter().map(field).collect::<Result<_, Fault>>()?));
    }
    if let Some(text) = dynamic.read_lock::<ImmutableString>() {
        return Ok(Value::Text(text.as_str().into()));
    }
    let own = dynamic.as_bool().map(Value::Bool);
    let own = own.or_else(|_| dynamic.as_int().map(Value::Int));
    let own = own.or_else(|_| dynamic.as_decimal().map(Value::decimal));
    let own = own.or_else(|_| dynamic.as_char().map(|c| Value::Text(c.to_string().into())));
    own.map_err(|kind| Fault::Types(format!("`{kind}` is no value")))
}

/// What a run gives: a sum of nothing is zero when nothing stands beside it.
///
/// # Errors
/// As [`from_rhai`].
pub(crate) fn result(dynamic: &Dynamic) -> Result<Value, Fault> {
    fn settled(value: Value) -> Value {
        match value {
            nothing if is_nothing(&nothing) => Value::Int(0),
            Value::List(items) if items.iter().any(is_nothing) => {
                Value::List(items.iter().cloned().map(settled).collect())
            }
            other => other,
        }
    }
    from_rhai(dynamic).map(settled)
}

/// Bytes a copy takes, about; what is shared counts nothing, but for texts.
pub(crate) fn size(dynamic: &Dynamic) -> u64 {
    if let Some(items) = dynamic.read_lock::<Array>() {
        return 32 + items.iter().map(|item| SLOT + size(item)).sum::<u64>();
    }
    if let Some(fields) = dynamic.read_lock::<Map>() {
        // Even one field takes a whole node of rhai's map.
        let node = if fields.is_empty() { 2 * SLOT } else { 32 * SLOT };
        return node + fields.values().map(|field| 6 * SLOT + size(field)).sum::<u64>();
    }
    if let Some(text) = dynamic.read_lock::<ImmutableString>() {
        return length(text.len());
    }
    if dynamic.is_decimal() {
        return 2 * SLOT;
    }
    if dynamic.is_variant() { 6 * SLOT } else { 0 }
}

/// Bytes to go through to look at a value once.
pub(crate) fn extent(value: &Value) -> u64 {
    match value {
        Value::List(items) => SLOT * length(items.len()),
        Value::Record(fields) => SLOT * length(fields.len()),
        Value::Text(text) => length(text.len()),
        _ => 0,
    }
}

const SLOT: u64 = 16;

pub(crate) fn length(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// A range rhai iterates or asks for membership, both ends inclusive.
pub(crate) fn range(dynamic: &Dynamic) -> Option<(i64, i64)> {
    if let Some(range) = dynamic.read_lock::<Range<i64>>() {
        return Some((range.start, range.end.saturating_sub(1)));
    }
    dynamic.read_lock::<RangeInclusive<i64>>().map(|range| (*range.start(), *range.end()))
}

impl Held {
    /// `held.name`
    pub(crate) fn field(&self, name: &str) -> Dynamic {
        match self {
            Self::Node(node) => node.field(name),
            Self::Value(value) => field_of(value, name).map_or_else(|| absent(format!("{value}.{name}")), to_rhai),
        }
    }

    /// Bytes to go through to read a field: every row of a list is asked for it.
    pub(crate) fn extent(&self) -> u64 {
        match self {
            Self::Value(value) => extent(value),
            Self::Node(node) => node.value.as_ref().map_or(0, extent),
        }
    }

    /// Its items, if it is a list.
    pub(crate) fn items(&self) -> Option<Arc<[Value]>> {
        match self {
            Self::Value(Value::List(items)) => Some(items.clone()),
            Self::Node(node) => match &node.value {
                Some(Value::List(items)) => Some(items.clone()),
                _ => None,
            },
            Self::Value(_) => None,
        }
    }
}

impl Node {
    /// The root of a name, with nothing below it yet.
    pub(crate) fn root(name: &str) -> Self {
        Self { path: name.to_owned(), ..Self::default() }
    }

    /// Puts a value where a path leads.
    pub(crate) fn give(&mut self, path: &[&str], value: &Value) {
        let Some((name, rest)) = path.split_first() else {
            self.value = Some(value.clone());
            return;
        };
        let path = format!("{}.{name}", self.path);
        let below = self.below.entry((*name).to_owned()).or_insert_with(|| Arc::new(Self::root(&path)));
        if let Some(below) = Arc::get_mut(below) {
            below.give(rest, value);
        }
    }

    /// As rhai sees it: the value alone where nothing stands below.
    pub(crate) fn to_rhai(self: &Arc<Self>) -> Dynamic {
        match &self.value {
            Some(value) if self.below.is_empty() => to_rhai(value.clone()),
            _ => Dynamic::from(Held::Node(self.clone())),
        }
    }

    fn field(&self, name: &str) -> Dynamic {
        if let Some(below) = self.below.get(name) {
            return below.to_rhai();
        }
        let own = self.value.as_ref().and_then(|value| field_of(value, name));
        own.map_or_else(|| absent(format!("{}.{name}", self.path)), to_rhai)
    }
}

fn absent(path: String) -> Dynamic {
    Dynamic::from(Absent(path.into()))
}

/// A field of a record, or that field of every row of a list.
fn field_of(value: &Value, name: &str) -> Option<Value> {
    match value {
        Value::Record(_) => value.field(name).cloned(),
        Value::List(rows) => Some(Value::List(rows.iter().filter_map(|row| row.field(name)).cloned().collect())),
        _ => None,
    }
}
