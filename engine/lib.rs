//! The front door of zhidu 制度, a workflow and rules engine driven by declarative policy files.
//!
//! Everything a host needs is here, re-exported by hand from the crates behind.

pub use zhidu_core::{problem, source, syntax};
