//! Dates and instants moved by an amount of time.
//!
//! Days and months are those of the civil calendar; a month without the corresponding date gives its last day. An
//! instant keeps its time of day. (A *due* is another thing: it reaches to the end of its last day, and is made by
//! [`Amount::due`].)

use super::EvalError;
use zhidu_time::{Amount, Civil, Date, Instant, Zone};

const OVERFLOW: EvalError = EvalError::Overflow("a date");

/// A date so much later, or earlier.
pub(super) fn shift_date(date: Date, amount: Amount, back: bool) -> Result<Date, EvalError> {
    match amount {
        Amount::Civil(civil) if back => before(date, civil),
        Amount::Civil(civil) => civil.last_day(date).map_err(|_| OVERFLOW),
        Amount::Elapsed(0) => Ok(date),
        _ => Err(EvalError::Mixed(format!("a date moves by days or months, not by `{amount}`"))),
    }
}

/// An instant so much later, or earlier.
pub(super) fn shift_instant(at: Instant, amount: Amount, back: bool, zone: &Zone) -> Result<Instant, EvalError> {
    match amount {
        Amount::Elapsed(seconds) if back => at.checked_sub(seconds).ok_or(OVERFLOW),
        Amount::Elapsed(seconds) => at.checked_add(seconds).ok_or(OVERFLOW),
        Amount::Civil(_) => {
            let (date, time) = zone.date_time(at);
            Ok(zone.instant(shift_date(date, amount, back)?, time))
        }
        Amount::Working(_) | Amount::Soft(_) => {
            Err(EvalError::Mixed(format!("`{amount}` needs a calendar and cannot be added or subtracted")))
        }
    }
}

/// The days after `from` up to and including `to`, negative if `to` is the earlier.
pub(super) fn days_between(from: Date, to: Date) -> Result<i64, EvalError> {
    let span = from.until(to).map_err(|_| OVERFLOW)?;
    Ok(i64::from(span.get_days()))
}

fn before(date: Date, civil: Civil) -> Result<Date, EvalError> {
    match civil {
        Civil::Days(days) => {
            let seconds = u64::from(days) * 86_400;
            date.checked_sub(std::time::Duration::from_secs(seconds)).map_err(|_| OVERFLOW)
        }
        Civil::Months(months) => {
            let month = i64::from(date.year()) * 12 + i64::from(date.month()) - 1 - i64::from(months);
            let year = i16::try_from(month.div_euclid(12)).map_err(|_| OVERFLOW)?;
            let first = i8::try_from(month.rem_euclid(12) + 1).ok().and_then(|month| Date::new(year, month, 1).ok());
            let first = first.ok_or(OVERFLOW)?;
            let day = date.day().min(first.days_in_month());
            Date::new(year, first.month(), day).map_err(|_| OVERFLOW)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        zhidu_time::parse_date(text).unwrap()
    }

    fn amount(text: &str) -> Amount {
        Amount::parse(text).unwrap()
    }

    #[test]
    fn months_clamp_both_ways() {
        let shift = |from: &str, by: &str, back| shift_date(date(from), amount(by), back).map(|d| d.to_string());
        for (from, by, later, earlier) in [
            ("2026-03-31", "1 month", "2026-04-30", "2026-02-28"),
            ("2024-03-31", "1 month", "2024-04-30", "2024-02-29"),
            ("2026-01-31", "1 year", "2027-01-31", "2025-01-31"),
            ("2026-03-01", "1 day", "2026-03-02", "2026-02-28"),
            ("2026-01-15", "13 months", "2027-02-15", "2024-12-15"),
        ] {
            assert_eq!(shift(from, by, false).as_deref(), Ok(later));
            assert_eq!(shift(from, by, true).as_deref(), Ok(earlier));
        }
        assert!(shift_date(date("2026-03-01"), amount("2 hours"), false).is_err());
        assert!(shift_date(date("2026-03-01"), Amount::Civil(Civil::Months(u32::MAX)), true).is_err());
        assert!(shift_date(date("2026-03-01"), Amount::Civil(Civil::Days(u32::MAX)), true).is_err());
        assert!(shift_date(date("2026-03-01"), Amount::Civil(Civil::Days(u32::MAX)), false).is_err());
    }

    #[test]
    fn an_instant_keeps_its_time_of_day() {
        let zone = Zone::get("Asia/Shanghai").unwrap();
        let at = zhidu_time::Moment::parse("2026-01-31 17:30", None).unwrap().instant(&zone);
        let shown = |by: &str, back| zone.show(shift_instant(at, amount(by), back, &zone).unwrap());
        assert_eq!(shown("1 month", false), "2026-02-28 17:30:00");
        assert_eq!(shown("3 days", true), "2026-01-28 17:30:00");
        assert_eq!(shown("7 hours", false), "2026-02-01 00:30:00");
        assert!(shift_instant(at, amount("3 working days"), false, &zone).is_err());
    }

    #[test]
    fn days_between_two_dates_are_those_after_the_first() {
        assert_eq!(days_between(date("2026-03-01"), date("2026-03-02")), Ok(1));
        assert_eq!(days_between(date("2026-03-02"), date("2026-03-02")), Ok(0));
        assert_eq!(days_between(date("2026-03-02"), date("2026-02-28")), Ok(-2));
        assert_eq!(days_between(date("2024-01-01"), date("2025-01-01")), Ok(366));
    }
}
