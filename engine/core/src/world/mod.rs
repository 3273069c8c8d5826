//! A whole world in memory: cases with their inboxes, the ledger, registers, the directory, and the journal.
//!
//! In: outside events and the passing of time. Out: happenings, one per step, in the order of `LANGUAGE` §4 *Whose
//! time*. The dry run lives here, and a store in memory is this behind a trait. It steps, answers what a step needs
//! from one snapshot and commits by comparing every fenced read; it has no clock of its own.

mod directory;
mod driver;
mod facts;

pub use crate::step::Given;
pub use directory::{Directory, Person};
pub use driver::{Address, Driver, Submission};

use crate::case::Case;
use crate::effect::{Charge, EffectId, Message, Opening, Row};
pub use crate::journal::Entry as Happening;
use crate::need::Fence;
use crate::outcome::{Incident, IncidentKind, Input, InputKind, Verdict};
use crate::program::Program;
use crate::value::Text;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use zhidu_time::Instant;

/// Everything that exists besides the policy.
#[derive(Debug, Clone, Default)]
pub struct World {
    directory: Directory,
    cases: BTreeMap<Text, Entry>,
    ledger: Vec<Charge>,
    reversed: BTreeSet<EffectId>,
    rows: Vec<Row>,
    versions: BTreeMap<Fence, u64>,
    keys: BTreeMap<Fence, Text>,
    openings: VecDeque<Opening>,
    /// What was told cases that are about to be opened.
    early: Vec<Message>,
    journal: Vec<Happening>,
}

/// A case in the world.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The case as it stands.
    pub case: Case,
    /// Position in the order of opening.
    pub order: u64,
    /// The cases that opened it.
    pub opened_by: Option<Text>,
    /// The name under which it was opened (`as`), else its process.
    pub part: Text,
    /// What other cases told it and it has not taken yet, in order.
    pub inbox: VecDeque<Message>,
    /// Set while it is parked: its timers are held.
    pub incident: Option<Incident>,
}

/// A fenced key moved between the answer and the commit: step again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{fence}` moved from version {read} to {found}")]
pub struct Conflict {
    /// Which key.
    pub fence: Fence,
    /// The version the step saw.
    pub read: u64,
    /// The version now.
    pub found: u64,
}

impl World {
    /// An empty world with these people.
    #[must_use]
    pub fn new(directory: Directory) -> Self {
        Self { directory, ..Self::default() }
    }

    /// All cases by id.
    pub fn cases(&self) -> impl Iterator<Item = &Entry> {
        self.cases.values()
    }

    /// A case by its id.
    #[must_use]
    pub fn case(&self, id: &str) -> Option<&Entry> {
        self.cases.get(id)
    }

    /// The case another one opened under this name, the newest where there are several.
    #[must_use]
    pub fn child(&self, parent: &str, part: &str) -> Option<&Entry> {
        let children = self.cases.values().filter(|e| e.opened_by.as_deref() == Some(parent) && &*e.part == part);
        children.max_by_key(|e| e.order)
    }

    /// Everything ever booked, in booking order, reversals among it.
    #[must_use]
    pub fn ledger(&self) -> &[Charge] {
        &self.ledger
    }

    /// The charges that stand: neither reversals nor reversed.
    pub fn standing(&self) -> impl Iterator<Item = &Charge> {
        self.ledger.iter().filter(|c| c.reverses.is_none() && !self.reversed.contains(&c.id))
    }

    /// Everything ever recorded, in order.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Every step made, in order.
    #[must_use]
    pub fn journal(&self) -> &[Happening] {
        &self.journal
    }

    /// The people.
    #[must_use]
    pub const fn directory(&self) -> &Directory {
        &self.directory
    }

    /// Compares every fenced read, then makes the outcome true: all of it or nothing. The journal is the caller's to
    /// write.
    ///
    /// # Errors
    /// The first fence that moved; the world is unchanged and the caller steps again.
    pub fn commit(&mut self, program: &Program, happening: &Happening) -> Result<(), Conflict> {
        for (fence, read) in &happening.outcome.reads {
            let found = self.version(fence);
            if found != *read {
                return Err(Conflict { fence: fence.clone(), read: *read, found });
            }
        }
        self.apply(program, happening);
        Ok(())
    }

