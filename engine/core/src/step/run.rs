//! One run of the step: what is being built, and how it ends.

use super::pauses::Held;
use crate::case::Case;
use crate::effect::{Act, Charge, Effect, EffectId, Message, Opening, Row};
use crate::guard::expr::StateIx;
use crate::guard::scripts::Scripts;
use crate::need::{Answer, Facts, Fence, Query};
use crate::outcome::{
    Denial, Incident, IncidentKind, Input, InputKind, Mark, Objection, Outcome, Reason, Verdict, What, act_of,
};
use crate::program::{ClauseIx, Process, Program, StateSet};
use crate::value::{Text, Value};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use zhidu_time::Instant;

/// Everything one run reads and builds. The case in it is a copy; the caller's is never touched.
pub(super) struct Run<'a> {
    pub(super) program: &'a Program,
    pub(super) process: &'a Process,
    pub(super) scripts: &'a dyn Scripts,
    facts: &'a Facts,
    pub(super) case: Case,
    pub(super) stamp: Instant,
    pub(super) act: Act,
    /// How many cases the root event went through to here.
    pub(super) hops: u32,
    /// The event being handled; internal ones replace it as their turn comes.
    pub(super) event: Option<Current>,
    /// Who did the outside event that began this, if anybody.
    pub(super) actor: Option<Text>,
    /// The state whose selection the macrostep began with, and whether an outside event did it.
    pub(super) began: Began,
    pub(super) it: Option<Value>,
    pub(super) offender: Option<Text>,
    /// Where actions run: the state left or entered, or where the transition leads.
    pub(super) here: StateIx,
    /// What this step's answer was to.
    pub(super) answered: Option<EffectId>,
    /// Internal events not handled yet; a condition that fails can raise one, too.
    queue: RefCell<VecDeque<Internal>>,
    /// What stands still instead of stopping while this microstep leaves states.
    pub(super) held: Held,
    needs: RefCell<BTreeSet<Query>>,
    reads: RefCell<BTreeMap<Fence, u64>>,
    pub(super) effects: Vec<Effect>,
    pub(super) charges: Vec<Charge>,
    pub(super) rows: Vec<Row>,
    pub(super) openings: Vec<Opening>,
    pub(super) messages: Vec<Message>,
    trace: RefCell<Vec<Mark>>,
    pub(super) round: u32,
    ordinal: u32,
}

/// An event with its fields by slot.
#[derive(Debug, Clone)]
pub(super) struct Current {
    pub(super) name: Text,
    pub(super) fields: Vec<Option<Value>>,
}

/// An event of the internal queue.
pub(super) type Internal = Current;

/// The case and how much had been built at some point of a run.
pub(super) struct Savepoint {
    case: Case,
    queue: usize,
    effects: usize,
    charges: usize,
    rows: usize,
    openings: usize,
    messages: usize,
    trace: usize,
}

/// What a macrostep began with: deadlines are met by it or not.
#[derive(Debug, Clone, Default)]
pub(super) struct Began {
    pub(super) outside: bool,
    pub(super) event: Option<Text>,
    pub(super) sources: Vec<StateIx>,
}

/// Why a run stops before its end.
#[derive(Debug)]
pub(super) enum Halt {
    /// A fact is missing; it was noted.
    Need,
    /// Refused.
    Denied(Vec<Objection>),
    /// An open case holds the key.
    Joins(Text),
    /// Stale, or nobody selects it.
    Ignored,
    /// Failed.
    Incident(Incident),
}

impl From<IncidentKind> for Halt {
    fn from(kind: IncidentKind) -> Self {
        Self::Incident(kind.into())
    }
}

impl<'a> Run<'a> {
    pub(super) fn new(
        program: &'a Program,
        scripts: &'a dyn Scripts,
        case: Option<&Case>,
        input: &Input,
        facts: &'a Facts,
    ) -> Result<Self, Incident> {
        let case = match (case, &input.kind) {
            (Some(case), InputKind::Outside(_) | InputKind::Message(_) | InputKind::Timer(_) | InputKind::Reply(_)) => {
                case.clone()
            }
            (None, InputKind::Start { process, case, .. }) => Case::blank(case.clone(), *process, input.stamp),
            (None, InputKind::Opening(opening)) => {
                let process = program.process(&opening.process).ok_or_else(|| mismatch("an unknown process"))?;
                Case::blank(opening.case.clone(), process, input.stamp)
            }
            (Some(_), _) => return Err(mismatch("a start for a case that is open")),
            (None, _) => return Err(mismatch("an event without its case")),
        };
        let process = program.processes.get(case.process.at()).ok_or_else(|| mismatch("an unknown process"))?;
        let fits = case.version == 0 || case.data.len() == process.data.len();
        if !fits {
            return Err(mismatch("a case of another program"));
        }
        let act = act_of(&case.id, input);
        let hops = match &input.kind {
            InputKind::Opening(opening) => opening.hops,
            InputKind::Message(message) => message.hops,
            _ => 0,
        };
        Ok(Self {
            program,
            process,
            scripts,
            facts,
            case,
            stamp: input.stamp,
            act,
            hops,
            event: None,
            actor: None,
            began: Began::default(),
            it: None,
            offender: None,
            here: Process::ROOT,
            answered: None,
            queue: RefCell::default(),
            held: Held::default(),
            needs: RefCell::default(),
            reads: RefCell::default(),
            effects: Vec::new(),
            charges: Vec::new(),
            rows: Vec::new(),
            openings: Vec::new(),
            messages: Vec::new(),
            trace: RefCell::default(),
            round: 0,
            ordinal: 0,
        })
    }

