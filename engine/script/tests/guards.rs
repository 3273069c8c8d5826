//! From text to value: what rhai reads, typed and run by the core.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::sync::Arc;
use zhidu_core::guard::ast::{ParseError, Parsed};
use zhidu_core::guard::bench::FixedEnv;
use zhidu_core::guard::eval::eval;
use zhidu_core::guard::expr::{FieldSlot, ScriptIx};
use zhidu_core::guard::scope::{CaseNames, EventNames, Name, ParamName, Scope, Vocabulary};
use zhidu_core::guard::scripts::{ScriptError, ScriptErrorKind, Scripts};
use zhidu_core::guard::typing::{Place, check};
use zhidu_core::guard::written::{Home, typed};
use zhidu_core::money::Currency;
use zhidu_core::problem::Lang;
use zhidu_core::source::{SourceId, Span};
use zhidu_core::value::{Choice, Field, Opt, RecordType, Text, Type, Value};
use zhidu_time::Zone;

struct Rhai;

impl Scripts for Rhai {
    fn parse(&self, text: &str) -> Result<Parsed, Vec<ParseError>> {
        zhidu_script::parse(text)
    }

    fn run(&self, _: &str, _: &[(Text, Value)]) -> Result<Value, ScriptError> {
        Err(ScriptError { kind: ScriptErrorKind::Other("nothing runs here".into()), range: None })
    }
}

fn field(id: &str, ty: Type) -> Field {
    let optional = id.ends_with('?');
    Field { id: id.trim_end_matches('?').into(), name: None, ty, optional, min: None, max: None }
}

fn choice(id: &str, options: &[&str]) -> Type {
    let options = options.iter().map(|id| Opt { id: (*id).into(), name: None }).collect();
    Type::Choice(Arc::new(Choice { id: Some(id.into()), options }))
}

/// A customer's complaint, in an institution that speaks Chinese.
fn scope() -> Scope {
    let item = RecordType {
        id: Some("item".into()),
        fields: vec![field("名称", Type::Text), field("金额", Type::Money), field("备注?", Type::Text)],
    };
    let level = choice("级别", &["一般", "重大", "特大"]);
    let words = Vocabulary {
        currency: Currency::CNY,
        zone: Zone::get("Asia/Shanghai").unwrap(),
        params: vec![
            ParamName { id: "限额".into(), ty: Type::Money, per: Some(("级别".into(), level.clone())) },
            ParamName { id: "比例".into(), ty: Type::Percent, per: None },
        ],
        attributes: vec![("department".into(), Type::Text), ("base_wage".into(), Type::Money)],
        roles: vec![Name { id: "客服".into(), name: None }],
        library: Vec::new(),
    };
    let case = CaseNames {
        process: "投诉".into(),
        decisions: Vec::new(),
        data: vec![
            field("金额", Type::Money),
            field("级别", level),
            field("次数", Type::Int),
            field("系数", Type::Decimal),
            field("收到", Type::Instant),
            field("到期?", Type::Date),
            field("明细", Type::List(Box::new(Type::Record(Arc::new(item))))),
            field("if", Type::Bool),
            field("default", Type::Int),
        ],
        values: vec![("超额".into(), Type::Bool)],
        states: vec![Name { id: "受理".into(), name: None }],
    };
    let event = EventNames {
        fields: vec![
            (FieldSlot(0), field("级别", choice("级别", &["一般", "重大", "特大"]))),
            (FieldSlot(1), field("说明?", Type::Text)),
        ],
    };
    Scope::new(Arc::new(words)).with_case(Arc::new(case)).with_event(event)
}

/// Values as a host would write them.
fn values(scope: &Scope) -> Vec<(String, Value)> {
    let home = Home { zone: &scope.words().zone, currency: scope.words().currency };
    let text = |text: &str| Value::Text(text.into());
    let row = |name: &str, amount: &str| {
        Value::Record(vec![("名称".into(), text(name)), ("金额".into(), text(amount))].into())
    };
    let case = [
        ("金额", text("3333.33 CNY")),
        ("级别", text("重大")),
        ("次数", Value::Int(3)),
        ("系数", Value::Int(2)),
        ("收到", text("2026-03-05 10:30")),
        ("明细", Value::List(vec![row("甲", "100 CNY"), row("乙", "20.5 CNY")].into())),
        ("if", Value::Bool(true)),
        ("default", Value::Int(7)),
    ];
    let case = case.iter().map(|(id, value)| {
        let (_, field) = scope.data(id).unwrap();
        (format!("case.{id}"), typed(value, &field.ty, home).unwrap())
    });
    let rest = [
        ("case.超额", Value::Bool(false)),
        ("event.级别", Value::Choice("特大".into())),
        ("event.name", text("升级")),
        ("param.限额[重大]", typed(&text("5000 CNY"), &Type::Money, home).unwrap()),
        ("param.比例", typed(&text("5%"), &Type::Percent, home).unwrap()),
        ("actor", Value::Person("li".into())),
        ("li.department", text("客服部")),
    ];
    case.chain(rest.map(|(path, value)| (path.to_owned(), value))).collect()
}

