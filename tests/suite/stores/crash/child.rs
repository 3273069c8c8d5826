//! The child: cases without end, until it is killed.

use super::mortal::Mortal;
use crate::stores::{hotline, people};
use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use zhidu::{Clock, Delivery, Engine, Event, Item, Reply, Retry, Sqlite, Start, Taken, Wait};
use zhidu_core::wire;
use zhidu_time::Instant;

/// How many cases are worked on beside each other.
const SERIES: u32 = 3;

/// A clock on which a minute is a millisecond, so that half an hour passes while somebody waits.
struct Fast {
    /// The millisecond at which it stood at [`BEGIN`].
    since: u128,
}

/// 2026-03-05 10:05 in Shanghai.
const BEGIN: i64 = 1_772_676_300;

impl Clock for Fast {
    fn now(&self) -> Instant {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
        let seconds = i64::try_from(now.saturating_sub(self.since)).unwrap() * 60;
        Instant::from_seconds(BEGIN + seconds).unwrap()
    }

    fn until(&self, at: Instant) -> Wait<'_> {
        let left = u64::try_from(at.seconds_since(self.now()).clamp(0, 600_000)).unwrap();
        Box::pin(tokio::time::sleep(Duration::from_millis(left / 60 + 1)))
    }
}

/// A file that lines are appended to; what was written is there, whatever becomes of the process.
#[derive(Clone)]
struct Notes(Arc<Mutex<std::fs::File>>);

impl Notes {
    fn open(path: &Path) -> Self {
        Self(Arc::new(Mutex::new(OpenOptions::new().create(true).append(true).open(path).unwrap())))
    }

    fn note(&self, line: &str) {
        self.0.lock().unwrap().write_all(format!("{line}\n").as_bytes()).unwrap();
    }
}

pub(super) fn live(folder: &Path, plan: &str, since: u128) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(work(folder, plan, since));
}

async fn work(folder: &Path, plan: &str, since: u128) {
    let replies = Notes::open(&folder.join("replies"));
    let done = std::fs::read_to_string(folder.join("replies")).unwrap();
    let store = Mortal::new(Sqlite::open(folder.join("store.db")).unwrap(), plan);
    let seconds = Duration::from_secs;
    let retry = Retry { first: seconds(60), longest: seconds(600), failures: 1_000, hidden: seconds(300) };
    let builder = Engine::on(store).policy(hotline(&[]), people()).clock(Fast { since });
    let engine = builder.handler(noting(folder)).retry(retry).run().await.unwrap();
    say("working");
    let finish = plan == "finish";
    let series: Vec<_> = (0..SERIES)
        .map(|series| tokio::spawn(cases(engine.clone(), series, progress(&done, series), replies.clone(), finish)))
        .collect();
    for series in series {
        series.await.unwrap();
    }
    // Only a child that finishes comes here.
    tokio::time::sleep(Duration::from_millis(100)).await;
    engine.settle().await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    engine.settle().await.unwrap();
    engine.stop().await;
    say("finished");
}

/// Tells the parent, past whatever keeps a test's output.
fn say(word: &str) {
    std::io::stdout().write_all(format!("{word}\n").as_bytes()).unwrap();
}

/// The case a series is at: the last one it has a reply about.
fn progress(done: &str, series: u32) -> u32 {
    let mark = format!("s{series}-");
    let numbers = done.lines().filter_map(|line| line.strip_prefix(&mark)?.split('-').next()?.parse().ok());
    numbers.max().unwrap_or(0)
}

/// One case after the other; in every second one somebody replies. The deeds of the case it stopped at are sent again
/// under their ids: they are either done, and answered as before, or done now.
async fn cases(engine: Engine, series: u32, from: u32, replies: Notes, finish: bool) {
    for n in from.. {
        let case = format!("s{series}-{n}");
        let ask =
            Event::new(format!("{case}-ask"), ["li", "ma"][(n % 2) as usize], "ask").with("question", "何时到账？");
        let reply = engine.start(Start::case(case.as_str()), ask).await.unwrap();
        note(&replies, &format!("{case}-ask"), &reply, n > from);
        if n % 3 != 0 {
            let event = Event::new(format!("{case}-reply"), "wang", "reply");
            let reply = engine.send(case.as_str(), event).await.unwrap();
            note(&replies, &format!("{case}-reply"), &reply, n > from);
        }
        // The case after it may have been begun, and its asker killed before the answer.
        if finish && n > from {
            return;
        }
    }
}

/// Only what is surely new is told to the parent, who lets so much happen before it kills.
fn note(replies: &Notes, event: &str, reply: &Reply, new: bool) {
    replies.note(&format!("{event} {}", reply.written()));
    if new {
        say("noted");
    }
}

/// Takes deliveries, after a first failure of every third.
fn noting(folder: &Path) -> impl zhidu::Handler {
    let notes = Notes::open(&folder.join("deliveries"));
    move |delivery: Delivery| {
        let notes = notes.clone();
        async move {
            let what = match &delivery.item {
                Item::Effect(effect) => wire::effect(effect),
                Item::Charge(charge) => wire::charge(charge),
            };
            notes.note(&format!("{} {what}", delivery.id));
            let fails = delivery.failures == 0 && delivery.id.ordinal % 3 == 1;
            if fails { Taken::Later("once more".to_owned()) } else { Taken::Done }
        }
    }
}

/// The lines of a child's notes, by their first word; the last line may be cut off.
pub(super) fn noted(path: &Path) -> BTreeMap<String, Vec<String>> {
    let mut noted: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let (id, what) = line.split_once(' ').unwrap();
        noted.entry(id.to_owned()).or_default().push(what.to_owned());
    }
    noted
}
