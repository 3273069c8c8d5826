//! Literals in policies: what is a literal, what is an expression, and what is told of what is neither.
//!
//! In: a node of TOML, the types wanted, the scope of its place. Out: a typed expression, a literal being a constant;
//! and problems. Values of events, scenarios and hosts, where everything is a literal, are read by
//! [`written`](super::written) alone.

mod guess;
mod node;
mod reader;
mod roles;
mod tell;

pub use node::as_written;
pub use reader::Reader;
pub(super) use roles::no_role;
pub(super) use tell::bounds;

#[cfg(test)]
mod tests;
