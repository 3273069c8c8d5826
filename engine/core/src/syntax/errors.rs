//! The TOML parser's errors in our words.

use std::ops::Range;

use crate::problem::{Note, PackagingFlaw, Problem, SyntaxFlaw};
use crate::source::{SourceId, Span};

use super::edits::Mended;
use super::lex::{Piece, PieceKind};
use super::places::header_of;

/// Where a tree and its errors come from.
pub(super) struct Origin<'a> {
    pub(super) source: SourceId,
    /// The author's text.
    pub(super) text: &'a str,
    /// What the parser read.
    pub(super) mended: &'a Mended,
    /// The author's text in pieces.
    pub(super) pieces: &'a [Piece],
}

/// How many errors of one file are told: enough for any author, few enough to stay quick on anything else.
const MAX_TOLD: usize = 500;

/// Translates errors, in the order of their places; what follows from another one is left out.
pub(super) fn translate(origin: &Origin<'_>, errors: &[toml::de::Error]) -> Vec<Problem> {
    let mut sorted: Vec<(Range<usize>, &str)> =
        errors.iter().map(|error| (origin.mended.range(error.span().unwrap_or_default()), error.message())).collect();
    sorted.sort_by_key(|(range, _)| range.start);
    let mut problems = Vec::new();
    let mut same_table_until = 0;
    for (range, message) in sorted.into_iter().take(MAX_TOLD) {
        if message == "duplicate key" {
            if range.start < same_table_until {
                continue;
            }
            if origin.in_header(range.start) {
                same_table_until = origin.next_header(range.end);
            }
        }
        problems.push(origin.problem(range, message));
    }
    problems
}

