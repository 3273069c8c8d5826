//! A minimal host of the pure core: compiles a policy and steps a case; no runtime, no store.

use std::process::ExitCode;
use zhidu::need::{Answer as Known, Fact, Facts};
use zhidu::outcome::{Answer, Input, InputKind, Outside, Verdict};
use zhidu::step::step;
use zhidu::time::Instant;
use zhidu::value::Value;
use zhidu::{Settings, load};

const HOTLINE: &str = include_str!("../../../examples/hotline/hotline.toml");

fn main() -> ExitCode {
    match asked() {
        Some(Verdict::Accepted) => ExitCode::SUCCESS,
        other => {
            eprintln!("{other:?}");
            ExitCode::FAILURE
        }
    }
}

fn asked() -> Option<Verdict> {
    let loaded = load(&[("hotline/hotline.toml", HOTLINE)][..], "hotline", Settings::default()).ok()?;
    let program = loaded.compiled.program?;
    let data = vec![("question".into(), Value::Text("何时到账？".into()))];
    let outside = Outside { event: "ask".into(), actor: "li".into(), data };
    let kind = InputKind::Start { process: program.process("call")?, case: "A".into(), outside };
    let input = Input { stamp: Instant::from_seconds(1_772_676_300)?, kind };
    let mut facts = Facts::default();
    loop {
        match step(&program, &loaded.scripts, None, &input, &facts) {
            Answer::Done(outcome) => return Some(outcome.verdict),
            Answer::Need(queries) => facts.0.extend(queries.into_iter().map(|query| (query, agent()))),
        }
    }
}

/// Whoever is asked about is an agent.
fn agent() -> Fact {
    Fact { answer: Known::Roles { held: vec![("agent".into(), None)], ended_by: None }, fence: None }
}
