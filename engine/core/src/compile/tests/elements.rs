//! Types, roles, registers, assertions, switches.

use super::*;
use crate::value::{Type, Value};

fn field(compiled: &Compiled, at: usize) -> &crate::value::Field {
    &fine(compiled).registers[0].fields[at]
}

fn fields(list: &str) -> Compiled {
    one(&format!(
        "choice = [{{ id = 'size', options = ['small', {{ id = 'large', name = '大' }}] }}]\n\
         record = [{{ id = 'item', fields = [{{ id = 'name', type = 'text' }}, {{ id = 'size', type = 'choice', of = 'size' }}] }}]\n\
         register = [{{ id = 'r', fields = [{list}] }}]"
    ))
}

#[test]
fn every_type_has_its_word() {
    let words = [
        ("boolean", Type::Bool),
        ("integer", Type::Int),
        ("decimal", Type::Decimal),
        ("percent", Type::Percent),
        ("money", Type::Money),
        ("text", Type::Text),
        ("date", Type::Date),
        ("time", Type::Time),
        ("instant", Type::Instant),
        ("duration", Type::Duration),
        ("person", Type::Person),
        ("role", Type::Role),
        ("ref", Type::Case(None)),
    ];
    for (word, ty) in words {
        assert_eq!(field(&fields(&format!("{{ id = 'x', type = '{word}' }}")), 0).ty, ty);
    }
}

#[test]
fn choices_records_and_lists_are_shared_or_written_out() {
    let compiled = fields(
        "{ id = 'a', type = 'choice', of = 'size' }, { id = 'b', type = 'choice', options = ['x', 'y'] }, \
         { id = 'c', type = 'list', of = 'item' }, { id = 'd', type = 'list', of = 'money' }, \
         { id = 'e', type = 'record', fields = [{ id = 'n', type = 'integer' }] }, \
         { id = 'f', type = 'list', of = 'record', fields = [{ id = 'n', type = 'integer' }] }, \
         { id = 'g', type = 'list', of = 'size' }",
    );
    let Type::Choice(size) = &field(&compiled, 0).ty else { panic!("a choice") };
    assert_eq!((size.id.as_deref(), size.options[1].name.as_deref()), (Some("size"), Some("大")));
    assert!(matches!(&field(&compiled, 1).ty, Type::Choice(choice) if choice.id.is_none()));
    assert!(
        matches!(&field(&compiled, 2).ty, Type::List(of) if matches!(&**of, Type::Record(r) if r.fields.len() == 2))
    );
    assert_eq!(field(&compiled, 3).ty, Type::List(Box::new(Type::Money)));
    assert!(matches!(&field(&compiled, 5).ty, Type::List(of) if matches!(&**of, Type::Record(_))));
    assert!(matches!(&field(&compiled, 6).ty, Type::List(of) if matches!(&**of, Type::Choice(_))));
}

#[test]
fn types_lack_nothing_and_have_nothing_to_spare() {
    wrong(&fields("{ id = 'a', type = 'choice' }"), &["ZD0025 'choice'"]);
    wrong(&fields("{ id = 'a', type = 'list' }"), &["ZD0025 'list'"]);
    wrong(&fields("{ id = 'a', type = 'choice', of = 'sise' }"), &["ZD0032 'sise'"]);
    wrong(&fields("{ id = 'a', type = 'list', of = 'sise' }"), &["ZD0032 'sise'"]);
    wrong(&fields("{ id = 'a', type = 'text', options = ['x'] }"), &["ZD0027 'x'"]);
    wrong(&fields("{ id = 'a', type = 'text', of = 'size' }"), &["ZD0027 'size'"]);
    wrong(&fields("{ id = 'a', type = 'txt' }"), &["ZD0026 'txt'"]);
    wrong(&fields("{ id = 'a' }"), &["ZD0021 { id = 'a' }"]);
    wrong(&fields("{ id = 'a', type = 'text' }, { id = 'a', type = 'text' }"), &["ZD0031 'a'"]);
    wrong(&fields("{ id = 'a', type = 'ref', to = 'nothing' }"), &["ZD0032 'nothing'"]);
    wrong(&one("choice = [{ id = 'c', options = ['a', 'a'] }]"), &["ZD0031 'a'"]);
}

#[test]
fn a_record_is_not_made_of_itself() {
    let text = "[[record]]\nid = 'a'\nfields = [{ id = 'b', type = 'record', of = 'b' }]\n\
                [[record]]\nid = 'b'\nfields = [{ id = 'a', type = 'list', of = 'a' }]";
    wrong(&one(text), &["ZD0039 'a'"]);
}

