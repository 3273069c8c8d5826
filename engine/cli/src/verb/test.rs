//! `zhidu test PATHS`: runs scenarios, lists how they went, repeats what failed at the end, says what was covered.

use super::policy::{self, File, Read, Ready};
use crate::disk::Place;
use crate::filter::Filter;
use crate::render::report;
use crate::session::{Loudness, Session};
use crate::{Exit, text::Words};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;
use zhidu::program::Program;
use zhidu::scenario::{Report, Scenario};

pub(super) fn command(words: Words) -> Command {
    let filter =
        Arg::new("filter").short('k').long("filter").value_name(words.test_filter_value()).help(words.test_filter());
    let coverage = Arg::new("coverage").long("coverage").action(ArgAction::SetTrue).help(words.test_coverage());
    let fail_fast = Arg::new("fail-fast").long("fail-fast").action(ArgAction::SetTrue).help(words.test_fail_fast());
    let no_tests = Arg::new("no-tests")
        .long("no-tests")
        .value_parser(PossibleValuesParser::new(["fail", "pass"]))
        .hide_possible_values(true)
        .value_name("fail|pass")
        .help(words.test_no_tests());
    let paths = policy::paths(words, words.test_paths());
    Command::new("test").about(words.test_about()).args([paths, filter, coverage, fail_fast, no_tests])
}

/// What was asked, beside the paths.
struct Options {
    filter: Filter,
    coverage: bool,
    fail_fast: bool,
}

/// A scenario with its program.
type Selected = (Scenario, Arc<Ready>);

/// How scenarios went, over all policies.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    passed: usize,
    failed: usize,
    invalid: usize,
    skipped: usize,
}

pub(super) fn run(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Exit {
    let filter = matches.get_one::<String>("filter").map_or("", String::as_str);
    let filter = match Filter::read(filter) {
        Ok(filter) => filter,
        Err(part) => {
            let text = session.words().bad_filter(&part);
            session.complain(&text);
            return Exit::Command;
        }
    };
    let options = Options { filter, coverage: matches.get_flag("coverage"), fail_fast: matches.get_flag("fail-fast") };
    let places = match policy::named(matches, session) {
        Ok(places) => places,
        Err(exit) => return exit,
    };
    let started = Instant::now();
    let (mut sum, mut exit) = (Sum::default(), Exit::Fine);
    for place in places {
        exit = exit.max(one(&place, &options, &mut sum, session));
        if options.fail_fast && exit != Exit::Fine {
            break;
        }
    }
    conclude(exit, sum, started, matches, session)
}

fn conclude(exit: Exit, sum: Sum, started: Instant, matches: &ArgMatches, session: &mut Session<'_, '_>) -> Exit {
    let words = session.words();
    if exit == Exit::Fine && sum.passed + sum.failed + sum.invalid == 0 {
        session.complain(words.nothing_ran());
        let pass = matches.get_one::<String>("no-tests").is_some_and(|asked| asked == "pass");
        return if pass { Exit::Fine } else { Exit::Nothing };
    }
    if session.loudness > Loudness::Quiet || exit != Exit::Fine {
        let mut line = words.sum(sum.passed, sum.failed, sum.invalid, sum.skipped);
        // A pipe gets the same bytes every time.
        if session.io.screen.out_terminal {
            let seconds = words.seconds(&format!("{:.2}", started.elapsed().as_secs_f64()));
            line = format!("{line}{}{seconds}", session.lang.pick(" · ", ", "));
        }
        session.line(&line);
    }
    exit
}

/// The scenarios of one policy.
fn one(place: &Place, options: &Options, sum: &mut Sum, session: &mut Session<'_, '_>) -> Exit {
    let mut read = match policy::read(place) {
        Ok(read) => read,
        Err(error) => {
            let text = session.words().unreadable(&place.root, &error.to_string());
            session.complain(&text);
            return Exit::Machine;
        }
    };
    let Some(ready) = read.ready.clone() else {
        session.problems(&read.sources, &read.problems, false);
        sum.invalid += 1;
        return Exit::Policy;
    };
    let (chosen, left): (Vec<File>, Vec<File>) =
        std::mem::take(&mut read.scenarios).into_iter().partition(|file| options.filter.admits(file));
    sum.skipped += left.len();
    let selected: Vec<&Selected> = chosen.iter().filter_map(|file| file.ready.as_ref()).collect();
    let reports = run_all(&selected, options.fail_fast);
    tell(
        &Told { place, read: &read, program: &ready.program, chosen: &chosen, reports: &reports, options },
        sum,
        session,
    )
}

/// A policy's results.
struct Told<'a> {
    place: &'a Place,
    read: &'a Read,
    program: &'a Program,
    chosen: &'a [File],
    reports: &'a [Option<Report>],
    options: &'a Options,
}

fn tell(told: &Told<'_>, sum: &mut Sum, session: &mut Session<'_, '_>) -> Exit {
    let mut exit = Exit::Fine;
    let mut reports = told.reports.iter();
    let drawing = report::Drawing::new(session, &told.read.sources, told.program);
    let (mut list, mut failures) = (String::new(), String::new());
    if !told.chosen.is_empty() {
        list = drawing.head(&told.place.root);
    }
    for file in told.chosen {
        if file.ready.is_none() {
            sum.invalid += 1;
            exit = Exit::Policy;
            list.push_str(&drawing.invalid(&file.path));
            continue;
        }
        let Some(Some(report)) = reports.next() else {
            sum.skipped += 1;
            continue;
        };
        if report.passed() {
            sum.passed += 1;
        } else {
            sum.failed += 1;
            exit = Exit::Policy;
            failures.push_str(&drawing.failures(report));
        }
        list.push_str(&drawing.entry(&file.path, report));
    }
    let problems: Vec<_> =
        told.read.problems.iter().filter(|problem| concerns(told, problem.span.source)).cloned().collect();
    let whole = told.options.filter.is_empty() && told.place.scenario.is_none();
    let covered = (!told.chosen.is_empty() && (whole || told.options.coverage))
        .then(|| drawing.coverage(told.reports, told.options.coverage));
    if !(list.is_empty() || failures.is_empty()) {
        list.push('\n');
    }
    session.say(&list);
    session.say(&failures);
    session.problems(&told.read.sources, &problems, false);
    session.say(&covered.unwrap_or_default());
    exit
}

/// Problems of scenario files; those of the policy are said by `check`.
fn concerns(told: &Told<'_>, source: zhidu::source::SourceId) -> bool {
    told.chosen.iter().any(|file| file.source == source)
}

/// Runs scenarios beside one another; the reports stand in their order. Under `fail_fast` those after the first that
/// failed may be left out.
fn run_all(scenarios: &[&Selected], fail_fast: bool) -> Vec<Option<Report>> {
    let reports: Mutex<Vec<Option<Report>>> = Mutex::new(vec![None; scenarios.len()]);
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let work = || {
        while !stop.load(Ordering::Relaxed) {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some((scenario, ready)) = scenarios.get(at) else { return };
            let report = zhidu::scenario::run(&ready.program, &ready.scripts, scenario);
            if fail_fast && !report.passed() {
                stop.store(true, Ordering::Relaxed);
            }
            if let Some(slot) = reports.lock().unwrap_or_else(PoisonError::into_inner).get_mut(at) {
                *slot = Some(report);
            }
        }
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(scenarios.len().max(1));
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(work);
        }
    });
    reports.into_inner().unwrap_or_else(PoisonError::into_inner)
}