    /// The version of a fenced key; 0 before anything touched it.
    #[must_use]
    pub fn version(&self, fence: &Fence) -> u64 {
        self.versions.get(fence).copied().unwrap_or(0)
    }

    fn touch(&mut self, fence: Fence) {
        *self.versions.entry(fence).or_insert(0) += 1;
    }

    fn apply(&mut self, program: &Program, happening: &Happening) {
        let outcome = &happening.outcome;
        let incident = match &outcome.verdict {
            Verdict::Incident(incident) => Some(incident.clone()),
            // The world fires only what a case has armed; a stale timer here would be due for ever.
            Verdict::Ignored if matches!(happening.input.kind, InputKind::Timer(_)) => {
                Some(IncidentKind::Mismatch("a stale timer".into()).into())
            }
            _ => None,
        };
        if let (Some(incident), Some(entry)) = (incident, self.cases.get_mut(&happening.case)) {
            entry.incident = Some(incident);
        }
        if let Some(case) = &outcome.case {
            self.store(program, case, Some(&happening.input));
        }
        for charge in &outcome.charges {
            for fence in facts::fences_of(charge) {
                self.touch(fence);
            }
            if let Some(taken_back) = &charge.reverses {
                self.reversed.insert(taken_back.clone());
            }
            self.ledger.push(charge.clone());
        }
        self.rows.extend(outcome.rows.iter().cloned());
        if let InputKind::Opening(opening) = &happening.input.kind
            && outcome.case.is_none()
        {
            self.early.retain(|message| message.to != opening.case);
        }
        for opening in &outcome.openings {
            // Its key is taken from now on: whoever opens the same at this instant joins.
            if let Some(fence) = facts::key_fence_of_opening(program, opening) {
                self.take_key(fence, opening.case.clone());
            }
            self.openings.push_back(opening.clone());
        }
        for message in &outcome.messages {
            if let Some(entry) = self.cases.get_mut(&message.to) {
                entry.inbox.push_back(message.clone());
            } else if self.is_opening(&message.to) {
                self.early.push(message.clone());
            }
        }
    }

    fn take_key(&mut self, fence: Fence, case: Text) {
        self.keys.insert(fence.clone(), case);
        self.touch(fence);
    }

    /// Whether a case is about to be opened.
    fn is_opening(&self, case: &str) -> bool {
        self.openings.iter().any(|opening| &*opening.case == case)
    }

    fn store(&mut self, program: &Program, case: &Case, input: Option<&Input>) {
        if let Some(fence) = facts::key_fence(program, case) {
            match self.cases.get(&case.id) {
                None => self.take_key(fence, case.id.clone()),
                // The key is free again.
                Some(entry) if case.is_ended() && !entry.case.is_ended() => self.touch(fence),
                Some(_) => {}
            }
        }
        if let Some(entry) = self.cases.get_mut(&case.id) {
            entry.case = case.clone();
            return;
        }
        let (opened_by, part) = match input.map(|i| &i.kind) {
            Some(InputKind::Opening(o)) => (Some(o.parent.0.clone()), o.parent.1.clone()),
            _ => (None, None),
        };
        let part = part.unwrap_or_else(|| program.processes[case.process.at()].id.clone());
        let (inbox, early) = std::mem::take(&mut self.early).into_iter().partition(|message| message.to == case.id);
        self.early = early;
        let order = self.cases.len() as u64;
        let entry = Entry { case: case.clone(), order, opened_by, part, inbox: VecDeque::from(inbox), incident: None };
        self.cases.insert(case.id.clone(), entry);
    }

    /// The next thing that is due at or before an instant, in the order of `LANGUAGE` §4.
    fn next_due(&self, until: Instant) -> Option<driver::Due> {
        driver::next_due(self, until)
    }
}
