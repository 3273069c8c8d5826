//! Reading scenarios: every mistake at its exact word.

use crate::desk::{self, ASKED, HEAD};

/// Codes with the words they are about.
fn problems(text: &str) -> Vec<String> {
    let program = desk::program();
    let (scenario, problems, sources) = desk::read(program, text);
    assert_eq!(scenario.is_some(), problems.is_empty(), "{problems:?}");
    problems.iter().map(|problem| format!("{} {}", problem.code(), sources.text(problem.span))).collect()
}

fn rows(rows: &str) -> Vec<String> {
    problems(&format!("{HEAD}{rows}"))
}

fn after_asking(row: &str) -> Vec<String> {
    rows(&format!("{ASKED}[[step]]\n{row}\n"))
}

#[test]
fn a_scenario_needs_a_head() {
    assert_eq!(problems("[[step]]\nat = '09:00'\n")[0], "ZD0021 ");
    assert_eq!(problems("[scenario]\nid = 'S'\n"), ["ZD0021 [scenario]"]);
    assert_eq!(problems("[scenario]\nid = 'S'\nstart = '09:00'\n"), ["ZD0040 '09:00'"]);
}

#[test]
fn times_are_checked_as_written() {
    assert_eq!(problems(&HEAD.replace("Mon", "Tue")), ["ZD0801 Tue"]);
    assert_eq!(problems(&HEAD.replace("Mon", "周二")), ["ZD0801 周二"]);
    assert_eq!(rows("[[step]]\nat = '08:59'\n"), ["ZD0802 '08:59'"]);
    assert_eq!(rows("[[step]]\nat = 2026-03-02T10:00:00\n"), [""; 0]);
    let same_day_after_midnight = "[[step]]\nat = '24:00'\n[[step]]\nat = '09:00'\n";
    assert_eq!(rows(same_day_after_midnight), ["ZD0802 '09:00'"]);
}

#[test]
fn names_are_those_of_the_policy_and_the_cast() {
    assert_eq!(problems(&HEAD.replace("[\"clerk\"]", "[\"clark\"]")), ["ZD0032 \"clark\""]);
    assert_eq!(problems(&HEAD.replace("start =", "covers = ['9']\nstart =")), ["ZD0910 '9'"]);
    assert_eq!(
        problems(&HEAD.replace("start =", "parameters = { patients = '1 hour' }\nstart =")),
        ["ZD0032 patients"]
    );
    assert_eq!(problems(&HEAD.replace("start =", "parameters = { patience = 3 }\nstart =")), ["ZD0040 3"]);
    assert_eq!(after_asking("by = 'lee'\nevent = 'thank'"), ["ZD0032 'lee'"]);
    assert_eq!(after_asking("by = 'li'\nevent = 'thanks'"), ["ZD0803 'thanks'"]);
    assert_eq!(after_asking("by = 'li'\nevent = 'thanks'\nexpect = { denied = true }"), ["ZD0803 'thanks'"]);
    assert_eq!(after_asking("case = 'B'"), ["ZD0032 'B'"]);
    assert_eq!(after_asking("case = 'A/callback'"), ["ZD0032 'A/callback'"]);
}

#[test]
fn a_row_says_who_does_what_in_which_case() {
    assert_eq!(rows("[[step]]\nby = 'li'\nevent = 'thank'\n"), ["ZD0805 'thank'"]);
    assert_eq!(rows("[[step]]\nexpect = { state = 'open' }\n"), ["ZD0805 'open'"]);
    assert_eq!(after_asking("event = 'thank'"), ["ZD0807 'thank'"]);
    assert_eq!(after_asking("by = 'li'"), ["ZD0808 by"]);
    assert_eq!(after_asking("by = 'li'\nevent = 'answer'\ndata = { anwser = 'x' }"), ["ZD0806 anwser"]);
    let refused = "by = 'li'\nevent = 'answer'\ndata = { anwser = 'x' }\nexpect = { denied = true }";
    assert_eq!(after_asking(refused), [""; 0]);
}

