//! Nodes of TOML as values as written.

use crate::guard::written::{Home, Step, from_text};
use crate::source::Span;
use crate::syntax::{Node, NodeKind, Table};
use crate::value::{Type, Value};
use rust_decimal::Decimal;
use std::str::FromStr;

/// A node as a value in which texts still stand for dates, money and options. `None` where it could not be read, which
/// was reported already.
#[must_use]
pub fn as_written(node: &Node, home: Home<'_>) -> Option<Value> {
    Some(match &node.kind {
        NodeKind::Text(text) => Value::Text(text.value.as_str().into()),
        NodeKind::Integer(n) => Value::Int(*n),
        NodeKind::Decimal(digits) => decimal(digits)?,
        NodeKind::Boolean(b) => Value::Bool(*b),
        NodeKind::DateTime(text) => date_time(text, home),
        NodeKind::List(items) => Value::List(items.iter().map(|item| as_written(item, home)).collect::<Option<_>>()?),
        NodeKind::Table(table) => record(table, home)?,
        NodeKind::Tables(tables) => Value::List(tables.iter().map(|t| record(t, home)).collect::<Option<_>>()?),
        NodeKind::Broken => return None,
    })
}

fn record(table: &Table, home: Home<'_>) -> Option<Value> {
    let fields = table.entries().map(|(key, node)| Some((key.text.as_str().into(), as_written(node, home)?)));
    Some(Value::Record(fields.collect::<Option<_>>()?))
}

/// A number with a point or an exponent, exactly; more digits than a decimal holds are no number of ours.
fn decimal(digits: &str) -> Option<Value> {
    let read =
        if digits.contains(['e', 'E']) { Decimal::from_scientific(digits) } else { Decimal::from_str_exact(digits) };
    read.or_else(|_| Decimal::from_str(digits)).ok().map(Value::decimal)
}

/// A date, a time or both; a text where it is none of ours (parts of seconds).
fn date_time(text: &str, home: Home<'_>) -> Value {
    let read = [Type::Date, Type::Time, Type::Instant].into_iter().find_map(|ty| from_text(text, &ty, home).ok());
    read.unwrap_or_else(|| Value::Text(text.into()))
}

/// Where a part of a node stands.
pub(super) fn place(node: &Node, path: &[Step]) -> Span {
    let Some((step, rest)) = path.split_first() else { return node.span };
    match (&node.kind, step) {
        (NodeKind::List(items), Step::Item(at)) => items.get(*at).map_or(node.span, |item| place(item, rest)),
        (NodeKind::Table(table), Step::Field(id)) => field(table, id, rest).unwrap_or(node.span),
        (NodeKind::Tables(tables), Step::Item(at)) => match (tables.get(*at), rest) {
            (Some(table), [Step::Field(id), rest @ ..]) => field(table, id, rest).unwrap_or(table.span),
            (Some(table), _) => table.span,
            (None, _) => node.span,
        },
        _ => node.span,
    }
}

fn field(table: &Table, id: &str, rest: &[Step]) -> Option<Span> {
    table.get(id).map(|node| place(node, rest))
}
