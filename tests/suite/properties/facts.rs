//! Facts: one snapshot per step, a step's own entries on top of it, and a commit that compares what was read.

use super::play::stand;
use super::random::{department, ladders};
use zhidu_core::effect::Charge;
use zhidu_core::guard::scripts::Scripts;
use zhidu_core::journal::Entry;
use zhidu_core::need::Query;
use zhidu_core::outcome::{Outcome, Outside, Verdict, What};
use zhidu_core::program::Program;
use zhidu_core::value::{Text, Value};
use zhidu_core::world::{Address, Driver, Submission};
use zhidu_time::Instant;

/// What people do in the policy of ladders.
struct Office<'a> {
    driver: Driver<'a>,
    now: i64,
}

impl<'a> Office<'a> {
    fn new(program: &'a Program, scripts: &'a dyn Scripts) -> Self {
        let now = program.effective_from().map_or(0, Instant::seconds) + 86_400;
        Self { driver: Driver::new(program, scripts, department()), now }
    }

    fn act(&mut self, to: Address, actor: &str, event: &str, data: &[(&str, Value)]) -> Outcome {
        self.now += 60;
        let data = data.iter().map(|(id, value)| (Text::from(*id), value.clone())).collect();
        let outside = Outside { event: event.into(), actor: actor.into(), data };
        self.driver.submit(Submission { stamp: Instant::from_seconds(self.now).unwrap(), outside, to })
    }

    fn open(&mut self, id: &str, actor: &str, event: &str, data: &[(&str, Value)]) -> Outcome {
        self.act(Address::New { process: None, id: id.into() }, actor, event, data)
    }

    fn on(&mut self, case: &str, actor: &str, event: &str, data: &[(&str, Value)]) -> Outcome {
        self.act(Address::Case(case.into()), actor, event, data)
    }

    /// The last step on a case.
    fn last(&self, case: &str) -> &Entry {
        self.driver.world().journal().iter().rev().find(|entry| &*entry.case == case).unwrap()
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn who(id: &str) -> Value {
    Value::Person(id.into())
}

fn counted(charges: &[Charge], penalty: &str) -> Vec<(String, Option<u32>, String)> {
    let of = charges.iter().filter(|charge| &*charge.penalty == penalty && charge.joint_of.is_none());
    of.map(|c| (c.person.to_string(), c.count, c.amount.map(|m| m.to_string()).unwrap_or_default())).collect()
}

#[test]
fn two_charges_of_one_step_count_one_and_two() {
    let (program, scripts) = ladders().ready();
    let mut office = Office::new(&program, &scripts);
    office.open("a", "ann", "collect", &[("label", text("x"))]);
    let outcome = office.on("a", "ann", "sweep", &[("who", who("bob")), ("rate", Value::Int(9))]);
    assert_eq!(outcome.verdict, Verdict::Accepted);
    // The second charge is made two rounds later, on entry of the next state, and sees the first.
    let expected = [("bob".to_owned(), Some(1), "1 CNY".to_owned()), ("ann".to_owned(), Some(2), "2 CNY".to_owned())];
    assert_eq!(counted(&outcome.charges, "team"), expected);
}

#[test]
fn a_step_is_answered_from_one_snapshot() {
    let (program, scripts) = ladders().ready();
    let mut office = Office::new(&program, &scripts);
    office.open("a", "ann", "collect", &[("label", text("x"))]);
    office.on("a", "ann", "sweep", &[("who", who("bob")), ("rate", Value::Int(2))]);
    let entry = office.last("a");
    // The counter is asked once, before anything is booked; what the step booked itself comes on top.
    let counts =
        entry.facts.0.iter().filter(|(query, _)| matches!(query, Query::Count { penalty, .. } if &**penalty == "team"));
    let counts: Vec<_> = counts.map(|(_, fact)| fact.answer.clone()).collect();
    assert_eq!(counts, [zhidu_core::need::Answer::Count(0)]);
    // Every fence is read at one version, and everything that was read is in the outcome.
    for (fence, version) in entry.facts.0.values().filter_map(|fact| fact.fence.as_ref()) {
        let reads: Vec<u64> = entry.outcome.reads.iter().filter(|(f, _)| f == fence).map(|(_, v)| *v).collect();
        assert_eq!(reads, [*version], "{fence}");
    }
}

#[test]
fn of_two_openings_one_key_may_be_taken() {
    let (program, scripts) = ladders().ready();
    let mut office = Office::new(&program, &scripts);
    office.open("taken", "bob", "post", &[("label", text("y"))]);
    office.open("a", "ann", "collect", &[("label", text("x")), ("other", text("y"))]);
    let outcome = office.on("a", "ann", "split", &[]);
    assert_eq!((&outcome.verdict, outcome.openings.len()), (&Verdict::Accepted, 1));
    assert_eq!(&*outcome.openings[0].parent.1.clone().unwrap(), "first");
    let joined = outcome.trace.iter().filter(|mark| matches!(&mark.what, What::Joined(case) if &**case == "taken"));
    assert_eq!(joined.count(), 1);
    let told = office.last("taken");
    assert_eq!(told.outcome.effects.len(), 1, "the case that holds the key takes `joined`: {:?}", told.outcome);
    let parcels = office.driver.world().cases().filter(|entry| &*entry.part == "first" || &*entry.part == "second");
    assert_eq!(parcels.count(), 1);
}

#[test]
fn a_key_taken_in_the_same_step_is_taken() {
    let (program, scripts) = ladders().ready();
    let mut office = Office::new(&program, &scripts);
    office.open("a", "ann", "collect", &[("label", text("x")), ("other", text("x"))]);
    let outcome = office.on("a", "ann", "split", &[]);
    assert_eq!(outcome.verdict, Verdict::Accepted);
    let open = office
        .driver
        .world()
        .cases()
        .filter(|entry| program.processes[entry.case.process.at()].id.as_ref() == "parcel");
    assert_eq!(open.count(), 1, "two open cases of one key");
}

#[test]
fn a_start_with_a_taken_key_goes_to_the_case_that_holds_it() {
    let (program, scripts) = ladders().ready();
    let mut office = Office::new(&program, &scripts);
    office.open("first", "bob", "post", &[("label", text("y"))]);
    let second = office.open("second", "ann", "post", &[("label", text("y"))]);
    assert!(matches!(second.verdict, Verdict::Denied(_)), "{second:?}");
    assert!(office.driver.world().case("second").is_none());
    office.on("first", "ann", "deliver", &[]);
    assert_eq!(office.open("second", "ann", "post", &[("label", text("y"))]).verdict, Verdict::Accepted);
}

#[test]
fn a_stale_read_is_not_committed() {
    let (program, scripts) = ladders().ready();
    let mut here = Office::new(&program, &scripts);
    here.open("a", "ann", "collect", &[("label", text("x"))]);
    here.open("b", "bob", "collect", &[("label", text("z"))]);
    let mut there = Office { driver: here.driver.clone(), now: here.now };
    // Two drivers charge the same person for the same rule, each having seen nothing of the other.
    let sweep = [("who", who("head")), ("rate", Value::Int(2))];
    here.on("a", "ann", "sweep", &sweep);
    there.on("a", "ann", "sweep", &sweep);
    let made = there.last("a").clone();
    let mut world = here.driver.world().clone();
    let before = stand(&program, &world);
    let conflict = world.commit(&program, &made).unwrap_err();
    assert!(conflict.found > conflict.read, "{conflict}");
    assert_eq!(before, stand(&program, &world), "a refused commit leaves the world as it was");
}
