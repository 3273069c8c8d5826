//! How a host tests what it builds on the engine: with a clock that stands until it is moved.
//!
//! Run with `cargo run --example manual_clock`.

#![allow(clippy::print_stdout, reason = "an example talks to whoever runs it")]

use std::error::Error;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use zhidu::outcome::Verdict;
use zhidu::time::{parse_date, parse_time};
use zhidu::world::{Directory, Person};
use zhidu::{Delivery, Engine, Event, ManualClock, Memory, Settings, Start, Taken};

const HOTLINE: &str = include_str!("hotline/hotline.toml");

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let files = [("hotline/hotline.toml", HOTLINE)];
    let policy = zhidu::load(&files[..], "hotline", Settings::default())?.policy()?;
    let zone = policy.rules.program.institution.zone.clone();
    let clock = ManualClock::at(zone.instant(parse_date("2026-03-05")?, parse_time("10:05")?));

    let arrived = Arc::new(Mutex::new(Vec::new()));
    let taken = arrived.clone();
    let handler = move |delivery: Delivery| {
        if let Ok(mut taken) = taken.lock() {
            taken.push(delivery.id.to_string());
        }
        async { Taken::Done }
    };
    let builder = Engine::on(Memory::new()).policy(policy, people()).handler(handler);
    let engine = builder.clock(clock.clone()).run().await?;

    let ask = |id: &str| Event::new(id, "li", "ask").with("question", "何时到账？");
    engine.start(Start::case("A"), ask("e1")).await?;
    engine.start(Start::case("B"), ask("e2")).await?;
    clock.advance(Duration::from_secs(20 * 60));
    let reply = engine.send("A", Event::new("e3", "li", "reply")).await?;
    assert_eq!(reply.verdict, Verdict::Accepted);
    // The same deed again is answered as the first time, not done again.
    assert_eq!(engine.send("A", Event::new("e3", "li", "reply")).await?, reply);

    // Half an hour has its last second, so it is not late yet.
    clock.advance(Duration::from_secs(10 * 60));
    engine.settle().await?;
    assert!(engine.ledger("hotline", None).await?.is_empty());
    clock.advance(Duration::from_secs(1));
    engine.settle().await?;
    let ledger = engine.ledger("hotline", Some("li")).await?;
    assert_eq!(ledger.len(), 1);
    println!("charged for {}: {:?}", ledger[0].act.case, ledger[0].amount);

    let late = engine.case("B").await?.ok_or("B is gone")?;
    println!("{} waits in {:?}; its deadlines: {:?}", late.id, late.states, late.deadlines);
    assert_eq!(engine.case("A").await?.and_then(|case| case.ended).as_deref(), Some("answered"));
    println!("delivered: {:?}", arrived.lock().map(|arrived| arrived.clone()));
    assert_eq!(arrived.lock().map(|arrived| arrived.len()).ok(), Some(2));
    engine.stop().await;
    Ok(())
}

fn people() -> Directory {
    let person = |id: &str, role: &str| Person { id: id.into(), roles: vec![(role.into(), None)], ..Person::default() };
    Directory { people: vec![person("li", "agent"), person("wang", "leader")] }
}
