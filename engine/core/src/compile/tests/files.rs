//! Which documents are one policy.

use super::*;

fn paths(compiled: &Compiled) -> Vec<&str> {
    compiled.sources.iter().map(|(_, source)| &*source.path).collect()
}

#[test]
fn used_files_first_then_byte_order_scenarios_and_values_aside() {
    let policy = format!("{INSTITUTION}use = ['shared/b', 'shared/a']");
    let compiled = compiled(&[
        ("p/b.toml", ""),
        ("p/B.toml", ""),
        ("p/z/a.toml", ""),
        ("p/institution.toml", &policy),
        ("p/scenarios/gs.toml", "[scenario]"),
        ("p/values.toml", "[parameters]"),
        ("p/readme.md", "no policy"),
        ("shared/a/x.toml", ""),
        ("shared/a/scenarios/y.toml", "[scenario]"),
        ("shared/b.toml", ""),
        ("other/c.toml", "nonsense"),
    ]);
    fine(&compiled);
    let expected = ["shared/a/x.toml", "shared/b.toml", "p/B.toml", "p/b.toml", "p/institution.toml", "p/z/a.toml"];
    assert_eq!(paths(&compiled), expected);
}

#[test]
fn a_policy_below_a_folder_uses_what_lies_beside_it() {
    let policy = format!("{INSTITUTION}use = ['shared/a.toml']");
    let files = [("x/y/p/i.toml", policy.as_str()), ("x/y/shared/a.toml", "[[clause]]\nid = '1'")];
    let deep = compile(&files[..], "x/y/p", &Reader, Settings::default());
    assert_eq!(paths(&deep), ["x/y/shared/a.toml", "x/y/p/i.toml"]);
    let flat = compiled(&[("p/i.toml", &policy), ("shared/a.toml", "[[clause]]\nid = '1'")]);
    let hash = |compiled: &Compiled| compiled.program.as_ref().map(|program| program.hash.clone());
    assert!(hash(&deep).is_some_and(|hash| hash.len() == 64));
    assert_eq!(hash(&deep), hash(&flat), "where a policy lies does not change what it is");
}

#[test]
fn use_stays_inside_and_names_what_is_there() {
    let uses = |path: &str| {
        let text = format!("{INSTITUTION}use = ['{path}']");
        found(&compiled(&[("p/a.toml", &text), ("p/b.toml", ""), ("shared/a.toml", "")]))
    };
    assert_eq!(uses("../secret"), ["ZD0905 '../secret'"]);
    assert_eq!(uses("/etc/passwd"), ["ZD0905 '/etc/passwd'"]);
    assert_eq!(uses("shared/./a"), ["ZD0905 'shared/./a'"]);
    assert_eq!(uses("p"), ["ZD0906 'p'"]);
    assert_eq!(uses("p/b"), ["ZD0906 'p/b'"]);
    assert_eq!(uses("shared/b"), ["ZD0904 'shared/b'"]);
    assert_eq!(uses("shared/a"), Vec::<String>::new());
}

#[test]
fn a_use_that_fails_is_underlined_though_used_files_come_first() {
    let text = format!("{INSTITUTION}use = ['shared/a', 'shared/nothing']");
    let compiled = compiled(&[("p/a.toml", ""), ("p/i.toml", &text), ("shared/a.toml", "")]);
    wrong(&compiled, &["ZD0904 'shared/nothing'"]);
}

#[test]
fn one_institution_and_one_process_per_file() {
    wrong(&compiled(&[("p/a.toml", "[[clause]]\nid = '1'")]), &["ZD0901 "]);
    let two = compiled(&[("p/a.toml", INSTITUTION), ("p/b.toml", INSTITUTION)]);
    wrong(&two, &["ZD0902 [institution]"]);
    let processes = one("[[process]]\nid = 'a'\n[[process]]\nid = 'b'\n[[state]]\nid = 's'");
    wrong(&processes, &["ZD0903 [[process]]"]);
    wrong(&compiled(&[("q/a.toml", INSTITUTION)]), &["ZD0908 "]);
}

#[test]
fn elements_belong_to_the_process_of_their_file() {
    wrong(&one("[[state]]\nid = 'open'\n[[data]]\nid = 'x'\ntype = 'text'"), &["ZD0023 state", "ZD0023 data"]);
    let compiled = process("[[state]]\nid = 'open'\n[[clause]]\nid = '1'\n[[choice]]\nid = 'c'\noptions = ['a']");
    let program = fine(&compiled);
    assert_eq!(program.clauses.len(), 1, "a clause is the institution's wherever it stands");
}

