//! Closing what was left open and completing what was left out, statement by statement.
//!
//! The parser proper gives up on the rest of a file at a bracket nobody closed or a key without `=`. Here each of these
//! is reported once and mended, so that what follows is read as if the author had repaired the line.

use std::ops::Range;

use crate::problem::{Note, Problem, SyntaxFlaw};
use crate::source::{SourceId, Span};

use super::MAX_NESTING;
use super::edits::Edits;
use super::lex::{Piece, PieceKind, Pieces, looks_like_header};

/// How many `[…]` headers one file may have; the parser needs time with their square.
const MAX_HEADERS: usize = 4096;

/// After how many mistakes a file is not read any further.
const MAX_MISTAKES: usize = 1000;

/// Reports and mends what is left open or out. `false` if the text is beyond a limit; it is then not read.
pub(super) fn mend(source: SourceId, text: &str, pieces: &mut Pieces) -> bool {
    let Pieces { list, edits, problems } = pieces;
    let mut mender = Mender { source, text, list, edits, problems, at: 0, headers: 0, asked: None };
    while mender.at < mender.list.len() {
        if mender.problems.len() > MAX_MISTAKES || mender.statement().is_err() {
            return false;
        }
    }
    true
}

/// Beyond a limit; a problem says so.
struct Beyond;

struct Mender<'a> {
    source: SourceId,
    text: &'a str,
    list: &'a [Piece],
    edits: &'a mut Edits,
    problems: &'a mut Vec<Problem>,
    at: usize,
    headers: usize,
    /// The last pair of braces that was looked for, and whether it is closed further on.
    asked: Option<(usize, bool)>,
}

