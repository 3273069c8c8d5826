//! The store: the trait's methods, each a transaction on a thread that may wait for the disk.

use crate::books::Of;
use crate::{commit, due, failed, file, instant, outbox, read};
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use zhidu_core::effect::{Charge, Row};
use zhidu_core::need::{Facts, Query};
use zhidu_core::value::Text;
use zhidu_core::world::{Directory, answer};
use zhidu_store::{
    Delivery, DueItem, Handed, Kept, Line, Lost, Parked, Pending, Reply, Step, Store, StoreError, Stored,
};
use zhidu_time::Instant;

/// A store in an SQLite file. Copies are handles on the same connections; another [`open`](Self::open) of the same file
/// is a handle of its own.
#[derive(Clone)]
pub struct Sqlite {
    writer: Arc<Mutex<Connection>>,
    /// Reads beside a write that waits for the disk.
    reader: Arc<Mutex<Connection>>,
}

impl Sqlite {
    /// Opens a file, or makes it. Waits for the disk.
    ///
    /// # Errors
    /// [`StoreError::NotOurs`], [`StoreError::Newer`], and what the disk meets.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        let connection = || file::open(path).map(|connection| Arc::new(Mutex::new(connection)));
        Ok(Self { writer: connection()?, reader: connection()? })
    }

    fn read<'a, T: Send + 'static>(
        &self,
        f: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Pending<'a, T> {
        transaction(self.reader.clone(), TransactionBehavior::Deferred, f)
    }

    fn write<'a, T: Send + 'static>(
        &self,
        f: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Pending<'a, T> {
        transaction(self.writer.clone(), TransactionBehavior::Immediate, f)
    }
}

/// Runs to its end once it has begun, whoever stops waiting for it.
fn transaction<'a, T: Send + 'static>(
    connection: Arc<Mutex<Connection>>,
    behaviour: TransactionBehavior,
    f: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
) -> Pending<'a, T> {
    Box::pin(async move {
        let work = move || {
            // A panic while it was held rolled its transaction back.
            let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            let transaction = connection.transaction_with_behavior(behaviour).map_err(failed)?;
            let result = f(&transaction)?;
            transaction.commit().map_err(failed)?;
            Ok(result)
        };
        tokio::task::spawn_blocking(work).await.map_err(|error| StoreError::Failed(Box::new(error)))?
    })
}

impl Store for Sqlite {
    fn case<'a>(&'a self, id: &'a str) -> Pending<'a, Option<Stored>> {
        let id = id.to_owned();
        self.read(move |connection| read::case(connection, &id))
    }

    fn answer<'a>(
        &'a self,
        institution: &'a str,
        directory: Arc<Directory>,
        queries: Vec<Query>,
    ) -> Pending<'a, Facts> {
        let institution = institution.to_owned();
        self.read(move |connection| {
            let books = Of { connection, institution: &institution };
            let mut facts = Facts::default();
            for query in queries {
                let fact = answer(&books, &directory, &query)?;
                facts.0.insert(query, fact);
            }
            Ok(facts)
        })
    }

    fn commit(&self, steps: Vec<Step>) -> Pending<'_, Vec<Result<(), Lost>>> {
        self.write(move |connection| steps.iter().map(|step| commit::step(connection, step)).collect())
    }

    fn replied<'a>(&'a self, event: &'a str) -> Pending<'a, Option<Reply>> {
        let event = event.to_owned();
        self.read(move |connection| commit::replied(connection, &event))
    }

    fn due<'a>(&'a self, until: Instant, case: Option<&'a str>, limit: usize) -> Pending<'a, Vec<DueItem>> {
        let case = case.map(str::to_owned);
        self.read(move |connection| due::due(connection, until, case.as_deref(), limit))
    }

    fn latest(&self) -> Pending<'_, Option<Instant>> {
        self.read(|connection| {
            let latest = connection.query_row("SELECT latest FROM state", [], |row| row.get::<_, Option<i64>>(0));
            latest.map_err(failed)?.map(instant).transpose()
        })
    }

    fn parked(&self) -> Pending<'_, Vec<Parked>> {
        self.read(read::parked)
    }

    fn resume<'a>(&'a self, id: &'a str) -> Pending<'a, bool> {
        let id = id.to_owned();
        self.write(move |connection| Ok(outbox::resume(connection, &id)? || read::resume(connection, &id)?))
    }

    fn keep(&self, policy: Kept) -> Pending<'_, ()> {
        self.write(move |connection| read::keep(connection, &policy))
    }

    fn policy<'a>(&'a self, hash: &'a str) -> Pending<'a, Option<Kept>> {
        let hash = hash.to_owned();
        self.read(move |connection| read::policy(connection, &hash))
    }

    fn claim(&self, now: Instant, hidden_until: Instant, limit: usize) -> Pending<'_, Vec<Delivery>> {
        self.write(move |connection| outbox::claim(connection, now, hidden_until, limit))
    }

    fn handed<'a>(&'a self, id: &'a str, how: Handed) -> Pending<'a, ()> {
        let id = id.to_owned();
        self.write(move |connection| outbox::handed(connection, &id, &how))
    }

    fn next_delivery(&self) -> Pending<'_, Option<Instant>> {
        self.read(outbox::next)
    }

    fn lines<'a>(&'a self, case: Option<&'a str>, after: u64, limit: usize) -> Pending<'a, Vec<Line>> {
        let case = case.map(str::to_owned);
        self.read(move |connection| read::lines(connection, case.as_deref(), after, limit))
    }

    fn ledger<'a>(&'a self, institution: &'a str, person: Option<&'a str>) -> Pending<'a, Vec<Charge>> {
        let (institution, person) = (institution.to_owned(), person.map(str::to_owned));
        self.read(move |connection| read::ledger(connection, &institution, person.as_deref()))
    }

    fn rows<'a>(&'a self, institution: &'a str, register: &'a str) -> Pending<'a, Vec<Row>> {
        let (institution, register) = (institution.to_owned(), register.to_owned());
        self.read(move |connection| read::rows(connection, &institution, &register))
    }

    fn open_cases<'a>(&'a self, institution: &'a str) -> Pending<'a, Vec<Text>> {
        let institution = institution.to_owned();
        self.read(move |connection| read::open_cases(connection, &institution))
    }

    fn waiting_for<'a>(&'a self, person: &'a str) -> Pending<'a, Vec<Text>> {
        let person = person.to_owned();
        self.read(move |connection| read::waiting_for(connection, &person))
    }
}
