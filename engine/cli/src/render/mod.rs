//! Problems and reports as people and machines read them, one file per form.

mod compare;
pub mod concise;
mod coverage;
pub mod human;
mod matrix;
pub(crate) mod report;
mod style;

pub use concise::concise;
pub use human::{Decor, Human};
pub(crate) use style::cut;
