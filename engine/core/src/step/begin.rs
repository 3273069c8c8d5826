//! How a case begins: a start somebody makes, an opening by another case, or a case that stood before.

use super::configuration::EntrySet;
use super::run::{Current, Halt, Run};
use super::select::{Probe, Selected, Selection};
use crate::case::Case;
use crate::effect::Opening;
use crate::guard::expr::StateIx;
use crate::guard::scripts::Scripts;
use crate::need::{Answer, Facts, Query};
use crate::outcome::{IncidentKind, Input, InputKind, Outside, What};
use crate::program::{Process, ProcessIx, Program, StateKind};
use crate::value::{Text, Value};
use zhidu_time::Instant;

impl Run<'_> {
    /// A start: select and allow as for any event, then the key, then the first entry.
    pub(super) fn start(&mut self, outside: &Outside) -> Result<(), Halt> {
        self.prepare();
        self.in_force(outside)?;
        self.read_event(outside)?;
        let mut selection = Selection::default();
        let probe = Probe::Event { name: &outside.event, outside: true };
        let found = self.first_of(&self.process.starts, probe, &mut selection.not_for_actor)?;
        let Some(found) = found else {
            let forbidden = self.forbidden()?;
            return Err(if forbidden.is_empty() { self.nothing_selected(&selection) } else { Halt::Denied(forbidden) });
        };
        selection.chosen.push(found);
        self.allow(&selection)?;
        let chosen = selection.chosen;
        let (transition, _) = self.chosen(&chosen[0]);
        self.take(transition)?;
        self.key_is_free()?;
        self.case.requester = Some(outside.actor.clone());
        if let Some(owner) = &transition.owner {
            let owner = self.one_person(owner, "owner")?;
            self.own(Some(owner));
        }
        self.begin(true, Some(outside.event.clone()), &chosen);
        self.first_entry(Some(&chosen[0]))
    }

    /// An opening by another case: no start is asked.
    pub(super) fn opening(&mut self, opening: &Opening) -> Result<(), Halt> {
        self.prepare();
        for (id, value) in &opening.data {
            let slot = self.process.data_slot(id).ok_or_else(|| IncidentKind::Mismatch(id.clone()))?;
            self.assign(slot, value.clone())?;
        }
        self.case.openers.push(opening.parent.clone());
        self.case.requester.clone_from(&opening.requester);
        if opening.owner.is_some() {
            self.own(opening.owner.clone());
        }
        self.first_entry(None)
    }

    fn prepare(&mut self) {
        self.case.data = vec![None; self.process.data.len()];
    }

    pub(super) fn own(&mut self, owner: Option<Text>) {
        self.mark(What::Owner(owner.clone()), &[]);
        self.case.owner = owner;
    }

    /// Defaults, the start's own actions, then the root and what it brings with it.
    fn first_entry(&mut self, start: Option<&Selected>) -> Result<(), Halt> {
        self.mark(What::Opened, &self.process.clauses);
        self.defaults()?;
        self.next_round();
        let mut entry = EntrySet::default();
        if let Some(selected) = start {
            let (transition, outcome) = self.chosen(selected);
            let what = What::Taken { transition: selected.transition, outcome: 0 };
            self.mark(what, &[&transition.clauses[..], &outcome.clauses].concat());
            self.run_whole(&outcome.actions, &transition.clauses)?;
            // Defaults and actions may have completed the key.
            self.key_is_free()?;
            entry = self.entry_set(&[(transition, outcome)]);
        }
        if entry.states.is_empty() {
            self.add_inside(Process::ROOT, &mut entry);
        } else {
            // A start that names its target passes the default of the root by.
            entry.states.insert(Process::ROOT);
        }
        self.enter_all(&entry)?;
        self.settle()
    }

    /// Data nothing set gets its default; a default that fails is not given.
    fn defaults(&mut self) -> Result<(), Halt> {
        let process = self.process;
        for (n, datum) in process.data.iter().enumerate() {
            if let Some(default) = &datum.default
                && self.case.data[n].is_none()
                && let Some(value) = self.given(default, &datum.field.id)?
            {
                self.case.data[n] = self.typed(&datum.field, &value);
            }
        }
        Ok(())
    }

    /// Halts where an open case holds the key this case gets; nothing while the key is not complete.
    fn key_is_free(&self) -> Result<(), Halt> {
        let values = self.process.key.iter().map(|s| self.case.data[s.at()].as_ref().map(|v| v.to_string().into()));
        let Some(key) = values.collect::<Option<Vec<Text>>>().filter(|k| !k.is_empty()) else { return Ok(()) };
        self.holder_of(&self.process.id, key)?.map_or(Ok(()), |open| Err(Halt::Joins(open)))
    }

    pub(super) fn holder_of(&self, process: &Text, key: Vec<Text>) -> Result<Option<Text>, Halt> {
        match self.ask(Query::Key { process: process.clone(), key }) {
            Some(Answer::Holder(holder)) => Ok(holder.clone()),
            _ => Err(Halt::Need),
        }
    }

    /// An internal event with its fields by slot; what the process does not declare is left out.
    pub(super) fn current(&self, name: &Text, data: &[(Text, Value)]) -> Current {
        let mut fields = vec![None; self.process.fields.len()];
        if let Some(event) = self.process.event(name) {
            for field in &event.fields {
                let value = data.iter().find(|(id, _)| *id == field.field.id);
                fields[field.slot.at()] = value.and_then(|(_, v)| self.typed(&field.field, v));
            }
        }
        Current { name: name.clone(), fields }
    }
}

