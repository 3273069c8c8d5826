//! What every store must hold to, as something its author can run.
//!
//! In: a [`Bench`] that makes stores. Out: every rule that is broken, with what was found. Each rule runs on an empty
//! store of its own, through two handles where the store can be held twice. Cases come from a small policy of the kit's.

mod outbox;
mod steps;
mod table;
mod time;

use crate::error::StoreError;
use crate::store::Store;
use std::pin::Pin;
use std::sync::Arc;
use table::Table;

/// Makes stores to test.
pub trait Bench: Sync {
    /// The store.
    type Store: Store;

    /// A new, empty store.
    fn fresh(&self) -> impl Future<Output = Result<Self::Store, StoreError>> + Send;

    /// Another handle on what a store holds: a second connection, as another process would have it.
    fn again(&self, store: &Self::Store) -> impl Future<Output = Result<Self::Store, StoreError>> + Send;
}

/// A rule a store breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{rule}: {found}")]
pub struct Broken {
    /// What must hold.
    pub rule: &'static str,
    /// What was found instead.
    pub found: String,
}

/// What trying a rule gives.
type Held = Result<(), Fault>;

/// Why a rule is broken.
enum Fault {
    Store(StoreError),
    Found(String),
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Nothing where both are the same.
fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: &T, expected: &T) -> Held {
    if found == expected {
        return Ok(());
    }
    Err(Fault::Found(format!("{what}: expected {expected:?}, found {found:?}")))
}

type Rule = for<'a> fn(&'a Table) -> Pin<Box<dyn Future<Output = Held> + Send + 'a>>;

const RULES: [(&str, Rule); 19] = [
    ("a step is committed on the version it read, once", |t| Box::pin(steps::compare_and_set(t))),
    ("a fence that moved makes a step lose, and stepping again sees it", |t| Box::pin(steps::fences(t))),
    ("steps of a group have results of their own", |t| Box::pin(steps::groups(t))),
    ("a lost step changes nothing", |t| Box::pin(steps::lost_changes_nothing(t))),
    ("an event is answered once and for ever", |t| Box::pin(steps::replies(t))),
    ("the journal is in the order of commits", |t| Box::pin(steps::lines(t))),
    ("a key is held while its case is open or about to be", |t| Box::pin(steps::keys(t))),
    ("a dismissal ends roles", |t| Box::pin(steps::dismissal(t))),
    ("a task is in the work lists of those it waits for", |t| Box::pin(steps::work(t))),
    ("institutions are apart", |t| Box::pin(steps::institutions(t))),
    ("two handles see one store", |t| Box::pin(steps::two_handles(t))),
    ("policies are kept by their hash", |t| Box::pin(steps::policies(t))),
    ("what is due comes by instant, kind and order of opening", |t| Box::pin(time::order(t))),
    ("a timer that was planned anew is not due", |t| Box::pin(time::stale(t))),
    ("cases are opened and told in their turn", |t| Box::pin(time::openings_and_messages(t))),
    ("an incident parks its case alone, until it is resumed", |t| Box::pin(time::parking(t))),
    ("a delivery comes again under its id until it is handed over", |t| Box::pin(outbox::again(t))),
    ("deliveries of a case come one after another", |t| Box::pin(outbox::in_order(t))),
    ("a parked delivery is listed and can be resumed", |t| Box::pin(outbox::parking(t))),
];

/// Tries every rule on stores of this bench.
pub async fn check(bench: &impl Bench) -> Vec<Broken> {
    let mut broken = Vec::new();
    for (rule, holds) in RULES {
        let found = match try_rule(bench, holds).await {
            Ok(()) => continue,
            Err(Fault::Store(error)) => error.to_string(),
            Err(Fault::Found(found)) => found,
        };
        broken.push(Broken { rule, found });
    }
    broken
}

async fn try_rule(bench: &impl Bench, holds: Rule) -> Held {
    let store = bench.fresh().await?;
    let other = bench.again(&store).await?;
    let table = Table::new(Arc::new(store), Arc::new(other)).map_err(Fault::Found)?;
    holds(&table).await
}
