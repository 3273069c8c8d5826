//! `zhidu check PATHS`: everything that is wrong with policies and their scenarios, in one run.

use super::policy;
use crate::report::check::CheckReport;
use crate::report::{self, Format};
use crate::session::{Loudness, Session};
use crate::{Exit, text::Words};
use clap::{Arg, ArgAction, ArgMatches, Command};
use zhidu::problem::Severity;

pub(super) fn command(words: Words) -> Command {
    let all = Arg::new("all").long("all").action(ArgAction::SetTrue).help(words.check_all());
    Command::new("check").about(words.check_about()).args([
        policy::paths(words, words.check_paths()),
        all,
        report::arg(words, words.check_report()),
    ])
}

pub(super) fn run(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Exit {
    let reports = match report::wanted(matches, &[Format::Json], session) {
        Ok(reports) => reports,
        Err(exit) => return exit,
    };
    let found = match policy::named(matches, session) {
        Ok(found) => found,
        Err(exit) => return exit,
    };
    let (mut exit, mut fine) = (Exit::Fine, 0);
    let mut whole = CheckReport::new();
    for place in found {
        let read = match policy::read(&place) {
            Ok(read) => read,
            Err(error) => {
                let text = session.words().unreadable(&place.root, &error.to_string());
                session.complain(&text);
                whole.add_unreadable(&place.root, error.to_string());
                exit = Exit::Machine;
                continue;
            }
        };
        whole.add(&place.root, &read);
        session.problems(&read.sources, &read.problems, matches.get_flag("all"));
        fine += usize::from(read.problems.is_empty());
        if read.problems.iter().any(|problem| problem.severity() == Severity::Error) {
            exit = exit.max(Exit::Policy);
        }
    }
    if fine > 0 && session.loudness > Loudness::Quiet {
        let text = session.words().checked(fine);
        session.line(&text);
    }
    exit.max(report::deliver(&reports, |_, _| whole.text(), session))
}
