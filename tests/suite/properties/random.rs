//! Whatever people do: refusals and incidents leave nothing, configurations are legal, replay gives the same bytes.

use super::play::{Deed, Play, cast_of, person, stand};
use super::small;
use crate::shipped::{File, Policy, policies};
use proptest::prelude::*;
use std::collections::BTreeMap;
use zhidu_core::journal::replay;
use zhidu_core::outcome::{Verdict, What};
use zhidu_core::program::Program;
use zhidu_core::value::Value;
use zhidu_core::wire;
use zhidu_core::world::Directory;
use zhidu_script::RhaiScripts;

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = any::<(u8, u16, u8, u16, u64)>();
    let deed = deed.prop_map(|(pause, event, actor, case, values)| Deed { pause, event, actor, case, values });
    prop::collection::vec(deed, 1..60)
}

/// Plays on fresh worlds and tells how often which verdict was met.
fn hold((program, scripts): &(Program, RhaiScripts), people: &Directory, cases: u32) -> BTreeMap<&'static str, usize> {
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let config = ProptestConfig { rng_seed: prop::test_runner::RngSeed::Fixed(20_260_301), ..config };
    let mut runner = prop::test_runner::TestRunner::new(config);
    let verdicts = std::cell::RefCell::new(BTreeMap::new());
    let outcome = runner.run(&deeds(), |deeds| {
        let mut play = Play::new(program, scripts, people.clone());
        deeds.into_iter().for_each(|deed| play.act(deed));
        let journal = play.world().journal();
        let cases = replay(program, scripts, [], journal).map_err(|d| TestCaseError::fail(d.to_string()))?;
        let played: Vec<_> = play.world().cases().map(|e| wire::case(program, &e.case)).collect();
        let replayed: Vec<_> = cases.values().map(|case| wire::case(program, case)).collect();
        prop_assert_eq!(played, replayed);
        for entry in journal {
            let marks = entry.outcome.trace.iter().filter_map(|mark| marked(&mark.what));
            for met in marks.chain([kind(&entry.outcome.verdict)]) {
                *verdicts.borrow_mut().entry(met).or_insert(0) += 1;
            }
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    verdicts.into_inner()
}

fn kind(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted => "accepted",
        Verdict::Denied(_) => "denied",
        Verdict::Joins(_) => "joins",
        Verdict::Ignored => "ignored",
        Verdict::Incident(_) => "incident",
    }
}

fn marked(what: &What) -> Option<&'static str> {
    Some(match what {
        What::Resumed(_) => "resumed",
        What::Voted(_) => "voted",
        What::Answered(_) => "answered",
        What::TaskWithdrawn(_) => "withdrawn",
        _ => return None,
    })
}

#[test]
fn shipped_policies_hold() {
    for policy in policies() {
        let ready = policy.ready();
        let met = hold(&ready, &cast_of(&policy, &ready.0), 150);
        assert!(met["accepted"] > 500 && met["denied"] > 500, "{}: {met:?}", policy.root);
    }
}

#[test]
fn regions_and_histories_hold() {
    let people =
        vec![person("cleo", &[("clerk", None)], &[]), person("chris", &[("chief", None), ("clerk", None)], &[])];
    let met = hold(&Policy::small(small::REGIONS).ready(), &Directory { people }, 200);
    assert!(met["accepted"] > 500 && met["denied"] > 500 && met["incident"] > 50, "{met:?}");
}

#[test]
fn ladders_and_keys_hold() {
    let met = hold(&ladders().ready(), &department(), 200);
    assert!(met["accepted"] > 500 && met["denied"] > 500 && met["incident"] > 10, "{met:?}");
}

#[test]
fn failed_actions_hold() {
    let people = vec![person("cleo", &[("clerk", None)], &[])];
    let met = hold(&Policy::small(small::ERRORS).ready(), &Directory { people }, 60);
    assert!(met["accepted"] > 200 && met["denied"] > 200 && met["incident"] > 10, "{met:?}");
}

#[test]
fn decisions_and_pauses_hold() {
    let met = hold(&Policy::small(small::DECISIONS).ready(), &panel(), 200);
    assert!(met["accepted"] > 500 && met["denied"] > 500, "{met:?}");
    let enough = |what, least| met.get(what).is_some_and(|times| *times > least);
    assert!(enough("resumed", 50) && enough("voted", 50), "{met:?}");
    assert!(enough("answered", 10) && enough("withdrawn", 20), "{met:?}");
}

/// Three clerks, one of them a chief too, and a chief.
pub(super) fn panel() -> Directory {
    let people = vec![
        person("ann", &[("clerk", None)], &[]),
        person("bob", &[("clerk", None)], &[]),
        person("chris", &[("clerk", None), ("chief", None)], &[]),
        person("dora", &[("chief", None)], &[]),
    ];
    Directory { people }
}

/// The policy of ladders with its processes.
pub(crate) fn ladders() -> Policy {
    let file = |name: &str, text: &str| File { path: format!("ladders/{name}.toml"), text: text.to_owned() };
    Policy::new(
        "ladders",
        vec![file("batch", small::BATCHES), file("ladders", small::LADDERS), file("parcel", small::PARCELS)],
    )
}

/// Two clerks and their head.
pub(crate) fn department() -> Directory {
    let wage = |text: &str| Value::Money(zhidu_core::money::Money::parse(text).unwrap());
    let with = |wage_text| [("department", Value::Text("sales".into())), ("base_wage", wage(wage_text))];
    let people = vec![
        person("ann", &[("clerk", None)], &with("6500 CNY")),
        person("bob", &[("clerk", None)], &with("7001.01 CNY")),
        person("head", &[("head", Some("sales")), ("clerk", None)], &with("12000 CNY")),
    ];
    Directory { people }
}

#[test]
fn the_same_deeds_give_the_same_world() {
    let (program, scripts) = ladders().ready();
    let deeds = (0..200_u64).map(|n| Deed {
        pause: n as u8,
        event: (n * 7) as u16,
        actor: (n / 3) as u8,
        case: (n * 5) as u16,
        values: n.wrapping_mul(0x9e37_79b9_7f4a_7c15),
    });
    let worlds: Vec<String> = (0..2)
        .map(|_| {
            let mut play = Play::new(&program, &scripts, department());
            deeds.clone().for_each(|deed| play.act(deed));
            stand(&program, play.world())
        })
        .collect();
    assert_eq!(worlds[0], worlds[1]);
}
