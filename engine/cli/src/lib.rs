//! The command line of zhidu 制度, as a library: [`run`] takes arguments and streams and gives an [`Exit`].
//!
//! The program beside it is a few lines, so everything here is tested in-process. One verb, one file below `verb`; what
//! people read is drawn in [`render`], and its sentences stand in both languages side by side in `text.rs`. This crate
//! reads files and prints; what a policy means and whether it is right is asked of the crate `zhidu` alone.

mod args;
mod disk;
mod exit;
mod filter;
mod io;
mod locale;
mod parallel;
mod progress;
pub mod render;
mod report;
mod results;
mod rewrite;
mod session;
mod text;
mod verb;
mod wrong;

pub use exit::Exit;
pub use io::{Io, Screen};

use session::Session;
use std::ffi::OsString;

/// Runs one command. The first argument is the program's name.
///
/// Nothing is printed but to `io`, nothing is read but files and `io`; a stream closed by its reader ends the output
/// and changes no verdict.
pub fn run(args: impl IntoIterator<Item = OsString>, io: &mut Io<'_>) -> Exit {
    let args: Vec<OsString> = args.into_iter().collect();
    let lang = locale::of_args(&args).unwrap_or_else(|| locale::of_machine(io));
    let matches = match args::command(lang).try_get_matches_from(args) {
        Ok(matches) => matches,
        Err(error) => return args::refuse(&error, lang, io),
    };
    let mut session = Session::new(&matches, lang, io);
    let exit = verb::run(&matches, &mut session);
    session.flush();
    exit
}
