//! The typed institution: what the documents of a policy say, element by element, before names have a meaning.
//!
//! In: [`Document`](crate::syntax::Document)s. Out: a [`Policy`] with every element in document order and the place of
//! everything written, and problems for unknown keys, missing keys and wrong shapes. One file per element: keys, what
//! they hold, how they are read. Expressions stay as written here; they get names and types in [`crate::emit`], the next
//! stage, with the tables of [`names`].
//!
//! Not here: anything that needs two elements at once, but for [`names`] (who is called what) and [`files`] (which
//! documents are one policy).

pub mod action;
pub mod assertion;
pub mod attribute;
pub mod choice;
pub mod clause;
pub mod data;
pub mod deadline;
pub mod decision;
pub mod event;
pub mod field;
pub mod files;
pub mod forbid;
pub mod head;
pub mod institution;
pub mod joint;
pub mod names;
pub mod offence;
pub mod parameter;
pub mod party;
pub mod penalty;
pub mod policy;
pub mod process;
mod read;
pub mod register;
pub mod require;
pub mod role;
pub mod state;
pub mod switch;
pub mod transition;
pub mod value;
mod walk;

pub use head::{Element, Head};
pub use policy::Policy;

use crate::source::Spanned;
use crate::syntax::Node;
use crate::value::Text;

/// An id or a reference to one, with its place.
pub type Name = Spanned<Text>;

/// A text for people, in which `{case.x}` stands for a value.
pub type Said = crate::syntax::Text;

/// A value as written: a literal, or a text that is a literal or an expression of what its key wants.
pub type Written = Node;
