//! A case with data of every type, and values for it.

use proptest::prelude::*;
use rust_decimal::Decimal;
use std::sync::Arc;
use zhidu_core::guard::expr::FieldSlot;
use zhidu_core::guard::scope::{CaseNames, EventNames, ParamName, Scope, Vocabulary};
use zhidu_core::money::{Currency, Money};
use zhidu_core::value::{Choice, Field, Opt, RecordType, Text, Type, Value};
use zhidu_time::{Amount, Instant, Moment, Zone, parse_date, parse_time};

fn zone() -> Zone {
    Zone::get("Asia/Shanghai").unwrap()
}

pub(crate) fn now() -> Instant {
    Moment::parse("2026-03-05 09:14", None).unwrap().instant(&zone())
}

fn field(id: &str, ty: Type) -> Field {
    let optional = id.ends_with('?');
    Field { id: id.trim_end_matches('?').into(), name: None, ty, optional, min: None, max: None }
}

fn list(of: Type) -> Type {
    Type::List(Box::new(of))
}

fn site() -> Type {
    let options = ["urban", "郊区"].map(|id| Opt { id: id.into(), name: None }).into();
    Type::Choice(Arc::new(Choice { id: Some("site".into()), options }))
}

fn item() -> Type {
    let fields = vec![field("amount", Type::Money), field("n", Type::Int), field("site?", site())];
    Type::Record(Arc::new(RecordType { id: Some("item".into()), fields }))
}

/// What the texts of [`super::texts`] are about.
pub(crate) fn scope() -> Scope {
    let words = Vocabulary {
        currency: Currency::CNY,
        zone: zone(),
        params: vec![
            ParamName { id: "limit".into(), ty: Type::Money, per: Some(("site".into(), site())) },
            ParamName { id: "fine".into(), ty: Type::Money, per: None },
        ],
        attributes: vec![("grade".into(), Type::Int)],
        roles: Vec::new(),
        library: Vec::new(),
    };
    let case = CaseNames {
        process: "call".into(),
        data: data(),
        values: Vec::new(),
        states: Vec::new(),
        decisions: Vec::new(),
    };
    let event =
        EventNames { fields: vec![(FieldSlot(0), field("n", Type::Int)), (FieldSlot(1), field("opt?", Type::Int))] };
    Scope::new(Arc::new(words)).with_case(Arc::new(case)).with_event(event)
}

fn data() -> Vec<Field> {
    vec![
        field("n", Type::Int),
        field("m", Type::Int),
        field("d", Type::Decimal),
        field("e", Type::Decimal),
        field("amount", Type::Money),
        field("fee", Type::Money),
        field("share", Type::Percent),
        field("site", site()),
        field("note", Type::Text),
        field("ok", Type::Bool),
        field("day", Type::Date),
        field("at", Type::Instant),
        field("hour", Type::Time),
        field("span", Type::Duration),
        field("person", Type::Person),
        field("items", list(item())),
        field("first", item()),
        field("counts", list(Type::Int)),
        field("tags", list(Type::Text)),
        field("flags", list(Type::Bool)),
        field("opt?", Type::Int),
        field("due?", Type::Date),
    ]
}

fn int() -> BoxedStrategy<Value> {
    prop_oneof![8 => -5_i64..100, 1 => Just(i64::MAX), 1 => Just(i64::MIN), 1 => Just(0)].prop_map(Value::Int).boxed()
}

fn decimal() -> BoxedStrategy<Decimal> {
    let small = (-2000_i64..20_000, 0_u32..4).prop_map(|(n, scale)| Decimal::new(n, scale));
    prop_oneof![12 => small, 1 => Just(Decimal::MAX), 1 => Just(Decimal::ZERO)].boxed()
}

fn money() -> BoxedStrategy<Value> {
    let fen = prop_oneof![12 => -500_i64..500_000, 1 => Just(i64::MAX), 1 => Just(0)];
    fen.prop_map(|fen| Value::Money(Money::from_fen(fen, Currency::CNY))).boxed()
}

fn text(of: &'static [&'static str]) -> BoxedStrategy<Text> {
    prop::sample::select(of).prop_map(Text::from).boxed()
}

