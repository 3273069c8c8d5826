//! What is known of scripts, and the functions of a library, without running them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use zhidu_core::guard::ast::{ParseErrorKind as Kind, Parsed};
use zhidu_script::{Library, parse};

/// `reads | calls`, each as it stands in the text.
fn shape(text: &str) -> String {
    let Ok(Parsed::Script(shape)) = parse(text) else { panic!("{text}: {:?}", parse(text)) };
    let mut out = Vec::new();
    for (path, range) in &shape.reads {
        assert_eq!(path.join("."), text[range.clone()].replace([' ', '\n'], ""), "{text}");
        out.push(path.join("."));
    }
    out.push("|".into());
    for (name, arity, range) in &shape.calls {
        assert_eq!(name, &text[range.clone()], "{text}");
        out.push(format!("{name}/{arity}"));
    }
    out.join(" ")
}

#[test]
fn paths_and_calls() {
    let cases = [
        ("if case.rings > 3 { \"late\" } else { event.reason }", "case.rings event.reason |"),
        ("switch case.tier { \"a\" | \"b\" => 1, _ => param.x }", "case.tier param.x |"),
        ("switch case.n { 1..5 => -1, 5..=9 if case.y => fee(2), _ => 0 }", "case.n case.y | fee/1"),
        ("let x = case.a; let y = x + case.b; x * y", "case.a case.b |"),
        ("let x = 1; { let case = 2; case } ", "|"),
        ("{ let case = 2; } case.x", "case.x |"),
        ("let total = 0; for row in case.items { total += row.amount * case.rate; } total", "case.items case.rate |"),
        ("let n = 0; for (row, i) in case.items { n = n + i; } n + row.x", "case.items row.x |"),
        ("let n = 0; while n < case.limit { n += 1; if n > 3 { break; } } n", "case.limit |"),
        ("let n = 0; do { n += 1 } until n > case.limit; n", "case.limit |"),
        ("let n = 0; loop { n += 1; if n > 9 { break n; } }", "|"),
        ("let out = []; for x in case.items { if x.n > 1 { out.push(x.id); } } out", "case.items |"),
        ("let m = #{ case: case.x, print: 2 }; m.case", "case.x |"),
        ("`金额 ${case.amount} 元，${ fee(case.amount) }`", "case.amount case.amount | fee/1"),
        ("let x = case.items[param.i].amount + event . x; x", "case.items param.i event.x |"),
        ("case.n in 1..param.top", "case.n param.top |"),
        ("return sum(case.items.amount);", "case.items.amount | sum/1"),
        ("try { case.x } catch (err) { err }", "case.x |"),
        ("throw case.x", "case.x |"),
        ("let a = [1]; a[case.i] = case.v; a", "case.i case.v |"),
        ("let case = 1; case", "|"),
        ("if given(case.x) { now } else { owner.department }", "case.x now owner.department | given/1"),
        ("const k = 5; k * case.x", "case.x |"),
        ("const 上限 = 100; case.投诉.金额 > 上限 && true", "case.投诉.金额 |"),
    ];
    for (text, expected) in cases {
        assert_eq!(shape(text), expected, "{text}");
    }
}

fn library(files: &[&str]) -> Result<Library, Vec<String>> {
    let files: Vec<_> = files.iter().enumerate().map(|(i, f)| (format!("{i}.rhai"), (*f).to_owned())).collect();
    Library::parse(&files).map_err(|errors| {
        let said = |e: &zhidu_script::LibraryError| {
            let text = &files[e.file].1[e.error.range.clone()];
            match &e.error.kind {
                Kind::Unexpected(what) => format!("{} `{text}` unexpected {what}", e.file),
                other => format!("{} `{text}` {other:?}", e.file),
            }
        };
        errors.iter().map(said).collect()
    })
}

#[test]
fn functions_are_known_by_name_and_arity() {
    let text = "/// The fee.\nfn fee(amount, rate) { if amount > 5 { amount * rate } else { base() + sum([amount]) } }\n\nprivate fn base() { 3 }";
    let library = library(&[text, "fn 费用(x) { fee(x, 0.05) }"]).expect("a good library");
    let known: Vec<_> = library.functions().iter().map(|f| format!("{}/{}", f.name, f.parameters.len())).collect();
    assert_eq!(known, ["fee/2", "base/0", "费用/1"]);
    let fee = library.function("fee").expect("known");
    assert_eq!(&text[fee.range.clone()], "fee");
    assert_eq!(fee.parameters, ["amount", "rate"]);
    assert_eq!(fee.calls.iter().map(|(n, a, _)| (n.as_str(), *a)).collect::<Vec<_>>(), [("sum", 1)]);
    assert_eq!(library.function("费用").map(|f| f.calls.len()), Some(0));
}

#[test]
fn functions_see_their_arguments_only() {
    let wrong = |files: &[&str]| library(files).expect_err("mistakes");
    assert_eq!(wrong(&["fn f(x) { x + case.y + 总额 }"]), ["0 `case.y` unexpected case", "0 `总额` unexpected 总额"]);
    assert_eq!(
        wrong(&["let x = 1; fn f() { 1 } x", "f("]),
        ["0 `let` unexpected let", "0 `x` unexpected x", "1 `(` Incomplete(\"(\")",]
    );
    assert_eq!(
        wrong(&["fn contains(a, b) { true } fn sum() { 1 }"]),
        ["0 `contains` unexpected contains", "0 `sum` unexpected sum",]
    );
    assert_eq!(wrong(&["fn f() { 1 }", "fn g() { 2 } fn f(x) { 3 }"]), ["1 `f` unexpected f"]);
    assert_eq!(
        wrong(&["fn f(x) { x ＞ 1 } fn g() { eval(1) }", "fn h() { this }"]),
        ["0 `＞` unexpected ＞", "0 `eval` Forbidden(\"eval\")", "1 `this` Forbidden(\"this\")",]
    );
    assert!(library(&[]).expect("an empty library").functions().is_empty());
}
