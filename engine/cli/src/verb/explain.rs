//! `zhidu explain CODE`: the page of a problem's code.

use crate::{Exit, session::Session, text::Words};
use clap::{Arg, ArgMatches, Command};
use zhidu::problem::page;

pub(super) fn command(words: Words) -> Command {
    let code = Arg::new("code").value_name(words.explain_code_value()).required(true).help(words.explain_code());
    Command::new("explain").about(words.explain_about()).arg(code)
}

pub(super) fn run(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Exit {
    let code = matches.get_one::<String>("code").map(|code| code.to_uppercase()).unwrap_or_default();
    match page(&code, session.lang) {
        Some(text) => {
            session.line(text.trim_end());
            Exit::Fine
        }
        None => {
            let text = session.words().no_such_code(&code);
            session.complain(&text);
            Exit::Command
        }
    }
}