#[test]
fn the_same_id_twice_unless_it_replaces() {
    let compiled = compiled(&[
        ("p/a.toml", INSTITUTION),
        ("p/b.toml", "[[clause]]\nid = '1'\nsummary = 'first'"),
        ("p/c.toml", "[[clause]]\nid = '1'\nsummary = 'second'"),
    ]);
    wrong(&compiled, &["ZD0031 '1'"]);
    assert_eq!(compiled.sources.text(first(&compiled).labels[0].0), "'1'");
    let replacing = super::compiled(&[
        ("p/a.toml", INSTITUTION),
        ("p/b.toml", "[[clause]]\nid = '1'\nsummary = 'first'"),
        ("p/c.toml", "[[clause]]\nid = '1'\nsummary = 'second'\nreplaces = true"),
    ]);
    let summaries: Vec<_> = fine(&replacing).clauses.iter().map(|clause| clause.summary.as_deref()).collect();
    assert_eq!(summaries, [Some("second")]);
    wrong(&one("[[clause]]\nid = '1'\nreplaces = true"), &["ZD0907 true"]);
}

#[test]
fn the_hash_is_of_paths_and_texts() {
    let hash = |files: &[(&str, &str)]| compiled(files).program.map(|program| program.hash);
    let text = format!("{INSTITUTION}# one\n");
    let base = hash(&[("p/a.toml", &text)]);
    assert!(base.is_some());
    assert_eq!(base, hash(&[("p/a.toml", &text), ("p/scenarios/x.toml", "")]));
    assert_ne!(base, hash(&[("p/b.toml", &text)]));
    assert_ne!(base, hash(&[("p/a.toml", &text.replace("one", "two"))]));
}

#[test]
fn the_hash_is_of_the_institutions_own_values_too() {
    let files = |values: &'static str| [("p/a.toml", INSTITUTION), ("p/values.toml", values)];
    let hash = |values: Option<&str>, files: &[(&str, &str)]| {
        let settings = Settings { values, ..Settings::default() };
        compile(files, "p", &Reader, settings).program.map(|program| program.hash)
    };
    let (one, two) = (files("[parameters]"), files("[parameters]\n"));
    let with = hash(Some("p/values.toml"), &one);
    assert!(with.is_some());
    assert_ne!(with, hash(None, &one));
    assert_ne!(with, hash(Some("p/values.toml"), &two));
    let elsewhere = [("p/a.toml", INSTITUTION), ("own/values.toml", "[parameters]")];
    assert_eq!(with, hash(Some("own/values.toml"), &elsewhere), "where they lie does not change what they say");
}

#[test]
fn script_libraries_are_part_of_the_policy() {
    let files = [("p/a.toml", INSTITUTION), ("p/scripts/f.rhai", "fn f(x) { x }"), ("p/other.rhai", "")];
    let compiled = compiled(&files);
    fine(&compiled);
    assert_eq!(paths(&compiled), ["p/a.toml", "p/scripts/f.rhai"]);
}

#[test]
fn what_runs_expressions_can_be_made_before_compiling() {
    let policy = "[institution]\nid = 'test'\ntime_zone = 'Europe/Berlin'\ncurrency = 'EUR'\n[[assert]]\nthat = 'param.fee > money(1)'\n\
                  [[parameter]]\nid = 'fee'\ntype = 'money'\nsample = '2 EUR'";
    let files = [("p/a.toml", policy), ("p/scripts/b.rhai", "fn b(x) { x }"), ("p/scripts/a.rhai", "fn a( { }")];
    let mut prepared = prepare(&files[..], "p");
    let libraries: Vec<&str> = prepared.libraries().map(|(path, _)| path).collect();
    assert_eq!(libraries, ["p/scripts/a.rhai", "p/scripts/b.rhai"]);
    let (zone, currency) = prepared.home().expect("the bundled database");
    assert_eq!((zone.name(), currency.code()), ("Europe/Berlin", "EUR"));
    let error =
        crate::guard::ast::ParseError { range: 6..7, kind: crate::guard::ast::ParseErrorKind::Unexpected("{".into()) };
    prepared.library_fault(0, &error);
    let compiled = prepared.compile(&files[..], &Reader, Settings::default());
    assert_eq!(told(&compiled), ["ZD0202 p/scripts/a.rhai:1 `{` `{` cannot stand here in an expression"]);
}

#[test]
fn functions_of_libraries_are_known() {
    let text = "[[assert]]\nthat = 'twice(1) > 1'";
    let files = [("p/a.toml", INSTITUTION), ("p/b.toml", text)];
    let functions = [("twice".into(), 1)];
    let settings = Settings { functions: &functions, ..Settings::default() };
    let known = compile(&files[..], "p", &Reader, settings);
    // The reader of tests runs no scripts, so all that is wrong is its answer.
    assert_eq!(found(&known), ["ZD0210 'twice(1) > 1'"]);
    wrong(&compiled(&files), &["ZD0215 twice"]);
}
