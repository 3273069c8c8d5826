//! Hostile scripts end as errors that name a limit, soon, and without taking much memory.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use peak_alloc::PeakAlloc;
use std::time::{Duration, Instant};
use zhidu_core::guard::scripts::{ScriptErrorKind as Kind, Scripts};
use zhidu_core::money::Currency;
use zhidu_core::value::{Text, Value};
use zhidu_script::{Library, RhaiScripts};
use zhidu_time::Zone;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// What a run may take beyond what was there before, and the promise of this crate.
const BOUND: usize = 32 * 1024 * 1024;

/// As many locals as one function may have, each a copy.
fn library() -> String {
    LIBRARY.replace("LOCALS", &(0..60).map(|i| format!("let a{i} = a;")).collect::<String>())
}

const LIBRARY: &str = "
fn down(n) { if n > 0 { down(n - 1) } else { 0 } }
fn forever(n) { forever(n + 1) }
fn doubled(x) { [x, x] }
fn grow(list, n) { if n == 0 { 0 } else { grow([list, list], n - 1) + grow([list, list], n - 1) } }
fn keep(a, b, c) { a += a; b += b; c += c; keep(a, b, c) }
fn wide(a) { let b = a; let c = a; let d = a; let e = a; let f = a; wide(a) + wide(b) }
fn full(a) { LOCALS full(a) }
fn held(a) { let x = [a, a, a, a, a, a]; for i in 0..7 { x += x; } LOCALS full(a) }
fn nest(a) { sum([nest(a), nest(a), nest(a), nest(a), nest(a), nest(a), nest(a), nest(a)]) }
";

const HOSTILE: &[&str] = &[
    "loop {}",
    "let a = []; for i in 0..500 { a.push(i); } full(a)",
    "let a = []; for i in 0..300 { a.push(money(i)); } full(a)",
    "let a = []; for i in 0..1000 { a.push(1.5); } full(a)",
    "let a = #{}; for i in 0..200 { a[`k${i}`] = i; } full(a)",
    "let a = []; for i in 0..200 { a.push(#{ a: i }); } full(a)",
    "let a = []; for i in 0..300 { a.push([i]); } full(a)",
    "loop { sum(case.rows.n) }",
    "loop { distinct(case.rows) }",
    "loop { case.rows == case.rows }",
    "while true {}",
    "loop { let x = 1; }",
    "do {} while true;",
    "for i in 0..9223372036854775807 {}",
    "for i in 0..=9223372036854775807 { let x = i; }",
    "for i in 0..1000000000 { for j in 0..1000000000 {} }",
    "let n = 0; for i in case.rows { for j in case.rows { n += 1; } } n",
    "forever(0)",
    "down(100)",
    "nest(1)",
    "grow([1, 2, 3], 30)",
    "keep([1], [2], [3])",
    "let a = []; for i in 0..500 { a.push(i); } wide(a)",
    "let s = \"x\"; loop { s += s; }",
    "let s = \"xxxxxxxxxxxxxxxx\"; for i in 0..12 { s += s; } let a = []; loop { a.push(s + \"y\"); }",
    "let s = \"xxxxxxxxxxxxxxxx\"; for i in 0..12 { s += s; } loop { let t = s + \"y\"; }",
    "let s = \"x\"; loop { s = `${s}${s}`; }",
    "let a = [1]; loop { a += a; }",
    "let a = [1]; loop { a = [a, a]; }",
    "let a = [1]; loop { a.push(a); }",
    "let a = [1]; loop { a = doubled(a); }",
    "let a = [[1]]; loop { a[0] = a; }",
    "let a = []; loop { a.push(1); }",
    "let a = []; loop { a.push([]); }",
    "let a = []; loop { a.push(#{}); }",
    "let a = []; loop { a.push(#{ a: 1, b: [1, 2, 3, 4], c: #{ d: 1 } }); }",
    "let m = #{}; loop { m = #{ a: m, b: m }; }",
    "let m = #{}; let i = 0; loop { m[`k${i}`] = [m]; i += 1; }",
    "let m = #{}; let i = 0; loop { m[`k${i}`] = i; i += 1; }",
    "let m = #{ a: [] }; loop { m.a += m; }",
    "let m = #{ a: #{ b: [1] } }; loop { m.a.b += [m.a.b]; }",
    "let a = []; for i in 0..300 { a.push(i); } let b = a; let c = a; let d = a; let e = a; loop { b = c; }",
    "let a = []; loop { a += case.rows; }",
    "let a = []; loop { for r in case.rows { a.push(r.text); } }",
    "loop { let t = case.rows.text; }",
    "loop { let t = case.rows[0].text + \"x\"; }",
    "let x = 1.5; loop { x = x * x; }",
    "let x = 3; loop { x = x * x; }",
    "let x = money(1); loop { x += x; }",
    "try { loop {} } catch { 1 }",
    "let r = 0; loop { try { forever(1) } catch { r += 1; } }",
    "loop { try { throw [1, 2, 3]; } catch (e) { let f = e; } }",
];

fn scripts() -> RhaiScripts {
    let library = Library::parse(&[("a.rhai".into(), library())]).unwrap();
    RhaiScripts::new(&library, Zone::get("UTC").unwrap(), Currency::CNY)
}

/// A thousand rows with a kilobyte of text each.
fn inputs() -> Vec<(Text, Value)> {
    let row = |i: usize| {
        let text = format!("{i}{}", "长".repeat(340));
        Value::Record([("text".into(), Value::Text(text.into())), ("n".into(), Value::Int(1))].into())
    };
    vec![("case.rows".into(), Value::List((0..1000).map(row).collect()))]
}

#[test]
fn hostile_scripts_meet_a_limit() {
    let (scripts, inputs) = (scripts(), inputs());
    let mut worst = (0, "");
    let mut wrong = Vec::new();
    let mut slowest = (Duration::ZERO, "");
    for script in HOSTILE {
        let _ = scripts.run("1", &[]);
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        let start = Instant::now();
        let result = scripts.run(script, &inputs);
        let took = start.elapsed();
        let peak = MEMORY.peak_usage().saturating_sub(before);
        worst = worst.max((peak, script));
        slowest = slowest.max((took, script));
        let error = match result {
            Ok(value) => panic!("{script}: {value}"),
            Err(error) => error,
        };
        println!("{peak:>10} {took:>10.0?} {script} -> {}", error.kind);
        wrong.extend((!matches!(error.kind, Kind::Limit { .. } | Kind::Arithmetic(_))).then_some((script, error)));
    }
    println!("worst: {worst:?}\nslowest: {slowest:?}");
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(worst.0 < BOUND, "{worst:?}");
}
