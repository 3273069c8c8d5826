//! Bytes as what happens in a world.

use crate::source::Source;
use serde_json::{Value as Json, json};
use std::sync::OnceLock;
use zhidu::effect::EffectKind;
use zhidu::journal::{line, replay_lines};
use zhidu::outcome::{Answered, Outside, Reply};
use zhidu::problem::Problems;
use zhidu::program::Program;
use zhidu::time::Instant;
use zhidu::value::{Field, Text, Type, Value};
use zhidu::world::{Address, Directory, Driver, Submission, World};
use zhidu::{RhaiScripts, Settings, SourceMap, scenario, syntax};

/// A policy that is ready to run, with its people.
struct Ready {
    program: Program,
    scripts: RhaiScripts,
    people: Directory,
}

macro_rules! files {
    ($folder:literal: $($name:literal)*) => {
        [$((concat!("p/", $name), include_str!(concat!($folder, $name)))),*]
    };
}

/// The gate of the tests of `zhidu step`, and the policy that is shipped.
fn all() -> &'static [Ready] {
    static ALL: OnceLock<Vec<Ready>> = OnceLock::new();
    ALL.get_or_init(|| {
        let gate = files!("../../suite/step/gate/": "gate.toml" "visit.toml" "receipt.toml" "leave.toml");
        let gold = files!("../../../policies/gold-exchange/":
            "institution.toml" "call.toml" "callback.toml" "clauses.toml" "follow_up.toml" "offences.toml" "penalties.toml");
        vec![
            ready(gate.as_slice(), include_str!("../../suite/step/gate/cast.toml")),
            ready(gold.as_slice(), include_str!("../../suite/step/golden/cast.toml")),
        ]
    })
}

fn ready(files: &[(&str, &str)], cast: &str) -> Ready {
    let loaded = zhidu::load(files, "p", Settings::default()).expect("a time zone");
    let program = loaded.compiled.program.unwrap_or_else(|| panic!("{:?}", loaded.compiled.problems));
    let (_, document, _) = syntax::load(&mut SourceMap::default(), "cast.toml", cast.as_bytes());
    let people = scenario::people(&document, &program, &mut Problems::new());
    Ready { program, scripts: loaded.scripts, people: Directory { people } }
}

/// Lets things happen in one of the policies, as the bytes say.
pub fn run(bytes: &[u8]) {
    let mut source = Source(bytes);
    let Some(ready) = all().get(source.of(all().len())) else { return };
    let mut driver = Driver::new(&ready.program, &ready.scripts, ready.people.clone());
    let (mut now, mut is_own) = (Instant::from_seconds(1_772_413_200).unwrap_or(Instant::EPOCH), true);
    while !source.is_empty() {
        let pause = [0, 0, 1, 60, 1_799, 1_801, 86_400, 2_678_400][source.of(8)];
        now = now.checked_add(pause).unwrap_or(now);
        match source.of(8) {
            0 => driver.run_until(now),
            1 => is_own &= !replaced(ready, &mut driver, &mut source),
            2 => answer(&mut driver, now, &mut source),
            _ => act(ready, &mut driver, now, &mut source),
        }
    }
    if is_own {
        let lines: Vec<String> = driver.world().journal().iter().map(|entry| line(&ready.program, entry)).collect();
        let replayed = replay_lines(&ready.program, &ready.scripts, [], lines.iter().map(String::as_str));
        let cases = replayed.unwrap_or_else(|error| panic!("{error}"));
        assert!(driver.world().cases().all(|entry| cases.get(&entry.case.id) == Some(&entry.case)));
    }
}

/// Somebody does something.
fn act(ready: &Ready, driver: &mut Driver<'_>, now: Instant, source: &mut Source<'_>) {
    let events = ready.program.processes.iter().flat_map(|process| process.events.iter());
    let events: Vec<_> = events.collect();
    let Some(event) = source.pick(&events) else { return };
    let people: Vec<Text> = ready.people.people.iter().map(|person| person.id.clone()).collect();
    let actor = if source.of(12) == 0 { "nobody".into() } else { source.pick(&people).unwrap_or_default() };
    let cases: Vec<Text> = driver.world().cases().map(|entry| entry.case.id.clone()).collect();
    let to = match source.pick(&cases) {
        Some(case) if source.of(3) > 0 => Address::Case(case),
        _ => Address::New { process: None, id: format!("c{}", driver.world().journal().len()).into() },
    };
    if let Address::New { id, .. } = &to
        && driver.world().case(id).is_some()
    {
        return;
    }
    let fields =
        event.fields.iter().filter_map(|field| Some((field.field.id.clone(), field_value(&field.field, source)?)));
    let outside = Outside { event: event.name.clone(), actor, data: fields.collect() };
    driver.submit(Submission { stamp: now, outside, to });
}

