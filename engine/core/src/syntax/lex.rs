//! Cutting a text into pieces, forgivingly: look-alike characters outside strings and comments and quotes that are never
//! closed are reported and mended here, so that the parser proper sees the rest of the file as it was meant.

use std::ops::Range;

use crate::problem::{Fix, Glyph, Problem, SyntaxFlaw};
use crate::source::{SourceId, Span};

use super::alike::{ascii, closer, twin};
use super::edits::Edits;

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceKind {
    Space,
    Newline,
    Comment,
    /// A string of any kind.
    Text,
    /// One of `[ ] { } = , .`, or what looks like it.
    Punct(char),
    /// Anything else: bare keys, numbers, dates, text without quotes.
    Word,
}

/// A piece of the text.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) kind: PieceKind,
    pub(super) range: Range<usize>,
}

/// What a text was cut into, with what had to be mended.
#[derive(Debug)]
pub(super) struct Pieces {
    pub(super) list: Vec<Piece>,
    pub(super) edits: Edits,
    pub(super) problems: Vec<Problem>,
}

/// How many mistakes are mended in one file: enough for any author, few enough to stay quick on anything else.
const MAX_MENDED: usize = 200;

/// Cuts a text into pieces, which cover it without gaps.
pub(super) fn cut(source: SourceId, text: &str) -> Pieces {
    let out = Pieces { list: Vec::new(), edits: Edits::default(), problems: Vec::new() };
    let mut lexer = Lexer { source, text, out, brackets: 0, assigned: false };
    let mut at = 0;
    if text.starts_with('\u{feff}') {
        at = '\u{feff}'.len_utf8();
        lexer.out.edits.replace(0..at, "");
        lexer.put(PieceKind::Space, 0..at);
    }
    while let Some(c) = text[at..].chars().next() {
        at = lexer.piece(at, c);
    }
    lexer.out
}

struct Lexer<'a> {
    source: SourceId,
    text: &'a str,
    out: Pieces,
    /// Brackets opened on this line after `=`.
    brackets: usize,
    /// Whether this line had a `=`.
    assigned: bool,
}

