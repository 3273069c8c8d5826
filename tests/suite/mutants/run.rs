//! Compiles a mutant and runs scenarios on it until one fails.

use super::all::Mutant;
use super::repair::{compile_repaired, errors};
use crate::shipped::{Policy, compile_files, scenario};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use zhidu_core::problem::{Lang, Problems};
use zhidu_core::program::Program;
use zhidu_core::scenario::report::Subject;
use zhidu_core::scenario::{read, run};
use zhidu_core::syntax::Document;
use zhidu_script::RhaiScripts;

/// What became of a mutant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fate {
    /// A scenario failed on it.
    Killed,
    /// Every scenario passes as on the policy itself.
    Survived,
    /// It is no policy; why.
    Invalid(String),
}

/// A scenario file, read once, and the clauses it covers on the policy itself.
struct Script {
    document: Document,
    covers: BTreeSet<String>,
}

/// The fates of mutants, in their order.
pub(super) fn fates(policy: &Policy, mutants: &[Mutant]) -> Vec<Fate> {
    let scenarios = scenarios(policy);
    let next = AtomicUsize::new(0);
    let fates = Mutex::new(vec![None; mutants.len()]);
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(mutant) = mutants.get(at) else { return };
            let fate = fate(policy, mutant, &scenarios);
            fates.lock().unwrap_or_else(PoisonError::into_inner)[at] = Some(fate);
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
    fates.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().flatten().collect()
}

/// All scenarios. They must pass before it means anything that one fails.
fn scenarios(policy: &Policy) -> Vec<Script> {
    let (program, scripts) = policy.ready();
    let read = |at: &usize| {
        let file = &policy.files[*at];
        let (scenario, problems) = scenario(&program, file);
        let Some(scenario) = scenario else { panic!("{}: {problems:#?}", file.path) };
        let report = run(&program, &scripts, &scenario);
        assert!(report.passed(), "{}: {report:#?}", file.path);
        let covers = report.coverage.clauses().map(ToString::to_string).collect();
        Script { document: super::site::read(&file.text), covers }
    };
    policy.scenarios.iter().map(read).collect()
}

fn fate(policy: &Policy, mutant: &Mutant, scenarios: &[Script]) -> Fate {
    let mut files = policy.files.clone();
    files[mutant.file].text.clone_from(&mutant.text);
    let (compiled, scripts) =
        if mutant.drops { compile_repaired(&policy.root, &mut files) } else { compile_files(&policy.root, &files) };
    let Some(program) = compiled.program else {
        let first = errors(&compiled.problems).next();
        return Fate::Invalid(first.map_or("no program".to_owned(), |problem| problem.flaw.sentence(Lang::En)));
    };
    // Those that cover what was changed come first; they are the ones likely to fail.
    let about = |script: &&Script| mutant.clauses.iter().any(|clause| script.covers.contains(clause));
    let (first, last): (Vec<_>, Vec<_>) = scenarios.iter().partition(about);
    let killed = first.into_iter().chain(last).any(|script| fails(&program, &scripts, script));
    if killed { Fate::Killed } else { Fate::Survived }
}

/// Whether a scenario does not hold any more: it fails, or speaks of what is not there. That it covers less than it
/// claims is not the mutant's failure.
fn fails(program: &Program, scripts: &RhaiScripts, script: &Script) -> bool {
    let Some(scenario) = read(&script.document, program, &mut Problems::new()) else { return true };
    let report = run(program, scripts, &scenario);
    report.runs.iter().any(|run| !run.failures.is_empty())
        || report.general.iter().any(|failure| failure.subject != Subject::Covers)
}
