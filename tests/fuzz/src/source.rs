//! Bytes as choices.

/// Gives choices until the bytes are used up, then the first of each.
pub(crate) struct Source<'a>(pub(crate) &'a [u8]);

impl Source<'_> {
    /// Whether there are bytes left.
    pub(crate) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next byte.
    pub(crate) fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    /// Below `sides`; 0 where there are none.
    pub(crate) fn of(&mut self, sides: usize) -> usize {
        let high = if sides > 256 { usize::from(self.byte()) << 8 } else { 0 };
        (high | usize::from(self.byte())) % sides.max(1)
    }

    /// One of these.
    pub(crate) fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        from.get(self.of(from.len())).cloned()
    }
}
