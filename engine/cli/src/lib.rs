//! The command line of zhidu as a library: what the program does, without the process around it.
//!
//! It uses nothing but the front door `zhidu`, as any other host would.

pub mod render;
