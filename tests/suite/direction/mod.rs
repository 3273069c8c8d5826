//! Who may know whom: the arrows between crates, what may not appear under them, and the order inside the core.
//!
//! Cargo refuses circles, but not an arrow that should not be there. These tests hold the arrows of the architecture;
//! calls that read a clock or a file are forbidden by the `.clippy.toml` of the pure crates.

mod code;
mod crates;
mod embed;
mod modules;
