//! `zhidu test PATHS`: runs scenarios, lists how they went, repeats what failed at the end, says what was covered.

mod bless;
pub(crate) mod floors;
mod shard;
mod tell;

use super::policy::{self, File, Read, Ready};
use crate::disk::Place;
use crate::filter::Filter;
use crate::parallel;
use crate::progress::Progress;
use crate::report::{self, Format, Wanted, csv, json, junit};
use crate::results::{Entry, Results, Tested, Verdict};
use crate::session::Session;
use crate::{Exit, text::Words};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command};
use floors::Floors;
use shard::Shard;
use std::sync::Arc;
use std::time::{Duration, Instant};
use zhidu::scenario::{Coverage, Report, Scenario, Total};

pub(super) fn command(words: Words) -> Command {
    let flag = |name: &'static str, help| Arg::new(name).long(name).action(ArgAction::SetTrue).help(help);
    let value = |name: &'static str, value, help| Arg::new(name).long(name).value_name(value).help(help);
    let no_tests = Arg::new("no-tests")
        .long("no-tests")
        .value_parser(PossibleValuesParser::new(["fail", "pass"]))
        .hide_possible_values(true)
        .value_name("fail|pass")
        .help(words.test_no_tests());
    Command::new("test").about(words.test_about()).args([
        policy::paths(words, words.test_paths()),
        value("filter", words.test_filter_value(), words.test_filter()).short('k'),
        flag("coverage", words.test_coverage()),
        value("min-coverage", words.test_floors_value(), words.test_floors()),
        flag("matrix", words.test_matrix()),
        report::arg(words, words.test_report()),
        flag("timings", words.test_timings()),
        flag("bless", words.test_bless()).conflicts_with_all(["report", "matrix", "min-coverage", "coverage"]),
        flag("yes", words.test_yes()).requires("bless"),
        flag("fail-fast", words.test_fail_fast()),
        no_tests,
        value("jobs", words.test_jobs_value(), words.test_jobs()).short('j'),
        value("shard", words.test_shard_value(), words.test_shard()),
    ])
}

/// What was asked, beside the paths.
struct Options {
    filter: Filter,
    coverage: bool,
    floors: Floors,
    matrix: bool,
    reports: Vec<Wanted>,
    timings: bool,
    fail_fast: bool,
    jobs: usize,
    shard: Shard,
}

