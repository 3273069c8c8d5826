//! Every journal is replayed byte for byte, and a changed entry is found.

use super::play::{Deed, Dice, Play};
use super::random::{department, ladders};
use crate::shipped::{policies, scenario};
use std::collections::BTreeSet;
use zhidu_core::case::Case;
use zhidu_core::journal::{Entry, line, replay};
use zhidu_core::outcome::{Verdict, What};
use zhidu_core::program::Program;
use zhidu_core::scenario::watch;
use zhidu_script::RhaiScripts;

/// Every run of every shipped scenario: its file, the program, the cases that stood before, and the journal.
pub(super) fn journals(mut each: impl FnMut(&str, (&Program, &RhaiScripts), Vec<Case>, &[Entry])) {
    for policy in policies() {
        let (program, scripts) = policy.ready();
        for &at in &policy.scenarios {
            let file = &policy.files[at];
            let (scenario, problems) = scenario(&program, file);
            let Some(scenario) = scenario else { panic!("{}: {problems:#?}", file.path) };
            watch(&program, &scripts, &scenario, &mut |program, world| {
                each(&file.path, (program, &scripts), stood(world.journal()), world.journal());
            });
        }
    }
}

/// The cases that were there before the first entry about them.
fn stood(journal: &[Entry]) -> Vec<Case> {
    let mut seen = BTreeSet::new();
    let first = journal.iter().filter(|entry| seen.insert(entry.case.clone()));
    first.filter_map(|entry| entry.before.clone()).collect()
}

#[test]
fn every_scenario_is_replayed_byte_for_byte() {
    let mut entries = 0;
    journals(|path, (program, scripts), stood, journal| {
        let replayed = replay(program, scripts, stood, journal);
        assert!(replayed.is_ok(), "{path}: {}", replayed.unwrap_err());
        entries += journal.len();
    });
    assert!(entries > 300, "{entries}");
}

#[test]
fn a_changed_entry_is_found() {
    let (program, scripts) = ladders().ready();
    let mut play = Play::new(&program, &scripts, department());
    let mut dice = Dice(77);
    for _ in 0..60 {
        let values = dice.of(usize::MAX) as u64;
        play.act(Deed {
            pause: dice.of(250) as u8,
            event: dice.of(60_000) as u16,
            actor: dice.of(3) as u8,
            case: dice.of(60_000) as u16,
            values,
        });
    }
    let journal = play.world().journal();
    let found = |changed: &[Entry]| replay(&program, &scripts, [], changed).unwrap_err().entry;
    let mut tried = 0;
    for at in 0..journal.len() {
        for change in CHANGES {
            let mut changed = journal.to_vec();
            if change(&mut changed[at]) && line(&program, &changed[at]) != line(&program, &journal[at]) {
                assert_eq!(found(&changed), at);
                tried += 1;
            }
        }
    }
    assert!(tried > 100, "{tried}");
}

/// Changes of what came of a step; each tells whether there was anything to change.
const CHANGES: [fn(&mut Entry) -> bool; 7] = [
    |entry| entry.outcome.trace.pop().is_some(),
    |entry| entry.outcome.charges.pop().is_some(),
    |entry| entry.outcome.effects.pop().is_some(),
    |entry| entry.outcome.reads.first_mut().map(|(_, version)| *version += 1).is_some(),
    |entry| entry.outcome.case.as_mut().map(|case| case.version += 1).is_some(),
    |entry| {
        let accepted = entry.outcome.verdict == Verdict::Accepted;
        entry.outcome.verdict = if accepted { Verdict::Ignored } else { Verdict::Accepted };
        true
    },
    |entry| {
        let set = entry.outcome.trace.iter_mut().find(|mark| matches!(mark.what, What::Set(_)));
        set.map(|mark| mark.what = What::Set("another".into())).is_some()
    },
];
