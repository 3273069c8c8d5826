//! The step beside the standard's algorithm, on random charts and events.

use super::appendix_d::{Interpreter, Seen};
use super::chart::{Chart, EVENTS, Kind};
use super::{driver, program, submit};
use crate::case::Case;
use crate::guard::expr::StateIx;
use crate::outcome::{Outcome, Verdict, What};
use crate::program::{Process, Program};
use crate::value::Value;
use proptest::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// What a step's trace says of the chart.
fn seen(process: &Process, outcome: &Outcome) -> Vec<Seen> {
    let of = |what: &What| match *what {
        What::Entered(state) => Some(Seen::Entered(state.at())),
        What::Left(state) => Some(Seen::Left(state.at())),
        What::Taken { transition, outcome } if !process.starts.contains(&transition) => {
            let source = process.transitions[transition.at()].source;
            let way = process.states[source.at()].transitions.iter().position(|ix| *ix == transition)?;
            Some(Seen::Taken(source.at(), way, outcome as usize))
        }
        _ => None,
    };
    outcome.trace.iter().filter_map(|mark| of(&mark.what)).collect()
}

/// One child of each compound, all of each parallel, everything around what is active, no history; nothing when over.
fn legal(chart: &Chart, case: &Case) {
    let is_in = |at: usize| case.is_in(StateIx::from(at));
    if case.is_ended() {
        assert!(case.active.is_empty(), "{case:?}");
        return;
    }
    assert!(is_in(0), "{case:?}");
    for (at, node) in chart.states.iter().enumerate().filter(|(at, _)| is_in(*at)) {
        assert!(node.parent.is_none_or(is_in), "s{at} without its parent: {case:?}");
        let children = chart.children(at);
        let active = children.iter().filter(|child| is_in(**child)).count();
        let expected = match node.kind {
            Kind::Compound => 1,
            Kind::Parallel => children.len(),
            Kind::Atomic | Kind::Final => 0,
            Kind::Shallow | Kind::Deep => panic!("the history s{at} is active: {case:?}"),
        };
        assert_eq!(active, expected, "children of s{at}: {case:?}");
    }
}

/// Plays events on a chart both ways.
fn play(chart: &Chart, program: &Program, events: &[u8], met: &mut BTreeMap<&'static str, u32>) {
    let process = &program.processes[0];
    let mut driver = driver(program);
    let mut standard = Interpreter::new(chart);
    let names = std::iter::once("begin".to_owned()).chain(events.iter().map(|event| format!("e{event}")));
    for (n, name) in names.enumerate() {
        let outcome = submit(&mut driver, &name);
        let expected = if n == 0 { standard.begin() } else { standard.external(events[n - 1]) };
        match outcome.verdict {
            Verdict::Accepted => assert_eq!(seen(process, &outcome), expected, "{name}"),
            Verdict::Denied(_) => assert_eq!(expected, [], "{name} is refused"),
            ref other => panic!("{name}: {other:?}"),
        }
        let case = &driver.world().case("A").expect("a case").case;
        let active: Vec<usize> = case.active.iter().map(StateIx::at).collect();
        assert_eq!(active, standard.configuration.iter().copied().collect::<Vec<_>>(), "{name}");
        assert_eq!(case.data[0], Some(Value::Int(i64::from(standard.n))), "{name}");
        assert_eq!(case.is_ended(), !standard.running, "{name}");
        legal(chart, case);
        for what in met_in(chart, &expected, case) {
            *met.entry(what).or_default() += 1;
        }
    }
}

/// What a step met, so that nobody believes charts were tried that never came up.
fn met_in(chart: &Chart, seen: &[Seen], case: &Case) -> Vec<&'static str> {
    let taken: Vec<usize> =
        seen.iter().filter_map(|s| if let Seen::Taken(source, ..) = s { Some(*source) } else { None }).collect();
    let mut met = Vec::new();
    let mut add = |what, is_met: bool| met.extend(is_met.then_some(what));
    add("taken", !taken.is_empty());
    add("several rounds", taken.len() > 2);
    add("regions", case.active.iter().any(|s| chart.states[s.at()].kind == Kind::Parallel));
    add("remembered", case.history.iter().any(|(_, states)| !states.is_empty()));
    add("several remembered", case.history.iter().any(|(_, states)| states.len() > 1));
    add("ended", case.is_ended());
    add("refused", seen.is_empty());
    met
}

#[test]
fn random_charts_move_as_the_standard_says() {
    let config = ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() };
    let config = ProptestConfig { rng_seed: prop::test_runner::RngSeed::Fixed(20_150_901), ..config };
    let mut runner = prop::test_runner::TestRunner::new(config);
    let bytes = prop::collection::vec(any::<u8>(), 0..600);
    let met = RefCell::new(BTreeMap::new());
    let held = runner.run(&(bytes, prop::collection::vec(0..EVENTS, 1..25)), |(bytes, events)| {
        let chart = Chart::of(&bytes);
        play(&chart, &program(&chart.text()), &events, &mut met.borrow_mut());
        Ok(())
    });
    if let Err(error) = held {
        let chart = match &error {
            prop::test_runner::TestError::Fail(_, (bytes, _)) => Chart::of(bytes).text(),
            prop::test_runner::TestError::Abort(_) => String::new(),
        };
        panic!("{error}\n{chart}");
    }
    let met = met.into_inner();
    let often = ["taken", "several rounds", "regions", "remembered", "several remembered", "ended", "refused"]
        .map(|what| (what, met.get(what)));
    assert!(often.iter().all(|(_, times)| times.is_some_and(|times| *times > 100)), "{met:?}");
}
