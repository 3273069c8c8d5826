//! A limit becomes a little more or a little less.

use zhidu_time::{Amount, Civil, Date, Time, Working};

/// What could stand in place of a text that is a literal; nothing where it is none that has a size.
pub(super) fn near(text: &str) -> Vec<String> {
    let found = [amount, money, percent, share, date, time].into_iter().map(|of| of(text));
    found.into_iter().find(|near| !near.is_empty()).unwrap_or_default()
}

/// The whole numbers beside a number.
pub(super) fn beside(number: i64) -> [String; 2] {
    [number.saturating_add(1).to_string(), number.saturating_sub(1).to_string()]
}

/// Whole numbers in an expression, outside quotes and names, with what could stand there.
pub(super) fn numbers(expression: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let mut found = Vec::new();
    for token in tokens(expression).filter(|token| token.starts_with(|c: char| c.is_ascii_digit())) {
        if let Ok(number) = token.parse::<i64>() {
            let start = token.as_ptr() as usize - expression.as_ptr() as usize;
            found.extend(beside(number).into_iter().map(|near| (start..start + token.len(), near)));
        }
    }
    found
}

/// Words, numbers and signs of an expression; what is in quotes is one token.
pub(super) fn tokens(expression: &str) -> impl Iterator<Item = &str> {
    let mut rest = expression;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
        let len = if first == '"' {
            rest[1..].find('"').map_or(rest.len(), |end| end + 2)
        } else if is_word(first) {
            rest.find(|c| !is_word(c)).unwrap_or(rest.len())
        } else {
            let sign = ["&&", "||", "==", "!=", "<=", ">="].into_iter().find(|sign| rest.starts_with(sign));
            sign.map_or(first.len_utf8(), str::len)
        };
        let (token, after) = rest.split_at(len);
        rest = after;
        Some(token)
    })
}

fn amount(text: &str) -> Vec<String> {
    let Ok(amount) = Amount::parse(text) else { return Vec::new() };
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(0));
    let Ok(number) = number.parse::<i64>() else { return Vec::new() };
    let mut near: Vec<String> = beside(number).iter().map(|number| format!("{number}{unit}")).collect();
    match amount {
        Amount::Elapsed(seconds) => near.extend(beside(seconds).iter().map(|seconds| format!("{seconds} seconds"))),
        // The same figure on the other calendar.
        Amount::Civil(Civil::Days(days)) => near.push(format!("{days} working days")),
        Amount::Working(Working::Days(days)) => near.push(format!("{days} days")),
        _ => {}
    }
    let differs = |text: &String| Amount::parse(text).is_ok_and(|other| other != amount);
    near.retain(differs);
    near.sort();
    near.dedup();
    near
}

fn money(text: &str) -> Vec<String> {
    let Some((figure, currency)) = text.split_once(' ') else { return Vec::new() };
    let is_code = currency.len() == 3 && currency.bytes().all(|b| b.is_ascii_uppercase());
    let Some(fen) = is_code.then(|| hundredths(figure)).flatten() else { return Vec::new() };
    let shown = |fen: i64| (fen >= 0).then(|| format!("{}.{:02} {currency}", fen / 100, fen % 100));
    [100, -100, 1, -1].into_iter().filter_map(|by| shown(fen + by)).collect()
}

fn hundredths(figure: &str) -> Option<i64> {
    let (whole, part) = figure.split_once('.').unwrap_or((figure, "00"));
    let part = if part.len() == 1 { format!("{part}0") } else { part.to_owned() };
    (part.len() == 2).then(|| format!("{whole}{part}").parse().ok()).flatten()
}

fn percent(text: &str) -> Vec<String> {
    let number = text.strip_suffix('%').and_then(|number| number.trim().parse::<i64>().ok());
    number.map(|number| beside(number).iter().map(|near| format!("{near}%")).collect()).unwrap_or_default()
}

/// `5% of …`, `1 month of …`
fn share(text: &str) -> Vec<String> {
    let Some((how_much, of)) = text.split_once(" of ") else { return Vec::new() };
    let digits = how_much.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let (number, unit) = how_much.split_at(digits);
    let Ok(number) = number.parse::<i64>() else { return Vec::new() };
    beside(number).iter().map(|near| format!("{near}{unit} of {of}")).collect()
}

/// The days beside a day.
pub(super) fn date(text: &str) -> Vec<String> {
    let Ok(date) = text.parse::<Date>() else { return Vec::new() };
    [date.tomorrow(), date.yesterday()].into_iter().filter_map(Result::ok).map(|day| day.to_string()).collect()
}

fn time(text: &str) -> Vec<String> {
    let Ok(time) = zhidu_time::parse_time(text) else { return Vec::new() };
    let minutes = time.seconds() / 60;
    let near = [minutes.checked_add(1), minutes.checked_sub(1)].into_iter().flatten();
    near.filter_map(|m| Time::new(m / 60, m % 60, 0)).map(|t| format!("{:02}:{:02}", t.hour(), t.minute())).collect()
}

#[test]
fn limits_have_neighbours() {
    assert_eq!(near("30 minutes"), ["1799 seconds", "1801 seconds", "29 minutes", "31 minutes"]);
    assert_eq!(near("3 天"), ["2 天", "3 working days", "4 天"]);
    assert_eq!(near("100 CNY"), ["101.00 CNY", "99.00 CNY", "100.01 CNY", "99.99 CNY"]);
    assert_eq!(near("80%"), ["81%", "79%"]);
    assert_eq!(
        near("1 month of offender.base_wage"),
        ["2 month of offender.base_wage", "0 month of offender.base_wage"]
    );
    assert_eq!(near("2026-01-01"), ["2026-01-02", "2025-12-31"]);
    assert_eq!(near("08:30"), ["08:31", "08:29"]);
    assert_eq!(near("case.rings > 3"), Vec::<String>::new());
    assert_eq!(numbers("case.x2 > 3 && a == \"4\""), [(10..11, "4".to_owned()), (10..11, "2".to_owned())]);
}
