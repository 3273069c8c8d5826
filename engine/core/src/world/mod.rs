//! A whole world in memory: cases with their inboxes, the ledger, registers, the directory, and the journal.
//!
//! In: outside events and the passing of time. Out: happenings, one per step, in the order of `LANGUAGE` §4 *Whose
//! time*. The dry run lives here, and a store in memory is this behind a trait. It steps, answers what a step needs
//! from one snapshot and commits by comparing every fenced read; it has no clock of its own.

mod attempt;
mod books;
mod changes;
mod directory;
mod driver;
mod due;
mod fence;
mod ledger;
mod written;

pub use crate::step::Given;
pub use attempt::{Attempt, Starts, Turn};
pub use books::{Books, answer};
pub use changes::Changes;
pub use directory::{Directory, Person};
pub use driver::{Address, Driver, Submission};
pub use due::{Due, Rank, Waiting};

use crate::case::Case;
use crate::effect::{Charge, Message, Opening, Row};
pub use crate::journal::Entry as Happening;
use crate::need::{Fact, Facts, Fence, Query};
use crate::outcome::{Incident, Input, InputKind};
use crate::program::Program;
use crate::value::Text;
use ledger::Ledger;
use std::collections::{BTreeMap, VecDeque};

/// Everything that exists besides the policy.
#[derive(Debug, Clone, Default)]
pub struct World {
    directory: Directory,
    cases: BTreeMap<Text, Entry>,
    /// How many cases were ever opened.
    opened: u64,
    /// The case behind everything that is due of one, by its rank: what each [`Entry`] lists.
    due: BTreeMap<Rank, Text>,
    ledger: Ledger,
    rows: Vec<Row>,
    versions: BTreeMap<Fence, u64>,
    keys: BTreeMap<Fence, Text>,
    /// Cases about to be opened, in order; with an incident where opening one failed: it is parked.
    openings: Vec<(Opening, Option<Incident>)>,
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
    /// The id of its process.
    pub process: Text,
    /// The cases that opened it.
    pub opened_by: Option<Text>,
    /// The name under which it was opened (`as`), else its process.
    pub part: Text,
    /// What other cases told it and it has not taken yet, in order.
    pub inbox: VecDeque<Message>,
    /// Set while it is parked: its timers and its inbox are held.
    pub incident: Option<Incident>,
    /// Its ranks among what is due: its next timer, its next message.
    listed: [Option<Rank>; 2],
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
        self.ledger.entries()
    }

    /// The charges that stand: neither reversals nor reversed.
    pub fn standing(&self) -> impl Iterator<Item = &Charge> {
        self.ledger.standing()
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

    /// The answer to one query as the world stands.
    #[must_use]
    pub fn answer(&self, query: &Query) -> Fact {
        let Ok(fact) = answer(self, &self.directory, query);
        fact
    }

    /// The answers to these queries.
    #[must_use]
    pub fn answer_all(&self, queries: Vec<Query>) -> Facts {
        let answered = queries.into_iter().map(|query| {
            let fact = self.answer(&query);
            (query, fact)
        });
        Facts(answered.collect())
    }

    /// Compares the case's version and every fenced read, then makes the outcome true: all of it or nothing. The journal
    /// is the caller's to write.
    ///
    /// # Errors
    /// The first that moved; the world is unchanged and the caller steps again.
    pub fn commit(&mut self, program: &Program, happening: &Happening) -> Result<(), Conflict> {
        let read = happening.before.as_ref().map_or(0, |case| case.version);
        let found = self.cases.get(&happening.case).map_or(0, |entry| entry.case.version);
        if read != found {
            return Err(Conflict { fence: fence::case(&happening.case), read, found });
        }
        for (fence, read) in &happening.outcome.reads {
            let found = self.fence(fence);
            if found != *read {
                return Err(Conflict { fence: fence.clone(), read: *read, found });
            }
        }
        self.apply(program, happening);
        Ok(())
    }

    /// Takes a case, or what is to open it, out of parking: what it waits with is due again. Whether it was parked.
    pub fn resume(&mut self, case: &str) -> bool {
        let opening = self.openings.iter_mut().find(|(opening, _)| &*opening.case == case);
        let of_case = self.cases.get_mut(case).and_then(|entry| entry.incident.take());
        let was_parked = of_case.or_else(|| opening.and_then(|(_, incident)| incident.take())).is_some();
        self.relist(case);
        was_parked
    }

    /// Everything parked, with the incident: cases in the order of their ids, then cases that could not be opened.
    pub fn parked(&self) -> impl Iterator<Item = (&Text, &Incident)> {
        let cases = self.cases.values().filter_map(|entry| Some((&entry.case.id, entry.incident.as_ref()?)));
        let openings = self.openings.iter().filter_map(|(opening, incident)| Some((&opening.case, incident.as_ref()?)));
        cases.chain(openings)
    }

    /// Gives away the journal, and forgets what no step asks for: the rows of registers, and of the journal's cases those
    /// that ended with nothing left to take, with the keys they held. What was booked stays: it is counted for ever.
    ///
    /// An event for a forgotten case is refused as for one that never was; its id must not be given to another.
    pub fn forget(&mut self, program: &Program) -> Vec<Happening> {
        let journal = std::mem::take(&mut self.journal);
        self.rows.clear();
        for happening in &journal {
            self.forget_case(program, &happening.case);
        }
        journal
    }

    fn forget_case(&mut self, program: &Program, id: &Text) {
        let over = |entry: &&Entry| {
            let waits = !entry.inbox.is_empty() || !entry.case.asked.is_empty() || entry.incident.is_some();
            entry.case.is_ended() && !waits
        };
        let Some(entry) = self.cases.get(id).filter(over) else { return };
        if let Some(fence) = fence::of_case(program, &entry.case)
            && self.keys.get(&fence) == Some(id)
        {
            self.keys.remove(&fence);
            self.versions.remove(&fence);
        }
        self.cases.remove(id);
    }

    /// The version of a fenced key; 0 before anything touched it.
    fn fence(&self, fence: &Fence) -> u64 {
        self.versions.get(fence).copied().unwrap_or(0)
    }

    fn apply(&mut self, program: &Program, happening: &Happening) {
        let outcome = &happening.outcome;
        let changes = Changes::of(program, happening);
        if let Some(case) = &outcome.case {
            self.store(program, case, Some(&happening.input));
        }
        self.settle(&happening.case, &happening.input, changes.parked.as_ref());
        self.relist(&happening.case);
        self.move_fences(changes);
        outcome.charges.iter().for_each(|charge| self.ledger.book(charge.clone()));
        self.rows.extend(outcome.rows.iter().cloned());
        self.openings.extend(outcome.openings.iter().map(|opening| (opening.clone(), None)));
        for message in &outcome.messages {
            if let Some(entry) = self.cases.get_mut(&message.to) {
                entry.inbox.push_back(message.clone());
                self.relist(&message.to);
            } else if self.opening(&message.to).is_some() {
                self.early.push(message.clone());
            }
        }
    }

    /// What was given is done with; or it stays, and the case is parked with it.
    fn settle(&mut self, case: &Text, input: &Input, parked: Option<&Incident>) {
        match (&input.kind, parked) {
            (InputKind::Opening(_), Some(incident)) => {
                let opening = self.openings.iter_mut().find(|(opening, _)| opening.case == *case);
                if let Some((_, held)) = opening {
                    *held = Some(incident.clone());
                }
            }
            (InputKind::Opening(_), None) => self.openings.retain(|(opening, _)| opening.case != *case),
            (InputKind::Message(message), None) => {
                if let Some(entry) = self.cases.get_mut(case) {
                    entry.inbox.retain(|waiting| waiting.id != message.id);
                }
            }
            (_, Some(incident)) => {
                if let Some(entry) = self.cases.get_mut(case) {
                    entry.incident = Some(incident.clone());
                }
            }
            (_, None) => {}
        }
    }

    fn move_fences(&mut self, changes: Changes) {
        self.keys.extend(changes.taken);
        for fence in changes.moved {
            *self.versions.entry(fence).or_insert(0) += 1;
        }
    }

    /// The opening of a case that is about to be opened.
    fn opening(&self, case: &str) -> Option<&Opening> {
        self.openings.iter().map(|(opening, _)| opening).find(|opening| &*opening.case == case)
    }

    /// Puts a case into the world that no step made.
    fn place(&mut self, program: &Program, case: &Case) {
        let before = self.cases.get(&case.id).map(|entry| &entry.case);
        let changes = Changes::of_case(program, before, case);
        self.move_fences(changes);
        self.store(program, case, None);
        self.relist(&case.id);
    }

    fn store(&mut self, program: &Program, case: &Case, input: Option<&Input>) {
        if let Some(entry) = self.cases.get_mut(&case.id) {
            entry.case = case.clone();
            return;
        }
        let (opened_by, part) = match input.map(|i| &i.kind) {
            Some(InputKind::Opening(o)) => (Some(o.parent.0.clone()), o.parent.1.clone()),
            _ => (None, None),
        };
        let process = program.processes[case.process.at()].id.clone();
        let part = part.unwrap_or_else(|| process.clone());
        let (inbox, early) = std::mem::take(&mut self.early).into_iter().partition(|message| message.to == case.id);
        self.early = early;
        let (order, inbox) = (self.opened, VecDeque::from(inbox));
        self.opened = self.opened.saturating_add(1);
        let entry =
            Entry { case: case.clone(), order, process, opened_by, part, inbox, incident: None, listed: [None, None] };
        self.cases.insert(case.id.clone(), entry);
    }
}
