//! Text to amounts.
//!
//! ```text
//! amount = number " " unit | number [" "] chinese unit | "immediately" | "promptly" | "立即" | "及时"
//! number = ASCII digit { ASCII digit }
//! ```

use super::unit::{UNITS, Unit};
use super::{Amount, Soft};
use crate::literal::narrow;

/// Why a text is not an amount. Every variant carries what was found; none of them is a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AmountError {
    /// Nothing, or blanks.
    #[error("no amount")]
    Empty,
    /// Full-width digits or blanks (`３ 天`), with the same text in plain ones.
    #[error("`{found}` is written in full-width characters, expected `{expected}`")]
    FullWidth {
        /// The text as written.
        found: String,
        /// The text in ASCII digits.
        expected: String,
    },
    /// No number at the start: `days`, `三天`, `a week`.
    #[error("`{found}` does not begin with a number")]
    NumberMissing {
        /// The text as written.
        found: String,
    },
    /// A minus sign.
    #[error("`{found}` is negative")]
    Negative {
        /// The text as written.
        found: String,
    },
    /// A fraction or grouped digits: `1.5 hours`, `1,000 days`.
    #[error("`{found}` is not a whole number")]
    NotWhole {
        /// The number as written.
        found: String,
    },
    /// A number that the unit cannot hold.
    #[error("`{found}` is more than {most}")]
    TooLarge {
        /// The number as written.
        found: String,
        /// The greatest number of that unit.
        most: u64,
    },
    /// A number alone.
    #[error("`{found}` has no unit")]
    UnitMissing {
        /// The number as written.
        found: String,
    },
    /// Words that are no unit. [`Amount::unit_words`] lists those that are.
    #[error("`{found}` is not a unit of time")]
    UnknownUnit {
        /// The words after the number.
        found: String,
    },
    /// A blank too many or too few.
    #[error("expected `{expected}`, found `{found}`")]
    Spacing {
        /// The text as written.
        found: String,
        /// The same with the right blanks.
        expected: String,
    },
}

impl Amount {
    /// Reads an amount: `20 seconds`, `30 minutes`, `2 hours`, `3 days`, `1 week`, `2 months`, `1 year`,
    /// `30 working minutes`, `4 working hours`, `3 working days`, `immediately`, `promptly`, or the same in Chinese
    /// (`30 分钟`, `3天`, `1 个月`, `4 个工作小时`, `3 个工作日`, `立即`, `及时`).
    ///
    /// English takes one blank before the unit and either of its forms (`1 days` is read); Chinese takes one or none.
    ///
    /// # Errors
    /// All of [`AmountError`].
    pub fn parse(text: &str) -> Result<Self, AmountError> {
        let plain = narrow(text);
        if plain != text {
            return Err(AmountError::FullWidth { found: text.to_owned(), expected: plain });
        }
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (amount, expected) = read(&words)?;
        if expected == text { Ok(amount) } else { Err(AmountError::Spacing { found: text.to_owned(), expected }) }
    }

    /// All words [`Amount::parse`] knows after a number, English first, for suggestions.
    pub fn unit_words() -> impl Iterator<Item = &'static str> {
        UNITS.iter().flat_map(|unit| [unit.one, unit.many]).chain(UNITS.iter().map(|unit| unit.zh))
    }
}

/// The amount, and how the text should have been spaced.
fn read(words: &str) -> Result<(Amount, String), AmountError> {
    let found = || words.to_owned();
    if words.is_empty() {
        return Err(AmountError::Empty);
    }
    if let Some(soft) = [Soft::Immediately, Soft::Promptly].into_iter().find(|s| words == s.en() || words == s.zh()) {
        return Ok((Amount::Soft(soft), found()));
    }
    let (number, rest) = words.split_at(words.find(|c: char| !c.is_ascii_digit()).unwrap_or(words.len()));
    if number.is_empty() {
        let digits = words.strip_prefix(['-', '\u{2212}']).map(str::trim_start);
        let negative = digits.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        return Err(match negative {
            true => AmountError::Negative { found: found() },
            false => AmountError::NumberMissing { found: found() },
        });
    }
    if let Some(fraction) = rest.strip_prefix(['.', ',']) {
        let digits = fraction.find(|c: char| !c.is_ascii_digit()).unwrap_or(fraction.len());
        return Err(AmountError::NotWhole { found: words[..number.len() + 1 + digits].to_owned() });
    }
    let name = rest.trim_start();
    if name.is_empty() {
        return Err(AmountError::UnitMissing { found: found() });
    }
    let unit = Unit::of(name).ok_or_else(|| AmountError::UnknownUnit { found: name.to_owned() })?;
    let too_large = || AmountError::TooLarge { found: number.to_owned(), most: unit.most() };
    let amount = number.parse().ok().and_then(|number| unit.times(number)).ok_or_else(too_large)?;
    Ok((amount, if name == unit.zh { found() } else { format!("{number} {name}") }))
}

impl std::str::FromStr for Amount {
    type Err = AmountError;
    fn from_str(text: &str) -> Result<Self, AmountError> {
        Self::parse(text)
    }
}

