//! Drives a world: takes outside events, fires what is due in order, answers what steps need, commits.

use super::{Directory, Happening, World};
use crate::case::Timer;
use crate::guard::scripts::Scripts;
use crate::need::Facts;
use crate::outcome::{Answer, Input, InputKind, Outcome, Outside, Verdict};
use crate::program::{ProcessIx, Program};
use crate::step::{Given, seat, step};
use crate::value::Text;
use zhidu_time::Instant;

/// A program and a world it runs in.
#[derive(Clone)]
pub struct Driver<'a> {
    program: &'a Program,
    scripts: &'a dyn Scripts,
    world: World,
}

/// Something somebody does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// When: the instant of durable acceptance.
    pub stamp: Instant,
    /// What.
    pub outside: Outside,
    /// To which case.
    pub to: Address,
}

/// Where an outside event goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// To this case.
    Case(Text),
    /// It begins a case, which gets this id; of this process, else of the first whose start accepts it.
    New {
        /// The process.
        process: Option<Text>,
        /// The id.
        id: Text,
    },
}

/// What is due next.
pub(super) enum Due {
    Timer(Text, Timer),
    Opening(Instant),
    Message(Text, Instant),
}

// The order of one instant (`LANGUAGE` §4): deadlines, waits, then what cases tell each other; between cases, order
// of opening; within a case, document order.
type Rank = (Instant, u8, u64, Option<Timer>);

/// The next thing due at or before an instant.
pub(super) fn next_due(world: &World, until: Instant) -> Option<Due> {
    let mut best: Option<(Rank, Due)> = None;
    let mut offer = |rank: Rank, due: Due| {
        if rank.0 <= until && best.as_ref().is_none_or(|(b, _)| rank < *b) {
            best = Some((rank, due));
        }
    };
    for entry in world.cases.values() {
        let id = &entry.case.id;
        if entry.incident.is_none()
            && let Some(timer) = entry.case.next_timer()
        {
            offer((timer.at, timer.class(), entry.order, Some(timer)), Due::Timer(id.clone(), timer));
        }
        if let Some(message) = entry.inbox.front() {
            offer((message.stamp, 9, entry.order, None), Due::Message(id.clone(), message.stamp));
        }
    }
    if let Some(opening) = world.openings.front() {
        offer((opening.stamp, 8, 0, None), Due::Opening(opening.stamp));
    }
    best.map(|(_, due)| due)
}

impl<'a> Driver<'a> {
    /// A world for a program.
    #[must_use]
    pub fn new(program: &'a Program, scripts: &'a dyn Scripts, directory: Directory) -> Self {
        Self { program, scripts, world: World::new(directory) }
    }

    /// The world as it stands.
    #[must_use]
    pub const fn world(&self) -> &World {
        &self.world
    }

    /// Replaces the people, as of now.
    pub fn set_directory(&mut self, directory: Directory) {
        self.world.directory = directory;
    }

    /// Puts a case into the world as it stands.
    ///
    /// # Errors
    /// The id of a data that does not exist or cannot hold its value.
    pub fn place(&mut self, given: &Given) -> Result<(), Text> {
        let case = seat(self.program, self.scripts, given)?;
        self.world.store(self.program, &case, None);
        Ok(())
    }

    /// Fires everything due up to and including an instant, in order.
    pub fn run_until(&mut self, until: Instant) {
        while let Some(due) = self.world.next_due(until) {
            match due {
                Due::Timer(case, timer) => {
                    let input = Input { stamp: timer.at, kind: InputKind::Timer(timer) };
                    let happening = self.make(&case, &input);
                    self.world.journal.push(happening);
                }
                Due::Opening(stamp) => {
                    let Some(opening) = self.world.openings.pop_front() else { continue };
                    let case = opening.case.clone();
                    let happening = self.make(&case, &Input { stamp, kind: InputKind::Opening(opening) });
                    self.world.journal.push(happening);
                }
                Due::Message(case, stamp) => {
                    let entry = self.world.cases.get_mut(&case);
                    let Some(message) = entry.and_then(|e| e.inbox.pop_front()) else { continue };
                    let happening = self.make(&case, &Input { stamp, kind: InputKind::Message(message) });
                    self.world.journal.push(happening);
                }
            }
        }
    }

    /// Fires what is due, takes an outside event, and fires what it causes at that instant. Gives the outcome of the
    /// event itself; all that happened is in the journal.
    pub fn submit(&mut self, submission: Submission) -> Outcome {
        self.run_until(submission.stamp);
        let Submission { stamp, outside, to } = submission;
        let happening = match to {
            Address::Case(case) => self.make(&case, &Input { stamp, kind: InputKind::Outside(outside) }),
            Address::New { process, id } => self.start(stamp, process.as_deref(), &id, &outside),
        };
        let outcome = happening.outcome.clone();
        self.world.journal.push(happening);
        self.run_until(stamp);
        outcome
    }

    /// Tries the starts of the event in document order until one does not refuse it.
    fn start(&mut self, stamp: Instant, process: Option<&str>, id: &Text, outside: &Outside) -> Happening {
        let mut refused = None;
        for process in self.candidates(process, &outside.event) {
            let kind = InputKind::Start { process, case: id.clone(), outside: outside.clone() };
            let happening = self.make(id, &Input { stamp, kind });
            match &happening.outcome.verdict {
                Verdict::Denied(_) => refused = refused.or(Some(happening)),
                Verdict::Joins(open) => {
                    let open = open.clone();
                    return self.make(&open, &Input { stamp, kind: InputKind::Outside(outside.clone()) });
                }
                _ => return happening,
            }
        }
        let nowhere = Input { stamp, kind: InputKind::Outside(outside.clone()) };
        refused.unwrap_or_else(|| self.make(id, &nowhere))
    }

    fn candidates(&self, process: Option<&str>, event: &str) -> Vec<ProcessIx> {
        let processes = self.program.processes.iter().enumerate();
        let named = processes.filter(|(_, p)| process.is_none_or(|id| &*p.id == id));
        named.filter(|(_, p)| p.starts_by(event)).map(|(i, _)| ProcessIx::from(i)).collect()
    }

    /// Steps until every fact is there and the commit holds. The happening is not yet in the journal.
    fn make(&mut self, case: &Text, input: &Input) -> Happening {
        loop {
            let happening = self.try_step(case, input);
            // One driver owns its world, so nothing moves between answer and commit; a store behind several drivers
            // comes back here on a conflict.
            if self.world.commit(self.program, &happening).is_ok() {
                return happening;
            }
        }
    }

    fn try_step(&self, case: &Text, input: &Input) -> Happening {
        let mut facts = Facts::default();
        let before = self.world.case(case).map(|e| e.case.clone());
        loop {
            match step(self.program, self.scripts, before.as_ref(), input, &facts) {
                Answer::Need(queries) => self.world.answer_all(queries, &mut facts),
                Answer::Done(outcome) => {
                    return Happening { case: case.clone(), before, input: input.clone(), facts, outcome: *outcome };
                }
            }
        }
    }
}
