//! A step made, ready to be committed, and how one is made on what a store holds.

use crate::error::StoreError;
use crate::policy::Rules;
use crate::record::{Delivery, Item, Reply};
use crate::store::Store;
use std::collections::BTreeSet;
use std::sync::Arc;
use zhidu_core::case::Case;
use zhidu_core::journal;
use zhidu_core::outcome::Input;
use zhidu_core::program::Program;
use zhidu_core::task::Task;
use zhidu_core::value::Text;
use zhidu_core::wire;
use zhidu_core::world::{Attempt, Changes, Directory, Happening, Turn};

/// A step that was made, with all it changes.
#[derive(Debug, Clone)]
pub struct Step {
    /// The program it was made by.
    pub program: Arc<Program>,
    /// What happened. `before` has the version the store compares; `outcome.reads` the fences.
    pub happening: Happening,
    /// What it changes besides its case.
    pub changes: Changes,
    /// The host's id of the event, where it was an outside event: its reply is kept under this.
    pub event: Option<Text>,
}

impl Step {
    /// A step with what it changes.
    #[must_use]
    pub fn new(program: Arc<Program>, happening: Happening, event: Option<Text>) -> Self {
        let changes = Changes::of(&program, &happening);
        Self { program, happening, changes, event }
    }

    /// The version of the case the step was made on; 0 where there was none.
    #[must_use]
    pub fn read_version(&self) -> u64 {
        self.happening.before.as_ref().map_or(0, |case| case.version)
    }

    /// The institution.
    #[must_use]
    pub fn institution(&self) -> &Text {
        &self.program.institution.id
    }

    /// The case afterwards, if the step changed it.
    #[must_use]
    pub const fn case(&self) -> Option<&Case> {
        self.happening.outcome.case.as_ref()
    }

    /// Whom the open tasks of the case wait for afterwards; none where the step left its tasks as they were.
    #[must_use]
    pub fn asked(&self) -> Option<BTreeSet<Text>> {
        let before = self.happening.before.as_ref().map_or(&[][..], |case| &case.tasks);
        let after = &self.case()?.tasks;
        let open = after.iter().filter(|task| task.is_open());
        (before != &after[..]).then(|| open.flat_map(Task::candidates).cloned().collect())
    }

    /// The line of the journal.
    #[must_use]
    pub fn line(&self) -> String {
        journal::line(&self.program, &self.happening)
    }

    /// The answer to its event.
    #[must_use]
    pub fn reply(&self) -> Reply {
        Reply::of(&self.happening)
    }

    /// What the outbox gets, effects and entries of the ledger in the order they came about.
    #[must_use]
    pub fn deliveries(&self) -> Vec<Delivery> {
        let outcome = &self.happening.outcome;
        let effects = outcome.effects.iter().map(|effect| (effect.id.clone(), Item::Effect(effect.clone())));
        let charges = outcome.charges.iter().map(|charge| (charge.id.clone(), Item::Charge(charge.clone())));
        let delivery = |(id, item)| Delivery { id, institution: self.institution().clone(), failures: 0, item };
        let mut deliveries: Vec<Delivery> = effects.chain(charges).map(delivery).collect();
        deliveries.sort_by(|a, b| a.id.cmp(&b.id));
        deliveries
    }
}

/// A case as it stands in a store.
///
/// # Errors
/// What the store cannot read.
pub async fn load_case(store: &dyn Store, program: &Program, id: &str) -> Result<Option<Case>, StoreError> {
    let Some(stored) = store.case(id).await? else { return Ok(None) };
    let read = wire::read_case(program, &stored.case);
    read.map(Some).map_err(|error| StoreError::Damaged(format!("case `{id}`: {error}")))
}

/// Steps a case, answering what the step needs from a store. Nothing is committed.
///
/// # Errors
/// What the store cannot read.
pub async fn step_case(
    store: &dyn Store,
    rules: &Rules,
    directory: &Arc<Directory>,
    case: &Text,
    before: Option<Case>,
    input: Input,
) -> Result<Happening, StoreError> {
    let mut attempt = Attempt::new(&rules.program, &*rules.scripts, case.clone(), before, input);
    loop {
        match attempt.turn() {
            Turn::Made(happening) => return Ok(*happening),
            Turn::Asks(asking, queries) => {
                attempt = *asking;
                attempt.learn(store.answer(&rules.program.institution.id, directory.clone(), queries).await?);
            }
        }
    }
}