fn item_value() -> BoxedStrategy<Value> {
    let site = prop::option::of(text(&["urban", "郊区"]).prop_map(Value::Choice));
    let record = |(amount, n, site): (Value, Value, Option<Value>)| {
        let all = [("amount", Some(amount)), ("n", Some(n)), ("site", site)];
        Value::Record(all.into_iter().filter_map(|(id, value)| Some((id.into(), value?))).collect())
    };
    (money(), int(), site).prop_map(record).boxed()
}

fn value(ty: &Type) -> BoxedStrategy<Value> {
    match ty {
        Type::Int => int(),
        Type::Decimal => decimal().prop_map(Value::decimal).boxed(),
        Type::Percent => decimal().prop_map(Value::percent).boxed(),
        Type::Money => money(),
        Type::Text => text(&["", "甲", "b", "2026-01-01"]).prop_map(Value::Text).boxed(),
        Type::Choice(_) => text(&["urban", "郊区"]).prop_map(Value::Choice).boxed(),
        Type::Bool => any::<bool>().prop_map(Value::Bool).boxed(),
        Type::Date => text(&["2026-01-31", "2024-02-29", "2026-03-05", "9999-12-30"])
            .prop_map(|text| Value::Date(parse_date(&text).unwrap()))
            .boxed(),
        Type::Time => text(&["00:00", "09:14", "17:30"]).prop_map(|t| Value::Time(parse_time(&t).unwrap())).boxed(),
        Type::Instant => (-40_000_i64..40_000).prop_map(|s| Value::Instant(now().checked_add(s).unwrap())).boxed(),
        Type::Duration => text(&["0 minutes", "2 hours", "1 day", "3 months", "1 year"])
            .prop_map(|t| Value::Duration(Amount::parse(&t).unwrap()))
            .boxed(),
        Type::Person => text(&["li", "wang"]).prop_map(Value::Person).boxed(),
        Type::Record(_) => item_value(),
        Type::List(of) => prop::collection::vec(value(of), 0..4).prop_map(|items| Value::List(items.into())).boxed(),
        other => unreachable!("{other:?}"),
    }
}

/// Values by path; what is optional is given every other time.
pub(crate) fn values() -> BoxedStrategy<Vec<(String, Value)>> {
    let given = |path: String, ty: &Type, optional: bool| {
        let value = value(ty);
        let value = if optional { prop::option::of(value).boxed() } else { value.prop_map(Some).boxed() };
        value.prop_map(move |value| value.map(|value| (path.clone(), value))).boxed()
    };
    let mut all: Vec<_> = data().iter().map(|f| given(format!("case.{}", f.id), &f.ty, f.optional)).collect();
    all.push(given("event.n".into(), &Type::Int, false));
    all.push(given("event.opt".into(), &Type::Int, true));
    all.push(given("event.name".into(), &Type::Text, false));
    all.push(given("param.fine".into(), &Type::Money, false));
    all.push(given("param.limit[urban]".into(), &Type::Money, false));
    all.push(given("param.limit[郊区]".into(), &Type::Money, true));
    all.push(given("actor".into(), &Type::Person, false));
    all.push(given("li.grade".into(), &Type::Int, false));
    all.push(given("wang.grade".into(), &Type::Int, true));
    all.prop_map(|values| values.into_iter().flatten().collect()).boxed()
}

/// The same values as a script gets them: by the paths it reads.
pub(crate) fn inputs(values: &[(String, Value)]) -> Vec<(Text, Value)> {
    let get = |path: &str| values.iter().find(|(known, _)| known == path).map(|(_, value)| value.clone());
    let mut inputs: Vec<(Text, Value)> = Vec::new();
    for (path, value) in values.iter().filter(|(path, _)| !path.ends_with(".grade")) {
        let path = path.replace("[", ".").replace("]", "");
        inputs.push((path.into(), value.clone()));
    }
    for person in ["actor", "case.person"] {
        let id = get(person).and_then(|value| value.as_text().cloned());
        if let Some(grade) = id.and_then(|id| get(&format!("{id}.grade"))) {
            inputs.push((format!("{person}.grade").into(), grade));
        }
    }
    inputs.push(("now".into(), Value::Instant(now())));
    inputs.push(("today".into(), Value::Date(zone().date(now()))));
    inputs.push(("self".into(), Value::Case("case-1".into())));
    inputs
}