/// The stored form: what [`Amount::parse`] reads, and negative elapsed amounts, which nobody writes but data may hold.
impl TryFrom<String> for Amount {
    type Error = AmountError;
    fn try_from(text: String) -> Result<Self, AmountError> {
        match text.strip_prefix('-').map(Self::parse) {
            Some(Ok(Self::Elapsed(seconds))) if seconds > 0 => Ok(Self::Elapsed(-seconds)),
            Some(_) => Err(AmountError::Negative { found: text }),
            None => Self::parse(&text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Civil, Working};

    const READ: [(&str, &str, Amount); 16] = [
        ("20 seconds", "20 秒", Amount::Elapsed(20)),
        ("30 minutes", "30 分钟", Amount::Elapsed(1800)),
        ("1 minute", "1 分钟", Amount::Elapsed(60)),
        ("2 hours", "2 小时", Amount::Elapsed(7200)),
        ("0 hours", "0 小时", Amount::ZERO),
        ("0 days", "0 天", Amount::Civil(Civil::Days(0))),
        ("3 days", "3 天", Amount::Civil(Civil::Days(3))),
        ("1 week", "1 周", Amount::Civil(Civil::Days(7))),
        ("1 month", "1 个月", Amount::Civil(Civil::Months(1))),
        ("1 year", "1 年", Amount::Civil(Civil::Months(12))),
        ("30 working minutes", "30 个工作分钟", Amount::Working(Working::Minutes(30))),
        ("4 working hours", "4 个工作小时", Amount::Working(Working::Minutes(240))),
        ("3 working days", "3 个工作日", Amount::Working(Working::Days(3))),
        ("0 working days", "0 个工作日", Amount::Working(Working::Days(0))),
        ("immediately", "立即", Amount::Soft(Soft::Immediately)),
        ("promptly", "及时", Amount::Soft(Soft::Promptly)),
    ];

    #[test]
    fn both_languages_write_the_same_amounts() {
        for (en, zh, amount) in READ {
            assert_eq!(Amount::parse(en), Ok(amount), "{en}");
            assert_eq!(Amount::parse(zh), Ok(amount), "{zh}");
            assert_eq!(Amount::parse(&zh.replace(' ', "")), Ok(amount), "{zh} without blank");
            if amount != Amount::Civil(Civil::Days(7)) {
                assert_eq!((amount.to_string().as_str(), amount.zh().as_str()), (en, zh));
            }
        }
        assert_eq!(Amount::parse("1 days"), Amount::parse("1 day"));
        assert_eq!(Amount::parse("14 days").unwrap().to_string(), "14 days");
        assert_eq!(Amount::parse("0 months"), Amount::parse("0 days"));
    }

    #[test]
    fn what_is_wrong_is_told_apart() {
        let text = String::from;
        for (written, error) in [
            ("", AmountError::Empty),
            (" ", AmountError::Empty),
            ("３ days", AmountError::FullWidth { found: text("３ days"), expected: text("3 days") }),
            ("3　天", AmountError::FullWidth { found: text("3　天"), expected: text("3 天") }),
            ("days", AmountError::NumberMissing { found: text("days") }),
            ("三天", AmountError::NumberMissing { found: text("三天") }),
            ("+3 days", AmountError::NumberMissing { found: text("+3 days") }),
            ("-3 days", AmountError::Negative { found: text("-3 days") }),
            ("− 3 天", AmountError::Negative { found: text("− 3 天") }),
            ("1.5 hours", AmountError::NotWhole { found: text("1.5") }),
            ("1,000天", AmountError::NotWhole { found: text("1,000") }),
            ("30", AmountError::UnitMissing { found: text("30") }),
            ("3 Days", AmountError::UnknownUnit { found: text("Days") }),
            ("3 working weeks", AmountError::UnknownUnit { found: text("working weeks") }),
            ("1 hour 30 minutes", AmountError::UnknownUnit { found: text("hour 30 minutes") }),
            ("30minutes", AmountError::Spacing { found: text("30minutes"), expected: text("30 minutes") }),
            (" 3  days", AmountError::Spacing { found: text(" 3  days"), expected: text("3 days") }),
            ("4 个工作小时 ", AmountError::Spacing { found: text("4 个工作小时 "), expected: text("4 个工作小时") }),
            ("4294967296 days", AmountError::TooLarge { found: text("4294967296"), most: 4_294_967_295 }),
            ("613566757 weeks", AmountError::TooLarge { found: text("613566757"), most: 613_566_756 }),
        ] {
            assert_eq!(Amount::parse(written), Err(error), "{written:?}");
        }
        let many = "9".repeat(99);
        assert!(matches!(Amount::parse(&format!("{many} hours")), Err(AmountError::TooLarge { .. })));
    }

    #[test]
    fn suggestions_know_every_word() {
        assert_eq!(Amount::unit_words().count(), 30);
        assert!(Amount::unit_words().all(|word| Amount::parse(&format!("3 {word}")).is_ok()));
    }

    #[test]
    fn stored_amounts_may_be_negative() {
        let amount = Amount::Elapsed(-90);
        let json = serde_json::to_string(&amount).unwrap();
        assert_eq!(json, "\"-90 seconds\"");
        assert_eq!(serde_json::from_str::<Amount>(&json).unwrap(), amount);
        assert!(serde_json::from_str::<Amount>("\"-3 days\"").is_err());
        assert!(serde_json::from_str::<Amount>("\"--3 hours\"").is_err());
    }
}
