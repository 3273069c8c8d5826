//! The host's handle.

use crate::builder::Builder;
use crate::deliver::Deliveries;
use crate::drive::{Command, To};
use crate::error::EngineError;
use crate::event::{Event, Start};
use crate::shared::{Shared, held};
use crate::view::{TaskView, View};
use std::sync::{Arc, Mutex};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use zhidu_core::effect::{Charge, EffectId, Row};
use zhidu_core::outcome::{Answered, InputKind, Reply as Answer};
use zhidu_core::value::Text;
use zhidu_core::world::Directory;
use zhidu_store::{Kind, Line, Parked, Reply, Store};

/// A running engine. Copies are handles on the same one; when the last is dropped it ends after the step it is in, and
/// loses nothing.
#[derive(Clone)]
pub struct Engine {
    shared: Arc<Shared>,
    commands: mpsc::Sender<Command>,
    driver: Arc<Mutex<Option<JoinHandle<()>>>>,
    deliveries: Option<Arc<Deliveries>>,
}

impl Engine {
    /// Begins to put an engine together on a store.
    #[must_use]
    pub fn on(store: impl Store) -> Builder {
        Builder::new(store)
    }

    pub(crate) fn new(
        shared: Arc<Shared>,
        commands: mpsc::Sender<Command>,
        driver: JoinHandle<()>,
        deliveries: Option<Deliveries>,
    ) -> Self {
        let driver = Arc::new(Mutex::new(Some(driver)));
        Self { shared, commands, driver, deliveries: deliveries.map(Arc::new) }
    }

    /// Begins a case with an event; where an open case holds its key, the event goes there. The reply comes once
    /// everything is durable. Dropping this future does not take the event back.
    ///
    /// # Errors
    /// [`EngineError::CaseExists`], [`EngineError::NoPolicy`], and what the store meets.
    pub async fn start(&self, start: Start, event: Event) -> Result<Reply, EngineError> {
        let outside = event.outside();
        self.deed(event.id, To::New(start, outside)).await
    }

    /// Gives an event to a case. It is stamped when it comes in here: what was due earlier happens first. The reply
    /// comes once everything is durable. Dropping this future does not take the event back.
    ///
    /// # Errors
    /// [`EngineError::NoCase`], [`EngineError::Parked`], and what the store meets.
    pub async fn send(&self, case: impl Into<Text>, event: Event) -> Result<Reply, EngineError> {
        let kind = InputKind::Outside(event.outside());
        self.deed(event.id, To::Case(case.into(), kind)).await
    }

