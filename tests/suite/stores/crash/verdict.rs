//! What must be true of the file once all children are dead.

use super::child::noted;
use crate::stores::hotline;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use zhidu::journal::replay_lines;
use zhidu::store::{Line, Store};
use zhidu::{Reply, Sqlite};
use zhidu_core::wire;
use zhidu_time::Instant;

#[derive(Debug)]
pub(super) struct Told {
    pub(super) events: usize,
    pub(super) charges: usize,
}

pub(super) fn on(folder: &Path) -> Told {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(judge(folder))
}

async fn judge(folder: &Path) -> Told {
    let store = Sqlite::open(folder.join("store.db")).unwrap();
    let lines = store.lines(None, 0, usize::MAX).await.unwrap();
    let journal: Vec<Json> = lines.iter().map(|line| serde_json::from_str(&line.text).unwrap()).collect();
    let events = accepted_are_there_once(&store, &noted(&folder.join("replies")), &journal).await;
    everything_was_delivered(&noted(&folder.join("deliveries")), &journal);
    let charges = every_timer_fired(&store, &journal).await;
    replay_gives_what_is_stored(&store, &lines).await;
    Told { events, charges }
}

/// Every reply a child got is the one that is kept, and every deed is in the journal once.
async fn accepted_are_there_once(store: &Sqlite, replies: &BTreeMap<String, Vec<String>>, journal: &[Json]) -> usize {
    for (event, given) in replies {
        let kept = store.replied(event).await.unwrap().unwrap_or_else(|| panic!("{event} is lost"));
        for given in given {
            let given = Reply::read(&serde_json::from_str(given).unwrap()).unwrap();
            assert_eq!(given, kept, "{event} was answered twice, differently");
        }
    }
    let mut deeds: BTreeMap<(String, String), usize> = BTreeMap::new();
    for line in journal {
        let what = &line["input"]["what"];
        let outside = [&what["outside"], &what["start"]["event"]].into_iter().find(|outside| outside.is_object());
        if let Some(outside) = outside {
            let key = (line["case"].as_str().unwrap().to_owned(), outside["event"].as_str().unwrap().to_owned());
            *deeds.entry(key).or_insert(0) += 1;
        }
    }
    for ((case, event), times) in &deeds {
        assert_eq!(*times, 1, "{event} of {case}");
    }
    for event in replies.keys() {
        let (case, name) = event.rsplit_once('-').unwrap();
        assert!(deeds.contains_key(&(case.to_owned(), name.to_owned())), "{event} was answered and not done");
    }
    // What was done and not answered before the child died was sent again by the next one.
    assert_eq!(deeds.len(), replies.len());
    replies.len()
}

/// What the journal wants done was handed over, under the ids it has there and no other.
fn everything_was_delivered(deliveries: &BTreeMap<String, Vec<String>>, journal: &[Json]) {
    let mut wanted: BTreeMap<String, String> = BTreeMap::new();
    for line in journal {
        for what in ["effects", "charges"].into_iter().flat_map(|kind| line["outcome"][kind].as_array().unwrap()) {
            let twin = wanted.insert(what["id"].as_str().unwrap().to_owned(), what.to_string());
            assert!(twin.is_none(), "two under one id: {what}");
        }
    }
    assert_eq!(wanted.keys().collect::<BTreeSet<_>>(), deliveries.keys().collect::<BTreeSet<_>>());
    for (id, given) in deliveries {
        assert!(given.iter().all(|given| *given == wanted[id]), "{id} was handed over as different things");
    }
}

/// Nothing is due or to be delivered, and whoever was late was charged once, in order.
async fn every_timer_fired(store: &Sqlite, journal: &[Json]) -> usize {
    assert_eq!(store.due(Instant::MAX, None, 9).await.unwrap(), []);
    assert_eq!(store.next_delivery().await.unwrap(), None);
    assert_eq!(store.parked().await.unwrap(), []);
    let ledger = store.ledger("hotline", None).await.unwrap();
    let mut charged: BTreeMap<&str, usize> = BTreeMap::new();
    for charge in &ledger {
        *charged.entry(&charge.act.case).or_insert(0) += 1;
    }
    let cases: BTreeSet<&str> = journal.iter().map(|line| line["case"].as_str().unwrap()).collect();
    for case in cases {
        let stored = store.case(case).await.unwrap().unwrap();
        let missed = stored.case["clocks"][0]["status"] == "missed";
        assert_eq!(charged.get(case).copied().unwrap_or(0), usize::from(missed), "{case}");
        assert!(missed || !stored.case["ended"].is_null(), "{case} waits for ever");
    }
    for person in ["li", "ma"] {
        let counts: Vec<_> = ledger.iter().filter(|c| &*c.person == person).map(|c| c.count.unwrap()).collect();
        assert!(counts.iter().copied().eq(1..=u32::try_from(counts.len()).unwrap()), "{person}: {counts:?}");
    }
    ledger.len()
}

/// The journal alone, stepped through again, gives the cases and the ledger that are kept.
async fn replay_gives_what_is_stored(store: &Sqlite, lines: &[Line]) {
    let rules = hotline(&[]).rules;
    let texts = lines.iter().map(|line| line.text.as_str());
    let cases = replay_lines(&rules.program, &*rules.scripts, [], texts).unwrap();
    for (id, case) in &cases {
        let stored = store.case(id).await.unwrap().unwrap();
        assert_eq!(stored.case.to_string(), wire::case(&rules.program, case).to_string());
    }
}
