//! The streams and surroundings of a command, so that tests can put their own in place.

use std::io::{Read, Write};

/// Everything a command touches besides files.
pub struct Io<'a> {
    /// Reports.
    pub out: &'a mut dyn Write,
    /// Chatter, and what was wrong with the command.
    pub err: &'a mut dyn Write,
    /// What is read where a file is called `-`.
    pub input: &'a mut dyn Read,
    /// The environment.
    pub env: &'a dyn Fn(&str) -> Option<String>,
    /// What the output goes to.
    pub screen: Screen,
}

/// What the output goes to.
#[derive(Debug, Clone, Default)]
pub struct Screen {
    /// Reports go to a terminal.
    pub out_terminal: bool,
    /// Chatter goes to a terminal.
    pub err_terminal: bool,
    /// Answers come from somebody at a terminal.
    pub in_terminal: bool,
    /// Columns, where they are known.
    pub width: Option<usize>,
    /// The machine's locale, `zh-CN`.
    pub locale: Option<String>,
}

impl Io<'_> {
    /// A variable of the environment that is set to something.
    #[must_use]
    pub fn var(&self, name: &str) -> Option<String> {
        (self.env)(name).filter(|value| !value.is_empty())
    }
}