/// A case that existed before: it stands in these states with this data, and no action was run for it.
#[derive(Debug, Clone)]
pub struct Given {
    /// Its id.
    pub id: Text,
    /// Its process.
    pub process: ProcessIx,
    /// Its active states; ancestors are added, and defaults where a state with children is named.
    pub states: Vec<StateIx>,
    /// Its data by id, literals or typed.
    pub data: Vec<(Text, Value)>,
    /// Its owner.
    pub owner: Option<Text>,
    /// When it came there: its clocks count from this.
    pub since: Instant,
}

/// A case that stood before: in these states, with this data; no action is run, its clocks count from `given.since`.
/// `answer` tells what its tasks need to know of people.
///
/// # Errors
/// The id of a data that does not exist or cannot hold its value, or of a deadline that cannot be computed.
pub fn seat(
    program: &Program,
    scripts: &dyn Scripts,
    given: &Given,
    answer: &dyn Fn(Vec<Query>) -> Facts,
) -> Result<Case, Text> {
    let mut facts = Facts::default();
    loop {
        let (seated, needs) = try_seat(program, scripts, given, &facts)?;
        if needs.is_empty() {
            return seated;
        }
        facts.0.extend(answer(needs).0);
    }
}

/// The case, or what is wrong with it, as far as the facts go; and which are missing.
fn try_seat(
    program: &Program,
    scripts: &dyn Scripts,
    given: &Given,
    facts: &Facts,
) -> Result<(Result<Case, Text>, Vec<Query>), Text> {
    let process_id = program.processes.get(given.process.at()).map(|p| p.id.clone()).unwrap_or_default();
    let outside = Outside { event: "".into(), actor: "".into(), data: Vec::new() };
    let kind = InputKind::Start { process: given.process, case: given.id.clone(), outside };
    let input = Input { stamp: given.since, kind };
    let mut run = Run::new(program, scripts, None, &input, facts).map_err(|_| process_id)?;
    let seated = run.stand(given);
    let needs = run.needs();
    Ok((seated.map(|()| run.case), needs))
}

impl Run<'_> {
    fn stand(&mut self, given: &Given) -> Result<(), Text> {
        self.prepare();
        for (id, value) in &given.data {
            let slot = self.process.data_slot(id).ok_or_else(|| id.clone())?;
            let field = &self.process.data[slot.at()].field;
            self.case.data[slot.at()] = Some(self.typed(field, value).ok_or_else(|| id.clone())?);
        }
        self.defaults().map_err(|_| Text::from("default"))?;
        self.case.owner.clone_from(&given.owner);
        let mut entry = EntrySet::default();
        for &state in &given.states {
            self.add_inside(state, &mut entry);
        }
        for &state in &given.states {
            self.add_above(state, Process::ROOT, &mut entry);
            entry.states.insert(Process::ROOT);
            let node = self.process.at(state);
            if node.kind == StateKind::Final && node.parent == Some(Process::ROOT) {
                self.case.ended = Some(state);
            }
        }
        for state in entry.states.iter() {
            self.case.active.insert(state);
            let begun = self.start_clocks(state, false).and_then(|()| self.offer(state));
            begun.map_err(|_| self.process.states[state.at()].id.clone())?;
        }
        self.settle_pauses().map_err(|_| self.process.id.clone())?;
        self.case.version = 1;
        Ok(())
    }
}
