//! Deadlines and waits.

use super::*;
use crate::program::{Deadline, Process, Trigger, Warn};

const DATA: &str = "
[[data]]
id = 'day'
type = 'date'
optional = true
[[value]]
id = 'due_day'
type = 'date'
is = 'or_else(case.day, today)'
";

fn deadline(keys: &str) -> Compiled {
    process(&format!("{DATA}[[state]]\nid = 'open'\n[[state.deadline]]\nid = 'reply'\n{keys}\n[[state]]\nid = 'late'"))
}

fn matter(compiled: &Compiled) -> &Process {
    &fine(compiled).processes[0]
}

fn reply(compiled: &Compiled) -> &Deadline {
    &matter(compiled).deadlines[0]
}

#[test]
fn lapsing_and_warnings_are_transitions() {
    let compiled = deadline(
        "within = '30 minutes'\nwarn = [{ left = '10 minutes', notify = 'owner' }, { used = '80%' }, { used = '90%', do = [{ notify = 'boss' }] }]\n\
         missed = [{ notify = 'boss' }]\nto = 'late'",
    );
    let triggers: Vec<&Trigger> = matter(&compiled).transitions[1..].iter().map(|t| &t.trigger).collect();
    let ix = crate::program::DeadlineIx(0);
    assert_eq!(triggers, [&Trigger::Warning(ix, 0), &Trigger::Warning(ix, 2), &Trigger::Missed(ix)]);
    let reply = reply(&compiled);
    assert!(reply.has_missed && !reply.soft);
    assert!(matches!(reply.warn[..], [Warn::Left(_), Warn::Used(_), Warn::Used(_)]));
    assert_eq!(matter(&compiled).transitions[3].outcomes[0].targets.len(), 1);
    assert!(
        !super::process("[[state]]\nid = 'open'\n[[state.deadline]]\nid = 'd'\nwithin = '1 hour'")
            .program
            .is_none_or(|program| program.processes[0].deadlines[0].has_missed)
    );
}

#[test]
fn exactly_one_due() {
    wrong(&deadline("missed = [{ notify = 'boss' }]"), &["ZD0025 [[state.deadline]]"]);
    wrong(&deadline("within = '1 hour'\nuntil = 2026-01-01"), &["ZD0024 until"]);
    wrong(&deadline("within = '1 huor'"), &["ZD0235 '1 huor'"]);
    wrong(&deadline("until = 'case.dya'"), &["ZD0208 dya"]);
    wrong(&deadline("within = 'case.day'"), &["ZD0209 case.day"]);
    wrong(
        &super::process("[[state]]\nid = 'open'\n[[state.deadline]]\nwithin = '1 hour'"),
        &["ZD0021 [[state.deadline]]"],
    );
}

#[test]
fn a_due_follows_the_data_it_reads() {
    let follows = |keys: &str| reply(&deadline(keys)).follows.len();
    assert_eq!(follows("until = 'case.day'\nmissed = [{ notify = 'boss' }]"), 1);
    assert_eq!(follows("until = 'case.due_day'\nmissed = [{ notify = 'boss' }]"), 1);
    assert_eq!(follows("within = '1 day'\nsince = 'case.day'\nmissed = [{ notify = 'boss' }]"), 1);
    assert_eq!(follows("before = 2026-03-01\nmissed = [{ notify = 'boss' }]"), 0);
}

#[test]
fn a_soft_deadline_does_not_punish() {
    let penalty = "[[penalty]]\nid = 'p'\namount = '1 CNY'\n";
    let soft = |keys: &str| {
        one(&format!("{penalty}{PROCESS}[[state]]\nid = 'open'\n[[state.deadline]]\nid = 'reply'\n{keys}"))
    };
    let missed = "missed = [{ when = 'true', do = [{ penalize = 'p', whom = 'owner' }] }]";
    wrong(&soft(&format!("within = 'immediately'\n{missed}")), &["ZD0301 { penalize = 'p', whom = 'owner' }"]);
    wrong(&soft(&format!("within = '及时'\n{missed}")), &["ZD0301 { penalize = 'p', whom = 'owner' }"]);
    let compiled = soft("within = 'promptly'\nmissed = [{ notify = 'boss' }]");
    assert!(fine(&compiled).processes[0].deadlines[0].soft);
}

#[test]
fn met_by_names_events() {
    let compiled = deadline("within = '1 hour'\nmet_by = ['begin', '*']\nmissed = [{ notify = 'boss' }]");
    assert_eq!(reply(&compiled).met_by.as_ref().map(Vec::len), Some(2));
    wrong(&deadline("within = '1 hour'\nmet_by = 'beginn'"), &["ZD0032 'beginn'"]);
}

#[test]
fn waits_run_out_or_come() {
    let after =
        |keys: &str| process(&format!("{DATA}[[state]]\nid = 'open'\n[[state.after]]\n{keys}\n[[state]]\nid = 'late'"));
    let compiled = after("wait = '3 days'\nto = 'late'");
    let matter = matter(&compiled);
    assert_eq!((matter.waits.len(), matter.states[1].waits.len()), (1, 1));
    assert_eq!(matter.transitions[1].trigger, Trigger::Ran(crate::program::WaitIx(0)));
    fine(&after("at = 'case.day'\nsince = 2026-01-01\nwhen = 'true'\ndo = [{ notify = 'boss' }]"));
    wrong(&after("to = 'late'"), &["ZD0025 [[state.after]]"]);
    wrong(&after("wait = '3 days'\nto = 'nowhere'"), &["ZD0032 'nowhere'"]);
    assert!(
        fine(&after("wait = '3 days'\nto = 'open'")).processes[0].transitions[1].outcomes[0].again,
        "time enters anew"
    );
}

#[test]
fn nobody_acts_where_time_does() {
    wrong(&deadline("within = '1 hour'\nmissed = [{ notify = 'actor' }]"), &["ZD0221 actor"]);
    fine(&deadline("within = '1 hour'\nmissed = [{ notify = 'owner', with = { at = 'now' } }]"));
}
