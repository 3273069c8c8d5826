//! Literals of scenario files: values as the step takes them, moments, dues, amounts.

use crate::guard::written::{Home, typed as as_typed};
use crate::money::Money;
use crate::problem::{AnyOf, Problem, Problems, ScenarioFlaw, SyntaxFlaw, Word};
use crate::scenario::When;
use crate::source::{Span, Spanned};
use crate::syntax::{Node, NodeKind};
use crate::value::{Type, Value};
use rust_decimal::Decimal;
use std::str::FromStr;
use zhidu_time::{Amount, Date, Due, LiteralError, Moment, MomentError, Zone, weekday_en};

/// A value as written. What it is of is known by whoever takes it; dates and times stay text until then.
pub(super) fn value(node: &Node) -> Option<Value> {
    Some(match &node.kind {
        NodeKind::Text(text) => Value::Text(text.value.as_str().into()),
        NodeKind::Integer(n) => Value::Int(*n),
        NodeKind::Decimal(digits) => Value::decimal(Decimal::from_str(digits).ok()?),
        NodeKind::Boolean(b) => Value::Bool(*b),
        NodeKind::DateTime(text) => Value::Text(text.as_str().into()),
        NodeKind::List(items) => Value::List(items.iter().filter_map(value).collect()),
        NodeKind::Table(table) => {
            let fields = table.entries().filter_map(|(key, node)| Some((key.text.as_str().into(), value(node)?)));
            Value::Record(fields.collect())
        }
        NodeKind::Tables(_) | NodeKind::Broken => return None,
    })
}

/// A value of a type; the problem says which literal was wanted.
pub(super) fn typed(key: &str, node: &Node, ty: &Type, home: Home<'_>, problems: &mut Problems) -> Option<Value> {
    if node.is_broken() {
        return None;
    }
    let typed = value(node).and_then(|value| as_typed(&value, ty, home).ok());
    if typed.is_none() {
        let kind = word_of(ty);
        let flaw = match (&node.kind, value(node)) {
            (NodeKind::Text(text), _) => bad(kind, &text.value, example_of(ty)),
            (_, Some(value)) => bad(kind, &value.to_string(), example_of(ty)),
            _ => SyntaxFlaw::WrongType { key: key.to_owned(), expected: AnyOf::from(kind), found: node.shape() },
        };
        problems.push(Problem::new(flaw, node.span));
    }
    typed
}

fn bad(kind: Word, text: &str, example: &str) -> SyntaxFlaw {
    SyntaxFlaw::BadLiteral { kind, text: text.to_owned(), example: example.to_owned() }
}

fn word_of(ty: &Type) -> Word {
    match ty {
        Type::Bool => Word::Boolean,
        Type::Int => Word::Integer,
        Type::Decimal => Word::Decimal,
        Type::Percent => Word::Percent,
        Type::Money => Word::Money,
        Type::Text | Type::Unknown => Word::Text,
        Type::Choice(_) => Word::Option,
        Type::Date => Word::Date,
        Type::Time => Word::Time,
        Type::Instant => Word::Instant,
        Type::Duration => Word::Duration,
        Type::Person => Word::Person,
        Type::Role => Word::Role,
        Type::Case(_) => Word::Case,
        Type::List(_) => Word::List,
        Type::Record(_) => Word::Record,
    }
}

const fn example_of(ty: &Type) -> &'static str {
    match ty {
        Type::Bool => "true",
        Type::Int => "5",
        Type::Decimal => "0.5",
        Type::Percent => "5%",
        Type::Money => "100 CNY",
        Type::Date => "2026-03-02",
        Type::Time => "08:30",
        Type::Instant => "2026-03-02 09:14",
        Type::Duration => "30 minutes",
        Type::List(_) => "[…]",
        Type::Record(_) => "{ … }",
        _ => "…",
    }
}

/// What is written as a moment: a text or a TOML date-time, with the place of its characters.
fn written<'n>(key: &str, node: &'n Node, problems: &mut Problems) -> Option<(&'n str, Span)> {
    match &node.kind {
        NodeKind::Text(text) => Some((&text.value, node.span)),
        NodeKind::DateTime(text) => Some((text, node.span)),
        NodeKind::Broken => None,
        _ => {
            let (expected, found) = ([Word::Text, Word::DateTime].into(), node.shape());
            problems.push(Problem::new(SyntaxFlaw::WrongType { key: key.to_owned(), expected, found }, node.span));
            None
        }
    }
}

