//! Ids and references.

use super::*;

#[test]
fn ids_are_identifiers_in_composed_form() {
    fine(&one("role = [{ id = '客服' }, { id = '_a1' }]\nclause = [{ id = '第 3.2 条' }]"));
    wrong(&one("role = [{ id = '2nd' }]"), &["ZD0030 '2nd'"]);
    wrong(&one("role = [{ id = 'a-b' }]"), &["ZD0030 'a-b'"]);
    wrong(&one("role = [{ id = '' }]"), &["ZD0028 ''"]);
    wrong(&one("role = [{ id = \"e\u{301}tude\" }]"), &["ZD0036 \"e\u{301}tude\""]);
    wrong(&one("role = [{ name = 'x' }]"), &["ZD0021 { name = 'x' }"]);
    wrong(&one("role = [{ id = 'owner' }]"), &["ZD0034 'owner'"]);
    wrong(&process("[[state]]\nid = 'end'"), &["ZD0034 'end'"]);
    wrong(&one("attribute = [{ id = 'department', type = 'text' }]"), &["ZD0034 'department'"]);
}

#[test]
fn an_unknown_name_is_one_problem_with_a_suggestion() {
    let text = "[[state]]\nid = 'open'\n[[state.on]]\nevent = 'a'\nby = 'clrek'\nto = 'opne'\n\
                [[state.on]]\nevent = 'b'\nby = ['clrek', 'boss']\nto = 'end'";
    let compiled = process(text);
    wrong(&compiled, &["ZD0032 'clrek'", "ZD0032 'opne'"]);
    assert_eq!(first(&compiled).labels.len(), 1, "the second use is a label");
    assert_eq!(first(&compiled).flaw.help(Lang::En).as_deref(), Some("did you mean `clerk`?"));
    assert_eq!(errors(&compiled).nth(1).expect("another").flaw.help(Lang::En).as_deref(), Some("did you mean `open`?"));
}

#[test]
fn a_display_name_in_place_of_an_id_says_so() {
    let compiled = process("[[state]]\nid = 'open'\n[[state.on]]\nevent = 'a'\nby = '职员'");
    wrong(&compiled, &["ZD0033 '职员'"]);
}

#[test]
fn clauses_are_known_wherever_they_are_cited() {
    let compiled = one("clause = [{ id = '24' }]\nregister = [{ id = 'r', clause = ['24', '25'] }]");
    wrong(&compiled, &["ZD0910 '25'"]);
}

#[test]
fn what_is_reported_once_does_not_follow_on() {
    // The register cannot be read, so nothing is said about what is recorded in it but the name's own problem.
    let text = "[[state]]\nid = 'open'\n[[state.entry]]\ndo = [{ record = 'log', with = { a = 1 } }]\n\
                [[register]]\nid = 'log'\nfields = [{ id = 'a', type = 'nunber' }]";
    wrong(&process(text), &["ZD0026 'nunber'"]);
    let text = "[[state]]\nid = 'open'\n[[state.on]]\nevent = 'a'\nby = 'clerk'\nto = '2open'\n[[state]]\nid = '2open'";
    wrong(&process(text), &["ZD0030 '2open'"]);
}

#[test]
fn what_shares_a_root_is_unique_together() {
    let text = "[[state]]\nid = 'open'\n[[data]]\nid = 'x'\ntype = 'integer'\ndefault = 1\n\
                [[value]]\nid = 'x'\ntype = 'integer'\nis = '1'";
    wrong(&process(text), &["ZD0035 'x'"]);
    let offence = "[[state]]\nid = 'open'\n[[offence]]\nid = 'matter'\nverify_by = 'boss'";
    wrong(&process(offence), &["ZD0035 'matter'"]);
}

#[test]
fn unknown_keys_have_suggestions() {
    let compiled = process("[[state]]\nid = 'open'\nfnal = true");
    wrong(&compiled, &["ZD0020 fnal"]);
    assert_eq!(first(&compiled).flaw.help(Lang::En).as_deref(), Some("did you mean `final`?"));
}
