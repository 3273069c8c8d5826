//! What goes out of a case: signals keep their order, requests have one fate each, and no identity is given twice.

use super::play::{Dice, person};
use crate::shipped::Policy;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use zhidu_core::case::AskedStatus;
use zhidu_core::effect::{EffectId, EffectKind};
use zhidu_core::journal::{Entry, replay};
use zhidu_core::outcome::{Answered, InputKind, Outside, Reply, Verdict};
use zhidu_core::value::{Text, Value};
use zhidu_core::wire;
use zhidu_core::world::{Address, Directory, Driver, Submission, World};
use zhidu_time::Instant;

/// Desks that pass notes to each other and ask the host for things; a desk that heard too much fails and is parked.
const DESKS: &str = r#"
[institution]
id = "desks"
name = "Desks"
time_zone = "UTC"
currency = "EUR"

[[role]]
id = "clerk"

[process]
id = "desk"
initial = "idle"

[[data]]
id = "peer"
type = "ref"
to = "desk"
optional = true

[[data]]
id = "heard"
type = "integer"
default = 0
max = 2

[[data]]
id = "returned"
type = "integer"
default = 0

[[event]]
id = "note"
fields = [{ id = "n", type = "integer" }]

[[start]]
event = "begin"
by = "clerk"

[[state]]
id = "open"

[[state.on]]
event = "meet"
by = "clerk"
takes = ["peer"]

[[state.on]]
event = "tell"
by = "clerk"
when = "given(case.peer)"
do = [
    { signal = "case.peer", event = "note", with = { n = 1 }, id = "told" },
    { signal = "case.peer", event = "note", with = { n = 0 } },
    { signal = "self", event = "note", with = { n = 1 } },
]

[[state.on]]
event = "tell_later"
by = "clerk"
when = "given(case.peer)"
do = [{ signal = "case.peer", event = "note", with = { n = 1 }, wait = "10 minutes", id = "told" }]

[[state.on]]
event = "forget"
by = "clerk"
do = [{ cancel = "told" }]

[[state.on]]
event = "note"
by = "clerk"
require = ["event.n >= 0"]
set = { heard = "case.heard + event.n" }

[[state.on]]
event = "told.refused"
set = { returned = "case.returned + 1" }

[[state.on]]
event = "calm"
by = "clerk"
set = { heard = 0 }

[[state.on]]
event = "close"
by = "clerk"
to = "end"

[[state]]
id = "idle"
in = "open"

[[state.on]]
event = "ask"
by = "clerk"
to = "asked"

[[state]]
id = "asked"
in = "open"

[[state.entry]]
do = [{ request = "fetch", undo = "put_back" }, { notify = "clerk", id = "heads_up", within = "20 minutes" }]

[[state.on]]
event = "fetch.confirmed"
to = "got"

[[state.on]]
event = "back"
by = "clerk"
to = "idle"

[[state]]
id = "got"
in = "open"

[[state.on]]
event = "back"
by = "clerk"
to = "idle"
"#;

const DESK_IDS: [&str; 3] = ["A", "B", "C"];
const EVENTS: [&str; 8] = ["tell", "tell_later", "forget", "calm", "ask", "back", "ask", "close"];

/// What happened to requests, over all plays.
#[derive(Default)]
struct Fates {
    confirmed: usize,
    failed: usize,
    withdrawn: usize,
    open: usize,
    undone: usize,
    refused: usize,
    parked: usize,
}

#[test]
fn signals_keep_their_order_and_requests_have_one_fate() {
    let (program, scripts) = Policy::small(DESKS).ready();
    let people = Directory { people: vec![person("cleo", &[("clerk", None)], &[])] };
    let mut fates = Fates::default();
    for seed in 1..150 {
        let mut driver = Driver::new(&program, &scripts, people.clone());
        play(&mut driver, &mut Dice(seed * 7_919), &mut fates);
        let world = driver.world();
        pairs_keep_their_order(world);
        requests_have_one_fate(world, &mut fates);
        no_identity_comes_twice(world.journal());
        let cases = replay(&program, &scripts, [], world.journal()).unwrap();
        for entry in world.cases() {
            assert_eq!(wire::case(&program, &cases[&entry.case.id]), wire::case(&program, &entry.case));
        }
    }
    let Fates { confirmed, failed, withdrawn, open, undone, refused, parked } = fates;
    let met = [confirmed, failed, withdrawn, open, undone, refused, parked];
    assert!(
        met.iter().all(|times| *times > 20),
        "confirmed, failed, withdrawn, open, undone, refused, parked: {met:?}"
    );
}

fn play(driver: &mut Driver<'_>, dice: &mut Dice, fates: &mut Fates) {
    let mut now = 1_800_000_000;
    let act = |driver: &mut Driver<'_>, now: i64, event: &str, to: Address, data: Vec<(Text, Value)>| {
        let outside = Outside { event: event.into(), actor: "cleo".into(), data };
        let stamp = Instant::from_seconds(now).unwrap();
        driver.submit(Submission { stamp, outside, to }).verdict
    };
    for id in DESK_IDS {
        let begun = act(driver, now, "begin", Address::New { process: None, id: id.into() }, Vec::new());
        assert_eq!(begun, Verdict::Accepted);
    }
    for _ in 0..60 {
        now += [0, 0, 60, 600][dice.of(4)];
        let case = DESK_IDS[dice.of(DESK_IDS.len())];
        match dice.of(10) {
            0 | 1 => answer(driver, dice, now),
            2 => {
                let peer = DESK_IDS[dice.of(DESK_IDS.len())];
                act(driver, now, "meet", Address::Case(case.into()), vec![("peer".into(), Value::Text(peer.into()))]);
            }
            3 => fates.parked += usize::from(driver.go_on(case)),
            _ => {
                // Desks close seldom.
                let last = if dice.of(12) == 0 { EVENTS.len() } else { EVENTS.len() - 1 };
                act(driver, now, EVENTS[dice.of(last)], Address::Case(case.into()), Vec::new());
            }
        }
    }
    driver.run_until(Instant::from_seconds(now + 3_600).unwrap());
}

