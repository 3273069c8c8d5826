//! What a store is.

use crate::error::{Lost, StoreError};
use crate::policy::Kept;
use crate::record::{Delivery, DueItem, Handed, Line, Parked, Reply, Stored};
use crate::step::Step;
use std::pin::Pin;
use std::sync::Arc;
use zhidu_core::effect::{Charge, Row};
use zhidu_core::need::{Facts, Query};
use zhidu_core::value::Text;
use zhidu_core::world::Directory;
use zhidu_time::Instant;

/// What a call to a store gives in time. Boxed, so that an engine holds any store.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// A store. Every method is one transaction and may be called from any task; dropping what it gives before it is ready
/// leaves either all of it or nothing. A store has no clock: instants are the caller's.
///
/// Charges, rows, keys and fences are of one institution each; ids of cases, events and deliveries are of the store.
///
/// Whoever implements this checks it with the [`contract`](crate::contract).
pub trait Store: Send + Sync + 'static {
    // ── Steps ──

    /// A case as it stands.
    fn case<'a>(&'a self, id: &'a str) -> Pending<'a, Option<Stored>>;

    /// Answers to all these queries from one snapshot, by [`answer`](zhidu_core::world::answer).
    fn answer<'a>(&'a self, institution: &'a str, directory: Arc<Directory>, queries: Vec<Query>)
    -> Pending<'a, Facts>;

    /// Commits steps, in order, in one transaction that is durable when this is ready. Each has a result of its own, as
    /// if it were alone after those before it: it is lost where its event was answered before, where the version of its
    /// case is not the one it read, or where a fence it read moved; a lost step changes nothing.
    ///
    /// What a step that is not lost changes: the case with its next timer; what it was given is done with, or parked by
    /// [`Changes::parked`](zhidu_core::world::Changes); fences, keys, ledger, rows, openings; messages, kept where their
    /// receiver is a case or about to be one; the outbox; the journal; the reply.
    fn commit(&self, steps: Vec<Step>) -> Pending<'_, Vec<Result<(), Lost>>>;

    /// The first reply to an event.
    fn replied<'a>(&'a self, event: &'a str) -> Pending<'a, Option<Reply>>;

    /// What is due at or before an instant, in order, at most `limit`, of one case if it is named: the next timer and
    /// the next message of each case that is not parked, and the next case to be opened.
    fn due<'a>(&'a self, until: Instant, case: Option<&'a str>, limit: usize) -> Pending<'a, Vec<DueItem>>;

    /// The latest stamp of any step.
    fn latest(&self) -> Pending<'_, Option<Instant>>;

    // ── What waits for somebody to look ──

    /// Everything parked, in a stable order.
    fn parked(&self) -> Pending<'_, Vec<Parked>>;

    /// Makes what is parked under this id due again; false where nothing is.
    fn resume<'a>(&'a self, id: &'a str) -> Pending<'a, bool>;

    // ── Policies ──

    /// Keeps the texts of a policy; nothing where its hash is known.
    fn keep(&self, policy: Kept) -> Pending<'_, ()>;

    /// The texts of a policy by its hash.
    fn policy<'a>(&'a self, hash: &'a str) -> Pending<'a, Option<Kept>>;

    // ── Outbox ──

    /// Takes up to `limit` deliveries that are visible at `now`, in the order of the journal, and hides each until
    /// `hidden_until`. Of one case only the oldest that is not parked, so that what belongs together stays in order.
    fn claim(&self, now: Instant, hidden_until: Instant, limit: usize) -> Pending<'_, Vec<Delivery>>;

    /// How handing over a delivery went. Nothing where it is gone already.
    fn handed<'a>(&'a self, id: &'a str, how: Handed) -> Pending<'a, ()>;

    /// When [`claim`](Self::claim) will find something, if nothing else happens.
    fn next_delivery(&self) -> Pending<'_, Option<Instant>>;

    // ── Reading ──

    /// Lines of the journal after this number, of one case if it is named, at most `limit`.
    fn lines<'a>(&'a self, case: Option<&'a str>, after: u64, limit: usize) -> Pending<'a, Vec<Line>>;

    /// The ledger of an institution in booking order, reversals among it, of one person if they are named.
    fn ledger<'a>(&'a self, institution: &'a str, person: Option<&'a str>) -> Pending<'a, Vec<Charge>>;

    /// The rows of a register of an institution, in order.
    fn rows<'a>(&'a self, institution: &'a str, register: &'a str) -> Pending<'a, Vec<Row>>;

    /// The ids of the cases of an institution that have not ended, in the order of opening.
    fn open_cases<'a>(&'a self, institution: &'a str) -> Pending<'a, Vec<Text>>;

    /// The ids of the cases with a task that waits for a person ([`Step::asked`]), in the order of opening.
    fn waiting_for<'a>(&'a self, person: &'a str) -> Pending<'a, Vec<Text>>;
}
