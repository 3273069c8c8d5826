//! The task that steps: events in the order of their stamps, and before each what is due.

use crate::error::EngineError;
use crate::event::Start;
use crate::shared::{Shared, held};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, mpsc, oneshot};
use tracing::Instrument;
use zhidu_core::outcome::{Input, InputKind, Outside, Verdict};
use zhidu_core::value::Text;
use zhidu_core::world::{Happening, Starts};
use zhidu_store::{DueItem, Lost, Reply, Rules, Step, StoreError, load_case, step_case};
use zhidu_time::Instant;

/// What the stepping task is asked for, in the order of the stamps.
pub(crate) enum Command {
    /// Something from outside, under the host's id of it.
    Deed { stamp: Instant, id: Text, to: Box<To>, reply: oneshot::Sender<Result<Reply, EngineError>> },
    /// Fire everything that is due by now.
    Settle { until: Instant, done: oneshot::Sender<Result<(), EngineError>> },
    /// Something became due that the task could not know of.
    Look,
    /// Finish.
    Stop,
}

/// What goes where.
pub(crate) enum To {
    /// An event, or an answer to what a case asked, to this case.
    Case(Text, InputKind),
    /// An event that begins a case.
    New(Start, Outside),
}

/// How much of what is due fires before an event, or between two looks at the queue: a storm of timers holds up an
/// event by no more than this.
const BATCH: usize = 64;

/// How long the task waits when the store fails.
const PAUSE: Duration = Duration::from_secs(1);

pub(crate) struct Driver {
    shared: Arc<Shared>,
    queue: mpsc::Receiver<Command>,
    /// Tells the delivering task that there is something new.
    wake: Option<Arc<Notify>>,
}

impl Driver {
    pub(crate) const fn new(shared: Arc<Shared>, queue: mpsc::Receiver<Command>, wake: Option<Arc<Notify>>) -> Self {
        Self { shared, queue, wake }
    }

    /// Until it is stopped, or nobody is left who could send anything.
    pub(crate) async fn run(mut self) {
        loop {
            let next = match self.next_due().await {
                Ok(next) => next,
                Err(error) => {
                    self.failed(&error).await;
                    continue;
                }
            };
            let due = async {
                match next {
                    Some(at) if at > self.shared.now() => self.shared.clock.until(at).await,
                    Some(_) => {}
                    None => std::future::pending().await,
                }
            };
            let command = tokio::select! {
                biased;
                command = self.queue.recv() => command,
                () = due => self.queued_or_due().await,
            };
            match command {
                None | Some(Command::Stop) => return,
                Some(command) => self.take(command).await,
            }
        }
    }

    /// A timer waits while an earlier stamp is queued: whatever is queued after this bound was read has a later one.
    async fn queued_or_due(&mut self) -> Option<Command> {
        let bound = self.shared.now();
        match self.queue.try_recv() {
            Ok(command) => return Some(command),
            Err(mpsc::error::TryRecvError::Disconnected) => return None,
            Err(mpsc::error::TryRecvError::Empty) => {}
        }
        if let Err(error) = self.fire(bound, None, BATCH).await {
            self.failed(&error).await;
        }
        Some(Command::Look)
    }

    async fn failed(&self, error: &EngineError) {
        tracing::error!(%error, "the store failed");
        tokio::time::sleep(PAUSE).await;
    }

    async fn take(&mut self, command: Command) {
        match command {
            Command::Deed { stamp, id, to, reply } => {
                let answer = self.deed(stamp, &id, &to).instrument(tracing::info_span!("deed", %id)).await;
                // Whoever asked may be gone; what was done is done.
                let _ = reply.send(answer);
            }
            Command::Settle { until, done } => {
                let _ = done.send(self.fire(until, None, usize::MAX).await.map(|_| ()));
            }
            Command::Look | Command::Stop => {}
        }
    }

    async fn next_due(&self) -> Result<Option<Instant>, EngineError> {
        let items = self.due(Instant::MAX, None, 1).await?;
        Ok(items.first().map(|item| item.due.rank.at))
    }

