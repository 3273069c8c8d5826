//! Expressions read and run by rhai, for zhidu.

mod chain;
mod fault;
mod library;
pub mod limits;
mod lower;
mod parse;
mod scan;
mod shape;

pub use library::{Function, Library, LibraryError};
pub use parse::parse;