/// Answers some effect that was ever made, asked for or not, answered before or not.
fn answer(driver: &mut Driver<'_>, dice: &mut Dice, now: i64) {
    let effects: Vec<EffectId> = driver
        .world()
        .journal()
        .iter()
        .flat_map(|entry| &entry.outcome.effects)
        .map(|effect| effect.id.clone())
        .collect();
    let late = effects.len().saturating_sub(1 + dice.of(4));
    let Some(effect) = effects.get(late).cloned() else { return };
    let was_open = driver.world().case(&effect.case).is_some_and(|entry| {
        entry.case.asked.iter().any(|asked| asked.id == effect && asked.status == AskedStatus::Open)
    });
    let result = if dice.of(3) == 0 { Answered::Failed } else { Answered::Confirmed };
    let stamp = Instant::from_seconds(now).unwrap();
    driver.run_until(stamp);
    let still_open = driver.world().case(&effect.case).is_some_and(|entry| {
        entry.case.asked.iter().any(|asked| asked.id == effect && asked.status == AskedStatus::Open)
    });
    assert!(was_open || !still_open);
    let case = effect.case.clone();
    let outcome = driver.reply(stamp, &case, &Reply { effect, result, data: Vec::new() });
    // Whether an answer is taken depends on its question being open, and on nothing else.
    assert_eq!(outcome.verdict == Verdict::Accepted, still_open, "{outcome:?}");
}

/// What one case sends another is taken in that order, whatever fails on the way.
fn pairs_keep_their_order(world: &World) {
    let mut sent: BTreeMap<(Text, Text), VecDeque<EffectId>> = BTreeMap::new();
    for entry in world.journal() {
        for message in &entry.outcome.messages {
            let pair = (entry.case.clone(), message.to.clone());
            sent.entry(pair).or_default().push_back(message.id.clone());
        }
        let InputKind::Message(message) = &entry.input.kind else { continue };
        let waiting = sent.get_mut(&(message.id.case.clone(), entry.case.clone())).unwrap();
        assert_eq!(waiting.front(), Some(&message.id), "out of order");
        // What failed stays where it was.
        if !matches!(entry.outcome.verdict, Verdict::Incident(_)) {
            waiting.pop_front();
        }
    }
    for ((_, to), waiting) in &sent {
        let inbox = &world.case(to).unwrap().inbox;
        assert!(waiting.iter().all(|id| inbox.iter().any(|message| message.id == *id)), "a message is lost");
    }
}

fn requests_have_one_fate(world: &World, fates: &mut Fates) {
    let mut seen: BTreeMap<EffectId, Vec<&str>> = BTreeMap::new();
    for entry in world.journal() {
        if let InputKind::Reply(reply) = &entry.input.kind
            && entry.outcome.verdict == Verdict::Accepted
        {
            seen.entry(reply.effect.clone()).or_default().push(reply.result.id());
        }
        for effect in &entry.outcome.effects {
            match &effect.kind {
                EffectKind::Request { undoes, .. } => {
                    seen.entry(effect.id.clone()).or_default();
                    fates.undone += usize::from(undoes.is_some());
                }
                EffectKind::Notify { name: Some(_), .. } => {
                    seen.entry(effect.id.clone()).or_default();
                }
                EffectKind::Withdraw { request, .. } => seen.get_mut(request).unwrap().push("withdrawn"),
                EffectKind::Notify { .. } | EffectKind::Warn { .. } => {}
            }
        }
        fates.refused += entry.outcome.messages.iter().filter(|m| m.event.ends_with(".refused")).count();
    }
    for entry in world.cases() {
        for asked in entry.case.asked.iter().filter(|asked| asked.status == AskedStatus::Open) {
            seen.get_mut(&asked.id).unwrap().push("open");
        }
    }
    for (id, fate) in seen {
        let [fate] = fate[..] else { panic!("{id}: {fate:?}") };
        let counted = match fate {
            "confirmed" => &mut fates.confirmed,
            "failed" => &mut fates.failed,
            "withdrawn" => &mut fates.withdrawn,
            _ => &mut fates.open,
        };
        *counted += 1;
    }
}

fn no_identity_comes_twice(journal: &[Entry]) {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for outcome in journal.iter().map(|entry| &entry.outcome) {
        let effects = outcome.effects.iter().map(|effect| effect.id.to_string());
        let messages = outcome.messages.iter().map(|message| message.id.to_string());
        let openings = outcome.openings.iter().map(|opening| opening.case.to_string());
        for id in effects.chain(messages).chain(openings) {
            assert!(seen.insert(id.clone()), "{id} twice");
        }
    }
}
