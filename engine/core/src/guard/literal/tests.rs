//! Twenty slips and what is said about them; what is a literal and what an expression.

use super::*;
use crate::guard::bench::FixedEnv;
use crate::guard::eval::eval;
use crate::guard::expr::ScriptIx;
use crate::guard::sample::{self, field, item, list, scope, topic, values};
use crate::problem::{Lang, Problem, Problems};
use crate::source::SourceId;
use crate::syntax::parse;
use crate::value::{Field, Type, Value};

/// What `x = written` gives where these types are wanted: value and problems.
fn read(written: &str, wanted: &[Type]) -> (Option<String>, Vec<Problem>) {
    let text = format!("x = {written}");
    let (document, broken) = parse(SourceId(0), &text);
    assert!(broken.is_empty(), "{written}: {broken:?}");
    let scope = scope();
    let mut problems = Problems::new();
    let node = document.root.get("x").unwrap();
    let typed =
        Reader { scope: &scope, scripts: &sample::Reader, intern: &mut |_, _, _| ScriptIx(0), problems: &mut problems }
            .value("x", node, wanted);
    let env = FixedEnv::new(&scope, values());
    let value = typed.map(|typed| eval(&typed.expr, &env).map_or_else(|error| format!("! {error}"), |v| v.to_string()));
    (value, problems.into_sorted())
}

#[test]
fn literals_and_expressions_are_told_apart() {
    let rows: [(&str, Type, &str); 33] = [
        ("5", Type::Int, "5"),
        ("5", Type::Decimal, "5"),
        ("2.50", Type::Decimal, "2.5"),
        ("true", Type::Bool, "true"),
        ("2026-03-02", Type::Date, "2026-03-02"),
        ("\"2026-03-02\"", Type::Date, "2026-03-02"),
        ("08:30:00", Type::Time, "08:30"),
        ("\"24:00\"", Type::Time, "24:00"),
        ("2026-03-02 09:00:00", Type::Instant, "2026-03-02T01:00:00Z"),
        ("2026-03-02T01:00:00Z", Type::Instant, "2026-03-02T01:00:00Z"),
        ("\"2026-03-02T09:00:00+08:00\"", Type::Instant, "2026-03-02T01:00:00Z"),
        ("\"Mon 2026-03-02 09:00\"", Type::Instant, "2026-03-02T01:00:00Z"),
        ("\"100.50 CNY\"", Type::Money, "100.50 CNY"),
        ("\"10%\"", Type::Percent, "10%"),
        ("\"30 minutes\"", Type::Duration, "30 minutes"),
        ("\"3 个工作日\"", Type::Duration, "3 working days"),
        ("\"immediately\"", Type::Duration, "immediately"),
        ("\"major\"", topic(), "major"),
        ("\"受理\"", topic(), "受理"),
        ("\"agent\"", Type::Role, "agent"),
        ("{ text = \"请稍候\" }", Type::Text, "请稍候"),
        ("\"case.question\"", Type::Text, "如何退款"),
        ("'\"请稍候\"'", Type::Text, "请稍候"),
        ("\"case.topic\"", topic(), "major"),
        ("\"param.round\"", Type::Duration, "3 months"),
        ("'max(case.amount, \"5000 CNY\")'", Type::Money, "5000 CNY"),
        ("\"owner\"", Type::Person, "li"),
        ("\"case.rings + 1\"", Type::Decimal, "5"),
        ("\"5\"", Type::Int, "5"),
        ("\"true\"", Type::Bool, "true"),
        ("[\"major\", \"case.topic\"]", list(topic()), "[major, major]"),
        ("\"case.topics\"", list(topic()), "[major, major]"),
        ("{ site = \"urban\", amount = \"5 CNY\" }", item(), "{ amount = 5 CNY, site = urban }"),
    ];
    for (written, ty, value) in rows {
        let (found, problems) = read(written, std::slice::from_ref(&ty));
        let problems: Vec<String> = problems.iter().map(|p| p.flaw.sentence(Lang::En)).collect();
        assert_eq!((found.as_deref(), problems), (Some(value), Vec::new()), "{written}");
    }
}

/// What is written, what is wanted, what is said, what is advised, what is offered as an edit.
type Slip<'a> = (&'a str, &'a [Type], &'a str, &'a str, Option<&'a str>);

