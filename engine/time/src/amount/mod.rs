//! Amounts of time: `30 minutes`, `3 days`, `3 working days`, `immediately`.
//!
//! Text becomes an amount in `parse`, an amount becomes text in `show`, both by the table in `unit`. What an amount
//! means once something starts is in [`crate::Due`].

mod parse;
mod show;
mod unit;

pub use parse::AmountError;

use std::cmp::Ordering;

/// An amount of time as policies write it and as durations hold it.
///
/// Equal amounts are one value, whatever unit they were written in: `60 minutes` is `1 hour`, `1 week` is `7 days`,
/// `12 months` is `1 year`. Days are never hours and months never days, because they are counted by other rules.
///
/// In journals and programs an amount is its English text (`"30 minutes"`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Amount {
    /// Seconds without pause. Written amounts are never negative; the difference of two instants may be.
    Elapsed(i64),
    /// Whole days or months of the civil calendar.
    Civil(Civil),
    /// Time that counts only while a calendar is open.
    Working(Working),
    /// A soft amount, whose length is a parameter of the institution.
    Soft(Soft),
}

/// An amount on the civil calendar: the day it starts on is not counted, it ends with its last day (GR-02).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Civil {
    /// Days; a week is seven. Zero days end with the day they start on.
    Days(u32),
    /// Months; a year is twelve. Never zero: no month is no day.
    Months(u32),
}

/// An amount on a calendar of working time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Working {
    /// Minutes; a working hour is sixty.
    Minutes(u32),
    /// Working days.
    Days(u32),
}

/// An amount without a figure (GR-08).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Soft {
    /// `immediately`, 立即: the parameter `t_immediate`.
    Immediately,
    /// `promptly`, 及时: the parameter `t_prompt`.
    Promptly,
}

impl Amount {
    /// No time at all.
    pub const ZERO: Self = Self::Elapsed(0);

    /// Whether data of type `duration` can hold it: elapsed and civil amounts only.
    #[must_use]
    pub const fn is_duration(self) -> bool {
        matches!(self, Self::Elapsed(_) | Self::Civil(_))
    }

    /// Which of two amounts is longer, where that is certain: both elapsed, both days, both months, both working minutes
    /// or both working days. `None` for any other pair, such as `40 days` and `1 month`.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Elapsed(a), Self::Elapsed(b)) => Some(a.cmp(b)),
            (Self::Civil(Civil::Days(a)), Self::Civil(Civil::Days(b)))
            | (Self::Civil(Civil::Months(a)), Self::Civil(Civil::Months(b)))
            | (Self::Working(Working::Minutes(a)), Self::Working(Working::Minutes(b)))
            | (Self::Working(Working::Days(a)), Self::Working(Working::Days(b))) => Some(a.cmp(b)),
            _ => None,
        }
    }
}
