//! A date with a time of day, as scenarios and TOML date-times write it.

use crate::literal::refuse_full_width;
use crate::{Instant, LiteralError, Time, Zone, parse_date, parse_time, parse_weekday, weekday_en};
use jiff::civil::{Date, Weekday};
use std::fmt;

/// A date and a time of day on some wall, without a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The date.
    pub date: Date,
    /// The time of day; `24:00` is the end of that date.
    pub time: Time,
}

/// Why a text is not a moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MomentError {
    /// A date or a time in it cannot be read.
    #[error(transparent)]
    Literal(#[from] LiteralError),
    /// A time alone, where no row before it gives a date.
    #[error("`{found}` has no date")]
    DateMissing {
        /// The text as written.
        found: String,
    },
    /// A date alone.
    #[error("`{found}` has no time of day")]
    TimeMissing {
        /// The text as written.
        found: String,
    },
    /// The date falls on another day of the week.
    #[error("{date} is a {}, not a {}", weekday_en(*right), weekday_en(*written))]
    WrongWeekday {
        /// The date as read.
        date: Date,
        /// The day of the week as written.
        written: Weekday,
        /// The day of the week of that date.
        right: Weekday,
    },
    /// Anything but `[weekday] date time`.
    #[error("expected a moment such as `Mon 2026-03-02 09:14`, found `{found}`")]
    Shape {
        /// The text as written.
        found: String,
    },
}

impl Moment {
    /// Reads `Mon 2026-03-02 09:14`, `周一 2026-03-02 09:14:05`, `2026-03-02T09:14:05` (a TOML date-time without an
    /// offset), or `09:20`, which is on the date `same_day`. Parts are separated by one space.
    ///
    /// # Errors
    /// All of [`MomentError`]. A wrong weekday is one, since the author meant another day.
    pub fn parse(text: &str, same_day: Option<Date>) -> Result<Self, MomentError> {
        refuse_full_width(text)?;
        let found = || text.to_owned();
        let parts: Vec<&str> = text.split(' ').collect();
        let (weekday, rest) = match parts.split_first() {
            Some((first, rest)) if parse_weekday(first).is_some() => (parse_weekday(first), rest),
            _ => (None, parts.as_slice()),
        };
        let moment = match rest {
            [date, time] => Self { date: parse_date(date)?, time: parse_time(time)? },
            [both] if both.contains('T') => {
                let (date, time) = both.split_once('T').unwrap_or((both, ""));
                Self { date: parse_date(date)?, time: parse_time(time)? }
            }
            [time] if time.contains(':') => {
                let time = parse_time(time)?;
                Self { date: same_day.ok_or_else(|| MomentError::DateMissing { found: found() })?, time }
            }
            [date] if parse_date(date).is_ok() => return Err(MomentError::TimeMissing { found: found() }),
            _ => return Err(MomentError::Shape { found: found() }),
        };
        let right = moment.date.weekday();
        match weekday {
            Some(written) if written != right => Err(MomentError::WrongWeekday { date: moment.date, written, right }),
            _ => Ok(moment),
        }
    }

    /// The instant in a zone, by the rules of [`Zone::instant`].
    #[must_use]
    pub fn instant(self, zone: &Zone) -> Instant {
        zone.instant(self.date, self.time)
    }

    /// `Mon 2026-03-02 09:14`, as scenarios write it.
    #[must_use]
    pub fn with_weekday(self) -> String {
        format!("{} {self}", weekday_en(self.date.weekday()))
    }
}

/// `2026-03-02 09:14`, seconds only where they are not zero.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.date, self.time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(text: &str) -> Result<Moment, MomentError> {
        Moment::parse(text, None)
    }

    fn time(text: &str) -> Time {
        text.parse().unwrap()
    }

    #[test]
    fn scenarios_write_a_weekday_a_date_and_a_time() {
        let moment = Moment { date: date(2026, 3, 2), time: time("09:14") };
        for text in ["Mon 2026-03-02 09:14", "周一 2026-03-02 09:14", "2026-03-02 09:14:00", "2026-03-02T09:14"] {
            assert_eq!(read(text), Ok(moment), "{text}");
        }
        assert_eq!(moment.to_string(), "2026-03-02 09:14");
        assert_eq!(moment.with_weekday(), "Mon 2026-03-02 09:14");
        assert_eq!(read("Sun 2026-03-08 24:00").unwrap().time, Time::DAY_END);
    }

    #[test]
    fn a_time_alone_is_on_the_same_day() {
        let day = date(2026, 3, 2);
        assert_eq!(Moment::parse("09:20", Some(day)), Ok(Moment { date: day, time: time("09:20") }));
        assert_eq!(Moment::parse("Mon 09:20", Some(day)), Ok(Moment { date: day, time: time("09:20") }));
        assert_eq!(Moment::parse("24:00", Some(day)), Ok(Moment { date: day, time: Time::DAY_END }));
        assert_eq!(read("09:20"), Err(MomentError::DateMissing { found: "09:20".into() }));
    }

    #[test]
    fn a_wrong_weekday_names_the_right_one() {
        assert_eq!(
            read("Tue 2026-03-02 09:14"),
            Err(MomentError::WrongWeekday {
                date: date(2026, 3, 2),
                written: Weekday::Tuesday,
                right: Weekday::Monday
            })
        );
    }

    #[test]
    fn what_is_missing_or_odd_is_told_apart() {
        assert_eq!(read("2026-03-02"), Err(MomentError::TimeMissing { found: "2026-03-02".into() }));
        for text in ["", "Mon", "Mon  2026-03-02 09:14", "2026-03-02 09:14 Mon", "tomorrow", "monday 2026-03-02 09:14"]
        {
            assert_eq!(read(text), Err(MomentError::Shape { found: text.into() }), "{text:?}");
        }
        for text in ["2026-03-06T09:30:00Z", "2026-03-06T09:30:00+08:00", "2026-03-06T09:30:00.5", "2026-03-06 9:30"] {
            assert!(matches!(read(text), Err(MomentError::Literal(LiteralError::NotATime { .. }))), "{text}");
        }
        assert!(matches!(read("２０２６-03-02 09:14"), Err(MomentError::Literal(LiteralError::FullWidth { .. }))));
    }
}
