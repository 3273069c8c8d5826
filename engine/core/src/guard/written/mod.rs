//! Values as written: what events, scenarios, scripts and hosts bring.
//!
//! In: a value in which texts still stand for dates, money and options, and the type wanted. Out: a value of that type,
//! by [`typed`], or what does not fit, as data. [`from_text`] does one text. Policies follow one rule more, since their
//! texts may also be expressions; that, and how mistakes are told to their authors, is in `literal`.

mod slip;
mod text;

pub use slip::Slip;
pub use text::{examples, from_text, narrow};

use crate::money::Currency;
use crate::value::{Field, RecordType, Text, Type, Value};
use rust_decimal::Decimal;
use std::fmt;
use zhidu_time::Zone;

/// What literals of an institution are read by.
#[derive(Debug, Clone, Copy)]
pub struct Home<'a> {
    /// Whose clocks count.
    pub zone: &'a Zone,
    /// The only currency amounts are written in.
    pub currency: Currency,
}

/// Why a value as written is none of its type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("at {}: {kind}", Path(path))]
pub struct Misfit {
    /// Where inside the value, outermost first; empty = the value itself.
    pub path: Vec<Step>,
    /// What is wrong.
    pub kind: MisfitKind,
}

/// One step into a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// An item of a list, from 0.
    Item(usize),
    /// A field of a record.
    Field(Text),
}

/// See [`Misfit`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MisfitKind {
    /// A value of another shape: a text for a number, a number for an amount of money.
    #[error("expected {expected:?}, found {found}")]
    Shape {
        /// The type.
        expected: Type,
        /// What it is.
        found: Value,
    },
    /// A text that is no literal of the type.
    #[error("{0:?}")]
    Text(Slip),
    /// Outside its bounds, which are inclusive.
    #[error("{value} is out of bounds")]
    Bounds {
        /// The value.
        value: Value,
        /// The least.
        min: Option<Value>,
        /// The greatest.
        max: Option<Value>,
    },
    /// A field that must be there.
    #[error("the field {0} is missing")]
    FieldMissing(Text),
    /// A field the record does not have.
    #[error("there is no field {field}")]
    FieldUnknown {
        /// As written.
        field: Text,
        /// Those there are.
        known: Vec<Text>,
    },
}

/// Makes a value of a type from one as written.
///
/// As written, texts stand for everything but numbers, booleans, lists and records; integers may stand for decimals, and
/// a value that is of the type already stays. Records come out in declared order. Full-width digits are read.
///
/// # Errors
/// The first thing that does not fit, with its place inside the value.
pub fn typed(written: &Value, ty: &Type, home: Home<'_>) -> Result<Value, Misfit> {
    let shape = || Misfit::from(MisfitKind::Shape { expected: ty.clone(), found: written.clone() });
    match (ty, written) {
        (Type::Unknown, _) => Ok(written.clone()),
        (Type::Text, Value::Text(_)) => Ok(written.clone()),
        (Type::Int, Value::Decimal(d)) if d.fract().is_zero() => i64::try_from(*d).map(Value::Int).map_err(|_| shape()),
        (Type::Decimal, Value::Int(n)) => Ok(Value::decimal(Decimal::from(*n))),
        // A number is never written in quotes.
        (Type::Bool | Type::Int | Type::Decimal | Type::List(_) | Type::Record(_), Value::Text(_)) => Err(shape()),
        (_, Value::Text(text)) => match from_text(text, ty, home) {
            Err(Slip::FullWidth { meant, .. }) => from_text(&meant, ty, home).map_err(Misfit::from),
            read => read.map_err(Misfit::from),
        },
        (Type::Choice(_), Value::Choice(id)) => from_text(id, ty, home).map_err(Misfit::from),
        (Type::Money, Value::Money(money)) if money.currency() != home.currency => {
            let (found, expected) = (money.currency().to_string(), home.currency.to_string());
            Err(Slip::Currency { found, expected }.into())
        }
        (Type::List(of), Value::List(items)) => {
            let items =
                items.iter().enumerate().map(|(at, item)| typed(item, of, home).map_err(|e| e.at(Step::Item(at))));
            Ok(Value::List(items.collect::<Result<_, _>>()?))
        }
        (Type::Record(record), Value::Record(fields)) => typed_record(fields, record, home),
        _ if is_of(written, ty) => Ok(written.clone()),
        _ => Err(shape()),
    }
}

/// As [`typed`], within the field's bounds.
///
/// # Errors
/// As [`typed`], and [`MisfitKind::Bounds`].
pub fn typed_field(written: &Value, field: &Field, home: Home<'_>) -> Result<Value, Misfit> {
    let value = typed(written, &field.ty, home)?;
    if field.admits(&value) {
        Ok(value)
    } else {
        Err(MisfitKind::Bounds { value, min: field.min.clone(), max: field.max.clone() }.into())
    }
}

fn typed_record(written: &[(Text, Value)], record: &RecordType, home: Home<'_>) -> Result<Value, Misfit> {
    if let Some((field, _)) = written.iter().find(|(id, _)| record.fields.iter().all(|field| field.id != *id)) {
        let known = record.fields.iter().map(|field| field.id.clone()).collect();
        return Err(MisfitKind::FieldUnknown { field: field.clone(), known }.into());
    }
    let mut fields = Vec::with_capacity(written.len());
    for field in &record.fields {
        match written.iter().find(|(id, _)| *id == field.id) {
            Some((id, value)) => {
                let value = typed_field(value, field, home).map_err(|e| e.at(Step::Field(id.clone())))?;
                fields.push((id.clone(), value));
            }
            None if field.optional => {}
            None => return Err(MisfitKind::FieldMissing(field.id.clone()).into()),
        }
    }
    Ok(Value::Record(fields.into()))
}

/// Whether a value is of a type, lists and records aside.
fn is_of(value: &Value, ty: &Type) -> bool {
    matches!(
        (value, ty),
        (Value::Bool(_), Type::Bool)
            | (Value::Int(_), Type::Int)
            | (Value::Decimal(_), Type::Decimal)
            | (Value::Percent(_), Type::Percent)
            | (Value::Money(_), Type::Money)
            | (Value::Date(_), Type::Date)
            | (Value::Time(_), Type::Time)
            | (Value::Instant(_), Type::Instant)
            | (Value::Duration(_), Type::Duration)
            | (Value::Person(_), Type::Person)
            | (Value::Role(_), Type::Role)
            | (Value::Case(_), Type::Case(_))
    )
}

impl Misfit {
    /// The same, seen from outside the step.
    fn at(mut self, step: Step) -> Self {
        self.path.insert(0, step);
        self
    }
}

impl From<MisfitKind> for Misfit {
    fn from(kind: MisfitKind) -> Self {
        Self { path: Vec::new(), kind }
    }
}

impl From<Slip> for Misfit {
    fn from(slip: Slip) -> Self {
        MisfitKind::Text(slip).into()
    }
}

/// Steps as they are written: `[2].amount`.
pub(super) struct Path<'a>(pub(super) &'a [Step]);

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|step| match step {
            Step::Item(at) => write!(f, "[{at}]"),
            Step::Field(id) => write!(f, ".{id}"),
        })
    }
}
