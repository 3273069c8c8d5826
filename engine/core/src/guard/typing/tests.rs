//! Guards of all shapes: their types and values, and what is said about wrong ones.

use super::*;
use crate::guard::bench::FixedEnv;
use crate::guard::eval::eval;
use crate::guard::sample::{Reader, scope, scope_with_library, values};
use crate::problem::Lang;
use crate::source::SourceId;
use crate::value::Field;

fn check_in(scope: &Scope, text: &str, wanted: &[Type]) -> (Option<Typed>, Vec<Problem>) {
    let at = |range: Range<usize>| Span::new(SourceId(0), range);
    check(text, wanted, Place { scope, at: &at }, &Reader, &mut |_, _, _| ScriptIx(0))
}

/// The value as text, or what is said: `code underlined: sentence`.
fn told(scope: &Scope, text: &str, wanted: &[Type]) -> String {
    let (typed, problems) = check_in(scope, text, wanted);
    if let Some(typed) = typed {
        let env = FixedEnv { states: vec!["talking".into()], ..FixedEnv::new(scope, values()) };
        return eval(&typed.expr, &env).map_or_else(|error| format!("! {error}"), |value| value.to_string());
    }
    let tell = |p: &Problem| format!("{} {}: {}", p.code(), &text[p.span.range()], p.flaw.sentence(Lang::En));
    problems.iter().map(tell).collect::<Vec<_>>().join("; ")
}

