//! The pure core of zhidu 制度: text to program, and program, case and event to outcome.

pub mod guard;
pub mod source;