/// The host answers something it was asked, or anything.
fn answer(driver: &mut Driver<'_>, now: Instant, source: &mut Source<'_>) {
    let asked = driver.world().journal().iter().flat_map(|entry| &entry.outcome.effects);
    let asked: Vec<_> = asked.filter(|effect| !matches!(effect.kind, EffectKind::Warn { .. })).collect();
    let Some(effect) = source.pick(&asked).map(|effect| effect.id.clone()) else { return };
    let result = if source.of(2) == 0 { Answered::Confirmed } else { Answered::Failed };
    let case = effect.case.clone();
    driver.reply(now, &case, &Reply { effect, result, data: Vec::new() });
}

/// The world is written, perhaps harmed, and read; true where the harmed one took its place.
fn replaced<'a>(ready: &'a Ready, driver: &mut Driver<'a>, source: &mut Source<'_>) -> bool {
    let mut written = driver.world().write(&ready.program);
    let whole = written.to_string();
    let times = source.of(3);
    (0..times).for_each(|_| harm(&mut written, source));
    match World::read(&ready.program, ready.people.clone(), &written) {
        Err(error) => {
            assert!(times > 0, "{error}");
            assert!(error.path.starts_with('$'), "{error}");
            false
        }
        Ok(world) => {
            assert!(times > 0 || world.write(&ready.program).to_string() == whole);
            let is_harmed = written.to_string() != whole;
            if is_harmed {
                *driver = Driver::resume(&ready.program, &ready.scripts, world);
            }
            is_harmed
        }
    }
}

/// Some place is taken out or replaced.
fn harm(json: &mut Json, source: &mut Source<'_>) {
    match json {
        Json::Object(map) if !map.is_empty() && source.of(8) > 0 => {
            let keys: Vec<String> = map.keys().cloned().collect();
            let key = source.pick(&keys).unwrap_or_default();
            if let (Some(inner), true) = (map.get_mut(&key), source.of(10) > 0) {
                return harm(inner, source);
            }
            map.remove(&key);
        }
        Json::Array(items) if !items.is_empty() && source.of(8) > 0 => {
            let n = source.of(items.len());
            match source.of(8) {
                0 => drop(items.remove(n)),
                1 => items.push(items[n].clone()),
                2 => items.reverse(),
                _ => harm(&mut items[n], source),
            }
        }
        Json::Number(number) if source.of(3) > 0 => {
            let by = [1, -1, 60, i64::MAX][source.of(4)];
            *json = json!(number.as_i64().unwrap_or(0).wrapping_add(by));
        }
        _ => {
            let others = [
                json!(null),
                json!(0),
                json!(-1),
                json!(u64::MAX),
                json!(""),
                json!("end"),
                json!([]),
                json!({}),
                json!("waiting"),
            ];
            *json = source.pick(&others).unwrap_or_default();
        }
    }
}

fn field_value(field: &Field, source: &mut Source<'_>) -> Option<Value> {
    match source.of(12) {
        0 => None,
        1 => Some(Value::Text("?".into())),
        2 => Some(Value::Int(i64::MIN)),
        3 => field.min.clone().or_else(|| field.max.clone()),
        4 => field.max.clone(),
        _ => value(&field.ty, source, 0),
    }
}

/// A value of a type, mostly as the literal a host would send.
fn value(ty: &Type, source: &mut Source<'_>, depth: usize) -> Option<Value> {
    let text = |text: &str| Some(Value::Text(text.into()));
    match ty {
        Type::Bool => Some(Value::Bool(source.of(2) == 0)),
        Type::Int | Type::Decimal => Some(Value::Int([0, 1, 2, 5, -1, i64::MAX][source.of(6)])),
        Type::Percent => text(["0%", "10%", "99.5%", "%"][source.of(4)]),
        Type::Money => text(["0 CNY", "100 CNY", "92233720368547758.07 CNY", "-1 CNY", "1 EUR"][source.of(5)]),
        Type::Text => text(["", "a", "b", "客户"][source.of(4)]),
        Type::Choice(choice) => Some(Value::Text(source.pick(&choice.options)?.id)),
        Type::Date => text(["2026-03-02", "2026-02-30", "9999-12-31", "-009999-01-01"][source.of(4)]),
        Type::Time => text(["09:00", "24:00", "25:00"][source.of(3)]),
        Type::Instant => text(["2026-03-02 09:00", "9999-12-30 24:00", "x"][source.of(3)]),
        Type::Duration => text(["30 minutes", "3 days", "12 months", "-1 hour", "4294967295 days"][source.of(5)]),
        Type::Person => text(["li", "ann", "wang", "?"][source.of(4)]),
        Type::Role => text(["clerk", "agent", "?"][source.of(3)]),
        Type::Case(_) => text(["c0", "c1", "?"][source.of(3)]),
        Type::List(of) if depth < 3 => {
            let items: Option<Vec<Value>> = (0..source.of(4)).map(|_| value(of, source, depth + 1)).collect();
            Some(Value::List(items?.into()))
        }
        Type::Record(record) if depth < 3 => {
            let fields = record.fields.iter();
            let fields: Vec<_> =
                fields.filter_map(|f| Some((f.id.clone(), value(&f.ty, source, depth + 1)?))).collect();
            Some(Value::Record(fields.into()))
        }
        Type::List(_) | Type::Record(_) | Type::Unknown => None,
    }
}
