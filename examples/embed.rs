//! A whole host: two seconds without an answer, and the fine and the notice arrive. `cargo run --example embed`
#![allow(clippy::print_stdout, reason = "an example talks to whoever runs it")]

use std::error::Error;
use std::time::Duration;
use tokio::sync::mpsc;
use zhidu::world::{Directory, Person};
use zhidu::{Engine, Event, Item, Memory, Settings, Start, Taken};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let text = include_str!("hotline/hotline.toml").replace("30 minutes", "2 seconds");
    let files = [("hotline/hotline.toml", text.as_str())];
    let policy = zhidu::load(&files[..], "hotline", Settings::default())?.policy()?;
    let person = |id: &str, role: &str| Person { id: id.into(), roles: vec![(role.into(), None)], ..Person::default() };
    let people = Directory { people: vec![person("li", "agent"), person("wang", "leader")] };

    let (sender, mut arrived) = mpsc::unbounded_channel();
    let handler = move |delivery: zhidu::Delivery| {
        let sent = sender.send(delivery.item);
        async move { sent.map_or_else(|error| Taken::Later(error.to_string()), |()| Taken::Done) }
    };
    let engine = Engine::on(Memory::new()).policy(policy, people).handler(handler).run().await?;
    engine.start(Start::case("A"), Event::new("event-1", "li", "ask").with("question", "何时到账？")).await?;

    // Nobody replies: the deadline fires by itself.
    let mut fined = false;
    for _ in 0..2 {
        match tokio::time::timeout(Duration::from_secs(30), arrived.recv()).await?.ok_or("the engine is gone")? {
            Item::Effect(effect) => println!("to do: {:?}", effect.kind),
            Item::Charge(charge) => {
                println!("{} is charged {}", charge.person, charge.amount.ok_or("no amount")?);
                fined = true;
            }
        }
    }
    engine.stop().await;
    if fined { Ok(()) } else { Err("no fine arrived".into()) }
}
