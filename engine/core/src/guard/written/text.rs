//! One text, one type: `100 CNY`, `10%`, `08:30`, an option.

use super::{Home, Slip};
use crate::money::{Currency, Money};
use crate::value::{Choice, Type, Value};
use rust_decimal::{Decimal, RoundingStrategy};
use std::str::FromStr;
use zhidu_time::{Amount, AmountError, Instant, LiteralError, Moment, MomentError, Zone, parse_date, parse_time};

/// Reads a text as a value of a type. Texts, persons, roles and cases take any text; lists and records none.
///
/// # Errors
/// What is wrong with it, with what was probably meant where that is certain.
pub fn from_text(text: &str, ty: &Type, home: Home<'_>) -> Result<Value, Slip> {
    let bad = || Slip::Other { expected: ty.clone(), text: text.to_owned() };
    match ty {
        Type::Text | Type::Unknown => Ok(Value::Text(text.into())),
        Type::Person => Ok(Value::Person(text.into())),
        Type::Role => Ok(Value::Role(text.into())),
        Type::Case(_) => Ok(Value::Case(text.into())),
        Type::Choice(choice) => option(text, choice),
        Type::List(_) | Type::Record(_) => Err(bad()),
        _ => {
            let plain = narrow(text);
            if plain != text {
                // Only where the plain text is right is the width the mistake.
                let meant = if exact(&plain, ty, home).is_ok() { plain } else { return exact(&plain, ty, home) };
                return Err(Slip::FullWidth { text: text.to_owned(), meant });
            }
            exact(text, ty, home)
        }
    }
}

/// Reads a text in ASCII digits as a value of a type with a notation of its own.
fn exact(text: &str, ty: &Type, home: Home<'_>) -> Result<Value, Slip> {
    let bad = || Slip::Other { expected: ty.clone(), text: text.to_owned() };
    let meant = |meant: String| Slip::Written { expected: ty.clone(), text: text.to_owned(), meant };
    match ty {
        Type::Bool => match text {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ => Err(match text.to_lowercase().as_str() {
                "true" | "yes" | "on" | "是" | "对" | "真" => meant("true".into()),
                "false" | "no" | "off" | "否" | "不" | "假" => meant("false".into()),
                _ => bad(),
            }),
        },
        Type::Int => match plain_number(text) {
            Some(number) if !text.contains('.') => i64::try_from(number).map(Value::Int).map_err(|_| bad()),
            _ => Err(grouped(text).map_or_else(bad, meant)),
        },
        Type::Decimal => plain_number(text).map(Value::decimal).ok_or_else(|| grouped(text).map_or_else(bad, meant)),
        Type::Percent => match text.strip_suffix('%').and_then(plain_number) {
            Some(number) => Ok(Value::percent(number)),
            None => Err(percent_meant(text).map_or_else(bad, meant)),
        },
        Type::Money => money(text, home.currency).map(Value::Money),
        Type::Date => match parse_date(text) {
            Ok(date) => Ok(Value::Date(date)),
            Err(LiteralError::NoSuchDay { month_ends: Some(ends), .. }) => {
                Err(Slip::NoSuchDay { text: text.to_owned(), ends: ends.to_string() })
            }
            Err(_) => Err(date_meant(text).map_or_else(bad, meant)),
        },
        Type::Time => parse_time(text).map(Value::Time).map_err(|_| time_meant(text).map_or_else(bad, meant)),
        Type::Instant => instant(text, home.zone).map(Value::Instant),
        Type::Duration => amount(text).map(Value::Duration),
        _ => Err(bad()),
    }
}

/// A literal as it should look, for messages.
#[must_use]
pub fn examples(ty: &Type, home: Home<'_>) -> Vec<String> {
    let list: &[&str] = match ty {
        Type::Bool => &["true", "false"],
        Type::Int => &["5"],
        Type::Decimal => &["2.5"],
        Type::Percent => &["\"10%\""],
        Type::Money => return vec![format!("\"100 {}\"", home.currency)],
        Type::Text => &["{ text = \"…\" }"],
        Type::Choice(choice) => {
            return choice.options.iter().take(3).map(|option| format!("\"{}\"", option.id)).collect();
        }
        Type::Date => &["2026-03-02"],
        Type::Time => &["\"08:30\""],
        Type::Instant => &["2026-03-02 09:00:00"],
        Type::Duration => &["\"30 minutes\"", "\"3 days\""],
        Type::Person => &["owner"],
        Type::Role | Type::Case(_) | Type::Unknown => &["\"…\""],
        Type::List(_) => &["[…]"],
        Type::Record(_) => &["{ … }"],
    };
    list.iter().map(|text| (*text).to_owned()).collect()
}

fn option(text: &str, choice: &Choice) -> Result<Value, Slip> {
    if let Some(option) = choice.options.iter().find(|option| &*option.id == text) {
        return Ok(Value::Choice(option.id.clone()));
    }
    let named = choice.options.iter().find(|option| option.name.as_deref() == Some(text));
    Err(match named {
        Some(option) => Slip::OptionName { name: text.to_owned(), id: option.id.to_string() },
        None => Slip::Option {
            text: text.to_owned(),
            known: choice.options.iter().map(|option| option.id.to_string()).collect(),
        },
    })
}

