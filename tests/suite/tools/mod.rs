//! Verbs that show, write and read what a policy is: pictures, prose, scaffolds, completions, manual pages.

mod completions;
mod graph;
mod new;
mod read;

use std::fs;
use std::path::PathBuf;

/// The verbs, as the help lists them.
const VERBS: [&str; 10] = ["check", "test", "graph", "read", "explain", "step", "new", "completions", "man", "schema"];

/// An empty folder for a test's files.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("tools").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}
