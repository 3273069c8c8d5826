//! The deepest texts that are allowed fit on a small stack, parsed and run.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use zhidu_core::guard::scripts::{ScriptErrorKind as Kind, Scripts};
use zhidu_core::money::Currency;
use zhidu_script::{Library, RhaiScripts, parse};
use zhidu_time::Zone;

/// Debug builds take several times the stack of release builds; threads of tests and of tokio have two megabytes.
const STACK: usize = 2 * 1024 * 1024;

fn nested(open: &str, inner: &str, close: &str, times: usize) -> String {
    format!("{}{inner}{}", open.repeat(times), close.repeat(times))
}

/// The deepest of a kind that is accepted.
fn deepest(open: &str, inner: &str, close: &str) -> String {
    let texts = (1..200).rev().map(|n| nested(open, inner, close, n));
    texts.into_iter().find(|text| parse(text).is_ok()).expect("some depth is accepted")
}

fn expressions() -> Vec<String> {
    let kinds = [
        ("(", "1", ")"),
        ("-", "case.x", ""),
        ("!", "true", ""),
        ("[", "1", "]"),
        ("", "1", "+1"),
        ("1+(", "1", ")"),
        ("1+2*(3-", "1", ")"),
        ("sum([", "1", "])"),
        ("or_else(", "1", ", 2)"),
        ("given(", "case.x", ")"),
        ("case[", "1", "]"),
        ("true||true&&1==1+1*(1)&&(", "true", ")"),
        ("if true {", "1", "} else { 2 }"),
        ("`${", "1", "}`"),
        ("{ let x = ", "1", "; x }"),
        ("switch 1 { 1 => ", "1", ", _ => 2 }"),
        ("#{ a: ", "1", "}"),
        ("case.x.", "y", ""),
        ("for x in [1] {", "1;", "}"),
        ("try {", "1", "} catch { 1 }"),
    ];
    kinds.iter().map(|(open, inner, close)| deepest(open, inner, close)).collect()
}

fn recursive(body: &str) -> Option<Library> {
    Library::parse(&[("deep.rhai".into(), format!("fn id(x) {{ x }} fn deep(n) {{ {body} }}"))]).ok()
}

fn libraries() -> Vec<Library> {
    let kinds = [
        ("id(", "deep(n)", ")"),
        ("[", "deep(n)", "]"),
        ("or_else(", "deep(n)", ", 2)"),
        ("1 + (", "deep(n)", ")"),
        ("if true {", "deep(n)", "}"),
        ("`${", "deep(n)", "}`"),
        ("switch 1 { _ => ", "deep(n)", "}"),
        ("for x in [1] {", "deep(n);", "}"),
        ("try {", "deep(n);", "} catch { 1 }"),
    ];
    let deepest = |(open, inner, close): &(&str, &str, &str)| {
        let mut all = (1..100).rev().filter_map(|n| recursive(&nested(open, inner, close, n)));
        all.next().expect("some depth is accepted")
    };
    kinds.iter().map(deepest).collect()
}

#[test]
fn the_deepest_texts_fit_on_a_small_stack() {
    let work = || {
        for text in expressions() {
            let _ = RhaiScripts::new(&Library::default(), Zone::get("UTC").unwrap(), Currency::CNY).run(&text, &[]);
        }
        for library in libraries() {
            let scripts = RhaiScripts::new(&library, Zone::get("UTC").unwrap(), Currency::CNY);
            let inner = deepest("[", "deep(1)", "]");
            let error = scripts.run(&inner, &[]).expect_err("endless");
            assert!(matches!(error.kind, Kind::Limit { limit: "calls within calls", .. }), "{error:?}");
        }
    };
    let size = std::env::var("STACK").ok().and_then(|s| s.parse().ok()).unwrap_or(STACK);
    std::thread::Builder::new().stack_size(size).spawn(work).unwrap().join().unwrap();
}
