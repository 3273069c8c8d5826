//! One step through a guard of three comparisons.

use crate::desk::{self, Desk};
use criterion::Criterion;
use std::hint::black_box;
use std::sync::Arc;
use zhidu::outcome::Verdict;
use zhidu::value::Value;

const POLICY: &str = r#"
[process]
id = "paper"
name = "文件"

[[data]]
id = "amount"
type = "integer"

[[data]]
id = "secrecy"
type = "choice"
options = ["公开", "机密", "绝密"]

[[data]]
id = "count"
type = "integer"

[[start]]
event = "begin"
by = "clerk"
takes = ["amount", "secrecy", "count"]
owner = "actor"

[[state]]
id = "filed"

[[state.on]]
event = "submit"
by = "clerk"
when = 'case.amount > 1000 && case.secrecy in ["机密", "绝密"] && case.count >= 3'
to = "escalated"

[[state.on]]
event = "submit"
by = "clerk"
to = "archived"

[[state]]
id = "escalated"

[[state.on]]
event = "close"
by = "clerk"
to = "archived"

[[state]]
id = "archived"
final = true
"#;

pub(crate) fn bench(c: &mut Criterion) {
    let desk = Desk::new(POLICY);
    let secrecy = Value::Choice("绝密".into());
    let data = [("amount", Value::Int(5000)), ("secrecy", secrecy), ("count", Value::Int(3))];
    let case = desk.begin(data.into_iter().map(|(id, value)| (id.into(), value)).collect());
    let input = desk::input("submit");
    let facts = desk.facts(Some(&case), &input);
    let plain = Plain::filed();

    let outcome = desk.step(Some(&case), &input, &facts);
    assert_eq!(outcome.verdict, Verdict::Accepted);
    let process = &desk.program.processes[0];
    assert!(outcome.case.unwrap().is_in(process.state("escalated").unwrap()));
    assert_eq!(submit(&plain, "li").map(|p| p.state), Ok(State::Escalated));

    let mut group = c.benchmark_group("step with a guard");
    group.bench_function("zhidu", |b| b.iter(|| desk.step(Some(black_box(&case)), black_box(&input), &facts)));
    group.bench_function("plain Rust", |b| b.iter(|| submit(black_box(&plain), black_box("li"))));
    group.finish();
}

/// The same case by hand: its data, who owns it, and a version.
#[derive(Clone)]
struct Plain {
    state: State,
    amount: i64,
    secrecy: Arc<str>,
    count: i64,
    owner: Arc<str>,
    version: u64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    Filed,
    Escalated,
    Archived,
}

impl Plain {
    fn filed() -> Self {
        let (owner, secrecy) = ("li".into(), "绝密".into());
        Self { state: State::Filed, amount: 5000, secrecy, count: 3, owner, version: 1 }
    }
}

/// The same step by hand: refuses strangers, leaves the case as it is, gives a new one.
fn submit(case: &Plain, actor: &str) -> Result<Plain, &'static str> {
    if &*case.owner != actor {
        return Err("not for you");
    }
    if case.state != State::Filed {
        return Err("not accepted");
    }
    let high = case.amount > 1000 && matches!(&*case.secrecy, "机密" | "绝密") && case.count >= 3;
    let state = if high { State::Escalated } else { State::Archived };
    Ok(Plain { state, version: case.version + 1, ..case.clone() })
}
