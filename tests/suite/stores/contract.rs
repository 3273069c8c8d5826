//! Every store of ours holds to the contract, and the contract finds a store that does not.

use super::Folder;
use std::sync::{Arc, Mutex};
use zhidu::store::contract::{Bench, check};
use zhidu::store::{Delivery, DueItem, Handed, Kept, Line, Lost, Parked, Pending, Reply, Step, Stored};
use zhidu::world::Directory;
use zhidu::{Memory, Sqlite, Store, StoreError};
use zhidu_core::effect::{Charge, Row};
use zhidu_core::need::{Facts, Query};
use zhidu_core::value::Text;
use zhidu_time::Instant;

struct InMemory;

impl Bench for InMemory {
    type Store = Memory;

    async fn fresh(&self) -> Result<Memory, StoreError> {
        Ok(Memory::new())
    }

    async fn again(&self, store: &Memory) -> Result<Memory, StoreError> {
        Ok(store.clone())
    }
}

/// Each handle has connections of its own.
struct OnDisk {
    folder: Folder,
    files: Mutex<u32>,
}

impl Bench for OnDisk {
    type Store = Sqlite;

    async fn fresh(&self) -> Result<Sqlite, StoreError> {
        let mut files = self.files.lock().unwrap();
        *files += 1;
        Sqlite::open(self.folder.file(&files.to_string()))
    }

    async fn again(&self, _: &Sqlite) -> Result<Sqlite, StoreError> {
        Sqlite::open(self.folder.file(&self.files.lock().unwrap().to_string()))
    }
}

#[tokio::test]
async fn memory_holds_to_it() {
    assert_eq!(check(&InMemory).await, []);
}

#[tokio::test]
async fn sqlite_holds_to_it() {
    let bench = OnDisk { folder: Folder::new("contract"), files: Mutex::new(0) };
    assert_eq!(check(&bench).await, []);
}

/// A flaw of a store, and a rule that finds it.
#[derive(Clone, Copy)]
enum Flaw {
    /// Commits are always said to have succeeded.
    NeverLost,
    /// The first reply is forgotten.
    Forgetful,
    /// What is due comes in the order of ids.
    ByName,
    /// A claimed delivery stays visible.
    Unhidden,
    /// What is parked goes on.
    Unparked,
}

struct Flawed(Flaw);

struct With(Memory, Flaw);

impl Bench for Flawed {
    type Store = With;

    async fn fresh(&self) -> Result<With, StoreError> {
        Ok(With(Memory::new(), self.0))
    }

    async fn again(&self, store: &With) -> Result<With, StoreError> {
        Ok(With(store.0.clone(), self.0))
    }
}

impl Store for With {
    fn case<'a>(&'a self, id: &'a str) -> Pending<'a, Option<Stored>> {
        self.0.case(id)
    }
    fn answer<'a>(&'a self, institution: &'a str, people: Arc<Directory>, queries: Vec<Query>) -> Pending<'a, Facts> {
        self.0.answer(institution, people, queries)
    }
    fn commit(&self, mut steps: Vec<Step>) -> Pending<'_, Vec<Result<(), Lost>>> {
        match self.1 {
            Flaw::NeverLost => Box::pin(async move {
                let results = self.0.commit(steps).await?;
                Ok(results.into_iter().map(|_| Ok(())).collect())
            }),
            Flaw::Forgetful => {
                steps.iter_mut().for_each(|step| step.event = None);
                self.0.commit(steps)
            }
            Flaw::Unparked => {
                steps.iter_mut().for_each(|step| step.changes.parked = None);
                Box::pin(async move {
                    let parked: Vec<Text> = steps.iter().map(|step| step.happening.case.clone()).collect();
                    let results = self.0.commit(steps).await;
                    for case in parked {
                        self.0.resume(&case).await?;
                    }
                    results
                })
            }
            _ => self.0.commit(steps),
        }
    }
    fn replied<'a>(&'a self, event: &'a str) -> Pending<'a, Option<Reply>> {
        self.0.replied(event)
    }
    fn due<'a>(&'a self, until: Instant, case: Option<&'a str>, limit: usize) -> Pending<'a, Vec<DueItem>> {
        if !matches!(self.1, Flaw::ByName) {
            return self.0.due(until, case, limit);
        }
        Box::pin(async move {
            let mut items = self.0.due(until, case, usize::MAX).await?;
            items.sort_by_key(|item| item.due.what.case().clone());
            items.truncate(limit);
            Ok(items)
        })
    }
    fn latest(&self) -> Pending<'_, Option<Instant>> {
        self.0.latest()
    }
    fn parked(&self) -> Pending<'_, Vec<Parked>> {
        self.0.parked()
    }
    fn resume<'a>(&'a self, id: &'a str) -> Pending<'a, bool> {
        self.0.resume(id)
    }
    fn keep(&self, policy: Kept) -> Pending<'_, ()> {
        self.0.keep(policy)
    }
    fn policy<'a>(&'a self, hash: &'a str) -> Pending<'a, Option<Kept>> {
        self.0.policy(hash)
    }
    fn claim(&self, now: Instant, hidden_until: Instant, limit: usize) -> Pending<'_, Vec<Delivery>> {
        let hidden_until = if matches!(self.1, Flaw::Unhidden) { now } else { hidden_until };
        self.0.claim(now, hidden_until, limit)
    }
    fn handed<'a>(&'a self, id: &'a str, how: Handed) -> Pending<'a, ()> {
        self.0.handed(id, how)
    }
    fn next_delivery(&self) -> Pending<'_, Option<Instant>> {
        self.0.next_delivery()
    }
    fn lines<'a>(&'a self, case: Option<&'a str>, after: u64, limit: usize) -> Pending<'a, Vec<Line>> {
        self.0.lines(case, after, limit)
    }
    fn ledger<'a>(&'a self, institution: &'a str, person: Option<&'a str>) -> Pending<'a, Vec<Charge>> {
        self.0.ledger(institution, person)
    }
    fn rows<'a>(&'a self, institution: &'a str, register: &'a str) -> Pending<'a, Vec<Row>> {
        self.0.rows(institution, register)
    }
    fn waiting_for<'a>(&'a self, person: &'a str) -> Pending<'a, Vec<Text>> {
        self.0.waiting_for(person)
    }
    fn open_cases<'a>(&'a self, institution: &'a str) -> Pending<'a, Vec<Text>> {
        self.0.open_cases(institution)
    }
}

#[tokio::test]
async fn a_flawed_store_is_found() {
    let flaws = [
        (Flaw::NeverLost, "a fence that moved makes a step lose, and stepping again sees it"),
        (Flaw::Forgetful, "an event is answered once and for ever"),
        (Flaw::ByName, "what is due comes by instant, kind and order of opening"),
        (Flaw::Unhidden, "a delivery comes again under its id until it is handed over"),
        (Flaw::Unparked, "an incident parks its case alone, until it is resumed"),
    ];
    for (flaw, rule) in flaws {
        let broken = check(&Flawed(flaw)).await;
        assert!(broken.iter().any(|broken| broken.rule == rule), "{rule}: {broken:?}");
    }
}