impl Mender<'_> {
    fn statement(&mut self) -> Result<(), Beyond> {
        match self.kind(self.at) {
            Some(PieceKind::Space | PieceKind::Newline | PieceKind::Comment) => self.at += 1,
            Some(PieceKind::Punct('[')) => self.header()?,
            _ => self.assignment()?,
        }
        Ok(())
    }

    fn header(&mut self) -> Result<(), Beyond> {
        let line = self.line();
        self.at = line.end;
        let marks: Vec<usize> = line.clone().filter(|at| self.kind(*at) != Some(PieceKind::Space)).collect();
        self.check_depth(&marks)?;
        let is = |at: &&usize, mark| self.kind(**at) == Some(PieceKind::Punct(mark));
        let opens = marks.iter().take(2).take_while(|at| is(at, '[')).count();
        let closes = marks.iter().rev().take_while(|at| is(at, ']')).count();
        let assigns = marks.iter().any(|at| is(&at, '='));
        let (Some(first), Some(last)) = (marks.first().copied(), marks.last().copied()) else { return Ok(()) };
        let opener = self.range(first).start..self.range(first + opens - 1).end;
        self.headers += usize::from(opens == 1);
        if self.headers > MAX_HEADERS {
            let flaw = SyntaxFlaw::TooManyTables { limit: MAX_HEADERS };
            self.problems.push(Problem::new(flaw, self.span(opener)));
            return Err(Beyond);
        }
        if closes < opens && !assigns {
            let (end, missing) = (self.range(last).end, "]".repeat(opens - closes));
            self.edits.insert(end, missing.as_str());
            let flaw = SyntaxFlaw::UnclosedBracket { bracket: "[".repeat(opens), close: "]".repeat(opens) };
            self.problems.push(Problem::new(flaw, self.span(opener)).fix(self.span(end..end), missing));
        } else if closes > opens {
            let extra = self.range(last + 1 + opens - closes).start..self.range(last).end;
            self.edits.replace(extra.clone(), "");
            let flaw = SyntaxFlaw::ExtraText { text: self.text[extra.clone()].to_owned() };
            let missing = "[".repeat(closes - opens);
            self.problems
                .push(Problem::new(flaw, self.span(extra)).suggest(self.span(opener.start..opener.start), missing));
        }
        Ok(())
    }

    fn assignment(&mut self) -> Result<(), Beyond> {
        let line = self.line();
        let marks: Vec<usize> = line.clone().filter(|at| self.kind(*at) != Some(PieceKind::Space)).collect();
        let equals = marks.iter().position(|at| self.kind(*at) == Some(PieceKind::Punct('=')));
        let keyed = marks.iter().position(|at| !self.may_be_key(*at)).unwrap_or(marks.len());
        match equals.filter(|at| *at <= keyed) {
            Some(index) => {
                self.check_depth(&marks[..index])?;
                self.at = marks[index] + 1;
                self.value(marks.first().copied().unwrap_or(line.start), marks[index])
            }
            None => self.without_equals(line, &marks),
        }
    }

    fn without_equals(&mut self, line: Range<usize>, marks: &[usize]) -> Result<(), Beyond> {
        self.at = line.end;
        let (Some(first), Some(last)) = (marks.first().copied(), marks.last().copied()) else { return Ok(()) };
        let key = self.text[self.range(first)].to_owned();
        let whole = self.range(first).start..self.range(last).end;
        if !self.may_be_key(first) {
            let flaw = SyntaxFlaw::ExtraText { text: self.text[whole.clone()].to_owned() };
            self.problems.push(Problem::new(flaw, self.span(whole.clone())));
            self.edits.replace(whole, "");
            return Ok(());
        }
        let Some(second) = marks.get(1).copied().filter(|at| self.may_start_value(*at)) else {
            let end = self.range(first).end;
            let flaw = SyntaxFlaw::MissingEquals { key };
            self.problems.push(Problem::new(flaw, self.span(whole.clone())).suggest(self.span(end..end), " = …"));
            self.edits.replace(whole, "");
            return Ok(());
        };
        // `id: "x"` and `id "x"`
        let bare = key.trim_end_matches(':').to_owned();
        let gap = self.range(first).start + bare.len()..self.range(first).end;
        let equals = if self.range(second).start == gap.end { " = " } else { " =" };
        self.edits.replace(gap.clone(), equals);
        let flaw = SyntaxFlaw::MissingEquals { key: bare };
        self.problems.push(Problem::new(flaw, self.span(self.range(first))).fix(self.span(gap), equals));
        self.at = second;
        self.value(first, first)
    }

    /// Goes through a value from [`at`](Self::at) to the end of its statement; `key` and `equals` begin it.
    fn value(&mut self, key: usize, equals: usize) -> Result<(), Beyond> {
        let mut open: Vec<usize> = Vec::new();
        let mut last = equals;
        while let Some(kind) = self.kind(self.at) {
            let here = self.at;
            match kind {
                PieceKind::Newline if open.is_empty() => break,
                PieceKind::Newline if self.ends_open(here + 1, last, &open) => break,
                PieceKind::Newline | PieceKind::Space | PieceKind::Comment => {}
                PieceKind::Punct('[' | '{') => {
                    if open.len() >= MAX_NESTING {
                        return Err(self.too_deep(self.range(here)));
                    }
                    open.push(here);
                    last = here;
                }
                PieceKind::Punct(mark @ (']' | '}')) => {
                    self.close(&mut open, here, mark);
                    last = here;
                }
                _ => last = here,
            }
            self.at += 1;
        }
        if last == equals {
            self.no_value(key, equals);
        } else if !open.is_empty() {
            self.left_open(&open, last);
        }
        Ok(())
    }

    fn no_value(&mut self, key: usize, equals: usize) {
        let (start, end) = (self.range(key).start, self.range(equals).end);
        self.edits.insert(end, "\"\"");
        let written = self.text[start..self.range(equals).start].trim().to_owned();
        self.problems.push(Problem::new(SyntaxFlaw::MissingValue { key: written }, self.span(start..end)));
    }

    /// Closes brackets behind the piece `last`.
    fn left_open(&mut self, open: &[usize], last: usize) {
        let close: String = open.iter().rev().map(|at| closer_of(&self.text[self.range(*at)])).collect();
        let Some(innermost) = open.last().map(|at| self.range(*at)) else { return };
        let end = self.range(last).end;
        self.edits.insert(end, close.as_str());
        let bracket = self.text[innermost.clone()].to_owned();
        let flaw = SyntaxFlaw::UnclosedBracket { bracket, close: close.clone() };
        self.problems.push(Problem::new(flaw, self.span(innermost)).suggest(self.span(end..end), close));
    }

    /// Closes the innermost bracket, or the one that fits if those inside it were left open.
    fn close(&mut self, open: &mut Vec<usize>, here: usize, mark: char) {
        let fits = |opener: &usize| closer_of(&self.text[self.range(*opener)]).starts_with(mark);
        let Some(innermost) = open.last().copied() else { return };
        if fits(&innermost) {
            open.pop();
            return;
        }
        let inner = open.iter().rev().take_while(|opener| !fits(opener)).count();
        if inner < open.len() {
            let left = open.split_off(open.len() - inner);
            open.pop();
            self.left_open(&left, here - 1);
        } else {
            open.pop();
            self.wrong_close(innermost, here);
        }
    }

    fn wrong_close(&mut self, opener: usize, here: usize) {
        let (opener, here) = (self.range(opener), self.range(here));
        let close = closer_of(&self.text[opener.clone()]);
        self.edits.replace(here.clone(), close);
        let bracket = self.text[opener.clone()].to_owned();
        let flaw = SyntaxFlaw::UnclosedBracket { bracket, close: close.to_owned() };
        let problem = Problem::new(flaw, self.span(here.clone())).label(self.span(opener), Note::OpenedHere);
        self.problems.push(problem.suggest(self.span(here), close));
    }

    /// Whether the line from `at` on shows that the brackets still open were never closed.
    fn ends_open(&mut self, at: usize, last: usize, open: &[usize]) -> bool {
        let blank =
            |at: &usize| matches!(self.kind(*at), Some(PieceKind::Space | PieceKind::Newline | PieceKind::Comment));
        let at = (at..self.list.len()).find(|at| !blank(at)).unwrap_or(self.list.len());
        if self.is_header(at) {
            return true;
        }
        if !self.is_key(at) {
            return false;
        }
        let Some(opener) = open.last().copied().filter(|at| closer_of(&self.text[self.range(*at)]) == "}") else {
            return true;
        };
        let expects_key = matches!(self.kind(last), Some(PieceKind::Punct(',' | '{')));
        !expects_key && !self.closes_later(opener, at)
    }

    fn is_header(&self, at: usize) -> bool {
        self.kind(at) == Some(PieceKind::Punct('['))
            && looks_like_header(self.text[self.range(at).start..].split('\n').next().unwrap_or(""))
    }

    /// Whether `key =` or `a.b =` stands at a place.
    fn is_key(&self, at: usize) -> bool {
        let after = (at..self.list.len()).find(|at| !self.may_be_key(*at) && self.kind(*at) != Some(PieceKind::Space));
        after.is_some_and(|after| after > at && self.kind(after) == Some(PieceKind::Punct('=')))
    }

    /// Whether a pair of braces is closed from here on, with no header in between.
    fn closes_later(&mut self, opener: usize, from: usize) -> bool {
        match self.asked {
            Some((known, closes)) if known == opener => closes,
            _ => {
                let closes = self.finds_closer(from);
                self.asked = Some((opener, closes));
                closes
            }
        }
    }

    fn finds_closer(&self, from: usize) -> bool {
        let mut depth = 0usize;
        for at in from..self.list.len() {
            match self.kind(at) {
                Some(PieceKind::Punct('[')) if self.starts_line(at) && self.is_header(at) => return false,
                Some(PieceKind::Punct('[' | '{')) => depth += 1,
                Some(PieceKind::Punct(']' | '}')) if depth == 0 => return true,
                Some(PieceKind::Punct(']' | '}')) => depth -= 1,
                _ => {}
            }
        }
        false
    }

    fn starts_line(&self, at: usize) -> bool {
        let before = (0..at).rev().find(|at| self.kind(*at) != Some(PieceKind::Space));
        before.is_none_or(|at| self.kind(at) == Some(PieceKind::Newline))
    }

    fn check_depth(&mut self, marks: &[usize]) -> Result<(), Beyond> {
        let dots = marks.iter().filter(|at| self.kind(**at) == Some(PieceKind::Punct('.'))).count();
        match marks.first() {
            Some(first) if dots >= MAX_NESTING => Err(self.too_deep(self.range(*first))),
            _ => Ok(()),
        }
    }

    fn too_deep(&mut self, range: Range<usize>) -> Beyond {
        let flaw = SyntaxFlaw::NestedTooDeep { limit: MAX_NESTING };
        self.problems.push(Problem::new(flaw, self.span(range)));
        Beyond
    }

    /// The pieces up to the end of the line or its comment.
    fn line(&self) -> Range<usize> {
        let ends = |at: &usize| matches!(self.kind(*at), Some(PieceKind::Newline | PieceKind::Comment));
        self.at..(self.at..self.list.len()).find(ends).unwrap_or(self.list.len())
    }

    fn kind(&self, at: usize) -> Option<PieceKind> {
        self.list.get(at).map(|piece| piece.kind)
    }

    fn may_be_key(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(PieceKind::Word | PieceKind::Text | PieceKind::Punct('.')))
    }

    fn may_start_value(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(PieceKind::Word | PieceKind::Text | PieceKind::Punct('[' | '{')))
    }

    fn range(&self, at: usize) -> Range<usize> {
        self.list.get(at).map_or(self.text.len()..self.text.len(), |piece| piece.range.clone())
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, range)
    }
}

/// What closes an opening bracket or its look-alike.
fn closer_of(open: &str) -> &'static str {
    if open.starts_with(['{', '｛']) { "}" } else { "]" }
}
