//! Verbs.

use super::*;
use crate::program::{Action, Verb};

/// Actions on entering the only state.
fn entry(data: &str, actions: &str) -> Compiled {
    process(&format!("{data}\n[[state]]\nid = 'open'\n[[state.entry]]\ndo = [{actions}]"))
}

fn verbs(compiled: &Compiled) -> Vec<&Verb> {
    let open = &fine(compiled).processes[0].states[1];
    open.entry[0].actions.iter().map(|action: &Action| &action.verb).collect()
}

const DATA: &str = "
[[data]]
id = 'n'
type = 'integer'
default = 0
[[data]]
id = 'list'
type = 'list'
of = 'integer'
default = []
";

#[test]
fn set_and_add_go_key_by_key() {
    let compiled = entry(DATA, "{ set = { n = 1, list = [1, 2] } }, { add = { list = 'case.n' } }");
    assert!(matches!(verbs(&compiled)[..], [Verb::Set(_), Verb::Set(_), Verb::Add(_)]));
    wrong(&entry(DATA, "{ set = { m = 1 } }"), &["ZD0032 m"]);
    wrong(&entry(DATA, "{ add = { n = 1 } }"), &["ZD0022 n"]);
    wrong(&entry(DATA, "{ set = { n = 'true' } }"), &["ZD0209 true"]);
    wrong(&entry(DATA, "{ set = { n = 1 }, notify = 'boss' }"), &["ZD0024 notify"]);
    wrong(&entry(DATA, "{ when = 'true' }"), &["ZD0025 { when = 'true' }"]);
}

#[test]
fn values_keep_within_bounds() {
    let data = "[[data]]\nid = 'n'\ntype = 'integer'\nmin = 1\nmax = 3\ndefault = 4";
    wrong(&entry(data, ""), &["ZD0041 4"]);
    let data = "[[data]]\nid = 'n'\ntype = 'integer'\nmin = 1\nmax = 3\ndefault = 1";
    wrong(&entry(data, "{ set = { n = 0 } }"), &["ZD0041 0"]);
}

#[test]
fn notify_takes_any_party_and_any_content() {
    let to = "['boss', 'owner', 'staff', { role = 'clerk', department = 'x.y' }]";
    wrong(&entry("", &format!("{{ notify = {to}, about = 'this' }}")), &["ZD0207 x"]);
    let compiled = entry(
        "",
        "{ notify = ['boss', { superior_of = 'owner' }], with = { n = 5, day = 2026-01-01, why = { text = 'so' }, at = 'now' } }",
    );
    let [Verb::Notify(notice)] = verbs(&compiled)[..] else { panic!("one notice") };
    assert_eq!(notice.with.len(), 4);
    wrong(&entry("", "{ notify = 'nobody' }"), &["ZD0032 'nobody'"]);
    wrong(&entry("", "{ notify = { rol = 'boss' } }"), &["ZD0020 rol"]);
}

#[test]
fn a_register_gets_the_columns_it_has() {
    let record = |with: &str| {
        let text = "[[register]]\nid = 'log'\nfields = [{ id = 'a', type = 'integer' }, { id = 'b', type = 'text', optional = true }]";
        entry(&format!("{text}\n{DATA}"), &format!("{{ record = 'log', whom = 'owner', with = {with} }}"))
    };
    fine(&record("{ a = 'case.n' }"));
    wrong(
        &record("{ b = { text = 'x' } }"),
        &["ZD0021 { record = 'log', whom = 'owner', with = { b = { text = 'x' } } }"],
    );
    wrong(&record("{ a = 1, c = 2 }"), &["ZD0032 c"]);
    wrong(&record("{ a = 'owner' }"), &["ZD0209 owner"]);
    wrong(&entry("", "{ record = 'lgo' }"), &["ZD0032 'lgo'"]);
}

#[test]
fn an_owner_is_one_person() {
    let compiled = entry("", "{ assign = 'boss' }, { assign = 'owner', as = 'visitor' }, { notify = 'visitor' }");
    assert!(
        matches!(verbs(&compiled)[2], Verb::Notify(n) if matches!(&n.to, crate::program::Party::Part(part) if &**part == "visitor"))
    );
    wrong(&entry("", "{ assign = 'clerk' }"), &["ZD0501 'clerk'"]);
    wrong(&entry("", "{ assign = 'staff' }"), &["ZD0501 'staff'"]);
    wrong(&entry("", "{ assign = ['boss', 'owner'] }"), &["ZD0501 ['boss', 'owner']"]);
}

