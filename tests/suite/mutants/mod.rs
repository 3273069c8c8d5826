//! Mutants: every limit a little off, every role another one, every element left out – and some scenario must notice.
//!
//! In: the shipped policies as text. Each mutant is an edit at the exact place of one value or element; it is compiled
//! and the policy's scenarios are run on it until one fails. Only a failing scenario kills: that a clause is cited by
//! nobody any more does not count, and what is no policy after the edit (`invalid`) is counted apart. Where something is
//! left out, what names it goes with it.
//!
//! `cargo test --test suite mutants -- --nocapture` prints how every clause fared, and who survived.

mod all;
mod literals;
mod operators;
mod repair;
mod run;
mod site;
mod table;

use crate::shipped::policies;

#[test]
fn a_scenario_notices_a_change_of_every_clause() {
    let mut unnoticed = Vec::new();
    for policy in policies() {
        let (program, _) = policy.ready();
        let mutants = all::mutants(&policy);
        let fates = run::fates(&policy, &mutants);
        let rows = table::counts(&program, &mutants, &fates);
        println!("{}", table::table(&policy, &rows, &mutants, &fates));
        let computable = program.clauses.iter().filter(|clause| clause.manual.is_none());
        for clause in computable {
            if rows.iter().any(|(id, count)| *id == *clause.id && count.killed == 0) {
                unnoticed.push(format!("{} {}", policy.root, clause.id));
            }
        }
    }
    assert!(unnoticed.is_empty(), "no scenario notices any change of {unnoticed:?}");
}
