//! Problems as people and machines read them, one file per form.

pub mod concise;
pub mod human;

pub use concise::concise;
pub use human::{Decor, Human};
