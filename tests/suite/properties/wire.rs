//! What is written down is read again: the same value, the same bytes, the same step; and harmed JSON is an error.

use super::play::{Deed, Dice, Play, person};
use super::random::{department, ladders, panel};
use super::replay::journals;
use super::small;
use crate::shipped::Policy;
use serde_json::{Value as Json, json};
use zhidu_core::case::Case;
use zhidu_core::guard::scripts::Scripts;
use zhidu_core::journal::{BadLine, Entry, line, replay, replay_lines};
use zhidu_core::outcome::{Answer, Verdict};
use zhidu_core::program::{Process, Program};
use zhidu_core::step::step;
use zhidu_core::wire::{self, WireError};
use zhidu_core::world::Directory;

/// Every journal there is to play with: shipped scenarios, and random deeds in small policies.
fn all(mut each: impl FnMut(&str, &Program, &dyn Scripts, Vec<Case>, &[Entry])) {
    journals(|path, (program, scripts), stood, journal| each(path, program, scripts, stood, journal));
    let clerks =
        vec![person("cleo", &[("clerk", None)], &[]), person("chris", &[("chief", None), ("clerk", None)], &[])];
    let clerks = Directory { people: clerks };
    let small = |text| (Policy::small(text), clerks.clone());
    let decisions = (Policy::small(small::DECISIONS), panel());
    for (policy, people) in [(ladders(), department()), small(small::REGIONS), small(small::ERRORS), decisions] {
        let (program, scripts) = policy.ready();
        for seed in 1..4 {
            let mut play = Play::new(&program, &scripts, people.clone());
            let mut dice = Dice(seed * 0x9e37_79b9);
            for _ in 0..80 {
                play.act(Deed {
                    pause: dice.of(250) as u8,
                    event: dice.of(60_000) as u16,
                    actor: dice.of(250) as u8,
                    case: dice.of(60_000) as u16,
                    values: dice.of(usize::MAX) as u64,
                });
            }
            each(&policy.root, &program, &scripts, Vec::new(), play.world().journal());
        }
    }
}

/// The process an entry's input is read with.
fn process<'p>(program: &'p Program, entry: &Entry) -> Option<&'p Process> {
    entry.before.as_ref().map(|case| &program.processes[case.process.at()])
}

/// Reads what was written, and holds it to the value and to the bytes.
fn again<T: PartialEq + std::fmt::Debug>(
    value: &T,
    write: impl Fn(&T) -> Json,
    read: impl Fn(&Json) -> Result<T, WireError>,
) -> T {
    let written = write(value).to_string();
    let back = read(&serde_json::from_str(&written).unwrap()).unwrap_or_else(|error| panic!("{error}\n{written}"));
    assert_eq!(&back, value);
    assert_eq!(write(&back).to_string(), written);
    back
}

#[test]
fn whatever_is_written_is_read_again_and_steps_to_the_same_bytes() {
    let (mut entries, mut cases, mut booked) = (0, 0, 0);
    all(|path, program, scripts, _, journal| {
        for entry in journal {
            let outcome = &entry.outcome;
            let case = |case: &Case| again(case, |c| wire::case(program, c), |j| wire::read_case(program, j));
            let before = entry.before.as_ref().map(case);
            let process = process(program, entry);
            let input = again(
                &entry.input,
                |input| wire::input(program, process, input),
                |json| wire::read_input(program, process, json),
            );
            let facts = again(&entry.facts, wire::facts, wire::read_facts);
            outcome.case.iter().for_each(|c| drop(case(c)));
            outcome.effects.iter().for_each(|e| drop(again(e, wire::effect, wire::read_effect)));
            outcome.charges.iter().for_each(|c| drop(again(c, wire::charge, wire::read_charge)));
            outcome.rows.iter().for_each(|r| drop(again(r, wire::row, wire::read_row)));
            outcome.openings.iter().for_each(|o| drop(again(o, wire::opening, wire::read_opening)));
            outcome.messages.iter().for_each(|m| drop(again(m, wire::message, wire::read_message)));
            verdict(&outcome.verdict);
            let Answer::Done(stepped) = step(program, scripts, before.as_ref(), &input, &facts) else {
                panic!("{path}: facts are missing")
            };
            let read = Entry { before, input, facts, outcome: *stepped, ..entry.clone() };
            assert_eq!(line(program, &read), line(program, entry), "{path}");
            entries += 1;
            cases += usize::from(entry.before.is_some());
            booked += outcome.charges.len();
        }
    });
    assert!(entries > 1_000 && cases > 500 && booked > 50, "{entries} {cases} {booked}");
}

/// An incident is read as a sentence; everything else as it was.
fn verdict(verdict: &Verdict) {
    let written = wire::verdict(verdict);
    let back = wire::read_verdict(&written).unwrap();
    assert_eq!(wire::verdict(&back), written);
    if !matches!(verdict, Verdict::Incident(_)) {
        assert_eq!(&back, verdict);
    }
}

#[test]
fn a_journal_is_replayed_from_its_lines_alone() {
    let mut replayed = 0;
    all(|path, program, scripts, stood, journal| {
        let lines: Vec<String> = journal.iter().map(|entry| line(program, entry)).collect();
        let cases = replay_lines(program, scripts, stood.clone(), lines.iter().map(String::as_str));
        let cases = cases.unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(cases, replay(program, scripts, stood, journal).unwrap());
        replayed += lines.len();
    });
    assert!(replayed > 1_000, "{replayed}");
}

