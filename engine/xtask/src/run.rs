//! Running gates: one after the other, until one fails.

use crate::gates::{Gate, How};
use crate::tree::Tree;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Instant;

/// Runs these gates from the top of the repository; 0 if all hold, 1 at the first that does not.
pub(crate) fn all(gates: &[&Gate]) -> ExitCode {
    let start = Instant::now();
    if let Err(error) = std::env::set_current_dir(top()) {
        eprintln!("cannot go to {}: {error}", top().display());
        return ExitCode::FAILURE;
    }
    let before = Tree::now();
    for gate in gates {
        println!("── {}: {}", gate.name, gate.about);
        let gate_start = Instant::now();
        let holds = match &gate.how {
            How::Cargo(words, variables) => cargo(words, variables),
            How::Examples => examples(),
            How::Apart(folder, words) => apart(folder, words),
            How::Tree => unchanged(before.as_ref()),
        };
        let seconds = gate_start.elapsed().as_secs_f64();
        if !holds {
            println!("── {} FAILED after {seconds:.1} s", gate.name);
            return ExitCode::FAILURE;
        }
        println!("── {} holds, {seconds:.1} s", gate.name);
    }
    println!("── {} of {} gates hold, {:.1} s", gates.len(), gates.len(), start.elapsed().as_secs_f64());
    ExitCode::SUCCESS
}

/// The top of the repository, two folders above this package; cargo says where that is when it runs us.
fn top() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    here.join("../..")
}

/// The cargo that runs us, with what it and we print going to the same terminal.
fn cargo(words: &[&str], variables: &[(&str, &str)]) -> bool {
    println!("   cargo {}", words.join(" "));
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo).args(words).envs(variables.iter().copied()).status();
    status.is_ok_and(|status| status.success())
}

/// `examples/x.rs` and `examples/x/main.rs` are both the example `x`; read from the folder, so none is forgotten.
fn examples() -> bool {
    let Ok(entries) = std::fs::read_dir("examples") else {
        println!("   no examples yet");
        return true;
    };
    let paths = entries.flatten().map(|entry| entry.path());
    let is_example = |path: &PathBuf| path.extension().is_some_and(|e| e == "rs") || path.join("main.rs").is_file();
    let mut names: Vec<String> = paths
        .filter(is_example)
        .filter_map(|path| path.file_stem().map(|name| name.to_string_lossy().into_owned()))
        .collect();
    names.sort();
    names.iter().all(|name| cargo(&["run", "--quiet", "--locked", "--example", name], &[]))
}

/// The package takes the versions of this workspace, and its lock file is not kept.
fn apart(folder: &str, words: &[&str]) -> bool {
    let (copy, manifest) = (format!("{folder}/Cargo.lock"), format!("{folder}/Cargo.toml"));
    let copied = std::fs::copy("Cargo.lock", copy);
    copied.is_ok() && cargo(&[words, &["--manifest-path", &manifest]].concat(), &[])
}

fn unchanged(before: Option<&Tree>) -> bool {
    let (Some(before), Some(after)) = (before, Tree::now()) else {
        println!("   not a git checkout, nothing to compare");
        return true;
    };
    match after.differs_from(before) {
        Some(difference) => {
            print!("{difference}");
            false
        }
        None => true,
    }
}
