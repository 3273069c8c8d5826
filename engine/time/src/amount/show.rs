//! Amounts as text.

use super::unit::Unit;
use super::{Amount, Soft};
use std::fmt;

impl Soft {
    /// `immediately`, `promptly`.
    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Self::Immediately => "immediately",
            Self::Promptly => "promptly",
        }
    }

    /// `立即`, `及时`.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Immediately => "立即",
            Self::Promptly => "及时",
        }
    }
}

impl Amount {
    /// The Chinese form, `30 分钟`, which [`Amount::parse`] reads as the same amount.
    #[must_use]
    pub fn zh(self) -> String {
        match (Unit::shown(self), self) {
            (Some((number, unit)), _) => format!("{}{number} {}", sign(self), unit.zh),
            (None, Self::Soft(soft)) => soft.zh().to_owned(),
            (None, _) => String::new(),
        }
    }
}

/// The English form, `30 minutes`, which [`Amount::parse`] reads as the same amount; a negative one has a `-` before it.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (Unit::shown(*self), self) {
            (Some((1, unit)), _) => write!(f, "{}1 {}", sign(*self), unit.one),
            (Some((number, unit)), _) => write!(f, "{}{number} {}", sign(*self), unit.many),
            (None, Self::Soft(soft)) => f.write_str(soft.en()),
            (None, _) => Ok(()),
        }
    }
}

fn sign(amount: Amount) -> &'static str {
    if matches!(amount, Amount::Elapsed(seconds) if seconds < 0) { "-" } else { "" }
}

impl From<Amount> for String {
    fn from(amount: Amount) -> Self {
        amount.to_string()
    }
}
