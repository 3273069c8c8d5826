//! A small policy and the whole program it becomes.

use super::*;
use crate::program::ProcessIx;
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

#[test]
fn the_same_in_full_as_authors_see_it() {
    let compiled = compiled(&[("p/a.toml", POLICY)]);
    let program = fine(&compiled);
    for (lang, expected) in [(Lang::Zh, include_str!("expanded.zh.txt")), (Lang::En, include_str!("expanded.en.txt"))] {
        let processes = (0..program.processes.len()).map(ProcessIx::from);
        let text: Vec<String> =
            processes.map(|at| crate::expanded::expanded(program, at, &compiled.sources, lang)).collect();
        let text = text.join("\n");
        assert_eq!(text, expected, "\n{text}");
    }
}
