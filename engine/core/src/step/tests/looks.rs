//! Counts how often a step looks at a state or a transition.

use std::cell::Cell;

thread_local! {
    static LOOKS: Cell<u64> = const { Cell::new(0) };
}

/// A state or a transition is looked at.
pub(in crate::step) fn look() {
    LOOKS.set(LOOKS.get() + 1);
}

/// How many looks something takes.
pub(super) fn of<T>(act: impl FnOnce() -> T) -> (u64, T) {
    let before = LOOKS.get();
    let result = act();
    (LOOKS.get() - before, result)
}
