//! A time of day, 00:00 to 24:00.

use crate::literal::{LiteralError, parse_time};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

const DAY: u32 = 24 * 60 * 60;

/// A time of day in whole seconds, from `00:00` to `24:00`.
///
/// `24:00` is a value of its own, the end of a day: it is later than `23:59:59` and names the same instant as `00:00` of
/// the next date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Time(u32);

impl Time {
    /// `00:00`, the start of a day.
    pub const MIDNIGHT: Self = Self(0);
    /// `24:00`, the end of a day.
    pub const DAY_END: Self = Self(DAY);

    /// A time from its parts; `None` unless hour ≤ 23, minute ≤ 59, second ≤ 59, or exactly `24:00:00`.
    #[must_use]
    pub const fn new(hour: u32, minute: u32, second: u32) -> Option<Self> {
        if hour == 24 && minute == 0 && second == 0 {
            Some(Self::DAY_END)
        } else if hour < 24 && minute < 60 && second < 60 {
            Some(Self(hour * 3600 + minute * 60 + second))
        } else {
            None
        }
    }

    /// Seconds since the day's 00:00 by the clock on the wall, 0 to 86,400.
    #[must_use]
    pub const fn seconds(self) -> u32 {
        self.0
    }

    /// 0 to 24.
    #[must_use]
    pub const fn hour(self) -> u32 {
        self.0 / 3600
    }

    /// 0 to 59.
    #[must_use]
    pub const fn minute(self) -> u32 {
        self.0 / 60 % 60
    }

    /// 0 to 59.
    #[must_use]
    pub const fn second(self) -> u32 {
        self.0 % 60
    }
}

/// `08:30`, `09:14:05`, `24:00`: seconds only where they are not zero.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())?;
        if self.second() == 0 { Ok(()) } else { write!(f, ":{:02}", self.second()) }
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for Time {
    type Err = LiteralError;
    fn from_str(text: &str) -> Result<Self, LiteralError> {
        parse_time(text)
    }
}

impl TryFrom<String> for Time {
    type Error = LiteralError;
    fn try_from(text: String) -> Result<Self, LiteralError> {
        parse_time(&text)
    }
}

impl From<Time> for String {
    fn from(time: Time) -> Self {
        time.to_string()
    }
}
