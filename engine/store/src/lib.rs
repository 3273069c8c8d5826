//! Where everything is kept: cases, journal, ledger, outbox.
//!
//! In: steps that were made, each to be committed whole or not at all. Out: cases as they stand, answers to what steps
//! need, what is due, what is to be delivered. A [`Store`] knows no policy and has no clock: it keeps, compares and
//! finds. What a step changes is worked out once, in [`Step`]; what an answer means, in [`zhidu_core::world::answer`].
//!
//! [`Memory`] is the core's [`World`](zhidu_core::world::World) behind the trait. Other stores are held to the same by
//! the [`contract`]. Who drives a store is `zhidu-runtime`.

pub mod contract;
mod error;
mod memory;
mod policy;
mod record;
mod step;
mod store;

pub use error::{Lost, StoreError};
pub use memory::Memory;
pub use policy::{Kept, Rules};
pub use record::{Delivery, DueItem, Handed, Item, Kind, Line, Parked, Reply, Stored};
pub use step::{Step, load_case, step_case};
pub use store::{Pending, Store};
