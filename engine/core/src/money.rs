//! Money: whole fen (hundredths) of one currency, exact.
//!
//! There is no floating point and no conversion between currencies. Percentages are rounded half up to the fen per
//! item (GR-09).

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A three-letter ISO 4217 code, upper case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// The yuan renminbi, the default of an institution.
    pub const CNY: Self = Self(*b"CNY");

    /// Reads a code of three upper-case ASCII letters.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 3] = text.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_uppercase).then_some(Self(bytes))
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for Currency {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or(text)
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

/// An amount of money in fen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Money {
    // The currency comes first so that the derived order never ranks amounts across currencies by number alone.
    currency: Currency,
    fen: i64,
}

/// What money arithmetic can refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Two currencies in one sum or comparison.
    #[error("{0} and {1} do not mix")]
    Currencies(Currency, Currency),
    /// Beyond ±92 quadrillion units.
    #[error("the amount is too large")]
    Overflow,
}

impl Money {
    /// An amount of whole fen.
    #[must_use]
    pub const fn from_fen(fen: i64, currency: Currency) -> Self {
        Self { currency, fen }
    }

    /// Reads `100 CNY`, `100.50 CNY`, `-3 CNY`: at most two decimals, one space, a currency code.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (number, code) = text.rsplit_once(' ')?;
        let currency = Currency::parse(code)?;
        let plain = number.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-');
        let decimal = plain.then(|| Decimal::from_str(number).ok())??;
        let fen = decimal.checked_mul(Decimal::ONE_HUNDRED)?;
        (fen.fract().is_zero()).then_some(())?;
        Some(Self { currency, fen: i64::try_from(fen).ok()? })
    }

    /// Whole fen.
    #[must_use]
    pub const fn fen(self) -> i64 {
        self.fen
    }

    /// The currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Nothing, in this currency.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self { currency, fen: 0 }
    }

    /// The amount in units as an exact decimal with two places.
    #[must_use]
    pub fn units(self) -> Decimal {
        Decimal::new(self.fen, 2)
    }

    fn same(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            Ok(())
        } else {
            Err(MoneyError::Currencies(self.currency, other.currency))
        }
    }

    /// Sum.
    ///
    /// # Errors
    /// Two currencies, or overflow.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        self.same(other)?;
        let fen = self.fen.checked_add(other.fen).ok_or(MoneyError::Overflow)?;
        Ok(Self { fen, ..self })
    }

    /// Difference.
    ///
    /// # Errors
    /// Two currencies, or overflow.
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        self.same(other)?;
        let fen = self.fen.checked_sub(other.fen).ok_or(MoneyError::Overflow)?;
        Ok(Self { fen, ..self })
    }

    /// Product with an exact number, rounded half up (away from zero) to the fen (GR-09).
    ///
    /// # Errors
    /// Overflow.
    pub fn times(self, factor: Decimal) -> Result<Self, MoneyError> {
        let fen = Decimal::from(self.fen).checked_mul(factor).ok_or(MoneyError::Overflow)?;
        let fen = fen.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        Ok(Self { fen: i64::try_from(fen).map_err(|_| MoneyError::Overflow)?, ..self })
    }

    /// Quotient by an exact number other than zero, rounded half up (away from zero) to the fen.
    ///
    /// # Errors
    /// Overflow, which division by zero is, too.
    pub fn over(self, divisor: Decimal) -> Result<Self, MoneyError> {
        let fen = Decimal::from(self.fen).checked_div(divisor).ok_or(MoneyError::Overflow)?;
        let fen = fen.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        Ok(Self { fen: i64::try_from(fen).map_err(|_| MoneyError::Overflow)?, ..self })
    }

    /// A share in percent, rounded half up to the fen (GR-09).
    ///
    /// # Errors
    /// Overflow.
    pub fn percent(self, percent: Decimal) -> Result<Self, MoneyError> {
        self.times(percent.checked_div(Decimal::ONE_HUNDRED).ok_or(MoneyError::Overflow)?)
    }

    /// Order within one currency.
    ///
    /// # Errors
    /// Two currencies.
    pub fn compare(self, other: Self) -> Result<std::cmp::Ordering, MoneyError> {
        self.same(other)?;
        Ok(self.fen.cmp(&other.fen))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = self.units();
        if self.fen % 100 == 0 {
            write!(f, "{} {}", units.normalize(), self.currency)
        } else {
            write!(f, "{units} {}", self.currency)
        }
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl TryFrom<String> for Money {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or(text)
    }
}

impl From<Money> for String {
    fn from(money: Money) -> Self {
        money.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cny(text: &str) -> Money {
        Money::parse(text).expect("a literal of the test")
    }

    #[test]
    fn reads_and_writes_whole_fen_only() {
        for text in ["100 CNY", "0.01 CNY", "6500 CNY", "-3.50 CNY", "3333.33 CNY"] {
            assert_eq!(cny(text).to_string(), text);
        }
        for text in ["100", "100CNY", "1.005 CNY", "1,000 CNY", "１00 CNY", "1e3 CNY", " 1 CNY", "1 cny"] {
            assert_eq!(Money::parse(text), None, "{text}");
        }
    }

    #[test]
    fn gr_09_percentages_round_half_up_to_the_fen() {
        let one = Decimal::ONE;
        assert_eq!(cny("3333.33 CNY").percent(one), Ok(cny("33.33 CNY")));
        assert_eq!(cny("0.50 CNY").percent(one), Ok(cny("0.01 CNY")));
        assert_eq!(cny("0.49 CNY").percent(one), Ok(cny("0 CNY")));
    }

    #[test]
    fn quotients_round_half_up_to_the_fen() {
        assert_eq!(cny("100 CNY").over(Decimal::from(3)), Ok(cny("33.33 CNY")));
        assert_eq!(cny("0.01 CNY").over(Decimal::from(2)), Ok(cny("0.01 CNY")));
        assert_eq!(cny("-0.01 CNY").over(Decimal::from(2)), Ok(cny("-0.01 CNY")));
        assert_eq!(cny("1 CNY").over(Decimal::ZERO), Err(MoneyError::Overflow));
    }

    #[test]
    fn currencies_never_mix() {
        let usd = Money::parse("1 USD").expect("a literal of the test");
        assert!(cny("1 CNY").plus(usd).is_err());
        assert!(cny("1 CNY").compare(usd).is_err());
        assert_eq!(Money::from_fen(i64::MAX, Currency::CNY).plus(cny("1 CNY")), Err(MoneyError::Overflow));
    }
}
