//! Each word of an expectation, where it holds and where it does not.

use super::differences;
use crate::desk::ASKED;

/// The differences of one more row after `before`, under an expectation.
fn row(before: &str, row: &str, expect: &str) -> Vec<String> {
    differences(&format!("{ASKED}{before}\n[[step]]\n{row}\nexpect = {{ {expect} }}\n"))
}

const ANSWER: &str = "at = '09:30'\nby = 'li'\nevent = 'answer'\ndata = { answer = '带身份证' }";
const REST: &str = "recorded = ['answers'], notified = ['archive', 'li']";

#[test]
fn state_is_one_active_state_or_all_atomic_ones() {
    for expect in ["state = 'open'", "state = ['read']", "state = { A = 'read' }", "allowed = true"] {
        assert_eq!(row("", "by = 'li'\nevent = 'hand_to'", expect), [""; 0], "{expect}");
    }
    let told = row("", "by = 'li'\nevent = 'hand_to'", "state = 'answered'");
    assert_eq!(told, ["state: \"answered\" | \"read\""]);
    let told = row("", ANSWER, "state = { A = ['read', 'answered'] }");
    assert_eq!(told, ["state: \"A\" = [\"read\", \"answered\"] | \"A\" = \"answered\""]);
}

#[test]
fn owner_names_somebody_or_nobody() {
    assert_eq!(row("", "by = 'chen'\nevent = 'hand_to'", "owner = 'chen'"), [""; 0]);
    assert_eq!(row("", "by = 'chen'\nevent = 'hand_to'", "owner = []"), ["owner: [] | \"chen\""]);
}

#[test]
fn a_refusal_has_clauses_a_reason_and_what_is_missing() {
    let lacking = "by = 'li'\nevent = 'answer'";
    assert_eq!(row("", lacking, "denied = ['1'], reason = 'missing', missing = ['answer']"), [""; 0]);
    assert_eq!(row("", lacking, "denied = true, clause = '1', allowed = false"), [""; 0]);
    assert_eq!(row("", lacking, "denied = ['2']"), ["denied: [\"2\"] | [\"1\"]"]);
    assert_eq!(row("", lacking, "reason = 'unmet'"), ["reason: \"unmet\" | \"missing\""]);
    assert_eq!(row("", lacking, "missing = []"), ["missing: [] | [\"answer\"]"]);
    assert_eq!(row("", ANSWER, "denied = true"), ["denied: true | false"]);
}

#[test]
fn a_refusal_nobody_expects_fails_the_row() {
    let told = row("", "by = 'chen'\nevent = 'answer'\ndata = { answer = 'x' }", "state = 'open'");
    assert_eq!(told, ["unexpected denied: - | [\"1\"]"]);
    let told = differences(&format!("{ASKED}[[step]]\nby = 'chen'\nevent = 'answer'\ndata = {{ answer = 'x' }}\n"));
    assert_eq!(told, ["unexpected denied: - | [\"1\"]"]);
}

#[test]
fn due_and_left_speak_of_deadlines_that_run() {
    let wait = "at = '09:10'";
    assert_eq!(row("", wait, "due = { reply = '09:30:00' }, left = { reply = '20 minutes' }"), [""; 0]);
    assert_eq!(row("", wait, "due = { A = { reply = 'Mon 2026-03-02 09:30' } }"), [""; 0]);
    assert_eq!(row("", wait, "due = {}"), ["due: - | reply = \"2026-03-02 09:30:00\""]);
    assert_eq!(
        row("", wait, "left = { reply = '21 minutes' }"),
        ["left: reply = \"21 minutes\" | reply = \"20 minutes\""]
    );
    assert_eq!(row("", ANSWER, &format!("due = {{}}, {REST}")), [""; 0]);
    assert_eq!(row("", wait, "due = { reply = 'before 09:30:01' }"), [""; 0]);
}

