//! A case as hosts read it: ids, no positions.

use crate::error::EngineError;
use zhidu_core::case::{Case, ClockStatus};
use zhidu_core::program::{Process, Program};
use zhidu_core::task::{Work, work_of};
use zhidu_core::value::{Text, Value};
use zhidu_core::wire;
use zhidu_store::{StoreError, Stored};
use zhidu_time::Instant;

/// A case as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Its id.
    pub id: Text,
    /// The institution.
    pub institution: Text,
    /// The hash of the policy it follows.
    pub policy: Text,
    /// Its process.
    pub process: Text,
    /// Counts the steps that changed it.
    pub version: u64,
    /// The ids of its active states, outer before inner; empty when it has ended.
    pub states: Vec<Text>,
    /// The state it ended in.
    pub ended: Option<Text>,
    /// Whose it is.
    pub owner: Option<Text>,
    /// Its data by id, in declared order, what is not given left out.
    pub data: Vec<(Text, Value)>,
    /// Its deadlines that started, the newest run of each.
    pub deadlines: Vec<DeadlineView>,
    /// The case that opened it.
    pub opened_by: Option<Text>,
    /// Why it is parked, where it is.
    pub incident: Option<Text>,
}

/// A deadline that started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadlineView {
    /// Its id.
    pub id: Text,
    /// Counted from here.
    pub start: Instant,
    /// When it is due, as people read it in the institution's zone (`2026-03-05 10:35:00`, `before …`, `…24:00`); none
    /// while the data it names is not given.
    pub due: Option<String>,
    /// The first late instant.
    pub late_from: Option<Instant>,
    /// How it stands.
    pub status: ClockStatus,
}

/// A task that waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskView {
    /// The case.
    pub case: Text,
    /// The institution.
    pub institution: Text,
    /// The id of the decision: it is answered by the event `<id>.<option>`, taken by `<id>.claim`, given back by
    /// `<id>.release`.
    pub id: Text,
    /// What people read.
    pub name: Option<Text>,
    /// The ids of the options, in order.
    pub options: Vec<Text>,
    /// Who took it.
    pub claimed: Option<Text>,
    /// Since when it is offered.
    pub offered: Instant,
    /// When it is due, as people read it; none where it has no due, or while that is paused.
    pub due: Option<String>,
    /// The clauses behind it.
    pub clauses: Vec<Text>,
}

impl TaskView {
    /// The tasks of a case that wait for a person, in the order of offering.
    pub(crate) fn of(program: &Program, stored: &Stored, person: &str) -> Result<Vec<Self>, EngineError> {
        let case = read_case(program, stored)?;
        let work = work_of(program, [&case], person).map(|Work { task, decision, due, .. }| Self {
            case: stored.id.clone(),
            institution: stored.institution.clone(),
            id: decision.id.clone(),
            name: decision.name.clone(),
            options: decision.options.clone(),
            claimed: task.claimed.clone(),
            offered: task.offered,
            due: due.map(|due| due.show(&program.institution.zone)),
            clauses: program.clause_ids(&decision.clauses),
        });
        Ok(work.collect())
    }
}

fn read_case(program: &Program, stored: &Stored) -> Result<Case, EngineError> {
    let damaged = |error| StoreError::Damaged(format!("case `{}`: {error}", stored.id));
    Ok(wire::read_case(program, &stored.case).map_err(damaged)?)
}

impl View {
    pub(crate) fn of(program: &Program, stored: Stored) -> Result<Self, EngineError> {
        let case = read_case(program, &stored)?;
        let process = &program.processes[case.process.at()];
        // The root stands for the process itself.
        let active = case.active.iter().filter(|state| *state != Process::ROOT);
        let states = active.map(|state| process.states[state.at()].id.clone()).collect();
        let given = process.data.iter().zip(&case.data);
        let data = given.filter_map(|(data, value)| Some((data.field.id.clone(), value.clone()?))).collect();
        let deadlines = case.clocks.iter().map(|clock| DeadlineView {
            id: process.deadlines[clock.deadline.at()].id.clone(),
            start: clock.start,
            due: clock.due.map(|due| due.show(&program.institution.zone)),
            late_from: clock.due.map(|_| clock.fires),
            status: clock.status,
        });
        Ok(Self {
            states,
            data,
            deadlines: deadlines.collect(),
            process: process.id.clone(),
            version: case.version,
            ended: case.ended.map(|state| process.states[state.at()].id.clone()),
            owner: case.owner,
            id: stored.id,
            institution: stored.institution,
            policy: stored.policy,
            opened_by: stored.opened_by,
            incident: stored.incident,
        })
    }
}
