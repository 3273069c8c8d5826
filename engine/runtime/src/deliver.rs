//! The task that hands over what the outbox holds: at least once, in order for each case, never in the way of a step.

use crate::builder::Retry;
use crate::handler::{Take, Taken};
use crate::shared::Shared;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, oneshot, watch};
use tokio::task::{JoinHandle, JoinSet};
use zhidu_core::value::Text;
use zhidu_store::{Handed, StoreError};
use zhidu_time::Instant;

/// How many deliveries are on their way at once.
const BESIDE: usize = 16;

/// How long the task waits when the store fails.
const PAUSE: Duration = Duration::from_secs(1);

/// The delivering task, as others see it.
pub(crate) struct Deliveries {
    wake: Arc<Notify>,
    stop: watch::Sender<bool>,
    /// Whoever waits for a moment with nothing to deliver.
    quiet: tokio::sync::mpsc::UnboundedSender<oneshot::Sender<()>>,
    task: std::sync::Mutex<Option<JoinHandle<()>>>,
}

impl Deliveries {
    pub(crate) fn spawn(shared: Arc<Shared>, take: Take, retry: Retry) -> Self {
        let wake = Arc::new(Notify::new());
        let (stop, stopped) = watch::channel(false);
        let (quiet, asked) = tokio::sync::mpsc::unbounded_channel();
        let deliverer = Deliverer { shared, take, retry, wake: wake.clone(), running: JoinSet::new() };
        let task = tokio::spawn(deliverer.run(stopped, asked));
        Self { wake, stop, quiet, task: std::sync::Mutex::new(Some(task)) }
    }

    pub(crate) fn wake(&self) -> Arc<Notify> {
        self.wake.clone()
    }

    /// Waits for a moment in which nothing is visible and nothing on its way.
    pub(crate) async fn quiet(&self) {
        let (tell, told) = oneshot::channel();
        if self.quiet.send(tell).is_ok() {
            self.wake.notify_one();
            let _ = told.await;
        }
    }

    /// Takes nothing further and waits for what is on its way.
    pub(crate) async fn stop(&self) {
        self.stop.send_replace(true);
        let task = crate::shared::held(&self.task).take();
        if let Some(task) = task {
            let _ = task.await;
        }
    }
}

struct Deliverer {
    shared: Arc<Shared>,
    take: Take,
    retry: Retry,
    wake: Arc<Notify>,
    running: JoinSet<Result<(), StoreError>>,
}

impl Deliverer {
    /// Until it is stopped or the engine is gone.
    async fn run(
        mut self,
        mut stopped: watch::Receiver<bool>,
        mut asked: tokio::sync::mpsc::UnboundedReceiver<oneshot::Sender<()>>,
    ) {
        let mut waiting: Vec<oneshot::Sender<()>> = Vec::new();
        loop {
            let next = match self.claim().await {
                Ok(next) => next,
                Err(error) => {
                    tracing::error!(%error, "the store failed");
                    tokio::time::sleep(PAUSE).await;
                    continue;
                }
            };
            while let Ok(tell) = asked.try_recv() {
                waiting.push(tell);
            }
            if self.running.is_empty() && next.is_none_or(|at| at > self.shared.now()) {
                for tell in waiting.drain(..) {
                    let _ = tell.send(());
                }
            }
            let full = self.running.len() >= BESIDE;
            let visible = async {
                match next {
                    Some(at) if !full => self.shared.clock.until(at).await,
                    _ => std::future::pending().await,
                }
            };
            tokio::select! {
                // An error means that every handle is gone.
                _ = stopped.wait_for(|stop| *stop) => break,
                Some(done) = self.running.join_next() => self.noted(done),
                () = self.wake.notified() => {}
                () = visible => {}
            }
        }
        while let Some(done) = self.running.join_next().await {
            self.noted(done);
        }
    }

    /// Sends what is visible on its way; when the next will be visible.
    async fn claim(&mut self) -> Result<Option<Instant>, StoreError> {
        let room = BESIDE - self.running.len().min(BESIDE);
        let now = self.shared.now();
        let hidden = later(now, self.retry.hidden);
        let claimed = if room == 0 { Vec::new() } else { self.shared.store.claim(now, hidden, room).await? };
        for delivery in claimed {
            let (shared, take, retry) = (self.shared.clone(), self.take.clone(), self.retry);
            self.running.spawn(async move {
                let (id, failures) = (delivery.id.to_string(), delivery.failures);
                // A task of its own, so that a handler's panic is this delivery's failure and nothing else.
                let taken = tokio::spawn(take(delivery)).await;
                let taken = taken.unwrap_or_else(|_| Taken::Later("the handler panicked".to_owned()));
                let how = retry.after(taken, failures, shared.now());
                tracing::info!(delivery = %id, ?how, "handed over");
                shared.store.handed(&id, how).await
            });
        }
        self.shared.store.next_delivery().await
    }

    /// A delivery whose outcome could not be written down comes again once it is visible.
    #[allow(clippy::unused_self, reason = "reads as the others do")]
    fn noted(&self, done: Result<Result<(), StoreError>, tokio::task::JoinError>) {
        match done {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(%error, "the store failed"),
            Err(error) => tracing::error!(%error, "a delivery was cut off"),
        }
    }
}

impl Retry {
    fn after(&self, taken: Taken, failures: u32, now: Instant) -> Handed {
        match taken {
            Taken::Done => Handed::Over,
            Taken::Refused(why) => Handed::Parked { why: Text::from(why) },
            Taken::Later(why) if failures + 1 >= self.failures => Handed::Parked { why: Text::from(why) },
            Taken::Later(why) => {
                let pause = self.first.max(Duration::from_secs(1));
                let pause = 1_u32.checked_shl(failures).and_then(|times| pause.checked_mul(times));
                let at = later(now, pause.unwrap_or(self.longest).min(self.longest.max(Duration::from_secs(1))));
                Handed::Later { at, why: Text::from(why) }
            }
        }
    }
}

fn later(now: Instant, by: Duration) -> Instant {
    i64::try_from(by.as_secs()).ok().and_then(|by| now.checked_add(by)).unwrap_or(Instant::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest_and_then_it_is_parked() {
        let seconds = Duration::from_secs;
        let retry = Retry { first: seconds(2), longest: seconds(10), failures: 5, hidden: seconds(60) };
        let pause = |failures| match retry.after(Taken::Later("no".to_owned()), failures, Instant::EPOCH) {
            Handed::Later { at, .. } => Some(at.seconds()),
            Handed::Parked { .. } => None,
            Handed::Over => Some(0),
        };
        assert_eq!([0, 1, 2, 3, 4].map(pause), [Some(2), Some(4), Some(8), Some(10), None]);
    }
}
