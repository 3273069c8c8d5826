//! Whatever the text, reading it gives a tree, a shape or mistakes, with places inside the text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod common;

use common::{spans, texts};
use proptest::prelude::*;
use std::sync::LazyLock;
use zhidu_core::guard::ast::Parsed;
use zhidu_core::guard::scripts::Scripts;
use zhidu_core::money::Currency;
use zhidu_core::value::Value;
use zhidu_script::{Library, RhaiScripts, parse};
use zhidu_time::Zone;

/// Pieces that texts are made of, and pieces of what they should not be.
const PIECES: &[&str] = &[
    " ",
    "\n",
    "\t",
    "case",
    ".",
    "x",
    "金额",
    "event",
    "now",
    "1",
    "2.5",
    "1e3",
    "0x1F",
    "9999999999999999999",
    "\"a\"",
    "\"",
    "`",
    "${",
    "}",
    "{",
    "'",
    "'a'",
    "(",
    ")",
    "()",
    "[",
    "]",
    "#{",
    "#",
    ",",
    ";",
    ":",
    "::",
    "=>",
    "=",
    "==",
    "===",
    "!=",
    "!",
    "<",
    "<=",
    ">",
    ">=",
    "<>",
    "&&",
    "||",
    "|",
    "&",
    "^",
    "<<",
    "+",
    "+=",
    "++",
    "-",
    "--",
    "->",
    "*",
    "**",
    "/",
    "%",
    "//",
    "/*",
    "*/",
    "///",
    "/**",
    "..",
    "..=",
    "...",
    "?",
    "?.",
    "??",
    "?[",
    "~",
    "@",
    "$",
    "\\",
    "\\u91d1",
    "_",
    "_1",
    "if",
    "else",
    "switch",
    "let",
    "const",
    "for",
    "in",
    "!in",
    "while",
    "loop",
    "do",
    "until",
    "break",
    "continue",
    "return",
    "throw",
    "try",
    "catch",
    "fn",
    "private",
    "import",
    "export",
    "as",
    "global",
    "this",
    "eval",
    "Fn",
    "call",
    "curry",
    "print",
    "type_of",
    "is_def_var",
    "true",
    "false",
    "default",
    "sum",
    "given",
    "or_else",
    "push",
    "＞",
    "“",
    "”",
    "（",
    "且",
    "或",
    "非",
    "e\u{301}",
    "\u{0}",
    "\u{feff}",
    "😀",
    "\r\n",
    "\r",
];

fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(prop::sample::select(PIECES), 0..24).prop_map(|pieces| pieces.concat());
    let spaced = prop::collection::vec(prop::sample::select(PIECES), 0..24).prop_map(|pieces| pieces.join(" "));
    prop_oneof![3 => pieces, 3 => spaced, 1 => ".{0,40}", 3 => damaged()]
}

/// A good text, or a good script, with a piece put in place of some of it.
fn damaged() -> impl Strategy<Value = String> {
    let script = texts::any().prop_map(|text| {
        format!(
            "let y = {text}; for i in 0..3 {{ y = switch i {{ 1 | 2 => `a${{y}}`, _ => if {text} {{ [y] }} }}; }} y"
        )
    });
    let good = prop_oneof![texts::any(), script];
    (good, any::<prop::sample::Index>(), 0_usize..12, prop::sample::select(PIECES)).prop_map(
        |(text, at, length, piece)| {
            let chars: Vec<char> = text.chars().collect();
            let start = at.index(chars.len());
            let end = (start + length).min(chars.len());
            chars[..start].iter().copied().chain(piece.chars()).chain(chars[end..].iter().copied()).collect()
        },
    )
}

fn check(text: &str) {
    match parse(text) {
        Ok(Parsed::Plain(ast)) => {
            let mut found = Vec::new();
            spans(&ast, text, &mut found);
            assert!(found.iter().all(|word| !word.is_empty()), "{text:?}: {found:?}");
        }
        Ok(Parsed::Script(shape)) => {
            let reads = shape.reads.iter().map(|(_, range)| range);
            let calls = shape.calls.iter().map(|(_, _, range)| range);
            assert!(reads.chain(calls).all(|range| text.get(range.clone()).is_some()), "{text:?}: {shape:?}");
        }
        Err(errors) => {
            assert!(!errors.is_empty(), "{text:?}");
            assert!(errors.iter().all(|e| text.get(e.range.clone()).is_some()), "{text:?}: {errors:?}");
        }
    }
}

/// What may be read may be run: it gives something or fails in order.
fn run(text: &str) {
    static SCRIPTS: LazyLock<RhaiScripts> =
        LazyLock::new(|| RhaiScripts::new(&Library::default(), Zone::get("UTC").unwrap(), Currency::CNY));
    if let Err(error) = SCRIPTS.run(text, &[("case.x".into(), Value::Int(3))]) {
        assert!(error.range.is_none_or(|range| text.get(range).is_some()), "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_reading_or_running(text in soup()) {
        check(&text);
        run(&text);
        let _ = Library::parse(&[("a.rhai".into(), text.clone()), ("b.rhai".into(), format!("fn f(x) {{ {text} }}"))]);
    }
}
