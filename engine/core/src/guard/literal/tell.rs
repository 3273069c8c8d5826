//! How what is wrong with a literal is told to the author of a policy.

use crate::guard::written::{Home, Misfit, MisfitKind, Path, Slip, examples};
use crate::problem::{Flaw, GuardFlaw, Hint, SyntaxFlaw, Ways, Word};
use crate::value::{RecordType, Type, Value};
use std::sync::Arc;
use zhidu_time::Amount;

impl Misfit {
    /// As a problem tells it, for the value of `key`.
    #[must_use]
    pub fn flaw(&self, key: &str, home: Home<'_>) -> Flaw {
        let key = format!("{key}{}", Path(&self.path));
        match &self.kind {
            MisfitKind::Shape { expected, found } => {
                let ways = Ways(examples(expected, home));
                GuardFlaw::WrongShape { key, expected: expected.clone().into(), found: seems(found), ways }.into()
            }
            MisfitKind::Text(slip) => slip.flaw(home),
            MisfitKind::Bounds { value, min, max } => {
                let range = bounds(min.as_ref(), max.as_ref());
                SyntaxFlaw::OutOfRange { key, value: value.to_string(), range }.into()
            }
            MisfitKind::FieldMissing(field) => GuardFlaw::FieldMissing { key, field: field.to_string() }.into(),
            MisfitKind::FieldUnknown { field, known } => {
                let hint = Hint::among(field, known.iter().map(|id| &**id));
                SyntaxFlaw::UnknownName { kind: Word::Field, name: field.to_string(), hint }.into()
            }
        }
    }
}

impl Slip {
    /// As a problem tells it.
    #[must_use]
    pub fn flaw(&self, home: Home<'_>) -> Flaw {
        let not_literal = |expected: &Type, text: &str, ways: Vec<String>| {
            Flaw::from(GuardFlaw::NotLiteral {
                expected: expected.clone().into(),
                text: text.to_owned(),
                ways: Ways(ways),
            })
        };
        match self.clone() {
            Self::FullWidth { text, meant } => SyntaxFlaw::WideLiteral { text, meant }.into(),
            Self::Written { expected, text, meant } => {
                let bare = matches!(expected, Type::Bool | Type::Int | Type::Decimal | Type::Date);
                let way = if bare { meant } else { format!("\"{meant}\"") };
                not_literal(&expected, &text, vec![way])
            }
            Self::Ways { expected, text, ways } => not_literal(&expected, &text, ways),
            Self::Other { expected, text } => not_literal(&expected, &text, examples(&expected, home)),
            Self::Option { text, known } => unknown(Word::Option, text, &known),
            Self::Role { text, known } => unknown(Word::Role, text, &known),
            Self::OptionName { name, id } => SyntaxFlaw::NameForId { kind: Word::Option, name, id }.into(),
            Self::RoleName { name, id } => SyntaxFlaw::NameForId { kind: Word::Role, name, id }.into(),
            Self::Currency { found, expected } => GuardFlaw::ForeignCurrency { found, expected }.into(),
            Self::Decimals { text, rounded } => GuardFlaw::TooManyDecimals { text, rounded }.into(),
            Self::NoSuchDay { text, ends } => GuardFlaw::NoSuchDay { text, ends }.into(),
            Self::Weekday { date, written, right } => GuardFlaw::WrongWeekday { date, written, right }.into(),
            Self::Unit { text } => {
                let hint = Hint::among(&text, Amount::unit_words());
                GuardFlaw::UnknownUnit { text, hint }.into()
            }
            Self::NegativeTime { text } => GuardFlaw::NegativeTime { text }.into(),
        }
    }

    /// The text that was certainly meant instead of the whole one, if there is one.
    #[must_use]
    pub fn meant(&self) -> Option<String> {
        match self {
            Self::FullWidth { meant, .. } | Self::Written { meant, .. } => Some(meant.clone()),
            Self::OptionName { id, .. } | Self::RoleName { id, .. } => Some(id.clone()),
            Self::Option { text, known } | Self::Role { text, known } => {
                let hint = Hint::among(text, known.iter().map(String::as_str));
                if hint.is_sure() { hint.best().map(str::to_owned) } else { None }
            }
            _ => None,
        }
    }
}

fn unknown(kind: Word, name: String, known: &[String]) -> Flaw {
    let hint = Hint::among(&name, known.iter().map(String::as_str));
    SyntaxFlaw::UnknownName { kind, name, hint }.into()
}

/// Inclusive bounds as people read them: `[1, 5]`, `>= 1`.
pub(in crate::guard) fn bounds(min: Option<&Value>, max: Option<&Value>) -> String {
    match (min, max) {
        (Some(min), Some(max)) => format!("[{min}, {max}]"),
        (Some(min), None) => format!(">= {min}"),
        (None, Some(max)) => format!("<= {max}"),
        (None, None) => String::new(),
    }
}

/// Of which type a value as written seems to be.
pub(super) fn seems(value: &Value) -> Type {
    match value {
        Value::Bool(_) => Type::Bool,
        Value::Int(_) => Type::Int,
        Value::Decimal(_) => Type::Decimal,
        Value::Percent(_) => Type::Percent,
        Value::Money(_) => Type::Money,
        Value::Text(_) | Value::Choice(_) => Type::Text,
        Value::Date(_) => Type::Date,
        Value::Time(_) => Type::Time,
        Value::Instant(_) => Type::Instant,
        Value::Duration(_) => Type::Duration,
        Value::Person(_) => Type::Person,
        Value::Role(_) => Type::Role,
        Value::Case(_) => Type::Case(None),
        Value::List(_) => Type::List(Box::new(Type::Unknown)),
        Value::Record(_) => Type::Record(Arc::new(RecordType { id: None, fields: Vec::new() })),
    }
}
