//! `test --report junit=FILE`: a suite per policy, a case per scenario and variant.
//!
//! The form is nobody's standard. This is what all known schemas have in common: no attribute beyond those Jenkins'
//! schema knows, no time unless it is asked for (the same input gives the same bytes), the place of a failure as the
//! first words of its message.

use super::xml::Xml;
use crate::render::report::Drawing;
use crate::results::{Entry, Results, Tested, Verdict, place};
use crate::session::Session;
use crate::text::Words;
use crate::verb::test::floors::Floors;
use zhidu::problem::Problem;
use zhidu::scenario::report::Failure;
use zhidu::source::SourceMap;

/// One case of a suite.
struct Case {
    name: String,
    seconds: Option<f64>,
    outcome: Outcome,
}

enum Outcome {
    Passed,
    Skipped,
    /// It went otherwise than expected.
    Failure {
        message: String,
        text: String,
    },
    /// It could not run.
    Error {
        message: String,
        text: String,
    },
}

/// The whole report; the texts are those people read, without colours.
pub(crate) fn report(results: &Results, floors: &Floors, session: &Session<'_, '_>) -> String {
    let suites: Vec<(&Tested, Vec<Case>)> =
        results.policies.iter().map(|tested| (tested, cases(tested, floors, session))).collect();
    let all = || suites.iter().flat_map(|(_, cases)| cases);
    let mut xml = Xml::default();
    let counts = Counts::of(all());
    let mut attributes = vec![("name", "zhidu".to_owned())];
    attributes.extend(counts.attributes(false));
    attributes.extend(results.took.map(|took| ("time", seconds(took.as_secs_f64()))));
    xml.open("testsuites", &attributes);
    for (tested, cases) in &suites {
        let mut attributes = vec![("name", tested.place.root.clone())];
        attributes.extend(Counts::of(cases.iter()).attributes(true));
        xml.open("testsuite", &attributes);
        cases.iter().for_each(|case| write(&mut xml, &classname(&tested.place.root), case));
        xml.close();
    }
    xml.close();
    xml.done()
}

#[derive(Default)]
struct Counts {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Counts {
    fn of<'c>(cases: impl Iterator<Item = &'c Case>) -> Self {
        cases.fold(Self::default(), |mut counts, case| {
            counts.tests += 1;
            match case.outcome {
                Outcome::Passed => {}
                Outcome::Skipped => counts.skipped += 1,
                Outcome::Failure { .. } => counts.failures += 1,
                Outcome::Error { .. } => counts.errors += 1,
            }
            counts
        })
    }

    /// Only suites say how many were skipped: for the whole not every schema has a word.
    fn attributes(&self, suite: bool) -> Vec<(&'static str, String)> {
        let mut list = vec![("tests", self.tests), ("failures", self.failures), ("errors", self.errors)];
        if suite {
            list.push(("skipped", self.skipped));
        }
        list.into_iter().map(|(name, count)| (name, count.to_string())).collect()
    }
}

fn seconds(seconds: f64) -> String {
    format!("{seconds:.3}")
}

/// A path as readers sort cases by it: `policies.gold-exchange`.
fn classname(root: &str) -> String {
    let parts = root.split('/').filter(|part| !part.is_empty() && !part.chars().all(|c| c == '.'));
    parts.collect::<Vec<_>>().join(".")
}

fn write(xml: &mut Xml, class: &str, case: &Case) {
    let mut attributes = vec![("name", case.name.clone()), ("classname", class.to_owned())];
    attributes.extend(case.seconds.map(|time| ("time", seconds(time))));
    let (tag, message, text) = match &case.outcome {
        Outcome::Passed => return xml.empty("testcase", &attributes),
        Outcome::Skipped => {
            xml.open("testcase", &attributes);
            xml.empty("skipped", &[]);
            return xml.close();
        }
        Outcome::Failure { message, text } => ("failure", message, text),
        Outcome::Error { message, text } => ("error", message, text),
    };
    xml.open("testcase", &attributes);
    xml.text(tag, &[("message", message.clone())], text);
    xml.close();
}

