//! Cutting a text into pieces, forgivingly: look-alike characters outside strings and comments and quotes that are never
//! closed are reported and mended here, so that the parser proper sees the rest of the file as it was meant.

use std::ops::Range;

use crate::problem::{Fix, Glyph, Problem, SyntaxFlaw};
use crate::source::{SourceId, Span};

use super::alike::{ascii, twin};
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
    let mut lexer = Lexer { source, text, out, line_end: line_len(text), brackets: 0, assigned: false };
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

/// A text being cut.
pub(super) struct Lexer<'a> {
    pub(super) source: SourceId,
    pub(super) text: &'a str,
    pub(super) out: Pieces,
    /// Where this line ends; kept, so that a long line is not measured for each of its strings.
    pub(super) line_end: usize,
    /// Brackets opened on this line after `=`.
    pub(super) brackets: usize,
    /// Whether this line had a `=`.
    pub(super) assigned: bool,
}

impl Lexer<'_> {
    /// Takes the piece that starts with `c` and tells where it ends.
    fn piece(&mut self, at: usize, c: char) -> usize {
        let next = at + c.len_utf8();
        match self.meant(at, c) {
            '\n' => {
                (self.brackets, self.assigned) = (0, false);
                self.line_end = next + line_len(&self.text[next..]);
                self.put(PieceKind::Newline, at..next)
            }
            '\r' if self.text[next..].starts_with('\n') => self.put(PieceKind::Space, at..next),
            ' ' | '\t' => self.space(at),
            '#' => {
                self.mend_char(at, c);
                self.put(PieceKind::Comment, at..self.line_end.max(next))
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

    pub(super) fn put(&mut self, kind: PieceKind, range: Range<usize>) -> usize {
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

    /// Mends the character at a place if it is a look-alike; tells where it ends.
    pub(super) fn mend_char(&mut self, at: usize, c: char) -> usize {
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

    pub(super) fn alike(&mut self, shown: Range<usize>, meant: &str, fix: Fix) {
        let found = Glyph(self.text[shown.clone()].to_owned());
        let flaw = SyntaxFlaw::LookAlike { found, meant: Glyph(meant.to_owned()) };
        let mut problem = Problem::new(flaw, self.span(shown));
        problem.fix = Some(fix);
        self.out.problems.push(problem);
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, range)
    }
}

/// The bytes up to the end of the line, without its end.
pub(super) fn line_len(text: &str) -> usize {
    let line = text.split('\n').next().unwrap_or("");
    line.strip_suffix('\r').unwrap_or(line).len()
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