#[test]
fn groups_rows_and_conditions() {
    let compiled = entry(
        DATA,
        "{ when = 'case.n > 1', do = [{ notify = 'boss' }], else = [{ set = { n = 2 } }] }, \
                                { notify = 'boss', each = 'case.list', with = { n = 'it' } }",
    );
    let [Verb::Group { then, otherwise }, Verb::Notify(_)] = verbs(&compiled)[..] else { panic!("a group") };
    assert_eq!((then.len(), otherwise.len()), (1, 1));
    wrong(&entry(DATA, "{ notify = 'boss', each = 'case.n' }"), &["ZD0022 'case.n'"]);
    wrong(&entry(DATA, "{ notify = 'it' }"), &["ZD0032 'it'"]);
}

#[test]
fn a_raised_event_carries_its_fields() {
    let text = |with: &str| {
        one(&format!(
            "event = [{{ id = 'ready', fields = [{{ id = 'n', type = 'integer' }}] }}]\n{PROCESS}[[state]]\nid = 'open'\n\
             [[state.entry]]\ndo = [{{ raise = 'ready', with = {with} }}]\n[[state.on]]\nevent = 'ready'\nto = 'end'"
        ))
    };
    fine(&text("{ n = 1 }"));
    wrong(&text("{ m = 1, n = 1 }"), &["ZD0032 m"]);
    wrong(&text("{}"), &["ZD0021 { raise = 'ready', with = {} }"]);
}

/// A process that opens another.
fn opening(open: &str, on: &str) -> Compiled {
    let child = "
[process]
id = 'child'
[[data]]
id = 'a'
type = 'integer'
[[data]]
id = 'b'
type = 'text'
optional = true
[[data]]
id = 'c'
type = 'integer'
default = 1
[[state]]
id = 'working'
[[state.on]]
event = 'finish'
by = 'clerk'
takes = ['b']
to = 'finished'
[[state]]
id = 'finished'
final = true
";
    let parent = format!("{PROCESS}[[state]]\nid = 'open'\n[[state.entry]]\ndo = [{open}]\n{on}");
    compiled(&[("p/a.toml", INSTITUTION), ("p/b.toml", child), ("p/c.toml", &parent)])
}

#[test]
fn opening_gives_what_the_other_process_needs() {
    fine(&opening("{ open = 'child', with = { a = 1 } }", ""));
    wrong(&opening("{ open = 'child' }", ""), &["ZD0021 { open = 'child' }"]);
    wrong(&opening("{ open = 'child', with = { a = 1, d = 2 } }", ""), &["ZD0032 d"]);
    wrong(&opening("{ open = 'chidl' }", ""), &["ZD0032 'chidl'"]);
    wrong(&opening("{ open = 'child', with = { a = 1 }, owner = 'clerk' }", ""), &["ZD0501 'clerk'"]);
    wrong(&opening("{ open = 'child', with = { a = 1 }, on_leave = 'stop' }", ""), &["ZD0026 'stop'"]);
}

#[test]
fn the_end_of_a_child_brings_its_data() {
    let on = "[[state.on]]\nevent = 'child.it.finished'\nto = 'end'\ndo = [{ notify = 'boss', with = { b = 'event.b', a = 'event.a' } }]";
    let compiled = opening("{ open = 'child', as = 'it', with = { a = 1 } }", on);
    let event = fine(&compiled).processes[1].event("child.it.finished").expect("the child's end");
    let given: Vec<(&str, bool)> = event.fields.iter().map(|f| (&*f.field.id, !f.field.optional)).collect();
    assert_eq!(given, [("a", true), ("b", true), ("c", true)], "every way to the end takes b");
    let on = "[[state.on]]\nevent = 'child.it.working'\nto = 'end'";
    wrong(&opening("{ open = 'child', as = 'it', with = { a = 1 } }", on), &["ZD0032 'child.it.working'"]);
}
