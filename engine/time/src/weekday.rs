//! Days of the week in words.

use jiff::civil::Weekday;

const WORDS: [(Weekday, &str, &str); 7] = [
    (Weekday::Monday, "Mon", "周一"),
    (Weekday::Tuesday, "Tue", "周二"),
    (Weekday::Wednesday, "Wed", "周三"),
    (Weekday::Thursday, "Thu", "周四"),
    (Weekday::Friday, "Fri", "周五"),
    (Weekday::Saturday, "Sat", "周六"),
    (Weekday::Sunday, "Sun", "周日"),
];

/// Reads `Mon` … `Sun` or `周一` … `周日`, exactly so; `None` for anything else.
#[must_use]
pub fn parse_weekday(text: &str) -> Option<Weekday> {
    WORDS.iter().find(|(_, en, zh)| text == *en || text == *zh).map(|(day, _, _)| *day)
}

/// `Mon` … `Sun`.
#[must_use]
pub fn weekday_en(day: Weekday) -> &'static str {
    words(day).1
}

/// `周一` … `周日`.
#[must_use]
pub fn weekday_zh(day: Weekday) -> &'static str {
    words(day).2
}

fn words(day: Weekday) -> (Weekday, &'static str, &'static str) {
    WORDS[usize::from(day.to_monday_zero_offset().unsigned_abs())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_has_its_words() {
        for (day, en, zh) in WORDS {
            assert_eq!((weekday_en(day), weekday_zh(day)), (en, zh));
            assert_eq!((parse_weekday(en), parse_weekday(zh)), (Some(day), Some(day)));
        }
        assert_eq!(parse_weekday("mon"), None);
        assert_eq!(parse_weekday("星期一"), None);
    }
}
