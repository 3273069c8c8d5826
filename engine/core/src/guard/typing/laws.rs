//! What typing promises evaluation, on many generated expressions: a value of the type it said, never a mix of types,
//! and nothing missing that was not asked for.

use super::*;
use crate::guard::bench::FixedEnv;
use crate::guard::eval::{EvalError, eval, holds};
use crate::guard::sample::{Reader, list, scope, topic, values};
use crate::guard::written::{Home, typed};
use crate::source::SourceId;

/// A small generator of numbers; the same for the same seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.roll(of.len())]
    }
}

/// An expression that is probably of a type, as text.
fn generate(dice: &mut Dice, ty: &Type, depth: usize) -> String {
    // Now and then something else, so that what must be refused is there, too.
    if dice.roll(40) == 0 {
        let other = dice.pick(&[&Type::Int, &Type::Money, &Type::Bool, &Type::Text, &Type::Date]).clone();
        return generate(dice, &other, depth.min(1));
    }
    if depth == 0 || dice.roll(4) == 0 {
        return leaf(dice, ty);
    }
    let mut of = |ty: &Type| generate(dice, ty, depth - 1);
    match ty {
        Type::Bool => {
            let kinds =
                [Type::Int, Type::Decimal, Type::Money, Type::Date, Type::Instant, Type::Duration, Type::Percent];
            let ty = kinds[dice.roll(kinds.len())].clone();
            let mut of = |ty: &Type| generate(dice, ty, depth - 1);
            let (a, b) = (of(&ty), of(&ty));
            let (x, y) = (of(&Type::Bool), of(&Type::Bool));
            let (t, u) = (of(&topic()), of(&topic()));
            let topics = of(&list(topic()));
            match dice.roll(14) {
                0 => format!("({x} && {y})"),
                1 => format!("({x} || {y})"),
                2 => format!("!{x}"),
                3 => format!("(given(case.age) && {})", of_with_age(dice, depth)),
                4 => format!("(!given(case.age) || {})", of_with_age(dice, depth)),
                5 => format!("({t} == {u})"),
                6 => format!("({t} in {topics})"),
                7 => format!("contains_all({topics}, [{t}, {u}])"),
                8 => format!("any([{x}, {y}])"),
                9 => format!("({a} in [{b}, {a}])"),
                n => format!("({a} {} {b})", ["==", "!=", "<", ">="][n - 10]),
            }
        }
        Type::Int => {
            let (a, b) = (of(&Type::Int), of(&Type::Int));
            let (d, e) = (of(&Type::Date), of(&Type::Instant));
            match dice.roll(8) {
                0..5 => format!("({a} {} {b})", ["+", "-", "*", "/", "%"][dice.roll(5)]),
                5 => format!("days_between({d}, {e})"),
                6 => format!("max({a}, {b})"),
                _ => format!("or_else(case.age, {a})"),
            }
        }
        Type::Decimal => {
            let (a, b) = (of(&Type::Decimal), of(&Type::Int));
            let (m, n) = (of(&Type::Money), of(&Type::Money));
            match dice.roll(7) {
                0..5 => format!("({a} {} {b})", ["+", "-", "*", "/", "%"][dice.roll(5)]),
                5 => format!("ratio({m}, {n})"),
                _ => format!("min({a}, {b}, {a})"),
            }
        }
        Type::Money => {
            let (a, b) = (of(&Type::Money), of(&Type::Money));
            let (n, p) = (of(&Type::Decimal), of(&Type::Percent));
            match dice.roll(8) {
                0 => format!("({a} + {b})"),
                1 => format!("({a} - {b})"),
                2 => format!("({a} * {n})"),
                3 => format!("({a} / {n})"),
                4 => format!("({p} * {a})"),
                5 => format!("money({n})"),
                6 => format!("sum([{a}, {b}])"),
                _ => "max(case.items.amount)".to_owned(),
            }
        }
        Type::Percent => format!("({} - {})", of(&Type::Percent), of(&Type::Percent)),
        Type::Date => match dice.roll(3) {
            0 => format!("({} + {})", generate(dice, &Type::Date, depth - 1), generate(dice, &Type::Duration, 0)),
            1 => format!("({} - {})", generate(dice, &Type::Date, depth - 1), generate(dice, &Type::Duration, 0)),
            _ => format!("date({})", generate(dice, &Type::Instant, depth - 1)),
        },
        Type::Instant => {
            let (at, by) = (of(&Type::Instant), of(&Type::Duration));
            format!("({at} {} {by})", ["+", "-"][dice.roll(2)])
        }
        Type::Duration => format!("({} - {})", of(&Type::Instant), of(&Type::Instant)),
        _ => leaf(dice, ty),
    }
}

