//! The engine a host embeds: events in, deliveries out, time in between.
//!
//! In: policies, a [`Store`](zhidu_store::Store), a clock, whoever takes deliveries. One task steps: it takes events in
//! the order of their stamps, fires what is due before each, and commits step by step; another hands over what the
//! outbox holds, so that a slow host never holds up a step. Everything is in the store and nothing in the tasks: an
//! engine that is dropped or killed goes on where the store stands.
//!
//! What it deliberately does not do: know how policies are read (it is given [`Policy`]), or where anything is kept.

mod builder;
mod clock;
mod deliver;
mod drive;
mod engine;
mod error;
mod event;
mod handler;
mod rulebook;
mod shared;
mod view;

pub use builder::{Builder, Retry};
pub use clock::{Clock, ManualClock, SystemClock, Wait};
pub use engine::Engine;
pub use error::EngineError;
pub use event::{Event, Start};
pub use handler::{Handler, Taken};
pub use rulebook::Policy;
pub use view::{DeadlineView, TaskView, View};
