//! The page of every code is true: its bad example triggers the code and nothing worse, its good example does not.
//!
//! Examples are fragments, completed here by what every policy has ([`around`], [`common`]): people, data, the states `open` and
//! `done`, whatever the example does not declare itself. Warnings about what completes them do not count.

use super::mistakes::harness::scripts;
use std::collections::BTreeSet;
use zhidu::problem::{Flaw, Lang, Problem, Problems, Severity, examples, page};

/// Codes whose examples cannot be compiled from a text alone: size, encoding, permissions, a values file, one beyond any
/// text that fits a page.
const NOT_BY_TEXT: [&str; 6] = ["ZD0016", "ZD0018", "ZD0053", "ZD0904", "ZD0908", "ZD0913"];

/// Codes about the policy as a whole: nothing is added to their examples.
const WHOLE: [&str; 1] = ["ZD0901"];

/// Codes of elements that this version does not read yet; their examples say so instead.
const LATER: [&str; 3] = ["ZD0037", "ZD0303", "ZD0602"];

#[test]
fn a_bad_example_triggers_its_code_and_a_good_one_does_not() {
    let mut wrong = Vec::new();
    for code in Flaw::register() {
        if NOT_BY_TEXT.contains(&code.code) || LATER.contains(&code.code) {
            continue;
        }
        // That every code has a page is the core's own test.
        let Some((bad, good)) = page(code.code, Lang::Zh).and_then(examples) else { continue };
        let whole = WHOLE.contains(&code.code);
        let (bad, good) = (codes(bad, whole), codes(good, whole));
        let only: BTreeSet<String> = [code.code.to_owned()].into();
        let fits = if code.severity == Severity::Error {
            bad.0 == only
        } else {
            bad.0.is_empty() && bad.1.contains(code.code)
        };
        if !fits {
            wrong.push(format!("{}: the bad example gives {bad:?}", code.code));
        }
        if !good.0.is_empty() || good.1.contains(code.code) {
            wrong.push(format!("{}: the good example gives {good:?}", code.code));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every code is either shown by an example or listed with the reason why not.
#[test]
fn what_is_excused_is_in_the_register() {
    let known: Vec<&str> = Flaw::register().iter().map(|code| code.code).collect();
    for code in NOT_BY_TEXT.iter().chain(&LATER) {
        assert!(known.contains(code), "{code}");
    }
}

/// The codes an example gives: errors, then the rest, as far as it stands in the example's own lines.
fn codes(example: &str, whole: bool) -> (BTreeSet<String>, BTreeSet<String>) {
    let problems = if is_scenario(example) { scenario(example) } else { policy(example, whole) };
    let with = |error: bool| {
        let of = |problem: &&Problem| (problem.severity() == Severity::Error) == error;
        problems.iter().filter(of).map(|problem| problem.code().to_owned()).collect()
    };
    (with(true), with(false))
}

fn policy(example: &str, whole: bool) -> Vec<Problem> {
    let (before, after) = around(example);
    let text = format!("{before}{example}\n{after}");
    let compiled = compile(&text, example, whole);
    let own = before.len()..before.len() + example.len() + 1;
    let at_example = |problem: &Problem| {
        let path = compiled.sources.get(problem.span.source).map_or("", |source| &*source.path);
        path.ends_with("policy.toml") && own.contains(&(problem.span.start as usize))
    };
    let counts = |problem: &Problem| problem.severity() == Severity::Error || at_example(problem);
    compiled.problems.into_iter().filter(counts).collect()
}

fn compile(text: &str, example: &str, whole: bool) -> zhidu::Compiled {
    let whole = whole || example.contains("[institution]");
    let common = common(example);
    let text = if !example.contains("time_zone") {
        text.replacen("[institution]\n", "[institution]\ntime_zone = \"Asia/Shanghai\"\n", 1)
    } else {
        text.to_owned()
    };
    let mut files = vec![("policies/demo/policy.toml", text.as_str())];
    if !whole {
        files.push(("policies/demo/institution.toml", INSTITUTION));
    }
    files.extend([("policies/shared/common.toml", common.as_str()), ("policies/shared/roles.toml", "")]);
    zhidu::compile(files.as_slice(), "policies/demo", &scripts(), zhidu::Settings::default())
}

fn is_scenario(example: &str) -> bool {
    ["[[step]]", "[scenario]", "[[cast]]", "[[end]]", "[[given]]", "[[decide]]"].iter().any(|h| example.contains(h))
}

/// What a scenario's example gives, read against the policy every example has.
fn scenario(example: &str) -> Vec<Problem> {
    let process = "[[start]]\nevent = \"file\"\nby = \"clerk\"\ntakes = [\"amount?\"]\n[[state]]\nid = \"open\"\n\
        [[state.on]]\nevent = \"close\"\nby = \"clerk\"\nto = \"done\"\n";
    let (before, after) = around(process);
    let program = compile(&format!("{before}{process}{after}"), process, false).program;
    let program = program.expect("the policy of the scenarios compiles");
    let mut text = String::new();
    if !example.contains("[scenario]") {
        text += "[scenario]\nid = \"S1\"\nstart = \"Mon 2026-03-02 08:00\"\n";
    }
    if !example.contains("[[cast]]") {
        text += "[[cast]]\nid = \"li\"\nroles = [\"clerk\"]\n";
    }
    text += example;
    let (document, problems) = zhidu::syntax::parse(zhidu::source::SourceId(9), &text);
    let mut all = Problems::new();
    all.extend(problems);
    let _ = zhidu::scenario::read(&document, &program, &mut all);
    all.into_sorted()
}

/// The institution of examples that say none.
const INSTITUTION: &str =
    "[institution]\nid = \"demo\"\ntime_zone = \"Asia/Shanghai\"\ncurrency = \"CNY\"\nuse = [\"shared/common\"]\n";

/// What every institution has, as `(kind, id, keys)`.
const COMMON: [(&str, &str, &str); 5] = [
    ("role", "clerk", "name = \"办事员\""),
    ("role", "manager", "one = true"),
    ("role", "auditor", ""),
    ("choice", "kind", "options = [\"a\", \"b\", \"major\"]"),
    ("penalty", "late", "amount = \"100 CNY\""),
];

/// What every process has.
const DATA: [(&str, &str, &str); 6] = [
    ("data", "amount", "type = \"money\"\ndefault = \"0 CNY\""),
    ("data", "days", "type = \"integer\"\ndefault = 0"),
    ("data", "filed", "type = \"date\"\ndefault = \"2026-03-02\""),
    ("data", "kind", "type = \"choice\"\nof = \"kind\"\ndefault = \"a\""),
    ("data", "note", "type = \"text\"\noptional = true"),
    ("data", "reason", "type = \"text\"\noptional = true"),
];

fn declares(example: &str, kind: &str, id: &str) -> bool {
    example.contains(&format!("[[{kind}]]\nid = \"{id}\""))
}

fn elements(list: &[(&str, &str, &str)], example: &str) -> String {
    let missing = list.iter().filter(|(kind, id, _)| !declares(example, kind, id));
    missing.map(|(kind, id, keys)| format!("[[{kind}]]\nid = \"{id}\"\n{keys}\n")).collect()
}

/// The shared piece an example's institution uses: whatever the example does not declare itself.
fn common(example: &str) -> String {
    elements(&COMMON, example)
}

/// What stands before and after an example that is part of a process: its `[process]`, data, a start, the state `open`
/// where the example begins inside a state; the states its targets name. An example with an `[institution]` is whole.
fn around(example: &str) -> (String, String) {
    let has = |header: &str| example.lines().any(|line| line.trim() == header);
    let starts = |key: &str| example.contains(&format!("[[{key}]]")) || example.contains(&format!("[[{key}."));
    let part = has("[process]") || ["data", "value", "event", "start", "on", "state"].iter().any(|key| starts(key));
    if !part || has("[institution]") {
        return (String::new(), String::new());
    }
    let mut before = String::new();
    if !has("[process]") {
        before += "[process]\nid = \"demo\"\n";
        before += &elements(&DATA, example);
    }
    if !has("[[start]]") {
        before += "[[start]]\nevent = \"file\"\nby = \"clerk\"\nowner = \"actor\"\n";
    }
    if !has("[[state]]") && !has("[state]") {
        before += "[[state]]\nid = \"open\"\n";
    }
    let named = |state: &&str| example.contains(&format!("\"{state}\"")) && !declares(example, "state", state);
    let named = ["done", "review", "open"].into_iter().filter(named).filter(|state| !declares(&before, "state", state));
    let after = named.map(|state| format!("[[state]]\nid = \"{state}\"\nfinal = true\n")).collect();
    (before, after)
}
