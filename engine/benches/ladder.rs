//! One step that charges somebody by a ladder of three rungs.

use crate::desk::{self, Desk};
use criterion::Criterion;
use std::hint::black_box;
use std::sync::Arc;
use zhidu::money::Money;
use zhidu::need::{Answer, Query};

const POLICY: &str = r#"
[[clause]]
id = "24"

[[penalty]]
id = "work_rule"
clause = "24"
count = { per = ["person", "rule"], reset = "never" }

[[penalty.rung]]
from = 1
amount = "100 CNY"

[[penalty.rung]]
from = 2
amount = "200 CNY"

[[penalty.rung]]
from = 3
sanction = "dismissal"

[process]
id = "watch"
name = "值守"

[[start]]
event = "begin"
by = "clerk"
owner = "actor"

[[state]]
id = "on"

[[state.on]]
event = "breach"
by = "clerk"
do = [{ penalize = "work_rule", rule = "24", whom = "owner" }]

[[state.on]]
event = "close"
by = "clerk"
to = "off"

[[state]]
id = "off"
final = true
"#;

/// The second breach is charged.
const EARLIER: u32 = 1;

pub(crate) fn bench(c: &mut Criterion) {
    let desk = Desk::new(POLICY);
    let case = desk.begin(Vec::new());
    let input = desk::input("breach");
    let mut facts = desk.facts(Some(&case), &input);
    for (query, fact) in &mut facts.0 {
        if let Query::Count { .. } = query {
            fact.answer = Answer::Count(EARLIER);
        }
    }
    let plain = Plain { owner: "li".into(), on: true, version: 1 };

    let outcome = desk.step(Some(&case), &input, &facts);
    let charge = outcome.charges.first().unwrap();
    let (_, by_hand) = breach(&plain, "li", "A", EARLIER).unwrap();
    assert_eq!((&*charge.person, charge.count), (&*by_hand.person, Some(by_hand.count)));
    assert_eq!(charge.amount.map(Money::fen), by_hand.fen);
    assert_eq!(charge.sanction.as_deref(), by_hand.sanction);

    let mut group = c.benchmark_group("step with a ladder");
    group.bench_function("zhidu", |b| b.iter(|| desk.step(Some(black_box(&case)), black_box(&input), &facts)));
    group.bench_function("plain Rust", |b| b.iter(|| breach(black_box(&plain), "li", "A", black_box(EARLIER))));
    group.finish();
}

#[derive(Clone)]
struct Plain {
    owner: Arc<str>,
    on: bool,
    version: u64,
}

struct Charge {
    #[allow(dead_code, reason = "made because the step makes one, too")]
    id: String,
    person: Arc<str>,
    count: u32,
    fen: Option<i64>,
    sanction: Option<&'static str>,
}

/// The same step by hand.
fn breach(case: &Plain, actor: &str, id: &str, earlier: u32) -> Result<(Plain, Charge), &'static str> {
    if &*case.owner != actor {
        return Err("not for you");
    }
    if !case.on {
        return Err("not accepted");
    }
    let count = earlier + 1;
    let (fen, sanction) = match count {
        1 => (Some(10_000), None),
        2 => (Some(20_000), None),
        _ => (None, Some("dismissal")),
    };
    let next = Plain { version: case.version + 1, ..case.clone() };
    let charge = Charge { id: format!("{id}#{}.1.0", next.version), person: case.owner.clone(), count, fen, sanction };
    Ok((next, charge))
}
