//! What behaviour tests cover; whether they hold is said by `cargo test --test cases`, one by one.

use super::mistakes::harness;

#[path = "../cases/played.rs"]
mod played;

/// What only the undone part of a refused step cites is not covered.
#[test]
fn a_refused_step_covers_its_refusal_alone() {
    let (report, _) = played::played(&std::fs::read_to_string("tests/behaviour/coverage.toml").unwrap()).unwrap();
    let covered: Vec<&str> = report.coverage.clauses().map(|clause| &**clause).collect();
    assert_eq!(covered, ["3"]);
}
