//! Strings while a text is cut into pieces: where each one ends, and where it was meant to end.

use std::ops::Range;

use crate::problem::{Fix, Problem, SyntaxFlaw};

use super::alike::{ascii, closer, twin};
use super::lex::{Lexer, PieceKind, line_len, looks_like_header};

/// How many quotes inside a text are looked through for its end.
const MAX_INNER: usize = 16;

impl Lexer<'_> {
    /// A string opened by an ASCII quote.
    pub(super) fn string(&mut self, at: usize, quote: char) -> usize {
        let triple = if quote == '"' { "\"\"\"" } else { "'''" };
        if self.text[at..].starts_with(triple) {
            return self.long_string(at, triple, quote);
        }
        let inner = at + 1;
        let line_end = self.line_end.max(inner);
        if let Some(end) = closing(&self.text[inner..line_end], quote) {
            let close = inner + end;
            let Some(last) = self.outer_close(close, line_end, quote) else {
                return self.put(PieceKind::Text, at..close + 1);
            };
            let item = self.text[inner..close].trim_end();
            if self.brackets > 0 && item.ends_with(',') {
                // `["x, "y"]`: this quote opens the next item of a list.
                let end = self.end_of_open(inner..inner + item.len());
                self.unclosed(at..end, quote.to_string());
                return self.put(PieceKind::Text, at..end);
            }
            self.inner_quotes(at, last, quote);
            return self.put(PieceKind::Text, at..last + 1);
        }
        match self.wide_close(inner..line_end, quote) {
            Some(close) => {
                let end = self.mend_char(close, quote_char(self.text, close));
                self.put(PieceKind::Text, at..end)
            }
            None => {
                let end = self.end_of_open(inner..line_end);
                self.unclosed(at..end, quote.to_string());
                self.put(PieceKind::Text, at..end)
            }
        }
    }

    /// Where the text really ends, if its quote is followed by what cannot follow a text: `"case.kind == "major""`.
    /// Nothing if it cannot be put into the other quotes.
    fn outer_close(&self, close: usize, line_end: usize, quote: char) -> Option<usize> {
        let ends = |at: usize| {
            let rest = &self.text[at + 1..line_end];
            let next = rest.chars().next().map(ascii);
            let after = rest.trim_start().chars().next().map(ascii);
            matches!(next, Some('=' | '.')) || matches!(after, None | Some(',' | ']' | '}' | '#' | '='))
        };
        let spaced = self.text[close + 1..line_end].starts_with(|c| matches!(ascii(c), ' ' | '\t' | '.' | '='));
        if spaced || ends(close) {
            return None;
        }
        let rest = &self.text[close + 1..line_end];
        let last = rest.match_indices(quote).take(MAX_INNER).map(|(at, _)| close + 1 + at).find(|at| ends(*at))?;
        let open_to = if quote == '"' { "'\\" } else { "\"\\" };
        let opened = self.text[..close].rfind(quote)?;
        (!self.text[opened..last].contains(|c| open_to.contains(c))).then_some(last)
    }

    fn inner_quotes(&mut self, at: usize, last: usize, quote: char) {
        let other = if quote == '"' { '\'' } else { '"' };
        let whole = format!("{other}{}{other}", &self.text[at + 1..last]);
        self.out.edits.replace(at..at + 1, other);
        self.out.edits.replace(last..last + 1, other);
        let span = self.span(at..last + 1);
        let problem = Problem::new(SyntaxFlaw::InnerQuotes { quote, other }, span).suggest(span, whole);
        self.out.problems.push(problem);
    }

    /// The look-alike quote at the end of a value that was opened in ASCII: `"张三”`.
    fn wide_close(&self, range: Range<usize>, quote: char) -> Option<usize> {
        let rest = &self.text[range.clone()];
        let (offset, c) = rest.char_indices().rev().find(|(_, c)| twin(*c) == Some(quote))?;
        let after = rest[offset + c.len_utf8()..].trim_start().chars().next().map(ascii);
        matches!(after, None | Some(',' | ']' | '}' | '#')).then_some(range.start + offset)
    }

    /// A string opened by a look-alike quote.
    pub(super) fn wide_string(&mut self, at: usize, open: char) -> usize {
        let inner = at + open.len_utf8();
        let line_end = self.line_end.max(inner);
        let rest = &self.text[inner..line_end];
        let plain = ascii(open);
        let close =
            rest.find(closer(open)).or_else(|| rest.find(plain)).or_else(|| rest.find(|c| twin(c) == Some(plain)));
        let (content_end, end) = match close {
            Some(offset) => {
                let close = inner + offset;
                (close, close + quote_char(self.text, close).len_utf8())
            }
            None => {
                let end = self.end_of_open(inner..line_end);
                (end, end)
            }
        };
        let content = &self.text[inner..content_end];
        let quote = if content.contains(['"', '\\']) && !content.contains('\'') { "'" } else { "\"" };
        let whole = format!("{quote}{content}{quote}");
        self.alike(at..inner, quote, Fix { span: self.span(at..end), replacement: whole, sure: close.is_some() });
        self.out.edits.replace(at..inner, quote);
        self.out.edits.replace(content_end..end, quote);
        self.put(PieceKind::Text, at..end)
    }

    fn long_string(&mut self, at: usize, triple: &str, quote: char) -> usize {
        let mut from = at + 3;
        while let Some(offset) = self.text[from..].find(triple) {
            let close = from + offset;
            let slashes = self.text[at + 3..close].bytes().rev().take_while(|byte| *byte == b'\\').count();
            if quote == '"' && slashes % 2 == 1 {
                from = close + 1;
                continue;
            }
            // Up to two quotes may stand before the closing three.
            let extra = self.text[close + 3..].chars().take(2).take_while(|c| *c == quote).count();
            return self.long_text(at..close + 3 + extra);
        }
        let end = self.before_next_header(at);
        self.unclosed_at(at..at + 3, end, triple.to_owned());
        self.long_text(at..end)
    }

    fn long_text(&mut self, range: Range<usize>) -> usize {
        if range.end > self.line_end {
            self.line_end = range.end + line_len(&self.text[range.end..]);
        }
        self.put(PieceKind::Text, range)
    }

    /// The end of the last line before something that looks like a header, else the end of the text.
    fn before_next_header(&self, at: usize) -> usize {
        let mut start = at;
        for line in self.text[at..].split_inclusive('\n') {
            if start > at && looks_like_header(line) {
                return start.saturating_sub(1);
            }
            start += line.len();
        }
        self.text.len()
    }

    /// Where a string that was never closed was probably meant to end: the end of the line, but before the brackets
    /// and the comma that belong to what is around.
    fn end_of_open(&self, range: Range<usize>) -> usize {
        let rest = &self.text[range.clone()];
        let inside = self.brackets > 0 || !self.assigned;
        let outer: &[char] = if inside { &[' ', '\t', '\r', ']', '}', ','] } else { &[' ', '\t', '\r'] };
        range.start + rest.trim_end_matches(outer).len()
    }

    fn unclosed(&mut self, range: Range<usize>, quote: String) {
        let end = range.end;
        self.unclosed_at(range, end, quote);
    }

    fn unclosed_at(&mut self, shown: Range<usize>, end: usize, quote: String) {
        let flaw = SyntaxFlaw::UnclosedText { quote: quote.clone() };
        self.out.edits.insert(end, quote.clone());
        let problem = Problem::new(flaw, self.span(shown)).suggest(self.span(end..end), quote);
        self.out.problems.push(problem);
    }
}

/// Where the closing quote of a short string stands.
fn closing(rest: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    rest.char_indices().find_map(|(offset, c)| {
        if escaped || (quote == '"' && c == '\\') {
            escaped = !escaped;
            return None;
        }
        (c == quote).then_some(offset)
    })
}

fn quote_char(text: &str, at: usize) -> char {
    text[at..].chars().next().unwrap_or('"')
}
