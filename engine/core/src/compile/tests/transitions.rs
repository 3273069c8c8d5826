//! Starts, `on`, `always`, outcomes, events and their payload.

use super::*;
use crate::program::{Outcome, Pattern, Process, Transition, Trigger};

/// A state with a transition of event `go`, and another state.
fn on(keys: &str) -> Compiled {
    process(&format!(
        "[[data]]\nid = 'n'\ntype = 'integer'\noptional = true\n[[state]]\nid = 'open'\n[[state.on]]\nevent = 'go'\n{keys}\n[[state]]\nid = 'closed'"
    ))
}

fn matter(compiled: &Compiled) -> &Process {
    &fine(compiled).processes[0]
}

fn go(compiled: &Compiled) -> &Transition {
    &matter(compiled).transitions[1]
}

#[test]
fn descriptors_are_names_prefixes_and_everything() {
    let text = "[[state]]\nid = 'open'\n[[state.on]]\nevent = ['a.b', 'c.*', '*']\nby = 'clerk'";
    let compiled = process(text);
    let expected = [Pattern::Prefix("a.b".into()), Pattern::Prefix("c".into()), Pattern::Any];
    assert_eq!(matter(&compiled).transitions[1].trigger, Trigger::Events(expected.into()));
    let names: Vec<&str> = matter(&compiled).events.iter().map(|event| &*event.name).collect();
    assert_eq!(names, ["begin", "a.b"], "a prefix is no event");
    let bad = |event: &str| {
        found(&process(&format!("[[state]]\nid = 'open'\n[[state.on]]\nevent = '{event}'\nby = 'clerk'")))
    };
    assert_eq!(bad("a..b"), ["ZD0038 'a..b'"]);
    assert_eq!(bad("a b"), ["ZD0038 'a b'"]);
    assert_eq!(bad("1a"), ["ZD0038 '1a'"]);
    assert_eq!(bad("a.*.b"), ["ZD0038 'a.*.b'"]);
}

#[test]
fn an_outside_event_says_who_may_send_it() {
    wrong(&on("to = 'closed'"), &["ZD0502 'go'"]);
    wrong(&process("[[state]]\nid = 'open'\n[[state.on]]\nevent = 'child.x.done'"), &["ZD0032 'child.x.done'"]);
    let raised = process(
        "[[state]]\nid = 'open'\n[[state.entry]]\ndo = [{ raise = 'go' }]\n[[state.on]]\nevent = 'go'\nto = 'end'",
    );
    assert!(!matter(&raised).event("go").expect("raised").outside);
    assert!(matter(&raised).event("begin").expect("by").outside);
}

#[test]
fn the_own_state_needs_again() {
    wrong(&on("by = 'clerk'\nto = 'open'"), &["ZD0102 'open'"]);
    assert!(go(&on("by = 'clerk'\nto = 'open'\nagain = true")).outcomes[0].again);
    wrong(&on("by = 'clerk'\nto = [{ when = 'given(case.n)', to = 'open' }, { to = 'closed' }]"), &["ZD0102 'open'"]);
    fine(&on("by = 'clerk'"));
}

#[test]
fn rows_share_what_the_transition_does_and_the_last_is_open() {
    let compiled = on("by = 'clerk'\nset = { n = 1 }\ndo = [{ notify = 'boss' }]\n\
                       to = [{ when = 'given(case.n)', to = 'closed', set = { n = 2 }, require = ['case.n > 0'] }, {}]");
    let rows: Vec<(usize, usize, usize)> = go(&compiled)
        .outcomes
        .iter()
        .map(|row: &Outcome| (row.targets.len(), row.actions.len(), row.require.len()))
        .collect();
    assert_eq!(rows, [(1, 3, 1), (0, 2, 0)]);
    wrong(&on("by = 'clerk'\nto = [{ when = 'given(case.n)', to = 'closed' }]"), &["ZD0105 'given(case.n)'"]);
}

#[test]
fn payload_is_declared_or_taken_and_nothing_else() {
    let text = "
event = [{ id = 'go', fields = [{ id = 'why', type = 'text' }] }]
[process]
id = 'matter'
[[start]]
event = 'begin'
by = 'clerk'
takes = ['a']
[[data]]
id = 'a'
type = 'integer'
min = 1
[[data]]
id = 'b'
type = 'text'
optional = true
[[state]]
id = 'open'
[[state.on]]
event = 'go'
by = 'clerk'
takes = ['b?']
when = 'event.why == \"x\"'
[[role]]
id = 'clerk'
";
    let compiled = one(text);
    let matter = matter(&compiled);
    let fields: Vec<&str> = matter.fields.iter().map(|id| &**id).collect();
    assert_eq!(fields, ["why", "a", "b"]);
    let event = matter.event("go").expect("declared");
    let optional: Vec<(&str, bool)> = event.fields.iter().map(|f| (&*f.field.id, f.field.optional)).collect();
    assert_eq!(optional, [("why", false), ("b", true)]);
    assert_eq!(matter.event("begin").expect("used").fields[0].field.min, Some(crate::value::Value::Int(1)));
    assert!(!matter.transitions[1].takes[0].required && matter.transitions[0].takes[0].required);
    wrong(&on("by = 'clerk'\ntakes = ['m']"), &["ZD0032 'm'"]);
    wrong(&on("by = 'clerk'\nwhen = 'event.m > 1'"), &["ZD0208 m"]);
    let clash = "event = [{ id = 'go', fields = [{ id = 'n', type = 'integer' }] }]";
    let clash = one(&format!(
        "{clash}\n{PROCESS}[[data]]\nid = 'n'\ntype = 'integer'\noptional = true\n\
                              [[state]]\nid = 'open'\n[[state.on]]\nevent = 'go'\nby = 'clerk'\ntakes = ['n']"
    ));
    wrong(&clash, &["ZD0035 'n'"]);
}

