//! A store that ends its process before or after one of its calls.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use zhidu::store::{Delivery, DueItem, Handed, Kept, Line, Lost, Parked, Pending, Reply, Step, Stored};
use zhidu::world::Directory;
use zhidu::{Sqlite, Store};
use zhidu_core::effect::{Charge, Row};
use zhidu_core::need::{Facts, Query};
use zhidu_core::value::Text;
use zhidu_time::Instant;

pub(super) struct Mortal {
    store: Sqlite,
    calls: AtomicU32,
    before: Option<u32>,
    after: Option<u32>,
}

impl Mortal {
    /// The plan is `before N` or `after N`, N from 0; any other makes it immortal.
    pub(super) fn new(store: Sqlite, plan: &str) -> Self {
        let at = |side: &str| plan.strip_prefix(side).map(|call| call.trim().parse().unwrap());
        Self { store, calls: AtomicU32::new(0), before: at("before"), after: at("after") }
    }

    fn call<'a, T: Send + 'a>(&'a self, call: Pending<'a, T>) -> Pending<'a, T> {
        Box::pin(async move {
            let n = self.calls.fetch_add(1, Ordering::SeqCst);
            if self.before == Some(n) {
                std::process::abort();
            }
            let result = call.await;
            if self.after == Some(n) {
                std::process::abort();
            }
            result
        })
    }
}

impl Store for Mortal {
    fn case<'a>(&'a self, id: &'a str) -> Pending<'a, Option<Stored>> {
        self.call(self.store.case(id))
    }
    fn answer<'a>(&'a self, institution: &'a str, people: Arc<Directory>, queries: Vec<Query>) -> Pending<'a, Facts> {
        self.call(self.store.answer(institution, people, queries))
    }
    fn commit(&self, steps: Vec<Step>) -> Pending<'_, Vec<Result<(), Lost>>> {
        self.call(self.store.commit(steps))
    }
    fn replied<'a>(&'a self, event: &'a str) -> Pending<'a, Option<Reply>> {
        self.call(self.store.replied(event))
    }
    fn due<'a>(&'a self, until: Instant, case: Option<&'a str>, limit: usize) -> Pending<'a, Vec<DueItem>> {
        self.call(self.store.due(until, case, limit))
    }
    // Before the child says that it works, nothing is counted.
    fn latest(&self) -> Pending<'_, Option<Instant>> {
        self.store.latest()
    }
    fn parked(&self) -> Pending<'_, Vec<Parked>> {
        self.call(self.store.parked())
    }
    fn resume<'a>(&'a self, id: &'a str) -> Pending<'a, bool> {
        self.call(self.store.resume(id))
    }
    fn keep(&self, policy: Kept) -> Pending<'_, ()> {
        self.store.keep(policy)
    }
    fn policy<'a>(&'a self, hash: &'a str) -> Pending<'a, Option<Kept>> {
        self.call(self.store.policy(hash))
    }
    fn claim(&self, now: Instant, hidden_until: Instant, limit: usize) -> Pending<'_, Vec<Delivery>> {
        self.call(self.store.claim(now, hidden_until, limit))
    }
    fn handed<'a>(&'a self, id: &'a str, how: Handed) -> Pending<'a, ()> {
        self.call(self.store.handed(id, how))
    }
    fn next_delivery(&self) -> Pending<'_, Option<Instant>> {
        self.call(self.store.next_delivery())
    }
    fn lines<'a>(&'a self, case: Option<&'a str>, after: u64, limit: usize) -> Pending<'a, Vec<Line>> {
        self.call(self.store.lines(case, after, limit))
    }
    fn ledger<'a>(&'a self, institution: &'a str, person: Option<&'a str>) -> Pending<'a, Vec<Charge>> {
        self.call(self.store.ledger(institution, person))
    }
    fn rows<'a>(&'a self, institution: &'a str, register: &'a str) -> Pending<'a, Vec<Row>> {
        self.call(self.store.rows(institution, register))
    }
    fn waiting_for<'a>(&'a self, person: &'a str) -> Pending<'a, Vec<Text>> {
        self.call(self.store.waiting_for(person))
    }
    fn open_cases<'a>(&'a self, institution: &'a str) -> Pending<'a, Vec<Text>> {
        self.call(self.store.open_cases(institution))
    }
}
