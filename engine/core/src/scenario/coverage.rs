//! Which clauses, states and transitions took part in rows that say what came of it.
//!
//! A clause is covered when an element citing it took part in a row whose expectation names its effect. A charge covers
//! the rule it is for by itself. Only rows that hold count, and of a step that was refused or failed only the refusal:
//! whatever else it did was undone.

use super::Expect;
use super::expect::{OfCase, View, Want, Word};
use crate::effect::EffectKind;
use crate::outcome::{Mark, Verdict, What};
use crate::program::{Program, TaskAct, Transition, TransitionIx};
use crate::value::Text;
use crate::world::Happening;
use std::collections::BTreeSet;

/// What was covered, over rows, variants or scenarios.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Clauses by id.
    pub clauses: BTreeSet<Text>,
    /// States entered, with their process.
    pub states: BTreeSet<(Text, Text)>,
    /// Outcomes of transitions taken, with their process.
    pub transitions: BTreeSet<(Text, TransitionIx, u32)>,
}

/// How much there is to cover.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Total {
    /// Clauses an engine can decide, in document order.
    pub clauses: Vec<Text>,
    /// States that can be active.
    pub states: usize,
    /// Outcomes of transitions.
    pub transitions: usize,
}

impl Coverage {
    /// Adds what another covers.
    pub fn join(&mut self, other: &Self) {
        self.clauses.extend(other.clauses.iter().cloned());
        self.states.extend(other.states.iter().cloned());
        self.transitions.extend(other.transitions.iter().cloned());
    }

    /// Counts a row that held.
    pub(super) fn row(&mut self, view: &View<'_>, expect: Option<&Expect>) {
        for (i, happening) in view.happenings.iter().enumerate() {
            self.walked(view, happening);
            let Some(expect) = expect else { continue };
            let row = Row { expect, view, own: view.own == Some(i), case: &happening.case };
            row.cover(happening, &mut self.clauses);
        }
    }

    fn walked(&mut self, view: &View<'_>, happening: &Happening) {
        let Some(process) = view.process_of(happening) else { return };
        if happening.outcome.case.is_none() {
            return;
        }
        for mark in &happening.outcome.trace {
            match mark.what {
                What::Entered(state) => {
                    self.states.insert((process.id.clone(), process.states[state.at()].id.clone()));
                }
                What::Taken { transition, outcome } if !takes_task(&process.transitions[transition.at()]) => {
                    self.transitions.insert((process.id.clone(), transition, outcome));
                }
                _ => {}
            }
        }
    }
}

impl Total {
    /// All there is in a program. Clauses that say `manual` are nobody's to cover.
    #[must_use]
    pub fn of(program: &Program) -> Self {
        let clauses = program.clauses.iter().filter(|c| c.manual.is_none()).map(|c| c.id.clone()).collect();
        let states = program.processes.iter().map(|p| p.states.len().saturating_sub(1)).sum();
        let transitions = program.processes.iter().flat_map(|p| &p.transitions).filter(|t| !takes_task(t));
        let outcomes = transitions.map(|t| t.outcomes.len());
        Self { clauses, states, transitions: outcomes.sum() }
    }
}

/// Taking a task and giving it back is there with every decision, and nothing a policy says.
const fn takes_task(transition: &Transition) -> bool {
    matches!(transition.task, Some(TaskAct::Claim(_) | TaskAct::Release(_)))
}

/// A step under a row's expectation.
struct Row<'a, 'v> {
    expect: &'a Expect,
    view: &'a View<'v>,
    /// The step is the row's own event.
    own: bool,
    /// The step's case.
    case: &'a Text,
}

/// The word that names an effect.
const fn word_of(kind: &EffectKind) -> Word {
    match kind {
        EffectKind::Notify { .. } => Word::Notified,
        EffectKind::Request { .. } => Word::Requested,
        EffectKind::Withdraw { .. } => Word::Withdrawn,
        EffectKind::Warn { .. } => Word::Warned,
    }
}

