//! What a host sees: stamps, replies, time, deliveries, incidents, restarts.

use super::{Folder, hotline, people};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::Notify;
use zhidu::outcome::{Answered, Reason, Verdict};
use zhidu::store::Kind;
use zhidu::{
    Builder, Delivery, Engine, EngineError, Event, Handler, ManualClock, Memory, Reply, Retry, Sqlite, Start, Taken,
};
use zhidu_core::money::Money;
use zhidu_time::Instant;

const MINUTE: u64 = 60;

/// 2026-03-05 10:05 in Shanghai.
fn clock() -> ManualClock {
    ManualClock::at(Instant::from_seconds(1_772_676_300).unwrap())
}

fn ask(id: &str, who: &str) -> Event {
    Event::new(id, who, "ask").with("question", "何时到账？")
}

fn on_memory(clock: &ManualClock) -> Builder {
    Engine::on(Memory::new()).policy(hotline(&[]), people()).clock(clock.clone())
}

async fn start(engine: &Engine, case: &str, who: &str) -> Reply {
    engine.start(Start::case(case), ask(&format!("ask-{case}"), who)).await.unwrap()
}

fn fen(reply: &[zhidu_core::effect::Charge]) -> Vec<Money> {
    reply.iter().filter_map(|charge| charge.amount).collect()
}

fn minutes(n: u64) -> Duration {
    Duration::from_secs(n * MINUTE)
}

#[tokio::test]
async fn an_event_is_done_once_and_answered_the_same() {
    let clock = clock();
    let engine = on_memory(&clock).run().await.unwrap();
    let first = start(&engine, "A", "li").await;
    clock.advance(minutes(5));
    assert_eq!(start(&engine, "A", "li").await, first, "also after time has passed");
    let denied = engine.send("A", Event::new("no", "stranger", "reply")).await.unwrap();
    let Verdict::Denied(denial) = &denied.verdict else { panic!("{denied:?}") };
    assert_eq!(denial.reason(), Reason::NotForYou);
    // The same id is the same deed, whoever says so now.
    assert_eq!(engine.send("A", Event::new("no", "li", "reply")).await.unwrap(), denied);
    assert_eq!(engine.history("A").await.unwrap().len(), 2);
    assert_eq!(engine.case("A").await.unwrap().unwrap().version, 1);
}

#[tokio::test]
async fn errors_say_what_is_wrong_and_take_nothing() {
    let clock = clock();
    let engine = on_memory(&clock).run().await.unwrap();
    assert!(
        matches!(engine.send("A", Event::new("1", "li", "reply")).await, Err(EngineError::NoCase(id)) if &*id == "A")
    );
    start(&engine, "A", "li").await;
    let twin = engine.start(Start::case("A"), ask("2", "ma")).await;
    assert!(matches!(twin, Err(EngineError::CaseExists(id)) if &*id == "A"));
    let elsewhere = Start { institution: Some("bank".into()), ..Start::default() };
    assert!(matches!(engine.start(elsewhere, ask("3", "li")).await, Err(EngineError::NoPolicy(id)) if &*id == "bank"));
    // An id that met an error is free.
    assert_eq!(engine.send("A", Event::new("1", "li", "reply")).await.unwrap().verdict, Verdict::Accepted);
    engine.stop().await;
    assert!(matches!(engine.send("A", Event::new("4", "li", "reply")).await, Err(EngineError::Stopped)));
    assert_eq!(engine.history("A").await.unwrap().len(), 2, "what is kept can be read still");
}

#[tokio::test]
async fn what_is_due_earlier_happens_first_and_stamps_never_go_back() {
    let clock = clock();
    let engine = on_memory(&clock).run().await.unwrap();
    let opened = start(&engine, "A", "li").await.stamp;
    clock.advance(minutes(30));
    let in_time = engine.send("A", Event::new("in time", "li", "reply")).await.unwrap();
    assert_eq!(in_time.stamp.seconds_since(opened), 30 * 60);
    assert!(engine.ledger("hotline", None).await.unwrap().is_empty(), "the last second is in time");
    start(&engine, "B", "li").await;
    clock.advance(Duration::from_secs(30 * MINUTE + 1));
    // Nobody let the engine settle: the reply itself finds that the deadline was earlier.
    let late = engine.send("B", Event::new("late", "li", "reply")).await.unwrap();
    assert_eq!(late.verdict, Verdict::Accepted);
    let ledger = engine.ledger("hotline", Some("li")).await.unwrap();
    assert_eq!(fen(&ledger), [Money::parse("100 CNY").unwrap()]);
    clock.set(opened);
    let back = start(&engine, "C", "ma").await;
    assert_eq!(back.stamp, late.stamp, "a clock that goes backwards makes no earlier stamp");
}