/// A condition that reads what may be missing.
fn of_with_age(dice: &mut Dice, depth: usize) -> String {
    let other = generate(dice, &Type::Int, depth - 1);
    format!("case.age > {other}")
}

fn leaf(dice: &mut Dice, ty: &Type) -> String {
    let texts: &[&str] = match ty {
        Type::Bool => {
            &["true", "case.logged", "case.is_late", "given(case.answer)", "in_state(\"talking\")", "all(case.flags)"]
        }
        Type::Int => {
            &["0", "1", "7", "-3", "case.rings", "event.rings", "count(case.items)", "sum(case.counts)", "case.age"]
        }
        Type::Decimal => &["0.5", "case.rate", "2.25", "case.rings", "ratio(1, 3)", "0"],
        Type::Percent => &["case.share", "percent(5)", "\"0.5%\""],
        Type::Money => &[
            "case.amount",
            "money(5)",
            "\"0.01 CNY\"",
            "case.total",
            "it.amount",
            "sum(case.items.amount)",
            "param.fine",
            "param.limit[case.site]",
            "5",
        ],
        Type::Date => &["case.day", "today", "\"2026-02-28\"", "date(case.at)"],
        Type::Instant => &["case.at", "now", "\"2026-03-05 10:30\"", "or_else(event.reply_at, now)", "event.reply_at"],
        Type::Duration => {
            &["case.pause", "\"3 days\"", "\"1 month\"", "\"90 minutes\"", "param.round", "\"1 working day\""]
        }
        Type::List(_) => &["case.topics", "[]", "[case.topic]", "distinct(case.topics)", "[\"major\", event.fault]"],
        Type::Choice(_) => &["case.topic", "event.fault", "\"major\"", "\"受理\"", "\"magor\""],
        _ => &["case.question", "actor.department", "event.name"],
    };
    dice.pick(texts).to_owned()
}

#[test]
fn what_is_typed_evaluates_to_its_type() {
    let scope = scope();
    let home = Home { zone: &scope.words().zone, currency: scope.words().currency };
    let (mut sound, mut refused) = (0, 0);
    for seed in 0..2_000 {
        let mut dice = Dice(seed);
        let wanted = dice.pick(&[
            &Type::Bool,
            &Type::Bool,
            &Type::Int,
            &Type::Decimal,
            &Type::Money,
            &Type::Date,
            &Type::Instant,
        ]);
        let text = generate(&mut dice, wanted, 4);
        let at = |range: Range<usize>| Span::new(SourceId(0), range);
        let (typed_as, problems) =
            check(&text, std::slice::from_ref(wanted), Place { scope: &scope, at: &at }, &Reader, &mut |_, _, _| {
                ScriptIx(0)
            });
        let Some(found) = typed_as else {
            refused += 1;
            assert!(problems.iter().any(|problem| problem.severity() == Severity::Error), "{text}");
            continue;
        };
        sound += 1;
        let mut env = FixedEnv { states: vec!["talking".into()], ..FixedEnv::new(&scope, values()) };
        if dice.roll(2) == 0 {
            env.values.insert("case.age".into(), Value::Int(30));
        }
        match eval(&found.expr, &env) {
            Ok(value) => {
                assert_eq!(typed(&value, &found.ty, home).as_ref(), Ok(&value), "{text}");
                assert!(found.ty != Type::Bool || holds(&found.expr, &env) == Ok(value == Value::Bool(true)));
            }
            Err(EvalError::Mixed(why)) => {
                assert!(!why.starts_with("expected") && !why.ends_with("no meaning"), "{text}: {why}");
            }
            Err(EvalError::NotGiven(path)) => assert!(path.starts_with("offender"), "{text}: {path}"),
            Err(error) => assert!(!matches!(error, EvalError::Unknown | EvalError::Script(_)), "{text}: {error}"),
        }
    }
    // The generator is worth something only if both outcomes are common.
    assert!(sound > 500 && refused > 200, "{sound} sound, {refused} refused");
}
