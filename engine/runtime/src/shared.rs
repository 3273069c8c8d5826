//! What the engine's handle and its tasks have in common.

use crate::clock::Clock;
use crate::rulebook::Rulebook;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use zhidu_core::value::Text;
use zhidu_core::world::Directory;
use zhidu_store::Store;
use zhidu_time::Instant;

pub(crate) struct Shared {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) rulebook: Rulebook,
    /// People by institution.
    people: Mutex<BTreeMap<Text, Arc<Directory>>>,
    /// Cases that cannot be read or whose rules cannot be compiled, and why: they wait for a better program.
    pub(crate) unreadable: Mutex<BTreeMap<Text, Text>>,
    last: Mutex<Instant>,
}

impl Shared {
    pub(crate) fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        rulebook: Rulebook,
        people: BTreeMap<Text, Arc<Directory>>,
        last: Instant,
    ) -> Self {
        let (people, unreadable) = (Mutex::new(people), Mutex::default());
        Self { store, clock, rulebook, people, unreadable, last: Mutex::new(last) }
    }

    /// The present stamp: the clock's, but never before one given earlier.
    pub(crate) fn now(&self) -> Instant {
        self.stamp(|stamp| stamp)
    }

    /// Gives a stamp to something that takes its place among everything stamped, while nothing else can.
    pub(crate) fn stamp<T>(&self, f: impl FnOnce(Instant) -> T) -> T {
        let mut last = held(&self.last);
        *last = self.clock.now().max(*last);
        f(*last)
    }

    pub(crate) fn directory(&self, institution: &str) -> Arc<Directory> {
        held(&self.people).get(institution).cloned().unwrap_or_default()
    }

    pub(crate) fn set_directory(&self, institution: Text, directory: Directory) {
        held(&self.people).insert(institution, Arc::new(directory));
    }
}

/// A lock whose holder panicked holds what it held before: every change here is a single one.
pub(crate) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
