//! Penalties, ladders and joint liability (`LANGUAGE` §6).

use super::base::Base;
use super::party::People;
use super::place::Place;
use super::texts::{Texts, as_written};
use crate::guard::expr::{Expr, Who};
use crate::guard::scope::Scope;
use crate::model::joint::Joint as ModelJoint;
use crate::model::penalty::{Kind, Penalty as Model, Per as ModelPer, Reset as ModelReset, Rung as ModelRung};
use crate::model::{Name, Policy, Written};
use crate::problem::{Problem, SyntaxFlaw, Word};
use crate::program::{Amount, ChargeKind, Count, Joint, Penalty, PenaltyIx, Per, Reset, Rung};
use crate::source::Spanned;
use crate::syntax::Text;
use crate::value::{Type, Value};
use rust_decimal::Decimal;

/// All penalties.
pub(super) fn penalties(policy: &Policy, base: &Base, texts: &mut Texts<'_>) -> Vec<Penalty> {
    policy.penalties.iter().map(|model| penalty(model, base, texts)).collect()
}

/// All joint liability.
pub(super) fn joints(policy: &Policy, base: &Base, texts: &mut Texts<'_>) -> Vec<Joint> {
    policy.joints.iter().filter_map(|model| joint(model, base, texts)).collect()
}

fn penalty(model: &Model, base: &Base, texts: &mut Texts<'_>) -> Penalty {
    Penalty {
        id: model.head.id_text(),
        name: model.head.name.clone(),
        kind: match model.kind {
            Kind::Fine => ChargeKind::Fine,
            Kind::Forfeiture => ChargeKind::Forfeiture,
            Kind::Deduction => ChargeKind::Deduction,
        },
        rungs: model.rungs.iter().map(|model| rung(model, base, texts)).collect(),
        count: model.count.as_ref().map(|count| Count {
            per: count.per.iter().map(|per| per_of(*per)).collect(),
            reset: match count.reset {
                ModelReset::Never => Reset::Never,
                ModelReset::Month => Reset::Month,
                ModelReset::Year => Reset::Year,
            },
        }),
        beats: named(&model.beats, base, texts),
        clauses: base.clauses(&model.head.clauses, texts.problems),
        span: model.head.span,
    }
}

fn per_of(per: ModelPer) -> Per {
    match per {
        ModelPer::Person => Per::Person,
        ModelPer::Rule => Per::Rule,
        ModelPer::Case => Per::Case,
    }
}

fn named(names: &[Name], base: &Base, texts: &mut Texts<'_>) -> Vec<PenaltyIx> {
    names.iter().filter_map(|name| base.penalties.find(name, texts.problems)).map(PenaltyIx::from).collect()
}

fn rung(model: &ModelRung, base: &Base, texts: &mut Texts<'_>) -> Rung {
    let scope = charged(base);
    Rung {
        from: model.from.value,
        amount: model.amount.as_ref().and_then(|written| amount(written, &scope, texts)),
        sanction: model.sanction.as_ref().map(|sanction| sanction.value.clone()),
        clauses: base.clauses(&model.head.clauses, texts.problems),
        span: model.head.span,
    }
}

/// Where somebody is charged: the person is there, and the time.
fn charged(base: &Base) -> Scope {
    base.scope().with_people([Who::Offender]).with_clock()
}

/// `"100 CNY"`, `"5% of offender.base_wage"`, `"1 month of offender.base_wage"`, or an expression of type money.
fn amount(written: &Written, scope: &Scope, texts: &mut Texts<'_>) -> Option<Amount> {
    if let Some(text) = written.as_text()
        && let Some((share, at)) = share(&text.value)
    {
        let base = texts.part(text, at..text.value.len(), &Type::Money, scope)?;
        return Some(match share {
            Share::Percent(percent) => Amount::PercentOf(percent, base),
            Share::Months(months) => Amount::MonthsOf(months, base),
        });
    }
    match texts.expr("amount", written, &[Type::Money], scope)? {
        Expr::Const(value) if !texts.not_negative(&value, written.span, scope) => None,
        Expr::Const(Value::Money(money)) => Some(Amount::Fixed(money)),
        expr => Some(Amount::Expr(expr)),
    }
}

/// How much of something.
enum Share {
    Percent(Decimal),
    Months(u32),
}

/// Reads `5% of …` and `2 months of …`, telling where the rest begins.
fn share(text: &str) -> Option<(Share, usize)> {
    let (head, rest) = text.split_once(" of ")?;
    let at = text.len() - rest.len();
    if let Some(percent) = head.trim().strip_suffix('%') {
        return Some((Share::Percent(Decimal::from_str_exact(percent.trim()).ok()?), at));
    }
    let (number, unit) = head.trim().split_once(' ')?;
    let months = number.parse().ok()?;
    matches!(unit.trim(), "month" | "months").then_some((Share::Months(months), at))
}

fn joint(model: &ModelJoint, base: &Base, texts: &mut Texts<'_>) -> Option<Joint> {
    let scope = charged(base);
    let who = People { base, scope: &scope, parts: &[] }.party("who", &model.who, texts);
    let times = model.times.as_ref().and_then(|times| texts.expr("times", times, &[Type::Decimal], &scope));
    let unless = texts.condition("unless", model.unless.as_ref(), &scope).map(|condition| condition.guard);
    Some(Joint {
        id: model.head.id.as_ref().map(|id| id.value.clone()),
        who: who?,
        times,
        unless,
        of: named(&model.of, base, texts),
        clauses: base.clauses(&model.head.clauses, texts.problems),
        span: model.head.span,
    })
}

/// The rule a charge is for: a clause id, else an expression, else the clause of the element around.
pub(super) fn rule(written: Option<&Written>, place: &Place<'_>, texts: &mut Texts<'_>) -> Option<Expr> {
    let Some(written) = written else { return place.first_clause().map(super::action::text) };
    let said = as_written(written);
    if place.around.base.clauses.get(&said).is_some() {
        return Some(super::action::text(said));
    }
    match written.as_text() {
        Some(text) if is_computed(text) => place.expr("rule", written, &[Type::Text], texts),
        Some(text) => {
            let name = Spanned::new(text.value.as_str().into(), text.span);
            texts.problems.push(place.around.base.clauses.unknown(&name));
            None
        }
        None => {
            let flaw =
                SyntaxFlaw::WrongType { key: "rule".to_owned(), expected: Word::Clause.into(), found: written.shape() };
            texts.problems.push(Problem::new(flaw, written.span));
            None
        }
    }
}

/// Whether a text names something or calls a function, so that an expression was meant and not a clause.
fn is_computed(text: &Text) -> bool {
    ["case.", "event.", "param.", "(", "it."].iter().any(|mark| text.value.contains(mark))
}