impl Row<'_, '_> {
    fn cover(&self, happening: &Happening, clauses: &mut BTreeSet<Text>) {
        let names = |word| self.expect.names(word);
        let stands = |mark: &&Mark| happening.outcome.case.is_some() || matches!(mark.what, What::Refused(_));
        for mark in happening.outcome.trace.iter().filter(stands).filter(|mark| self.is_named(mark)) {
            clauses.extend(self.view.program.clause_ids(&mark.clauses));
        }
        let outcome = &happening.outcome;
        if names(Word::Charged) {
            for charge in &outcome.charges {
                clauses.extend(charge.clauses.iter().chain(&charge.rule).cloned());
            }
        }
        for effect in outcome.effects.iter().filter(|effect| names(word_of(&effect.kind))) {
            clauses.extend(effect.clauses.iter().cloned());
        }
        if names(Word::Recorded) {
            clauses.extend(outcome.rows.iter().flat_map(|r| r.clauses.iter().cloned()));
        }
        if names(Word::Opened) {
            clauses.extend(outcome.openings.iter().flat_map(|o| o.clauses.iter().cloned()));
        }
        if let (true, Verdict::Denied(denial)) = (self.own && self.names_refusal(), &outcome.verdict) {
            clauses.extend(denial.clauses());
        }
        for want in self.expect.words.iter().map(|w| &w.value) {
            if let Want::Clause(named) = want {
                clauses.extend(named.iter().map(|clause| clause.value.clone()));
            }
        }
    }

    fn names_refusal(&self) -> bool {
        [Word::Denied, Word::Reason, Word::Missing, Word::Clause].into_iter().any(|word| self.expect.names(word))
    }

    /// Whether the row's expectation names what a mark stands for.
    fn is_named(&self, mark: &Mark) -> bool {
        let any = |words: &[Word]| words.iter().any(|word| self.expect.names(*word));
        match mark.what {
            What::Taken { .. } | What::Entered(_) | What::Left(_) | What::Ended(_) | What::Opened | What::Set(_) => {
                self.of_case(&[Word::State]) || (self.own && any(&[Word::Allowed]))
            }
            What::Ran(_) => self.of_case(&[Word::State]),
            What::Owner(_) => self.of_case(&[Word::Owner]),
            What::Planned(_) => self.of_case(&[Word::Due, Word::Left]),
            What::Paused(_) | What::Resumed(_) => self.of_case(&[Word::Due, Word::Left]) || any(&[Word::Paused]),
            What::Offered(_) | What::Claimed(_) | What::Released(_) | What::Voted(_) | What::TaskWithdrawn(_) => {
                any(&[Word::Tasks])
            }
            What::Answered(_) => {
                self.of_case(&[Word::State]) || any(&[Word::Tasks]) || (self.own && any(&[Word::Allowed]))
            }
            What::Met(_) | What::Stopped(_) => {
                self.of_case(&[Word::State, Word::Due]) || any(&[Word::Late, Word::Missed])
            }
            What::Missed(_) => any(&[Word::Missed]),
            What::Warned(_) => any(&[Word::Warned]),
            What::Notified(_) => any(&[Word::Notified]),
            What::Requested(_) => any(&[Word::Requested]),
            What::Withdrawn(_) => any(&[Word::Withdrawn]),
            What::Recorded(_) => any(&[Word::Recorded]),
            What::Charged(_) | What::Outweighed { .. } => any(&[Word::Charged]),
            What::Opens(_) | What::Joined(_) => any(&[Word::Opened]),
            What::Refused(_) => self.own && self.names_refusal(),
            What::Delayed(..) | What::Cancelled(_) => any(&[Word::Timers]),
            What::Confirmed(_)
            | What::NotConfirmed(_)
            | What::Signalled(_)
            | What::Guard { .. }
            | What::Required(_)
            | What::Failed(_)
            | What::Stale => false,
        }
    }

    /// Whether the row says one of these words of the step's case.
    fn of_case(&self, words: &[Word]) -> bool {
        self.expect.words.iter().filter(|wanted| words.contains(&wanted.value.word())).any(|wanted| {
            match &wanted.value {
                Want::State(of) => self.speaks(of),
                Want::Owner(of) => self.speaks(of),
                Want::Due(of) => self.speaks(of),
                Want::Left(of) => self.speaks(of),
                _ => false,
            }
        })
    }

    fn speaks<T>(&self, of: &[OfCase<T>]) -> bool {
        let view = self.view;
        of.iter().any(|of| match &of.case {
            Some(pick) => view.names.find(view.world, view.program, pick).as_ref() == Some(self.case),
            None => view.case == Some(self.case),
        })
    }
}
