//! Cutting a text into words.

use super::{Scan, Word, place};
use rhai::{InputStream, LexError, Position, Token, TokenizeState, get_next_token};
use std::ops::Range;
use zhidu_core::guard::ast::ParseErrorKind;

/// Cuts the text. Lexical mistakes are reported; only a quote or comment that never closes ends the cutting.
pub(super) fn cut(text: &str, scan: &mut Scan) {
    let mut reader = Reader { text, at: 0 };
    let mut state = TokenizeState::default();
    let mut position = Position::new(1, 0);
    // One entry for each open brace: whether its end leads back into an interpolated text.
    let mut braces: Vec<bool> = Vec::new();
    let mut into_text = false;
    loop {
        let start = match skip_blank(text, reader.at) {
            _ if into_text => reader.at,
            Ok(start) => start,
            Err(start) => return scan.break_off(start..start + 2, text),
        };
        if std::mem::take(&mut into_text) {
            state.is_within_text_terminated_by = Some("`".into());
        }
        let (token, at) = get_next_token(&mut reader, &mut state, &mut position);
        let range = start..reader.at;
        let interpolates = matches!(scan.words.last(), Some(w) if matches!(w.token, Token::InterpolatedString(..)));
        match &token {
            Token::EOF => break,
            Token::Comment(..) => continue,
            Token::LeftBrace | Token::MapStart => braces.push(interpolates),
            Token::RightBrace => into_text = braces.pop().unwrap_or(false),
            Token::StringConstant(..) if state.is_within_text_terminated_by.is_some() => {
                return unclosed(text, start, scan);
            }
            Token::LexError(error) if **error == LexError::UnterminatedString => return unclosed(text, start, scan),
            Token::LexError(error) if matches!(**error, LexError::MalformedEscapeSequence(..)) => {
                let escape = broken_escape(text, &range);
                scan.error(escape.clone(), ParseErrorKind::Unexpected(text[escape].into()));
                reader.at = end_of_quote(text, range.end, text[start..].chars().next());
                state.is_within_text_terminated_by = None;
                scan.stand_in(start..reader.at);
                continue;
            }
            _ => (),
        }
        // Parts of an interpolated text have vague places; keep the order, nobody asks for them.
        let last = scan.words.last().map_or((0, 0), |w| w.at);
        let at = place(at).unwrap_or(last).max(last);
        scan.words.push(Word { token, at, range, pair: None, bad: false });
    }
}

/// The text as rhai's lexer reads it, knowing at every moment which byte comes next.
struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl InputStream for Reader<'_> {
    fn unget(&mut self, ch: char) {
        self.at = self.at.saturating_sub(ch.len_utf8());
    }
    fn get_next(&mut self) -> Option<char> {
        let ch = self.peek_next()?;
        self.at += ch.len_utf8();
        Some(ch)
    }
    fn peek_next(&mut self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }
}

/// Reports a quote that never closes, at the quote.
fn unclosed(text: &str, start: usize, scan: &mut Scan) {
    // If it is none of these: a back-tick, or the rest of an interpolated text that one began.
    let quote = text[start..].chars().next().filter(|c| matches!(c, '"' | '\'' | '#')).unwrap_or('`');
    let start = if text[start..].starts_with(quote) { start } else { text[..start].rfind(quote).unwrap_or(start) };
    scan.break_off(start..start + quote.len_utf8(), text);
}

/// The escape the lexer gave up at, the last thing it took.
fn broken_escape(text: &str, taken: &Range<usize>) -> Range<usize> {
    let start = text[taken.clone()].rfind('\\').map_or(taken.start, |i| taken.start + i);
    start..taken.end
}

/// Past the quote that closes a text the lexer gave up in the middle of.
fn end_of_quote(text: &str, from: usize, quote: Option<char>) -> usize {
    let mut escaped = false;
    for (i, c) in text[from..].char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if Some(c) == quote => return from + i + c.len_utf8(),
            '\n' => return from + i,
            _ => (),
        }
    }
    text.len()
}

/// Past white space and comments, as the lexer skips them.
///
/// # Errors
/// The start of a block comment that does not end.
fn skip_blank(text: &str, mut at: usize) -> Result<usize, usize> {
    loop {
        let rest = &text[at..];
        at += rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_whitespace()).len();
        let rest = &text[at..];
        if rest.starts_with("//") {
            at += rest.find(['\n', '\r']).unwrap_or(rest.len());
        } else if rest.starts_with("/*") {
            at += comment_length(rest).ok_or(at)?;
        } else {
            return Ok(at);
        }
    }
}

/// The length of the block comment a text starts with, comments nested in it included; `None` if it does not end.
fn comment_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut level, mut i) = (0usize, 0);
    while i + 1 < bytes.len() {
        match &bytes[i..i + 2] {
            b"/*" => (level, i) = (level + 1, i + 2),
            b"*/" => (level, i) = (level - 1, i + 2),
            _ => i += 1,
        }
        if level == 0 {
            return Some(i);
        }
    }
    None
}