#[test]
fn what_is_asked_for_is_missing_where_it_lacks() {
    let compiled = on(
        "by = 'clerk'\ntakes = ['n?']\nrequire = ['given(event.n) && event.n > 1', { that = 'given(case.n)', say = 'no n' }]",
    );
    let missing: Vec<Vec<String>> =
        go(&compiled).require.iter().map(|r| r.missing.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(missing, [["n"], ["n"]]);
}

#[test]
fn a_start_sees_its_event_but_not_yet_the_case() {
    let start = |keys: &str| {
        one(&format!(
            "role = [{{ id = 'clerk' }}]\n[process]\nid = 'matter'\n[[data]]\nid = 'n'\ntype = 'integer'\n[[state]]\nid = 'open'\n\
             [[start]]\nevent = 'begin'\nby = 'clerk'\ntakes = ['n']\n{keys}"
        ))
    };
    fine(&start("require = ['event.n > 1']\ndo = [{ set = { n = 'case.n + 1' } }]\nowner = 'actor'"));
    wrong(&start("require = ['case.n > 1']"), &["ZD0221 case.n"]);
    wrong(&start("owner = 'clerk'"), &["ZD0501 'clerk'"]);
}

#[test]
fn the_key_is_written_once() {
    let text = |keys: &str| {
        one(&format!(
            "role = [{{ id = 'clerk' }}]\n[process]\nid = 'matter'\nkey = ['who']\n[[data]]\nid = 'who'\ntype = 'text'\n\
             [[start]]\nevent = 'begin'\nby = 'clerk'\ntakes = ['who']\n[[state]]\nid = 'open'\n\
             [[state.on]]\nevent = 'go'\nby = 'clerk'\n{keys}"
        ))
    };
    let compiled = text("to = 'end'");
    assert_eq!(matter(&compiled).key.len(), 1);
    assert!(matter(&compiled).event("joined").is_some_and(|event| !event.outside));
    wrong(&text("set = { who = 'event.name' }"), &["ZD0106 who"]);
    wrong(&text("takes = ['who']"), &["ZD0106 'who'"]);
}

#[test]
fn forbids_of_process_and_institution_join_where_their_event_is() {
    let text = "
role = [{ id = 'clerk' }]
[process]
id = 'matter'
[[start]]
event = 'begin'
by = 'clerk'
[[forbid]]
event = 'go'
when = 'in_state(\"open\")'
[[state]]
id = 'open'
[[state.on]]
event = 'go'
by = 'clerk'
";
    let other = text.replace("matter", "other").replace("'go'", "'stay'").replace("role = [{ id = 'clerk' }]", "");
    let files = |forbid: &str| {
        let forbid = format!("[[forbid]]\nid = 'f'\n{forbid}");
        compiled(&[("p/a.toml", INSTITUTION), ("p/b.toml", text), ("p/c.toml", &other), ("p/d.toml", &forbid)])
    };
    let compiled = files("event = 'go'\nunless = 'actor.department == \"x\"'");
    let counts: Vec<usize> = fine(&compiled).processes.iter().map(|process| process.forbids.len()).collect();
    assert_eq!(counts, [2, 1]);
    wrong(&files("event = 'gone'"), &["ZD0032 'gone'"]);
}

#[test]
fn not_before_is_a_date_or_an_instant_with_its_own_clauses() {
    let compiled = on("by = 'clerk'\nnot_before = 2026-03-01");
    assert!(go(&compiled).not_before.is_some());
    wrong(&on("by = 'clerk'\nnot_before = 'case.n'"), &["ZD0209 case.n", "ZD0212 case.n"]);
    wrong(&on("by = 'clerk'\nnot_before = { at = 2026-03-01, clause = 'x' }"), &["ZD0910 'x'"]);
}

#[test]
fn transitions_follow_the_document() {
    let text = "
[[on]]
event = 'last'
by = 'clerk'
[[state]]
id = 'a'
[[state.deadline]]
id = 'd'
within = '1 hour'
missed = [{ notify = 'boss' }]
[[state.on]]
event = 'second'
by = 'clerk'
[[state.always]]
when = 'false'
to = 'end'
";
    let compiled = process(text);
    let triggers: Vec<String> = matter(&compiled)
        .transitions
        .iter()
        .map(|t| match &t.trigger {
            Trigger::Events(patterns) => format!("{patterns:?}"),
            other => format!("{other:?}"),
        })
        .collect();
    let expected =
        [r#"[Prefix("begin")]"#, "Missed(DeadlineIx(0))", r#"[Prefix("second")]"#, "Always", r#"[Prefix("last")]"#];
    assert_eq!(triggers, expected);
}

#[test]
fn texts_for_people_name_what_there_is() {
    fine(&on(
        "by = 'clerk'\ntakes = ['n']\nrequire = [{ that = 'event.n > 1', say = 'not {event.n} but { case.n }, or {event.n}' }]",
    ));
    wrong(&on("by = 'clerk'\nrequire = [{ that = 'true', say = 'not { case.m }' }]"), &["ZD0208 case.m"]);
    wrong(&on("by = 'clerk'\ndo = [{ notify = 'boss', about = '{event.n}, {m}' }]"), &["ZD0208 event.n", "ZD0207 m"]);
    fine(&on("by = 'clerk'\ndo = [{ notify = 'boss', about = 'an open { brace' }]"));
}
