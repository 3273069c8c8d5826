//! Closing what was left open and completing what was left out, statement by statement.
//!
//! The parser proper gives up on the rest of a file at a bracket nobody closed or a key without `=`. Here each of these
//! is reported once and mended, so that what follows is read as if the author had repaired the line.

use std::ops::Range;

use crate::problem::{Problem, SyntaxFlaw};
use crate::source::{SourceId, Span};

use super::MAX_NESTING;
use super::edits::Edits;
use super::lex::{Piece, PieceKind, Pieces};

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
pub(super) struct Beyond;

/// A text in pieces being mended.
pub(super) struct Mender<'a> {
    pub(super) source: SourceId,
    pub(super) text: &'a str,
    pub(super) list: &'a [Piece],
    pub(super) edits: &'a mut Edits,
    pub(super) problems: &'a mut Vec<Problem>,
    /// The piece to look at next.
    pub(super) at: usize,
    /// How many `[…]` were seen.
    pub(super) headers: usize,
    /// The last pair of braces that was looked for, and whether it is closed further on.
    pub(super) asked: Option<(usize, bool)>,
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

    fn check_depth(&mut self, marks: &[usize]) -> Result<(), Beyond> {
        let dots = marks.iter().filter(|at| self.kind(**at) == Some(PieceKind::Punct('.'))).count();
        match marks.first() {
            Some(first) if dots >= MAX_NESTING => Err(self.too_deep(self.range(*first))),
            _ => Ok(()),
        }
    }

    pub(super) fn too_deep(&mut self, range: Range<usize>) -> Beyond {
        let flaw = SyntaxFlaw::NestedTooDeep { limit: MAX_NESTING };
        self.problems.push(Problem::new(flaw, self.span(range)));
        Beyond
    }

    /// The pieces up to the end of the line or its comment.
    fn line(&self) -> Range<usize> {
        let ends = |at: &usize| matches!(self.kind(*at), Some(PieceKind::Newline | PieceKind::Comment));
        self.at..(self.at..self.list.len()).find(ends).unwrap_or(self.list.len())
    }

    pub(super) fn kind(&self, at: usize) -> Option<PieceKind> {
        self.list.get(at).map(|piece| piece.kind)
    }

    pub(super) fn may_be_key(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(PieceKind::Word | PieceKind::Text | PieceKind::Punct('.')))
    }

    fn may_start_value(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(PieceKind::Word | PieceKind::Text | PieceKind::Punct('[' | '{')))
    }

    pub(super) fn range(&self, at: usize) -> Range<usize> {
        self.list.get(at).map_or(self.text.len()..self.text.len(), |piece| piece.range.clone())
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, range)
    }
}