#[test]
fn bounds_are_known_when_the_policy_is_loaded() {
    let compiled =
        fields("{ id = 'a', type = 'integer', min = 1, max = 5 }, { id = 'b', type = 'money', min = '1 CNY' }");
    assert_eq!(field(&compiled, 0).max, Some(Value::Int(5)));
    wrong(&fields("{ id = 'a', type = 'integer', min = '1 CNY' }"), &["ZD0202 CNY"]);
}

#[test]
fn roles_lead_to_roles() {
    let compiled = one(
        "role = [{ id = 'a', reports_to = 'b', deputies = ['b', 'c'], per = 'department' }, { id = 'b', one = true }]",
    );
    wrong(&compiled, &["ZD0032 'c'"]);
    wrong(&one("role = [{ id = 'a', per = 'departmnt' }]"), &["ZD0032 'departmnt'"]);
}

#[test]
fn an_assertion_is_read_when_the_policy_is_loaded() {
    let text = |that: &str| {
        format!(
            "parameter = [{{ id = 'a', type = 'money', sample = '1 CNY' }}, {{ id = 'b', type = 'money', sample = '2 CNY' }}]\n\
             [[assert]]\nthat = '{that}'\nsay = 'a is less'"
        )
    };
    fine(&one(&text("param.a < param.b")));
    let failing = one(&text("param.a > param.b"));
    wrong(&failing, &["ZD0914 'param.a > param.b'"]);
    assert_eq!(first(&failing).flaw.sentence(Lang::En), "this does not hold: a is less");
    wrong(&one(&text("param.c > param.b")), &["ZD0208 c"]);
    wrong(&one(&text("param.a")), &["ZD0209 param.a"]);
}

#[test]
fn an_element_is_left_out_while_its_switch_is_off() {
    let text = |sample: bool| {
        format!(
            "parameter = [{{ id = 'credit', type = 'boolean', sample = {sample} }}]\n\
             clause = [{{ id = '7' }}]\n\
             register = [{{ id = 'r', only_if = 'param.credit', clause = '7' }}, {{ id = 's' }}]"
        )
    };
    assert_eq!(fine(&one(&text(true))).registers.len(), 2);
    let off = one(&text(false));
    assert_eq!(fine(&off).registers.len(), 1);
    assert_eq!((&*off.off[0].id, &*off.off[0].clauses[0]), ("r", "7"));
    wrong(&one("register = [{ id = 'r', only_if = 'param.x' }]"), &["ZD0208 x"]);
}

#[test]
fn whatever_has_an_id_or_stands_in_a_state_can_be_off() {
    let text = |sample: bool| {
        let only = "only_if = 'param.on'";
        format!(
            "{PROCESS}[[parameter]]\nid = 'on'\ntype = 'boolean'\nsample = {sample}\n[[role]]\nid = 'extra'\n{only}\n\
             [[state]]\nid = 'a'\n[[state.on]]\nevent = 'go'\nby = 'extra'\nto = 'b'\n{only}\n[[state.entry]]\n{only}\n\
             do = [{{ notify = 'extra' }}]\n[[state]]\nid = 'b'\n{only}\n[[penalty]]\nid = 'p'\ncount = {{ per = 'person' }}\n\
             [[penalty.rung]]\nfrom = 1\namount = '1 CNY'\n[[penalty.rung]]\nfrom = 2\namount = '2 CNY'\n{only}"
        )
    };
    let (on, off) = (one(&text(true)), one(&text(false)));
    let sizes = |compiled: &Compiled| {
        let program = fine(compiled);
        let process = &program.processes[0];
        let a = &process.states[1];
        (
            program.roles.len(),
            process.states.len(),
            a.transitions.len(),
            a.entry.len(),
            program.penalties[0].rungs.len(),
        )
    };
    assert_eq!(sizes(&on), (3, 3, 1, 1, 2));
    assert_eq!(sizes(&off), (2, 2, 0, 0, 1));
    assert_eq!(off.off.len(), 5);
    wrong(&one("parameter = [{ id = 'a', type = 'text', sample = 'x', only_if = 'true' }]"), &["ZD0020 only_if"]);
}

#[test]
fn what_a_role_is_held_for_has_its_type() {
    let by = |role: &str, of: &str| {
        process(&format!(
            "[[choice]]\nid = 'site'\noptions = ['web', 'shop']\n[[role]]\nid = 'head'\n{role}\n[[state]]\nid = 'open'\n\
             [[state.on]]\nevent = 'go'\nby = {{ role = 'head', of = {of} }}"
        ))
    };
    fine(&by("per = 'site'", "'web'"));
    fine(&by("per = 'department'", "'owner.department'"));
    wrong(&by("per = 'site'", "'owner.department'"), &["ZD0209 owner.department"]);
    wrong(&by("", "'owner.department'"), &["ZD0503 'head'"]);
    wrong(&by("per = 'siet'", "'owner.department'"), &["ZD0032 'siet'"]);
}