fn cases(tested: &Tested, floors: &Floors, session: &Session<'_, '_>) -> Vec<Case> {
    let words = session.words();
    let case = |outcome| Case { name: words.policy_itself().to_owned(), seconds: None, outcome };
    let read = match &tested.read {
        Ok(read) => read,
        Err(error) => {
            let message = words.unreadable(&tested.place.root, error);
            return vec![case(Outcome::Error { text: message.clone(), message })];
        }
    };
    let Some(program) = tested.program() else {
        return vec![case(problems(&tested.problems(), &read.sources, session))];
    };
    let drawing = Drawing::plain(session, &read.sources, program);
    let mut cases: Vec<Case> =
        tested.entries.iter().flat_map(|entry| of_entry(entry, tested, &drawing, session)).collect();
    if !floors.is_empty() {
        let lacks = floors.lacks(&tested.coverage, &tested.total);
        let told: Vec<String> = lacks.iter().map(|lack| words.lack(lack)).collect();
        let outcome = match told.is_empty() {
            true => Outcome::Passed,
            false => Outcome::Failure {
                message: told.join("; "),
                text: lacks.iter().map(|lack| drawing.lack(lack)).collect(),
            },
        };
        cases.push(Case { name: words.coverage_itself().to_owned(), seconds: None, outcome });
    }
    cases
}

/// The main line with what failed outside of rows, then the variants.
fn of_entry(entry: &Entry, tested: &Tested, drawing: &Drawing<'_>, session: &Session<'_, '_>) -> Vec<Case> {
    let name = match &entry.file.ready {
        Some((scenario, _)) => scenario.id.value.to_string(),
        None => entry.file.path.strip_prefix(&format!("{}/", tested.place.root)).unwrap_or(&entry.file.path).to_owned(),
    };
    let took = entry.took.map(|took| took.as_secs_f64());
    let Some(report) = &entry.report else {
        let outcome = match entry.verdict() {
            Verdict::Invalid => {
                let all = tested.problems();
                let own: Vec<Problem> =
                    all.into_iter().filter(|problem| problem.span.source == entry.file.source).collect();
                problems(&own, drawing.sources, session)
            }
            _ => Outcome::Skipped,
        };
        return vec![Case { name, seconds: None, outcome }];
    };
    let main = report.runs.first().map_or(&[][..], |run| &run.failures);
    let first = failed(main.iter().chain(&report.general), drawing);
    let mut cases = vec![Case { name: name.clone(), seconds: took, outcome: first }];
    for run in report.runs.iter().skip(1) {
        let variant = run.variant.as_ref().map_or("", |variant| &*variant.value);
        let outcome = failed(run.failures.iter(), drawing);
        cases.push(Case { name: format!("{name} / {variant}"), seconds: None, outcome });
    }
    cases
}

fn failed<'f>(failures: impl Iterator<Item = &'f Failure>, drawing: &Drawing<'_>) -> Outcome {
    let failures: Vec<&Failure> = failures.collect();
    let Some(first) = failures.first() else { return Outcome::Passed };
    let message = format!("{}: {}", drawing.place(first.span), drawing.words.failure(first));
    Outcome::Failure { message, text: failures.iter().map(|failure| drawing.failure(failure)).collect() }
}

fn problems(problems: &[Problem], sources: &SourceMap, session: &Session<'_, '_>) -> Outcome {
    let told = |problem: &Problem| {
        let (file, line, _) = place(sources, problem.span);
        format!("{file}:{line}: {} {}", problem.code(), problem.flaw.sentence(session.lang))
    };
    let lines: Vec<String> = problems.iter().map(told).collect();
    let message = lines.first().cloned().unwrap_or_else(|| Words(session.lang).word_invalid().to_owned());
    Outcome::Error { message, text: lines.join("\n") }
}
