//! Going through a value: which brackets it opens, where it ends, and where it was meant to end.

use crate::problem::{Note, Problem, SyntaxFlaw};

use super::MAX_NESTING;
use super::lex::{PieceKind, looks_like_header};
use super::mend::{Beyond, Mender};

impl Mender<'_> {
    /// Goes through a value from [`at`](Self::at) to the end of its statement; `key` and `equals` begin it.
    pub(super) fn value(&mut self, key: usize, equals: usize) -> Result<(), Beyond> {
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

    fn is_header(&self, at: usize) -> bool {
        self.kind(at) == Some(PieceKind::Punct('['))
            && looks_like_header(self.text[self.range(at).start..].split('\n').next().unwrap_or(""))
    }

    /// Whether `key =` or `a.b =` stands at a place.
    fn is_key(&self, at: usize) -> bool {
        let after = (at..self.list.len()).find(|at| !self.may_be_key(*at) && self.kind(*at) != Some(PieceKind::Space));
        after.is_some_and(|after| after > at && self.kind(after) == Some(PieceKind::Punct('=')))
    }
}

/// What closes an opening bracket or its look-alike.
fn closer_of(open: &str) -> &'static str {
    if open.starts_with(['{', '｛']) { "}" } else { "]" }
}