    /// What is due, without the cases that cannot be read.
    async fn due(&self, until: Instant, case: Option<&str>, limit: usize) -> Result<Vec<DueItem>, EngineError> {
        let unreadable = held(&self.shared.unreadable).clone();
        let mut items = self.shared.store.due(until, case, limit.saturating_add(unreadable.len())).await?;
        items.retain(|item| !unreadable.contains_key(item.due.what.case()));
        items.truncate(limit);
        Ok(items)
    }

    /// Fires what is due at or before an instant, of one case if it is named, in order, at most `limit`. Whether more
    /// may be due.
    async fn fire(&self, until: Instant, case: Option<&str>, limit: usize) -> Result<bool, EngineError> {
        let mut left = limit;
        while left > 0 {
            let items = self.due(until, case, left.min(BATCH)).await?;
            if items.is_empty() {
                return Ok(false);
            }
            for item in &items {
                left -= 1;
                if !self.fire_one(item, until).await? {
                    break;
                }
            }
        }
        Ok(true)
    }

    /// Fires one item; whether what comes next is surely still next.
    async fn fire_one(&self, item: &DueItem, until: Instant) -> Result<bool, EngineError> {
        let case = item.due.what.case();
        match self.try_fire(item, until).await {
            Ok(calm) => Ok(calm),
            // It waits until the program can read it; everybody else goes on.
            Err(error @ (EngineError::Policy { .. } | EngineError::Store(StoreError::Damaged(_)))) => {
                tracing::error!(%case, policy = %item.policy, %error, "the case cannot be read");
                held(&self.shared.unreadable).insert(case.clone(), error.to_string().into());
                Ok(true)
            }
            Err(error) => Err(error),
        }
    }

    async fn try_fire(&self, item: &DueItem, until: Instant) -> Result<bool, EngineError> {
        let store = &*self.shared.store;
        let case = item.due.what.case();
        let rules = self.shared.rulebook.rules(store, &item.policy).await?;
        let before = load_case(store, &rules.program, case).await?;
        let Some(input) = item.due.what.clone().input(before.as_ref(), until) else {
            return Err(StoreError::Damaged(format!("case `{case}` is said to be due and is not")).into());
        };
        let directory = self.shared.directory(&rules.program.institution.id);
        let happening = step_case(store, &rules, &directory, case, before, input).await?;
        let step = Step::new(rules.program, happening, None);
        let outcome = &step.happening.outcome;
        let alone = outcome.openings.is_empty() && outcome.messages.is_empty();
        let timer = step.case().and_then(zhidu_core::case::Case::next_timer).map(|timer| timer.at);
        let calm =
            alone && matches!(step.happening.input.kind, InputKind::Timer(_)) && timer.is_none_or(|at| at > until);
        // Where another node was faster, whatever is due now is asked for again.
        Ok(self.commit(step).await?.is_ok() && calm)
    }

    async fn commit(&self, step: Step) -> Result<Result<Reply, Lost>, EngineError> {
        let reply = step.reply();
        let told = told(&step);
        let delivers = !(step.happening.outcome.effects.is_empty() && step.happening.outcome.charges.is_empty());
        let result = self.shared.store.commit(vec![step]).await?.pop();
        match result {
            Some(Err(lost)) => Ok(Err(lost)),
            Some(Ok(())) => {
                told();
                if let (true, Some(wake)) = (delivers, &self.wake) {
                    wake.notify_one();
                }
                Ok(Ok(reply))
            }
            None => Err(StoreError::Damaged("a commit without a result".to_owned()).into()),
        }
    }

    async fn deed(&self, stamp: Instant, id: &Text, to: &To) -> Result<Reply, EngineError> {
        if let Some(reply) = self.shared.store.replied(id).await? {
            return Ok(reply);
        }
        // In a storm only what concerns the case itself goes first.
        let storm = self.fire(stamp, None, BATCH).await?;
        loop {
            let (rules, happening) = match to {
                To::Case(case, kind) => self.open(stamp, case, kind, storm).await?,
                To::New(start, outside) => self.start(stamp, start, id, outside, storm).await?,
            };
            match self.commit(Step::new(rules.program, happening, Some(id.clone()))).await? {
                Ok(reply) => return Ok(reply),
                Err(Lost::Replied(first)) => return Ok(*first),
                Err(Lost::Moved(_)) => {}
            }
        }
    }