#[test]
fn expectations_are_checked_word_by_word() {
    for (expect, problem) in [
        ("stat = 'open'", "ZD0020 stat"),
        ("state = 'opened'", "ZD0032 'opened'"),
        ("state = { B = 'open' }", "ZD0032 B"),
        ("owner = 'lee'", "ZD0032 'lee'"),
        ("denied = ['9']", "ZD0910 '9'"),
        ("reason = 'missed'", "ZD0026 'missed'"),
        ("due = '10:00'", "ZD0809 '10:00'"),
        ("due = { rply = '10:00' }", "ZD0032 rply"),
        ("due = { reply = 'soon' }", "ZD0040 'soon'"),
        ("missed = ['rply']", "ZD0032 'rply'"),
        ("notified = ['archives']", "ZD0032 'archives'"),
        ("recorded = ['answer']", "ZD0032 'answer'"),
        ("opened = ['rudeness']", "ZD0032 'rudeness'"),
        ("charged = [{ who = 'li', penalty = 'slower' }]", "ZD0032 'slower'"),
        ("charged = [{ who = 'li', amount = '100' }]", "ZD0040 '100'"),
        ("charged = [{ who = 'li', amout = '100 CNY' }]", "ZD0020 amout"),
        ("counters = { li = 1 }", "ZD0809 1"),
        ("tasks = []", "ZD0809 []"),
        ("tasks = { lee = [] }", "ZD0032 lee"),
        ("tasks = { li = ['approve'] }", "ZD0032 'approve'"),
        ("paused = ['rply']", "ZD0032 'rply'"),
        ("level = 'secret'", "ZD0804 level"),
    ] {
        assert_eq!(after_asking(&format!("expect = {{ {expect} }}")), [problem], "{expect}");
    }
}

#[test]
fn a_slip_is_mended_inside_its_quotes() {
    for (expect, mended) in [
        ("state = 'opne'", "state = 'open'"),
        ("due = { rely = '10:00' }", "due = { reply = '10:00' }"),
        ("counters = { chn = { slow = {} } }", "counters = { chen = { slow = {} } }"),
        ("counters = { \"chn\" = { slow = {} } }", "counters = { \"chen\" = { slow = {} } }"),
    ] {
        let text = format!("{HEAD}{ASKED}[[step]]\nexpect = {{ {expect} }}\n");
        let (_, problems, _) = desk::read(desk::program(), &text);
        let fix = problems[0].fix.as_ref().unwrap();
        let mut repaired = text.clone();
        repaired.replace_range(fix.span.range(), &fix.replacement);
        assert_eq!(repaired, text.replace(expect, mended), "{expect}");
    }
}

#[test]
fn what_comes_later_says_so() {
    assert_eq!(problems(&HEAD.replace("start =", "duties = 'none'\nstart =")), ["ZD0804 'none'"]);
    assert_eq!(problems(&HEAD.replace("start =", "duties = 'done'\neffects = 'confirmed'\nstart =")), [""; 0]);
    assert_eq!(rows("[[given]]\naccount = 'quota'\nbalance = '5'\n"), ["ZD0804 account", "ZD0804 balance"]);
    assert_eq!(rows("[[decide]]\ntable = 'limits'\nexpect = { x = 1 }\n"), ["ZD0804 table"]);
}

#[test]
fn questions_about_dues_are_answered() {
    let ask = |expect: &str| {
        format!(
            "{HEAD}\n[[decide]]\ndue = {{ within = '3 days', start = 'Thu 2026-04-02 15:00' }}\nexpect = '{expect}'\n"
        )
    };
    assert!(desk::report(&ask("Sun 2026-04-05 24:00")).0.passed());
    assert!(!desk::report(&ask("Sun 2026-04-05 15:00")).0.passed());
}

#[test]
fn variants_name_earlier_rows() {
    let variant = "[[step.variant]]\nname = 'x'\nchange = { step = 'askd', at = '09:01' }\n";
    assert_eq!(rows(&format!("{ASKED}id = 'ask'\n[[step]]\n{variant}")), ["ZD0032 'askd'"]);
    assert_eq!(
        rows(&format!("{ASKED}[[step.variant]]\nchange = {{ at = '08:00' }}\n")),
        ["ZD0021 [[step.variant]]", "ZD0802 '08:00'"]
    );
}