impl Origin<'_> {
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, range)
    }

    fn problem(&self, range: Range<usize>, message: &str) -> Problem {
        let what = message.split(", expected").next().unwrap_or(message);
        match what {
            "duplicate key" => self.duplicate(range),
            "invalid unquoted key" => self.bad_key(range),
            "unquoted keys cannot be empty" => Problem::new(SyntaxFlaw::NoKey {}, self.span(self.near(range))),
            "key with no value" | "missing value for key" => {
                let range = self.line_before(range.start);
                self.plain(range, |key| SyntaxFlaw::MissingEquals { key })
            }
            "unexpected key or value" | "unexpected content" => self.extra(range),
            "missing escaped value" | "too few unicode value digits" => self.escape(range),
            "invalid value" if message.contains("hexadecimal") => self.escape(range),
            "carriage return must be followed by newline" | "invalid comment character" => self.control(range),
            _ if what.starts_with("missing assignment") => {
                let range = self.word_before(range.start);
                self.plain(range, |key| SyntaxFlaw::MissingEquals { key })
            }
            _ if ["extra ", "missing array opening", "missing inline table opening"]
                .iter()
                .any(|s| what.starts_with(s))
                && !what.contains("comma") =>
            {
                self.plain(self.near(range), |text| SyntaxFlaw::ExtraText { text })
            }
            _ if what.starts_with("cannot extend") => self.plain(range, |key| SyntaxFlaw::CannotExtend { key }),
            _ if what.contains("comma") => Problem::new(SyntaxFlaw::BadComma {}, self.span(self.near(range))),
            _ if what.ends_with("string") => self.string(range),
            _ if is_about_a_value(what) => self.value(range),
            _ => {
                let detail = message.to_owned();
                Problem::new(SyntaxFlaw::NotToml { detail }, self.span(self.near(range)))
            }
        }
    }

    fn plain(&self, range: Range<usize>, flaw: impl FnOnce(String) -> SyntaxFlaw) -> Problem {
        let text = self.text.get(range.clone()).unwrap_or("").to_owned();
        Problem::new(flaw(text), self.span(range))
    }

    fn duplicate(&self, range: Range<usize>) -> Problem {
        let written = self.text.get(range.clone()).unwrap_or("");
        let key = written.trim_matches(['"', '\'']).to_owned();
        let header = self.in_header(range.start);
        let problem = match (header, key.as_str()) {
            (true, "process") => Problem::new(PackagingFlaw::SecondProcess {}, self.span(range.clone())),
            (true, "institution") => Problem::new(PackagingFlaw::SecondInstitution {}, self.span(range.clone())),
            _ => Problem::new(SyntaxFlaw::DuplicateKey { key }, self.span(range.clone())),
        };
        if header && let Some(wrong) = self.wrong_header(range.start) {
            return wrong;
        }
        let first = if header { self.same_header(range.start) } else { self.same_key(range.start, written) };
        match first {
            Some(first) => problem.label(self.span(first), Note::FirstHere),
            None => problem,
        }
    }

    /// `[x]` and `[[x]]` in one file: the single one is the slip.
    fn wrong_header(&self, at: usize) -> Option<Problem> {
        let start = self.line_start(at);
        let start = start + (self.text[start..].len() - self.text[start..].trim_start().len());
        let here = header_of(&self.text[start..])?;
        let name = here.trim_matches(['[', ']']);
        let other = if here.starts_with("[[") { format!("[{name}]") } else { format!("[[{name}]]") };
        let (here, other) = (start..start + here.len(), self.header_before(start, &other)?);
        let (single, double) = if self.text[here.clone()].starts_with("[[") { (other, here) } else { (here, other) };
        let (written, meant) = (self.text[single.clone()].to_owned(), self.text[double.clone()].to_owned());
        let fix = meant.clone();
        let problem = Problem::new(SyntaxFlaw::WrongHeader { written, meant }, self.span(single.clone()));
        Some(problem.label(self.span(double), Note::AgainstThis).suggest(self.span(single), fix))
    }

    fn bad_key(&self, range: Range<usize>) -> Problem {
        let range = self.piece_at(range.start).map_or(range, |piece| piece.range.clone());
        let key = self.text.get(range.clone()).unwrap_or("").to_owned();
        if key.chars().any(|c| !c.is_ascii() && c.is_alphabetic()) {
            let quoted = format!("\"{key}\"");
            return Problem::new(SyntaxFlaw::ChineseKey { key }, self.span(range.clone()))
                .suggest(self.span(range), quoted);
        }
        self.plain(range, |key| SyntaxFlaw::BadKey { key })
    }

    /// Something after a value: another word of a text without quotes, or plainly too much.
    fn extra(&self, range: Range<usize>) -> Problem {
        let here = self.pieces.partition_point(|piece| piece.range.start < range.start);
        let line = self.pieces[..here].iter().rev().take_while(|piece| piece.kind != PieceKind::Newline);
        let words = line.take_while(|piece| !matches!(piece.kind, PieceKind::Punct('=' | '[' | '{' | ',' | ']' | '}')));
        let first = words.filter(|piece| piece.kind != PieceKind::Space).last();
        match first {
            Some(first) if first.kind == PieceKind::Word => self.unquoted(first.range.start, "\n#"),
            _ => self.plain(self.until(range.start, "\n#"), |text| SyntaxFlaw::ExtraText { text }),
        }
    }

    /// A value that is no number, date or boolean.
    fn value(&self, range: Range<usize>) -> Problem {
        let start = self.piece_at(range.start).map_or(range.start, |piece| piece.range.start);
        let start = self.value_start(start);
        let range = self.until(start, ",]}\n#");
        let text = self.text.get(range.clone()).unwrap_or("");
        let lower = text.to_lowercase();
        if matches!(lower.as_str(), "true" | "false") {
            let flaw = SyntaxFlaw::BadBoolean { text: text.to_owned(), meant: lower.clone() };
            return Problem::new(flaw, self.span(range.clone())).fix(self.span(range), lower);
        }
        if text.is_empty() {
            return Problem::new(SyntaxFlaw::MissingValue { key: self.key_before(start) }, self.span(self.near(range)));
        }
        if let Some((before, _)) = text.split_once('=')
            && let Some((_, key)) = before.trim_end().rsplit_once(' ')
        {
            let end = start + before.trim_end().len();
            return Problem::new(SyntaxFlaw::BadComma {}, self.span(end - key.len()..end));
        }
        let numeric = |c: char| c.is_ascii_hexdigit() || "+-.:_ TZtzxob".contains(c);
        if !text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) || !text.chars().all(numeric) {
            return self.unquoted(start, ",]}\n#");
        }
        let dated = text.contains(':') || text.matches('-').count() >= 2;
        if let (Some(gap), false) = (text.find(' '), dated) {
            return self.second_number(start + gap + 1..range.end);
        }
        self.plain(range, |text| if dated { SyntaxFlaw::BadDateTime { text } } else { SyntaxFlaw::BadNumber { text } })
    }

    /// A number after a number: the comma of a list is missing, or it is one too many.
    fn second_number(&self, range: Range<usize>) -> Problem {
        match self.text[range.end..].trim_start().chars().next() {
            Some(',' | ']' | '}') => Problem::new(SyntaxFlaw::BadComma {}, self.span(range)),
            _ => self.plain(range, |text| SyntaxFlaw::ExtraText { text }),
        }
    }

    fn unquoted(&self, start: usize, ends: &str) -> Problem {
        let range = self.until(start, ends);
        let text = self.text.get(range.clone()).unwrap_or("").to_owned();
        let quoted = if text.contains(['"', '\\']) { format!("'{text}'") } else { format!("\"{text}\"") };
        let span = self.span(range);
        Problem::new(SyntaxFlaw::UnquotedText { text }, span).fix(span, quoted)
    }

    fn escape(&self, range: Range<usize>) -> Problem {
        let slash = self.text[..range.start].rfind('\\').unwrap_or(range.start);
        let len = self.text[slash..].chars().take(2).map(char::len_utf8).sum::<usize>();
        self.plain(slash..slash + len, |text| SyntaxFlaw::BadEscape { text })
    }

    fn control(&self, range: Range<usize>) -> Problem {
        let before = self.text[..range.start].char_indices().next_back();
        let at = match self.text[range.start..].chars().next() {
            Some(c) if c.is_control() && c != '\n' => range.start,
            _ => before.map_or(range.start, |(at, _)| at),
        };
        let c = self.text[at..].chars().next().unwrap_or('\0');
        let code = format!("U+{:04X}", u32::from(c));
        Problem::new(SyntaxFlaw::ControlCharacter { code }, self.span(at..at + c.len_utf8().min(self.text.len() - at)))
    }

    fn string(&self, range: Range<usize>) -> Problem {
        match self.text.get(range.start..).and_then(|rest| rest.chars().next()) {
            Some(c) if c.is_control() && c != '\n' => self.control(range),
            _ => {
                let start = self.piece_at(range.start).map_or(range.start, |piece| piece.range.start);
                let quote = self.text.get(start..=start).unwrap_or("\"").to_owned();
                Problem::new(SyntaxFlaw::UnclosedText { quote }, self.span(self.until(start, "\n")))
            }
        }
    }
}

fn is_about_a_value(what: &str) -> bool {
    const ABOUT: [&str; 17] = [
        "string values must be quoted",
        "missing opening quote",
        "missing value",
        "invalid value",
        "unexpected leading zero",
        "redundant",
        "unexpected sign",
        "`_` may only go between digits",
        "integers with a radix",
        "radix must be lowercase",
        "invalid integer",
        "invalid float",
        "invalid fraction",
        "invalid mantissa",
        "invalid boolean",
        "invalid hexadecimal",
        "invalid datetime",
    ];
    ABOUT.iter().any(|about| what.starts_with(about))
        || ["integer", "date", "time", "month", "day", "hour", "minute", "second", "offset"]
            .iter()
            .any(|word| what.contains(word))
}
