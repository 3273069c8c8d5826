//! One input on its way to a commit: the loop around the step, for whoever keeps the facts, waiting or not.

use super::Happening;
use crate::case::Case;
use crate::guard::scripts::Scripts;
use crate::need::{Facts, Query};
use crate::outcome::{Answer, Input, InputKind, Outside, Verdict};
use crate::program::{ProcessIx, Program};
use crate::step::step;
use crate::value::Text;
use std::collections::VecDeque;
use zhidu_time::Instant;

/// An input for a case, with the facts found so far.
pub struct Attempt<'a> {
    program: &'a Program,
    scripts: &'a dyn Scripts,
    case: Text,
    before: Option<Case>,
    input: Input,
    facts: Facts,
}

/// How far an attempt came.
pub enum Turn<'a> {
    /// These queries need an answer, all from one snapshot, before it goes on.
    Asks(Box<Attempt<'a>>, Vec<Query>),
    /// The step is made, but nothing is true before the commit; if that finds that something moved, begin again.
    Made(Box<Happening>),
}

impl<'a> Attempt<'a> {
    /// An attempt to give a case, as it stands, an input.
    #[must_use]
    pub fn new(program: &'a Program, scripts: &'a dyn Scripts, case: Text, before: Option<Case>, input: Input) -> Self {
        Self { program, scripts, case, before, input, facts: Facts::default() }
    }

    /// Steps with what is known.
    #[must_use]
    pub fn turn(self) -> Turn<'a> {
        match step(self.program, self.scripts, self.before.as_ref(), &self.input, &self.facts) {
            Answer::Need(queries) => Turn::Asks(Box::new(self), queries),
            Answer::Done(outcome) => {
                let Self { case, before, input, facts, .. } = self;
                Turn::Made(Box::new(Happening { case, before, input, facts, outcome: *outcome }))
            }
        }
    }

    /// Takes answers.
    pub fn learn(&mut self, facts: Facts) {
        self.facts.0.extend(facts.0);
    }
}

/// An event that begins a case: its starts are tried in document order until one does not refuse it; where an open case
/// holds the key, the event goes there.
pub struct Starts {
    case: Text,
    stamp: Instant,
    outside: Outside,
    candidates: VecDeque<ProcessIx>,
    /// An input whose outcome counts, whatever it is.
    last: Option<(Text, Input)>,
    refused: Option<Happening>,
    settled: Option<Happening>,
}

impl Starts {
    /// The starts of an event, of one process if it is named.
    #[must_use]
    pub fn new(program: &Program, process: Option<&str>, case: Text, stamp: Instant, outside: Outside) -> Self {
        let processes = program.processes.iter().enumerate();
        let named = processes.filter(|(_, p)| process.is_none_or(|id| &*p.id == id));
        let candidates: VecDeque<ProcessIx> =
            named.filter(|(_, p)| p.starts_by(&outside.event)).map(|(i, _)| ProcessIx::from(i)).collect();
        let nowhere = Input { stamp, kind: InputKind::Outside(outside.clone()) };
        let last = candidates.is_empty().then(|| (case.clone(), nowhere));
        Self { case, stamp, outside, candidates, last, refused: None, settled: None }
    }

    /// What to try next, and on which case; none once it is settled.
    pub fn next_try(&mut self) -> Option<(Text, Input)> {
        if let Some(last) = self.last.take() {
            self.candidates.clear();
            return Some(last);
        }
        let process = self.candidates.pop_front()?;
        let kind = InputKind::Start { process, case: self.case.clone(), outside: self.outside.clone() };
        Some((self.case.clone(), Input { stamp: self.stamp, kind }))
    }

    /// Takes what a try gave.
    pub fn tried(&mut self, happening: Happening) {
        let is_start = matches!(happening.input.kind, InputKind::Start { .. });
        match &happening.outcome.verdict {
            Verdict::Denied(_) if is_start => {
                self.refused.get_or_insert(happening);
            }
            Verdict::Joins(open) if is_start => {
                let input = Input { stamp: self.stamp, kind: InputKind::Outside(self.outside.clone()) };
                self.last = Some((open.clone(), input));
            }
            _ => {
                self.candidates.clear();
                self.settled = Some(happening);
            }
        }
    }

    /// What came of it: of the first start that did not refuse it, else of the first that did.
    #[must_use]
    pub fn settled(self) -> Option<Happening> {
        self.settled.or(self.refused)
    }
}
