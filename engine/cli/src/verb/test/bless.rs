//! `test --bless`: rewrites expectations that failed by what was found, where an author says that it is right.
//!
//! Only `expect` is written, and only what holds afterwards: every new text is read and run before anybody is asked. An
//! incident is never right, a scenario that cannot run says nothing, and no machine may decide this for people.

use crate::render::report::Drawing;
use crate::results::{Entry, Results, Tested, Verdict};
use crate::rewrite::{rewrite, without_expectations};
use crate::session::Session;
use crate::{Exit, disk};
use similar::TextDiff;
use std::path::Path;
use zhidu::problem::Problems;
use zhidu::scenario::expect::Word;
use zhidu::scenario::report::{Failure, Subject};
use zhidu::scenario::{self, Report};
use zhidu::source::SourceMap;
use zhidu::syntax::load;

/// Whether anything may be rewritten here at all, else why not.
pub(super) fn allowed(yes: bool, session: &Session<'_, '_>) -> Result<(), &'static str> {
    if session.io.var("CI").is_some() {
        return Err(session.words().bless_ci());
    }
    if yes || session.io.screen.in_terminal { Ok(()) } else { Err(session.words().bless_unasked()) }
}

/// A file with its new text.
struct Rewritten<'r> {
    path: &'r str,
    old: String,
    new: String,
}

/// Shows what would change, asks, writes. Fine where nothing is left that fails.
pub(super) fn run(results: &Results, yes: bool, session: &mut Session<'_, '_>) -> Exit {
    let mut rewritten = Vec::new();
    let mut exit = Exit::Fine;
    for tested in &results.policies {
        super::tell::broken(tested, session);
        if tested.read.is_err() || tested.is_broken() {
            exit = exit.max(tested.exit());
        }
        for entry in &tested.entries {
            match (entry.verdict(), &entry.report) {
                (Verdict::Failed, Some(report)) => {
                    let left = left(report);
                    tell(tested, &left, session);
                    exit = if left.is_empty() { exit } else { exit.max(Exit::Policy) };
                    match bless(tested, entry, report) {
                        Ok(new) => rewritten.extend(new),
                        Err(why) => {
                            let told = why.said(&entry.file.path, session);
                            session.complain(&told);
                            exit = exit.max(Exit::Policy);
                        }
                    }
                }
                (Verdict::Invalid, _) => {
                    let told = session.words().bless_invalid(&entry.file.path);
                    session.complain(&told);
                    exit = exit.max(Exit::Policy);
                }
                _ => {}
            }
        }
    }
    if rewritten.is_empty() {
        let told = session.words().bless_nothing();
        session.complain(told);
        return exit;
    }
    for file in &rewritten {
        show(file, session);
    }
    if !yes && !asked(rewritten.len(), session) {
        return exit.max(Exit::Policy);
    }
    exit.max(write(&rewritten, session))
}

/// Why a file is left as it is.
enum Refused {
    /// Something failed that is nobody's refusal.
    Incident,
    /// The expectations are written in a form that cannot be kept, or would still not hold.
    Unfit,
    /// The file on the disk is another one than was run.
    Changed,
}

impl Refused {
    fn said(&self, path: &str, session: &Session<'_, '_>) -> String {
        let words = session.words();
        match self {
            Self::Incident => words.bless_incident(path),
            Self::Unfit => words.bless_unfit(path),
            Self::Changed => words.bless_changed(path),
        }
    }
}

fn failures(report: &Report) -> impl Iterator<Item = &Failure> {
    report.runs.iter().flat_map(|run| &run.failures).chain(&report.general)
}

/// What no expectation could put right.
fn left(report: &Report) -> Vec<&Failure> {
    failures(report).filter(|failure| failure.bless.is_none()).collect()
}

fn is_incident(failure: &Failure) -> bool {
    matches!(failure.subject, Subject::Word(Word::Incident) | Subject::Unexpected(Word::Incident))
}

fn bless<'r>(tested: &'r Tested, entry: &'r Entry, report: &Report) -> Result<Option<Rewritten<'r>>, Refused> {
    if failures(report).any(is_incident) {
        return Err(Refused::Incident);
    }
    let edits: Vec<_> =
        failures(report).flat_map(|f| f.bless.iter().flatten().map(move |edit| (f.row, edit))).collect();
    if edits.is_empty() {
        return Ok(None);
    }
    let source = tested.read.as_ref().ok().and_then(|read| read.sources.get(entry.file.source));
    let old = source.ok_or(Refused::Changed)?.text.to_string();
    let new = rewrite(&old, edits).ok_or(Refused::Unfit)?;
    if without_expectations(&old) != without_expectations(&new) || !holds(entry, &new, report) {
        return Err(Refused::Unfit);
    }
    Ok(Some(Rewritten { path: &entry.file.path, old, new }))
}

/// Whether a new text is a sound scenario in which nothing fails but what failed before and cannot be rewritten.
fn holds(entry: &Entry, text: &str, before: &Report) -> bool {
    let Some((_, ready)) = &entry.file.ready else { return false };
    let (_, document, found) = load(&mut SourceMap::default(), entry.file.path.as_str(), text.as_bytes());
    let mut problems = Problems::new();
    problems.extend(found);
    let Some(scenario) = scenario::read(&document, &ready.program, &mut problems) else { return false };
    let after = scenario::run(&ready.program, &ready.scripts, &scenario);
    !problems.has_errors()
        && failures(&after).count() <= left(before).len()
        && left(&after).len() == failures(&after).count()
}

fn tell(tested: &Tested, failures: &[&Failure], session: &mut Session<'_, '_>) {
    let (Ok(read), Some(program)) = (&tested.read, tested.program()) else { return };
    let drawing = Drawing::new(session, &read.sources, program);
    let text: String = failures.iter().map(|failure| drawing.failure(failure)).collect();
    session.say(&text);
}

fn show(file: &Rewritten<'_>, session: &mut Session<'_, '_>) {
    let diff = TextDiff::from_lines(&file.old, &file.new);
    let text = diff.unified_diff().context_radius(2).header(file.path, file.path).to_string();
    session.say(&text);
}

fn asked(files: usize, session: &mut Session<'_, '_>) -> bool {
    let question = session.words().bless_ask(files);
    session.flush();
    let _ = write!(session.io.err, "{question}");
    let _ = session.io.err.flush();
    let mut answer = Vec::new();
    let mut byte = [0];
    while session.io.input.read(&mut byte).is_ok_and(|count| count == 1) && byte != *b"\n" {
        answer.push(byte[0]);
    }
    matches!(String::from_utf8_lossy(&answer).trim().to_lowercase().as_str(), "y" | "yes" | "是" | "好")
}

fn write(files: &[Rewritten<'_>], session: &mut Session<'_, '_>) -> Exit {
    let mut exit = Exit::Fine;
    for file in files {
        let written = std::fs::read(file.path).map_err(|error| error.to_string()).and_then(|now| {
            let mark = if now.starts_with("\u{feff}".as_bytes()) { "\u{feff}" } else { "" };
            if now != format!("{mark}{}", file.old).as_bytes() {
                return Err(Refused::Changed.said(file.path, session));
            }
            let bytes = format!("{mark}{}", file.new);
            disk::put(Path::new(file.path), bytes.as_bytes()).map_err(|error| error.to_string())
        });
        match written {
            Ok(()) => {
                let told = session.words().blessed(file.path);
                session.line(&told);
            }
            Err(error) => {
                let told = session.words().unreadable(file.path, &error);
                session.complain(&told);
                exit = Exit::Machine;
            }
        }
    }
    exit
}
