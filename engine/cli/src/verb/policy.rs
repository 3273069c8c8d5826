//! What several verbs need: the policies the arguments name, compiled, with their scenarios.

use crate::disk::{Disk, NoPlace, Place, policies};
use crate::{Exit, session::Session, text::Words};
use clap::{Arg, ArgMatches, ValueHint};
use std::sync::Arc;
use zhidu::problem::{Note, Problem, Problems, Severity, SyntaxFlaw, Word};
use zhidu::program::Program;
use zhidu::scenario::{self, Scenario};
use zhidu::source::{SourceId, SourceMap};
use zhidu::syntax::{Document, Table, load};
use zhidu::{Causes, FileError, Files, Loaded, RhaiScripts, Settings};

/// The argument that names policies; the folder at hand where there is none.
pub(crate) fn paths(words: Words, help: &'static str) -> Arg {
    Arg::new("paths").value_name(words.value_paths()).value_hint(ValueHint::AnyPath).num_args(0..).help(help)
}

/// The policies the arguments name, each once, in the order named.
pub(crate) fn named(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<Vec<Place>, Exit> {
    let mut paths: Vec<&str> = matches.get_many::<String>("paths").into_iter().flatten().map(String::as_str).collect();
    if paths.is_empty() {
        paths.push(".");
    }
    let mut found: Vec<Place> = Vec::new();
    for path in paths {
        let places = policies(path).map_err(|error| nowhere(path, &error, session))?;
        for place in places {
            if !found.contains(&place) {
                found.push(place);
            }
        }
    }
    Ok(found)
}

fn nowhere(path: &str, error: &NoPlace, session: &mut Session<'_, '_>) -> Exit {
    let words = session.words();
    let (text, exit) = match error {
        NoPlace::Missing => (words.no_path(path), Exit::Command),
        NoPlace::NoPolicy => (words.no_policy(path), Exit::Command),
        NoPlace::Unreadable(error) => (words.unreadable(path, &error.to_string()), Exit::Machine),
    };
    session.complain(&text);
    exit
}

/// A program with what runs its scripts.
pub(crate) struct Ready {
    pub(crate) program: Program,
    pub(crate) scripts: RhaiScripts,
}

/// A policy as it was read.
pub(crate) struct Read {
    /// Ready to run, where nothing was wrong.
    pub(crate) ready: Option<Arc<Ready>>,
    /// Every file, scenarios among them.
    pub(crate) sources: SourceMap,
    /// Everything that is wrong, by place.
    pub(crate) problems: Vec<Problem>,
    /// Its scenarios, by path.
    pub(crate) scenarios: Vec<File>,
}

/// A scenario file.
pub(crate) struct File {
    /// Its path.
    pub(crate) path: String,
    /// Its place among the sources.
    pub(crate) source: SourceId,
    /// What it says, with the program under its own parameters; none where it is not usable.
    pub(crate) ready: Option<(Scenario, Arc<Ready>)>,
}

/// Compiles a policy with the samples of its parameters, and reads its scenarios, all or the one that was named.
///
/// # Errors
/// A file or folder that cannot be read.
pub(crate) fn read(place: &Place) -> Result<Read, FileError> {
    let Loaded { compiled, scripts } = loaded(place, None)?;
    let ready = compiled.program.map(|program| Ready { program, scripts });
    let (sources, problems) = (compiled.sources, compiled.problems);
    let mut read = Read { ready: ready.map(Arc::new), sources, problems, scenarios: Vec::new() };
    match compiled.draft {
        None => read_scenarios(&mut read, place)?,
        Some(draft) => read_against(&draft, &compiled.causes, &mut read, place)?,
    }
    Ok(read)
}

/// Loads a policy with the samples of its parameters, `over` going before them.
///
/// # Errors
/// A zone database without the default zone; what is wrong with the policy is among its problems.
pub(crate) fn loaded(place: &Place, over: Option<&Table>) -> Result<Loaded, FileError> {
    let settings = Settings { over, ..Settings::default() };
    zhidu::load(&Disk, &place.root, settings).map_err(|error| FileError::Unreadable(error.to_string()))
}

fn read_scenarios(read: &mut Read, place: &Place) -> Result<(), FileError> {
    let Some(ready) = read.ready.clone() else { return Ok(()) };
    let mut problems = Problems::new();
    for path in scenario_paths(place)? {
        let bytes = Disk.read(&path)?;
        let (source, document, found) = load(&mut read.sources, path.as_str(), &bytes);
        let sound = found.iter().all(|problem| problem.severity() != Severity::Error);
        problems.extend(found);
        let ready = under_parameters(read, place, &document, &ready, &mut problems)?;
        let scenario = ready.as_ref().and_then(|ready| scenario::read(&document, &ready.program, &mut problems));
        if let Some(scenario) = &scenario {
            problems.extend(twin(&read.scenarios, scenario));
        }
        let ready = scenario.filter(|_| sound).zip(ready);
        read.scenarios.push(File { path, source, ready });
    }
    read.problems.extend(problems.into_sorted());
    Ok(())
}

/// Reads the scenarios of a policy that has errors against what could be made of it, so that their own mistakes show in
/// the same run; none of them is ready.
fn read_against(draft: &Program, causes: &Causes, read: &mut Read, place: &Place) -> Result<(), FileError> {
    let mut problems = Problems::new();
    for path in scenario_paths(place)? {
        let bytes = Disk.read(&path)?;
        let (source, document, found) = load(&mut read.sources, path.as_str(), &bytes);
        problems.extend(found);
        let _ = scenario::read(&document, draft, &mut problems);
        read.scenarios.push(File { path, source, ready: None });
    }
    read.problems.extend(problems.into_sorted().into_iter().filter(|problem| !causes.explain(problem)));
    Ok(())
}

/// The program under a scenario's own parameters, which may switch elements off; none where they are wrong.
fn under_parameters(
    read: &Read,
    place: &Place,
    document: &Document,
    ready: &Arc<Ready>,
    problems: &mut Problems,
) -> Result<Option<Arc<Ready>>, FileError> {
    let Some(over) = parameters(document) else { return Ok(Some(ready.clone())) };
    let Loaded { compiled, scripts } = loaded(place, Some(over))?;
    problems.extend(compiled.problems.into_iter().filter(|problem| !read.problems.contains(problem)));
    Ok(compiled.program.map(|program| Arc::new(Ready { program, scripts })))
}

fn parameters(document: &Document) -> Option<&Table> {
    document.root.get("scenario")?.as_table()?.get("parameters")?.as_table()
}

fn scenario_paths(place: &Place) -> Result<Vec<String>, FileError> {
    if let Some(path) = &place.scenario {
        return Ok(vec![path.clone()]);
    }
    match Disk.list(&format!("{}/scenarios", place.root)) {
        Ok(paths) => Ok(paths.into_iter().filter(|path| path.ends_with(".toml")).collect()),
        Err(FileError::NotFound) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Two scenarios of one id cannot be told apart in reports.
fn twin(earlier: &[File], scenario: &Scenario) -> Option<Problem> {
    let (first, _) =
        earlier.iter().filter_map(|file| file.ready.as_ref()).find(|(other, _)| other.id == scenario.id)?;
    let flaw = SyntaxFlaw::DuplicateId { kind: Word::Scenario, id: scenario.id.value.to_string() };
    Some(Problem::new(flaw, scenario.id.span).label(first.id.span, Note::FirstHere))
}
