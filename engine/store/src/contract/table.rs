//! The kit's own institution, and steps made on a store under test.

use super::{Fault, Held, same};
use crate::error::Lost;
use crate::policy::Rules;
use crate::step::{Step, load_case, step_case};
use crate::store::Store;
use std::ops::Range;
use std::sync::Arc;
use zhidu_core::compile::{Settings, compile};
use zhidu_core::guard::ast::{Ast, AstKind, ParseError, ParseErrorKind, Parsed};
use zhidu_core::guard::scripts::{ScriptError, ScriptErrorKind, Scripts};
use zhidu_core::outcome::{Input, InputKind, Outside};
use zhidu_core::program::Program;
use zhidu_core::value::{Text, Value};
use zhidu_core::world::{Directory, Person};
use zhidu_time::Instant;

const FILES: [(&str, &str); 3] = [
    ("contract/a.toml", include_str!("policy.toml")),
    ("contract/part.toml", include_str!("part.toml")),
    ("contract/stray.toml", include_str!("stray.toml")),
];

/// 2026-03-05 10:00 in Shanghai.
pub(super) const TEN: i64 = 1_772_676_000;

/// A store under test, twice, and what steps need.
pub(super) struct Table {
    pub(super) store: Arc<dyn Store>,
    /// Another handle on the same.
    pub(super) other: Arc<dyn Store>,
    pub(super) rules: Rules,
    people: Arc<Directory>,
}

impl Table {
    pub(super) fn new(store: Arc<dyn Store>, other: Arc<dyn Store>) -> Result<Self, String> {
        let compiled = compile(&FILES[..], "contract", &NoScripts, Settings::default());
        let wrong = || format!("the kit's own policy has problems: {:?}", compiled.problems);
        let program = compiled.program.as_ref().ok_or_else(wrong)?;
        let rules = Rules { program: Arc::new(program.clone()), scripts: Arc::new(NoScripts) };
        let person =
            |id: &str, role: &str| Person { id: id.into(), roles: vec![(role.into(), None)], ..Person::default() };
        let people = vec![person("ann", "clerk"), person("bob", "clerk"), person("eve", "chief")];
        Ok(Self { store, other, rules, people: Arc::new(Directory { people }) })
    }

    /// The rules of another institution, otherwise the same.
    pub(super) fn elsewhere(&self) -> Rules {
        let mut program: Program = (*self.rules.program).clone();
        program.institution.id = "elsewhere".into();
        Rules { program: Arc::new(program), ..self.rules.clone() }
    }

    /// A step of this input on a case as the store has it now.
    pub(super) async fn step(&self, rules: &Rules, case: &str, input: Input) -> Result<Step, Fault> {
        let store = &*self.store;
        let before = load_case(store, &rules.program, case).await?;
        let happening = step_case(store, rules, &self.people, &case.into(), before, input).await?;
        Ok(Step::new(rules.program.clone(), happening, None))
    }

    /// `who` begins a case, at so many seconds after [`TEN`], for a place that gives it its key.
    pub(super) async fn begin(&self, case: &str, who: &str, after: i64, place: &str) -> Result<Step, Fault> {
        self.begin_by(&self.rules, case, who, after, place).await
    }

    pub(super) async fn begin_by(
        &self,
        rules: &Rules,
        case: &str,
        who: &str,
        after: i64,
        place: &str,
    ) -> Result<Step, Fault> {
        let data = vec![("place".into(), Value::Text(place.into()))];
        self.start(rules, "errand", "begin", case, who, after, data).await
    }

    /// A case whose deadline ends in an incident.
    pub(super) async fn leave(&self, case: &str, after: i64) -> Result<Step, Fault> {
        self.start(&self.rules, "stray", "leave", case, "ann", after, Vec::new()).await
    }

