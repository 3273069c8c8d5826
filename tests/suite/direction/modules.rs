//! Arrows between the modules of the core, read from its source.

use super::code::{files, module, paths};
use std::collections::BTreeSet;

/// What both sides stand on.
const GROUND: &[&str] = &["source", "value", "money", "guard"];

/// From text to program; a module names only its own row and rows above. A part of a module has a row of its own where
/// it stands elsewhere than the rest.
const COMPILE: [&[&str]; 9] = [
    GROUND,
    &["problem"],
    &["syntax", "guard::literal", "guard::typing"],
    &["model"],
    &["graph"],
    &["checks", "prose"],
    &["emit"],
    &["expanded"],
    &["compile"],
];

/// From program to outcome; a module names only its own row and rows above.
const RUN: [&[&str]; 7] = [
    GROUND,
    &["program"],
    &["case", "task", "need", "effect"],
    &["outcome"],
    &["step"],
    &["wire", "journal", "replay", "world"],
    &["scenario", "impact"],
];

/// The only names from one side to the other. The program is the waist: emitted by the one side, read by the other;
/// what sugar became is told to authors out of it.
/// Scenario files are texts with places, and what is wrong with them is said like anything wrong with a policy.
const ACROSS: [(&str, &str); 5] = [
    ("emit", "program"),
    ("expanded", "program"),
    ("compile", "program"),
    ("scenario", "syntax"),
    ("scenario", "problem"),
];

/// Crates and the one place of ours that names them.
const NAMED_ONCE: [(&str, &str); 3] =
    [("petgraph", "engine/core/src/graph"), ("rhai", "engine/script/src"), ("rusqlite", "engine/store-sqlite/src")];

fn may_name(from: &str, to: &str) -> bool {
    let row = |side: &[&[&str]], name: &str| side.iter().position(|row| row.contains(&name));
    let along = |side: &[&[&str]]| matches!((row(side, from), row(side, to)), (Some(f), Some(t)) if t <= f);
    from == to || along(&COMPILE) || along(&RUN) || ACROSS.contains(&(from, to))
}

/// The row a path belongs to: the part of a module if that has a row, else its module; `None` without a row.
fn place<'a>(path: impl IntoIterator<Item = &'a str>) -> Option<&'static str> {
    let path: Vec<&str> = path.into_iter().take(2).collect();
    let rows = || COMPILE.iter().chain(&RUN).flat_map(|row| row.iter().copied());
    let part = rows().find(|name| *name == path.join("::"));
    part.or_else(|| rows().find(|name| Some(name) == path.first()))
}

