//! Well-typed plain texts, made at random by type.

use proptest::prelude::*;
use proptest::sample::select;

/// Every operator and function that the texts reach.
pub(crate) const EVERYTHING: &[&str] = &[
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "+",
    "-",
    "*",
    "/",
    "%",
    "!",
    "-x",
    "&&",
    "||",
    "in",
    "[]",
    "[…]",
    ".",
    "given",
    "or_else",
    "sum",
    "count",
    "min",
    "max",
    "all",
    "any",
    "distinct",
    "contains",
    "contains_all",
    "days_between",
    "date",
    "time",
    "money",
    "percent",
    "ratio",
];

/// Texts of one type.
type Texts = BoxedStrategy<String>;

fn leaf(of: &'static [&'static str]) -> Texts {
    select(of).prop_map(str::to_owned).boxed()
}

/// With brackets, or without: then what is around may bind tighter, which is as good a text.
fn maybe_bracketed(text: Texts) -> Texts {
    (text, 0..4).prop_map(|(text, n)| if n == 0 { text } else { format!("({text})") }).boxed()
}

fn two(a: &Texts, op: &'static [&'static str], b: &Texts) -> Texts {
    (maybe_bracketed(a.clone()), select(op), maybe_bracketed(b.clone()))
        .prop_map(|(a, op, b)| format!("{a} {op} {b}"))
        .boxed()
}

fn call(name: &'static str, args: &[&Texts]) -> Texts {
    let args: Vec<_> = args.iter().map(|x| (*x).clone()).collect();
    args.prop_map(move |args| format!("{name}({})", args.join(", "))).boxed()
}

fn list(of: &Texts) -> Texts {
    prop::collection::vec(of.clone(), 1..4).prop_map(|items| format!("[{}]", items.join(", "))).boxed()
}

const SUM: &[&str] = &["+", "-"];
const ORDER: &[&str] = &["<", "<=", ">", ">=", "==", "!="];
const SAME: &[&str] = &["==", "!="];
const ARITHMETIC: &[&str] = &["+", "-", "*", "/", "%"];

/// One text for each type, as deep as `depth`.
struct Kinds {
    int: Texts,
    decimal: Texts,
    money: Texts,
    percent: Texts,
    text: Texts,
    site: Texts,
    bool: Texts,
    date: Texts,
    time: Texts,
    instant: Texts,
    duration: Texts,
    ints: Texts,
    moneys: Texts,
    texts: Texts,
}

fn leaves() -> Kinds {
    Kinds {
        int: leaf(&["case.n", "case.m", "event.n", "0", "1", "7", "-3", "- 4", "9223372036854775807", "case.first.n"]),
        decimal: leaf(&["case.d", "case.e", "0.5", "2.25", "-0.1", "1e3", "0.333", "1.10"]),
        money: leaf(&[
            "case.amount",
            "case.fee",
            "param.fine",
            "money(100)",
            "case.first.amount",
            "param.limit[case.site]",
        ]),
        percent: leaf(&["case.share", "percent(5)", "percent(12.5)"]),
        text: leaf(&["case.note", "\"甲\"", "\"b\"", "event.name"]),
        site: leaf(&["case.site"]),
        bool: leaf(&["case.ok", "true", "false", "case.person == actor", "given(case.opt)", "self == self"]),
        date: leaf(&["case.day", "today", "date(\"2026-02-28\")", "date(case.at)", "or_else(case.due, today)"]),
        time: leaf(&["case.hour", "time(case.at)", "time(\"08:30\")"]),
        instant: leaf(&["case.at", "now"]),
        duration: leaf(&["case.span"]),
        ints: leaf(&["case.counts", "case.items.n"]),
        moneys: leaf(&["case.items.amount"]),
        texts: leaf(&["case.tags"]),
    }
}

