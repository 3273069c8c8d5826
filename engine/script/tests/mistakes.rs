//! Mistakes are reported at their own place, all of them, and none twice.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use zhidu_core::guard::ast::{ParseErrorKind as Kind, Parsed};
use zhidu_script::{limits, parse};

/// Each mistake as what is underlined and what is said of it.
fn found(text: &str) -> Vec<(String, String)> {
    let errors = match parse(text) {
        Err(errors) => errors,
        Ok(parsed) => panic!("{text}: {parsed:?}"),
    };
    errors.into_iter().map(|e| (text[e.range].to_owned(), said(&e.kind))).collect()
}

fn said(kind: &Kind) -> String {
    match kind {
        Kind::Unexpected(what) => format!("unexpected {what}"),
        Kind::Incomplete(what) => format!("incomplete {what}"),
        Kind::AssignmentForComparison => "assignment".into(),
        Kind::Forbidden(what) => format!("forbidden {what}"),
        Kind::TooComplex(what) => format!("too complex {what}"),
        Kind::Other(what) => format!("other {what}"),
    }
}

#[track_caller]
fn one(text: &str, underlined: &str, what: &str) {
    many(text, &[(underlined, what)]);
}

#[track_caller]
fn many(text: &str, expected: &[(&str, &str)]) {
    let found = found(text);
    let found: Vec<_> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn wide_characters() {
    one("case.金额 ＞ 5", "＞", "unexpected ＞");
    one("case.x ＞＝ 5", "＞＝", "unexpected ＞＝");
    many(
        "case.x ＞ 5 ＆＆ case.y ＜ 3",
        &[("＞", "unexpected ＞"), ("＆＆", "unexpected ＆＆"), ("＜", "unexpected ＜")],
    );
    one("case.x == “特急”", "“", "unexpected “");
    one("case.x == 「特 急, 1」 && y", "「", "unexpected 「");
    one("case.x == ”", "”", "unexpected ”");
    many("sum（case.items）", &[("（", "unexpected （"), ("）", "unexpected ）")]);
    one("f(a，b)", "，", "unexpected ，");
    one("case.x == １", "１", "unexpected １");
    one("case.x　== 1", "\u{3000}", "unexpected \u{3000}");
    one("a≥b", "≥", "unexpected ≥");
}

#[test]
fn words_for_operators() {
    one("a > 1 且 b < 2", "且", "unexpected 且");
    one("a > 1 and b < 2", "and", "unexpected and");
    one("a > 5000且case.vip", "且", "unexpected 且");
    one("case.urgent或case.vip", "或", "unexpected 或");
    one("非 a", "非", "unexpected 非");
    one("not case.x", "not", "unexpected not");
    one("非case.x", "非", "unexpected 非");
    many("a 且 b 或 c", &[("且", "unexpected 且"), ("或", "unexpected 或")]);
    // Part of a name is a name.
    assert!(parse("case.或有负债 > 非营业收入").is_ok());
}

#[test]
fn operators_of_other_languages() {
    one("a = 1", "=", "assignment");
    many("a = 1 && case.b = 2", &[("=", "assignment"), ("=", "assignment")]);
    one("case.x = \"y\"", "=", "assignment");
    one("if a = 1 { true } else { false }", "=", "assignment");
    one("f(a = 1)", "=", "assignment");
    one("a[0] = 1", "=", "assignment");
    one("let x = 1; y = 2; x", "=", "assignment");
    one("case.x += 1", "+=", "unexpected +=");
    one("a === b", "===", "unexpected ===");
    one("a <> b", ">", "unexpected >");
    one("a => b", "=>", "unexpected =>");
    one("a & b", "&", "unexpected &");
    one("a | b", "|", "unexpected |");
    one("a ** 2", "**", "unexpected **");
    one("+a", "+", "unexpected +");
    one("a ? b : c", "?", "unexpected ?");
    one("a :: b", "::", "unexpected ::");
    one("case.x ?? 1", "??", "unexpected ??");
    one("case?.x", "?.", "unexpected ?.");
    one("case.x?[1]", "?[", "unexpected ?[");
}

#[test]
fn texts_and_numbers() {
    one("case.x == 'abc'", "'abc'", "unexpected 'abc'");
    one("case.x == 'a'", "'a'", "unexpected 'a'");
    one("case.x == \"abc", "\"", "incomplete \"");
    one("case.x == `abc", "`", "incomplete `");
    one("case.x == `abc ${ 1 } def", "`", "incomplete `");
    one("case.x == \"a\\qb\" && 1", "\\q", "unexpected \\q");
    one("5天", "天", "unexpected 天");
    one("30 minutes", "minutes", "unexpected minutes");
    one("99999999999999999999", "99999999999999999999", "unexpected 99999999999999999999");
    one("1e99", "1e99", "unexpected 1e99");
    one(
        "0.12345678901234567890123456789012345",
        "0.12345678901234567890123456789012345",
        "unexpected 0.12345678901234567890123456789012345",
    );
    one("/* a", "/*", "incomplete /*");
    one("_1", "_1", "unexpected _1");
}

#[test]
fn too_little_and_too_much() {
    one("", "", "incomplete ");
    one("  \n ", "  \n ", "incomplete ");
    one("// nur ein Kommentar", "// nur ein Kommentar", "incomplete ");
    one("case.x >", ">", "incomplete >");
    one("case.x && (y ||)", "||", "incomplete ||");
    one("case.", ".", "incomplete .");
    one("!", "!", "incomplete !");
    one("> 3", ">", "unexpected >");
    one("a > > b", ">", "unexpected >");
    one("(a", "(", "incomplete (");
    many("f(a, [b", &[("(", "incomplete ("), ("[", "incomplete [")]);
    many("a = f(\"x", &[("=", "assignment"), ("\"", "incomplete \"")]);
    one("a)", ")", "unexpected )");
    one("(a]", "]", "unexpected ]");
    one("a b c", "b", "unexpected b");
    one("a.\"b\"", "\"b\"", "unexpected \"b\"");
    one("a..b.", ".", "incomplete .");
    one("()", "()", "unexpected ()");
    one("a[]", "]", "unexpected ]");
}

#[test]
fn switched_off() {
    for word in ["eval", "print", "debug", "Fn", "call", "curry", "type_of", "is_def_fn", "is_shared"] {
        one(&format!("{word}(\"x\")"), word, &format!("forbidden {word}"));
    }
    one("this.x", "this", "forbidden this");
    one("import \"x\" as y;", "import", "forbidden import");
    one("let x = 1; export x;", "export", "forbidden export");
    one("fn f() { 1 } f()", "fn", "forbidden fn");
    one("|x| x > 1", "|", "forbidden closure");
    one("all(case.items, |x| x)", "|", "forbidden closure");
    one("all(case.items, || 1)", "||", "forbidden closure");
    one("case.items.sum()", "sum", "forbidden .sum()");
    one("case.items.push(1)", "push", "forbidden .push()");
    one("f!(a)", "f", "unexpected f!");
}

#[test]
fn limits_are_mistakes() {
    let deep = format!("{}a{}", "(".repeat(limits::MAX_NESTING + 1), ")".repeat(limits::MAX_NESTING + 1));
    one(&deep, "(", "too complex nesting 32");
    let fits = format!("{}a{}", "(".repeat(limits::MAX_NESTING), ")".repeat(limits::MAX_NESTING));
    assert!(matches!(parse(&fits), Ok(Parsed::Plain(_))));
    let long = format!("\"{}\"", "长".repeat(limits::MAX_TEXT / 3));
    one(&long, &long, "too complex length 16384");
    for hostile in ["!", "-x.", "a+", "a&&", "a.", "a[0]", "[", "if a {", "`${", "x(", "a?.", "a??", "!(", "- "] {
        let text = hostile.repeat(limits::MAX_TEXT / hostile.len());
        let _ = parse(&text);
        let _ = parse(&format!("{text}a"));
    }
    let chain = vec!["a"; 40].join(" + ");
    assert!(matches!(parse(&chain), Ok(Parsed::Plain(_))));
    let chain = vec!["a"; 2000].join(" + ");
    assert!(found(&chain)[0].1.starts_with("too complex depth"));
}
