//! Words one by one: what rhai shall take them for, and which may not stand at all.

use super::{Mode, Scan};
use rhai::{LexError, Token};
use rust_decimal::Decimal;
use std::str::FromStr;
use unicode_normalization::UnicodeNormalization;
use zhidu_core::guard::ast::ParseErrorKind;

/// Words of rhai's that would reach beyond the text, hide a call or stand for a value we do not have.
const FORBIDDEN: [&str; 11] =
    ["eval", "print", "debug", "this", "Fn", "call", "curry", "type_of", "is_def_var", "is_def_fn", "is_shared"];

/// Conjunctions people write for `&&`, `||` and `!`, longer ones first.
pub(super) const CONJUNCTIONS: [&str; 14] =
    ["并且", "而且", "或者", "以及", "不是", "且", "或", "与", "及", "非", "不", "and", "or", "not"];

/// The roots an expression can begin with; a conjunction glued to one is not part of a name.
const ROOTS: [&str; 16] = [
    "case",
    "event",
    "param",
    "measure",
    "account",
    "it",
    "self",
    "now",
    "today",
    "actor",
    "owner",
    "requester",
    "offender",
    "holder",
    "true",
    "false",
];

/// Characters that are one wrong operator together.
const WIDE_OPERATORS: &str = "＝！＞＜＆｜≥≤≠";

/// Decides for every word what rhai shall take it for, and reports those that may not stand.
pub(super) fn judge(scan: &mut Scan, mode: Mode, text: &str) {
    let mut i = 0;
    while i < scan.words.len() {
        if scan.words[i].bad {
            i += 1;
            continue;
        }
        let taken = match (&scan.words[i].token, is_field(scan, i)) {
            (Token::LexError(error), _) => Taken::Wrong(lexical(error, &text[scan.words[i].range.clone()])),
            (Token::CharConstant(_), _) => Taken::Wrong(unexpected(&text[scan.words[i].range.clone()])),
            (Token::FloatConstant(number), _) => number_of(&number.1),
            (Token::Identifier(name), _) => identifier(name),
            (Token::Reserved(name), true) => identifier(name),
            (Token::Reserved(name), false) => reserved(name),
            (keyword, true) if is_word(keyword) => identifier(keyword.literal_syntax()),
            (Token::As, false) => identifier("as"),
            (Token::Import | Token::Export, false) => {
                i = forbid_statement(scan, i);
                continue;
            }
            (Token::Fn | Token::Private, false) if mode == Mode::Expression => {
                i = forbid_statement(scan, i);
                continue;
            }
            (Token::DoubleColon, _) => Taken::Wrong(unexpected("::")),
            (Token::UnaryPlus, _) => Taken::Wrong(unexpected("+")),
            (Token::Unit, _) if !follows_name(scan, i) => Taken::Wrong(unexpected("()")),
            _ => Taken::AsIs,
        };
        match taken {
            Taken::AsIs => (),
            Taken::As(token) => {
                scan.remap.insert(scan.words[i].at, token.clone());
                scan.words[i].token = token;
            }
            Taken::Wrong(kind) => {
                i = blame(scan, i, kind, text);
                continue;
            }
        }
        glued_conjunction(scan, i, text);
        i += 1;
    }
}

enum Taken {
    AsIs,
    As(Token),
    Wrong(ParseErrorKind),
}

fn unexpected(text: &str) -> ParseErrorKind {
    ParseErrorKind::Unexpected(text.into())
}

/// Reports a word that begins a statement of its own, and passes over the statement.
fn forbid_statement(scan: &mut Scan, i: usize) -> usize {
    let kind = ParseErrorKind::Forbidden(scan.words[i].token.literal_syntax().into());
    scan.blame(i, kind);
    let mut next = i;
    while let Some(word) = scan.words.get_mut(next).filter(|w| !matches!(w.token, Token::SemiColon)) {
        word.bad = true;
        next += 1;
    }
    next
}

/// After a dot, or before the colon of a record, any word is a name.
fn is_field(scan: &Scan, i: usize) -> bool {
    let after_dot = i > 0 && matches!(scan.token(i - 1), Some(Token::Period | Token::Elvis));
    let opens = i > 0 && matches!(scan.token(i - 1), Some(Token::MapStart | Token::Comma));
    after_dot || opens && matches!(scan.token(i + 1), Some(Token::Colon))
}

fn follows_name(scan: &Scan, i: usize) -> bool {
    i > 0 && matches!(scan.token(i - 1), Some(Token::Identifier(_) | Token::Reserved(_) | Token::Bang))
}

/// Whether a keyword is spelt like a name.
fn is_word(token: &Token) -> bool {
    token.is_standard_keyword() || matches!(token, Token::Switch | Token::True | Token::False)
}

