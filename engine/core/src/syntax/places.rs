//! Finding in the author's text what an error is about: the key before, the whole word, the first of two.

use std::ops::Range;

use super::errors::Origin;
use super::lex::{Piece, PieceKind};

impl Origin<'_> {
    /// The earlier header with the same text.
    pub(super) fn same_header(&self, at: usize) -> Option<Range<usize>> {
        self.header_before(self.line_start(at), header_of(&self.text[self.line_start(at)..])?)
    }

    /// The first header of this text on the lines before a place.
    pub(super) fn header_before(&self, at: usize, wanted: &str) -> Option<Range<usize>> {
        let mut start = 0;
        for line in self.text[..self.line_start(at)].split_inclusive('\n') {
            if header_of(line) == Some(wanted) {
                let indent = line.len() - line.trim_start().len();
                return Some(start + indent..start + indent + wanted.len());
            }
            start += line.len();
        }
        None
    }

    /// The earlier key with the same text in the same table.
    pub(super) fn same_key(&self, at: usize, written: &str) -> Option<Range<usize>> {
        let here = self.pieces.partition_point(|piece| piece.range.start < at);
        let mut depth = 0usize;
        for (index, piece) in self.pieces.get(..here)?.iter().enumerate().rev() {
            match piece.kind {
                PieceKind::Punct(']' | '}') => depth += 1,
                PieceKind::Punct('[' | '{') if depth == 0 => return None,
                PieceKind::Punct('[' | '{') => {
                    depth -= 1;
                    if depth == 0 && self.in_header(piece.range.start) {
                        return None;
                    }
                }
                PieceKind::Word | PieceKind::Text
                    if depth == 0 && self.text.get(piece.range.clone()) == Some(written) =>
                {
                    let next = self.pieces[index + 1..].iter().find(|next| next.kind != PieceKind::Space);
                    if next.is_some_and(|next| matches!(next.kind, PieceKind::Punct('=' | '.'))) {
                        return Some(piece.range.clone());
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// The piece at a place, or the one that ends there.
    pub(super) fn piece_at(&self, at: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.range.start <= at);
        let here = self.pieces.get(after.checked_sub(1)?)?;
        let blank = matches!(here.kind, PieceKind::Space | PieceKind::Newline | PieceKind::Punct(_));
        if blank && here.range.start == at { self.pieces.get(after.checked_sub(2)?) } else { Some(here) }
    }

    /// Where a number cut at its point, or a text of several words, begins.
    pub(super) fn value_start(&self, at: usize) -> usize {
        let here = self.pieces.partition_point(|piece| piece.range.start < at);
        let part = |piece: &&Piece| matches!(piece.kind, PieceKind::Word | PieceKind::Punct('.'));
        self.pieces[..here].iter().rev().take_while(part).last().map_or(at, |piece| piece.range.start)
    }

    pub(super) fn key_before(&self, at: usize) -> String {
        let line = &self.text[self.line_start(at)..at];
        line.split('=').next().unwrap_or("").trim().to_owned()
    }

    /// From a place to the first of some characters, without blanks at the end.
    pub(super) fn until(&self, start: usize, ends: &str) -> Range<usize> {
        let rest = self.text.get(start..).unwrap_or("");
        let len = rest.find(|c| ends.contains(c)).unwrap_or(rest.len());
        start..start + rest[..len].trim_end().len()
    }

    pub(super) fn word_before(&self, at: usize) -> Range<usize> {
        let end = self.text[..at].trim_end().len();
        let word = self.text[..end].rsplit(|c: char| c.is_whitespace() || "{,".contains(c)).next().unwrap_or("");
        end - word.len()..end
    }

    pub(super) fn line_before(&self, at: usize) -> Range<usize> {
        let start = self.line_start(at);
        let line = &self.text[start..at];
        let indent = line.len() - line.trim_start().len();
        start + indent..(start + line.trim_end().len()).max(start + indent)
    }

    /// An empty range made visible: the character at it, else the one before.
    pub(super) fn near(&self, range: Range<usize>) -> Range<usize> {
        if !range.is_empty() {
            return range;
        }
        match self.text.get(range.start..).and_then(|rest| rest.chars().next()) {
            Some(c) if c != '\n' && c != '\r' => range.start..range.start + c.len_utf8(),
            _ => range,
        }
    }

    pub(super) fn line_start(&self, at: usize) -> usize {
        self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
    }

    /// Whether a place is on a line that is a header.
    pub(super) fn in_header(&self, at: usize) -> bool {
        header_of(&self.text[self.line_start(at)..]).is_some()
    }

    /// The start of the next line that is a header.
    pub(super) fn next_header(&self, at: usize) -> usize {
        let mut start = at;
        for line in self.text[at..].split_inclusive('\n') {
            if start > at && header_of(line).is_some() {
                return start;
            }
            start += line.len();
        }
        self.text.len()
    }
}

/// The header a text begins with: `[a.b]` or `[[a]]`.
pub(super) fn header_of(text: &str) -> Option<&str> {
    let line = text.lines().next()?.trim();
    let line = line.split('#').next()?.trim_end();
    (line.starts_with('[') && line.ends_with(']') && !line.contains([',', '='])).then_some(line)
}