impl Lexer<'_> {
    /// Takes the piece that starts with `c` and tells where it ends.
    fn piece(&mut self, at: usize, c: char) -> usize {
        let next = at + c.len_utf8();
        match self.meant(at, c) {
            '\n' => {
                (self.brackets, self.assigned) = (0, false);
                self.put(PieceKind::Newline, at..next)
            }
            '\r' if self.text[next..].starts_with('\n') => self.put(PieceKind::Space, at..next),
            ' ' | '\t' => self.space(at),
            '#' => {
                self.mend_char(at, c);
                let end = at + line_len(&self.text[at..]);
                self.put(PieceKind::Comment, at..end)
            }
            quote @ ('"' | '\'') if quote == c => self.string(at, quote),
            '"' | '\'' => self.wide_string(at, c),
            mark @ ('[' | ']' | '{' | '}' | '=' | ',' | '.') => {
                match mark {
                    '=' => self.assigned = true,
                    '[' | '{' => self.brackets += 1,
                    ']' | '}' => self.brackets = self.brackets.saturating_sub(1),
                    _ => {}
                }
                if c != mark {
                    self.mend(at..next, &mark.to_string(), at..next);
                }
                self.put(PieceKind::Punct(mark), at..next)
            }
            _ => self.word(at),
        }
    }

    /// What a character stands for at its place. In text without quotes a full-width comma is part of the text; a
    /// full-width colon after a key is how somebody writes `=`.
    fn meant(&self, at: usize, c: char) -> char {
        if c.is_ascii() || self.out.problems.len() >= MAX_MENDED {
            return c;
        }
        match ascii(c) {
            ':' if self.between_digits(at, at + c.len_utf8()) => ':',
            ',' | '=' | ':' | ';' if self.assigned && self.brackets == 0 => c,
            ':' => '=',
            ';' => ',',
            other => other,
        }
    }

    fn put(&mut self, kind: PieceKind, range: Range<usize>) -> usize {
        let end = range.end;
        self.out.list.push(Piece { kind, range });
        end
    }

    fn space(&mut self, at: usize) -> usize {
        let blank = |c: char| matches!(c, ' ' | '\t') || (self.out.problems.len() < MAX_MENDED && ascii(c) == ' ');
        let len = self.text[at..].find(|c| !blank(c)).unwrap_or(self.text.len() - at);
        let range = at..at + len;
        if !self.text[range.clone()].is_ascii() {
            self.mend(range.clone(), " ", range.clone());
        }
        self.put(PieceKind::Space, range)
    }

    fn word(&mut self, at: usize) -> usize {
        let mut end = at;
        for c in self.text[at..].chars() {
            if end > at && " \t\r\n#\"'[]{}=,.".contains(self.meant(end, c)) {
                break;
            }
            end += c.len_utf8();
        }
        let word = &self.text[at..end];
        let meant = !word.is_ascii() && word.chars().all(|c| ascii(c).is_ascii());
        if meant && self.out.problems.len() < MAX_MENDED {
            let first = at + word.find(|c: char| !c.is_ascii()).unwrap_or(0);
            let last = at + word.rfind(|c: char| !c.is_ascii()).unwrap_or(0);
            let last = last + self.text[last..].chars().next().map_or(0, char::len_utf8);
            let meant: String = self.text[first..last].chars().map(ascii).collect();
            self.mend(first..last, &meant, first..last);
        }
        self.put(PieceKind::Word, at..end)
    }

    fn between_digits(&self, at: usize, next: usize) -> bool {
        let digit = |c: Option<char>| c.is_some_and(|c| ascii(c).is_ascii_digit());
        digit(self.text[..at].chars().next_back()) && digit(self.text[next..].chars().next())
    }

    /// A string opened by an ASCII quote.
    fn string(&mut self, at: usize, quote: char) -> usize {
        let triple = if quote == '"' { "\"\"\"" } else { "'''" };
        if self.text[at..].starts_with(triple) {
            return self.long_string(at, triple, quote);
        }
        let inner = at + 1;
        let line_end = at + line_len(&self.text[at..]);
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
        let last = rest.match_indices(quote).map(|(at, _)| close + 1 + at).find(|at| ends(*at))?;
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
    fn wide_string(&mut self, at: usize, open: char) -> usize {
        let inner = at + open.len_utf8();
        let line_end = at + line_len(&self.text[at..]);
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
            return self.put(PieceKind::Text, at..close + 3 + extra);
        }
        let end = self.before_next_header(at);
        self.unclosed_at(at..at + 3, end, triple.to_owned());
        self.put(PieceKind::Text, at..end)
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

    /// Mends the character at a place if it is a look-alike; tells where it ends.
    fn mend_char(&mut self, at: usize, c: char) -> usize {
        let range = at..at + c.len_utf8();
        if let Some(meant) = twin(c) {
            self.mend(range.clone(), &meant.to_string(), range.clone());
        }
        range.end
    }

    fn mend(&mut self, shown: Range<usize>, meant: &str, range: Range<usize>) {
        let fix = Fix { span: self.span(range.clone()), replacement: meant.to_owned(), sure: true };
        self.alike(shown, meant, fix);
        self.out.edits.replace(range, meant);
    }

    fn alike(&mut self, shown: Range<usize>, meant: &str, fix: Fix) {
        let found = Glyph(self.text[shown.clone()].to_owned());
        let flaw = SyntaxFlaw::LookAlike { found, meant: Glyph(meant.to_owned()) };
        let mut problem = Problem::new(flaw, self.span(shown));
        problem.fix = Some(fix);
        self.out.problems.push(problem);
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, range)
    }
}

/// The bytes up to the end of the line, without its end.
fn line_len(text: &str) -> usize {
    let line = text.split('\n').next().unwrap_or("");
    line.strip_suffix('\r').unwrap_or(line).len()
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

/// Whether a line can only be a header: `[name]`, `[[a.b]]`.
pub(super) fn looks_like_header(line: &str) -> bool {
    let line = line.split('#').next().unwrap_or("").trim();
    let Some(inner) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else { return false };
    let inner = inner.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(inner).trim();
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ');
    inner.starts_with(|c: char| c.is_ascii_alphabetic())
        && inner.chars().all(allowed)
        && !matches!(inner, "true" | "false" | "inf" | "nan")
}
