//! One run of a command: its language, colours, loudness, and where it writes.

use crate::render::Human;
use crate::{Io, text::Words};
use clap::ArgMatches;
use std::io::ErrorKind;
use zhidu::problem::{Lang, Problem};
use zhidu::source::SourceMap;

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Loudness {
    /// Failures only.
    Quiet,
    /// Failures and sums.
    Normal,
    /// Also what went well.
    Loud,
}

/// See the module.
pub(crate) struct Session<'i, 'a> {
    pub(crate) io: &'i mut Io<'a>,
    pub(crate) lang: Lang,
    pub(crate) colour: bool,
    pub(crate) loudness: Loudness,
    /// Columns of the report.
    pub(crate) width: usize,
    /// A report for machines goes where people would read: nothing else is said there.
    pub(crate) silent: bool,
    closed: bool,
}

/// Columns where nobody says how many there are: a pipe, a file.
pub(crate) const WIDTH: usize = 100;

impl<'i, 'a> Session<'i, 'a> {
    pub(crate) fn new(matches: &ArgMatches, lang: Lang, io: &'i mut Io<'a>) -> Self {
        let asked = matches.get_one::<String>("color").map(String::as_str);
        let colour = match asked {
            Some("always") => true,
            Some("never") => false,
            _ => io.screen.out_terminal && io.var("NO_COLOR").is_none() && io.var("TERM").as_deref() != Some("dumb"),
        };
        let loudness = match (matches.get_flag("quiet"), matches.get_flag("verbose")) {
            (true, _) => Loudness::Quiet,
            (_, true) => Loudness::Loud,
            _ => Loudness::Normal,
        };
        let columns = io.var("COLUMNS").and_then(|columns| columns.parse().ok());
        let width = columns.or(io.screen.width).unwrap_or(WIDTH).max(20);
        Self { io, lang, colour, loudness, width, silent: false, closed: false }
    }

    /// The sentences of the language spoken.
    pub(crate) const fn words(&self) -> Words {
        Words(self.lang)
    }

    /// Says something to people.
    pub(crate) fn say(&mut self, text: &str) {
        if !self.silent {
            self.write(text);
        }
    }

    /// Writes to the report. Where the reader is gone, the rest is left unsaid; the verdict stands.
    pub(crate) fn write(&mut self, text: &str) {
        if !self.closed
            && let Err(error) = self.io.out.write_all(text.as_bytes())
        {
            self.closed = true;
            if error.kind() != ErrorKind::BrokenPipe {
                self.complain(&self.words().unwritable(&error.to_string()));
            }
        }
    }

    /// A line of the report.
    pub(crate) fn line(&mut self, text: &str) {
        self.say(text);
        self.say("\n");
    }

    /// A line of chatter. Nobody can be told if that fails.
    pub(crate) fn complain(&mut self, text: &str) {
        let _ = writeln!(self.io.err, "{text}");
    }

    /// Problems with the lines they are about.
    pub(crate) fn problems(&mut self, sources: &SourceMap, problems: &[Problem], all: bool) {
        let human = Human { lang: self.lang, width: self.width, color: self.colour, all, ..Human::default() };
        let text = human.render(sources, problems);
        self.say(&text);
    }

    /// Problems beside a report of something else.
    pub(crate) fn complain_of(&mut self, sources: &SourceMap, problems: &[Problem]) {
        let human = Human { lang: self.lang, width: self.width, color: false, ..Human::default() };
        self.complain(human.render(sources, problems).trim_end());
    }

    pub(crate) fn flush(&mut self) {
        let _ = self.io.out.flush();
        let _ = self.io.err.flush();
    }
}
