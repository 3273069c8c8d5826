//! Drives a world: takes outside events, fires what is due in order, answers what steps need, commits.

use super::{Attempt, Directory, Happening, Starts, Turn, World};
use crate::effect::EffectKind;
use crate::guard::scripts::Scripts;
use crate::outcome::{Answered, Input, InputKind, Outcome, Outside, Reply};
use crate::program::Program;
use crate::step::{Given, seat};
use crate::value::Text;
use zhidu_time::Instant;

/// A program and a world it runs in.
#[derive(Clone)]
pub struct Driver<'a> {
    program: &'a Program,
    scripts: &'a dyn Scripts,
    world: World,
    /// Whether effects are confirmed by themselves.
    confirms: bool,
    /// Answers that are still to come, by case, in the order of their effects.
    unanswered: Vec<(Text, Input)>,
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

impl<'a> Driver<'a> {
    /// A world for a program.
    #[must_use]
    pub fn new(program: &'a Program, scripts: &'a dyn Scripts, directory: Directory) -> Self {
        Self { program, scripts, world: World::new(directory), confirms: false, unanswered: Vec::new() }
    }

    /// A world that was there before.
    #[must_use]
    pub fn resume(program: &'a Program, scripts: &'a dyn Scripts, world: World) -> Self {
        Self { program, scripts, world, confirms: false, unanswered: Vec::new() }
    }

    /// Hands over the journal since the last time, and lets the world forget what nobody asks for again; see
    /// [`World::forget`].
    pub fn take(&mut self) -> Vec<Happening> {
        self.world.forget(self.program)
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
        let case = seat(self.program, self.scripts, given, &|queries| self.world.answer_all(queries))?;
        self.world.place(self.program, &case);
        Ok(())
    }

    /// Takes a case, or what is to open it, out of parking; see [`World::resume`].
    pub fn go_on(&mut self, case: &str) -> bool {
        self.world.resume(case)
    }

    /// From now on every request, and every notice with a name, is confirmed at the instant it is made, after all else
    /// that is due then.
    pub const fn confirm_effects(&mut self) {
        self.confirms = true;
    }

    /// Fires everything due up to and including an instant, in order.
    pub fn run_until(&mut self, until: Instant) {
        while let Some((case, input)) = self.next_input(until) {
            self.unanswered.retain(|(_, answer)| *answer != input);
            let happening = self.make(|driver| Some(driver.step(&case, input.clone())));
            self.write_down(happening);
        }
    }

    /// What is next. The host is outside: its answer comes after everything else of its instant.
    fn next_input(&self, until: Instant) -> Option<(Text, Input)> {
        let is_free = |case: &Text| self.world.case(case).is_none_or(|entry| entry.incident.is_none());
        let answer = self.unanswered.iter().find(|(case, input)| is_free(case) && input.stamp <= until);
        let until = answer.map_or(until, |(_, input)| input.stamp);
        let Some(due) = self.world.next_due(until) else { return answer.cloned() };
        let case = due.what.case().clone();
        let stands = self.world.case(&case).map(|entry| &entry.case);
        due.what.input(stands, until).map(|input| (case, input))
    }

    /// Puts a step into the journal; where effects are confirmed by themselves, their answers are due at its stamp.
    fn write_down(&mut self, happening: Option<Happening>) {
        let confirmed = happening.iter().filter(|_| self.confirms);
        for (happening, effect) in confirmed.flat_map(|h| h.outcome.effects.iter().map(move |effect| (h, effect))) {
            match &effect.kind {
                EffectKind::Request { .. } | EffectKind::Notify { name: Some(_), .. } => {
                    let (effect, result) = (effect.id.clone(), Answered::Confirmed);
                    let kind = InputKind::Reply(Reply { effect, result, data: Vec::new() });
                    self.unanswered.push((happening.case.clone(), Input { stamp: happening.input.stamp, kind }));
                }
                EffectKind::Withdraw { request, .. } => {
                    let to = |input: &Input| matches!(&input.kind, InputKind::Reply(reply) if reply.effect == *request);
                    self.unanswered.retain(|(_, input)| !to(input));
                }
                EffectKind::Notify { .. } | EffectKind::Warn { .. } => {}
            }
        }
        self.world.journal.extend(happening);
    }

    /// Fires what is due, gives a case the host's answer to what it asked, and fires what that causes at that instant.
    /// Gives the outcome of the answer itself.
    pub fn reply(&mut self, stamp: Instant, case: &Text, reply: &Reply) -> Outcome {
        self.run_until(stamp);
        let input = Input { stamp, kind: InputKind::Reply(reply.clone()) };
        let happening = self.make(|driver| Some(driver.step(case, input.clone())));
        let outcome = happening.as_ref().map(|happening| happening.outcome.clone());
        self.write_down(happening);
        self.run_until(stamp);
        outcome.unwrap_or_else(|| Outcome::not_accepted(&reply.effect.to_string().into()))
    }

    /// Fires what is due, takes an outside event, and fires what it causes at that instant. Gives the outcome of the
    /// event itself; all that happened is in the journal.
    pub fn submit(&mut self, submission: Submission) -> Outcome {
        self.run_until(submission.stamp);
        let Submission { stamp, outside, to } = submission;
        let happening = self.make(|driver| match &to {
            Address::Case(case) => Some(driver.step(case, Input { stamp, kind: InputKind::Outside(outside.clone()) })),
            Address::New { process, id } => driver.start(stamp, process.as_deref(), id, &outside),
        });
        let outcome = happening.as_ref().map(|happening| happening.outcome.clone());
        self.write_down(happening);
        self.run_until(stamp);
        outcome.unwrap_or_else(|| Outcome::not_accepted(&outside.event))
    }

    fn start(&self, stamp: Instant, process: Option<&str>, id: &Text, outside: &Outside) -> Option<Happening> {
        let mut starts = Starts::new(self.program, process, id.clone(), stamp, outside.clone());
        while let Some((case, input)) = starts.next_try() {
            starts.tried(self.step(&case, input));
        }
        starts.settled()
    }

    /// Steps until the commit holds. The happening is not yet in the journal.
    fn make(&mut self, step: impl Fn(&Self) -> Option<Happening>) -> Option<Happening> {
        loop {
            let happening = step(self)?;
            // One driver owns its world, so nothing moves between answer and commit; a store behind several drivers
            // comes back here on a conflict.
            if self.world.commit(self.program, &happening).is_ok() {
                return Some(happening);
            }
        }
    }

    /// Steps a case as it stands until every fact is there.
    fn step(&self, case: &Text, input: Input) -> Happening {
        let before = self.world.case(case).map(|entry| entry.case.clone());
        let mut attempt = Attempt::new(self.program, self.scripts, case.clone(), before, input);
        loop {
            match attempt.turn() {
                Turn::Made(happening) => return *happening,
                Turn::Asks(asking, queries) => {
                    attempt = *asking;
                    attempt.learn(self.world.answer_all(queries));
                }
            }
        }
    }
}