#[test]
fn a_changed_line_is_named() {
    let (program, scripts) = ladders().ready();
    let mut play = Play::new(&program, &scripts, department());
    (0..30_u16).for_each(|n| {
        play.act(Deed { pause: n as u8, event: n * 7, actor: (n / 3) as u8, case: n * 5, values: u64::from(n) });
    });
    let lines: Vec<String> = play.world().journal().iter().map(|entry| line(&program, entry)).collect();
    let with = |n: usize, text: &str| {
        let mut lines = lines.clone();
        lines[n] = text.to_owned();
        replay_lines(&program, &scripts, [], lines.iter().map(String::as_str)).unwrap_err()
    };
    assert!(matches!(with(0, "{"), BadLine::NoJson { entry: 0, .. }));
    let BadLine::Unreadable { entry: 1, error } = with(1, r#"{"case": 1}"#) else { panic!("not read") };
    assert_eq!(error.to_string(), "`$.case`: expected a text, found 1");
    assert!(matches!(with(2, &lines[2].replace("\"outcome\":{", "\"outcome\":{ ")), BadLine::Diverges(_)));
}

#[test]
fn places_are_named() {
    let (program, _) = Policy::small(small::REGIONS).ready();
    let read = |json: Json| wire::read_case(&program, &json).unwrap_err().to_string();
    assert_eq!(read(json!([])), "`$`: expected an object, found []");
    assert_eq!(
        read(json!({ "surplus": null })).split(", found").next(),
        Some(
            "`$.surplus`: expected only the keys `id`, `process`, `version`, `opened`, `fired`, `active`, `ended`, `data`, \
         `owner`, `requester`, `parts`, `openers`, `children`, `cancelled`, `clocks`, `waits`, `tasks`, \
         `asked`, `delayed`, `history`, `generation`"
        )
    );
    assert_eq!(
        read(json!({ "process": "nothing" })),
        "`$.process`: expected the id of a process of this policy, found \"nothing\""
    );
    let value = |json: Json| wire::read_value(&json).unwrap_err().to_string();
    assert_eq!(
        value(json!([1, { "date": "2026-02-30" }])),
        "`$[1].date`: expected a date as it is written down, found \"2026-02-30\""
    );
    assert_eq!(value(json!({ "record": [["a", 1], ["b", null]] })).split(": ").next(), Some("`$.record[1][1]`"));
    assert_eq!(value(json!(1.5)), "`$`: expected a whole number in range, found 1.5");
}

/// A random place in JSON is taken out, or replaced by something that stands elsewhere or nowhere.
fn harm(json: &mut Json, dice: &mut Dice) {
    match json {
        Json::Object(map) if !map.is_empty() && dice.of(6) > 0 => {
            let key = map.keys().nth(dice.of(map.len())).cloned().unwrap();
            if dice.of(8) == 0 {
                map.remove(&key);
            } else {
                harm(&mut map[&key], dice);
            }
        }
        Json::Array(items) if !items.is_empty() && dice.of(6) > 0 => {
            let n = dice.of(items.len());
            match dice.of(10) {
                0 => drop(items.remove(n)),
                1 => items.push(items[n].clone()),
                2 => items.reverse(),
                _ => harm(&mut items[n], dice),
            }
        }
        Json::Number(number) if dice.of(2) == 0 => {
            *json = json!(number.as_i64().unwrap_or(0).wrapping_add([1, -1, 1_000][dice.of(3)]));
        }
        _ => {
            let others = [
                json!(null),
                json!(true),
                json!(-1),
                json!(0),
                json!(u64::MAX),
                json!(i64::MIN),
                json!(1.5),
                json!(""),
                json!("end"),
                json!("客户"),
                json!([]),
                json!([null, 0]),
                json!({}),
                json!({ "x": 1 }),
                json!({ "money": "1 CNY" }),
                json!({ "date": "2026-02-28" }),
                json!({ "record": [["a", 1]] }),
            ];
            *json = others[dice.of(others.len())].clone();
        }
    }
}

#[test]
fn harmed_json_is_an_error_or_means_what_it_says() {
    let (mut errors, mut read, mut seed) = (0, 0, 0);
    all(|_, program, scripts, _, journal| {
        for entry in journal {
            seed += 1;
            let mut dice = Dice(seed * 0x9e37_79b9_7f4a);
            let process = process(program, entry);
            let mut harmed = json!({
                "case": entry.before.as_ref().map(|case| wire::case(program, case)),
                "input": wire::input(program, process, &entry.input), "facts": wire::facts(&entry.facts),
            });
            let part = ["case", "input", "facts"][dice.of(3)];
            harm(&mut harmed[part], &mut dice);
            let case = (!harmed["case"].is_null()).then(|| wire::read_case(program, &harmed["case"])).transpose();
            let input = wire::read_input(program, process, &harmed["input"]);
            let facts = wire::read_facts(&harmed["facts"]);
            let (Ok(case), Ok(input), Ok(facts)) = (case, input, facts) else {
                errors += 1;
                continue;
            };
            let process = case.as_ref().map(|case| &program.processes[case.process.at()]);
            let written = json!({
                "case": case.as_ref().map(|case| wire::case(program, case)),
                "input": wire::input(program, process, &input), "facts": wire::facts(&facts),
            });
            assert_eq!(written, harmed);
            // Whatever it says, the step answers.
            let _ = step(program, scripts, case.as_ref(), &input, &facts);
            read += 1;
        }
    });
    assert!(errors > 300 && read > 100, "{errors} {read}");
}

#[test]
fn keys_are_sorted() {
    assert_eq!(json!({ "b": 1, "a": 2 }).to_string(), r#"{"a":2,"b":1}"#);
}
