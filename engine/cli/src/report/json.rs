//! `test --report json=FILE`: everything a dry run found.

use super::matrix;
use super::shared::{Both, Place, ProblemOut, SCHEMA_VERSION, pretty};
use crate::results::{Entry, Results, Sum, Tested, Verdict};
use crate::text::Words;
use serde::Serialize;
use std::collections::BTreeMap;
use zhidu::program::Program;
use zhidu::scenario::expect::Pair;
use zhidu::scenario::report::{Failure, Related, Run, Subject};
use zhidu::scenario::total::{Item, Key};
use zhidu::scenario::{Kind, Total};
use zhidu::source::SourceMap;

#[derive(Debug, Serialize)]
struct TestReport<'t> {
    schema_version: u32,
    kind: &'static str,
    zhidu: &'static str,
    passed: bool,
    summary: Counts,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<f64>,
    policies: Vec<PolicyOut<'t>>,
}

#[derive(Debug, Serialize)]
struct Counts {
    passed: usize,
    failed: usize,
    invalid: usize,
    skipped: usize,
}

#[derive(Debug, Serialize)]
struct PolicyOut<'t> {
    path: &'t str,
    id: Option<&'t str>,
    name: Option<&'t str>,
    /// Of the program; none where there is none.
    hash: Option<&'t str>,
    time_zone: Option<&'t str>,
    /// Why nothing could be read.
    error: Option<&'t str>,
    problems: Vec<ProblemOut>,
    samples: Vec<&'t str>,
    scenarios: Vec<ScenarioOut<'t>>,
    coverage: BTreeMap<&'static str, Ratio<'t>>,
    clauses: Vec<ClauseOut<'t>>,
}

#[derive(Debug, Serialize)]
struct ScenarioOut<'t> {
    id: Option<&'t str>,
    name: Option<&'t str>,
    file: &'t str,
    verdict: &'static str,
    rows: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<f64>,
    runs: Vec<RunOut<'t>>,
    /// What failed outside of rows.
    failures: Vec<FailureOut<'t>>,
}

#[derive(Debug, Serialize)]
struct RunOut<'t> {
    variant: Option<&'t str>,
    verdict: &'static str,
    rows: usize,
    failures: Vec<FailureOut<'t>>,
}

#[derive(Debug, Serialize)]
struct FailureOut<'t> {
    #[serde(flatten)]
    place: Place,
    row: Place,
    /// Local time of the institution.
    at: String,
    subject: &'static str,
    word: Option<&'static str>,
    message: Both,
    compared: Vec<Compared<'t>>,
    facts: Vec<Fact<'t>>,
}

#[derive(Debug, Serialize)]
struct Compared<'t> {
    expected: Option<&'t str>,
    found: Option<&'t str>,
    agrees: bool,
}

#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Fact<'t> {
    Objection {
        reason: &'static str,
        what: &'t str,
        say: Option<&'t str>,
        clauses: Vec<&'t str>,
        missing: Vec<&'t str>,
        could: Vec<&'t str>,
    },
    Incident {
        case: &'t str,
        what: String,
        place: Option<Place>,
    },
    Outweighed {
        penalty: &'t str,
        person: &'t str,
    },
    Taken {
        place: Place,
    },
    Guard {
        place: Place,
        text: &'t str,
        holds: bool,
    },
}

#[derive(Debug, Serialize)]
struct Ratio<'t> {
    covered: usize,
    total: usize,
    open: Vec<ItemOut<'t>>,
}

#[derive(Debug, Serialize)]
struct ItemOut<'t> {
    label: &'t str,
    /// Of a condition: the outcome that was not seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    holds: Option<bool>,
    #[serde(flatten)]
    place: Place,
}

#[derive(Debug, Serialize)]
struct ClauseOut<'t> {
    id: &'t str,
    source: Option<&'t str>,
    summary: Option<&'t str>,
    manual: Option<&'t str>,
    status: &'static str,
    elements: Vec<ElementOut>,
    rows: Vec<RowOut<'t>>,
}

#[derive(Debug, Serialize)]
struct ElementOut {
    element: String,
    #[serde(flatten)]
    place: Place,
}

#[derive(Debug, Serialize)]
struct RowOut<'t> {
    scenario: &'t str,
    variant: Option<&'t str>,
    #[serde(flatten)]
    place: Place,
}

/// The whole report.
pub(crate) fn report(results: &Results, passed: bool) -> String {
    let Sum { passed: fine, failed, invalid, skipped } = results.sum();
    let summary = Counts { passed: fine, failed, invalid, skipped };
    let seconds = results.took.map(|took| took.as_secs_f64());
    let policies = results.policies.iter().map(policy).collect();
    let zhidu = env!("CARGO_PKG_VERSION");
    pretty(&TestReport { schema_version: SCHEMA_VERSION, kind: "test", zhidu, passed, summary, seconds, policies })
}

fn policy(tested: &Tested) -> PolicyOut<'_> {
    let program = tested.program();
    let institution = program.map(|program| &program.institution);
    let mut out = PolicyOut {
        path: &tested.place.root,
        id: institution.map(|institution| &*institution.id),
        name: institution.map(|institution| &*institution.name),
        hash: program.map(|program| &*program.hash),
        time_zone: institution.map(|institution| institution.zone.name()),
        error: tested.read.as_ref().err().map(String::as_str),
        problems: Vec::new(),
        samples: program.map_or_else(Vec::new, samples),
        scenarios: Vec::new(),
        coverage: BTreeMap::new(),
        clauses: Vec::new(),
    };
    if let Ok(read) = &tested.read {
        let sources = &read.sources;
        out.problems = tested.problems().iter().map(|problem| ProblemOut::of(sources, problem)).collect();
        out.scenarios = tested.entries.iter().map(|entry| scenario(entry, sources, program)).collect();
        out.coverage = Kind::ALL.into_iter().map(|kind| (kind.id(), ratio(tested, kind, sources))).collect();
        out.clauses = matrix::of(tested).into_iter().map(|line| clause(line, sources)).collect();
    }
    out
}