#[test]
fn warnings_and_lapses() {
    assert_eq!(row("", "at = '09:20'", "warned = ['reply'], notified = ['li']"), [""; 0]);
    assert_eq!(row("", "at = '09:19:59'", "warned = []"), [""; 0]);
    assert_eq!(row("", "at = '09:20'", "warned = []"), ["warned: - | \"reply\""]);
    let money = "{ who = 'li', amount = '100 CNY' }, { who = 'wang', joint = true, amount = '200 CNY' }";
    assert_eq!(row("", "at = '09:30:01'", &format!("missed = ['reply'], charged = [{money}]")), [""; 0]);
    assert_eq!(row("", "at = '09:30:01'", &format!("charged = [{money}]")), ["unexpected missed: - | \"reply\""]);
    let late = "at = '09:40'\nby = 'li'\nevent = 'answer'\ndata = { answer = 'x' }";
    let expect = format!("late = ['reply'], missed = ['reply'], charged = [{money}]");
    assert_eq!(row("", late, &expect), [""; 0]);
}

#[test]
fn notices_are_compared_by_who_is_told() {
    assert_eq!(row("", ANSWER, "notified = [{ who = 'archive', about = '已答复' }, 'li']"), [""; 0]);
    assert_eq!(row("", ANSWER, "notified = []"), ["notified: - | \"li\"", "notified: - | \"archive\""]);
    let told = row("", ANSWER, "notified = ['li', { who = 'archive', about = '已办结' }]");
    assert_eq!(
        told,
        [
            "notified: \"li\" | \"li\"",
            "notified: { who = \"archive\", about = \"已办结\" } | { who = \"archive\", about = \"已答复\" }",
        ]
    );
}

#[test]
fn records_are_compared_by_register_or_column() {
    assert_eq!(row("", ANSWER, "recorded = ['answers']"), [""; 0]);
    assert_eq!(row("", ANSWER, "recorded = [{ register = 'answers', whom = 'li', text = '带身份证' }]"), [""; 0]);
    assert_eq!(row("", ANSWER, "recorded = []"), ["recorded: - | \"answers\""]);
}

#[test]
fn opened_offences_are_never_passed_over() {
    let scold = "by = 'li'\nevent = 'scold'";
    assert_eq!(row("", scold, "opened = ['rude']"), [""; 0]);
    assert_eq!(row("", scold, "opened = ['scolding']"), [""; 0]);
    assert_eq!(row("", scold, "state = 'open'"), ["unexpected opened: - | \"rude\""]);
}

#[test]
fn charges_counters_and_ledger() {
    let scold = "[[step]]\nby = 'li'\nevent = 'scold'\nexpect = { opened = ['rude'] }";
    let verify = "by = 'wang'\nevent = 'rude.verify'\ncase = 'A/scolding'";
    let charged = "charged = [{ who = 'li', penalty = 'slow', rule = '5', count = 1 }, { joint = true }]";
    let rest = "counters = { li = { slow = { '5' = 1 } } }, ledger = { li = '100 CNY', wang = '200 CNY' }";
    assert_eq!(row(scold, verify, &format!("{charged}, {rest}, state = 'verified'")), [""; 0]);
    let told = row(scold, verify, "state = 'verified'");
    assert!(told[0].starts_with("unexpected charged: - | { who = \"li\""), "{told:?}");
    let told = row(scold, verify, &format!("{charged}, counters = {{ li = {{ slow = {{ '5' = 2 }} }} }}"));
    assert_eq!(told, ["counters: li.slow = { \"5\" = 2 } | li.slow = { \"5\" = 1 }"]);
    let told = row(scold, verify, &format!("{charged}, ledger = {{ li = '100 CNY' }}"));
    assert_eq!(told, ["ledger: li = \"100 CNY\" | li = \"100 CNY\"", "ledger: - | wang = \"200 CNY\""]);
}

#[test]
fn timers_are_deadlines_and_waits_of_all_cases() {
    assert_eq!(row("", "at = '09:10'", "timers = ['reply'], incident = false"), [""; 0]);
    assert_eq!(row("", ANSWER, "timers = ['A/answered']"), [""; 0]);
    assert_eq!(row("", "at = '09:10'", "timers = []"), ["timers: - | \"A/reply\""]);
}
