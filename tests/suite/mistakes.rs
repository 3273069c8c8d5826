//! Twelve mistakes in a copy of a real policy.

#[path = "../cases/harness.rs"]
#[allow(dead_code, reason = "the case files use the rest")]
pub(crate) mod harness;

use zhidu::problem::{Lang, Problem};
use zhidu::source::SourceMap;

#[test]
fn without_a_mistake_there_is_no_problem() {
    let (sources, problems) = folder("policies/gold-exchange", &|_, text| text);
    let said: Vec<String> = problems.iter().map(|problem| told(problem, &sources)).collect();
    assert!(said.is_empty(), "{}", said.join("\n"));
}

/// The problems of a policy's folder with its files changed.
fn folder(root: &str, change: &dyn Fn(&str, String) -> String) -> (SourceMap, Vec<Problem>) {
    let mut files: Vec<(String, String)> = Vec::new();
    let mut open = vec![std::path::PathBuf::from(root)];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let name = path.display().to_string();
            let text = std::fs::read_to_string(&path).unwrap();
            files.push((name.clone(), change(&name, text)));
        }
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let compiled = zhidu::compile(files.as_slice(), root, &harness::Reader, zhidu::Settings::default());
    (compiled.sources, compiled.problems)
}

fn told(problem: &Problem, sources: &SourceMap) -> String {
    let (line, column) = sources.line_column(problem.span);
    let path = sources.get(problem.span.source).map_or("", |source| &source.path);
    format!(
        "{path}:{line}:{column} {} `{}` {}",
        problem.code(),
        sources.text(problem.span),
        problem.flaw.sentence(Lang::En)
    )
}
