//! `switch`: what can never match is an error instead of the last resort.
//!
//! rhai compares by hash, so an amount of money, a date, or a decimal beside an integer would silently go to `_`. Here the
//! value is looked at first: it must be of the kind of the cases, and numbers are made alike. For that `switch x {` is read
//! as `switch <our construct> x {`, in the room of the word itself.

use super::fault::{Answer, Fault};
use super::held::{from_rhai, to_rhai};
use super::syntax::{begins, construct, evaluate};
use crate::scan::Scan;
use rhai::{Dynamic, Engine, Token};
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeMap;
use zhidu_core::value::Value;

/// The word, and as many characters that give two tokens at known places.
const WORD: &str = "switch";
const ROOM: &str = "sw,   ";

/// What cases can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cases {
    Texts,
    Numbers,
    Truths,
}

const KEYS: [(&str, Option<Cases>); 4] = [
    ("switch text(", Some(Cases::Texts)),
    ("switch number(", Some(Cases::Numbers)),
    ("switch truth(", Some(Cases::Truths)),
    ("switch any(", None),
];

/// Makes room in a text for the construct, and makes the numbers of cases alike.
pub(super) fn prepare(scan: &Scan, text: &str, remap: &mut BTreeMap<(usize, usize), Token>) -> String {
    let mut prepared = text.to_owned();
    for (i, word) in scan.words.iter().enumerate().filter(|(_, w)| matches!(w.token, Token::Switch)) {
        let labels = labels(scan, i);
        let mut kinds: Vec<_> = labels.iter().filter_map(|&label| kind(&scan.words[label].token)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let wanted = if let [one] = *kinds { Some(one) } else { None };
        let Some((key, _)) = KEYS.iter().find(|(_, cases)| *cases == wanted) else { continue };
        if text.get(word.range.clone()) == Some(WORD) {
            prepared.replace_range(word.range.clone(), ROOM);
            remap.insert(word.at, Token::Switch);
            remap.insert((word.at.0, word.at.1 + 2), begins(key));
        }
        for &label in &labels {
            let word = &scan.words[label];
            if let Token::DecimalConstant(number) = &word.token
                && let Some(whole) = whole(&Value::Decimal(number.0))
            {
                remap.insert(word.at, Token::IntegerConstant(whole));
            }
        }
    }
    prepared
}

/// Teaches an engine the construct.
pub(super) fn register(engine: &mut Engine) {
    for (key, wanted) in KEYS {
        construct(engine, key, &["$expr$"], move |context, inputs| comparable(&evaluate(context, inputs, 0)?, wanted));
    }
}

/// The value as cases hold it.
fn comparable(value: &Dynamic, wanted: Option<Cases>) -> Answer {
    let value = from_rhai(value)?;
    let found = match &value {
        Value::Text(_) | Value::Choice(_) => Cases::Texts,
        Value::Int(_) | Value::Decimal(_) => Cases::Numbers,
        Value::Bool(_) => Cases::Truths,
        other => return Err(Fault::Types(format!("`switch` on `{other}`")).into()),
    };
    if wanted.is_some_and(|wanted| wanted != found) {
        return Err(Fault::Types(format!("`switch` on `{value}` among other cases")).into());
    }
    Ok(to_rhai(whole(&value).map_or(value, Value::Int)))
}

/// A number without a fraction.
fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Decimal(number) if number.fract().is_zero() => number.to_i64(),
        _ => None,
    }
}

const fn kind(label: &Token) -> Option<Cases> {
    match label {
        Token::StringConstant(_) => Some(Cases::Texts),
        Token::IntegerConstant(_) | Token::DecimalConstant(_) => Some(Cases::Numbers),
        Token::True | Token::False => Some(Cases::Truths),
        _ => None,
    }
}

/// The words of its cases: literals before an arrow, a bar, a condition or a range.
fn labels(scan: &Scan, switch: usize) -> Vec<usize> {
    let is_arrow = |i: usize| matches!(scan.token(i), Some(Token::DoubleArrow));
    let blocks = outer(scan, switch + 1, scan.words.len()).into_iter();
    let mut bodies = blocks.filter_map(|i| Some((i, scan.words[i].pair.filter(|pair| *pair > i)?)));
    let body = bodies.find(|&(open, close)| {
        matches!(scan.words[open].token, Token::LeftBrace) && outer(scan, open + 1, close).into_iter().any(is_arrow)
    });
    let Some((open, close)) = body else { return Vec::new() };
    let ends_label = |i: usize| {
        matches!(
            scan.token(i + 1),
            Some(Token::DoubleArrow | Token::Pipe | Token::If | Token::ExclusiveRange | Token::InclusiveRange)
        )
    };
    outer(scan, open + 1, close).into_iter().filter(|&i| ends_label(i)).collect()
}

/// The words from one to another that stand in no brackets of their own; opening brackets included.
fn outer(scan: &Scan, from: usize, to: usize) -> Vec<usize> {
    let mut words = Vec::new();
    let mut i = from;
    while i < to {
        words.push(i);
        i = scan.words[i].pair.filter(|pair| *pair > i).unwrap_or(i) + 1;
    }
    words
}