#[test]
fn twenty_slips_are_told_in_the_words_of_the_author() {
    let rows: [Slip<'_>; 32] = [
        ("\"100 CNT\"", &[Type::Money], "`CNT` is not the institution's currency `CNY`", "write `CNY`", None),
        (
            "\"100CNY\"",
            &[Type::Money],
            "`100CNY` cannot be read as an amount of money",
            "write it like `\"100 CNY\"`",
            Some("100 CNY"),
        ),
        (
            "\"100 元\"",
            &[Type::Money],
            "`100 元` cannot be read as an amount of money",
            "write it like `\"100 CNY\"`",
            Some("100 CNY"),
        ),
        (
            "\"1,000 CNY\"",
            &[Type::Money],
            "`1,000 CNY` cannot be read as an amount of money",
            "write it like `\"1000 CNY\"`",
            Some("1000 CNY"),
        ),
        (
            "\"1.005 CNY\"",
            &[Type::Money],
            "the amount `1.005 CNY` has more than two decimals",
            "write whole hundredths, like `1.01 CNY`",
            None,
        ),
        ("100", &[Type::Money], "`x` takes an amount of money, found an integer", "write it like `\"100 CNY\"`", None),
        ("\"30 minuts\"", &[Type::Duration], "`minuts` is no unit of time", "did you mean `minute`, `minutes`?", None),
        ("\"30分钟内\"", &[Type::Duration], "`分钟内` is no unit of time", "did you mean `分钟`?", None),
        (
            "\"30  minutes\"",
            &[Type::Duration],
            "`30  minutes` cannot be read as an amount of time",
            "write it like `\"30 minutes\"`",
            Some("30 minutes"),
        ),
        (
            "\"30\"",
            &[Type::Duration],
            "`30` cannot be read as an amount of time",
            "write it like `\"30 minutes\"` or `\"30 days\"`",
            None,
        ),
        (
            "30",
            &[Type::Duration],
            "`x` takes an amount of time, found an integer",
            "write it like `\"30 minutes\"` or `\"30 days\"`",
            None,
        ),
        (
            "\"三天\"",
            &[Type::Duration],
            "`三天` cannot be read as an amount of time",
            "write it like `\"30 minutes\"` or `\"3 days\"`",
            None,
        ),
        (
            "\"-3 days\"",
            &[Type::Duration],
            "the amount of time `-3 days` cannot be negative",
            "remove the minus sign",
            None,
        ),
        ("\"10 %\"", &[Type::Percent], "`10 %` cannot be read as a percentage", "write it like `\"10%\"`", Some("10%")),
        ("10", &[Type::Percent], "`x` takes a percentage, found an integer", "write it like `\"10%\"`", None),
        ("\"case.topik\"", &[topic()], "`case` has no `topik`", "did you mean `topic`?", Some("topic")),
        (
            "\"重大\"",
            &[topic()],
            "`重大` is the display name of the option `major`, but the id belongs here",
            "write `major`",
            Some("major"),
        ),
        ("\"手里\"", &[topic()], "no option is called `手里`", "did you mean `受理`?", Some("受理")),
        ("\"magor\"", &[topic()], "no option is called `magor`", "did you mean `major`?", None),
        (
            "'case.topic == major'",
            &[Type::Bool],
            "`major` is read as a name",
            "options and texts inside an expression take double quotes: `\"major\"`",
            None,
        ),
        (
            "'case.amount > \"100\"'",
            &[Type::Bool],
            "`100` cannot be read as an amount of money",
            "write it like `\"100 CNY\"`",
            Some("100 CNY"),
        ),
        (
            "\"请稍候\"",
            &[Type::Text],
            "`请稍候` is read as an expression, not as a text",
            "write a text as `{ text = \"请稍候\" }`",
            Some("{ text = \"请稍候\" }"),
        ),
        (
            "\"please call back\"",
            &[Type::Text],
            "`please call back` is read as an expression, not as a text",
            "write a text as `{ text = \"please call back\" }`",
            Some("{ text = \"please call back\" }"),
        ),
        ("\"08:60\"", &[Type::Time], "`08:60` cannot be read as a time of day", "write it like `\"08:30\"`", None),
        (
            "\"8:30\"",
            &[Type::Time],
            "`8:30` cannot be read as a time of day",
            "write it like `\"08:30\"`",
            Some("08:30"),
        ),
        ("\"2026-02-30\"", &[Type::Date], "there is no day `2026-02-30`", "that month ends on `2026-02-28`", None),
        (
            "\"2026/3/2\"",
            &[Type::Instant, Type::Date],
            "`2026/3/2` cannot be read as a date",
            "write it like `2026-03-02`",
            Some("2026-03-02"),
        ),
        (
            "\"Tue 2026-03-02 09:00\"",
            &[Type::Instant],
            "`2026-03-02` is not a `Tue`",
            "write `Mon`, or correct the date",
            None,
        ),
        (
            "\"客服职员\"",
            &[Type::Role],
            "`客服职员` is the display name of the role `agent`, but the id belongs here",
            "write `agent`",
            Some("agent"),
        ),
        ("\"yes\"", &[Type::Bool], "`yes` cannot be read as a boolean", "write it like `true`", Some("true")),
        (
            "{ amount = 5, site = \"urban\" }",
            &[item()],
            "`x.amount` takes an amount of money, found an integer",
            "write it like `\"100 CNY\"`",
            None,
        ),
        ("{ amount = \"5 CNY\" }", &[item()], "`x` lacks the field `site`", "add `site = …`", None),
    ];
    let mut wrong = Vec::new();
    for (written, wanted, said, advised, offered) in rows {
        let (value, problems) = read(written, wanted);
        let told: Vec<_> = problems
            .iter()
            .map(|p| {
                let fix = p.fix.as_ref().map(|fix| fix.replacement.clone());
                (p.flaw.sentence(Lang::En), p.flaw.help(Lang::En).unwrap_or_default(), fix)
            })
            .collect();
        if told != [(said.to_owned(), advised.to_owned(), offered.map(str::to_owned))] || value.is_some() {
            wrong.push(format!("{written}: {value:?} {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn full_width_digits_are_read_and_warned_of() {
    for (written, ty, value) in [
        ("\"１００ CNY\"", Type::Money, "100 CNY"),
        ("\"３ 天\"", Type::Duration, "3 days"),
        ("\"０８：３０\"", Type::Time, "08:30"),
        ("\"１０％\"", Type::Percent, "10%"),
    ] {
        let (found, problems) = read(written, &[ty]);
        assert_eq!(found.as_deref(), Some(value));
        assert_eq!(problems.iter().map(Problem::code).collect::<Vec<_>>(), ["ZD0042"], "{written}");
        assert!(problems[0].fix.as_ref().is_some_and(|fix| fix.sure));
    }
}

#[test]
fn a_literal_keeps_to_the_bounds_of_its_field() {
    let bounded = Field { min: Some(Value::Int(1)), max: Some(Value::Int(5)), ..field("rings", Type::Int) };
    let scope = scope();
    for (written, fine) in [("5", true), ("6", false), ("0", false), ("\"case.rings\"", true)] {
        let (document, _) = parse(SourceId(0), &format!("x = {written}"));
        let mut problems = Problems::new();
        let mut reader = Reader {
            scope: &scope,
            scripts: &sample::Reader,
            intern: &mut |_, _, _| ScriptIx(0),
            problems: &mut problems,
        };
        assert_eq!(reader.field(document.root.get("x").unwrap(), &bounded).is_some(), fine, "{written}");
        assert_eq!(problems.is_empty(), fine);
    }
}

#[test]
fn a_condition_comes_with_its_text_and_what_it_proves() {
    let scope = scope();
    let (document, _) = parse(SourceId(0), "x = 'given(case.age)'\ny = true\nz = 'case.ringz > 3'");
    let mut problems = Problems::new();
    let mut reader =
        Reader { scope: &scope, scripts: &sample::Reader, intern: &mut |_, _, _| ScriptIx(0), problems: &mut problems };
    let (guard, proves) = reader.condition("when", document.root.get("x").unwrap()).unwrap();
    assert_eq!((&*guard.text, proves.contains(&"case.age".to_owned())), ("given(case.age)", true));
    assert_eq!(&*reader.condition("when", document.root.get("y").unwrap()).unwrap().0.text, "true");
    assert!(reader.condition("when", document.root.get("z").unwrap()).is_none());
    assert_eq!(problems.into_sorted()[0].span.range(), 41..46);
}
