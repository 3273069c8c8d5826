//! Runs a scenario: the rows one after another under a virtual clock, each variant on a copy of everything.

use super::bless::{self, Edit};
use super::coverage::Coverage;
use super::expect::{Pair, View, judge};
use super::report::{Failure, Report, Run, Subject};
use super::stage::{Played, Stage};
use super::{Change, Decide, Given, Question, Row, Scenario, Variant};
use crate::guard::scripts::Scripts;
use crate::program::{Process, Program};
use crate::source::Span;
use crate::world::{self, Directory, World};
use std::borrow::Cow;
use zhidu_time::Instant;

/// Runs a scenario with all its variants. The same scenario and program give the same report, whatever runs beside.
#[must_use]
pub fn run(program: &Program, scripts: &dyn Scripts, scenario: &Scenario) -> Report {
    watch(program, scripts, scenario, &mut |_, _| {})
}

/// Runs a scenario as [`run`] does, and shows every world it ends in, the main line's first, each with the program it
/// was played by (the scenario's own parameters are in it). The world holds the journal of all that was done.
pub fn watch(
    program: &Program,
    scripts: &dyn Scripts,
    scenario: &Scenario,
    look: &mut dyn FnMut(&Program, &World),
) -> Report {
    let program = with_parameters(program, scenario);
    let mut runner = Runner { program: &program, scenario, coverage: Coverage::default(), general: Vec::new(), look };
    let mut runs = Vec::new();
    if let Some(stage) = runner.set(scripts) {
        runs = runner.all(stage);
    }
    for decide in &scenario.decides {
        runner.decide(decide);
    }
    runner.claims();
    let sampled = program.params.iter().filter(|p| p.sampled).map(|p| p.id.clone()).collect();
    let Runner { coverage, general, .. } = runner;
    Report { id: scenario.id.clone(), name: scenario.name.clone(), runs, general, coverage, sampled }
}

/// The program with the scenario's own parameter values.
fn with_parameters<'p>(program: &'p Program, scenario: &Scenario) -> Cow<'p, Program> {
    let mut program = Cow::Borrowed(program);
    if !scenario.parameters.is_empty() {
        for param in &mut program.to_mut().params {
            if let Some((_, value)) = scenario.parameters.iter().find(|(id, _)| *id == param.id) {
                param.value.clone_from(value);
                param.sampled = false;
            }
        }
    }
    program
}

struct Runner<'p, 's> {
    program: &'p Program,
    scenario: &'s Scenario,
    coverage: Coverage,
    general: Vec<Failure>,
    look: &'s mut dyn FnMut(&Program, &World),
}

