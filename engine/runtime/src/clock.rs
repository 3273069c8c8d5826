//! The only place that knows what time it is.

use std::pin::Pin;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::watch;
use zhidu_time::Instant;

/// Waiting for an instant.
pub type Wait<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// A clock.
pub trait Clock: Send + Sync + 'static {
    /// Now, cut to the second. It may go backwards; stamps do not.
    fn now(&self) -> Instant;

    /// Ready at this instant. It may be ready earlier: whoever waits looks at the clock again.
    fn until(&self, at: Instant) -> Wait<'_>;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

/// How long the machine's clock is trusted to go on as it does.
const LONGEST: Duration = Duration::from_secs(30);

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        let seconds = since_1970().as_secs();
        i64::try_from(seconds).ok().and_then(Instant::from_seconds).unwrap_or(Instant::MAX)
    }

    fn until(&self, at: Instant) -> Wait<'_> {
        let at = Duration::from_secs(u64::try_from(at.seconds()).unwrap_or(0));
        Box::pin(tokio::time::sleep(at.saturating_sub(since_1970()).min(LONGEST)))
    }
}

/// A clock before 1970 is none to trust, and counts as 1970.
fn since_1970() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// A clock that stands until it is moved: for tests of hosts. Copies are the same clock.
#[derive(Debug, Clone)]
pub struct ManualClock {
    now: watch::Sender<Instant>,
}

impl ManualClock {
    /// A clock that stands at this instant.
    #[must_use]
    pub fn at(now: Instant) -> Self {
        Self { now: watch::Sender::new(now) }
    }

    /// Moves the clock, backwards too. What becomes due happens in the engine's own time;
    /// [`Engine::settle`](crate::Engine::settle) waits for it.
    pub fn set(&self, now: Instant) {
        self.now.send_replace(now);
    }

    /// Moves the clock on, in whole seconds; at most to the end of the time line.
    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_secs()).unwrap_or(i64::MAX);
        self.now.send_modify(|now| *now = now.checked_add(by).unwrap_or(Instant::MAX));
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Instant {
        *self.now.borrow()
    }

    fn until(&self, at: Instant) -> Wait<'_> {
        let mut moves = self.now.subscribe();
        Box::pin(async move {
            // The sender is ours, so the clock cannot go away while somebody waits.
            let _ = moves.wait_for(|now| *now >= at).await;
        })
    }
}
