//! Offences and the processes they expand into.

use super::*;
use crate::program::Process;

const RULES: &str = "
clause = [{ id = '05' }, { id = '06' }]
role = [{ id = 'clerk' }, { id = 'head' }]
penalty = [{ id = 'p', amount = '1 CNY' }, { id = 'q', amount = '2 CNY' }]
";

fn offence(keys: &str) -> Compiled {
    one(&format!("{RULES}[[offence]]\nid = 'rude'\nclause = '05'\nverify_by = 'head'\n{keys}"))
}

fn rude(compiled: &Compiled) -> &Process {
    &fine(compiled).processes[0]
}

#[test]
fn a_process_with_a_report_and_two_ends() {
    let compiled = offence(
        "report_by = 'staff'\npenalty = 'p'\nfields = [{ id = 'what', type = 'text' }, { id = 'more', type = 'text', optional = true }]",
    );
    let rude = rude(&compiled);
    let states: Vec<&str> = rude.states.iter().map(|state| &*state.id).collect();
    assert_eq!(states, ["rude", "reported", "verified", "dismissed"]);
    let data: Vec<(&str, bool)> = rude.data.iter().map(|d| (&*d.field.id, d.field.optional)).collect();
    let expected = [
        ("offender", false),
        ("happened_at", false),
        ("of_case", true),
        ("reporter", true),
        ("what", false),
        ("more", true),
    ];
    assert_eq!(data, expected);
    let events: Vec<&str> = rude.events.iter().map(|event| &*event.name).collect();
    assert_eq!(events, ["rude.report", "rude.verify", "rude.dismiss"]);
    let start = &rude.transitions[rude.starts[0].at()];
    let takes: Vec<(&str, bool)> =
        start.takes.iter().map(|take| (&*rude.data[take.slot.at()].field.id, take.required)).collect();
    let expected = [("offender", true), ("happened_at", true), ("of_case", false), ("what", true), ("more", false)];
    assert_eq!(takes, expected);
    assert_eq!(start.require.len(), 1, "not after the stamp");
    assert_eq!(rude.transitions[1].except.len(), 2);
    assert_eq!(
        show::action(fine(&compiled), 0, &rude.transitions[1].outcomes[0].actions[0]),
        "penalize p offender rule \"05\" [05]"
    );
    assert!(rude.offence.is_some());
}

#[test]
fn not_before_the_rules_were_in_force() {
    let text = format!("{RULES}[[offence]]\nid = 'rude'\nverify_by = 'head'\nreport_by = 'staff'");
    let compiled = compiled(&[("p/a.toml", &format!("{INSTITUTION}effective = 2026-01-01")), ("p/b.toml", &text)]);
    let rude = rude(&compiled);
    assert_eq!(rude.transitions[0].require.len(), 2);
    assert_eq!(
        show::guard(fine(&compiled), 0, &rude.transitions[0].require[1].that),
        "date(event.happened_at) >= 2026-01-01"
    );
}

#[test]
fn charges_by_rows_and_only_where_it_counts() {
    let compiled = offence(
        "report_by = 'staff'\nwhen = 'offender.department == \"service\"'\nfields = [{ id = 'n', type = 'integer' }]\n\
         penalty = [{ when = 'case.n > 2', penalty = 'q', rule = '06' }, { when = 'case.n > 1', penalty = 'p' }]",
    );
    let verify: Vec<usize> = rude(&compiled).transitions[1..3].iter().map(|t| t.outcomes.len()).collect();
    assert_eq!(verify, [3, 1], "rows, nothing charged, then recorded only");
    assert!(rude(&compiled).transitions[1].when.is_some() && rude(&compiled).transitions[2].when.is_none());
    let rows = &rude(&compiled).transitions[1].outcomes;
    let charged: Vec<String> =
        rows.iter().flat_map(|row| &row.actions).map(|action| show::action(fine(&compiled), 0, action)).collect();
    assert_eq!(charged, ["penalize q offender rule \"06\" [05]", "penalize p offender rule \"05\" [05]"]);
}

#[test]
fn mistakes_are_shown_where_they_were_written() {
    wrong(&offence("when = 'offender.age > 3'\npenalty = 'p'"), &["ZD0208 age"]);
    wrong(&offence("penalty = 'r'"), &["ZD0032 'r'"]);
    wrong(&offence("penalty = [{ when = 'case.x', penalty = 'p' }]"), &["ZD0208 x"]);
    wrong(&offence("fields = [{ id = 'offender', type = 'text' }]"), &["ZD0034 'offender'"]);
    wrong(&one(&format!("{RULES}[[offence]]\nid = 'rude'")), &["ZD0021 [[offence]]"]);
}

#[test]
fn an_action_opens_it_in_this_case_and_now() {
    let text = format!(
        "{}\n[[offence]]\nid = 'rude'\nverify_by = 'boss'\nfields = [{{ id = 'n', type = 'integer' }}]\n{PROCESS}\
         [[state]]\nid = 'open'\n[[state.entry]]\ndo = [{{ open = 'rude', as = 'rude', with = {{ offender = 'owner', n = 3 }} }}]\n\
         [[state.on]]\nevent = 'child.rude.*'\nto = 'end'",
        ""
    );
    let compiled = one(&text);
    let matter = &fine(&compiled).processes[0];
    let action = show::action(fine(&compiled), 0, &matter.states[1].entry[0].actions[0]);
    assert_eq!(action, "open rude as rude { offender = owner, happened_at = now, of_case = self, n = 3 }");
    let events: Vec<&str> = matter.events.iter().map(|event| &*event.name).collect();
    assert_eq!(events, ["begin", "child.rude.verified", "child.rude.dismissed"]);
    assert!(fine(&compiled).processes[1].starts.is_empty(), "nobody reports it");
    wrong(
        &one(&text.replace("offender = 'owner', ", "")),
        &["ZD0021 { open = 'rude', as = 'rude', with = { n = 3 } }"],
    );
}
