//! Case files: every `.toml` below `tests/cases` is a small policy with its problems written into it.
//!
//! A problem stands below the line it is about, as a comment: ``#! CODE `underlined text` sentence; help``, in English,
//! `warning` or `hint` before the code where it is no error. These lines are taken out before the policy is read, so they
//! cannot change what they describe. `cargo test --test cases -- --bless` writes what is found into the files;
//! otherwise the arguments are those of any test program (a name filters).
//!
//! Every `.toml` below `tests/behaviour` is a small policy with a scenario that must hold ([`played`]).
//!
//! `#: path` begins another file of the same policy. A case without `[institution]` is completed by [`harness::PRELUDE`].
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop where it stands")]

#[path = "cases/harness.rs"]
mod harness;
#[path = "cases/played.rs"]
mod played;

use libtest_mimic::{Arguments, Failed, Trial};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut words: Vec<String> = std::env::args().collect();
    let bless = words.iter().any(|word| word == "--bless");
    words.retain(|word| word != "--bless");
    let arguments = Arguments::from_iter(words);
    let checked = below("tests/cases").into_iter().map(|(name, path)| Trial::test(name, move || run(&path, bless)));
    let held = below("tests/behaviour").into_iter().map(|(name, path)| {
        Trial::test(format!("behaviour/{name}"), move || hold(&std::fs::read_to_string(&path).unwrap()))
    });
    libtest_mimic::run(&arguments, checked.chain(held).collect()).exit_code()
}

/// Every file below a folder in order, with its name there.
fn below(folder: &str) -> Vec<(String, PathBuf)> {
    let mut files = Vec::new();
    walk(Path::new(folder), &mut files);
    files.sort();
    let name = |path: &Path| path.strip_prefix(folder).unwrap().with_extension("").display().to_string();
    files.into_iter().map(|path| (name(&path), path)).collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
}

fn run(path: &Path, bless: bool) -> Result<(), Failed> {
    let written = std::fs::read_to_string(path).unwrap();
    let found = harness::annotate(&written);
    if written == found {
        return Ok(());
    }
    if bless {
        std::fs::write(path, found).unwrap();
        return Ok(());
    }
    Err(harness::difference(&written, &found).into())
}

fn hold(case: &str) -> Result<(), Failed> {
    let (report, failures) = played::played(case)?;
    assert!(report.runs.iter().all(|run| run.rows > 0), "no rows");
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n").into()) }
}