/// One level deeper.
fn deeper(k: &Kinds) -> Kinds {
    let optional = leaf(&["case.opt", "event.opt", "actor.grade", "case.person.grade", "case.opt + 1"]);
    let optional = prop_oneof![3 => optional, 1 => k.int.clone()].boxed();
    let quoted_money = leaf(&["\"100 CNY\"", "\"3.50 CNY\""]);
    let quoted_date = leaf(&["\"2026-03-01\""]);
    let quoted_amount = leaf(&["\"2 hours\"", "\"1 month\"", "\"10 days\""]);
    let numbers = prop_oneof![k.int.clone(), k.decimal.clone()].boxed();
    let sites = leaf(&["\"urban\"", "\"郊区\""]);
    Kinds {
        int: prop_oneof![
            2 => k.int.clone(),
            3 => two(&k.int, ARITHMETIC, &k.int),
            1 => k.int.clone().prop_map(|x| format!("-({x})")),
            1 => call("sum", &[&k.ints]),
            1 => call("count", &[&k.moneys]),
            1 => call("min", &[&k.ints]),
            1 => call("max", &[&k.int, &k.int]),
            2 => call("or_else", &[&optional, &k.int]),
            1 => call("days_between", &[&k.date, &k.instant]),
            1 => call("days_between", &[&k.date, &k.date]),
        ]
        .boxed(),
        decimal: prop_oneof![
            2 => k.decimal.clone(),
            3 => two(&k.decimal, ARITHMETIC, &numbers),
            1 => two(&k.int, ARITHMETIC, &k.decimal),
            2 => call("ratio", &[&numbers, &numbers]),
            1 => call("ratio", &[&k.money, &k.money]),
            1 => call("ratio", &[&k.percent, &k.percent]),
            1 => call("max", &[&k.decimal, &k.int, &k.decimal]),
        ]
        .boxed(),
        money: prop_oneof![
            2 => k.money.clone(),
            3 => two(&k.money, SUM, &k.money),
            1 => two(&k.money, &["*"], &k.percent),
            1 => two(&numbers, &["*"], &k.money),
            1 => two(&k.money, &["/", "*"], &numbers),
            1 => call("sum", &[&k.moneys]),
            1 => call("max", &[&k.moneys]),
            1 => call("min", &[&k.money, &k.money, &quoted_money]),
            1 => call("money", &[&numbers]),
            1 => k.money.clone().prop_map(|x| format!("-({x})")),
            1 => k.money.clone().prop_map(|x| format!("\"10%\" * ({x})")),
        ]
        .boxed(),
        percent: prop_oneof![
            2 => k.percent.clone(),
            2 => two(&k.percent, SUM, &k.percent),
            2 => call("percent", &[&numbers]),
        ]
        .boxed(),
        text: k.text.clone(),
        site: k.site.clone(),
        bool: prop_oneof![
            2 => two(&k.int, ORDER, &numbers),
            2 => two(&k.decimal, ORDER, &numbers),
            3 => two(&k.money, ORDER, &k.money),
            1 => two(&k.money, ORDER, &quoted_money),
            1 => two(&k.percent, ORDER, &k.percent),
            1 => two(&k.text, ORDER, &k.text),
            2 => two(&k.site, SAME, &sites),
            1 => two(&k.date, ORDER, &k.date),
            1 => two(&k.date, ORDER, &quoted_date),
            1 => two(&k.time, ORDER, &k.time),
            1 => two(&k.instant, ORDER, &k.instant),
            1 => two(&k.duration, ORDER, &k.duration),
            1 => two(&k.ints, SAME, &k.ints),
            3 => two(&k.bool, &["&&", "||", "==", "!="], &k.bool),
            2 => two(&k.bool, &["&&", "||"], &k.bool),
            2 => k.bool.clone().prop_map(|x| format!("!({x})")),
            2 => (numbers.clone(), list(&numbers)).prop_map(|(x, l)| format!("({x}) in {l}")),
            1 => (k.int.clone(), k.ints.clone()).prop_map(|(x, l)| format!("({x}) !in {l}")),
            1 => two(&k.money, &["in"], &k.moneys),
            1 => two(&sites, &["in"], &leaf(&["case.items.site"])),
            1 => call("contains", &[&k.ints, &k.int]),
            1 => call("contains_all", &[&k.ints, &k.ints]),
            1 => call("contains_all", &[&k.texts, &leaf(&["[\"甲\", \"b\"]", "case.tags"])]),
            2 => list(&k.bool).prop_map(|l| format!("all({l})")),
            2 => prop_oneof![list(&k.bool), leaf(&["case.flags"])].prop_map(|l| format!("any({l})")),
            2 => optional.clone().prop_map(|x| format!("given({x})")),
        ]
        .boxed(),
        date: prop_oneof![
            2 => k.date.clone(),
            1 => two(&k.date, SUM, &leaf(&["\"1 month\"", "\"10 days\"", "case.span"])),
            1 => call("max", &[&k.date, &k.date]),
            1 => call("date", &[&k.instant]),
        ]
        .boxed(),
        time: prop_oneof![k.time.clone(), call("time", &[&k.instant])].boxed(),
        instant: prop_oneof![
            2 => k.instant.clone(),
            1 => two(&k.instant, SUM, &quoted_amount),
            1 => two(&k.instant, SUM, &k.duration),
        ]
        .boxed(),
        duration: prop_oneof![k.duration.clone(), two(&k.instant, &["-"], &k.instant)].boxed(),
        ints: prop_oneof![
            2 => k.ints.clone(),
            1 => list(&k.int),
            2 => call("distinct", &[&k.ints]),
        ]
        .boxed(),
        moneys: prop_oneof![2 => k.moneys.clone(), 1 => list(&k.money), 1 => call("distinct", &[&k.moneys])].boxed(),
        texts: prop_oneof![k.texts.clone(), call("distinct", &[&k.texts])].boxed(),
    }
}

/// A text of any type, three levels deep.
pub(crate) fn any() -> Texts {
    let k = deeper(&deeper(&deeper(&leaves())));
    prop_oneof![
        8 => k.bool,
        1 => k.int,
        1 => k.decimal,
        1 => k.money,
        1 => k.percent,
        1 => k.text,
        1 => k.site,
        1 => k.date,
        1 => k.time,
        1 => k.instant,
        1 => k.duration,
        1 => k.ints,
        1 => k.moneys,
        1 => k.texts,
    ]
    .boxed()
}
