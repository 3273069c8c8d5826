//! What a command comes to: one table for all verbs.

use std::process::ExitCode;

/// The verdict of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Exit {
    /// Everything is fine.
    Fine = 0,
    /// The policy is at fault: problems, or a scenario that failed.
    Policy = 1,
    /// The command was wrong.
    Command = 2,
    /// The machine failed: a file that cannot be read.
    Machine = 3,
    /// Nothing ran: no scenario was selected.
    Nothing = 4,
}

impl Exit {
    /// The number the process exits with.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
