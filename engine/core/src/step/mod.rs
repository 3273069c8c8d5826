//! The step: one pure function from program, case, input and facts to an outcome.
//!
//! SCXML 1.0 (3.13 and Appendix D) read literally, with the differences of `LANGUAGE` §2: select, allow, take; a
//! macrostep is all or nothing; whatever is not accepted is refused with reasons. No clock, no I/O, no randomness:
//! the same inputs give the same outcome on every machine. What it does not know it asks for ([`Answer::Need`]).

mod actions;
mod allow;
mod asked;
mod begin;
mod charge;
mod clocks;
mod configuration;
mod env;
mod failure;
mod macrostep;
mod microstep;
mod open;
mod pauses;
mod people;
mod run;
mod select;
mod signal;
mod tasks;

pub use begin::{Given, seat};

use crate::case::{Case, TimerKind};
use crate::guard::scripts::Scripts;
use crate::need::Facts;
use crate::outcome::{Answer, Incident, IncidentKind, Input, InputKind, Outcome, Verdict};
use crate::program::{Program, Trigger};
use run::{Halt, Run};

/// How many rounds a macrostep may take: one round is one look for what is enabled.
pub const ROUNDS: u32 = 10_000;

/// How many cases a root event may go through, each opening or telling the next.
pub const HOPS: u32 = 100;

/// Steps a case.
///
/// `case` is none for a start or an opening; any other outside event without a case, and any answer, is not accepted. Answers [`Answer::Need`] with every query met so far while facts are
/// missing; the caller answers all of them from one snapshot and steps again with the same input. Nothing is changed
/// in place: an outcome without `case` changed nothing.
///
/// Never panics and always ends: [`ROUNDS`] bounds the macrostep, expressions and scripts are bounded themselves.
#[must_use]
pub fn step(program: &Program, scripts: &dyn Scripts, case: Option<&Case>, input: &Input, facts: &Facts) -> Answer {
    match (case, &input.kind) {
        (None, InputKind::Outside(outside)) => return Answer::Done(Box::new(Outcome::not_accepted(&outside.event))),
        (None, InputKind::Reply(reply)) => {
            return Answer::Done(Box::new(Outcome::not_accepted(&reply.effect.to_string().into())));
        }
        _ => {}
    }
    let mut run = match Run::new(program, scripts, case, input, facts) {
        Ok(run) => run,
        Err(incident) => return Answer::Done(Box::new(Outcome::of(Verdict::Incident(incident)))),
    };
    let result = run.go(input);
    // Whatever was concluded without all the facts is no conclusion.
    let needs = run.needs();
    if !needs.is_empty() {
        return Answer::Need(needs);
    }
    Answer::Done(Box::new(match result {
        Ok(()) => run.finish(),
        Err(halt) => run.fail(halt),
    }))
}

impl Run<'_> {
    fn go(&mut self, input: &Input) -> Result<(), Halt> {
        if self.hops > HOPS {
            return Err(IncidentKind::Hops(HOPS).into());
        }
        match &input.kind {
            InputKind::Outside(outside) => self.outside(outside),
            InputKind::Start { outside, .. } => self.start(outside),
            InputKind::Opening(opening) => self.opening(opening),
            InputKind::Message(message) => self.message(message),
            InputKind::Timer(timer) => {
                let trigger = match timer.kind {
                    TimerKind::Missed(deadline) => Trigger::Missed(deadline),
                    TimerKind::Warning(deadline, n) => Trigger::Warning(deadline, n),
                    TimerKind::Ran(wait) => Trigger::Ran(wait),
                    TimerKind::Signal => return self.send_delayed(*timer),
                };
                self.timer(*timer, &trigger)
            }
            InputKind::Reply(reply) => self.reply(reply),
        }
    }
}

impl Outcome {
    /// A verdict and nothing else.
    #[must_use]
    pub fn of(verdict: Verdict) -> Self {
        Self {
            verdict,
            case: None,
            effects: Vec::new(),
            charges: Vec::new(),
            rows: Vec::new(),
            openings: Vec::new(),
            messages: Vec::new(),
            reads: Vec::new(),
            trace: Vec::new(),
        }
    }
}

impl From<IncidentKind> for Incident {
    fn from(kind: IncidentKind) -> Self {
        Self { kind, span: None }
    }
}

#[cfg(test)]
mod tests;
