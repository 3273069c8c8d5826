//! Plain expressions give the same in both worlds: typed and run by the core, and run by rhai from the same text.
//!
//! Texts are made at random by type; the few that core's typing refuses are left out and counted. What is compared is
//! the value, or the kind of the error.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod common;

use common::{sample, texts};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::collections::BTreeMap;
use zhidu_core::guard::ast::{Ast, AstKind, Parsed};
use zhidu_core::guard::bench::FixedEnv;
use zhidu_core::guard::eval::{EvalError, eval};
use zhidu_core::guard::expr::ScriptIx;
use zhidu_core::guard::scope::Scope;
use zhidu_core::guard::scripts::{ScriptErrorKind, Scripts};
use zhidu_core::guard::typing::{Place, check};
use zhidu_core::guard::written::{Home, typed};
use zhidu_core::source::{SourceId, Span};
use zhidu_core::value::{Text, Type, Value};
use zhidu_script::{Library, RhaiScripts};

/// How many texts are made. More by the environment: `SAMPLES=100000`.
const SAMPLES: usize = 2_000;

/// What a world answers.
#[derive(Debug, PartialEq)]
enum Answer {
    Value(Value),
    NotGiven,
    Arithmetic,
    Types,
    Other(String),
}

fn core(text: &str, scope: &Scope, values: &[(String, Value)], scripts: &RhaiScripts) -> Option<(Answer, Type)> {
    let at = |range: std::ops::Range<usize>| Span::new(SourceId(0), range);
    let (found, _) = check(text, &[], Place { scope, at: &at }, scripts, &mut |_, _, _| ScriptIx(0));
    let found = found?;
    let mut env = FixedEnv::new(scope, values.iter().cloned());
    env.now = sample::now();
    let answer = match eval(&found.expr, &env) {
        Ok(value) => Answer::Value(value),
        Err(EvalError::NotGiven(_)) => Answer::NotGiven,
        Err(EvalError::Overflow(_) | EvalError::DivisionByZero | EvalError::Empty(_)) => Answer::Arithmetic,
        Err(EvalError::Mixed(_)) => Answer::Types,
        Err(other) => Answer::Other(other.to_string()),
    };
    Some((answer, found.ty))
}

fn rhai(text: &str, scope: &Scope, inputs: &[(Text, Value)], scripts: &RhaiScripts, ty: &Type) -> Answer {
    let home = Home { zone: &scope.words().zone, currency: scope.words().currency };
    match scripts.run(text, inputs) {
        Ok(value) => match typed(&no_sums(&value, ty), ty, home) {
            Ok(value) => Answer::Value(value),
            Err(misfit) => Answer::Other(format!("{value} for {ty:?}: {misfit}")),
        },
        Err(error) => match error.kind {
            ScriptErrorKind::NotGiven(_) => Answer::NotGiven,
            ScriptErrorKind::Arithmetic(_) => Answer::Arithmetic,
            ScriptErrorKind::Types(_) => Answer::Types,
            other => Answer::Other(other.to_string()),
        },
    }
}

/// A sum of nothing alone is zero of no kind.
fn no_sums(value: &Value, ty: &Type) -> Value {
    match (value, ty) {
        (Value::Int(0), Type::Money) => Value::Text("0 CNY".into()),
        (Value::Int(0), Type::Percent) => Value::Text("0%".into()),
        (Value::List(items), Type::List(of)) => Value::List(items.iter().map(|x| no_sums(x, of)).collect()),
        _ => value.clone(),
    }
}

/// Two failures in one text: which comes first is nobody's promise.
fn may_differ(a: &Answer, b: &Answer) -> bool {
    let fails = |x: &Answer| matches!(x, Answer::NotGiven | Answer::Arithmetic | Answer::Types);
    fails(a) && fails(b)
}

fn reached(ast: &Ast, seen: &mut Vec<String>) {
    let mut see = |name: &str| seen.push(name.to_owned());
    match &ast.kind {
        AstKind::Field(base, ..) => {
            see(".");
            reached(base, seen);
        }
        AstKind::Index(a, b) => {
            see("[]");
            reached(a, seen);
            reached(b, seen);
        }
        AstKind::Binary(op, a, b) => {
            see(op.symbol());
            reached(a, seen);
            reached(b, seen);
        }
        AstKind::In(a, b) => {
            see("in");
            reached(a, seen);
            reached(b, seen);
        }
        AstKind::Call(name, _, args) => {
            see(name);
            args.iter().for_each(|x| reached(x, seen));
        }
        AstKind::Not(x) => {
            see("!");
            reached(x, seen);
        }
        AstKind::Neg(x) => {
            see("-x");
            reached(x, seen);
        }
        AstKind::And(items) => {
            see("&&");
            items.iter().for_each(|x| reached(x, seen));
        }
        AstKind::Or(items) => {
            see("||");
            items.iter().for_each(|x| reached(x, seen));
        }
        AstKind::List(items) => {
            see("[…]");
            items.iter().for_each(|x| reached(x, seen));
        }
        _ => (),
    }
}

#[test]
fn both_worlds_agree() {
    let scope = sample::scope();
    let scripts = RhaiScripts::new(&Library::default(), scope.words().zone.clone(), scope.words().currency);
    let samples = std::env::var("SAMPLES").ok().and_then(|n| n.parse().ok()).unwrap_or(SAMPLES);
    // The same texts on every run.
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let strategy = (texts::any(), sample::values());
    let (mut counts, mut outcomes) = (BTreeMap::<String, usize>::new(), BTreeMap::<&str, usize>::new());
    let mut differences = Vec::new();
    for _ in 0..samples {
        let (text, values) = strategy.new_tree(&mut runner).unwrap().current();
        let Some((ours, ty)) = core(&text, &scope, &values, &scripts) else {
            *outcomes.entry("refused by typing").or_default() += 1;
            continue;
        };
        let Ok(Parsed::Plain(ast)) = zhidu_script::parse(&text) else { panic!("{text} is not plain") };
        let mut seen = Vec::new();
        reached(&ast, &mut seen);
        seen.sort();
        seen.dedup();
        seen.into_iter().for_each(|name| *counts.entry(name).or_default() += 1);
        let inputs: Vec<(Text, Value)> = sample::inputs(&values);
        let theirs = rhai(&text, &scope, &inputs, &scripts, &ty);
        *outcomes.entry(if matches!(ours, Answer::Value(_)) { "value" } else { "error" }).or_default() += 1;
        if ours != theirs {
            match may_differ(&ours, &theirs) {
                true => *outcomes.entry("another error first").or_default() += 1,
                false => differences.push(format!("{text}\n  core {ours:?}\n  rhai {theirs:?}\n  {values:?}")),
            }
        }
    }
    println!("{outcomes:?}");
    let accepted = samples - outcomes.get("refused by typing").copied().unwrap_or(0);
    for (name, count) in &counts {
        println!("{name:>14} {:>5.1} %", *count as f64 * 100.0 / accepted as f64);
    }
    differences.sort_by_key(String::len);
    let shown = differences.iter().take(8).cloned().collect::<Vec<_>>().join("\n");
    assert!(differences.is_empty(), "{} differences of {accepted}:\n{shown}", differences.len());
    for name in texts::EVERYTHING {
        assert!(counts.get(*name).is_some_and(|n| n * 200 >= accepted), "too few texts reach `{name}`: {counts:?}");
    }
    assert!(accepted * 10 > samples * 7, "typing refuses too many: {outcomes:?}");
}
