//! Mistakes that neighbouring words show. rhai stops at the first mistake and names the place where it noticed; here
//! each is found at its own place, so that one run reports them all.

use super::{Scan, words::CONJUNCTIONS};
use rhai::Token;
use std::collections::BTreeSet;
use zhidu_core::guard::ast::ParseErrorKind;

/// Checks every word against its neighbours. The brackets match.
pub(super) fn check(scan: &mut Scan, text: &str) {
    let locals = locals(scan);
    let switches = scan.words.iter().any(|w| matches!(w.token, Token::Switch));
    for i in 0..scan.words.len() {
        if scan.words[i].bad {
            continue;
        }
        let token = scan.words[i].token.clone();
        match token {
            Token::Equals => assignment(scan, i, &locals, ParseErrorKind::AssignmentForComparison),
            ref op if op.is_op_assignment() => assignment(scan, i, &locals, unexpected(op)),
            Token::Or => match after_operand(scan, i) {
                true => binary(scan, i, &token),
                false => scan.blame(i, ParseErrorKind::Forbidden("closure".into())),
            },
            Token::Pipe if !after_operand(scan, i) => closure(scan, i),
            Token::Pipe | Token::DoubleArrow if !switches => scan.blame(i, unexpected(&token)),
            Token::Ampersand | Token::XOr | Token::LeftShift | Token::RightShift | Token::PowerOf => {
                scan.blame(i, unexpected(&token));
            }
            // No value is ever nothing; what may be missing is asked for by `given` and `or_else`.
            Token::DoubleQuestion | Token::Elvis | Token::QuestionBracket => scan.blame(i, unexpected(&token)),
            // After an arrow rhai's lexer takes a sign for an operator; its parser knows better.
            Token::Minus if !after_operand(scan, i) => (),
            ref op if is_binary(op) => binary(scan, i, op),
            Token::UnaryMinus | Token::Bang if !starts_operand(scan, i + 1) => missing_operand(scan, i, &token),
            ref operand if starts_value(operand) => adjacent(scan, i, text),
            _ => (),
        }
    }
}

fn unexpected(token: &Token) -> ParseErrorKind {
    ParseErrorKind::Unexpected(token.literal_syntax().into())
}

/// The names the text itself introduces.
fn locals(scan: &Scan) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut add = |i: usize| {
        if let Some(Token::Identifier(name)) = scan.token(i) {
            names.insert(name.to_string());
        }
    };
    for (i, word) in scan.words.iter().enumerate() {
        match word.token {
            Token::Let | Token::Const => add(i + 1),
            Token::For | Token::Catch => {
                (i + 1..=i + 4).take_while(|&n| !matches!(scan.token(n), Some(Token::In))).for_each(&mut add)
            }
            // fn name ( parameters )
            Token::Fn => (i + 3..scan.words.get(i + 2).and_then(|w| w.pair).unwrap_or(i)).for_each(&mut add),
            _ => (),
        }
    }
    names
}

/// `=` and its kin assign to names of the text, at the start of a statement; anything else is a slip for `==`.
fn assignment(scan: &mut Scan, i: usize, locals: &BTreeSet<String>, kind: ParseErrorKind) {
    let mut at = i;
    loop {
        let Some(before) = at.checked_sub(1) else { return scan.blame(i, kind) };
        match &scan.words[before].token {
            Token::RightBracket => at = scan.words[before].pair.unwrap_or(0),
            Token::Identifier(name) => {
                let local = locals.contains(name.as_str());
                let previous = before.checked_sub(1).and_then(|p| scan.token(p));
                match previous {
                    Some(Token::Period) => at = before - 1,
                    Some(Token::Let | Token::Const) => return,
                    None | Some(Token::SemiColon | Token::LeftBrace | Token::RightBrace | Token::DoubleArrow)
                        if local =>
                    {
                        return;
                    }
                    _ => return scan.blame(i, kind),
                }
            }
            _ => return scan.blame(i, kind),
        }
    }
}

/// A binary operator stands between two operands.
fn binary(scan: &mut Scan, i: usize, op: &Token) {
    if !after_operand(scan, i) {
        scan.blame(i, unexpected(op));
    } else if !starts_operand(scan, i + 1) {
        missing_operand(scan, i, op);
    }
}

/// Reports an operator that nothing follows; an operator that follows reports itself.
fn missing_operand(scan: &mut Scan, i: usize, op: &Token) {
    let next = scan.token(i + 1);
    if next.is_none_or(ends_group) {
        scan.blame(i, ParseErrorKind::Incomplete(op.literal_syntax().into()));
    }
}

/// Reports a closure at its first bar and passes over its parameters.
fn closure(scan: &mut Scan, i: usize) {
    scan.blame(i, ParseErrorKind::Forbidden("closure".into()));
    let end = (i + 1..scan.words.len()).find(|&n| matches!(scan.words[n].token, Token::Pipe));
    for n in i..=end.unwrap_or(i) {
        scan.words[n].bad = true;
    }
}

/// Two values in a row: the second is one too many, unless the first is a word for an operator.
fn adjacent(scan: &mut Scan, i: usize, text: &str) {
    let Some(before) = i.checked_sub(1) else { return };
    if scan.words[before].bad || !ends_value(&scan.words[before].token) {
        return;
    }
    let spelt = |n: usize| &text[scan.words[n].range.clone()];
    let wrong = if CONJUNCTIONS.contains(&spelt(before)) { before } else { i };
    let kind = ParseErrorKind::Unexpected(spelt(wrong).into());
    scan.blame(wrong, kind);
    scan.words[i].bad = true;
}

const fn is_binary(token: &Token) -> bool {
    matches!(
        token,
        Token::EqualsTo
            | Token::NotEqualsTo
            | Token::LessThan
            | Token::LessThanEqualsTo
            | Token::GreaterThan
            | Token::GreaterThanEqualsTo
            | Token::And
            | Token::Or
            | Token::Plus
            | Token::Minus
            | Token::Multiply
            | Token::Divide
            | Token::Modulo
            | Token::In
            | Token::NotIn
    )
}

/// Whether an operand, or what was reported in its place, ends right before a word.
fn after_operand(scan: &Scan, i: usize) -> bool {
    let Some(word) = i.checked_sub(1).and_then(|p| scan.words.get(p)) else { return false };
    // A block can be an operand (`if … { 1 } else { 2 } + 3`); rhai knows when.
    word.bad || ends_value(&word.token) || matches!(word.token, Token::RightBrace)
}

/// Whether an operand, or what was reported in its place, can start at a word.
fn starts_operand(scan: &Scan, i: usize) -> bool {
    scan.words.get(i).is_some_and(|w| w.bad || !is_binary(&w.token) && !ends_group(&w.token))
}

const fn ends_group(token: &Token) -> bool {
    matches!(token, Token::RightParen | Token::RightBracket | Token::RightBrace | Token::Comma | Token::SemiColon)
}

const fn ends_value(token: &Token) -> bool {
    matches!(token, Token::RightParen | Token::RightBracket | Token::Unit | Token::Identifier(_)) || is_constant(token)
}

const fn starts_value(token: &Token) -> bool {
    matches!(token, Token::Identifier(_) | Token::InterpolatedString(_)) || is_constant(token)
}

const fn is_constant(token: &Token) -> bool {
    matches!(
        token,
        Token::IntegerConstant(_) | Token::DecimalConstant(_) | Token::StringConstant(_) | Token::True | Token::False
    )
}
