//! A string of TOML with the way back from its decoded text to the file.
//!
//! Expressions stand in strings, and their mistakes must be shown under the exact word. Where a string has no escapes
//! the way back is one addition; where it has, it is a list of stretches.

use std::ops::Range;

use crate::source::{SourceId, Span, Spanned};

/// A decoded string.
#[derive(Debug, Clone)]
pub struct Text {
    /// What it says.
    pub value: String,
    /// Where it stands, quotes included.
    pub span: Span,
    /// How it was quoted.
    pub quote: Quote,
    stretches: Vec<Stretch>,
}

/// The four ways to quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quote {
    /// `"…"`, with escapes
    Basic,
    /// `'…'`, as it stands
    Literal,
    /// `"""…"""`, with escapes
    MultiBasic,
    /// `'''…'''`, as it stands
    MultiLiteral,
}

/// A stretch of decoded text and the stretch of the file it came from: either the same bytes, or one thing that has no
/// places inside, such as an escape. What decodes to nothing (a backslash at the end of a line) lies between stretches.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    same: bool,
    text: u32,
    text_len: u32,
    file: u32,
    file_len: u32,
}

impl Text {
    /// The place in the file of a byte range of [`value`](Self::value). Ranges outside are cut to the text.
    #[must_use]
    pub fn span_of(&self, range: Range<usize>) -> Span {
        if self.stretches.is_empty() {
            return self.span;
        }
        let start = self.start_of(range.start);
        let end = if range.end <= range.start { start } else { self.end_of(range.end).max(start) };
        Span { source: self.span.source, start, end }
    }

    /// A text nobody wrote: an element that expands into others makes it, and every part of it stands at the element.
    #[must_use]
    pub fn made(value: &str, span: Span) -> Self {
        Self { value: value.to_owned(), span, quote: Quote::Literal, stretches: Vec::new() }
    }

    /// The text with its place.
    #[must_use]
    pub fn spanned(&self) -> Spanned<String> {
        Spanned::new(self.value.clone(), self.span)
    }

    fn start_of(&self, at: usize) -> u32 {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let known = self.stretches.partition_point(|stretch| stretch.text <= at);
        match known.checked_sub(1).and_then(|index| self.stretches.get(index)) {
            Some(stretch) => stretch.place(at, 0),
            None => self.span.start,
        }
    }

    fn end_of(&self, at: usize) -> u32 {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let known = self.stretches.partition_point(|stretch| stretch.text < at);
        match known.checked_sub(1).and_then(|index| self.stretches.get(index)) {
            Some(stretch) => stretch.place(at, stretch.file_len),
            None => self.span.start,
        }
    }

    /// Reads the string written as `raw`, whose first byte stands at `start` of the file and which TOML decoded to
    /// `value`. `span` is the place to show. Where mending changed what is between the quotes, every part of the text
    /// is the whole of it.
    pub(super) fn read(
        source: SourceId,
        value: String,
        raw: &str,
        file: &str,
        start: usize,
        span: Range<usize>,
    ) -> Self {
        let (quote, open) = Quote::of(raw);
        let body = raw.get(open..raw.len().saturating_sub(quote.width())).unwrap_or("");
        let unchanged = file.get(start + open..).is_some_and(|rest| rest.starts_with(body));
        let stretches = match quote {
            _ if !unchanged => vec![Stretch::whole(value.len(), span.start, span.len())],
            Quote::Basic | Quote::MultiBasic if body.contains('\\') => escaped(body, start + open),
            _ => vec![Stretch::new(0, value.len(), start + open, value.len())],
        };
        Self { value, span: Span::new(source, span), quote, stretches }
    }

    #[cfg(test)]
    pub(super) fn decoded_len(&self) -> usize {
        self.stretches.last().map_or(0, |last| (last.text + last.text_len) as usize)
    }
}

impl Stretch {
    fn new(text: usize, text_len: usize, file: usize, file_len: usize) -> Self {
        let short = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let same = text_len == file_len;
        Self { same, text: short(text), text_len: short(text_len), file: short(file), file_len: short(file_len) }
    }

    fn whole(text_len: usize, file: usize, file_len: usize) -> Self {
        Self { same: false, ..Self::new(0, text_len, file, file_len) }
    }

    /// Where `at` lies in the file; inside an escape, `escape` bytes from its start.
    fn place(&self, at: u32, escape: u32) -> u32 {
        let inside = at - self.text;
        if inside >= self.text_len {
            self.file + self.file_len
        } else if self.same {
            self.file + inside
        } else {
            self.file + escape
        }
    }
}

impl Quote {
    /// The kind of a raw string, and how many bytes come before its first character.
    fn of(raw: &str) -> (Self, usize) {
        let multi = if raw.starts_with("\"\"\"") && raw.len() >= 6 {
            Self::MultiBasic
        } else if raw.starts_with("'''") && raw.len() >= 6 {
            Self::MultiLiteral
        } else if raw.starts_with('\'') {
            return (Self::Literal, 1);
        } else {
            return (Self::Basic, 1);
        };
        let newline = match raw.as_bytes().get(3..) {
            Some([b'\n', ..]) => 1,
            Some([b'\r', b'\n', ..]) => 2,
            _ => 0,
        };
        (multi, 3 + newline)
    }

    const fn width(self) -> usize {
        match self {
            Self::Basic | Self::Literal => 1,
            Self::MultiBasic | Self::MultiLiteral => 3,
        }
    }
}

/// The stretches of a body with escapes, which starts at `base` of the file.
fn escaped(body: &str, base: usize) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let (mut text, mut at) = (0, 0);
    while at < body.len() {
        let rest = &body[at..];
        let plain = rest.find('\\').unwrap_or(rest.len());
        if plain > 0 {
            stretches.push(Stretch::new(text, plain, base + at, plain));
            (text, at) = (text + plain, at + plain);
            continue;
        }
        let (written, meant) = escape(rest);
        if meant > 0 {
            stretches.push(Stretch::new(text, meant, base + at, written));
        }
        (text, at) = (text + meant, at + written);
    }
    stretches
}

/// How many bytes the escape at the start of `rest` takes, and how many its character has in UTF-8.
fn escape(rest: &str) -> (usize, usize) {
    let digits = match rest.as_bytes().get(1) {
        Some(b'x') => 2,
        Some(b'u') => 4,
        Some(b'U') => 8,
        Some(b' ' | b'\t' | b'\r' | b'\n') => {
            let blank = rest[1..].find(|c| !matches!(c, ' ' | '\t' | '\r' | '\n')).unwrap_or(rest.len() - 1);
            return (1 + blank, 0);
        }
        Some(byte) if byte.is_ascii() => return (2, 1),
        _ => return (1, 1),
    };
    let code = rest.get(2..2 + digits).and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
    code.map_or((2, 1), |c| (2 + digits, c.len_utf8()))
}
