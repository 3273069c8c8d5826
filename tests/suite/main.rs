//! All integration tests but the case files, as modules of one program that is linked once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop where it stands")]

mod behaviour;
mod cli;
mod desk;
mod direction;
mod dryrun;
mod guide;
mod licences;
mod mistakes;
mod mutants;
mod pages;
mod properties;
mod readme;
mod scenarios;
mod shipped;
mod step;
mod stores;
mod tools;

/// A file here that no `mod` names would be compiled by nobody and pass for ever.
#[test]
fn no_file_is_forgotten() {
    let named: Vec<&str> =
        include_str!("main.rs").lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';')).collect();
    for entry in std::fs::read_dir("tests/suite").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(name == "main" || named.contains(&name), "{} has no `mod {name};` in main.rs", path.display());
    }
}
