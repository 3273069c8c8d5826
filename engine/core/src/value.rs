//! Values and their types: what data, event fields, parameters and expressions hold.
//!
//! No value is ever null: what is not given is the absence of a value. Nothing here is a floating-point number, and
//! values of different types are never equal.

use crate::money::Money;
use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;
use zhidu_time::{Amount, Date, Instant, Time};

/// A shared immutable text: ids, names, users' words.
pub type Text = Arc<str>;

/// A value of the policy language.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// `true`, `false`
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// An exact decimal, normalised (no trailing zeros).
    Decimal(Decimal),
    /// A percentage: `Percent(5)` is 5 %.
    Percent(Decimal),
    /// An amount of money.
    Money(Money),
    /// Free text.
    Text(Text),
    /// The id of an option.
    Choice(Text),
    /// A civil date.
    Date(Date),
    /// A time of day.
    Time(Time),
    /// A point on the time line, whole seconds.
    Instant(Instant),
    /// An amount of time as written: `2 hours`, `6 months`, `3 working days`.
    Duration(Amount),
    /// The id of a person.
    Person(Text),
    /// The id of a role.
    Role(Text),
    /// The id of a case.
    Case(Text),
    /// Several values of one type, in order.
    List(Arc<[Value]>),
    /// Named fields in declared order; a field that is not given is left out.
    Record(Arc<[(Text, Value)]>),
}

impl Value {
    /// A decimal in normal form.
    #[must_use]
    pub fn decimal(decimal: Decimal) -> Self {
        Self::Decimal(decimal.normalize())
    }

    /// A percentage in normal form.
    #[must_use]
    pub fn percent(decimal: Decimal) -> Self {
        Self::Percent(decimal.normalize())
    }

    /// The truth value, if it is one.
    #[must_use]
    pub const fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(b) = self { Some(*b) } else { None }
    }

    /// The id of a person, role, case or option, or the text itself.
    #[must_use]
    pub fn as_text(&self) -> Option<&Text> {
        match self {
            Self::Text(t) | Self::Choice(t) | Self::Person(t) | Self::Role(t) | Self::Case(t) => Some(t),
            _ => None,
        }
    }

    /// Order of two values of one type: numbers of either kind by value, money within one currency, times along the
    /// line, texts by code point. `None` where there is no order.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Bool(a), Self::Bool(b)) => Some(a.cmp(b)),
            (Self::Int(a), Self::Int(b)) => Some(a.cmp(b)),
            (Self::Int(a), Self::Decimal(b)) => Some(Decimal::from(*a).cmp(b)),
            (Self::Decimal(a), Self::Int(b)) => Some(a.cmp(&Decimal::from(*b))),
            (Self::Decimal(a), Self::Decimal(b)) | (Self::Percent(a), Self::Percent(b)) => Some(a.cmp(b)),
            (Self::Money(a), Self::Money(b)) => a.compare(*b).ok(),
            (Self::Text(a), Self::Text(b)) => Some(a.cmp(b)),
            (Self::Date(a), Self::Date(b)) => Some(a.cmp(b)),
            (Self::Time(a), Self::Time(b)) => Some(a.cmp(b)),
            (Self::Instant(a), Self::Instant(b)) => Some(a.cmp(b)),
            (Self::Duration(a), Self::Duration(b)) => a.compare(b),
            _ => None,
        }
    }

    /// A field of a record, if this is one and the field is given.
    #[must_use]
    pub fn field(&self, id: &str) -> Option<&Value> {
        let Self::Record(fields) = self else { return None };
        fields.iter().find(|(name, _)| &**name == id).map(|(_, value)| value)
    }
}

/// As people read it in messages and traces: no quotes, canonical amounts.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(b) => write!(f, "{b}"),
            Self::Int(n) => write!(f, "{n}"),
            Self::Decimal(d) => write!(f, "{d}"),
            Self::Percent(d) => write!(f, "{d}%"),
            Self::Money(m) => write!(f, "{m}"),
            Self::Text(t) | Self::Choice(t) | Self::Person(t) | Self::Role(t) | Self::Case(t) => f.write_str(t),
            Self::Date(d) => write!(f, "{d}"),
            Self::Time(t) => write!(f, "{t}"),
            Self::Instant(i) => write!(f, "{i}"),
            Self::Duration(a) => write!(f, "{a}"),
            Self::List(items) => {
                f.write_str("[")?;
                for (i, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if i == 0 { "" } else { ", " })?;
                }
                f.write_str("]")
            }
            Self::Record(fields) => {
                f.write_str("{")?;
                for (i, (name, value)) in fields.iter().enumerate() {
                    write!(f, "{}{name} = {value}", if i == 0 { " " } else { ", " })?;
                }
                f.write_str(" }")
            }
        }
    }
}

/// The type of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// `boolean`
    Bool,
    /// `integer`
    Int,
    /// `decimal`
    Decimal,
    /// `percent`
    Percent,
    /// `money`
    Money,
    /// `text`
    Text,
    /// `choice` with its options
    Choice(Arc<Choice>),
    /// `date`
    Date,
    /// `time`
    Time,
    /// `instant`
    Instant,
    /// `duration`
    Duration,
    /// `person`
    Person,
    /// `role`
    Role,
    /// `ref`: a case, of this process if it is known
    Case(Option<Text>),
    /// `list`
    List(Box<Type>),
    /// `record`
    Record(Arc<RecordType>),
    /// Something already reported as wrong; agrees with everything, so that one mistake gives one message.
    Unknown,
}

/// The options of a choice, in the order written (which is their rank where one is needed).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The id of a shared `[[choice]]`.
    pub id: Option<Text>,
    /// Options.
    pub options: Vec<Opt>,
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opt {
    /// What policies and events write.
    pub id: Text,
    /// What people read.
    pub name: Option<Text>,
}

/// The fields of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordType {
    /// The id of a shared `[[record]]`.
    pub id: Option<Text>,
    /// Fields in declared order.
    pub fields: Vec<Field>,
}

/// One shape for fields everywhere: data, event fields, records, registers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its id.
    pub id: Text,
    /// What people read.
    pub name: Option<Text>,
    /// Its type.
    pub ty: Type,
    /// May be absent.
    pub optional: bool,
    /// The least value allowed, inclusive.
    pub min: Option<Value>,
    /// The greatest value allowed, inclusive.
    pub max: Option<Value>,
}

impl Field {
    /// Whether a value of the field's type lies within its bounds, both inclusive.
    #[must_use]
    pub fn admits(&self, value: &Value) -> bool {
        let holds = |bound: &Option<Value>, ok: fn(Ordering) -> bool| {
            bound.as_ref().is_none_or(|b| value.compare(b).is_some_and(ok))
        };
        holds(&self.min, Ordering::is_ge) && holds(&self.max, Ordering::is_le)
    }
}