    #[allow(clippy::too_many_arguments, reason = "what a start is made of")]
    async fn start(
        &self,
        rules: &Rules,
        process: &str,
        event: &str,
        case: &str,
        who: &str,
        after: i64,
        data: Vec<(Text, Value)>,
    ) -> Result<Step, Fault> {
        let process = rules.program.process(process).ok_or_else(|| Fault::Found(format!("no `{process}`")))?;
        let outside = Outside { event: event.into(), actor: who.into(), data };
        let kind = InputKind::Start { process, case: case.into(), outside };
        self.step(rules, case, Input { stamp: at(after), kind }).await
    }

    /// Somebody does something in a case.
    pub(super) async fn act(&self, case: &str, event: &str, after: i64) -> Result<Step, Fault> {
        self.act_by("ann", case, event, after).await
    }

    pub(super) async fn act_by(&self, who: &str, case: &str, event: &str, after: i64) -> Result<Step, Fault> {
        let outside = Outside { event: event.into(), actor: who.into(), data: Vec::new() };
        self.step(&self.rules, case, Input { stamp: at(after), kind: InputKind::Outside(outside) }).await
    }

    /// What is due first by so many seconds after [`TEN`], made.
    pub(super) async fn fire(&self, until: i64) -> Result<Step, Fault> {
        let items = self.store.due(at(until), None, 1).await?;
        let first = items.into_iter().next().ok_or_else(|| Fault::Found("nothing is due".to_owned()))?;
        let case = first.due.what.case().clone();
        self.fire_case(&case, first.due.what, until).await
    }

    pub(super) async fn fire_case(
        &self,
        case: &str,
        what: zhidu_core::world::Waiting,
        until: i64,
    ) -> Result<Step, Fault> {
        let stands = load_case(&*self.store, &self.rules.program, case).await?;
        let input = what.input(stands.as_ref(), at(until));
        let input = input.ok_or_else(|| Fault::Found(format!("`{case}` is said to be due and is not")))?;
        self.step(&self.rules, case, input).await
    }

    pub(super) async fn commit(&self, step: Step) -> Result<Result<(), Lost>, Fault> {
        let mut results = self.store.commit(vec![step]).await?;
        same("results of a commit of one step", &results.len(), &1)?;
        results.pop().ok_or_else(|| Fault::Found("no result".to_owned()))
    }

    /// Commits a step that must not be lost.
    pub(super) async fn must(&self, step: Step) -> Held {
        let result = self.commit(step).await?;
        same("a step on what it read", &result, &Ok(()))
    }

    /// Everything there is to see, for comparison.
    pub(super) async fn everything(&self) -> Result<String, Fault> {
        let store = &*self.store;
        let mut text = String::new();
        for line in store.lines(None, 0, usize::MAX).await? {
            text += &format!("{line:?}\n{:?}\n", store.case(&line.case).await?);
        }
        text += &format!("{:?}\n", store.due(Instant::MAX, None, usize::MAX).await?);
        text += &format!("{:?}\n{:?}\n", store.ledger("contract", None).await?, store.open_cases("contract").await?);
        text += &format!("{:?}\n{:?}\n", store.parked().await?, store.latest().await?);
        Ok(text + &format!("{:?}", store.next_delivery().await?))
    }
}

/// So many seconds after [`TEN`].
pub(super) fn at(after: i64) -> Instant {
    Instant::EPOCH.checked_add(TEN + after).unwrap_or(Instant::MAX)
}

/// The only expressions of the kit's policy are names (`owner`, `actor`).
struct NoScripts;

impl Scripts for NoScripts {
    fn parse(&self, text: &str) -> Result<Parsed, Vec<ParseError>> {
        if text.chars().all(char::is_alphabetic) {
            return Ok(Parsed::Plain(Ast { range: 0..text.len(), kind: AstKind::Name(text.to_owned()) }));
        }
        Err(vec![ParseError { range: Range::default(), kind: ParseErrorKind::Other("no scripts here".to_owned()) }])
    }

    fn run(&self, _: &str, _: &[(Text, Value)]) -> Result<Value, ScriptError> {
        Err(ScriptError { kind: ScriptErrorKind::Other("no scripts here".to_owned()), range: None })
    }
}
