//! What there is to cover in a program: clauses, states, ways of transitions, and both outcomes of conditions.
//!
//! Items are known by what is written and where, not by position: a scenario with parameters of its own runs a program
//! in which other elements are switched on, and still speaks of the same items.

use crate::guard::expr::{Guard, StateIx};
use crate::program::{
    Action, Forbid, Outcome, Pattern, Process, Program, StateKind, TaskAct, Transition, TransitionIx, Trigger, Verb,
};
use crate::source::Span;
use crate::value::Text;
use std::collections::{BTreeMap, BTreeSet};

/// Something that can be covered.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A clause by its id.
    Clause(Text),
    /// A state of a process.
    State(Text, Text),
    /// A way a transition can go.
    Way {
        /// The process.
        process: Text,
        /// Where the transition is declared.
        span: Span,
        /// Which of those declared there: an offence's transitions all stand at the offence.
        nth: u32,
        /// The row of `to`.
        outcome: u32,
    },
    /// A condition that was found to hold, or not to.
    Guard(Span, bool),
    /// An option of a decision of a process.
    Option(Text, Text, Text),
}

/// The kinds of what can be covered, in the order of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Clauses an engine can decide.
    Clause,
    /// States that can be active.
    State,
    /// Outcomes of transitions.
    Transition,
    /// Conditions, each once where it held and once where it did not.
    Guard,
    /// Options of decisions, each where the decision ended with it.
    Option,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Clause, Self::State, Self::Transition, Self::Guard, Self::Option];

    /// As the command line and reports write it.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Clause => "clause",
            Self::State => "state",
            Self::Transition => "transition",
            Self::Guard => "guard",
            Self::Option => "option",
        }
    }
}

impl Key {
    /// Of which kind.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Clause(_) => Kind::Clause,
            Self::State(..) => Kind::State,
            Self::Way { .. } => Kind::Transition,
            Self::Guard(..) => Kind::Guard,
            Self::Option(..) => Kind::Option,
        }
    }

    /// Everything a transition covers that is taken by its n-th outcome.
    pub(super) fn taken(process: &Process, transition: TransitionIx, outcome: u32) -> Vec<Self> {
        let mut keys = Vec::new();
        let taken = &process.transitions[transition.at()];
        if !takes_task(taken) {
            keys.push(Self::way(process, transition, outcome));
        }
        if let Some(TaskAct::Answer(decision, option)) = taken.task {
            let decision = &process.decisions[decision.at()];
            let option = decision.options.get(option as usize);
            keys.extend(option.map(|option| Self::option(process, &decision.id, option)));
        }
        keys
    }

    fn option(process: &Process, decision: &Text, option: &Text) -> Self {
        Self::Option(process.id.clone(), decision.clone(), option.clone())
    }

    /// The way a transition goes by its n-th outcome.
    fn way(process: &Process, transition: TransitionIx, outcome: u32) -> Self {
        let span = process.transitions[transition.at()].span;
        let before = process.transitions.iter().take(transition.at());
        let nth = before.filter(|other| other.span == span).count();
        Self::Way { process: process.id.clone(), span, nth: u32::try_from(nth).unwrap_or(u32::MAX), outcome }
    }

    pub(super) fn state(process: &Process, state: StateIx) -> Self {
        Self::State(process.id.clone(), process.states[state.at()].id.clone())
    }
}

/// One thing there is to cover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What.
    pub key: Key,
    /// Where it is written.
    pub span: Span,
    /// What people call it, as the policy writes it: `matter.open`, `matter.open ask -> answered`, a condition.
    pub label: String,
}

/// How much there is to cover, in document order, kind by kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Total {
    /// Everything.
    pub items: Vec<Item>,
}

impl Total {
    /// All there is in a program. Clauses that say `manual` are nobody's to cover.
    #[must_use]
    pub fn of(program: &Program) -> Self {
        let mut items: Vec<Item> = Vec::new();
        let mut conditions: Vec<&Guard> = Vec::new();
        for clause in program.clauses.iter().filter(|clause| clause.manual.is_none()) {
            items.push(Item { key: Key::Clause(clause.id.clone()), span: clause.span, label: clause.id.to_string() });
        }
        for process in &program.processes {
            states(process, &mut items);
            ways(process, &mut items);
            options(process, &mut items);
            conditions.extend(guards(process));
        }
        conditions.extend(program.joints.iter().flat_map(|joint| &joint.unless));
        // What the institution forbids is in every process, and written once.
        let mut seen = BTreeSet::new();
        for guard in conditions.into_iter().filter(|guard| seen.insert(guard.span)) {
            let item =
                |holds| Item { key: Key::Guard(guard.span, holds), span: guard.span, label: guard.text.to_string() };
            items.extend([true, false].map(item));
        }
        items.sort_by_key(|item| item.key.kind());
        Self { items }
    }