/// All rows that do not come out as expected, at once.
fn expect_all(rows: &[(&str, String, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter(|(_, found, expected)| found != expected)
        .map(|(text, found, expected)| format!("{text}\n  found    {found}\n  expected {expected}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn guards_of_all_shapes_have_their_values() {
    let scope = scope();
    let rows = [
        ("case.rings > 3", "true"),
        ("case.rings > 3 && case.logged", "true"),
        ("!(case.rings > 3) || case.is_late", "false"),
        ("case.rate >= 2.5", "true"),
        ("case.rings == 4.0", "true"),
        ("case.amount > money(3333)", "true"),
        ("case.amount > \"3333.34 CNY\"", "false"),
        ("case.amount in [\"3333.33 CNY\", money(5)]", "true"),
        ("case.topic == \"major\"", "true"),
        ("\"受理\" != case.topic", "true"),
        ("case.topic in [\"general\", \"major\"]", "true"),
        ("event.fault in case.topics", "false"),
        ("contains(case.topics, \"major\")", "true"),
        ("contains_all(case.topics, [\"major\", \"general\"])", "false"),
        ("case.day + \"1 month\"", "2026-04-30"),
        ("case.day - \"1 month\"", "2026-02-28"),
        ("case.day < \"2026-04-01\"", "true"),
        ("case.at + case.pause > case.at", "true"),
        ("case.at - case.at", "0 hours"),
        ("date(case.at)", "2026-03-05"),
        ("time(case.at) >= case.opens", "true"),
        ("case.opens < \"24:00\"", "true"),
        ("days_between(case.at, case.day)", "26"),
        ("case.amount * \"1%\"", "33.33 CNY"),
        ("\"50%\" * case.amount", "1666.67 CNY"),
        ("case.amount * 2", "6666.66 CNY"),
        ("case.amount / 2", "1666.67 CNY"),
        ("case.amount + case.total - money(0.5)", "3453.33 CNY"),
        ("-case.amount", "-3333.33 CNY"),
        ("case.share + \"5%\"", "15%"),
        ("ratio(case.rings, 8)", "0.5"),
        ("ratio(case.total, case.amount) < 0.04", "true"),
        ("case.rings % 3", "1"),
        ("1 + case.rings * 2 - 3", "6"),
        ("case.rings + 0.5", "4.5"),
        ("sum(case.items.amount)", "120.50 CNY"),
        ("sum(case.counts) == 6", "true"),
        ("max(case.items.amount)", "100 CNY"),
        ("min(case.counts)", "1"),
        ("min(case.rings, 2.5)", "2.5"),
        ("max(case.amount, \"9999 CNY\")", "9999 CNY"),
        ("count(distinct(case.topics))", "1"),
        ("all(case.flags) && !any(case.flags)", "true"),
        ("case.items.site", "[urban, rural]"),
        ("case.first.amount", "100 CNY"),
        ("it.amount", "7 CNY"),
        ("given(case.answer)", "false"),
        ("given(case.age) && case.age > 3", "false"),
        ("!given(case.age) || case.age > 3", "true"),
        ("or_else(case.age, 7)", "7"),
        ("or_else(case.age, 0.5)", "0.5"),
        ("or_else(event.reply_at, case.at) == case.at", "true"),
        ("in_state(\"talking\") && !in_state(\"closed\")", "true"),
        ("actor == owner && actor != case.customer", "true"),
        ("actor.department == \"service\"", "true"),
        ("case.visitor == case.customer", "true"),
        ("case.visitor.department", "! case.visitor.department is not given"),
        ("offender.base_wage > money(1)", "! offender is not given"),
        ("case.customer == \"ma\"", "true"),
        ("case.route == \"leader\"", "true"),
        (
            "case.parent == self",
            "ZD0219 case.parent == self: a case of the process `visit` never equals a case of the process `call`",
        ),
        ("param.limit[case.site] < param.fine", "true"),
        ("param.limit[\"urban\"]", "! param.limit[urban] is not given"),
        ("case.day + param.round", "2026-06-30"),
        ("case.total * \"7%\" == money(8.44)", "true"),
        ("event.name == \"pick_up\"", "true"),
        ("[case.rings, 1.5, 2]", "[4, 1.5, 2]"),
        ("case.rings in [1, 4]", "true"),
        ("\"急\" in case.tags", "true"),
        ("now > case.at", "false"),
        ("today", "1970-01-01"),
        ("percent(5) + case.share", "15%"),
        ("case.rings == 1 || case.rings == 4 || case.rings / 0 == 1", "true"),
        ("case.rings / 0 == 1", "! division by zero"),
        ("9223372036854775807 + case.rings", "! an integer goes beyond what can be held"),
        ("max(case.flags)", "ZD0218 max(case.flags): `max` needs an order, and a boolean has none"),
    ]
    .map(|(text, value)| (text, told(&scope, text, &[]), value));
    expect_all(&rows);
}

#[test]
fn a_mistake_is_told_once_and_at_its_words() {
    let scope = scope();
    let rows = [
        ("case.ringz > 3 && case.ringz < 9", "ZD0208 ringz: `case` has no `ringz`; ZD0208 ringz: `case` has no `ringz`"),
        ("csae.rings > 3", "ZD0207 csae: `csae` is not known here"),
        ("rings > 3", "ZD0207 rings: `rings` is not known here"),
        ("case.amount > 5000", "ZD0216 5000: `5000` is a number, not an amount of money"),
        ("case.amount + 5 > money(1)", "ZD0216 5: `5` is a number, not an amount of money"),
        ("case.amount in [1, 2]", "ZD0216 1: `1` is a number, not an amount of money; ZD0216 2: `2` is a number, not an amount of money"),
        ("case.topic == \"magor\"", "ZD0032 \"magor\": no option is called `magor`"),
        ("case.topic == \"重大\"", "ZD0033 \"重大\": `重大` is the display name of the option `major`, but the id belongs here"),
        ("case.topic == major", "ZD0222 major: `major` is read as a name"),
        ("case.topic == case.site", "ZD0219 case.topic == case.site: an option of `topic` never equals an option of `site`"),
        ("case.topic > \"general\"", "ZD0218 case.topic > \"general\": `>` needs an order, and an option of `topic` has none"),
        ("case.topic == case.question", "ZD0217 case.topic == case.question: `==` does not go with an option of `topic` and a text"),
        ("case.day == case.at", "ZD0217 case.day == case.at: `==` does not go with a date and an instant"),
        ("case.day - case.day == 3", "ZD0217 case.day - case.day: `-` does not go with a date and a date"),
        ("case.day + \"3 working days\" > today", "ZD0217 \"3 working days\": `+` does not go with a date and an amount of time"),
        ("case.answer == \"x\"", "ZD0212 case.answer: `case.answer` may not be given"),
        ("given(case.age) || case.age > 3", "ZD0212 case.age: `case.age` may not be given"),
        ("case.age > 3 && given(case.age)", "ZD0212 case.age: `case.age` may not be given"),
        ("!(given(case.age) && case.logged) || case.age > 3", "true"),
        ("case.logged && \"x\"", "ZD0209 \"x\": this must be a boolean, found a text"),
        ("sum(case.topics) > 1", "ZD0209 case.topics: this must be a list, each item a decimal or a list, each item an amount of money or a list, each item a percentage, found a list, each item an option of `topic`"),
        ("summ(case.counts) > 1", "ZD0215 summ: there is no function `summ`"),
        ("count() > 1", "ZD0213 count: the function `count` takes 1 arguments, found 0"),
        ("in_state(\"talkin\")", "ZD0032 \"talkin\": no state is called `talkin`"),
        ("in_state(\"通话中\")", "ZD0033 \"通话中\": `通话中` is the display name of the state `talking`, but the id belongs here"),
        ("holds(actor, \"agant\")", "ZD0032 \"agant\": no role is called `agant`"),
        ("param.limit > money(1)", "ZD0224 param.limit: `param.limit` has one value per `site`"),
        ("param.limit[\"urbn\"] > money(1)", "ZD0032 \"urbn\": no option is called `urbn`"),
        ("case.counts[0] > 1", "ZD0225 case.counts[0]: `case.counts` takes no `[…]`"),
        ("case.parent.amount > money(1)", "ZD0227 case.parent.amount: `case.parent.amount` is data of another case and cannot be read here"),
        ("in_state(\"agent\")", "ZD0214 \"agent\": `agent` is a role, but a state belongs here"),
        ("case.amount * case.amount > money(1)", "ZD0217 case.amount * case.amount: `*` does not go with an amount of money and an amount of money"),
        ("holder == actor", "ZD0221 holder: there is no `holder` at this place"),
        ("actor.wage > money(1)", "ZD0208 wage: `actor` has no `wage`"),
        ("case.rings = 3", "ZD0204 =: a comparison is written `==`, `=` would assign"),
        ("case.rings > 3 且 case.logged", "ZD0211 且: `且` is written `&&` in expressions"),
        ("case.rings > ", "ZD0203 : `…` is not finished, or not closed"),
        ("case.rings", "ZD0209 case.rings: this must be a boolean, found an integer"),
        ("case.amount > \"100 CNT\"", "ZD0230 \"100 CNT\": `CNT` is not the institution's currency `CNY`"),
        ("case.rings > \"3\"", "ZD0217 case.rings > \"3\": `>` does not go with an integer and a text"),
    ]
    .map(|(text, said)| (text, told(&scope, text, &[Type::Bool]), said));
    expect_all(&rows);
}

#[test]
fn whole_numbers_that_are_divided_are_warned_of() {
    let (typed, problems) = check_in(&scope(), "case.rings / 2 > 1", &[Type::Bool]);
    assert!(typed.is_some());
    assert_eq!(problems.iter().map(Problem::code).collect::<Vec<_>>(), ["ZD0220"]);
}

#[test]
fn comparisons_beyond_the_bounds_are_warned_of() {
    let mut case = scope().case().unwrap().clone();
    case.data[0] = Field { min: Some(Value::Int(1)), max: Some(Value::Int(9)), ..case.data[0].clone() };
    let scope = scope().with_case(std::sync::Arc::new(case));
    for (text, never) in [
        ("case.rings > 9", true),
        ("case.rings > 8", false),
        ("case.rings >= 9", false),
        ("case.rings >= 9.5", true),
        ("case.rings < 1", true),
        ("case.rings <= 1", false),
        ("0 == case.rings", true),
        ("0 != case.rings", false),
        ("1 > case.rings", true),
        ("9 < case.rings || case.rings < 2", true),
        ("case.rings == event.rings", false),
    ] {
        let (typed, problems) = check_in(&scope, text, &[Type::Bool]);
        assert!(typed.is_some());
        let codes: Vec<&str> = problems.iter().map(Problem::code).collect();
        assert_eq!(codes, if never { vec!["ZD0229"] } else { Vec::new() }, "{text}");
    }
}

#[test]
fn a_condition_proves_what_it_asks() {
    let proves = |text: &str| check_in(&scope(), text, &[Type::Bool]).0.unwrap().proves;
    assert_eq!(proves("given(case.age) && given(event.reply_at)"), ["case", "case.age", "event", "event.reply_at"]);
    assert!(proves("given(case.age) || case.logged").is_empty());
    assert_eq!(proves("!(!given(case.age) || case.logged)"), ["case", "case.age"]);
    let proven = scope().with_given(["case.age"]);
    assert_eq!(told(&proven, "case.age > 3", &[]), "! case.age is not given");
}

#[test]
fn values_are_made_to_fit_what_is_wanted() {
    let scope = scope();
    let ty = |text: &str, wanted: &[Type]| check_in(&scope, text, wanted).0.map(|typed| typed.ty);
    assert_eq!(ty("case.rings", &[Type::Decimal]), Some(Type::Decimal));
    assert_eq!(ty("case.day", &[Type::Instant, Type::Date]), Some(Type::Date));
    assert_eq!(ty("case.rings", &[Type::Money]), None);
    assert_eq!(told(&scope, "case.rings", &[Type::Decimal]), "4");
    assert_eq!(told(&scope, "[]", &[crate::guard::sample::list(Type::Money)]), "[]");
}

#[test]
fn roots_are_there_only_where_they_exist() {
    let scope = scope();
    let bare = Scope::new(std::sync::Arc::new(scope.words().clone()));
    for (text, code) in [
        ("case.rings > 3", "ZD0221"),
        ("event.rings > 3", "ZD0221"),
        ("it.amount > money(1)", "ZD0221"),
        ("now == now", "ZD0221"),
        ("actor == actor", "ZD0221"),
        ("self == self", "ZD0221"),
        ("param.fine > money(1)", ""),
        ("case", "ZD0208"),
    ] {
        let (_, problems) = check_in(&bare, text, &[]);
        assert_eq!(problems.first().map_or("", Problem::code), code, "{text}");
    }
}

/// The inputs of every script in an expression.
fn scripts_of(expr: &Expr) -> Vec<Vec<(crate::value::Text, Expr)>> {
    match expr {
        Expr::Script(_, inputs) => vec![inputs.clone()],
        Expr::And(of) => of.iter().flat_map(scripts_of).collect(),
        Expr::Binary(_, a, b) => scripts_of(a).into_iter().chain(scripts_of(b)).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn a_call_to_the_library_makes_a_script_with_its_inputs() {
    let scope = scope_with_library();
    let parts = |text: &str| {
        let (typed, problems) = check_in(&scope, text, &[Type::Bool]);
        assert!(problems.is_empty(), "{problems:?}");
        let scripts = scripts_of(&typed.unwrap().expr);
        scripts.iter().map(|inputs| inputs.iter().map(|(path, _)| path.to_string()).collect()).collect::<Vec<Vec<_>>>()
    };
    // Nothing says what the sum is of, so all of it is a script; a comparison says it, and what is around stays plain.
    assert_eq!(parts("score(case.items) + score(case.age) > 3"), [["case.age", "case.items"]]);
    assert_eq!(parts("score(case.items) > case.rings && in_state(\"talking\")"), [["case.items"]]);
    assert_eq!(
        parts("case.logged && score(param.limit[case.site])"),
        [["case.site", "param.limit.rural", "param.limit.urban"]]
    );
    let ty = |text: &str| check_in(&scope, text, &[Type::Bool]).0.map(|typed| typed.expr);
    let Some(Expr::Binary(_, left, _)) = ty("score(1) > 3") else { panic!() };
    assert!(matches!(*left, Expr::Script(..)));
    assert_eq!(told(&scope, "score(1, 2) > 3", &[]), "ZD0213 score: the function `score` takes 1 arguments, found 2");
    assert_eq!(
        told(&scope, "score(case.x) && score(in_state(\"talking\"))", &[]),
        "ZD0208 case.x: `case` has no `x`; ZD0223 in_state: `in_state` cannot be called in a script"
    );
}
