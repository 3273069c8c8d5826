//! Scenarios: a policy's tests, one row per "when, who, does what, expected" (`LANGUAGE` §8).
//!
//! In: a scenario file and the program it tests. Out: a [`Report`] – which expectations held, what was found where they
//! did not, and which clauses took part. [`read()`] decodes the file and checks every name against the program before
//! anything runs; [`run()`] drives a world in memory under a virtual clock; [`expect`] compares, one function per word;
//! [`coverage`] counts. Nothing here draws or prints: sentences are made by whoever shows a report.

pub mod bless;
pub mod cited;
pub mod coverage;
pub mod expect;
mod names;
mod read;
pub mod report;
mod run;
mod stage;
pub mod total;

pub use coverage::Coverage;
pub use expect::{Expect, Word};
pub use read::{people, read};
pub use report::{Failure, Related, Report, Run};
pub use run::{run, watch};
pub use total::{Kind, Total};

use crate::program::ParamValue;
use crate::source::{Span, Spanned};
use crate::value::{Text, Value};
use crate::world::Person;
use zhidu_time::{Date, Instant};

/// A scenario, every name in it known to the program.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// What reports and filters call it.
    pub id: Spanned<Text>,
    /// What people read.
    pub name: Option<Text>,
    /// When the virtual clock starts.
    pub start: zhidu_time::Moment,
    /// Whether effects are confirmed at once; else rows answer them.
    pub confirms: bool,
    /// Parameters that differ from the policy's own values.
    pub parameters: Vec<(Text, ParamValue)>,
    /// Clauses it claims to cover.
    pub covers: Vec<Spanned<Text>>,
    /// Who is there.
    pub cast: Vec<Person>,
    /// What existed before.
    pub given: Vec<Given>,
    /// The rows in order, `[[end]]` rows last.
    pub rows: Vec<Row>,
    /// Questions without a case.
    pub decides: Vec<Decide>,
}

/// Something that existed before the first row.
#[derive(Debug, Clone)]
pub enum Given {
    /// A case that stands in a state.
    Case(GivenCase),
}

/// See [`Given::Case`].
#[derive(Debug, Clone)]
pub struct GivenCase {
    /// What rows call it.
    pub name: Spanned<Text>,
    /// Its process.
    pub process: Text,
    /// Its active states.
    pub states: Vec<Spanned<Text>>,
    /// Its data as literals.
    pub data: Vec<(Text, Value)>,
    /// Whose it is.
    pub owner: Option<Text>,
    /// When it was opened; the scenario's start where not said.
    pub opened: Option<Instant>,
    /// The whole element.
    pub span: Span,
}

/// One row: at an instant somebody does something, or time passes; then the expectation.
#[derive(Debug, Clone)]
pub struct Row {
    /// What variants call it.
    pub id: Option<Text>,
    /// The instant; the row before's where not said.
    pub at: Option<When>,
    /// What is done; none = time passes.
    pub act: Option<Act>,
    /// Which case it speaks of; none = the last named one.
    pub case: Option<Pick>,
    /// What is expected; none = only that the event is accepted.
    pub expect: Option<Expect>,
    /// The same row with a change, on a copy.
    pub variants: Vec<Variant>,
    /// The row in the file.
    pub span: Span,
}

/// When a row is, kept as written so that a variant can move a row and those after it follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// A date and a time; `24:00` is still of its date.
    At(zhidu_time::Moment),
    /// A time on the day of the row before.
    SameDay(zhidu_time::Time),
}

impl When {
    /// The moment, where the row before is on this day.
    #[must_use]
    pub const fn on(self, day: Date) -> zhidu_time::Moment {
        match self {
            Self::At(moment) => moment,
            Self::SameDay(time) => zhidu_time::Moment { date: day, time },
        }
    }
}

/// What somebody does in a row.
#[derive(Debug, Clone)]
pub struct Act {
    /// Who; none = the host, which answers a request or a notice.
    pub by: Option<Spanned<Text>>,
    /// Which event.
    pub event: Spanned<Text>,
    /// The process to begin a case of, where the row says one.
    pub process: Option<Spanned<Text>>,
    /// Its fields as literals; the step types them.
    pub data: Vec<(Text, Value)>,
}

/// How a row or an expectation names a case.
#[derive(Debug, Clone, PartialEq)]
pub enum Pick {
    /// By its name, or below a named case by the part it was opened as: `A`, `A/late_pick_up`.
    Name(Spanned<Text>),
    /// By the values of its key.
    Key {
        /// Of which process.
        process: Text,
        /// Data by id.
        key: Vec<(Text, Value)>,
        /// The table.
        span: Span,
    },
}

impl Pick {
    /// Where it is written.
    #[must_use]
    pub const fn span(&self) -> Span {
        match self {
            Self::Name(name) => name.span,
            Self::Key { span, .. } => *span,
        }
    }
}

/// A row, or an earlier one, with a change; runs on a copy of everything.
#[derive(Debug, Clone)]
pub struct Variant {
    /// What reports call it.
    pub name: Spanned<Text>,
    /// What is different.
    pub change: Change,
    /// What is expected instead.
    pub expect: Option<Expect>,
    /// Further rows on the copy.
    pub rows: Vec<Row>,
    /// The element in the file.
    pub span: Span,
}

/// What a variant changes.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// The earlier row that is changed instead of the variant's own; by position.
    pub step: Option<usize>,
    /// Another instant.
    pub at: Option<When>,
    /// Another actor.
    pub by: Option<Spanned<Text>>,
    /// Another event.
    pub event: Option<Spanned<Text>>,
    /// Another case.
    pub case: Option<Pick>,
    /// Data to set or replace.
    pub data: Vec<(Text, Value)>,
    /// Data to leave out.
    pub without: Vec<Text>,
    /// People as they are from the changed row on.
    pub cast: Vec<CastChange>,
}

/// What changes about a person.
#[derive(Debug, Clone)]
pub struct CastChange {
    /// Who.
    pub id: Text,
    /// Roles instead of those held.
    pub roles: Option<Vec<(Text, Option<Text>)>>,
    /// Attributes to set or replace.
    pub attributes: Vec<(Text, Value)>,
    /// Days of absence instead of those known.
    pub absent: Option<Vec<(Date, Date)>>,
}

/// A question without a case (`[[decide]]`).
#[derive(Debug, Clone)]
pub struct Decide {
    /// What is asked.
    pub question: Question,
    /// The element in the file.
    pub span: Span,
}

/// See [`Decide`].
#[derive(Debug, Clone)]
pub enum Question {
    /// When an amount of time from a start is due.
    Due {
        /// The amount.
        within: zhidu_time::Amount,
        /// From when.
        start: Instant,
        /// The due that is expected.
        expect: Spanned<zhidu_time::Due>,
    },
}