/// A date and a time; a time alone is on `day`.
pub(super) fn moment(key: &str, node: &Node, day: Option<Date>, problems: &mut Problems) -> Option<Moment> {
    let (text, span) = written(key, node, problems)?;
    match Moment::parse(text, day) {
        Ok(moment) => Some(moment),
        Err(error) => {
            problems.push(no_moment(&error, text, node, span));
            None
        }
    }
}

/// When a row is: a moment, or a time on the day of the row before.
pub(super) fn when(key: &str, node: &Node, day: Option<Date>, problems: &mut Problems) -> Option<When> {
    let moment = moment(key, node, day, problems)?;
    let same_day = written(key, node, problems).is_some_and(|(text, _)| Moment::parse(text, None).is_err());
    Some(if same_day { When::SameDay(moment.time) } else { When::At(moment) })
}

/// A due as people write it: `10:35:00`, `Wed 2026-04-08 24:00`, `before 00:00`.
pub(super) fn due(key: &str, node: &Node, day: Option<Date>, zone: &Zone, problems: &mut Problems) -> Option<Due> {
    let (text, span) = written(key, node, problems)?;
    match Due::parse(text, day, zone) {
        Ok(due) => Some(due),
        Err(error) => {
            problems.push(no_moment(&error, text, node, span));
            None
        }
    }
}

fn no_moment(error: &MomentError, text: &str, node: &Node, span: Span) -> Problem {
    match error {
        MomentError::WrongWeekday { date, written, right } => {
            let word = text.split(' ').find(|part| zhidu_time::parse_weekday(part) == Some(*written)).unwrap_or("");
            let at = text.find(word).unwrap_or(0);
            let span = node.as_text().map_or(span, |t| t.span_of(at..at + word.len()));
            let real = if word.is_ascii() { weekday_en(*right) } else { zhidu_time::weekday_zh(*right) };
            let flaw =
                ScenarioFlaw::WrongWeekday { date: date.to_string(), written: word.to_owned(), real: real.to_owned() };
            Problem::new(flaw, span).suggest(span, real)
        }
        MomentError::Literal(LiteralError::FullWidth { found, expected }) => {
            let flaw = SyntaxFlaw::WideLiteral { text: found.clone(), meant: expected.clone() };
            Problem::new(flaw, span)
        }
        _ => Problem::new(bad(Word::Instant, text, "Mon 2026-03-02 09:14"), span),
    }
}

/// An amount of time.
pub(super) fn amount(key: &str, node: &Node, problems: &mut Problems) -> Option<Amount> {
    let (text, span) = written(key, node, problems)?;
    let amount = Amount::parse(text).ok();
    if amount.is_none() {
        problems.push(Problem::new(bad(Word::Amount, text, "30 minutes"), span));
    }
    amount
}

/// An amount of money.
pub(super) fn money(key: &str, node: &Node, problems: &mut Problems) -> Option<Money> {
    let (text, span) = written(key, node, problems)?;
    let money = Money::parse(text);
    if money.is_none() {
        problems.push(Problem::new(bad(Word::Money, text, "100 CNY"), span));
    }
    money
}

/// A day, or the days from one to another: `2026-03-09`, `2026-03-09..2026-03-10`.
pub(super) fn days(key: &str, node: &Node, problems: &mut Problems) -> Option<(Date, Date)> {
    let (text, span) = written(key, node, problems)?;
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    match (zhidu_time::parse_date(first), zhidu_time::parse_date(last)) {
        (Ok(first), Ok(last)) if first <= last => Some((first, last)),
        _ => {
            problems.push(Problem::new(bad(Word::Date, text, "2026-03-09..2026-03-10"), span));
            None
        }
    }
}

/// A whole number from 0.
pub(super) fn count(key: &str, node: &Node, problems: &mut Problems) -> Option<u32> {
    let count = if let NodeKind::Integer(n) = node.kind { u32::try_from(n).ok() } else { None };
    if count.is_none() && !node.is_broken() {
        let (expected, found) = (Word::Integer.into(), node.shape());
        problems.push(Problem::new(SyntaxFlaw::WrongType { key: key.to_owned(), expected, found }, node.span));
    }
    count
}

/// A text, or the problem that it is none.
pub(super) fn text(key: &str, node: &Node, problems: &mut Problems) -> Option<Spanned<crate::value::Text>> {
    let text = node.as_text().map(super::own);
    if text.is_none() && !node.is_broken() {
        let (expected, found) = (Word::Text.into(), node.shape());
        problems.push(Problem::new(SyntaxFlaw::WrongType { key: key.to_owned(), expected, found }, node.span));
    }
    text
}