#[tokio::test]
async fn after_downtime_every_timer_fires_once_at_its_instant() {
    let folder = Folder::new("downtime");
    let file = folder.file("store.db");
    let clock = clock();
    let on = |clock: &ManualClock| {
        Engine::on(Sqlite::open(&file).unwrap()).policy(hotline(&[]), people()).clock(clock.clone())
    };
    let engine = on(&clock).run().await.unwrap();
    let stamp = start(&engine, "A", "li").await.stamp;
    clock.advance(minutes(1));
    start(&engine, "B", "li").await;
    // Dropped, not stopped.
    drop(engine);
    clock.advance(minutes(60 * 24 * 3));
    for _ in 0..2 {
        let engine = on(&clock).run().await.unwrap();
        engine.settle().await.unwrap();
        let ledger = engine.ledger("hotline", None).await.unwrap();
        let booked: Vec<i64> = ledger.iter().map(|charge| charge.booked.seconds_since(stamp)).collect();
        assert_eq!(booked, [30 * 60 + 1, 31 * 60 + 1]);
        assert_eq!(ledger.iter().map(|charge| charge.count).collect::<Vec<_>>(), [Some(1), Some(2)]);
        engine.stop().await;
    }
    let engine = on(&clock).run().await.unwrap();
    assert_eq!(start(&engine, "A", "li").await.stamp, stamp, "the first answer outlives the process");
}

#[tokio::test]
async fn a_clock_set_back_between_two_lives_makes_no_earlier_stamp() {
    let clock = clock();
    let memory = Memory::new();
    let on = || Engine::on(memory.clone()).policy(hotline(&[]), people()).clock(clock.clone());
    let engine = on().run().await.unwrap();
    let first = start(&engine, "A", "li").await.stamp;
    engine.stop().await;
    clock.set(first.checked_sub(3_600).unwrap());
    let engine = on().run().await.unwrap();
    assert_eq!(start(&engine, "B", "li").await.stamp, first);
}

#[tokio::test]
async fn a_storm_of_timers_does_not_hold_up_an_event() {
    let clock = clock();
    let engine = on_memory(&clock).run().await.unwrap();
    for n in 0..200 {
        start(&engine, &format!("S{n:03}"), "ma").await;
    }
    clock.advance(minutes(1));
    start(&engine, "X", "li").await;
    clock.advance(minutes(30));
    // 200 timers are due, and X's own is not: the event goes after one batch of them.
    let reply = engine.send("X", Event::new("reply", "li", "reply")).await.unwrap();
    assert_eq!(reply.verdict, Verdict::Accepted);
    let lines = engine.history("X").await.unwrap();
    let number = lines.last().unwrap().number;
    assert!(number < 201 + 200, "after all of them: {number}");
    engine.settle().await.unwrap();
    assert_eq!(engine.ledger("hotline", Some("ma")).await.unwrap().len(), 200);
    assert!(engine.ledger("hotline", Some("li")).await.unwrap().is_empty());
}

#[tokio::test]
async fn in_a_storm_a_case_still_meets_its_own_deadline_first() {
    let clock = clock();
    let engine = on_memory(&clock).run().await.unwrap();
    for n in 0..200 {
        start(&engine, &format!("S{n:03}"), "ma").await;
    }
    start(&engine, "X", "li").await;
    clock.advance(minutes(31));
    engine.send("X", Event::new("reply", "li", "reply")).await.unwrap();
    assert_eq!(engine.ledger("hotline", Some("li")).await.unwrap().len(), 1);
}

/// Notes what it was given.
fn noting(how: impl Fn(&Delivery) -> Taken + Send + Sync + 'static) -> (impl Handler, Arc<Mutex<Vec<String>>>) {
    let noted = Arc::new(Mutex::new(Vec::new()));
    let given = noted.clone();
    let handler = move |delivery: Delivery| {
        given.lock().unwrap().push(delivery.id.to_string());
        let taken = how(&delivery);
        async move { taken }
    };
    (handler, noted)
}

const RETRY: Retry =
    Retry { first: Duration::from_secs(10), longest: minutes_const(1), failures: 3, hidden: minutes_const(5) };

