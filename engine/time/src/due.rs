//! Due instants: what an amount becomes once something starts.
//!
//! Whatever the rule, a due is kept as `late_from`, the first second that is late, and there is one comparison:
//! `t >= late_from` ([`Due::is_late`]). How the due arose is kept beside it for people.

use crate::{Amount, Civil, Instant, Moment, MomentError, Soft, Time, Zone};
use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// When something must be done by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Due {
    /// The first second that is late.
    pub late_from: Instant,
    /// How the due is bounded; says the same as `late_from`, for people.
    pub kind: DueKind,
}

/// How a due is bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueKind {
    /// Up to and including an instant: elapsed amounts and promises (GR-01). Late from the next second.
    Inclusive(Instant),
    /// Up to 24:00 of a date (GR-02). Late from the first second of the next day.
    DayEnd(Date),
    /// Strictly before an instant (GR-03). Late from that second.
    Exclusive(Instant),
}

/// Where an amount is counted from.
///
/// Usually an instant. What was caused by the end of a day counts from that day: `1 day` after `24:00 of the 10th` is
/// `24:00 of the 11th`, although that instant is already the 11th.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Start {
    /// The instant itself, from which elapsed amounts run.
    pub instant: Instant,
    /// The day whose end this is, if it is one.
    pub day: Option<Date>,
}

/// Why an amount has no due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DueError {
    /// Working time, and no calendar was given.
    #[error("working time needs a calendar")]
    NeedsCalendar,
    /// A soft amount; its length is a parameter of the institution.
    #[error("`{}` needs its parameter", .0.en())]
    NeedsParameter(Soft),
    /// The due would lie beyond the year 9999.
    #[error("beyond the year 9999")]
    OutOfRange,
}

impl From<Instant> for Start {
    fn from(instant: Instant) -> Self {
        Self { instant, day: None }
    }
}

impl Start {
    /// The end of a day, 24:00.
    #[must_use]
    pub fn day_end(day: Date, zone: &Zone) -> Self {
        Self { instant: zone.day_end(day), day: Some(day) }
    }

    /// The day that is not counted.
    fn date(self, zone: &Zone) -> Date {
        self.day.unwrap_or_else(|| zone.date(self.instant))
    }
}

impl Due {
    /// Up to and including an instant, as in `until` a promised instant.
    ///
    /// # Errors
    /// [`DueError::OutOfRange`] at [`Instant::MAX`], after which nothing is late.
    pub fn until(instant: Instant) -> Result<Self, DueError> {
        let late_from = instant.checked_add(1).ok_or(DueError::OutOfRange)?;
        Ok(Self { late_from, kind: DueKind::Inclusive(instant) })
    }

    /// Up to 24:00 of a date.
    #[must_use]
    pub fn day_end(date: Date, zone: &Zone) -> Self {
        Self { late_from: zone.day_end(date), kind: DueKind::DayEnd(date) }
    }

    /// Strictly before an instant.
    #[must_use]
    pub const fn before(instant: Instant) -> Self {
        Self { late_from: instant, kind: DueKind::Exclusive(instant) }
    }

    /// Whether an act at this instant is late.
    #[must_use]
    pub fn is_late(self, at: Instant) -> bool {
        at >= self.late_from
    }

    /// Where amounts are counted from that start because this due was missed.
    #[must_use]
    pub const fn missed_start(self) -> Start {
        let day = if let DueKind::DayEnd(day) = self.kind { Some(day) } else { None };
        Start { instant: self.late_from, day }
    }

    /// For people: `2026-03-05 10:35:00`, `2026-03-08 24:00`, `before 2026-03-06 00:00`.
    #[must_use]
    pub fn show(self, zone: &Zone) -> String {
        match self.kind {
            DueKind::Inclusive(instant) => zone.show(instant),
            DueKind::DayEnd(date) => Moment { date, time: Time::DAY_END }.to_string(),
            DueKind::Exclusive(instant) => {
                let (date, time) = zone.date_time(instant);
                format!("before {}", Moment { date, time })
            }
        }
    }

    /// Reads what [`Due::show`] writes, also with a weekday or as a time on the date `same_day`, as scenarios expect it:
    /// `10:35:00`, `Wed 2026-04-08 24:00`, `before 00:00`.
    ///
    /// # Errors
    /// Those of [`Moment::parse`].
    pub fn parse(text: &str, same_day: Option<Date>, zone: &Zone) -> Result<Self, MomentError> {
        if let Some(moment) = text.strip_prefix("before ") {
            return Ok(Self::before(Moment::parse(moment, same_day)?.instant(zone)));
        }
        let moment = Moment::parse(text, same_day)?;
        if moment.time == Time::DAY_END {
            return Ok(Self::day_end(moment.date, zone));
        }
        Self::until(moment.instant(zone)).map_err(|_| MomentError::Shape { found: text.to_owned() })
    }
}

impl Amount {
    /// The due of this amount from a start.
    ///
    /// Elapsed amounts include their last instant: `30 minutes` from 10:05:00 is on time at 10:35:00 and late at
    /// 10:35:01. Days, months and years end with their last day, the day of the start not counted; a month without the
    /// corresponding date ends with its own last day.
    ///
    /// # Errors
    /// [`DueError::NeedsCalendar`] for working time, [`DueError::NeedsParameter`] for soft amounts,
    /// [`DueError::OutOfRange`].
    pub fn due(self, start: impl Into<Start>, zone: &Zone) -> Result<Due, DueError> {
        let start = start.into();
        match self {
            Self::Elapsed(seconds) => Due::until(start.instant.checked_add(seconds).ok_or(DueError::OutOfRange)?),
            Self::Civil(civil) => Ok(Due::day_end(civil.last_day(start.date(zone))?, zone)),
            Self::Working(_) => Err(DueError::NeedsCalendar),
            Self::Soft(soft) => Err(DueError::NeedsParameter(soft)),
        }
    }

    /// The instant at which a wait of this amount has run out: `30 minutes` later, or 24:00 of the last of `3 days`.
    ///
    /// # Errors
    /// As [`Amount::due`].
    pub fn run_out(self, start: impl Into<Start>, zone: &Zone) -> Result<Instant, DueError> {
        Ok(self.due(start, zone)?.end())
    }
}

impl Civil {
    /// The last day of this amount when `first` is the day that is not counted.
    ///
    /// # Errors
    /// [`DueError::OutOfRange`] beyond the year 9999.
    pub fn last_day(self, first: Date) -> Result<Date, DueError> {
        let span = match self {
            Self::Days(days) => Span::new().try_days(i64::from(days)),
            Self::Months(months) => Span::new().try_months(i64::from(months)),
        };
        let last = span.and_then(|span| first.checked_add(span)).map_err(|_| DueError::OutOfRange)?;
        // The last day of the calendar has no end on the time line.
        if last < Date::MAX { Ok(last) } else { Err(DueError::OutOfRange) }
    }
}
