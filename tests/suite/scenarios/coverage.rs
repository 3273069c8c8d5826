//! Which clauses count as covered.

use crate::desk::{self, ASKED, HEAD};
use zhidu::scenario::{Kind, Total};

fn covered(rows: &str) -> Vec<String> {
    let (report, _) = desk::report(&format!("{HEAD}{rows}"));
    assert!(report.passed(), "{:?} {:?}", report.runs, report.general);
    report.coverage.clauses().map(ToString::to_string).collect()
}

#[test]
fn a_clause_counts_where_its_effect_is_named() {
    assert_eq!(covered(ASKED), [""; 0]);
    assert_eq!(covered(&ASKED.replace("case =", "expect = { state = 'open' }\ncase =")), ["1"]);
    assert_eq!(covered(&ASKED.replace("case =", "expect = { due = { reply = '09:30' } }\ncase =")), ["3"]);
    let answer = "[[step]]\nby = 'li'\nevent = 'answer'\ndata = { answer = 'x' }\nexpect = ";
    assert_eq!(covered(&format!("{ASKED}{answer}{{ recorded = ['answers'] }}")), ["1", "2"]);
    let refused = "[[step]]\nby = 'chen'\nevent = 'answer'\nexpect = { denied = true }";
    assert_eq!(covered(&format!("{ASKED}{refused}")), ["1"]);
}

#[test]
fn a_charge_covers_its_rule_its_penalty_and_who_answers_beside() {
    let lapse = "[[step]]\nat = '09:31'\nexpect = { missed = ['reply'], charged = [{ who = 'li' }, { who = 'wang' }] }";
    assert_eq!(covered(&format!("{ASKED}{lapse}")), ["3", "4"]);
    let report = "
[[step]]
by = 'chen'
event = 'rude.report'
case = 'rudeness'
data = { offender = 'li', happened_at = '2026-03-02 08:30' }
[[step]]
by = 'wang'
event = 'rude.verify'
case = 'rudeness'
expect = { charged = [{ who = 'li' }, { who = 'wang' }] }
";
    assert_eq!(covered(report), ["3", "4", "5"]);
}

#[test]
fn a_claim_that_no_row_bears_out_fails() {
    let head = HEAD.replace("start =", "covers = ['1', '5']\nstart =");
    let rows = ASKED.replace("case =", "expect = { state = 'open' }\ncase =");
    let (report, sources) = desk::report(&format!("{head}{rows}"));
    let claims: Vec<&str> = report.general.iter().map(|failure| sources.text(failure.span)).collect();
    assert_eq!(claims, ["'5'"]);
}

#[test]
fn where_a_case_stands_says_nothing_of_the_time_it_took() {
    let answer = "[[step]]\nby = 'li'\nevent = 'answer'\ndata = { answer = 'x' }\nexpect = ";
    let without_deadline = covered(&format!("{ASKED}{answer}{{ state = 'answered' }}"));
    assert!(!without_deadline.contains(&"3".to_owned()), "{without_deadline:?}");
    for named in ["due = {}", "missed = []", "late = []", "timers = ['A/answered']"] {
        let with_deadline = covered(&format!("{ASKED}{answer}{{ {named} }}"));
        assert!(with_deadline.contains(&"3".to_owned()), "{named}: {with_deadline:?}");
    }
}

#[test]
fn time_left_covers_the_deadline_that_is_named() {
    assert_eq!(covered(&ASKED.replace("case =", "expect = { left = { reply = '30 minutes' } }\ncase =")), ["3"]);
    assert_eq!(covered(&ASKED.replace("case =", "expect = { left = {} }\ncase =")), [""; 0]);
    assert_eq!(covered(&ASKED.replace("case =", "expect = { timers = ['reply'] }\ncase =")), ["3"]);
}

/// Labels of what a scenario's rows covered of a kind.
fn walked(kind: Kind, rows: &str) -> Vec<String> {
    let (report, _) = desk::report(&format!("{HEAD}{rows}"));
    assert!(report.passed(), "{:?} {:?}", report.runs, report.general);
    let total = Total::of(desk::program());
    let items = total.of_kind(kind).filter(|item| report.coverage.items.contains_key(&item.key));
    items.map(|item| item.label.clone()).collect()
}

#[test]
fn states_and_ways_are_walked_whatever_is_expected() {
    assert_eq!(walked(Kind::State, ASKED), ["matter.open", "matter.read"]);
    assert_eq!(walked(Kind::Transition, ASKED), ["matter ask"]);
}

#[test]
fn a_refused_step_walks_nowhere_and_reads_its_conditions() {
    let refused = "[[step]]\nby = 'li'\nevent = 'answer'\nexpect = { denied = true }";
    assert_eq!(walked(Kind::State, &format!("{ASKED}{refused}")), walked(Kind::State, ASKED));
}

#[test]
fn what_only_people_can_judge_is_nobodys_to_cover() {
    let total = Total::of(desk::program());
    assert!(!total.of_kind(Kind::Clause).any(|clause| clause.label == "7"));
    assert!(total.of_kind(Kind::State).count() > 4 && total.of_kind(Kind::Transition).count() > 5);
}
