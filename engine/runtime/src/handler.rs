//! Whoever does what steps want done.

use std::pin::Pin;
use std::sync::Arc;
use zhidu_store::Delivery;

/// How the host takes a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// It is done, or safely in the host's own hands.
    Done,
    /// Not now, and why: it comes again after a pause.
    Later(String),
    /// Never, and why: it is parked and listed among the incidents.
    Refused(String),
}

/// Takes deliveries: effects and entries of the ledger. Each comes at least once; its id says whether it came before.
/// Deliveries of one case come one after another, of different cases beside each other. Closures are handlers.
///
/// What becomes of a request is told by [`Engine::answer`](crate::Engine::answer). A handler that panics
/// counts as [`Taken::Later`].
pub trait Handler: Send + Sync + 'static {
    /// Takes one.
    fn take(&self, delivery: Delivery) -> impl Future<Output = Taken> + Send;
}

impl<F, T> Handler for F
where
    F: Fn(Delivery) -> T + Send + Sync + 'static,
    T: Future<Output = Taken> + Send,
{
    fn take(&self, delivery: Delivery) -> impl Future<Output = Taken> + Send {
        self(delivery)
    }
}

/// Any handler.
pub(crate) type Take = Arc<dyn Fn(Delivery) -> Pin<Box<dyn Future<Output = Taken> + Send>> + Send + Sync>;

pub(crate) fn any(handler: impl Handler) -> Take {
    let handler = Arc::new(handler);
    Arc::new(move |delivery| {
        let handler = handler.clone();
        Box::pin(async move { handler.take(delivery).await })
    })
}
