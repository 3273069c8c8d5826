//! Which clauses, states, ways of transitions and outcomes of conditions took part in rows that hold.
//!
//! A clause is covered when an element citing it took part in a row whose expectation names its effect (`LANGUAGE` §8).
//! A charge covers the rule it is for by itself. Only rows that hold count, and of a step that was refused only the
//! refusal and the conditions that were read for it: whatever else it did was undone. Of an incident nothing counts.

use super::Expect;
use super::expect::{ByDeadline, OfCase, View, Want, Word};
use super::total::{Key, Kind, Total};
use crate::effect::EffectKind;
use crate::outcome::{Mark, Verdict, What};
use crate::program::{DeadlineIx, Process};
use crate::source::Span;
use crate::value::Text;
use crate::world::Happening;
use std::collections::{BTreeMap, BTreeSet};

/// What was covered, over rows, variants or scenarios.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Every item that was covered, with the rows that covered it.
    pub items: BTreeMap<Key, BTreeSet<Span>>,
}

impl Coverage {
    /// Adds what another covers.
    pub fn join(&mut self, other: &Self) {
        for (key, rows) in &other.items {
            self.items.entry(key.clone()).or_default().extend(rows);
        }
    }

    /// The clauses by id.
    pub fn clauses(&self) -> impl Iterator<Item = &Text> {
        self.items.keys().filter_map(|key| if let Key::Clause(id) = key { Some(id) } else { None })
    }

    /// Whether a clause was covered.
    #[must_use]
    pub fn has_clause(&self, id: &Text) -> bool {
        self.items.contains_key(&Key::Clause(id.clone()))
    }

    /// How many items of a kind were covered, of how many there are.
    #[must_use]
    pub fn of(&self, total: &Total, kind: Kind) -> (usize, usize) {
        let all = total.of_kind(kind).count();
        (total.of_kind(kind).filter(|item| self.items.contains_key(&item.key)).count(), all)
    }

    /// Counts a row that held.
    pub(super) fn row(&mut self, view: &View<'_>, expect: Option<&Expect>) {
        for (i, happening) in view.happenings.iter().enumerate() {
            // What begins a case that is opened by another and refused is of no process that could be walked.
            let process = view.process_of(happening);
            process.into_iter().for_each(|process| self.walked(view.row, process, happening));
            let Some(expect) = expect else { continue };
            let row = Row { expect, view, process, own: view.own == Some(i), case: &happening.case };
            let mut clauses = BTreeSet::new();
            row.cover(happening, &mut clauses);
            clauses.into_iter().for_each(|clause| self.add(Key::Clause(clause), view.row));
        }
    }

    fn walked(&mut self, row: Span, process: &Process, happening: &Happening) {
        let outcome = &happening.outcome;
        if matches!(outcome.verdict, Verdict::Incident(_)) {
            return;
        }
        let stands = outcome.case.is_some();
        for mark in &outcome.trace {
            match mark.what {
                What::Guard { span, holds } => self.add(Key::Guard(span, holds), row),
                What::Entered(state) if stands => self.add(Key::state(process, state), row),
                What::Taken { transition, outcome } if stands => {
                    Key::taken(process, transition, outcome).into_iter().for_each(|key| self.add(key, row));
                }
                _ => {}
            }
        }
    }

    fn add(&mut self, key: Key, row: Span) {
        self.items.entry(key).or_default().insert(row);
    }
}

/// A step under a row's expectation.
struct Row<'a, 'v> {
    expect: &'a Expect,
    view: &'a View<'v>,
    /// The step's process, where it had one.
    process: Option<&'a Process>,
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
            What::Taken { .. }
            | What::Entered(_)
            | What::Left(_)
            | What::Ended(_)
            | What::CancelledBy(_)
            | What::Opened
            | What::Set(_) => self.of_case(&[Word::State]) || (self.own && any(&[Word::Allowed])),
            What::Ran(_) => self.of_case(&[Word::State]),
            What::Owner(_) => self.of_case(&[Word::Owner]),
            What::Paused(_) | What::Resumed(_) => {
                self.of_case(&[Word::Due, Word::Left]) || any(&[Word::Paused, Word::Timers])
            }
            What::Offered(_) | What::Claimed(_) | What::Released(_) | What::Voted(_) | What::TaskWithdrawn(_) => {
                any(&[Word::Tasks])
            }
            What::Answered(_) => {
                self.of_case(&[Word::State]) || any(&[Word::Tasks]) || (self.own && any(&[Word::Allowed]))
            }
            What::Planned(ix) => self.of_case(&[Word::Due]) || self.left(ix) || any(&[Word::Timers]),
            // Where a case stands says nothing of the time it took.
            What::Met(_) | What::Stopped(_) => {
                self.of_case(&[Word::Due]) || any(&[Word::Late, Word::Missed, Word::Timers])
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

    /// Whether the row says how much time this deadline has left; `due` names all that run.
    fn left(&self, ix: DeadlineIx) -> bool {
        let Some(process) = self.process else { return false };
        let id = &process.deadlines[ix.at()].id;
        let names = |of: &ByDeadline<_>| {
            of.iter().filter(|of| self.is_mine(of)).any(|of| of.want.iter().any(|(named, _)| named.value == *id))
        };
        self.expect.words.iter().any(|wanted| matches!(&wanted.value, Want::Left(of) if names(of)))
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
        of.iter().any(|of| self.is_mine(of))
    }

    /// Whether a wish is about the step's case.
    fn is_mine<T>(&self, of: &OfCase<T>) -> bool {
        let view = self.view;
        match &of.case {
            Some(pick) => view.names.find(view.world, view.program, pick).as_ref() == Some(self.case),
            None => view.case == Some(self.case),
        }
    }
}
