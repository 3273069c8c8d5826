//! Drives a policy with nothing but the step: no runtime, no store, no clock.
//!
//! Run with `cargo run --example step_by_hand`.

#![allow(clippy::print_stdout, reason = "an example talks to whoever runs it")]

use std::error::Error;
use zhidu::case::Case;
use zhidu::need::{Answer as Fact, Fact as Known, Facts, Query};
use zhidu::outcome::{Answer, Input, InputKind, Outcome, Outside, Verdict};
use zhidu::program::Program;
use zhidu::step::step;
use zhidu::time::{parse_date, parse_time};
use zhidu::{Lang, Loaded, RhaiScripts, Settings, load};

const HOTLINE: &str = include_str!("hotline/hotline.toml");

fn main() -> Result<(), Box<dyn Error>> {
    let files: &[(&str, &str)] = &[("hotline/hotline.toml", HOTLINE)];
    let Loaded { compiled, scripts } = load(files, "hotline", Settings::default())?;
    for problem in &compiled.problems {
        println!("{}: {}", problem.flaw.code(), problem.flaw.sentence(Lang::En));
    }
    let program = compiled.program.ok_or("the policy has errors")?;

    // Li takes a question at 10:05.
    let stamp = program.institution.zone.instant(parse_date("2026-03-05")?, parse_time("10:05")?);
    let question = ("question".into(), zhidu::value::Value::Text("何时到账？".into()));
    let outside = Outside { event: "ask".into(), actor: "li".into(), data: vec![question] };
    let process = program.process("call").ok_or("no process `call`")?;
    let asked = Input { stamp, kind: InputKind::Start { process, case: "A".into(), outside } };
    let case = run(&program, &scripts, None, &asked)?.case.ok_or("the start was refused")?;

    // Nobody replies: the first timer of the case is the deadline.
    let timer = case.next_timer().ok_or("no timer")?;
    println!("late from {}", program.institution.zone.show(timer.at));
    let lapsed = Input { stamp: timer.at, kind: InputKind::Timer(timer) };
    let outcome = run(&program, &scripts, Some(&case), &lapsed)?;
    for charge in &outcome.charges {
        println!("{} is charged {:?} by clause {:?}", charge.person, charge.amount, charge.clauses);
    }
    assert_eq!(outcome.charges.len(), 1);
    assert_eq!(outcome.effects.len(), 1);
    Ok(())
}

/// Steps until no fact is missing. A host would answer from its directory and ledger, in one snapshot.
fn run(
    program: &Program,
    scripts: &RhaiScripts,
    case: Option<&Case>,
    input: &Input,
) -> Result<Outcome, Box<dyn Error>> {
    let mut facts = Facts::default();
    loop {
        match step(program, scripts, case, input, &facts) {
            Answer::Done(outcome) if outcome.verdict == Verdict::Accepted => return Ok(*outcome),
            Answer::Done(outcome) => return Err(format!("{:?}", outcome.verdict).into()),
            Answer::Need(queries) => {
                for query in queries {
                    let answer = answer(&query).ok_or_else(|| format!("cannot answer {query:?}"))?;
                    facts.0.insert(query, Known { answer, fence: None });
                }
            }
        }
    }
}

fn answer(query: &Query) -> Option<Fact> {
    Some(match query {
        Query::Roles { person } => {
            let role = if &**person == "li" { "agent" } else { "leader" };
            Fact::Roles { held: vec![(role.into(), None)], ended_by: None }
        }
        Query::Holders { role, .. } if &**role == "leader" => Fact::People(vec!["wang".into()]),
        Query::Count { .. } => Fact::Count(0),
        Query::Act { .. } => Fact::Charges(Vec::new()),
        _ => return None,
    })
}