    /// Tells a case what became of a request, or of a notice with a name; it comes to it as `<name>.confirmed` or
    /// `<name>.failed`. `id` is the host's id of this answer, as of any event. An answer to nothing that is open is not
    /// accepted.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn answer(&self, id: impl Into<Text>, effect: &EffectId, result: Answered) -> Result<Reply, EngineError> {
        let kind = InputKind::Reply(Answer { effect: effect.clone(), result, data: Vec::new() });
        self.deed(id.into(), To::Case(effect.case.clone(), kind)).await
    }

    async fn deed(&self, id: Text, to: To) -> Result<Reply, EngineError> {
        let (reply, answer) = oneshot::channel();
        let to = Box::new(to);
        let permit = self.commands.reserve().await.map_err(|_| EngineError::Stopped)?;
        self.shared.stamp(|stamp| permit.send(Command::Deed { stamp, id, to, reply }));
        answer.await.unwrap_or(Err(EngineError::Stopped))
    }

    /// A case as it stands; none of this id.
    ///
    /// # Errors
    /// What the store meets; a policy that cannot be compiled any more.
    pub async fn case(&self, id: &str) -> Result<Option<View>, EngineError> {
        let store = &*self.shared.store;
        let Some(stored) = store.case(id).await? else { return Ok(None) };
        let rules = self.shared.rulebook.rules(store, &stored.policy).await?;
        View::of(&rules.program, stored).map(Some)
    }

    /// The ids of the cases of an institution that have not ended, in the order of opening.
    ///
    /// # Errors
    /// What the store meets.
    pub async fn open_cases(&self, institution: &str) -> Result<Vec<Text>, EngineError> {
        Ok(self.shared.store.open_cases(institution).await?)
    }

    /// What waits for a person to decide: over all cases, in the order of opening.
    ///
    /// # Errors
    /// What the store meets; a policy that cannot be compiled any more.
    pub async fn tasks(&self, person: &str) -> Result<Vec<TaskView>, EngineError> {
        let store = &*self.shared.store;
        let mut tasks = Vec::new();
        for id in store.waiting_for(person).await? {
            let Some(stored) = store.case(&id).await? else { continue };
            let rules = self.shared.rulebook.rules(store, &stored.policy).await?;
            tasks.extend(TaskView::of(&rules.program, &stored, person)?);
        }
        Ok(tasks)
    }

    /// Every step of a case, oldest first, as lines of JSON.
    ///
    /// # Errors
    /// What the store meets.
    pub async fn history(&self, case: &str) -> Result<Vec<Line>, EngineError> {
        Ok(self.shared.store.lines(Some(case), 0, usize::MAX).await?)
    }

    /// The ledger of an institution in booking order, reversals among it; of one person if they are named.
    ///
    /// # Errors
    /// What the store meets.
    pub async fn ledger(&self, institution: &str, person: Option<&str>) -> Result<Vec<Charge>, EngineError> {
        Ok(self.shared.store.ledger(institution, person).await?)
    }

    /// The rows of a register, in order.
    ///
    /// # Errors
    /// What the store meets.
    pub async fn rows(&self, institution: &str, register: &str) -> Result<Vec<Row>, EngineError> {
        Ok(self.shared.store.rows(institution, register).await?)
    }

    /// Everything that waits for somebody to look: parked cases and deliveries, cases that cannot be read.
    ///
    /// # Errors
    /// What the store meets.
    pub async fn incidents(&self) -> Result<Vec<Parked>, EngineError> {
        let mut parked = self.shared.store.parked().await?;
        let unreadable = held(&self.shared.unreadable).clone();
        parked.extend(unreadable.into_iter().map(|(id, why)| Parked { id, kind: Kind::Case, why }));
        Ok(parked)
    }

    /// Lets what is parked under this id try again: what a case waits with fires, a delivery is handed over. False where
    /// nothing is parked under it.
    ///
    /// # Errors
    /// What the store meets.
    pub async fn resume(&self, id: &str) -> Result<bool, EngineError> {
        let readable = held(&self.shared.unreadable).remove(id).is_some();
        let resumed = self.shared.store.resume(id).await? || readable;
        if let Some(deliveries) = &self.deliveries {
            deliveries.wake().notify_one();
        }
        self.commands.send(Command::Look).await.map_err(|_| EngineError::Stopped)?;
        Ok(resumed)
    }

    /// Replaces the people of an institution, for every step from now on.
    pub fn set_directory(&self, institution: impl Into<Text>, people: Directory) {
        self.shared.set_directory(institution.into(), people);
    }

    /// Waits until all that is due by now has fired and all that is visible was handed over once. For hosts' tests,
    /// after moving a [`ManualClock`](crate::ManualClock).
    ///
    /// # Errors
    /// What the store meets.
    pub async fn settle(&self) -> Result<(), EngineError> {
        loop {
            let (done, told) = oneshot::channel();
            let permit = self.commands.reserve().await.map_err(|_| EngineError::Stopped)?;
            self.shared.stamp(|until| permit.send(Command::Settle { until, done }));
            told.await.unwrap_or(Err(EngineError::Stopped))?;
            let Some(deliveries) = &self.deliveries else { return Ok(()) };
            deliveries.quiet().await;
            // Whoever took a delivery may have answered with an event that has consequences of its own.
            let now = self.shared.now();
            let next = self.shared.store.next_delivery().await?;
            if next.is_none_or(|at| at > now) {
                return Ok(());
            }
        }
    }

    /// Ends the engine: events that wait are still taken, the step and the deliveries under way finish.
    pub async fn stop(&self) {
        // Already stopped where nobody listens any more.
        let _ = self.commands.send(Command::Stop).await;
        let driver = held(&self.driver).take();
        if let Some(driver) = driver {
            let _ = driver.await;
        }
        if let Some(deliveries) = &self.deliveries {
            deliveries.stop().await;
        }
    }
}
