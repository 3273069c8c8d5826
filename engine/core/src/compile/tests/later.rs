//! What later versions know says so, once, at its key.

use super::*;

#[test]
fn whole_elements() {
    wrong(&one("[[duty]]\nid = 'x'\nevery = 'month'\n[[table]]\nid = 'y'"), &["ZD0060 duty", "ZD0060 table"]);
    wrong(&one("[[calendar]]\nid = 'cn'\nweek = ['mon-sat']"), &["ZD0060 calendar"]);
}

#[test]
fn keys_and_types() {
    wrong(&one("role = [{ id = 'a', clearance = 'top' }]"), &["ZD0060 clearance"]);
    wrong(&one("register = [{ id = 'r', fields = [{ id = 'x', type = 'level' }] }]"), &["ZD0060 'level'"]);
    wrong(
        &process("[[state]]\nid = 'open'\n[[state.on]]\nevent = 'a'\nby = 'clerk'\nduring = 'cn'"),
        &["ZD0060 during"],
    );
}

#[test]
fn verbs_points_and_requirements() {
    let verb = |text: &str| process(&format!("[[state]]\nid = 'open'\n[[state.entry]]\ndo = [{text}]"));
    wrong(&verb("{ book = 'a', amount = '1 CNY' }"), &["ZD0060 book"]);
    let deadline = |text: &str| {
        process(&format!(
            "[[state]]\nid = 'open'\n[[state.deadline]]\nid = 'd'\nmissed = [{{ notify = 'boss' }}]\n{text}"
        ))
    };
    wrong(&deadline("until = { weekday = 'fri' }"), &["ZD0060 { weekday = 'fri' }"]);
    wrong(&deadline("within = '3 working days'"), &["ZD0060 '3 working days'"]);
    wrong(&deadline("within = '3 days'\nroll = 'next'"), &["ZD0060 roll"]);
    let require =
        process("[[state]]\nid = 'open'\n[[state.on]]\nevent = 'a'\nby = 'clerk'\nrequire = [{ signed = 'list' }]");
    wrong(&require, &["ZD0060 signed"]);
}

#[test]
fn parties_and_penalties() {
    let by = |party: &str| process(&format!("[[state]]\nid = 'open'\n[[state.on]]\nevent = 'a'\nby = {party}"));
    wrong(&by("{ rank = '>= manager' }"), &["ZD0060 rank"]);
    wrong(
        &one("penalty = [{ id = 'p', amount = { from = '1 CNY', to = '2 CNY' }, decided_by = 'x' }]"),
        &["ZD0060 { from = '1 CNY', to = '2 CNY' }", "ZD0060 decided_by"],
    );
}
