//! Policies of a few lines each: what they compile into, and what is wrong with them.

mod actions;
mod clocks;
mod decisions;
mod elements;
mod files;
mod given;
mod gold;
mod golden;
mod later;
mod money;
mod names;
mod offences;
mod parameters;
mod show;
mod states;
mod transitions;

use super::*;
use crate::guard::sample::Reader;
use crate::problem::Lang;

/// What every policy here begins with.
const INSTITUTION: &str = "[institution]\nid = 'test'\ntime_zone = 'Asia/Shanghai'\n";

/// Two roles, and a process with a state: what most tests stand on.
const PROCESS: &str = "
[[role]]
id = 'clerk'
name = '职员'
[[role]]
id = 'boss'
one = true
[process]
id = 'matter'
[[start]]
event = 'begin'
by = 'clerk'
owner = 'actor'
";

fn compiled(files: &[(&str, &str)]) -> Compiled {
    compile(files, "p", &Reader, Settings::default())
}

/// A policy in one file, after the institution.
fn one(text: &str) -> Compiled {
    compiled(&[("p/a.toml", INSTITUTION), ("p/b.toml", text)])
}

/// A process in one file: the text follows [`PROCESS`].
fn process(text: &str) -> Compiled {
    one(&format!("{PROCESS}{text}"))
}

/// The errors of reading and emitting. What the checks of whole processes say, warnings above all, no policy of a few
/// lines can avoid; they have tests of their own.
fn errors(compiled: &Compiled) -> impl Iterator<Item = &Problem> {
    let unfilled = "ZD0117";
    compiled.problems.iter().filter(move |p| p.severity() == Severity::Error && p.code() != unfilled)
}

/// Code and underlined text of every error.
fn found(compiled: &Compiled) -> Vec<String> {
    let line = |problem: &Problem| format!("{} {}", problem.code(), compiled.sources.text(problem.span));
    errors(compiled).map(line).collect()
}

/// One line per error: code, place, what is underlined, the sentence.
fn told(compiled: &Compiled) -> Vec<String> {
    let line = |problem: &Problem| {
        let under = compiled.sources.text(problem.span);
        let (line, _) = compiled.sources.line_column(problem.span);
        let path = compiled.sources.get(problem.span.source).map_or("", |source| &source.path);
        format!("{} {path}:{line} `{under}` {}", problem.code(), problem.flaw.sentence(Lang::En))
    };
    errors(compiled).map(line).collect()
}

/// The first error.
fn first(compiled: &Compiled) -> &Problem {
    errors(compiled).next().expect("an error")
}

#[track_caller]
fn fine(compiled: &Compiled) -> &Program {
    assert_eq!(told(compiled), Vec::<String>::new());
    compiled.program.as_ref().expect("a program where nothing is wrong")
}

/// The problems, each as code and underlined text.
#[track_caller]
fn wrong(compiled: &Compiled, expected: &[&str]) {
    assert_eq!(found(compiled), expected, "{:#?}", told(compiled));
    assert!(compiled.program.is_none());
}
