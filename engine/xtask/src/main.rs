//! `cargo verify`: one command that runs every gate a change must pass, the same here and in CI.
//!
//! In: the names of gates, or none for all. Out: each gate's name, its command, how long it took, and an end at the first
//! that fails. It depends on nothing but cargo and git, so that it is there before anything is built.
//! The gates stand in [`gates`], how they are run in [`run`], what makes the last of them in [`tree`].
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

mod gates;
mod run;
mod tree;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo verify [GATE…]     run all gates, or these, in order
       cargo verify --list      name the gates";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["verify", "--list"] => {
            gates::ALL.iter().for_each(|gate| println!("{:<9} {}", gate.name, gate.about));
            ExitCode::SUCCESS
        }
        ["verify", names @ ..] => match gates::chosen(names) {
            Ok(gates) => run::all(&gates),
            Err(name) => usage(&format!("there is no gate `{name}`")),
        },
        _ => usage("the one task is `verify`"),
    }
}

fn usage(problem: &str) -> ExitCode {
    eprintln!("{problem}\n{USAGE}");
    ExitCode::from(2)
}
