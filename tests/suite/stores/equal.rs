//! The dry run, the engine in memory and the engine on a file are one: the same deeds give the same bytes.

use super::{Folder, as_given};
use crate::properties::{Deed, Dice, Play, cast_of, department, ladders, small};
use crate::shipped::{Policy, policies};
use zhidu::world::{Address, Directory, Submission};
use zhidu::{Engine, EngineError, Event, ManualClock, Memory, Reply, Sqlite, Start, Store};
use zhidu_core::journal::line;
use zhidu_core::outcome::Verdict;
use zhidu_core::wire;
use zhidu_time::Instant;

fn deed(dice: &mut Dice) -> Deed {
    Deed {
        pause: dice.of(250) as u8,
        event: dice.of(60_000) as u16,
        actor: dice.of(250) as u8,
        case: dice.of(60_000) as u16,
        values: dice.of(usize::MAX) as u64,
    }
}

async fn engine(store: impl Store, policy: &Policy, clock: &ManualClock, people: &Directory) -> Engine {
    let (program, scripts) = policy.ready();
    let builder = Engine::on(store).policy(as_given(program, scripts), people.clone());
    builder.clock(clock.clone()).run().await.unwrap()
}

async fn send(engine: &Engine, id: &str, submission: &Submission) -> Result<Reply, EngineError> {
    let Submission { outside, to, .. } = submission;
    let event =
        Event { id: id.into(), actor: outside.actor.clone(), name: outside.event.clone(), data: outside.data.clone() };
    match to {
        Address::Case(case) => engine.send(case.clone(), event).await,
        Address::New { process, id } => {
            let start = Start { process: process.clone(), case: Some(id.clone()), institution: None };
            engine.start(start, event).await
        }
    }
}

/// Plays the same deeds three times over; how many were accepted.
async fn play(policy: &Policy, people: &Directory, seed: u64, deeds: u32) -> usize {
    let (program, scripts) = policy.ready();
    let folder = Folder::new("equal");
    let mut play = Play::new(&program, &scripts, people.clone());
    let clock = ManualClock::at(play.now);
    let (memory, file) = (Memory::new(), Sqlite::open(folder.file("store.db")).unwrap());
    let in_memory = engine(memory.clone(), policy, &clock, people).await;
    let on_file = engine(file.clone(), policy, &clock, people).await;
    let mut dice = Dice(seed);
    let mut accepted = 0;
    for n in 0..deeds {
        let Some(submission) = play.choose(deed(&mut dice)) else { continue };
        clock.set(submission.stamp);
        in_memory.settle().await.unwrap();
        on_file.settle().await.unwrap();
        let id = format!("e{n}");
        match (send(&in_memory, &id, &submission).await, send(&on_file, &id, &submission).await) {
            (Ok(a), Ok(b)) => {
                assert_eq!(a, b, "{submission:?}");
                assert_eq!(a, send(&on_file, &id, &submission).await.unwrap(), "the same again");
                let outcome = play.submit(submission);
                assert_eq!(wire::verdict(&a.verdict), wire::verdict(&outcome.verdict));
                accepted += usize::from(a.verdict == Verdict::Accepted);
            }
            // What an engine does not take: events for cases that are parked or not there.
            (Err(a), Err(b)) => assert_eq!(a.to_string(), b.to_string()),
            (a, b) => panic!("{submission:?}: {a:?} against {b:?}"),
        }
    }
    in_memory.settle().await.unwrap();
    on_file.settle().await.unwrap();
    let now = play.now;
    play.driver.run_until(now);
    compare(&play, &memory, &file).await;
    accepted
}

async fn compare(play: &Play<'_>, memory: &Memory, file: &Sqlite) {
    let world = play.world();
    let written: Vec<String> = world.journal().iter().map(|entry| line(play.program, entry)).collect();
    let institution = &play.program.institution.id;
    let ledger: Vec<String> = world.ledger().iter().map(|charge| wire::charge(charge).to_string()).collect();
    for store in [memory as &dyn Store, file] {
        let lines = store.lines(None, 0, usize::MAX).await.unwrap();
        assert!(lines.len() == written.len(), "{} lines instead of {}", lines.len(), written.len());
        for (line, written) in lines.iter().zip(&written) {
            assert_eq!(line.text, *written);
        }
        let booked = store.ledger(institution, None).await.unwrap();
        assert_eq!(booked.iter().map(|charge| wire::charge(charge).to_string()).collect::<Vec<_>>(), ledger);
        for entry in world.cases() {
            let stored = store.case(&entry.case.id).await.unwrap().unwrap();
            assert_eq!(stored.case, wire::case(play.program, &entry.case));
            assert_eq!(stored.incident.is_some(), entry.incident.is_some());
            assert_eq!((&stored.opened_by, &stored.part), (&entry.opened_by, &entry.part));
        }
        for register in &play.program.registers {
            let rows = store.rows(institution, &register.id).await.unwrap();
            let expected = world.rows().iter().filter(|row| row.register == register.id);
            assert_eq!(rows, expected.cloned().collect::<Vec<_>>());
        }
        let due = store.due(Instant::MAX, None, usize::MAX).await.unwrap();
        let due: Vec<_> = due.into_iter().map(|item| item.due.what).collect();
        assert_eq!(due, world.due(Instant::MAX).into_iter().map(|due| due.what).collect::<Vec<_>>());
        assert_eq!(store.parked().await.unwrap().len(), world.parked().count());
    }
    assert_eq!(memory.parked().await.unwrap(), file.parked().await.unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ladders_and_keys() {
    let mut accepted = 0;
    for seed in [11, 222, 3_333, 44_444, 555_555] {
        accepted += play(&ladders(), &department(), seed, 50).await;
    }
    assert!(accepted > 60, "{accepted}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn incidents_and_histories() {
    let people = department();
    let mut accepted = 0;
    for (text, seed) in [(small::REGIONS, 7), (small::REGIONS, 77), (small::ERRORS, 777)] {
        let mut people = people.clone();
        people.people[0].roles.push(("chief".into(), None));
        accepted += play(&Policy::small(text), &people, seed, 50).await;
    }
    assert!(accepted > 30, "{accepted}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn shipped_policies() {
    for policy in policies() {
        let people = cast_of(&policy, &policy.ready().0);
        let accepted = play(&policy, &people, 4_242, 150).await + play(&policy, &people, 99, 150).await;
        assert!(accepted > 20, "{}: {accepted}", policy.root);
    }
}
