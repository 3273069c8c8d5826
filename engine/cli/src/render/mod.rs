//! Problems and reports as people and machines read them, one file per form.

mod compare;
pub mod concise;
pub mod human;
pub(crate) mod report;
mod style;

pub use concise::concise;
pub use human::{Decor, Human};