impl Options {
    fn read(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<Self, Exit> {
        let words = session.words();
        let asked = |name: &str| matches.get_one::<String>(name).map(String::as_str);
        let filter = Filter::read(asked("filter").unwrap_or("")).map_err(|part| words.bad_filter(&part));
        let floors = asked("min-coverage").map_or(Ok(Floors::default()), Floors::read);
        let floors = floors.map_err(|part| words.bad_floors(&part));
        let shard = asked("shard").map_or(Ok(Shard::WHOLE), |text| Shard::read(text).ok_or(text));
        let shard = shard.map_err(|text| words.bad_shard(text));
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        let number = |text: &str| text.parse().ok().filter(|jobs| *jobs > 0).ok_or_else(|| words.bad_jobs(text));
        let jobs = asked("jobs").map_or_else(|| Ok(cores()), number);
        let read = (|| Ok::<_, String>((filter?, floors?, shard?, jobs?)))();
        let (filter, floors, shard, jobs) = read.map_err(|told| {
            session.complain(&told);
            Exit::Command
        })?;
        let reports = report::wanted(matches, &[Format::Junit, Format::Json, Format::Csv], session)?;
        let flag = |name| matches.get_flag(name);
        let (coverage, matrix, timings, fail_fast) =
            (flag("coverage"), flag("matrix"), flag("timings"), flag("fail-fast"));
        Ok(Self { filter, coverage, floors, matrix, reports, timings, fail_fast, jobs, shard })
    }

    /// Whether a scenario is to run.
    fn admits(&self, read: &Read, place: &Place, file: &File) -> bool {
        let policy = read.ready.as_ref().map_or("", |ready| &*ready.program.institution.id);
        let folder = format!("{}/", place.root);
        let scenario = match &file.ready {
            Some((scenario, _)) => &*scenario.id.value,
            None => file.path.strip_prefix(&folder).unwrap_or(&file.path),
        };
        self.filter.admits(file) && self.shard.has(policy, scenario)
    }
}

/// A scenario with its program.
type Selected = (Scenario, Arc<Ready>);

pub(super) fn run(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Exit {
    if matches.get_flag("bless")
        && let Err(told) = bless::allowed(matches.get_flag("yes"), session)
    {
        session.complain(told);
        return Exit::Command;
    }
    let options = match Options::read(matches, session) {
        Ok(options) => options,
        Err(exit) => return exit,
    };
    let places = match policy::named(matches, session) {
        Ok(places) => places,
        Err(exit) => return exit,
    };
    let results = play(places, &options, session);
    if matches.get_flag("bless") {
        return bless::run(&results, matches.get_flag("yes"), session);
    }
    conclude(&results, &options, matches, session)
}

/// Tells everybody: people, then machines.
fn conclude(results: &Results, options: &Options, matches: &ArgMatches, session: &mut Session<'_, '_>) -> Exit {
    tell::policies(results, options, session);
    let lacking = |tested: &Tested| !options.floors.lacks(&tested.coverage, &tested.total).is_empty();
    let mut exit = results.exit();
    if results.policies.iter().any(lacking) {
        exit = exit.max(Exit::Policy);
    }
    let exit = tell::sum(results, exit, matches, session);
    let make = |format, session: &Session<'_, '_>| match format {
        Format::Junit => junit::report(results, &options.floors, session),
        Format::Json => json::report(results, exit == Exit::Fine),
        Format::Csv => csv::report(results),
    };
    match report::deliver(&options.reports, make, session) {
        Exit::Fine => exit,
        failed => failed,
    }
}

/// Reads and runs everything that was chosen, side by side, across all policies.
fn play(places: Vec<Place>, options: &Options, session: &mut Session<'_, '_>) -> Results {
    let started = Instant::now();
    let reads = parallel::map(options.jobs, &places, policy::read, |_| false, |_| {});
    let mut policies: Vec<Tested> = places
        .into_iter()
        .zip(reads.into_iter().flatten())
        .map(|(place, read)| tested(place, read.map_err(|error| error.to_string()), options))
        .collect();
    let selected: Vec<&Selected> =
        policies.iter().flat_map(|tested| &tested.entries).filter_map(|entry| entry.file.ready.as_ref()).collect();
    let mut progress = Progress::new(session, selected.len());
    let work = |(scenario, ready): &&Selected| {
        let started = Instant::now();
        (zhidu::scenario::run(&ready.program, &ready.scripts, scenario), started.elapsed())
    };
    let stops = |(report, _): &(Report, Duration)| options.fail_fast && !report.passed();
    let reports = parallel::map(options.jobs, &selected, work, stops, |count| progress.at(count));
    drop(progress);
    let mut reports = reports.into_iter();
    let (mut failed, timings) = (false, options.timings);
    for tested in &mut policies {
        failed |= options.fail_fast && (tested.read.is_err() || tested.is_broken());
        for entry in &mut tested.entries {
            let played = if entry.file.ready.is_some() { reports.next().flatten() } else { None };
            if let Some((report, took)) = played.filter(|_| !failed) {
                tested.coverage.join(&report.coverage);
                entry.report = Some(report);
                entry.took = Some(took).filter(|_| timings);
            }
            failed |= options.fail_fast && matches!(entry.verdict(), Verdict::Failed | Verdict::Invalid);
        }
    }
    let told = timings || session.io.screen.out_terminal;
    Results { policies, took: told.then(|| started.elapsed()) }
}

/// A policy before anything ran.
fn tested(place: Place, read: Result<Read, String>, options: &Options) -> Tested {
    let whole = options.filter.is_empty() && !options.shard.is_part() && place.scenario.is_none();
    let (coverage, entries) = (Coverage::default(), Vec::new());
    let mut tested = Tested { place, read, entries, left: 0, coverage, total: Total::default(), whole };
    let Ok(read) = &mut tested.read else { return tested };
    let Some(ready) = read.ready.clone() else { return tested };
    let files = std::mem::take(&mut read.scenarios);
    let (chosen, left): (Vec<File>, Vec<File>) =
        files.into_iter().partition(|file| options.admits(read, &tested.place, file));
    tested.left = left.len();
    tested.entries = chosen.into_iter().map(|file| Entry { file, report: None, took: None }).collect();
    tested.total = Total::of(&ready.program);
    tested
}