/// The value as text, or what is said: `code underlined: sentence`.
fn told(scope: &Scope, text: &str) -> String {
    let at = |range: std::ops::Range<usize>| Span::new(SourceId(0), range);
    let (found, problems) = check(text, &[], Place { scope, at: &at }, &Rhai, &mut |_, _, _| ScriptIx(0));
    if let Some(found) = found {
        let mut env = FixedEnv::new(scope, values(scope));
        env.states = vec!["受理".into()];
        env.roles = vec![("li".into(), "客服".into())];
        return eval(&found.expr, &env).map_or_else(|error| format!("! {error}"), |value| value.to_string());
    }
    let said = problems
        .iter()
        .map(|p| format!("{} {}: {}", p.code(), &text[p.span.range()], p.flaw.sentence(Lang::Zh)))
        .collect::<Vec<_>>();
    said.join("; ")
}

fn expect_all(rows: &[(&str, &str)]) {
    let scope = scope();
    let wrong: Vec<String> = rows
        .iter()
        .map(|(text, expected)| (text, told(&scope, text), expected))
        .filter(|(_, found, expected)| found != *expected)
        .map(|(text, found, expected)| format!("{text}\n  found    {found}\n  expected {expected}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn guards_have_their_values() {
    expect_all(&[
        ("case.金额 > money(3000) && case.级别 in [\"重大\", \"特大\"]", "true"),
        ("case.金额 > \"3333.33 CNY\" || case.次数 >= 3", "true"),
        ("!(case.超额) && case.if", "true"),
        ("case.default + 1", "8"),
        ("case.次数 * case.系数", "6"),
        ("case.次数 / 2", "1"),
        ("-7 / 2", "-3"),
        ("-7 % 3", "-1"),
        ("case.系数 / 3", "0.6666666666666666666666666667"),
        ("0.1 + 0.2 == 0.3", "true"),
        ("1.10 * 3", "3.3"),
        ("1e3 == 1000", "true"),
        ("case.金额 * param.比例", "166.67 CNY"),
        ("\"1%\" * case.金额", "33.33 CNY"),
        ("case.金额 < param.限额[case.级别]", "true"),
        ("param.限额[\"一般\"]", "! param.限额[一般] is not given"),
        ("sum(case.明细.金额)", "120.50 CNY"),
        ("max(case.明细.金额) >= money(100)", "true"),
        ("count(case.明细) == 2", "true"),
        ("case.明细.名称", "[甲, 乙]"),
        ("\"甲\" in case.明细.名称", "true"),
        ("contains_all(case.明细.名称, [\"甲\", \"丙\"])", "false"),
        ("event.级别 == \"特大\" && event.级别 != case.级别", "true"),
        ("event.name == \"升级\"", "true"),
        ("given(event.说明)", "false"),
        ("given(case.到期) && case.到期 < today", "false"),
        ("!given(case.到期) || case.到期 < today", "true"),
        ("or_else(case.到期, date(\"2026-12-31\")) > date(case.收到)", "true"),
        ("days_between(case.收到, date(\"2026-03-31\"))", "26"),
        ("case.收到 + \"2 hours\" > case.收到", "true"),
        ("date(case.收到) + \"1 month\"", "2026-04-05"),
        ("time(case.收到) >= \"08:30\"", "true"),
        ("actor.department == \"客服部\"", "true"),
        ("holds(actor, \"客服\") && in_state(\"受理\")", "true"),
        ("case.次数 !in [1, 2]", "true"),
        ("case.次数 == 3.0", "true"),
        ("self == self", "true"),
        ("9223372036854775807 + 1", "! an integer goes beyond what can be held"),
        ("case.次数 % 0", "! division by zero"),
        ("case.次数 > 1 // 超过一次", "true"),
    ]);
}

#[test]
fn mistakes_are_told_at_their_words() {
    expect_all(&[
        ("case.金颔 > money(5)", "ZD0208 金颔: `case` 没有 `金颔`"),
        ("case.金额 > 5000", "ZD0216 5000: `5000` 是数，不是金额"),
        ("case.级别 == \"众大\"", "ZD0032 \"众大\": 没有叫 `众大` 的选项"),
        ("case.级别 == 重大", "ZD0222 重大: `重大` 会当作名字来读"),
        ("case.级别 > \"一般\"", "ZD0218 case.级别 > \"一般\": `级别` 的选项没有大小之分，不能用 `>`"),
        ("case.金额 ＞ money(5)", "ZD0211 ＞: 表达式里 `＞` 要写成 `>`"),
        ("case.次数 > 1 且 case.if", "ZD0211 且: 表达式里 `且` 要写成 `&&`"),
        ("case.级别 == '重大'", "ZD0211 '重大': 表达式里 `'重大'` 要写成 `\"重大\"`"),
        ("case.次数 = 3", "ZD0204 =: 比较要写 `==`，`=` 是赋值"),
        ("case.次数 >", "ZD0203 >: `>` 没有写完，或没有闭合"),
        ("", "ZD0228 : 表达式是空的"),
        ("case.到期 < today", "ZD0212 case.到期: `case.到期` 可能没有给出"),
        (
            "case.收到 > case.到期",
            "ZD0212 case.到期: `case.到期` 可能没有给出; ZD0217 case.收到 > case.到期: `>` 不能用在时点和日期之间",
        ),
        ("case.收到 + 30 minutes", "ZD0202 minutes: 表达式里不该有 `minutes`"),
        ("case.明细[0].金额 > money(1)", "ZD0225 case.明细[0]: `case.明细` 不能用 `[…]` 取值"),
        ("eval(\"1\")", "ZD0205 eval: 表达式里不能用 `eval`"),
    ]);
}
