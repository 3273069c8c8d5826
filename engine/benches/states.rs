//! A thousand events through a ring of states: as fast with ten thousand states as with ten.

use crate::desk::{self, Desk};
use criterion::Criterion;
use std::fmt::Write as _;
use std::hint::black_box;
use zhidu::case::Case;
use zhidu::need::Facts;
use zhidu::outcome::Input;

/// Events per iteration.
const EVENTS: usize = 1000;

pub(crate) fn bench(c: &mut Criterion) {
    let mut group = c.benchmark_group("1,000 events through a ring");
    group.throughput(criterion::Throughput::Elements(EVENTS as u64));
    for states in [10, 10_000] {
        let desk = Desk::new(&ring(states));
        let case = desk.begin(Vec::new());
        let input = desk::input("next");
        let facts = desk.facts(Some(&case), &input);
        let table: Vec<u32> = (1..=states).map(|n| u32::try_from(n % states).unwrap()).collect();

        let there = walk(&desk, &case, &input, &facts);
        let process = &desk.program.processes[0];
        let by_hand = process.state(&format!("s{}", by_table(&table))).unwrap();
        assert!(there.is_in(by_hand), "both end in the same state");

        group.bench_function(format!("zhidu, {states} states"), |b| {
            b.iter(|| walk(&desk, black_box(&case), &input, &facts));
        });
        group.bench_function(format!("plain table, {states} states"), |b| b.iter(|| by_table(black_box(&table))));
    }
    group.finish();
}

fn walk(desk: &Desk, case: &Case, input: &Input, facts: &Facts) -> Case {
    let mut case = case.clone();
    for _ in 0..EVENTS {
        case = desk.step(Some(&case), input, facts).case.unwrap();
    }
    case
}

fn by_table(table: &[u32]) -> u32 {
    (0..EVENTS).fold(0, |state, _| black_box(table[state as usize]))
}

fn ring(states: usize) -> String {
    let mut policy = String::from(
        "[process]\nid = \"ring\"\nname = \"环\"\n\n[[start]]\nevent = \"begin\"\nby = \"clerk\"\nowner = \"actor\"\n\n\
         [[on]]\nevent = \"close\"\nby = \"clerk\"\nto = \"end\"\n",
    );
    for n in 0..states {
        let to = (n + 1) % states;
        let _ = write!(
            policy,
            "\n[[state]]\nid = \"s{n}\"\n\n[[state.on]]\nevent = \"next\"\nby = \"clerk\"\nto = \"s{to}\"\n"
        );
    }
    policy
}
