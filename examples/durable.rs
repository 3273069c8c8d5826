//! Nothing is in the process: stop it while a deadline runs, start it again, and the deadline fires, once.
//!
//! `cargo run --example durable` does both halves and a third run that finds nothing left to do. Each half alone, with
//! as much time between as you like: `cargo run --example durable -- ask FILE`, then `cargo run --example durable -- wait FILE`.

#![allow(clippy::print_stdout, reason = "an example talks to whoever runs it")]

use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use zhidu::world::{Directory, Person};
use zhidu::{Delivery, Engine, Event, Item, Settings, Sqlite, Start, Taken};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        [] => both().await,
        ["ask", file] => ask(Path::new(file)).await,
        ["wait", file] => wait(Path::new(file)).await.map(|_| ()),
        _ => Err("usage: durable [ask FILE | wait FILE]".into()),
    }
}

/// Another process asks and ends at once; this one waits.
async fn both() -> Result<(), Box<dyn Error>> {
    let folder = std::env::temp_dir().join(format!("zhidu-durable-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let file = folder.join("hotline.db");
    let status = Command::new(std::env::current_exe()?).arg("ask").arg(&file).status()?;
    assert!(status.success());
    assert_eq!(wait(&file).await?, 1, "the deadline fires in the second process");
    assert_eq!(wait(&file).await?, 0, "and never again");
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

async fn ask(file: &Path) -> Result<(), Box<dyn Error>> {
    let engine = engine(file).await?;
    // Started twice, it is asked once: the id says that it is the same deed.
    let asked = Event::new("event-1", "li", "ask").with("question", "何时到账？");
    let reply = engine.start(Start::case("A"), asked).await?;
    println!("asked at {}, and nobody replies; the process ends", reply.stamp.seconds());
    engine.stop().await;
    Ok(())
}

/// Waits until the deadline has fired; how many fines were handed over meanwhile.
async fn wait(file: &Path) -> Result<usize, Box<dyn Error>> {
    let engine = engine(file).await?;
    let before = engine.ledger("hotline", None).await?.len();
    for _ in 0..300 {
        if !engine.ledger("hotline", None).await?.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    engine.settle().await?;
    engine.stop().await;
    let ledger = engine.ledger("hotline", None).await?;
    println!("the ledger: {:?}", ledger.iter().map(|charge| (&charge.person, charge.amount)).collect::<Vec<_>>());
    Ok(ledger.len() - before)
}

async fn engine(file: &Path) -> Result<Engine, Box<dyn Error>> {
    let text = include_str!("hotline/hotline.toml").replace("30 minutes", "2 seconds");
    let files = [("hotline/hotline.toml", text.as_str())];
    let policy = zhidu::load(&files[..], "hotline", Settings::default())?.policy()?;
    let person = |id: &str, role: &str| Person { id: id.into(), roles: vec![(role.into(), None)], ..Person::default() };
    let people = Directory { people: vec![person("li", "agent"), person("wang", "leader")] };
    let handler = |delivery: Delivery| async move {
        match &delivery.item {
            Item::Effect(effect) => println!("{}: {:?}", delivery.id, effect.kind),
            Item::Charge(charge) => println!("{}: {} pays {:?}", delivery.id, charge.person, charge.amount),
        }
        Taken::Done
    };
    Ok(Engine::on(Sqlite::open(file)?).policy(policy, people).handler(handler).run().await?)
}