fn money(text: &str, home: Currency) -> Result<Money, Slip> {
    let slip = |meant: Option<String>| match meant {
        Some(meant) => Slip::Written { expected: Type::Money, text: text.to_owned(), meant },
        None => Slip::Other { expected: Type::Money, text: text.to_owned() },
    };
    if let Some(money) = Money::parse(text) {
        let found = money.currency();
        let foreign = || Slip::Currency { found: found.to_string(), expected: home.to_string() };
        return if found == home { Ok(money) } else { Err(foreign()) };
    }
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect();
    let Some(number) = plain_number(&digits) else { return Err(slip(None)) };
    let words: String = text.chars().filter(|c| c.is_alphabetic() || "¥$€￥".contains(*c)).collect();
    let known = ["", "元", "块", "圆", "人民币", "¥", "￥", "RMB", "YUAN"].contains(&words.to_uppercase().as_str());
    if number.normalize().scale() > 2 {
        let rounded = number.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).normalize();
        return Err(Slip::Decimals { text: text.to_owned(), rounded: format!("{rounded} {home}") });
    }
    match Currency::parse(&words.to_uppercase()) {
        Some(code) if code != home => Err(Slip::Currency { found: words, expected: home.to_string() }),
        Some(_) => Err(slip(Some(format!("{} {home}", number.normalize())))),
        None if known => Err(slip(Some(format!("{} {home}", number.normalize())))),
        None => Err(slip(None)),
    }
}

/// A moment on the institution's walls, or with an offset (`Z`, `+08:00`) as RFC 3339 and TOML write it.
fn instant(text: &str, zone: &Zone) -> Result<Instant, Slip> {
    let slip = |meant: Option<String>| match meant {
        Some(meant) => Slip::Written { expected: Type::Instant, text: text.to_owned(), meant },
        None => Slip::Other { expected: Type::Instant, text: text.to_owned() },
    };
    if let Some((moment, offset)) = offset(text) {
        let utc = Zone::get("UTC").map_err(|_| slip(None))?;
        let at = Moment::parse(&moment.replacen(' ', "T", 1), None).map_err(|_| slip(None))?.instant(&utc);
        return at.checked_sub(offset).ok_or_else(|| slip(None));
    }
    match Moment::parse(text, None) {
        Ok(moment) => Ok(moment.instant(zone)),
        Err(MomentError::WrongWeekday { date, written, right }) => {
            let words = [zhidu_time::weekday_en(written), zhidu_time::weekday_zh(written)];
            let chinese = !text.starts_with(|c: char| c.is_ascii());
            let right = if chinese { zhidu_time::weekday_zh(right) } else { zhidu_time::weekday_en(right) };
            let written = words[usize::from(chinese)].to_owned();
            Err(Slip::Weekday { date: date.to_string(), written, right: right.to_owned() })
        }
        Err(MomentError::Literal(LiteralError::NoSuchDay { found, month_ends: Some(ends) })) => {
            Err(Slip::NoSuchDay { text: found, ends: ends.to_string() })
        }
        Err(_) => Err(slip(None)),
    }
}

/// The text before an offset, and the offset in seconds east of UTC.
fn offset(text: &str) -> Option<(&str, i64)> {
    if let Some(moment) = text.strip_suffix(['Z', 'z']) {
        return Some((moment, 0));
    }
    let at = text.len().checked_sub(6).filter(|at| text.is_char_boundary(*at))?;
    let (moment, offset) = text.split_at(at);
    let sign = match offset.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let time = parse_time(&offset[1..]).ok()?;
    Some((moment, sign * i64::from(time.seconds())))
}

fn amount(text: &str) -> Result<Amount, Slip> {
    Amount::parse(text).map_err(|error| match error {
        AmountError::Spacing { expected, .. } => {
            Slip::Written { expected: Type::Duration, text: text.to_owned(), meant: expected }
        }
        AmountError::UnknownUnit { found } => Slip::Unit { text: found },
        AmountError::Negative { .. } => Slip::NegativeTime { text: text.to_owned() },
        AmountError::UnitMissing { found } => {
            let ways = [format!("\"{found} minutes\""), format!("\"{found} days\"")];
            Slip::Ways { expected: Type::Duration, text: text.to_owned(), ways: ways.to_vec() }
        }
        _ => Slip::Other { expected: Type::Duration, text: text.to_owned() },
    })
}

/// A number in ASCII digits, with a point at most: no exponent, no sign but a minus, no grouping.
fn plain_number(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let shape = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if shape { Decimal::from_str(text).ok() } else { None }
}

/// `1,000` without its commas.
fn grouped(text: &str) -> Option<String> {
    let plain = text.replace([',', '_', ' '], "");
    (plain != text && plain_number(&plain).is_some()).then_some(plain)
}

fn percent_meant(text: &str) -> Option<String> {
    let number = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let rest = text[number.len()..].trim().to_lowercase();
    let known = ["", "%", "percent", "pct", "个百分点"].contains(&rest.as_str());
    (known && plain_number(number).is_some()).then(|| format!("{number}%"))
}

fn date_meant(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let [year, month, day] = parts[..] else { return None };
    let meant = format!("{year:0>4}-{month:0>2}-{day:0>2}");
    parse_date(&meant).is_ok().then_some(meant)
}

fn time_meant(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let meant = match parts[..] {
        [hour] if text.ends_with(['点', '时']) => format!("{hour:0>2}:00"),
        [hour, minute] => format!("{hour:0>2}:{minute:0>2}"),
        [hour, minute, second] => format!("{hour:0>2}:{minute:0>2}:{second:0>2}"),
        _ => return None,
    };
    let plain = !text.contains(|c: char| c.is_ascii_alphabetic());
    (plain && parse_time(&meant).is_ok()).then_some(meant)
}

/// The text with full-width forms replaced by their ASCII twins.
#[must_use]
pub fn narrow(text: &str) -> String {
    let one = |c: char| match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    };
    text.chars().map(one).collect()
}
