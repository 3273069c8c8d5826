//! The tree of states.

use super::*;
use crate::guard::expr::StateIx;
use crate::program::{Process, StateKind};

fn ids(process: &Process, states: &[StateIx]) -> Vec<String> {
    states.iter().map(|ix| process.states[ix.at()].id.to_string()).collect()
}

const NESTED: &str = "
[[state]]
id = 'b1'
in = 'b'
[[state]]
id = 'a'
[[state]]
id = 'b'
[[state]]
id = 'a1'
in = 'a'
[[state]]
id = 'b2'
in = 'b'
[[state.on]]
event = 'stop'
by = 'clerk'
to = 'end'
";

#[test]
fn preorder_keeps_siblings_as_written_and_end_last() {
    let compiled = process(NESTED);
    let matter = &fine(&compiled).processes[0];
    let all: Vec<&str> = matter.states.iter().map(|state| &*state.id).collect();
    assert_eq!(all, ["matter", "a", "a1", "b", "b1", "b2", "end"]);
    let depths: Vec<u32> = matter.states.iter().map(|state| state.depth).collect();
    assert_eq!(depths, [0, 1, 2, 1, 2, 2, 1]);
    let b = &matter.states[3];
    assert_eq!(ids(matter, &b.children), ["b1", "b2"]);
    assert_eq!(b.inside, StateIx(4)..StateIx(6));
    assert_eq!((b.kind, ids(matter, &b.initial)), (StateKind::Compound, vec!["b1".to_owned()]));
    assert_eq!(matter.states[6].kind, StateKind::Final);
    assert_eq!(matter.states[0].inside, StateIx(1)..StateIx(7));
    assert_eq!(ids(matter, &matter.states[0].initial), ["a"]);
}

#[test]
fn end_is_there_only_if_it_is_used() {
    let compiled = process("[[state]]\nid = 'open'");
    assert_eq!(fine(&compiled).processes[0].states.len(), 2);
}

#[test]
fn kinds_and_where_entries_go() {
    let text = "
[[state]]
id = 'review'
parallel = true
initial = ['legal2', 'money1']
[[state]]
id = 'legal'
in = 'review'
[[state]]
id = 'legal1'
in = 'legal'
[[state]]
id = 'legal2'
in = 'legal'
[[state]]
id = 'money'
in = 'review'
initial = { to = 'money1', do = [{ notify = 'boss' }] }
[[state]]
id = 'money1'
in = 'money'
[[state]]
id = 'back'
in = 'review'
history = 'deep'
initial = 'legal2'
[[state]]
id = 'done'
final = true
";
    let compiled = process(text);
    let matter = &fine(&compiled).processes[0];
    let kinds: Vec<StateKind> = matter.states.iter().map(|state| state.kind).collect();
    use StateKind::{Atomic, Compound, DeepHistory, Final, Parallel};
    assert_eq!(kinds, [Compound, Parallel, Compound, Atomic, Atomic, Compound, Atomic, DeepHistory, Final]);
    assert_eq!(ids(matter, &matter.states[1].initial), ["legal2", "money1"]);
    assert_eq!(matter.states[5].initial_actions.len(), 1);
    assert_eq!(ids(matter, &matter.states[7].initial), ["legal2"]);
    let events: Vec<&str> = matter.events.iter().map(|event| &*event.name).collect();
    assert_eq!(events, ["begin", "done.state.review", "done.state.legal", "done.state.money"]);
}