    /// Gives something to an open case, as its own rules have it.
    async fn open(
        &self,
        stamp: Instant,
        case: &Text,
        kind: &InputKind,
        storm: bool,
    ) -> Result<(Rules, Happening), EngineError> {
        let store = &*self.shared.store;
        if storm {
            self.fire(stamp, Some(case), usize::MAX).await?;
        }
        let stored = store.case(case).await?.ok_or_else(|| EngineError::NoCase(case.clone()))?;
        if let Some(why) = stored.incident {
            return Err(EngineError::Parked { case: case.clone(), why });
        }
        let rules = self.shared.rulebook.rules(store, &stored.policy).await?;
        let happening = self.step(&rules, case, Input { stamp, kind: kind.clone() }).await?;
        Ok((rules, happening))
    }

    async fn start(
        &self,
        stamp: Instant,
        start: &Start,
        id: &Text,
        outside: &Outside,
        storm: bool,
    ) -> Result<(Rules, Happening), EngineError> {
        let Start { institution, process, case } = start;
        let no_policy = || EngineError::NoPolicy(institution.clone().unwrap_or_default());
        let rules = self.shared.rulebook.newest(institution.as_deref(), process.as_deref(), &outside.event);
        let rules = rules.ok_or_else(no_policy)?;
        let case = case.as_ref().unwrap_or(id);
        if self.shared.store.case(case).await?.is_some() {
            return Err(EngineError::CaseExists(case.clone()));
        }
        let mut starts = Starts::new(&rules.program, process.as_deref(), case.clone(), stamp, outside.clone());
        while let Some((case, input)) = starts.next_try() {
            let happening = self.step(&rules, &case, input).await?;
            if let Verdict::Joins(open) = &happening.outcome.verdict {
                // Its key is held: the event goes there, and that case may follow older rules.
                return self.open(stamp, open, &InputKind::Outside(outside.clone()), storm).await;
            }
            starts.tried(happening);
        }
        let settled = starts.settled().ok_or_else(no_policy)?;
        Ok((rules, settled))
    }

    async fn step(&self, rules: &Rules, case: &Text, input: Input) -> Result<Happening, EngineError> {
        let store = &*self.shared.store;
        let before = load_case(store, &rules.program, case).await?;
        let directory = self.shared.directory(&rules.program.institution.id);
        Ok(step_case(store, rules, &directory, case, before, input).await?)
    }
}

/// What operators see of a step once it is committed: ids, clauses and the verdict, never what anybody wrote.
fn told(step: &Step) -> impl FnOnce() + use<> {
    let Step { program, happening, .. } = step;
    let clauses = happening.outcome.trace.iter().flat_map(|mark| mark.clauses.iter().copied());
    let mut clauses: Vec<_> = clauses.collect();
    clauses.sort_unstable();
    clauses.dedup();
    let clauses = program.clause_ids(&clauses).join(",");
    let event = match &happening.input.kind {
        InputKind::Outside(outside) | InputKind::Start { outside, .. } => outside.event.clone(),
        InputKind::Opening(_) => "opening".into(),
        InputKind::Message(message) => message.event.clone(),
        InputKind::Timer(_) => "timer".into(),
        InputKind::Reply(reply) => reply.result.id().into(),
    };
    let (case, policy, stamp) = (happening.case.clone(), program.hash.clone(), happening.input.stamp.seconds());
    let incident = match &happening.outcome.verdict {
        Verdict::Incident(incident) => Some(incident.kind.to_string()),
        _ => None,
    };
    let verdict = match &happening.outcome.verdict {
        Verdict::Accepted => "accepted",
        Verdict::Denied(denial) => denial.reason().id(),
        Verdict::Joins(_) => "joins",
        Verdict::Ignored => "ignored",
        Verdict::Incident(_) => "incident",
    };
    move || match incident {
        Some(why) => tracing::error!(%case, %policy, %event, stamp, %clauses, verdict, %why, "parked"),
        None => tracing::info!(%case, %policy, %event, stamp, %clauses, verdict, "stepped"),
    }
}
