//! The verbs, one file each: its arguments with their help, and what it does.

mod check;
mod completions;
mod explain;
mod graph;
mod man;
mod new;
pub(crate) mod policy;
mod read;
mod schema;
mod step;
pub(crate) mod test;

use crate::{Exit, session::Session, text::Words};
use clap::{ArgMatches, Command};
use zhidu::problem::Lang;

/// All verbs with their help in a language.
pub(crate) fn commands(lang: Lang) -> [Command; 10] {
    let words = Words(lang);
    [
        check::command(words),
        test::command(words),
        graph::command(words),
        read::command(words),
        explain::command(words),
        step::command(words),
        new::command(words),
        completions::command(words),
        man::command(words),
        schema::command(words),
    ]
}

/// Does what was asked.
pub(crate) fn run(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Exit {
    match matches.subcommand() {
        Some(("check", matches)) => check::run(matches, session),
        Some(("test", matches)) => test::run(matches, session),
        Some(("graph", matches)) => graph::run(matches, session),
        Some(("read", matches)) => read::run(matches, session),
        Some(("explain", matches)) => explain::run(matches, session),
        Some(("step", matches)) => step::run(matches, session),
        Some(("new", matches)) => new::run(matches, session),
        Some(("completions", matches)) => completions::run(matches, session),
        Some(("man", matches)) => man::run(matches, session),
        Some(("schema", _)) => schema::run(session),
        _ => Exit::Command,
    }
}
