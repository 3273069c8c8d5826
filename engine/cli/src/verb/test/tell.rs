//! What people read: policy by policy a list, what failed, problems, coverage; the sum last.

use super::Options;
use crate::Exit;
use crate::render::report::Drawing;
use crate::report::matrix;
use crate::results::{Results, Sum, Tested, Verdict};
use crate::session::{Loudness, Session};
use clap::ArgMatches;

pub(super) fn policies(results: &Results, options: &Options, session: &mut Session<'_, '_>) {
    for tested in &results.policies {
        policy(tested, options, session);
    }
}

fn policy(tested: &Tested, options: &Options, session: &mut Session<'_, '_>) {
    broken(tested, session);
    let (Ok(read), Some(program)) = (&tested.read, tested.program()) else { return };
    let drawing = Drawing::new(session, &read.sources, program);
    let (mut list, mut failures) = (String::new(), String::new());
    for entry in &tested.entries {
        match (&entry.report, entry.verdict()) {
            (Some(report), _) => {
                list.push_str(&drawing.entry(&entry.file.path, report));
                failures.push_str(&drawing.failures(report));
            }
            (None, Verdict::Invalid) => list.push_str(&drawing.invalid(&entry.file.path)),
            (None, _) => {}
        }
    }
    if !list.is_empty() {
        list.insert_str(0, &drawing.head(&tested.place.root));
    }
    if !(list.is_empty() || failures.is_empty()) {
        list.push('\n');
    }
    let mut covered = String::new();
    if options.matrix {
        covered.push_str(&drawing.matrix(&matrix::of(tested)));
    }
    if !tested.entries.is_empty() && (tested.whole || options.coverage) {
        covered.push_str(&drawing.coverage(&tested.coverage, &tested.total, options.coverage));
    }
    for lack in options.floors.lacks(&tested.coverage, &tested.total) {
        covered.push_str(&drawing.lack(&lack));
    }
    session.say(&list);
    session.say(&failures);
    session.problems(&read.sources, &tested.problems(), false);
    session.say(&covered);
}

/// Why nothing of a policy can run.
pub(super) fn broken(tested: &Tested, session: &mut Session<'_, '_>) {
    match &tested.read {
        Err(error) => {
            let text = session.words().unreadable(&tested.place.root, error);
            session.complain(&text);
        }
        Ok(read) if tested.is_broken() => session.problems(&read.sources, &tested.problems(), false),
        Ok(_) => {}
    }
}

/// The last line, and the verdict of the whole.
pub(super) fn sum(results: &Results, exit: Exit, matches: &ArgMatches, session: &mut Session<'_, '_>) -> Exit {
    let words = session.words();
    let Sum { passed, failed, invalid, skipped } = results.sum();
    if exit == Exit::Fine && passed + failed + invalid == 0 {
        session.complain(words.nothing_ran());
        let pass = matches.get_one::<String>("no-tests").is_some_and(|asked| asked == "pass");
        return if pass { Exit::Fine } else { Exit::Nothing };
    }
    if session.loudness > Loudness::Quiet || exit != Exit::Fine {
        let mut line = words.sum(passed, failed, invalid, skipped);
        // A pipe gets the same bytes every time, unless it asks for more.
        if let Some(took) = results.took {
            let seconds = words.seconds(&format!("{:.2}", took.as_secs_f64()));
            line = format!("{line}{}{seconds}", session.lang.pick(" · ", ", "));
        }
        session.line(&line);
    }
    exit
}
