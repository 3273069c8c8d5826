//! A point on the time line.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A point on the time line: whole seconds since 1970-01-01T00:00:00 UTC, leap seconds not counted.
///
/// Always between [`Instant::MIN`] and [`Instant::MAX`] (the years −9999 to 9999), so that every zone can show it. Hosts
/// cut their clocks to the second before they come here.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Instant(i64);

impl Instant {
    /// 1970-01-01T00:00:00 UTC.
    pub const EPOCH: Self = Self(0);
    /// The first instant: early on −9999-01-02, UTC.
    pub const MIN: Self = Self(-377_705_023_201);
    /// The last instant: late on 9999-12-30, UTC.
    pub const MAX: Self = Self(253_402_207_200);

    /// An instant from seconds since the epoch; `None` outside [`Instant::MIN`]..=[`Instant::MAX`].
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Option<Self> {
        if Self::MIN.0 <= seconds && seconds <= Self::MAX.0 { Some(Self(seconds)) } else { None }
    }

    /// Reads an RFC 3339 timestamp with its offset, as hosts and logs write it: `2026-03-02T09:14:00+08:00`,
    /// `2026-03-02T01:14:00.5Z`. Fractions of a second are cut; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        text.parse().ok().map(Self::from_jiff)
    }

    /// Seconds since the epoch, negative before it.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// The instant this many seconds later (earlier if negative); `None` beyond the time line.
    #[must_use]
    pub const fn checked_add(self, seconds: i64) -> Option<Self> {
        match self.0.checked_add(seconds) {
            Some(sum) => Self::from_seconds(sum),
            None => None,
        }
    }

    /// The instant this many seconds earlier (later if negative); `None` beyond the time line.
    #[must_use]
    pub const fn checked_sub(self, seconds: i64) -> Option<Self> {
        match self.0.checked_sub(seconds) {
            Some(difference) => Self::from_seconds(difference),
            None => None,
        }
    }

    /// Seconds from `earlier` to this instant, negative if this one is the earlier. Never overflows.
    #[must_use]
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }

    pub(crate) fn to_jiff(self) -> Timestamp {
        // Both ends are checked by `from_seconds`; the same bounds are jiff's.
        Timestamp::from_second(self.0).unwrap_or(Timestamp::MAX)
    }

    pub(crate) fn from_jiff(timestamp: Timestamp) -> Self {
        Self(timestamp.as_second().clamp(Self::MIN.0, Self::MAX.0))
    }
}

/// For logs and debugging, in UTC: `2026-03-05T02:35:00Z`. What people read goes through [`crate::Zone`].
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.to_jiff())
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl TryFrom<i64> for Instant {
    type Error = &'static str;
    fn try_from(seconds: i64) -> Result<Self, Self::Error> {
        Self::from_seconds(seconds).ok_or("seconds outside the years -9999 to 9999")
    }
}

impl From<Instant> for i64 {
    fn from(instant: Instant) -> Self {
        instant.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_those_of_the_zones() {
        assert_eq!(Instant::MIN.0, Timestamp::MIN.as_second());
        assert_eq!(Instant::MAX.0, Timestamp::MAX.as_second());
        assert_eq!(Instant::MIN.checked_sub(1), None);
        assert_eq!(Instant::MAX.checked_add(1), None);
        assert_eq!(Instant::EPOCH.checked_add(i64::MAX), None);
        assert_eq!(Instant::EPOCH.checked_sub(i64::MIN), None);
    }

    #[test]
    fn shows_utc_and_is_written_as_seconds() {
        let instant = Instant::from_seconds(1_772_678_100).unwrap();
        assert_eq!(instant.to_string(), "2026-03-05T02:35:00Z");
        assert_eq!(serde_json::to_string(&instant).unwrap(), "1772678100");
        assert_eq!(serde_json::from_str::<Instant>("1772678100").unwrap(), instant);
        assert!(serde_json::from_str::<Instant>("9223372036854775807").is_err());
    }
}
