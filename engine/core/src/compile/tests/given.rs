//! Data that may be missing has to be asked for, except where every way there gives it.

use super::*;

/// Three states in a row; `x` is optional and asked for in the last.
fn chain(first: &str, second: &str) -> Compiled {
    process(&format!(
        "[[data]]\nid = 'x'\ntype = 'integer'\noptional = true\n[[data]]\nid = 'y'\ntype = 'integer'\ndefault = 0\n\
         [[state]]\nid = 'a'\n[[state.on]]\nevent = 'one'\nby = 'clerk'\nto = 'b'\n{first}\n\
         [[state]]\nid = 'b'\n[[state.on]]\nevent = 'two'\nby = 'clerk'\nto = 'c'\n{second}\n\
         [[state]]\nid = 'c'\n[[state.on]]\nevent = 'three'\nby = 'clerk'\nto = 'end'\nset = {{ y = 'case.x + 1' }}"
    ))
}

#[test]
fn every_way_must_give_it() {
    wrong(&chain("", ""), &["ZD0212 case.x"]);
    fine(&chain("takes = ['x']", ""));
    fine(&chain("", "set = { x = 1 }"));
    fine(&chain("", "do = [{ set = { x = 1 } }]"));
    fine(&chain("", "require = ['given(case.x)']"));
    fine(&chain("", "when = 'given(case.x) && case.x > 1'"));
    fine(&chain("takes = ['x?']\nrequire = ['given(event.x)']", ""));
    wrong(&chain("takes = ['x?']", ""), &["ZD0212 case.x"]);
    wrong(&chain("do = [{ set = { x = 1 }, when = 'case.y > 1' }]", ""), &["ZD0212 case.x"]);
    // Another way to `c` that does not.
    let bypass = "takes = ['x']\n[[state.on]]\nevent = 'skip'\nby = 'clerk'\nto = 'c'";
    wrong(&chain(bypass, ""), &["ZD0212 case.x"]);
    // A way back changes nothing.
    fine(&chain("takes = ['x']", "[[state.on]]\nevent = 'back'\nby = 'clerk'\nto = 'a'"));
}

#[test]
fn of_several_outcomes_each_must_give_it() {
    let rows = |second: &str| {
        process(&format!(
            "[[data]]\nid = 'x'\ntype = 'integer'\noptional = true\n[[data]]\nid = 'y'\ntype = 'integer'\ndefault = 0\n\
             [[state]]\nid = 'a'\n[[state.on]]\nevent = 'one'\nby = 'clerk'\n\
             to = [{{ when = 'case.y > 1', to = 'b', set = {{ x = 1 }} }}, {{ {second} }}]\n\
             [[state]]\nid = 'b'\n[[state.on]]\nevent = 'two'\nby = 'clerk'\nset = {{ y = 'case.x + 1' }}"
        ))
    };
    wrong(&rows("to = 'b'"), &["ZD0212 case.x"]);
    fine(&rows("to = 'b', set = { x = 2 }"));
    fine(&rows(""));
}

#[test]
fn a_state_may_prove_it_for_all_ways_in() {
    let text = |state: &str| {
        process(&format!(
            "[[data]]\nid = 'x'\ntype = 'integer'\noptional = true\n[[state]]\nid = 'a'\n[[state.on]]\nevent = 'one'\nby = 'clerk'\nto = 'inner'\n\
             [[state]]\nid = 'b'\n{state}\n[[state]]\nid = 'inner'\nin = 'b'\n[[state.on]]\nevent = 'two'\nby = 'clerk'\nwhen = 'case.x > 1'"
        ))
    };
    wrong(&text(""), &["ZD0212 case.x"]);
    fine(&text("require = ['given(case.x)']"));
    fine(&text("[[state.entry]]\ndo = [{ set = { x = 1 } }]"));
}

#[test]
fn data_that_is_not_optional_must_be_given_when_the_case_begins() {
    let text = |start: &str| {
        one(&format!(
            "role = [{{ id = 'clerk' }}]\n[process]\nid = 'm'\n[[data]]\nid = 'x'\ntype = 'integer'\n[[start]]\nevent = 'begin'\nby = 'clerk'\n{start}\n\
             [[state]]\nid = 'a'\n[[state.on]]\nevent = 'one'\nby = 'clerk'\nwhen = 'case.x > 1'"
        ))
    };
    fine(&text("takes = ['x']"));
    fine(&text("set = { x = 1 }"));
    wrong(&text(""), &["ZD0212 case.x"]);
}

#[test]
fn what_is_set_first_is_there_for_what_follows() {
    let text = "[[data]]\nid = 'x'\ntype = 'integer'\noptional = true\n[[data]]\nid = 'y'\ntype = 'integer'\noptional = true\n\
                [[state]]\nid = 'a'\n[[state.on]]\nevent = 'one'\nby = 'clerk'\nset = { x = 1, y = 'case.x' }\ndo = [{ set = { x = 'case.y' } }]";
    fine(&process(text));
    wrong(&process(&text.replace("x = 1, y = 'case.x'", "y = 'case.x', x = 1")), &["ZD0212 case.x"]);
}

#[test]
fn what_is_only_told_may_be_missing() {
    let text = "[[data]]\nid = 'x'\ntype = 'integer'\noptional = true\n[[data]]\nid = 'who'\ntype = 'person'\noptional = true\n\
                [[state]]\nid = 'a'\n[[state.entry]]\ndo = [{ notify = 'case.who', with = { x = 'case.x' } }]";
    fine(&process(text));
}

#[test]
fn a_start_that_names_its_target_brings_what_it_gives() {
    let text = |second: &str| {
        one(&format!(
            "role = [{{ id = 'clerk' }}]\n[process]\nid = 'm'\n[[data]]\nid = 'x'\ntype = 'integer'\noptional = true\n\
             [[start]]\nevent = 'one'\nby = 'clerk'\ntakes = ['x']\n[[start]]\nevent = 'two'\nby = 'clerk'\nto = 'b'\n{second}\n\
             [[state]]\nid = 'a'\n[[state]]\nid = 'b'\n[[state.on]]\nevent = 'go'\nby = 'clerk'\nwhen = 'case.x > 1'"
        ))
    };
    wrong(&text(""), &["ZD0212 case.x"]);
    fine(&text("takes = ['x']"));
}
