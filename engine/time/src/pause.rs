//! Pauses: times during which a clock stands still (`TIME` §3.3, rule 11).
//!
//! Only the pauses are kept; what is used and what is left follows from them. A due after a pause is reached by going on
//! from the end of it with what was left, never by adding the pause to the start.

use crate::{Amount, Civil, Due, DueError, DueKind, Instant, Start, Zone};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A time during which a clock stood still: its first instant is part of it, its last is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Pause {
    /// From here.
    pub from: Instant,
    /// Up to here.
    pub until: Instant,
}

impl Pause {
    /// Its length in seconds; never negative.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.until.seconds_since(self.from).max(0)
    }

    /// The ends of days inside: of the half-open (from, until], so that a pause that goes on where another stopped
    /// counts none twice.
    #[must_use]
    pub fn day_ends(self, zone: &Zone) -> i64 {
        let days = zone.date(self.from).until(zone.date(self.until));
        days.map_or(0, |span| i64::from(span.get_days())).max(0)
    }
}

/// The instant at which a clock that began at `start` has run for so many seconds. `pauses` are in order and do not
/// overlap. `None` beyond the time line.
#[must_use]
pub fn advance(start: Instant, seconds: i64, pauses: &[Pause]) -> Option<Instant> {
    let (mut at, mut left) = (start, seconds);
    for pause in pauses {
        let runs = pause.from.seconds_since(at).max(0);
        if left < runs {
            break;
        }
        left -= runs;
        at = at.max(pause.until);
    }
    at.checked_add(left)
}

/// The seconds a clock that began at `start` has run until `at`; `pauses` as for [`advance`].
#[must_use]
pub fn used(start: Instant, at: Instant, pauses: &[Pause]) -> i64 {
    let still = pauses.iter().map(|pause| {
        let inside =
            Pause { from: pause.from.clamp(start, at.max(start)), until: pause.until.clamp(start, at.max(start)) };
        inside.seconds()
    });
    at.seconds_since(start).max(0) - still.sum::<i64>()
}

impl Amount {
    /// The due of this amount from a start, where the clock stood still during `pauses`: elapsed amounts go on with what
    /// was left, days and months move by the ends of days inside. `pauses` as for [`advance`].
    ///
    /// # Errors
    /// As [`Amount::due`].
    pub fn due_with(self, start: impl Into<Start>, pauses: &[Pause], zone: &Zone) -> Result<Due, DueError> {
        let start = start.into();
        match self {
            Self::Elapsed(seconds) => Due::until(advance(start.instant, seconds, pauses).ok_or(DueError::OutOfRange)?),
            _ => self.due(start, zone)?.moved(pauses, zone),
        }
    }
}

impl Due {
    /// The same due after these pauses: an instant moves by their length, the end of a day by the ends of days inside.
    ///
    /// # Errors
    /// [`DueError::OutOfRange`]
    pub fn moved(self, pauses: &[Pause], zone: &Zone) -> Result<Self, DueError> {
        let seconds = pauses.iter().map(|pause| pause.seconds()).sum();
        let later = |instant: Instant| instant.checked_add(seconds).ok_or(DueError::OutOfRange);
        match self.kind {
            DueKind::Inclusive(instant) => Self::until(later(instant)?),
            DueKind::Exclusive(instant) => Ok(Self::before(later(instant)?)),
            DueKind::DayEnd(date) => {
                let days: i64 = pauses.iter().map(|pause| pause.day_ends(zone)).sum();
                let date = date.checked_add(days.days()).ok().filter(|date| *date < Date::MAX);
                Ok(Self::day_end(date.ok_or(DueError::OutOfRange)?, zone))
            }
        }
    }

    /// The last instant in time, or the end of the last day: where a wait of the same length runs out.
    #[must_use]
    pub const fn end(self) -> Instant {
        match self.kind {
            DueKind::Inclusive(instant) => instant,
            DueKind::DayEnd(_) | DueKind::Exclusive(_) => self.late_from,
        }
    }

    /// What is left at an instant, in the due's own kind of time: days to the end of a day, else seconds. Nothing is
    /// left once it is over.
    #[must_use]
    pub fn left(self, at: Instant, zone: &Zone) -> Amount {
        match self.kind {
            DueKind::DayEnd(date) => {
                let days = zone.date(at).until(date).map_or(0, |span| span.get_days());
                Amount::Civil(Civil::Days(u32::try_from(days).unwrap_or(0)))
            }
            DueKind::Inclusive(_) | DueKind::Exclusive(_) => Amount::Elapsed(self.end().seconds_since(at).max(0)),
        }
    }
}
