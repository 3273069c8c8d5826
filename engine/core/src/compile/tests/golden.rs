//! A small policy and the whole program it becomes.

use super::*;
use std::fmt::Write;

const POLICY: &str = include_str!("golden.toml");

#[test]
fn a_small_policy() {
    let compiled = compiled(&[("p/a.toml", POLICY)]);
    let program = fine(&compiled);
    let mut text = String::new();
    for at in 0..program.processes.len() {
        let _ = writeln!(text, "{}", show::process(program, at));
    }
    let _ = write!(text, "{}", show::money(program));
    assert_eq!(text.trim_end(), include_str!("golden.txt").trim_end(), "\n{text}");
}