#[test]
fn what_cannot_stand_together() {
    wrong(&process(""), &["ZD0101 'matter'"]);
    wrong(&process("[[state]]\nid = 'a'\nin = 'b'\n[[state]]\nid = 'b'\nin = 'a'"), &["ZD0104 'b'"]);
    wrong(&process("[[state]]\nid = 'a'\nin = 'x'"), &["ZD0032 'x'"]);
    wrong(
        &process("[[state]]\nid = 'a'\ninitial = 'b'\n[[state]]\nid = 'a1'\nin = 'a'\n[[state]]\nid = 'b'"),
        &["ZD0103 'b'"],
    );
    wrong(
        &process("[[state]]\nid = 'a'\nfinal = true\n[[state.on]]\nevent = 'x'\nby = 'boss'\nto = 'end'"),
        &["ZD0107 'a'"],
    );
    wrong(&process("[[state]]\nid = 'a'\nparallel = true"), &["ZD0108 'a'"]);
    wrong(&process("[[state]]\nid = 'a'\n[[state]]\nid = 'h'\nin = 'a'\nhistory = 'shallow'"), &["ZD0109 'h'"]);
    wrong(&process("[[state]]\nid = 'a'\n[[state]]\nid = 'a'"), &["ZD0031 'a'"]);
    let history = "[[state]]\nid = 'a'\n[[state]]\nid = 'b'\nin = 'a'\n[[state]]\nid = 'h'\nin = 'a'\nhistory = 'deep'\ninitial = 'b'\n";
    wrong(&process(&format!("{history}final = true")), &["ZD0024 final"]);
    wrong(&process(&format!("{history}[[state.entry]]\ndo = []")), &["ZD0024 entry"]);
    wrong(&process("[[state]]\nid = 'a'\nfinal = true\nparallel = true"), &["ZD0024 parallel"]);
    wrong(&process("[[state]]\nid = 'a'\nhistory = 'flat'"), &["ZD0026 'flat'"]);
}

#[test]
fn blocks_and_requirements_of_a_state() {
    let text = "
clause = [{ id = '1' }, { id = '2' }]
[[data]]
id = 'n'
type = 'integer'
default = 0
[[state]]
id = 'open'
clause = '1'
settled = true
require = [{ that = 'case.n >= 0', clause = '2', say = 'no debts' }]
[[state.entry]]
when = 'case.n > 0'
do = [{ notify = 'boss' }, { notify = 'clerk', clause = '2' }]
[[state.exit]]
do = [{ set = { n = 0 } }]
";
    let text = text.replace("clause = [{ id = '1' }, { id = '2' }]\n", "");
    let compiled = compiled(&[
        ("p/a.toml", INSTITUTION),
        ("p/b.toml", &format!("{PROCESS}{text}")),
        ("p/c.toml", "clause = [{ id = '1' }, { id = '2' }]"),
    ]);
    let program = fine(&compiled);
    let open = &program.processes[0].states[1];
    assert!(open.settled);
    assert_eq!((open.require.len(), open.require[0].say.as_deref()), (1, Some("no debts")));
    let cited: Vec<_> = open.entry[0].actions.iter().map(|action| program.clause_ids(&action.clauses)).collect();
    assert_eq!(cited, [vec!["1".into()], vec!["2".into()]], "an action without a clause has its element's");
    assert_eq!(open.exit.len(), 1);
    wrong(&process("[[state]]\nid = 'open'\n[[state.entry]]\nwhen = 'true'"), &["ZD0021 [[state.entry]]"]);
}

#[test]
fn several_targets_are_regions() {
    let text = "[[state]]\nid = 'a'\n[[state.on]]\nevent = 'go'\nby = 'clerk'\nto = ['r1', 's1']\n\
                [[state]]\nid = 'p'\nparallel = true\n[[state]]\nid = 'r'\nin = 'p'\n[[state]]\nid = 'r1'\nin = 'r'\n[[state]]\nid = 'r2'\nin = 'r'\n\
                [[state]]\nid = 's'\nin = 'p'\n[[state]]\nid = 's1'\nin = 's'";
    fine(&process(text));
    wrong(&process(&text.replace("['r1', 's1']", "['r1', 'r2']")), &["ZD0119 'r2'"]);
    wrong(&process(&text.replace("['r1', 's1']", "['r', 'r1']")), &["ZD0119 'r1'"]);
    wrong(&process(&text.replace("['r1', 's1']", "['a', 's1']")), &["ZD0102 'a'", "ZD0119 's1'"]);
}
