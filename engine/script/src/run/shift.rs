//! Dates and instants moved by an amount of time. Months clamp to the last day; an instant keeps its time of day.

use super::fault::Fault;
use zhidu_time::{Amount, Civil, Date, Instant, Zone};

/// A date so much later, or earlier.
pub(crate) fn date(date: Date, amount: Amount, back: bool) -> Result<Date, Fault> {
    match amount {
        Amount::Civil(civil) if back => before(date, civil).ok_or_else(beyond),
        Amount::Civil(civil) => civil.last_day(date).map_err(|_| beyond()),
        Amount::Elapsed(0) => Ok(date),
        _ => Err(Fault::Types(format!("`{date}` moved by `{amount}`"))),
    }
}

/// An instant so much later, or earlier.
pub(crate) fn instant(at: Instant, amount: Amount, back: bool, zone: &Zone) -> Result<Instant, Fault> {
    match amount {
        Amount::Elapsed(seconds) if back => at.checked_sub(seconds).ok_or_else(beyond),
        Amount::Elapsed(seconds) => at.checked_add(seconds).ok_or_else(beyond),
        Amount::Civil(_) => {
            let (day, time) = zone.date_time(at);
            Ok(zone.instant(date(day, amount, back)?, time))
        }
        Amount::Working(_) | Amount::Soft(_) => Err(Fault::Types(format!("`{at}` moved by `{amount}`"))),
    }
}

/// The days after `from` up to and including `to`, negative if `to` is the earlier.
pub(crate) fn days_between(from: Date, to: Date) -> Result<i64, Fault> {
    from.until(to).map(|span| i64::from(span.get_days())).map_err(|_| beyond())
}

fn before(date: Date, civil: Civil) -> Option<Date> {
    match civil {
        Civil::Days(days) => date.checked_sub(std::time::Duration::from_secs(u64::from(days) * 86_400)).ok(),
        Civil::Months(months) => {
            let month = i64::from(date.year()) * 12 + i64::from(date.month()) - 1 - i64::from(months);
            let year = i16::try_from(month.div_euclid(12)).ok()?;
            let first = Date::new(year, i8::try_from(month.rem_euclid(12) + 1).ok()?, 1).ok()?;
            Date::new(year, first.month(), date.day().min(first.days_in_month())).ok()
        }
    }
}

fn beyond() -> Fault {
    Fault::Arithmetic("overflow".into())
}
