//! `zhidu step POLICY --directory FILE`: events in, one JSON object per line; what came of each out, one per line.
//!
//! The program of hosts and scripts in any language. `STEP.md` beside the manifest describes the lines, `--schema` prints
//! their schema. Nothing is kept but what later steps ask for, so that it can run for as long as there are events.

mod desk;
mod event;
mod standing;
mod state;
mod things;
mod told;

use super::policy;
use crate::disk::{self, Disk, Place};
use crate::session::Loudness;
use crate::{Exit, Io, session::Session, text::Words};
use clap::{Arg, ArgAction, ArgMatches, Command};
use desk::Desk;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use zhidu::problem::{Problems, Severity};
use zhidu::program::Program;
use zhidu::syntax::load;
use zhidu::world::Directory;
use zhidu::{Files, Loaded, Settings, scenario};

/// What a line may hold at most, in bytes.
const LONGEST: u64 = 1024 * 1024;
/// How much is gathered before it is written, while more input is at hand.
const GATHERED: usize = 64 * 1024;
const SCHEMA: &str = include_str!("schema.json");

pub(super) fn command(words: Words) -> Command {
    let file = |id: &'static str, help| Arg::new(id).long(id).value_name(words.value_file()).help(help);
    let schema = Arg::new("schema").long("schema").action(ArgAction::SetTrue).help(words.step_schema());
    let path = Arg::new("paths").value_name(words.value_path()).help(words.step_path());
    Command::new("step").about(words.step_about()).args([
        path.required_unless_present("schema"),
        file("directory", words.step_directory()).required_unless_present("schema"),
        file("state", words.step_state()),
        file("values", words.step_values()),
        schema,
    ])
}

pub(super) fn run(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Exit {
    if matches.get_flag("schema") {
        session.say(SCHEMA);
        return Exit::Fine;
    }
    prepare(matches, session).unwrap_or_else(|exit| exit)
}

/// Reads policy, people and state, takes every line, and puts the state away.
fn prepare(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<Exit, Exit> {
    let text = |id: &str| matches.get_one::<String>(id).map(String::as_str);
    let place = one_place(matches, session)?;
    let Loaded { compiled, scripts } = loaded(&place, text("values"), session)?;
    if compiled.problems.iter().any(|problem| problem.severity() == Severity::Error) {
        session.complain_of(&compiled.sources, &compiled.problems);
        return Err(Exit::Policy);
    }
    let Some(program) = compiled.program else { return Err(Exit::Policy) };
    tell_samples(&program, session);
    let directory = people(text("directory").unwrap_or_default(), &program, session)?;
    let words = session.words();
    let mut desk = match text("state") {
        None => Desk::new(&program, &scripts, directory, words),
        Some(path) => state::open(path, &program, &scripts, directory, words).map_err(|(text, exit)| {
            session.complain(&text);
            exit
        })?,
    };
    let exit = take_all(&mut desk, session);
    if let Some(path) = text("state")
        && let Err(error) = disk::replace(path, state::write(&desk).as_bytes())
    {
        session.complain(&words.unwritable_file(path, &error.to_string()));
        return Err(Exit::Machine);
    }
    Ok(exit)
}

fn one_place(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Result<Place, Exit> {
    let mut places = policy::named(matches, session)?;
    if let (Some(place), true) = (places.pop(), places.is_empty()) {
        return Ok(place);
    }
    session.complain(session.words().step_one_policy());
    Err(Exit::Command)
}

fn loaded(place: &Place, values: Option<&str>, session: &mut Session<'_, '_>) -> Result<Loaded, Exit> {
    let settings = Settings { values, ..Settings::default() };
    zhidu::load(&Disk, &place.root, settings).map_err(|error| {
        let text = session.words().unreadable(&place.root, &error.to_string());
        session.complain(&text);
        Exit::Machine
    })
}

/// Samples are no values of an institution; whoever runs on them is told.
fn tell_samples(program: &Program, session: &mut Session<'_, '_>) {
    let samples: Vec<&str> = program.params.iter().filter(|param| param.sampled).map(|param| &*param.id).collect();
    if !samples.is_empty() && session.loudness > Loudness::Quiet {
        let text = session.words().samples(&samples.join(session.lang.pick("、", ", ")));
        session.complain(&text);
    }
}

/// The people of a directory file: `[[cast]]` as in scenarios.
fn people(path: &str, program: &Program, session: &mut Session<'_, '_>) -> Result<Directory, Exit> {
    let bytes = Disk.read(path).map_err(|error| {
        let text = session.words().unreadable(path, &error.to_string());
        session.complain(&text);
        Exit::Machine
    })?;
    let mut sources = zhidu::SourceMap::default();
    let (_, document, mut problems) = load(&mut sources, path, &bytes);
    let mut found = Problems::new();
    let people = scenario::people(&document, program, &mut found);
    problems.extend(found.into_sorted());
    if problems.iter().any(|problem| problem.severity() == Severity::Error) {
        session.complain_of(&sources, &problems);
        return Err(Exit::Command);
    }
    Ok(Directory { people })
}

/// Takes lines until there are no more, or nobody reads the answers.
fn take_all(desk: &mut Desk<'_>, session: &mut Session<'_, '_>) -> Exit {
    let Io { out, input, .. } = &mut *session.io;
    let mut input = BufReader::new(input);
    let (mut line, mut answers, mut exit) = (Vec::new(), String::new(), Exit::Fine);
    for number in 1.. {
        line.clear();
        match next_line(&mut input, &mut line) {
            Ok(true) => {}
            // The end, or a signal: a line that is cut off was never sent.
            Ok(false) => break,
            Err(error) if error.kind() == ErrorKind::ConnectionAborted => break,
            Err(error) => {
                let _ = writeln!(session.io.err, "{error}");
                exit = Exit::Machine;
                break;
            }
        }
        if !line.trim_ascii().is_empty() {
            let taken = desk.take(number, &line, line.len() as u64 > LONGEST);
            exit = if taken.is_fault { exit.max(Exit::Command) } else { exit };
            answers.push_str(&taken.answer);
            answers.push('\n');
        }
        // Whoever waits for an answer before asking on gets it; a file is answered in bulk.
        if input.buffer().is_empty() || answers.len() > GATHERED {
            if out.write_all(answers.as_bytes()).and_then(|()| out.flush()).is_err() {
                return exit;
            }
            answers.clear();
        }
    }
    let _ = session.io.out.write_all(answers.as_bytes());
    exit
}

/// Reads up to a line break, at most a byte more than a line may hold; what is left of such a line is passed over.
fn next_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> std::io::Result<bool> {
    input.by_ref().take(LONGEST + 1).read_until(b'\n', line)?;
    if line.len() as u64 > LONGEST && line.last() != Some(&b'\n') {
        input.skip_until(b'\n')?;
    }
    Ok(!line.is_empty())
}