/// What is against the order in these files of the core, each with its path below `src`.
fn violations(files: &[(String, String)]) -> Vec<String> {
    let modules: BTreeSet<&str> = files.iter().filter_map(|(path, _)| module(path).first().copied()).collect();
    let without = modules.iter().filter(|name| place([**name]).is_none());
    let mut found: Vec<String> = without.map(|name| format!("`{name}` has no row in the order of modules")).collect();
    for (path, text) in files {
        let Some(from) = place(module(path)) else { continue };
        for name in paths(path, text) {
            match place(name.iter().map(String::as_str)) {
                Some(to) if may_name(from, to) => {}
                Some(to) => found.push(format!("{path} names `{to}`, which `{from}` may not know")),
                None => found.push(format!("{path} names `{}` of the crate's root, not by a module", name.join("::"))),
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

fn planted(path: &str, text: &str) -> Vec<String> {
    violations(&[(path.to_owned(), text.to_owned())])
}

#[test]
fn modules_of_the_core_name_only_what_stands_before_them() {
    let found = violations(&files("engine/core/src"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_script_crate_names_only_the_ground_of_the_core() {
    for (path, text) in files("engine/script/src") {
        for name in super::code::names_after("zhidu_core", &text) {
            assert!(GROUND.contains(&name.as_str()), "{path} names zhidu_core::{name}");
        }
    }
}

/// Stores and the engine run programs; how policies become programs is no business of theirs. The conformance kit
/// compiles a policy of its own.
#[test]
fn what_runs_programs_names_nothing_of_their_making() {
    let making: Vec<&str> = COMPILE.iter().skip(1).flat_map(|row| row.iter().copied()).collect();
    for part in ["store", "store-sqlite", "runtime"] {
        for (path, text) in files(&format!("engine/{part}/src")) {
            for name in super::code::names_after("zhidu_core", &text) {
                let of_kit = path == "contract/table.rs" && name == "compile";
                assert!(
                    of_kit || !making.contains(&name.as_str()),
                    "engine/{part}/src/{path} names zhidu_core::{name}"
                );
            }
        }
    }
}

#[test]
fn a_heavy_crate_is_named_in_one_place() {
    for part in ["time", "core", "script", "store", "store-sqlite", "runtime", "cli"] {
        let folder = &format!("engine/{part}/src");
        for (path, text) in files(folder) {
            let path = format!("{folder}/{path}");
            for (name, place) in NAMED_ONCE {
                let named = super::code::words(&text).iter().any(|word| *word == name);
                assert!(!named || path.starts_with(place), "{path} names {name}, which belongs to {place}");
            }
        }
    }
}

#[test]
fn a_planted_violation_is_found() {
    let may_not = |path: &str, text: &str| assert_eq!(planted(path, text).len(), 1, "{path}: {text}");
    may_not("step/select.rs", "use crate::problem::Problem;");
    may_not("step/mod.rs", "fn f(graph: &crate::graph::Graph) {}");
    may_not("case.rs", "use crate::{value::Value, syntax::{self, Table}};");
    may_not("case.rs", "use super::model::Institution;");
    may_not("program/action.rs", "use super::super::emit;");
    may_not("program/mod.rs", "pub use crate::step::step;");
    may_not("guard/mod.rs", "use crate::problem;");
    may_not("model/mod.rs", "use crate::program::Program;");
    may_not("checks/table_gap.rs", "use crate::case::Case;");
    may_not("journal.rs", "macro_rules! m { () => { $crate::checks::all() } }");
    may_not("value.rs", "use crate::Problem;");
    may_not("value.rs", "use crate::*;");
    may_not("guard/eval.rs", "use crate::guard::{expr::Expr, typing::{self, Typed}};");
    may_not("guard/eval.rs", "use super::typing::Typed;");
    may_not("step/mod.rs", "use crate::guard::typing::Typed;");
    may_not("helpers.rs", "");
}

#[test]
fn what_is_allowed_is_not_reported() {
    let may = |path: &str, text: &str| assert_eq!(planted(path, text), Vec::<String>::new(), "{path}: {text}");
    may("emit.rs", "use crate::{model::Institution, program::Program};");
    may("step/mod.rs", "//! Never names [`crate::model`].\nuse crate::effect::Effect; /* crate::syntax */");
    may("step/mod.rs", "const HELP: &str = \"crate::model\"; const RAW: &str = r#\"use \"crate::model\"\"#;");
    may(
        "step/mod.rs",
        "#[cfg(test)]\nmod tests { use super::*; fn f() { crate::model::read(); } }\nuse crate::case::Case;",
    );
    may("step/tests.rs", "use crate::compile::compile;");
    may("problem/declare.rs", "fn f<'a>(c: char) -> bool { c == '\"' || c == '\\'' } use crate::source::Span;");
    may("problem/declare.rs", "crate::register! { } pub(crate) fn f() {}");
    may("scenario/mod.rs", "use crate::{problem::Problem, step::step, syntax::Table};");
    may("guard/typing/names.rs", "use super::super::expr::{Expr, Who}; use crate::problem::{Absent, Hint};");
    may("model/guard.rs", "use crate::guard::{self, typing::Typed}; use super::resolve::Names;");
    may("lib.rs", "pub use crate::anything::at_all;");
}
