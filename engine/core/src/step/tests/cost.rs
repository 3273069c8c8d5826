//! What a step costs grows with the depth of what is active and not with the number of states: counted, never timed.

use super::{driver, looks, program, submit};
use crate::outcome::Verdict;
use std::fmt::Write as _;

const START: &str = "[process]\nid = 'chart'\n[[start]]\nevent = 'begin'\nby = 'clerk'\n";

/// `a` and `b` of `here` with `beside` further states next to them, `around` states next to `here`, each with ways of
/// its own, and everything inside `depth` states.
fn chart(depth: usize, beside: usize, around: usize) -> String {
    let mut text = String::from(START);
    let mut parent = String::new();
    for at in 0..depth {
        let _ = writeln!(text, "[[state]]\nid = 'd{at}'\n{parent}");
        parent = format!("in = 'd{at}'\n");
    }
    let _ = write!(text, "[[state]]\nid = 'here'\n{parent}");
    let _ = write!(text, "[[state]]\nid = 'memory'\nin = 'here'\nhistory = 'deep'\ninitial = 'a'\n");
    for (id, to) in [("a", "b"), ("b", "a")] {
        let _ = write!(
            text,
            "[[state]]\nid = '{id}'\nin = 'here'\n[[state.on]]\nevent = 'go'\nby = 'clerk'\nto = '{to}'\n"
        );
        let _ = write!(text, "[[state.on]]\nevent = 'leave'\nby = 'clerk'\nto = 'away'\n");
    }
    for at in 0..beside {
        let _ =
            write!(text, "[[state]]\nid = 'x{at}'\nin = 'here'\n[[state.on]]\nevent = 'go'\nby = 'clerk'\nto = 'a'\n");
    }
    let _ = write!(text, "[[state]]\nid = 'away'\n{parent}[[state.on]]\nevent = 'back'\nby = 'clerk'\nto = 'memory'\n");
    for at in 0..around {
        let _ = write!(text, "[[state]]\nid = 'y{at}'\n{parent}[[state.on]]\nevent = 'go'\nby = 'clerk'\nto = 'a'\n");
    }
    text
}

/// The looks at states and transitions each of some events takes.
fn looks(process: &str) -> Vec<u64> {
    let program = program(process);
    let mut driver = driver(&program);
    let events = ["begin", "go", "leave", "back", "go"];
    let taken = events.map(|event| {
        let (looks, outcome) = looks::of(|| submit(&mut driver, event));
        assert!(matches!(outcome.verdict, Verdict::Accepted), "{event}: {:?}", outcome.verdict);
        looks
    });
    taken.to_vec()
}

#[test]
fn cost_does_not_grow_with_the_number_of_states() {
    let few = looks(&chart(2, 3, 3));
    assert!(few.iter().all(|looks| *looks > 0));
    assert_eq!(looks(&chart(2, 4_990, 5_000)), few);
}

#[test]
fn cost_grows_evenly_with_depth() {
    let [flat, deep, deeper] = [2, 12, 22].map(|depth| looks(&chart(depth, 3, 3)));
    for ((flat, deep), deeper) in flat.iter().zip(&deep).zip(&deeper) {
        assert!(flat < deep, "{flat} {deep} {deeper}");
        assert_eq!(deep - flat, deeper - deep, "{flat} {deep} {deeper}");
    }
}