fn samples(program: &Program) -> Vec<&str> {
    program.params.iter().filter(|param| param.sampled).map(|param| &*param.id).collect()
}

fn scenario<'t>(entry: &'t Entry, sources: &'t SourceMap, program: Option<&'t Program>) -> ScenarioOut<'t> {
    let said = entry.file.ready.as_ref().map(|(scenario, _)| scenario);
    let report = entry.report.as_ref();
    let failures = |failures: &'t [Failure]| failures.iter().map(|f| failure(f, sources, program)).collect();
    let run = |run: &'t Run| RunOut {
        variant: run.variant.as_ref().map(|variant| &*variant.value),
        verdict: Verdict::of(run.failures.is_empty()).id(),
        rows: run.rows,
        failures: failures(&run.failures),
    };
    ScenarioOut {
        id: said.map(|scenario| &*scenario.id.value),
        name: said.and_then(|scenario| scenario.name.as_deref()),
        file: &entry.file.path,
        verdict: entry.verdict().id(),
        rows: report.map_or(0, zhidu::scenario::Report::rows),
        seconds: entry.took.map(|took| took.as_secs_f64()),
        runs: report.map_or_else(Vec::new, |report| report.runs.iter().map(run).collect()),
        failures: report.map_or_else(Vec::new, |report| failures(&report.general)),
    }
}

fn failure<'t>(failure: &'t Failure, sources: &'t SourceMap, program: Option<&'t Program>) -> FailureOut<'t> {
    let (subject, word) = match &failure.subject {
        Subject::Word(word) => ("word", Some(word.id())),
        Subject::Unexpected(word) => ("unexpected", Some(word.id())),
        Subject::NoCase => ("no_case", None),
        Subject::Given => ("given", None),
        Subject::Covers => ("covers", None),
        Subject::Decide => ("decide", None),
    };
    let compared = |pair: &'t Pair| Compared {
        expected: pair.expected.as_deref(),
        found: pair.found.as_deref(),
        agrees: pair.agrees,
    };
    FailureOut {
        place: Place::of(sources, failure.span),
        row: Place::of(sources, failure.row),
        at: program.map_or_else(String::new, |program| program.institution.zone.show(failure.at)),
        subject,
        word,
        message: Both::of(|lang| Words(lang).failure(failure)),
        compared: failure.pairs.iter().map(compared).collect(),
        facts: failure.related.iter().map(|related| fact(related, sources)).collect(),
    }
}

fn fact<'t>(related: &'t Related, sources: &'t SourceMap) -> Fact<'t> {
    fn ids(ids: &[zhidu::value::Text]) -> Vec<&str> {
        ids.iter().map(|id| &**id).collect()
    }
    match related {
        Related::Objection(objection) => Fact::Objection {
            reason: objection.reason.id(),
            what: &objection.what,
            say: objection.say.as_deref(),
            clauses: ids(&objection.clauses),
            missing: ids(&objection.missing),
            could: ids(&objection.could),
        },
        Related::Incident { case, incident } => Fact::Incident {
            case,
            what: incident.kind.to_string(),
            place: incident.span.map(|span| Place::of(sources, span)),
        },
        Related::Outweighed { penalty, person } => Fact::Outweighed { penalty, person },
        Related::Taken { span } => Fact::Taken { place: Place::of(sources, *span) },
        Related::Guard { span, holds } => {
            Fact::Guard { place: Place::of(sources, *span), text: sources.text(*span), holds: *holds }
        }
    }
}

fn ratio<'t>(tested: &'t Tested, kind: Kind, sources: &SourceMap) -> Ratio<'t> {
    let total: &Total = &tested.total;
    let (covered, all) = tested.coverage.of(total, kind);
    let open = total.of_kind(kind).filter(|item| !tested.coverage.items.contains_key(&item.key));
    Ratio { covered, total: all, open: open.map(|item| self::item(item, sources)).collect() }
}

fn item<'t>(item: &'t Item, sources: &SourceMap) -> ItemOut<'t> {
    let holds = if let Key::Guard(_, holds) = item.key { Some(holds) } else { None };
    ItemOut { label: &item.label, holds, place: Place::of(sources, item.span) }
}

fn clause<'t>(line: matrix::Line<'t>, sources: &SourceMap) -> ClauseOut<'t> {
    let status = line.status().id();
    let element = |cited: zhidu::scenario::cited::Citation| ElementOut {
        place: Place::of(sources, cited.span),
        element: cited.element,
    };
    let row = |row: &matrix::Shown<'t>| RowOut {
        scenario: row.scenario,
        variant: row.variant,
        place: Place::of(sources, row.span),
    };
    ClauseOut {
        id: &line.clause.id,
        source: line.clause.source.as_deref(),
        summary: line.clause.summary.as_deref(),
        manual: line.clause.manual.as_deref(),
        status,
        rows: line.rows.iter().map(row).collect(),
        elements: line.elements.into_iter().map(element).collect(),
    }
}