const fn minutes_const(n: u64) -> Duration {
    Duration::from_secs(n * MINUTE)
}

#[tokio::test]
async fn a_delivery_that_fails_comes_again_and_is_parked_at_last() {
    let clock = clock();
    let willing = Arc::new(AtomicUsize::new(0));
    let asked = willing.clone();
    let (handler, noted) = noting(move |_| match asked.load(Ordering::SeqCst) {
        0 => Taken::Later("the line is busy".to_owned()),
        _ => Taken::Done,
    });
    let engine = on_memory(&clock).handler(handler).retry(RETRY).run().await.unwrap();
    start(&engine, "A", "li").await;
    clock.advance(minutes(31));
    engine.settle().await.unwrap();
    assert_eq!(noted.lock().unwrap().len(), 1, "the notice waits behind the fine");
    clock.advance(Duration::from_secs(9));
    engine.settle().await.unwrap();
    assert_eq!(noted.lock().unwrap().len(), 1);
    clock.advance(Duration::from_secs(1));
    engine.settle().await.unwrap();
    assert_eq!(noted.lock().unwrap().len(), 2);
    clock.advance(Duration::from_secs(20));
    engine.settle().await.unwrap();
    let id = noted.lock().unwrap()[0].clone();
    let incidents = engine.incidents().await.unwrap();
    assert_eq!(incidents.len(), 1);
    assert_eq!((&*incidents[0].id, incidents[0].kind, &*incidents[0].why), (&*id, Kind::Delivery, "the line is busy"));
    // Three times the fine, then the notice behind it.
    assert_eq!(noted.lock().unwrap()[..3], [id.clone(), id.clone(), id.clone()]);
    willing.store(1, Ordering::SeqCst);
    assert!(engine.resume(&id).await.unwrap());
    clock.advance(minutes(10));
    engine.settle().await.unwrap();
    assert_eq!(engine.incidents().await.unwrap(), []);
    let distinct: std::collections::BTreeSet<String> = noted.lock().unwrap().iter().cloned().collect();
    assert_eq!(distinct.len(), 2, "the notice and the fine, each under one id");
}

