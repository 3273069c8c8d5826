//! Dates and times of day as policies and scenarios write them.

use crate::Time;
use jiff::civil::Date;

/// Why a text is not a date or a time of day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LiteralError {
    /// Full-width digits or signs (`０８：３０`), with the same text in plain ones.
    #[error("`{found}` is written in full-width characters, expected `{expected}`")]
    FullWidth {
        /// The text as written.
        found: String,
        /// The text in ASCII.
        expected: String,
    },
    /// Not `YYYY-MM-DD`.
    #[error("expected a date such as `2026-03-06`, found `{found}`")]
    NotADate {
        /// The text as written.
        found: String,
    },
    /// `YYYY-MM-DD`, but the calendar has no such day (`2026-02-30`).
    #[error("there is no day `{found}`")]
    NoSuchDay {
        /// The text as written.
        found: String,
        /// The last day of that month, where the month exists.
        month_ends: Option<Date>,
    },
    /// Not `HH:MM` or `HH:MM:SS` between `00:00` and `24:00`.
    #[error("expected a time of day such as `08:30` up to `24:00`, found `{found}`")]
    NotATime {
        /// The text as written.
        found: String,
    },
}

/// Reads a date: four digits, two, two, joined by hyphens (`2026-03-06`).
///
/// # Errors
/// [`LiteralError::FullWidth`], [`LiteralError::NotADate`], [`LiteralError::NoSuchDay`].
pub fn parse_date(text: &str) -> Result<Date, LiteralError> {
    refuse_full_width(text)?;
    let not_a_date = || LiteralError::NotADate { found: text.to_owned() };
    let [year, month, day] = numbers(text, '-', [4, 2, 2]).ok_or_else(not_a_date)?;
    let part = |n: u32| i8::try_from(n).map_err(|_| not_a_date());
    let (year, month, day) = (i16::try_from(year).map_err(|_| not_a_date())?, part(month)?, part(day)?);
    Date::new(year, month, day).map_err(|_| LiteralError::NoSuchDay {
        found: text.to_owned(),
        month_ends: Date::new(year, month, 1).ok().map(Date::last_of_month),
    })
}

/// Reads a time of day: `08:30`, `09:14:05`, `24:00`; always two digits each.
///
/// # Errors
/// [`LiteralError::FullWidth`], [`LiteralError::NotATime`].
pub fn parse_time(text: &str) -> Result<Time, LiteralError> {
    refuse_full_width(text)?;
    let parts = match text.len() {
        5 => numbers(text, ':', [2, 2]).map(|[hour, minute]| [hour, minute, 0]),
        _ => numbers(text, ':', [2, 2, 2]),
    };
    parts
        .and_then(|[hour, minute, second]| Time::new(hour, minute, second))
        .ok_or_else(|| LiteralError::NotATime { found: text.to_owned() })
}

/// Numbers of exactly these widths in ASCII digits, joined by `sign`.
fn numbers<const N: usize>(text: &str, sign: char, widths: [usize; N]) -> Option<[u32; N]> {
    let mut parts = text.split(sign);
    let mut numbers = [0; N];
    for (number, width) in numbers.iter_mut().zip(widths) {
        let part = parts.next().filter(|part| part.len() == width && part.bytes().all(|b| b.is_ascii_digit()))?;
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(numbers)
}

/// Full-width forms of ASCII and the ideographic space, which Chinese keyboards produce, are told apart from nonsense.
pub(crate) fn refuse_full_width(text: &str) -> Result<(), LiteralError> {
    let narrow = narrow(text);
    if narrow == text { Ok(()) } else { Err(LiteralError::FullWidth { found: text.to_owned(), expected: narrow }) }
}

/// The text with full-width forms (U+FF01 to U+FF5E, U+3000) replaced by their ASCII twins.
pub(crate) fn narrow(text: &str) -> String {
    let one = |c: char| match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    };
    text.chars().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_have_one_form() {
        assert_eq!(parse_date("2026-03-06"), Ok(date(2026, 3, 6)));
        assert_eq!(parse_date("2024-02-29"), Ok(date(2024, 2, 29)));
        for text in ["", "2026-3-6", "2026/03/06", "20260306", "2026-03-06 ", "+026-03-06", "2026-03-06-01", "明天"] {
            assert_eq!(parse_date(text), Err(LiteralError::NotADate { found: text.into() }), "{text}");
        }
        assert_eq!(
            parse_date("2026-02-30"),
            Err(LiteralError::NoSuchDay { found: "2026-02-30".into(), month_ends: Some(date(2026, 2, 28)) })
        );
        assert_eq!(
            parse_date("2026-13-01"),
            Err(LiteralError::NoSuchDay { found: "2026-13-01".into(), month_ends: None })
        );
    }

    #[test]
    fn times_reach_to_the_end_of_the_day() {
        for (text, seconds) in [("00:00", 0), ("08:30", 30_600), ("09:14:05", 33_245), ("23:59:59", 86_399)] {
            assert_eq!(parse_time(text).map(Time::seconds), Ok(seconds), "{text}");
            assert_eq!(parse_time(text).unwrap().to_string(), text);
        }
        assert_eq!(parse_time("24:00"), Ok(Time::DAY_END));
        assert_eq!(parse_time("24:00:00"), Ok(Time::DAY_END));
        for text in ["", "8:30", "24:01", "24:00:01", "25:00", "12:60", "12:00:60", "12:00:00.5", "12:00Z", "0830"] {
            assert_eq!(parse_time(text), Err(LiteralError::NotATime { found: text.into() }), "{text}");
        }
    }

    #[test]
    fn full_width_digits_are_named_as_such() {
        assert_eq!(
            parse_time("０８：３０"),
            Err(LiteralError::FullWidth { found: "０８：３０".into(), expected: "08:30".into() })
        );
        assert!(matches!(parse_date("２０２６-03-06"), Err(LiteralError::FullWidth { .. })));
    }
}