/// A name in normal form; rhai compares names byte by byte.
fn identifier(name: &str) -> Taken {
    Taken::As(Token::Identifier(Box::new(name.nfc().collect::<String>().into())))
}

fn reserved(name: &str) -> Taken {
    if FORBIDDEN.contains(&name) {
        Taken::Wrong(ParseErrorKind::Forbidden(name.into()))
    } else if rhai::is_valid_identifier(name) {
        identifier(name)
    } else {
        Taken::Wrong(unexpected(name))
    }
}

fn lexical(error: &LexError, text: &str) -> ParseErrorKind {
    match error {
        LexError::UnexpectedInput(_) | LexError::MalformedNumber(_) | LexError::MalformedIdentifier(_) => {
            unexpected(text)
        }
        // Single quotes hold one character in rhai; we have no such values.
        LexError::MalformedChar(_) => unexpected(text),
        other => ParseErrorKind::Other(other.to_string()),
    }
}

/// What rhai would make a floating-point number is an exact decimal, or a whole number out of range.
fn number_of(text: &str) -> Taken {
    match exact_decimal(text) {
        Some(value) => Taken::As(Token::DecimalConstant(Box::new((value, text.into())))),
        None => Taken::Wrong(unexpected(text)),
    }
}

/// `1.50`, `1e3`, `2.5e-3` without rounding; `None` for whole numbers and what a decimal cannot hold exactly.
pub(crate) fn exact_decimal(text: &str) -> Option<Decimal> {
    if !text.contains(['.', 'e', 'E']) {
        return None;
    }
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let digits = Decimal::from_str_exact(digits).ok()?.normalize();
    let exponent = i64::from_str(exponent.strip_prefix('+').unwrap_or(exponent)).ok()?;
    let scale = i64::from(digits.scale()).checked_sub(exponent)?;
    if digits.is_zero() {
        return Some(Decimal::ZERO);
    }
    if let Ok(scale) = u32::try_from(scale) {
        return Decimal::try_from_i128_with_scale(digits.mantissa(), scale).ok();
    }
    let factor = 10_i128.checked_pow(u32::try_from(-scale).ok()?)?;
    Decimal::try_from_i128_with_scale(digits.mantissa().checked_mul(factor)?, 0).ok()
}

/// Reports a word with what belongs to the same slip, and gives the index to go on at.
fn blame(scan: &mut Scan, i: usize, kind: ParseErrorKind, text: &str) -> usize {
    let start = scan.words[i].range.start;
    let ch = text[start..].chars().next().unwrap_or_default();
    let is_lexical = matches!(scan.words[i].token, Token::LexError(_));
    let end = match closing(ch).filter(|_| is_lexical).and_then(|close| text[start..].find(close).zip(Some(close))) {
        Some((length, close)) => start + length + close.len_utf8(),
        None if is_lexical && WIDE_OPERATORS.contains(ch) => {
            text.len() - text[start..].trim_start_matches(|c| WIDE_OPERATORS.contains(c)).len()
        }
        None => {
            scan.blame(i, kind);
            return i + 1;
        }
    };
    // A quotation in foreign quotes is one slip, shown at its first quote; wide operators are shown whole.
    let shown = if closing(ch).is_some() { start..start + ch.len_utf8() } else { start..end };
    scan.errors.retain(|e| !(start..end).contains(&e.range.start));
    scan.error(shown.clone(), unexpected(&text[shown]));
    let mut next = i;
    while let Some(word) = scan.words.get_mut(next).filter(|w| w.range.start < end) {
        word.bad = true;
        next += 1;
    }
    next
}

/// The quote that closes one a text cannot be written in.
const fn closing(open: char) -> Option<char> {
    Some(match open {
        '“' | '”' => '”',
        '‘' | '’' => '’',
        '「' => '」',
        '『' => '』',
        '《' => '》',
        _ => return None,
    })
}

/// Chinese is written without spaces: `5000且case.vip` reads `且case` as one name. Reports the conjunction.
fn glued_conjunction(scan: &mut Scan, i: usize, text: &str) {
    let word = &scan.words[i];
    if !matches!(word.token, Token::Identifier(_)) {
        return;
    }
    let name = &text[word.range.clone()];
    let Some(front) = ROOTS.iter().find_map(|root| name.strip_suffix(root)) else { return };
    let Some(conjunction) = CONJUNCTIONS.iter().find(|c| !c.is_ascii() && front.ends_with(**c)) else { return };
    let end = word.range.start + front.len();
    scan.words[i].bad = true;
    scan.error(end - conjunction.len()..end, unexpected(conjunction));
}
