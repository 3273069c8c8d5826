//! What an engine is made of.

use crate::clock::{Clock, SystemClock};
use crate::deliver::Deliveries;
use crate::drive::Driver;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::handler::{Handler, Take, any};
use crate::rulebook::{Policy, Rulebook};
use crate::shared::Shared;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use zhidu_core::value::Text;
use zhidu_core::world::Directory;
use zhidu_store::Store;
use zhidu_time::Instant;

/// How often and after which pauses a delivery is tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry {
    /// The first pause; every further one is twice as long. Whole seconds, at least one.
    pub first: Duration,
    /// The longest pause.
    pub longest: Duration,
    /// After so many failures it is parked.
    pub failures: u32,
    /// A delivery whose outcome is not known after this comes again.
    pub hidden: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        let minutes = |n: u64| Duration::from_secs(60 * n);
        Self { first: Duration::from_secs(2), longest: minutes(60), failures: 12, hidden: minutes(5) }
    }
}

/// Puts an engine together; [`Engine::on`] begins.
pub struct Builder {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    policies: Vec<Policy>,
    people: BTreeMap<Text, Arc<Directory>>,
    handler: Option<Take>,
    retry: Retry,
}

/// How many events may wait for the stepping task; further senders wait without a stamp.
const QUEUE: usize = 1024;

impl Builder {
    pub(crate) fn new(store: impl Store) -> Self {
        Self {
            store: Arc::new(store),
            clock: Arc::new(SystemClock),
            policies: Vec::new(),
            people: BTreeMap::new(),
            handler: None,
            retry: Retry::default(),
        }
    }

    /// With a policy and the people of its institution. Of several of one institution, new cases follow the last;
    /// open cases stay with the one they began under, which need not be given again.
    #[must_use]
    pub fn policy(mut self, policy: Policy, people: Directory) -> Self {
        self.people.insert(policy.kept.institution.clone(), Arc::new(people));
        self.policies.push(policy);
        self
    }

    /// With whoever takes deliveries. Without one they stay in the outbox.
    #[must_use]
    pub fn handler(mut self, handler: impl Handler) -> Self {
        self.handler = Some(any(handler));
        self
    }

    /// With another clock than the machine's.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// With other pauses between attempts to deliver.
    #[must_use]
    pub const fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Keeps the policies' texts in the store and begins: whatever fell due meanwhile fires now, once, at its nominal
    /// instant. Called inside a tokio runtime.
    ///
    /// # Errors
    /// What the store meets.
    pub async fn run(self) -> Result<Engine, EngineError> {
        let Self { store, clock, policies, people, handler, retry } = self;
        for policy in &policies {
            store.keep(policy.kept.clone()).await?;
        }
        let last = store.latest().await?.unwrap_or(Instant::MIN);
        let shared = Arc::new(Shared::new(store, clock, Rulebook::new(policies), people, last));
        let (commands, queue) = mpsc::channel(QUEUE);
        let deliveries = handler.map(|take| Deliveries::spawn(shared.clone(), take, retry));
        let wake = deliveries.as_ref().map(Deliveries::wake);
        let driver = tokio::spawn(Driver::new(shared.clone(), queue, wake).run());
        Ok(Engine::new(shared, commands, driver, deliveries))
    }
}
