#![doc = include_str!("../README.md")]
//!
//! # The front door
//!
//! Everything a host needs is here, re-exported by hand from the crates behind: [`load()`] a policy, [`step`](step::step) a
//! case by hand or drive a whole [`world`], run a [`scenario`]; with the feature `runtime` (on by default) let an
//! `Engine` drive it on a `Store`, with `sqlite` on a file.

#[cfg(feature = "runtime")]
mod host;
mod load;

#[cfg(feature = "runtime")]
pub use host::Refused;

pub use load::{Loaded, load};
pub use zhidu_core::checks::Causes;
pub use zhidu_core::compile::{Compiled, Settings, compile};
pub use zhidu_core::guard::scripts::Scripts;
pub use zhidu_core::model::files::{FileError, Files};
pub use zhidu_core::problem::{Lang, Problem};
pub use zhidu_core::program::Program;
pub use zhidu_core::source::SourceMap;
pub use zhidu_core::{
    case, effect, expanded, graph, guard, journal, model, money, need, outcome, problem, program, prose, scenario,
    source, step, syntax, task, value, wire, world,
};
#[cfg(feature = "runtime")]
pub use zhidu_runtime::{
    Builder, Clock, DeadlineView, Engine, EngineError, Event, Handler, ManualClock, Policy, Retry, Start, SystemClock,
    Taken, TaskView, View, Wait,
};
pub use zhidu_script::{Library, RhaiScripts};
#[cfg(feature = "runtime")]
pub use zhidu_store as store;
#[cfg(feature = "runtime")]
pub use zhidu_store::{Delivery, Item, Memory, Reply, Store, StoreError};
#[cfg(feature = "sqlite")]
pub use zhidu_store_sqlite::Sqlite;
pub use zhidu_time as time;