#[tokio::test]
async fn a_refused_delivery_is_parked_and_a_panicking_handler_is_a_failure() {
    let clock = clock();
    let (handler, noted) = noting(|delivery| match (&delivery.item, delivery.failures) {
        (zhidu::Item::Charge(_), _) => Taken::Refused("no account of that name".to_owned()),
        (zhidu::Item::Effect(_), 0) => panic!("a handler may be wrong"),
        (zhidu::Item::Effect(_), _) => Taken::Done,
    });
    let engine = on_memory(&clock).handler(handler).retry(RETRY).run().await.unwrap();
    start(&engine, "A", "li").await;
    clock.advance(minutes(31));
    engine.settle().await.unwrap();
    assert_eq!(engine.incidents().await.unwrap().len(), 1);
    clock.advance(minutes(1));
    engine.settle().await.unwrap();
    assert_eq!(noted.lock().unwrap().len(), 3);
    assert_eq!(engine.incidents().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_handler_that_hangs_holds_up_no_step_and_stopping_waits_for_it() {
    let clock = clock();
    let (reached, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (signal, gate) = (reached.clone(), go.clone());
    let finished = Arc::new(AtomicUsize::new(0));
    let count = finished.clone();
    let handler = move |_: Delivery| {
        let (signal, gate, count) = (signal.clone(), gate.clone(), count.clone());
        async move {
            signal.notify_one();
            gate.notified().await;
            count.fetch_add(1, Ordering::SeqCst);
            Taken::Done
        }
    };
    let engine = on_memory(&clock).handler(handler).run().await.unwrap();
    start(&engine, "A", "li").await;
    clock.advance(minutes(31));
    reached.notified().await;
    start(&engine, "B", "ma").await;
    assert_eq!(engine.send("B", Event::new("b", "ma", "reply")).await.unwrap().verdict, Verdict::Accepted);
    let stopping = tokio::spawn({
        let engine = engine.clone();
        async move { engine.stop().await }
    });
    while !matches!(engine.send("B", Event::new("c", "ma", "reply")).await, Err(EngineError::Stopped)) {}
    assert_eq!(finished.load(Ordering::SeqCst), 0);
    go.notify_one();
    stopping.await.unwrap();
    assert_eq!(finished.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn an_incident_parks_its_case_alone() {
    let clock = clock();
    // The second case has no owner, so there is nobody to charge.
    let policy = hotline(&[("owner = \"actor\"\n", "")]);
    let engine = Engine::on(Memory::new()).policy(policy, people()).clock(clock.clone()).run().await.unwrap();
    start(&engine, "A", "li").await;
    start(&engine, "B", "li").await;
    engine.send("B", Event::new("b", "wang", "reply")).await.unwrap();
    clock.advance(minutes(31));
    engine.settle().await.unwrap();
    let incidents = engine.incidents().await.unwrap();
    assert_eq!(incidents.len(), 1);
    assert_eq!((&*incidents[0].id, incidents[0].kind), ("A", Kind::Case));
    let reply = engine.send("A", Event::new("a", "wang", "reply")).await;
    assert!(matches!(reply, Err(EngineError::Parked { case, .. }) if &*case == "A"));
    start(&engine, "C", "li").await;
    assert!(engine.resume("A").await.unwrap());
    engine.settle().await.unwrap();
    assert_eq!(engine.incidents().await.unwrap().len(), 1, "nothing was put right, so it fails again");
    assert!(!engine.resume("B").await.unwrap());
}

#[tokio::test]
async fn a_case_stays_with_the_rules_it_began_under() {
    let folder = Folder::new("pinned");
    let file = folder.file("store.db");
    let clock = clock();
    let stricter = [("30 minutes", "10 minutes"), ("100 CNY", "7 CNY")];
    let on = |changes: &[(&str, &str)]| {
        Engine::on(Sqlite::open(&file).unwrap()).policy(hotline(changes), people()).clock(clock.clone())
    };
    let engine = on(&[]).run().await.unwrap();
    start(&engine, "old", "li").await;
    engine.stop().await;
    // Only the new policy is given; the old one is compiled from the store's texts.
    let engine = on(&stricter).run().await.unwrap();
    start(&engine, "new", "ma").await;
    let policy = |case: Option<zhidu::View>| case.unwrap().policy;
    let (old, new) = (policy(engine.case("old").await.unwrap()), policy(engine.case("new").await.unwrap()));
    assert_ne!(old, new);
    clock.advance(minutes(11));
    engine.settle().await.unwrap();
    assert_eq!(fen(&engine.ledger("hotline", None).await.unwrap()), [Money::parse("7 CNY").unwrap()]);
    clock.advance(minutes(20));
    engine.settle().await.unwrap();
    assert_eq!(fen(&engine.ledger("hotline", Some("li")).await.unwrap()), [Money::parse("100 CNY").unwrap()]);
    assert_eq!(engine.history("old").await.unwrap().iter().filter(|line| line.policy == old).count(), 2);
}

#[tokio::test]
async fn people_can_be_replaced_while_it_runs() {
    let clock = clock();
    let engine = on_memory(&clock).run().await.unwrap();
    engine.set_directory("hotline", zhidu::world::Directory::default());
    let denied = engine.start(Start::case("A"), ask("1", "li")).await.unwrap();
    assert!(matches!(denied.verdict, Verdict::Denied(_)));
    engine.set_directory("hotline", people());
    assert_eq!(engine.start(Start::case("A"), ask("2", "li")).await.unwrap().verdict, Verdict::Accepted);
}

#[tokio::test]
async fn a_case_is_read_by_ids() {
    let clock = clock();
    let engine = on_memory(&clock).run().await.unwrap();
    start(&engine, "A", "li").await;
    let view = engine.case("A").await.unwrap().unwrap();
    assert_eq!(view.states, ["waiting".into()]);
    assert_eq!((view.owner.as_deref(), view.ended.as_deref(), &*view.process), (Some("li"), None, "call"));
    assert_eq!(view.data[0].1.to_string(), "何时到账？");
    assert_eq!(view.deadlines[0].late_from.map(|at| at.seconds()), Some(1_772_676_300 + 30 * 60 + 1));
    assert!(view.deadlines[0].due.as_ref().is_some_and(|due| due.contains("10:35")), "{view:?}");
    assert_eq!(engine.open_cases("hotline").await.unwrap(), ["A".into()]);
    engine.send("A", Event::new("r", "li", "reply")).await.unwrap();
    let view = engine.case("A").await.unwrap().unwrap();
    assert_eq!((view.ended.as_deref(), view.states.len()), (Some("answered"), 0));
    assert!(engine.case("B").await.unwrap().is_none());
    assert_eq!(engine.open_cases("hotline").await.unwrap(), []);
}

#[tokio::test]
async fn people_find_what_waits_for_them() {
    let clock = clock();
    let decision = "[[state.on]]\nevent = \"reply\"";
    let doubt = "[[state.on]]\nevent = \"doubt\"\nby = \"agent\"\nto = \"doubtful\"\n\n[[state.on]]\nevent = \"reply\"";
    let answered = "[[state]]\nid = \"answered\"";
    let doubtful = "[[state]]\nid = \"doubtful\"\n[[state.decision]]\nid = \"leave\"\nname = \"准许\"\nby = \"leader\"\nclause = \"1\"\n[[state.decision.option]]\nid = \"give\"\nto = \"answered\"\n\n[[state]]\nid = \"answered\"";
    let policy = hotline(&[(decision, doubt), (answered, doubtful)]);
    let engine = Engine::on(Memory::new()).policy(policy, people()).clock(clock.clone()).run().await.unwrap();
    let opened = start(&engine, "A", "li").await.stamp;
    assert_eq!(engine.tasks("wang").await.unwrap(), []);
    clock.advance(minutes(2));
    engine.send("A", Event::new("d", "li", "doubt")).await.unwrap();
    let tasks = engine.tasks("wang").await.unwrap();
    assert_eq!(tasks.len(), 1);
    assert_eq!((&*tasks[0].case, &*tasks[0].id, tasks[0].name.as_deref()), ("A", "leave", Some("准许")));
    assert_eq!((&tasks[0].options[..], &tasks[0].clauses[..]), (&["give".into()][..], &["1".into()][..]));
    assert_eq!(tasks[0].offered.seconds_since(opened), 120);
    assert_eq!(engine.tasks("li").await.unwrap(), []);
    let given = engine.send("A", Event::new("g", "wang", "leave.give")).await.unwrap();
    assert_eq!(given.verdict, Verdict::Accepted);
    assert_eq!(engine.tasks("wang").await.unwrap(), []);
}

#[tokio::test]
async fn a_request_is_answered_once() {
    let clock = clock();
    let missed = "{ notify = \"leader\", about = \"{case.question}\" }";
    let on_confirmed =
        "[[state.on]]\nevent = \"call_back.confirmed\"\nto = \"answered\"\n\n[[state.on]]\nevent = \"reply\"";
    let changes = [(missed, "{ request = \"call_back\" }"), ("[[state.on]]\nevent = \"reply\"", on_confirmed)];
    let asked = Arc::new(Mutex::new(Vec::new()));
    let given = asked.clone();
    let handler = move |delivery: Delivery| {
        if let zhidu::Item::Effect(effect) = &delivery.item {
            given.lock().unwrap().push(effect.id.clone());
        }
        async { Taken::Done }
    };
    let builder = Engine::on(Memory::new()).policy(hotline(&changes), people()).clock(clock.clone());
    let engine = builder.handler(handler).run().await.unwrap();
    start(&engine, "A", "li").await;
    clock.advance(minutes(31));
    engine.settle().await.unwrap();
    let id = asked.lock().unwrap()[0].clone();
    let first = engine.answer("answer-1", &id, Answered::Confirmed).await.unwrap();
    assert_eq!(first.verdict, Verdict::Accepted);
    assert_eq!(engine.answer("answer-1", &id, Answered::Confirmed).await.unwrap(), first);
    assert_eq!(engine.case("A").await.unwrap().unwrap().ended.as_deref(), Some("answered"));
    let second = engine.answer("answer-2", &id, Answered::Confirmed).await.unwrap();
    assert_ne!(second.verdict, Verdict::Accepted, "nothing is open any more");
}

#[tokio::test]
async fn an_event_is_taken_even_if_nobody_waits_for_the_answer() {
    let clock = clock();
    let engine = on_memory(&clock).run().await.unwrap();
    {
        let mut asking = Box::pin(engine.start(Start::case("A"), ask("1", "li")));
        // Polled once, it is in the queue; then its asker goes away.
        let _ = futures_now(asking.as_mut());
    }
    engine.settle().await.unwrap();
    assert_eq!(engine.history("A").await.unwrap().len(), 1);
}

/// Polls a future once.
fn futures_now<F: Future>(future: std::pin::Pin<&mut F>) -> std::task::Poll<F::Output> {
    future.poll(&mut std::task::Context::from_waker(std::task::Waker::noop()))
}
