//! The units of amounts and their words.

use super::{Amount, Civil, Working};

/// One unit and how it is written.
pub(super) struct Unit {
    /// English for one, after a space.
    pub(super) one: &'static str,
    /// English for several.
    pub(super) many: &'static str,
    /// Chinese, for one and several, the space before it optional.
    pub(super) zh: &'static str,
    /// What it is counted in, and how many of those it is.
    measure: Measure,
    size: u32,
}

/// What amounts are counted in; every unit is a multiple of one of these.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Measure {
    Second,
    Day,
    Month,
    WorkingMinute,
    WorkingDay,
}

/// All units. Of those with the same measure, an amount is shown in the first that divides it; weeks come after days
/// and so are read but never shown, because nobody expects `14 days` to return as `2 weeks`.
pub(super) const UNITS: [Unit; 10] = [
    Unit { one: "hour", many: "hours", zh: "小时", measure: Measure::Second, size: 3600 },
    Unit { one: "minute", many: "minutes", zh: "分钟", measure: Measure::Second, size: 60 },
    Unit { one: "second", many: "seconds", zh: "秒", measure: Measure::Second, size: 1 },
    Unit { one: "day", many: "days", zh: "天", measure: Measure::Day, size: 1 },
    Unit { one: "week", many: "weeks", zh: "周", measure: Measure::Day, size: 7 },
    Unit { one: "year", many: "years", zh: "年", measure: Measure::Month, size: 12 },
    Unit { one: "month", many: "months", zh: "个月", measure: Measure::Month, size: 1 },
    Unit {
        one: "working hour", many: "working hours", zh: "个工作小时", measure: Measure::WorkingMinute, size: 60
    },
    Unit {
        one: "working minute", many: "working minutes", zh: "个工作分钟", measure: Measure::WorkingMinute, size: 1
    },
    Unit { one: "working day", many: "working days", zh: "个工作日", measure: Measure::WorkingDay, size: 1 },
];

impl Unit {
    /// The unit of these words, English or Chinese.
    pub(super) fn of(words: &str) -> Option<&'static Unit> {
        UNITS.iter().find(|unit| words == unit.one || words == unit.many || words == unit.zh)
    }

    /// The greatest number of this unit that an amount holds.
    pub(super) fn most(&self) -> u64 {
        let most = if self.measure == Measure::Second { i64::MAX.unsigned_abs() } else { u64::from(u32::MAX) };
        most / u64::from(self.size)
    }

    /// So many of this unit; `None` beyond [`Unit::most`].
    pub(super) fn times(&self, number: u64) -> Option<Amount> {
        let total = number.checked_mul(u64::from(self.size))?;
        let count = u32::try_from(total);
        Some(match self.measure {
            Measure::Second => Amount::Elapsed(i64::try_from(total).ok()?),
            Measure::Month if total == 0 => Amount::Civil(Civil::Days(0)),
            Measure::Day => Amount::Civil(Civil::Days(count.ok()?)),
            Measure::Month => Amount::Civil(Civil::Months(count.ok()?)),
            Measure::WorkingMinute => Amount::Working(Working::Minutes(count.ok()?)),
            Measure::WorkingDay => Amount::Working(Working::Days(count.ok()?)),
        })
    }

    /// The unit an amount is shown in, with how many of them; `None` for soft amounts. Signs are left to the caller.
    pub(super) fn shown(amount: Amount) -> Option<(u64, &'static Unit)> {
        let (total, measure) = match amount {
            Amount::Elapsed(seconds) => (seconds.unsigned_abs(), Measure::Second),
            Amount::Civil(Civil::Days(days)) => (days.into(), Measure::Day),
            Amount::Civil(Civil::Months(months)) => (months.into(), Measure::Month),
            Amount::Working(Working::Minutes(minutes)) => (minutes.into(), Measure::WorkingMinute),
            Amount::Working(Working::Days(days)) => (days.into(), Measure::WorkingDay),
            Amount::Soft(_) => return None,
        };
        let fits = |unit: &&Unit| unit.measure == measure && total.is_multiple_of(unit.size.into());
        UNITS.iter().find(fits).map(|unit| (total / u64::from(unit.size), unit))
    }
}
