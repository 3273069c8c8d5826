//! Changes made to a text before it is parsed, and the way back to the author's own bytes.

use std::ops::Range;

/// Changes to a text, in any order; of two that overlap the first one counts.
#[derive(Debug, Default)]
pub(super) struct Edits {
    list: Vec<(Range<usize>, String)>,
}

/// A text after its changes.
#[derive(Debug)]
pub(super) struct Mended {
    /// What to parse.
    pub(super) text: String,
    /// Per change, in order: the bytes it takes in `text`, and those it replaced.
    moves: Vec<(Range<usize>, Range<usize>)>,
}

impl Edits {
    /// Writes something else in place of a range.
    pub(super) fn replace(&mut self, range: Range<usize>, with: impl Into<String>) {
        self.list.push((range, with.into()));
    }

    /// Writes something between two bytes.
    pub(super) fn insert(&mut self, at: usize, what: impl Into<String>) {
        self.replace(at..at, what);
    }

    pub(super) fn apply(mut self, original: &str) -> Mended {
        self.list.sort_by_key(|(range, _)| (range.start, range.end));
        let mut text = String::with_capacity(original.len() + 16);
        let mut moves: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        let mut done = 0;
        for (range, with) in self.list {
            let Some(before) = original.get(done..range.start) else { continue };
            text.push_str(before);
            let start = text.len();
            text.push_str(&with);
            done = range.end;
            moves.push((start..text.len(), range));
        }
        text.push_str(original.get(done..).unwrap_or(""));
        Mended { text, moves }
    }
}

impl Mended {
    /// The byte of the original where something begins that begins here.
    pub(super) fn start(&self, at: usize) -> usize {
        let known = self.moves.partition_point(|(new, _)| new.start <= at);
        match known.checked_sub(1).map(|index| &self.moves[index]) {
            None => at,
            Some((new, old)) if at < new.end => old.start,
            Some((new, old)) => old.end + (at - new.end),
        }
    }

    /// The byte of the original where something ends that ends here.
    pub(super) fn end(&self, at: usize) -> usize {
        let known = self.moves.partition_point(|(new, _)| new.start < at);
        match known.checked_sub(1).map(|index| &self.moves[index]) {
            None => at,
            Some((new, old)) if at < new.end => old.end,
            Some((new, old)) => old.end + (at - new.end),
        }
    }

    /// The range of the original.
    pub(super) fn range(&self, range: Range<usize>) -> Range<usize> {
        let start = self.start(range.start);
        start..self.end(range.end).max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_find_their_way_back() {
        let original = "id＝“x”\n";
        let mut edits = Edits::default();
        edits.replace(2..5, "=");
        edits.replace(5..8, "\"");
        edits.replace(9..12, "\"");
        let mended = edits.apply(original);
        assert_eq!(mended.text, "id=\"x\"\n");
        assert_eq!(mended.range(3..6), 5..12);
        assert_eq!(mended.range(4..5), 8..9);
        assert_eq!(mended.range(2..3), 2..5);
        assert_eq!(mended.range(6..7), 12..13);
    }

    #[test]
    fn insertions_are_empty_places() {
        let mut edits = Edits::default();
        edits.insert(5, "]");
        let mended = edits.apply("x = [\ny = 1");
        assert_eq!(mended.text, "x = []\ny = 1");
        assert_eq!((mended.range(4..6), mended.range(7..8)), (4..5, 6..7));
    }
}
