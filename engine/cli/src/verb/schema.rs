//! `zhidu schema NAME`: the form of what is printed for machines.

use crate::report::SCHEMA;
use crate::{Exit, session::Session, text::Words};
use clap::builder::PossibleValuesParser;
use clap::{Arg, Command};

pub(super) fn command(words: Words) -> Command {
    let name = Arg::new("name")
        .value_name(words.schema_name_value())
        .value_parser(PossibleValuesParser::new(["report"]))
        .hide_possible_values(true)
        .required(true)
        .help(words.schema_name());
    Command::new("schema").about(words.schema_about()).arg(name)
}

pub(super) fn run(session: &mut Session<'_, '_>) -> Exit {
    session.say(SCHEMA);
    Exit::Fine
}
