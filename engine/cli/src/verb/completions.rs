//! `zhidu completions SHELL`: the script that makes a shell complete verbs, flags and paths.

use crate::{Exit, args, session::Session, text::Words};
use clap::{Arg, ArgMatches, Command, value_parser};
use clap_complete::Shell;

pub(super) fn command(words: Words) -> Command {
    let shell = Arg::new("shell")
        .value_name("bash|zsh|fish|powershell|elvish")
        .value_parser(value_parser!(Shell))
        .hide_possible_values(true)
        .required(true)
        .help(words.completions_shell());
    Command::new("completions").about(words.completions_about()).arg(shell)
}

pub(super) fn run(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Exit {
    let Some(shell) = matches.get_one::<Shell>("shell") else { return Exit::Command };
    let mut script = Vec::new();
    clap_complete::generate(*shell, &mut args::command(session.lang), "zhidu", &mut script);
    session.say(&String::from_utf8_lossy(&script));
    Exit::Fine
}
