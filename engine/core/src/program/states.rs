//! Sets of states that are small however many states a process has.

use super::State;
use crate::guard::expr::StateIx;

/// States in document order, which is the order of entry; backwards it is the order of exit.
///
/// A sorted list, so that what is done with it costs what is in it, not what the process has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StateSet(Vec<StateIx>);

impl StateSet {
    /// Whether a state is in it.
    #[must_use]
    pub fn contains(&self, state: StateIx) -> bool {
        self.0.binary_search(&state).is_ok()
    }

    /// The states in document order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = StateIx> + '_ {
        self.0.iter().copied()
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those inside a state of the same process, itself not among them.
    #[must_use]
    pub fn inside(&self, state: &State) -> &[StateIx] {
        let at = |ix: StateIx| self.0.partition_point(|known| *known < ix);
        self.0.get(at(state.inside.start)..at(state.inside.end)).unwrap_or_default()
    }

    /// Adds a state.
    pub fn insert(&mut self, state: StateIx) {
        if let Err(at) = self.0.binary_search(&state) {
            self.0.insert(at, state);
        }
    }

    /// Takes a state out.
    pub fn remove(&mut self, state: StateIx) {
        if let Ok(at) = self.0.binary_search(&state) {
            self.0.remove(at);
        }
    }

    /// Whether no state is in both.
    #[must_use]
    pub fn is_disjoint(&self, other: &Self) -> bool {
        self.0.iter().all(|state| !other.contains(*state))
    }
}

impl Extend<StateIx> for StateSet {
    fn extend<T: IntoIterator<Item = StateIx>>(&mut self, states: T) {
        states.into_iter().for_each(|state| self.insert(state));
    }
}

impl FromIterator<StateIx> for StateSet {
    fn from_iter<T: IntoIterator<Item = StateIx>>(states: T) -> Self {
        let mut states: Vec<StateIx> = states.into_iter().collect();
        states.sort_unstable();
        states.dedup();
        Self(states)
    }
}
