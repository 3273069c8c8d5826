//! What a run has used.
//!
//! rhai counts operations and measures single values, but many values at their largest, in many locals of many calls,
//! would still add up without bound, and one operation on a long list takes long. So data is paid for: every time a local
//! is read, or a function takes or makes a value, its bytes count. What is alive was read, made or written out at some
//! time, so the budget bounds the peak, too.

use super::fault::{Answer, Fault, LastAbsent};
use super::held::size;
use crate::limits::MAX_DATA;
use rhai::{Dynamic, EvalContext};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// One run's account; clones share it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Meter {
    paid: Arc<AtomicU64>,
    absent: Arc<LastAbsent>,
}

impl Meter {
    /// Counts bytes.
    ///
    /// # Errors
    /// The budget is used up.
    pub(crate) fn pay(&self, bytes: u64) -> Answer<()> {
        let before = self.paid.fetch_add(bytes, Ordering::Relaxed);
        if before.saturating_add(bytes) > MAX_DATA {
            return Err(Fault::Limit("bytes of data", MAX_DATA).into());
        }
        Ok(())
    }

    /// Counts the reading of a local.
    pub(crate) fn read(&self, name: &str, context: &EvalContext<'_, '_, '_, '_, '_, '_>) -> Answer<()> {
        match context.scope().get(name) {
            Some(value) => self.pay(size(value)),
            None => Ok(()),
        }
    }

    /// Notes what was read and is not given.
    pub(crate) fn absent(&self, value: &Dynamic) {
        self.absent.note(value);
    }

    /// What was noted last.
    pub(crate) fn last_absent(&self) -> &LastAbsent {
        &self.absent
    }
}
