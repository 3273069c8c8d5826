//! A policy in one text: cut into files, compiled, and written out again with its problems in place.

use std::collections::BTreeMap;
use zhidu::money::Currency;
use zhidu::problem::{Lang, Problem, Severity};
use zhidu::source::SourceMap;
use zhidu::time::Zone;
use zhidu::{Library, RhaiScripts};

/// What a policy has that says no `[institution]` itself: the identity, and by `use` some people, a penalty and a
/// register. What is taken in need not be used, so it adds no problems.
pub(crate) const PRELUDE: [(&str, &str); 2] = [
    (
        "policies/case/institution.toml",
        "[institution]\nid = \"case\"\ntime_zone = \"Asia/Shanghai\"\ncurrency = \"CNY\"\nuse = [\"shared/prelude\"]\n",
    ),
    (
        "policies/shared/prelude.toml",
        r#"
[[role]]
id = "clerk"
name = "办事员"
[[role]]
id = "manager"
name = "主管"
one = true
[[role]]
id = "customer"
name = "客户"
outside = true
[[penalty]]
id = "fine"
amount = "100 CNY"
[[register]]
id = "book"
fields = [{ id = "entry", type = "text", optional = true }]
"#,
    ),
];

/// The folder of a case's policy.
pub(crate) const ROOT: &str = "policies/case";

/// The file of a case that names none.
const FIRST: &str = "policy.toml";

/// Begins a file.
const FILE: &str = "#: ";

/// Begins an expected problem.
const PROBLEM: &str = "#! ";

/// One file of a case: its path below the policy's folder, and its text without expectations.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Cuts a case into files, without what is expected of them.
pub(crate) fn files(case: &str) -> Vec<File> {
    let mut files = vec![File { path: FIRST.to_owned(), text: String::new() }];
    for line in case.split_inclusive('\n') {
        if let Some(path) = line.strip_prefix(FILE) {
            files.push(File { path: path.trim().to_owned(), text: String::new() });
        } else if !line.starts_with(PROBLEM) {
            files.last_mut().unwrap().text += line;
        }
    }
    files
}

/// What is wrong with a case.
pub(crate) fn problems(files: &[File]) -> (SourceMap, Vec<Problem>) {
    let paths: Vec<String> = files.iter().map(|file| format!("{ROOT}/{}", file.path)).collect();
    let mut all: Vec<(&str, &str)> = paths.iter().map(String::as_str).zip(files.iter().map(|f| &*f.text)).collect();
    // A file before the first `#:` that holds nothing is none.
    all.retain(|(path, text)| !path.ends_with(FIRST) || !text.trim().is_empty());
    let whole = files.iter().any(|file| file.text.contains("[institution]"));
    all.extend(PRELUDE.iter().filter(|(path, _)| !(whole && path.starts_with(ROOT))));
    compiled(&all)
}

fn compiled(files: &[(&str, &str)]) -> (SourceMap, Vec<Problem>) {
    let compiled = zhidu::compile(files, ROOT, &scripts(), zhidu::Settings::default());
    (compiled.sources, compiled.problems)
}

/// What reads expressions: no policy here has functions of its own.
pub(crate) fn scripts() -> RhaiScripts {
    RhaiScripts::new(&Library::default(), Zone::get("Asia/Shanghai").unwrap(), Currency::CNY)
}

/// The case with what is found in place of what was expected.
pub(crate) fn annotate(case: &str) -> String {
    let files = files(case);
    let (sources, problems) = problems(&files);
    let mut below: BTreeMap<(String, usize), Vec<String>> = BTreeMap::new();
    for problem in &problems {
        let path = sources.get(problem.span.source).map_or(ROOT, |source| &source.path);
        let path = path.strip_prefix(ROOT).unwrap_or(path).trim_start_matches('/').to_owned();
        let (line, _) = sources.line_column(problem.span);
        below.entry((path, line)).or_default().push(said(problem, &sources));
    }
    let mut text = String::new();
    for (at, file) in files.iter().enumerate() {
        if at > 0 {
            text += &format!("{FILE}{}\n", file.path);
        }
        for (line, words) in file.text.split_inclusive('\n').enumerate() {
            text += words;
            for problem in below.remove(&(file.path.clone(), line + 1)).unwrap_or_default() {
                if !text.ends_with('\n') {
                    text.push('\n');
                }
                text += &problem;
            }
        }
    }
    // What stands in no file of the case, or past its end.
    for ((path, line), problems) in below {
        text += &problems
            .iter()
            .map(|problem| problem.replace(PROBLEM, &format!("{PROBLEM}{path}:{line}: ")))
            .collect::<String>();
    }
    text
}

/// ``#! ZD0110 `"lost"` nothing leads to the state `lost`; write a transition to it, or remove it``
fn said(problem: &Problem, sources: &SourceMap) -> String {
    let severity = match problem.severity() {
        Severity::Error => "",
        Severity::Warning => "warning ",
        Severity::Hint => "hint ",
    };
    let flaw = &problem.flaw;
    let help = flaw.help(Lang::En).map(|help| format!("; {help}")).unwrap_or_default();
    let text = sources.text(problem.span).replace('\n', "⏎");
    format!("{PROBLEM}{severity}{} `{text}` {}{help}\n", problem.code(), flaw.sentence(Lang::En))
}

/// Lines that are there on one side only.
pub(crate) fn difference(written: &str, found: &str) -> String {
    let marked = |from: &str, other: &str, mark: &str| -> String {
        let others: Vec<&str> = other.lines().filter(|line| line.starts_with(PROBLEM)).collect();
        let lines = from.lines().enumerate().filter(|(_, line)| line.starts_with(PROBLEM) && !others.contains(line));
        lines.map(|(at, line)| format!("{mark} line {}: {line}\n", at + 1)).collect()
    };
    let mut lines = marked(written, found, "expected, not found:");
    lines.push_str(&marked(found, written, "found, not expected:"));
    if lines.is_empty() { format!("other order or place; found:\n{found}") } else { lines }
}
