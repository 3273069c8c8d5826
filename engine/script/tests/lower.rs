//! Plain expressions become the trees they look like, and every node points at its own words.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod common;

use common::{sexpr, spans};
use zhidu_core::guard::ast::Parsed;
use zhidu_script::parse;

#[track_caller]
fn plain(text: &str) -> zhidu_core::guard::ast::Ast {
    match parse(text) {
        Ok(Parsed::Plain(ast)) => ast,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn trees() {
    let cases = [
        ("true", "true"),
        ("42", "42"),
        ("1.5", "1.5d"),
        ("1e3", "1000d"),
        ("2.5e-3", "0.0025d"),
        ("1_000", "1000"),
        ("0.10", "0.1d"),
        ("-5", "-5"),
        ("- 5", "-5"),
        ("-(5)", "-5"),
        ("-1.50", "-1.5d"),
        ("- 1.5", "-1.5d"),
        ("-case.x", "(neg case.x)"),
        ("\"已批准\"", "\"已批准\""),
        ("`a`", "\"a\""),
        ("now", "now"),
        ("case.rings > 3", "(> case.rings 3)"),
        ("case.rings", "case.rings"),
        ("event.name == \"pick_up\"", "(== event.name \"pick_up\")"),
        ("param.credit", "param.credit"),
        ("param.arrival[case.site_class]", "(at param.arrival case.site_class)"),
        ("param.limit[case.region].ratio", "(at param.limit case.region).ratio"),
        ("measure.on_time >= 0.95", "(>= measure.on_time 0.95d)"),
        ("account.purchases", "account.purchases"),
        ("actor.department != offender.department", "(!= actor.department offender.department)"),
        ("it.amount", "it.amount"),
        ("case.customer == self", "(== case.customer self)"),
        ("sum(case.items.amount)", "(sum case.items.amount)"),
        (
            "contains_all(case.opinions.department, case.parties)",
            "(contains_all case.opinions.department case.parties)",
        ),
        ("in_state(\"talking\")", "(in_state \"talking\")"),
        ("given(case.reason)", "(given case.reason)"),
        ("or_else(case.reason, \"none\") == \"x\"", "(== (or_else case.reason \"none\") \"x\")"),
        ("days_between(case.a, today) > 30", "(> (days_between case.a today) 30)"),
        ("money(5000)", "(money 5000)"),
        ("limits(case.class).fix", "(limits case.class).fix"),
        ("now()", "(now)"),
        ("a || b && c", "(or a (and b c))"),
        ("a && b && c", "(and a b c)"),
        ("a && (b && c)", "(and a b c)"),
        ("(a || b) && c", "(and (or a b) c)"),
        ("!a && !(b || c)", "(and (not a) (not (or b c)))"),
        ("!!a", "(not (not a))"),
        ("1 + 2 * 3 - 4", "(- (+ 1 (* 2 3)) 4)"),
        ("(1 + 2) * 3", "(* (+ 1 2) 3)"),
        ("a - b - c", "(- (- a b) c)"),
        ("a - (b - c)", "(- a (- b c))"),
        ("10 % 3 / 2", "(/ (% 10 3) 2)"),
        ("a == b + 1", "(== a (+ b 1))"),
        ("a < b == c < d", "(== (< a b) (< c d))"),
        ("case.level in [\"a\", \"b\"]", "(in case.level (list \"a\" \"b\"))"),
        ("case.level !in case.levels", "(not (in case.level case.levels))"),
        ("!(a in b)", "(not (in a b))"),
        ("[]", "(list)"),
        ("[1, 2 + 3, [x]]", "(list 1 (+ 2 3) (list x))"),
        ("case.items[0].amount", "(at case.items 0).amount"),
        ("a[b[c]]", "(at a (at b c))"),
        ("a[b][c]", "(at (at a b) c)"),
        ("a[b.c]", "(at a b.c)"),
        ("a[b].c", "(at a b).c"),
        ("a[b.c].d[e].f", "(at (at a b.c).d e).f"),
        ("(a.b).c", "a.b.c"),
        ("(a[b])[c].d", "(at (at a b) c).d"),
        ("((a)).b", "a.b"),
        ("case.default.switch.if.in.case", "case.default.switch.if.in.case"),
        ("case.true == case.fn", "(== case.true case.fn)"),
        ("case.eval || case.print || event.import", "(or case.eval case.print event.import)"),
        ("default", "default"),
        ("case.投诉.金额 > 100", "(> case.投诉.金额 100)"),
        ("case.x > 3 // 注释", "(> case.x 3)"),
        ("/* a /* b */ */ case.x", "case.x"),
        ("case.x\n  > 3", "(> case.x 3)"),
        ("case.x > 3;", "(> case.x 3)"),
        ("case.x*-1", "(* case.x -1)"),
        ("case.x -1", "(- case.x 1)"),
        ("case.x - -1", "(- case.x -1)"),
        (
            "amount > 5000 && tier == \"premium\" && complexity == \"high\" && days <= 30",
            "(and (> amount 5000) (== tier \"premium\") (== complexity \"high\") (<= days 30))",
        ),
        ("今天 in 1..200", ""),
    ];
    for (text, expected) in cases.iter().filter(|(_, e)| !e.is_empty()) {
        assert_eq!(&sexpr(&plain(text)), expected, "{text}");
    }
}

#[test]
fn names_are_in_normal_form() {
    // `é` written as `e` and an accent is the same name.
    assert_eq!(sexpr(&plain("case.e\u{301}tat")), "case.\u{e9}tat");
    assert_eq!(sexpr(&plain("cafe\u{301}")), "caf\u{e9}");
}

#[track_caller]
fn places(text: &str, expected: &[&str]) {
    let mut found = Vec::new();
    spans(&plain(text), text, &mut found);
    assert_eq!(found, expected, "{text}");
}

#[test]
fn every_node_points_at_its_words() {
    places("case.rings  >  3", &["case.rings  >  3", "case.rings", "case", "rings", "3"]);
    places("( a + b ) * c", &["( a + b ) * c", "a + b", "a", "b", "c"]);
    places("((a)) - ((b))", &["((a)) - ((b))", "a", "b"]);
    places("!( a )", &["!( a )", "a"]);
    places("-(x)", &["-(x)", "x"]);
    places("-(5)+1", &["-(5)+1", "-(5)", "1"]);
    places("(a) in ([1])", &["(a) in ([1])", "a", "[1]", "1"]);
    places("a !in b", &["a !in b", "a !in b", "a", "b"]);
    places("f( (a), b )", &["f( (a), b )", "f", "a", "b"]);
    places("f()", &["f()", "f"]);
    places("f( )", &["f( )", "f"]);
    places("(a && (b && c))", &["a && (b && c)", "a", "b", "c"]);
    places("(a || b) || (c)", &["(a || b) || (c)", "a", "b", "c"]);
    places("(a.b).c", &["(a.b).c", "a.b", "a", "b", "c"]);
    places("a[ (b) ].c", &["a[ (b) ].c", "a[ (b) ]", "a", "b", "c"]);
    places("(a)[b]", &["(a)[b]", "a", "b"]);
    places(
        "投诉.金额 > 100 && 等级 == \"特急\"",
        &[
            "投诉.金额 > 100 && 等级 == \"特急\"",
            "投诉.金额 > 100",
            "投诉.金额",
            "投诉",
            "金额",
            "100",
            "等级 == \"特急\"",
            "等级",
            "\"特急\"",
        ],
    );
    places(
        "\"\\u91d1\\n\" == `\\$` + a",
        &["\"\\u91d1\\n\" == `\\$` + a", "\"\\u91d1\\n\"", "`\\$` + a", "`\\$`", "a"],
    );
    places("a /* x */ == // y\n b", &["a /* x */ == // y\n b", "a", "b"]);
    places("a\r\n\t&& b", &["a\r\n\t&& b", "a", "b"]);
    places("cafe\u{301}.x", &["cafe\u{301}.x", "cafe\u{301}", "x"]);
}