    /// A fact, if it is at hand; else it is noted as needed.
    pub(super) fn ask(&self, query: Query) -> Option<&'a Answer> {
        let Some(fact) = self.facts.0.get(&query) else {
            self.needs.borrow_mut().insert(query);
            return None;
        };
        if let Some((fence, version)) = &fact.fence {
            self.reads.borrow_mut().insert(fence.clone(), *version);
        }
        Some(&fact.answer)
    }

    /// Every query that could not be answered.
    pub(super) fn needs(&self) -> Vec<Query> {
        self.needs.borrow().iter().cloned().collect()
    }

    /// Writes down what happened.
    pub(super) fn mark(&self, what: What, clauses: &[ClauseIx]) {
        self.trace.borrow_mut().push(Mark { what, clauses: clauses.to_vec() });
    }

    /// Appends to the internal events.
    pub(super) fn enqueue(&self, event: Internal) {
        self.queue.borrow_mut().push_back(event);
    }

    /// Takes the next internal event.
    pub(super) fn dequeue(&self) -> Option<Internal> {
        self.queue.borrow_mut().pop_front()
    }

    /// What is there to go back to.
    pub(super) fn savepoint(&self) -> Savepoint {
        Savepoint {
            case: self.case.clone(),
            queue: self.queue.borrow().len(),
            effects: self.effects.len(),
            charges: self.charges.len(),
            rows: self.rows.len(),
            openings: self.openings.len(),
            messages: self.messages.len(),
            trace: self.trace.borrow().len(),
        }
    }

    /// Undoes everything since; identities given meanwhile are not given again.
    pub(super) fn roll_back(&mut self, saved: Savepoint) {
        self.case = saved.case;
        self.queue.get_mut().truncate(saved.queue);
        self.effects.truncate(saved.effects);
        self.charges.truncate(saved.charges);
        self.rows.truncate(saved.rows);
        self.openings.truncate(saved.openings);
        self.messages.truncate(saved.messages);
        self.trace.get_mut().truncate(saved.trace);
    }

    /// The identity of the next thing this step produces.
    pub(super) fn next_id(&mut self) -> EffectId {
        let ordinal = self.ordinal;
        self.ordinal += 1;
        EffectId {
            case: self.case.id.clone(),
            version: self.case.version.saturating_add(1),
            round: self.round,
            ordinal,
        }
    }

    /// Begins a new round; ordinals count within it.
    pub(super) fn next_round(&mut self) {
        self.round += 1;
        self.ordinal = 0;
    }

    pub(super) fn finish(mut self) -> Outcome {
        self.place_asked();
        self.place_children();
        let mut case = self.case;
        case.version = case.version.saturating_add(1);
        Outcome {
            verdict: Verdict::Accepted,
            case: Some(case),
            effects: self.effects,
            charges: self.charges,
            rows: self.rows,
            openings: self.openings,
            messages: self.messages,
            reads: self.reads.into_inner().into_iter().collect(),
            trace: self.trace.into_inner(),
        }
    }

    /// All or nothing: whatever was built is dropped, only reads and the trace remain.
    pub(super) fn fail(self, halt: Halt) -> Outcome {
        let verdict = match halt {
            Halt::Need | Halt::Ignored => Verdict::Ignored,
            Halt::Joins(case) => Verdict::Joins(case),
            Halt::Incident(incident) => Verdict::Incident(incident),
            Halt::Denied(mut items) => {
                items.sort_by_key(|i| i.reason);
                Verdict::Denied(Denial { items })
            }
        };
        let reads = self.reads.into_inner().into_iter().collect();
        Outcome { reads, trace: self.trace.into_inner(), ..Outcome::of(verdict) }
    }
}

fn mismatch(what: &str) -> Incident {
    IncidentKind::Mismatch(what.into()).into()
}

impl Case {
    /// A case before its first step.
    pub(super) fn blank(id: Text, process: crate::program::ProcessIx, opened: Instant) -> Self {
        Self {
            id,
            process,
            version: 0,
            active: StateSet::default(),
            ended: None,
            data: Vec::new(),
            owner: None,
            parts: Vec::new(),
            openers: Vec::new(),
            children: Vec::new(),
            cancelled: false,
            requester: None,
            opened,
            clocks: Vec::new(),
            waits: Vec::new(),
            tasks: Vec::new(),
            asked: Vec::new(),
            delayed: Vec::new(),
            history: Vec::new(),
            generation: 0,
            fired: (opened, 0),
        }
    }
}

impl Outcome {
    /// The refusal of an event no case and no start accepts.
    #[must_use]
    pub fn not_accepted(event: &Text) -> Self {
        let item = Objection::new(Reason::NotAccepted, event.clone(), Vec::new());
        Self::of(Verdict::Denied(Denial { items: vec![item] }))
    }
}

impl Objection {
    /// An objection without more than its clauses.
    #[must_use]
    pub const fn new(reason: Reason, what: Text, clauses: Vec<Text>) -> Self {
        Self { reason, what, say: None, clauses, missing: Vec::new(), could: Vec::new() }
    }
}
