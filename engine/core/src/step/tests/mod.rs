//! Random statecharts against the algorithm of the standard, and what a step costs.

mod appendix_d;
mod chart;
mod cost;
pub(super) mod looks;
mod random;
mod text;

use crate::compile::{Compiled, Settings, compile};
use crate::guard::sample::Reader;
use crate::outcome::{Outcome, Outside};
use crate::problem::{Lang, Severity};
use crate::program::Program;
use crate::world::{Address, Directory, Driver, Person, Submission};
use zhidu_time::Instant;

/// Before a process: the institution, and the role that may do everything.
const BEFORE: &str = "[institution]\nid = 'test'\ntime_zone = 'UTC'\n[[role]]\nid = 'clerk'\n";

/// Compiles a process; warnings are no matter.
#[track_caller]
fn program(process: &str) -> Program {
    let Compiled { program, problems, .. } =
        compile(&[("p/a.toml", BEFORE), ("p/b.toml", process)][..], "p", &Reader, Settings::default());
    let errors = problems.iter().filter(|problem| problem.severity() == Severity::Error);
    let told: Vec<String> = errors.map(|p| format!("{} {}", p.code(), p.flaw.sentence(Lang::En))).collect();
    program.unwrap_or_else(|| panic!("{told:#?} in\n{process}"))
}

/// A world with one clerk.
fn driver(program: &Program) -> Driver<'_> {
    let clerk = Person { id: "li".into(), roles: vec![("clerk".into(), None)], ..Person::default() };
    Driver::new(program, &Reader, Directory { people: vec![clerk] })
}

/// The clerk does this, in the case `A` or to begin it.
fn submit(driver: &mut Driver<'_>, event: &str) -> Outcome {
    let to = match driver.world().case("A") {
        Some(_) => Address::Case("A".into()),
        None => Address::New { process: None, id: "A".into() },
    };
    let outside = Outside { event: event.into(), actor: "li".into(), data: Vec::new() };
    driver.submit(Submission { stamp: Instant::from_seconds(0).expect("an instant"), outside, to })
}
