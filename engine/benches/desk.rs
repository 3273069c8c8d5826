//! What the benchmarks of the step stand on: a policy from text, and a step with all its facts at hand.

use zhidu::case::Case;
use zhidu::need::Facts;
use zhidu::outcome::{Answer, Input, InputKind, Outcome, Outside, Verdict};
use zhidu::program::Program;
use zhidu::step::step;
use zhidu::time::Instant;
use zhidu::value::{Text, Value};
use zhidu::world::{Directory, Person, World};
use zhidu::{Loaded, RhaiScripts, Settings, load};

/// What every policy here begins with.
pub(crate) const INSTITUTION: &str = r#"
[institution]
id = "bench"
name = "基准"
time_zone = "Asia/Shanghai"
currency = "CNY"

[[role]]
id = "clerk"
"#;

/// A policy that runs, with the one clerk `li`.
pub(crate) struct Desk {
    pub(crate) program: Program,
    scripts: RhaiScripts,
    world: World,
}

impl Desk {
    pub(crate) fn new(policy: &str) -> Self {
        let text = format!("{INSTITUTION}{policy}");
        let files: &[(&str, &str)] = &[("bench/policy.toml", &text)];
        let Loaded { compiled, scripts } = load(files, "bench", Settings::default()).unwrap();
        let program = compiled.program.unwrap_or_else(|| panic!("{:#?}", compiled.problems));
        let roles = vec![("clerk".into(), None)];
        let people = vec![Person { id: "li".into(), roles, ..Person::default() }];
        Self { program, scripts, world: World::new(Directory { people }) }
    }

    /// A case begun by `begin` with these fields.
    pub(crate) fn begin(&self, data: Vec<(Text, Value)>) -> Case {
        let process = zhidu::program::ProcessIx::from(0);
        let kind = InputKind::Start { process, case: "A".into(), outside: outside("begin", data) };
        let input = Input { stamp: stamp(), kind };
        let facts = self.facts(None, &input);
        let outcome = self.step(None, &input, &facts);
        assert_eq!(outcome.verdict, Verdict::Accepted);
        outcome.case.unwrap()
    }

    /// Everything a step asks for.
    pub(crate) fn facts(&self, case: Option<&Case>, input: &Input) -> Facts {
        let mut facts = Facts::default();
        while let Answer::Need(queries) = step(&self.program, &self.scripts, case, input, &facts) {
            facts.0.extend(queries.into_iter().map(|query| (query.clone(), self.world.answer(&query))));
        }
        facts
    }

    /// One step.
    pub(crate) fn step(&self, case: Option<&Case>, input: &Input, facts: &Facts) -> Outcome {
        match step(&self.program, &self.scripts, case, input, facts) {
            Answer::Done(outcome) => *outcome,
            Answer::Need(queries) => panic!("facts are missing: {queries:?}"),
        }
    }
}

/// An input by `li`.
pub(crate) fn input(event: &str) -> Input {
    Input { stamp: stamp(), kind: InputKind::Outside(outside(event, Vec::new())) }
}

fn outside(event: &str, data: Vec<(Text, Value)>) -> Outside {
    Outside { event: event.into(), actor: "li".into(), data }
}

fn stamp() -> Instant {
    Instant::from_seconds(1_772_413_200).unwrap()
}
