//! Which clauses count as covered.

use crate::desk::{self, ASKED, HEAD};

fn covered(rows: &str) -> Vec<String> {
    let (report, _) = desk::report(&format!("{HEAD}{rows}"));
    assert!(report.passed(), "{:?} {:?}", report.runs, report.general);
    report.coverage.clauses.iter().map(|clause| clause.to_string()).collect()
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
fn what_only_people_can_judge_is_nobodys_to_cover() {
    let program = desk::program();
    let total = zhidu::scenario::Total::of(program);
    assert!(!total.clauses.iter().any(|clause| &**clause == "7"));
    assert!(total.states > 4 && total.transitions > 5);
}
