//! How cases behave: every file of `tests/behaviour` is a small policy with a scenario that must hold.
//!
//! It begins with the sentence it is about. `#: path` begins a file of the policy, which [`INSTITUTION`] completes;
//! `#: scenario` begins the scenario: its own keys, if any, then the rows, for which [`CAST`] is there.

use super::harness;
use zhidu::problem::{Lang, Problems};
use zhidu_core::scenario;
use zhidu_core::source::SourceMap;
use zhidu_core::syntax::load;

const INSTITUTION: &str = r#"
clause = [{ id = "1" }, { id = "2" }, { id = "3" }, { id = "4" }, { id = "5" }]
role = [{ id = "agent" }, { id = "boss", one = true }, { id = "customer", outside = true }]
[institution]
id = "case"
time_zone = "Asia/Shanghai"
currency = "CNY"
"#;

const CAST: &str = r#"
[scenario]
id = "S"
start = "Mon 2026-03-02 09:00"
[[cast]]
id = "li"
roles = ["agent"]
superior = "wang"
[[cast]]
id = "zhao"
roles = ["agent"]
superior = "wang"
[[cast]]
id = "wang"
roles = ["boss"]
[[cast]]
id = "kim"
roles = ["customer"]
"#;

/// The report of a scenario, and every failure in it as lines.
pub(crate) fn played(text: &str) -> Result<(scenario::Report, Vec<String>), String> {
    let mut files = harness::files(text);
    files.remove(0);
    let at = files.iter().position(|file| file.path == "scenario").unwrap();
    // Keys before the first row are the scenario's own.
    let written = files.remove(at).text;
    let (head, rows) = written.split_at(written.find("[[").unwrap_or(written.len()));
    let rows = CAST.replacen("[[cast]]", &format!("{head}[[cast]]"), 1) + rows;
    let paths: Vec<String> = files.iter().map(|file| format!("{}/{}", harness::ROOT, file.path)).collect();
    let mut all: Vec<(&str, &str)> = paths.iter().map(String::as_str).zip(files.iter().map(|f| &*f.text)).collect();
    let institution = format!("{}/institution.toml", harness::ROOT);
    all.push((&institution, INSTITUTION));
    let compiled = zhidu::compile(&all[..], harness::ROOT, &harness::scripts(), zhidu::Settings::default());
    let told: Vec<String> = compiled.problems.iter().map(|p| p.flaw.sentence(Lang::En)).collect();
    let Some(program) = compiled.program else { return Err(told.join("\n")) };
    let mut sources = SourceMap::default();
    let (_, document, found) = load(&mut sources, "scenario", rows.as_bytes());
    let mut problems = Problems::new();
    problems.extend(found);
    let scenario = scenario::read(&document, &program, &mut problems);
    let told: Vec<String> = problems.into_sorted().iter().map(|p| p.flaw.sentence(Lang::En)).collect();
    let Some(scenario) = scenario.filter(|_| told.is_empty()) else { return Err(told.join("\n")) };
    let report = scenario::run(&program, &harness::scripts(), &scenario);
    let failures = report.runs.iter().flat_map(|run| &run.failures).chain(&report.general);
    let line = |failure: &scenario::Failure| {
        let (line, _) = sources.line_column(failure.span);
        let text = rows.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        format!("  {text}\n    {:?} {:?}", failure.subject, failure.pairs)
    };
    let lines: Vec<String> = failures.map(line).collect();
    Ok((report, lines))
}
