//! How a step is written down and read again: JSON with ids, never positions in tables, so that it means the same to
//! another compile of the same texts.
//!
//! Keys are sorted, instants are seconds since 1970, decimals and money are text: the same step gives the same bytes
//! on every machine. Writing and reading of one thing stand in one file, and reading takes only what writing gives:
//! whatever is read and written again has the bytes it had. Reading is total; wrong JSON is a [`WireError`] that names
//! the place. What cases, inputs and facts hold is complete; a trace is written for people and comparison alone.

mod case;
mod effect;
mod facts;
mod input;
mod json;
mod ledger;
mod outcome;
mod task;
mod value;

pub use case::{case, read_case};
pub use effect::{effect, read_effect};
pub use facts::{facts, read_facts};
pub use input::{input, message, opening, read_input, read_message, read_opening, timer};
pub use json::{Expected, WireError};
pub use ledger::{charge, read_charge, read_row, row};
pub use outcome::{incident, outcome, read_incident, read_verdict, verdict};
pub use task::work;
pub use value::{read_value, value};

pub(crate) use case::case_at;
pub(crate) use facts::facts_at;
pub(crate) use input::{input_at, message_at, opening_at};
pub(crate) use json::At;
pub(crate) use ledger::{charge_at, row_at};
pub(crate) use outcome::incident_at;