impl<'p> Runner<'p, '_> {
    /// The world before the first row; none where something given cannot stand as it is said to.
    fn set(&mut self, scripts: &'p dyn Scripts) -> Option<Stage<'p>> {
        let start = self.scenario.start;
        let directory = Directory { people: self.scenario.cast.clone() };
        let mut stage = Stage::new(self.program, scripts, directory, start);
        if self.scenario.confirms {
            stage.confirm_effects();
        }
        for Given::Case(given) in &self.scenario.given {
            if let Err(id) = stage.place(&self.as_placed(given, stage.now), &given.name.value) {
                let pairs = vec![Pair::extra(id.to_string())];
                self.general.push(self.failure(Subject::Given, given.span, pairs));
            }
        }
        // What lapsed before the scenario begins is history; nobody expects it.
        stage.settle_before_start();
        self.general.is_empty().then_some(stage)
    }

    fn as_placed(&self, given: &super::GivenCase, start: Instant) -> world::Given {
        let process = self.program.process(&given.process).unwrap_or(0.into());
        let rules = &self.program.processes[process.at()];
        let mut states: Vec<_> = given.states.iter().filter_map(|s| rules.state(&s.value)).collect();
        if states.is_empty() {
            states.push(Process::ROOT);
        }
        world::Given {
            id: given.name.value.clone(),
            process,
            states,
            data: given.data.clone(),
            owner: given.owner.clone(),
            since: given.opened.unwrap_or(start),
        }
    }

    fn all(&mut self, mut stage: Stage<'p>) -> Vec<Run> {
        let rows = &self.scenario.rows;
        let mut before: Vec<Option<Stage<'p>>> = Vec::with_capacity(rows.len());
        let mut main = Run { variant: None, rows: 0, failures: Vec::new() };
        for (i, row) in rows.iter().enumerate() {
            before.push(self.is_branch(i).then(|| stage.clone()));
            self.row(&mut stage, row, &mut main);
        }
        (self.look)(self.program, stage.world());
        let mut runs = vec![main];
        for (i, row) in rows.iter().enumerate() {
            for variant in &row.variants {
                let first = variant.change.step.unwrap_or(i);
                let from = before.get(first).and_then(Option::clone);
                runs.extend(from.map(|stage| self.variant(stage, variant, &rows[first..=i])));
            }
        }
        runs
    }

    /// Whether a variant begins before this row.
    fn is_branch(&self, at: usize) -> bool {
        let rows = self.scenario.rows.iter().enumerate();
        rows.flat_map(|(i, row)| row.variants.iter().map(move |v| v.change.step.unwrap_or(i))).any(|step| step == at)
    }

    /// Runs the changed row, those after it unjudged, and the variant's own row under the variant's expectation, which
    /// so covers everything from the changed row on; then its further rows.
    fn variant(&mut self, mut stage: Stage<'p>, variant: &Variant, rows: &[Row]) -> Run {
        let mut run = Run { variant: Some(variant.name.clone()), rows: 0, failures: Vec::new() };
        stage.change_people(&variant.change);
        let last = rows.len().saturating_sub(1);
        for (i, row) in rows.iter().enumerate() {
            let mut row = if i == 0 { changed(row, &variant.change) } else { row.clone() };
            row.span = variant.span;
            if i < last {
                stage.play_unjudged(&row);
            } else {
                row.expect.clone_from(&variant.expect);
                self.row(&mut stage, &row, &mut run);
            }
        }
        for row in &variant.rows {
            self.row(&mut stage, row, &mut run);
        }
        (self.look)(self.program, stage.world());
        run
    }

    /// Plays a row and judges all that happened since the last judged one.
    fn row(&mut self, stage: &mut Stage<'p>, row: &Row, run: &mut Run) {
        run.rows += 1;
        let played = stage.play(row);
        let Played { own, case, lost } = &played;
        let view = View {
            program: self.program,
            world: stage.world(),
            happenings: stage.unjudged(),
            own: *own,
            again: stage.again(),
            names: stage.names(),
            case: case.as_ref(),
            now: stage.now,
            row: row.span,
        };
        let mut failures = Vec::new();
        if let Some(span) = lost {
            failures.push(Failure::new(&view, Subject::NoCase, *span, Vec::new(), Vec::new()));
        } else {
            failures = judge(&view, row.expect.as_ref());
        }
        if failures.is_empty() {
            self.coverage.row(&view, row.expect.as_ref());
        }
        run.failures.append(&mut failures);
        stage.judged();
    }

    fn decide(&mut self, decide: &Decide) {
        let Question::Due { within, start, expect } = &decide.question;
        let zone = &self.program.institution.zone;
        let found = within.due(*start, zone).ok();
        if found.is_none_or(|due| due.late_from != expect.value.late_from) {
            let quote = |due: zhidu_time::Due| format!("\"{}\"", due.show(zone));
            let found = found.map(quote);
            let pair = Pair { expected: Some(quote(expect.value)), found: found.clone(), agrees: false };
            let edit = |value| vec![Edit { path: vec!["expect".into()], change: bless::Change::Set(value) }];
            let failure = self.failure(Subject::Decide, expect.span, vec![pair]);
            self.general.push(Failure { row: decide.span, bless: found.map(edit), ..failure });
        }
    }

    /// A clause the scenario claims and does not cover.
    fn claims(&mut self) {
        for clause in &self.scenario.covers {
            if !self.coverage.has_clause(&clause.value) {
                let pairs = vec![Pair { expected: Some(clause.value.to_string()), found: None, agrees: false }];
                self.general.push(self.failure(Subject::Covers, clause.span, pairs));
            }
        }
    }

    fn failure(&self, subject: Subject, span: Span, pairs: Vec<Pair>) -> Failure {
        let at = self.scenario.start.instant(&self.program.institution.zone);
        Failure { subject, span, row: span, at, pairs, related: Vec::new(), bless: None }
    }
}

/// A row as a variant changes it.
fn changed(row: &Row, change: &Change) -> Row {
    Row {
        id: None,
        at: change.at.or(row.at),
        act: change.act(row.act.as_ref()),
        case: change.case.clone().or_else(|| row.case.clone()),
        expect: row.expect.clone(),
        variants: Vec::new(),
        span: row.span,
    }
}