    /// What there is of a kind.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.key.kind() == kind)
    }
}

fn states(process: &Process, items: &mut Vec<Item>) {
    let active = |kind| !matches!(kind, StateKind::ShallowHistory | StateKind::DeepHistory);
    for (i, state) in process.states.iter().enumerate().skip(1).filter(|(_, state)| active(state.kind)) {
        let label = format!("{}.{}", process.id, state.id);
        items.push(Item { key: Key::state(process, i.into()), span: state.span, label });
    }
}

fn options(process: &Process, items: &mut Vec<Item>) {
    for decision in &process.decisions {
        for option in &decision.options {
            let label = format!("{}.{option}", decision.id);
            items.push(Item { key: Key::option(process, &decision.id, option), span: decision.span, label });
        }
    }
}

/// Taking a task and giving it back is there with every decision, and nothing a policy says.
const fn takes_task(transition: &Transition) -> bool {
    matches!(transition.task, Some(TaskAct::Claim(_) | TaskAct::Release(_)))
}

fn ways(process: &Process, items: &mut Vec<Item>) {
    let mut here: BTreeMap<Span, u32> = BTreeMap::new();
    for transition in &process.transitions {
        let next = here.entry(transition.span).or_default();
        let nth = *next;
        *next += 1;
        if takes_task(transition) {
            continue;
        }
        for (outcome, row) in (0..).zip(&transition.outcomes) {
            let from = match transition.source {
                Process::ROOT => process.id.to_string(),
                source => format!("{}.{}", process.id, process.states[source.at()].id),
            };
            let label = format!("{from} {}{}", trigger(process, &transition.trigger), targets(process, row));
            let (process, span) = (process.id.clone(), transition.span);
            items.push(Item { key: Key::Way { process, span, nth, outcome }, span, label });
        }
    }
}

fn trigger(process: &Process, trigger: &Trigger) -> String {
    let deadline = |ix: crate::program::DeadlineIx| &process.deadlines[ix.at()].id;
    match trigger {
        Trigger::Events(patterns) => {
            let name = |pattern: &Pattern| match pattern {
                Pattern::Any => "*".to_owned(),
                Pattern::Prefix(name) => name.to_string(),
            };
            patterns.iter().map(name).collect::<Vec<_>>().join(" ")
        }
        Trigger::Always => "always".to_owned(),
        Trigger::Missed(ix) => format!("missed {}", deadline(*ix)),
        Trigger::Warning(ix, _) => format!("warn {}", deadline(*ix)),
        Trigger::Ran(_) => "after".to_owned(),
    }
}

fn targets(process: &Process, row: &Outcome) -> String {
    let ids: Vec<&str> = row.targets.iter().map(|state| &*process.states[state.at()].id).collect();
    if ids.is_empty() { String::new() } else { format!(" -> {}", ids.join(" ")) }
}

/// Every condition the author wrote in a process. What an offence generates stands at the offence itself.
fn guards(process: &Process) -> impl Iterator<Item = &Guard> {
    let mut found: Vec<&Guard> = Vec::new();
    for transition in &process.transitions {
        found.extend(&transition.when);
        found.extend(transition.require.iter().map(|require| &require.that));
        for outcome in &transition.outcomes {
            found.extend(&outcome.when);
            found.extend(outcome.require.iter().map(|require| &require.that));
            of_actions(&outcome.actions, &mut found);
        }
    }
    for state in &process.states {
        found.extend(state.require.iter().map(|require| &require.that));
        of_actions(&state.initial_actions, &mut found);
        for block in state.entry.iter().chain(&state.exit) {
            found.extend(&block.when);
            of_actions(&block.actions, &mut found);
        }
    }
    for Forbid { when, unless, .. } in &process.forbids {
        found.extend(when.iter().chain(unless));
    }
    let offence = process.offence.iter().flat_map(|_| &process.transitions);
    let made: BTreeSet<Span> = offence.map(|transition| transition.span).collect();
    found.into_iter().filter(move |guard| !made.contains(&guard.span))
}

fn of_actions<'p>(actions: &'p [Action], found: &mut Vec<&'p Guard>) {
    for action in actions {
        found.extend(&action.when);
        if let Verb::Group { then, otherwise } = &action.verb {
            of_actions(then, found);
            of_actions(otherwise, found);
        }
    }
}
