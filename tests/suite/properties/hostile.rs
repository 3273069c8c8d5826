//! Limits: files, nesting and scripts that nobody writes by accident end as problems or incidents, never as a hang.

use super::play::person;
use crate::shipped::{File, Policy, compile, compile_files, policies, scenario};
use zhidu_core::compile::Compiled;
use zhidu_core::model::files::{FileError, Files};
use zhidu_core::outcome::{Outside, Verdict};
use zhidu_core::problem::{Lang, Severity};
use zhidu_core::scenario::run;
use zhidu_core::syntax::MAX_BYTES;
use zhidu_core::world::{Address, Directory, Driver, Submission};
use zhidu_time::Instant;

/// Files as bytes, which need not be text.
struct Raw(Vec<(&'static str, Vec<u8>)>);

impl Files for Raw {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        self.0.iter().find(|(known, _)| *known == path).map(|(_, bytes)| bytes.clone()).ok_or(FileError::NotFound)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        Ok(self.0.iter().map(|(path, _)| (*path).to_owned()).filter(|path| path.starts_with(folder)).collect())
    }
}

fn raw(bytes: impl Into<Vec<u8>>) -> Compiled {
    let files = Raw(vec![("p/policy.toml", bytes.into())]);
    compile(&files, "p").0
}

/// The codes of all errors, each once.
fn codes(compiled: &Compiled) -> Vec<&'static str> {
    let errors = compiled.problems.iter().filter(|problem| problem.severity() == Severity::Error);
    let mut codes: Vec<_> = errors.map(|problem| problem.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn sentences(compiled: &Compiled) -> String {
    let errors = compiled.problems.iter().filter(|problem| problem.severity() == Severity::Error);
    errors.map(|problem| format!("{} {}\n", problem.code(), problem.flaw.sentence(Lang::En))).collect()
}

const SMALL: &str = "[institution]\nid = \"i\"\nname = \"I\"\ntime_zone = \"UTC\"\ncurrency = \"CNY\"\n";

#[test]
fn a_file_may_be_as_large_as_documented_and_no_larger() {
    let padded = |bytes: usize| {
        let mut text = SMALL.to_owned();
        while text.len() < bytes {
            let line = (bytes - text.len()).min(100);
            text += &format!("{}\n", "#".repeat(line - 1));
        }
        assert_eq!(text.len(), bytes);
        raw(text)
    };
    assert_eq!(sentences(&padded(MAX_BYTES)), "");
    assert!(padded(MAX_BYTES).program.is_some());
    let larger = padded(MAX_BYTES + 1);
    assert!(larger.program.is_none() && sentences(&larger).contains(&MAX_BYTES.to_string()), "{}", sentences(&larger));
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    for policy in policies() {
        let mut files = policy.files.clone();
        for file in &mut files {
            file.text = format!("\u{feff}{}", file.text.replace('\n', "\r\n"));
        }
        let windows = Policy::new(policy.root.as_str(), files);
        let (program, scripts) = windows.ready();
        for &at in &windows.scenarios {
            let (scenario, problems) = scenario(&program, &windows.files[at]);
            let Some(scenario) = scenario else { panic!("{problems:#?}") };
            assert!(run(&program, &scripts, &scenario).passed(), "{}", windows.files[at].path);
        }
    }
}

#[test]
fn what_is_no_policy_is_said() {
    let (empty, _) = compile(&Raw(Vec::new()), "p");
    assert!(empty.program.is_none() && !codes(&empty).is_empty());
    for nothing in ["", "\u{feff}", "\n", "# only a comment"] {
        let compiled = raw(nothing);
        assert!(compiled.program.is_none() && codes(&compiled).len() == 1, "{nothing:?}: {}", sentences(&compiled));
    }
    for bytes in [&b"\xff\xfe[\x00"[..], b"id = \"\xe9\"", b"\xed\xa0\x80", b"[institution]\nname = \"\xf0\x9f"] {
        let compiled = raw(bytes);
        assert!(compiled.program.is_none() && sentences(&compiled).contains("UTF-8"), "{}", sentences(&compiled));
    }
}

#[test]
fn deep_nesting_is_said() {
    let deep = |open: &str, close: &str| format!("{}1{}", open.repeat(10_000), close.repeat(10_000));
    let texts = [
        format!("x = {}\n", deep("[", "]")),
        format!("x = {}\n", "[".repeat(10_000)),
        format!("x = {}\n", deep("{ a = ", " }")),
        format!("x = {}\n", "]".repeat(10_000)),
        format!("{}\n", deep("[", "]")),
        format!("{}x = 1\n", "a.".repeat(10_000)),
        format!("[{}x]\n", "a.".repeat(10_000)),
        format!("x = {}\n", "\"".repeat(10_001)),
    ];
    for text in texts {
        let compiled = raw(format!("{SMALL}{text}"));
        assert!(compiled.program.is_none() && !codes(&compiled).is_empty(), "{}", &text[..40]);
    }
    let expressions = [
        deep("(", ")"),
        format!("{}true", "!".repeat(10_000)),
        "1 + ".repeat(5_000) + "1 > 0",
        deep("[", "]"),
        deep("f(", ")"),
    ];
    for expression in expressions {
        let (compiled, _) = compile_files("p", &[policy_with("true"), asserting(&expression)]);
        assert!(compiled.program.is_none() && !codes(&compiled).is_empty(), "{}", &expression[..40]);
    }
}

fn asserting(expression: &str) -> File {
    File { path: "p/assert.toml".to_owned(), text: format!("[[assert]]\nthat = '''\n{expression}'''\n") }
}

/// A process whose event `go` needs this.
fn policy_with(guard: &str) -> File {
    let text = format!(
        "{SMALL}
[[role]]
id = \"clerk\"

[process]
id = \"run\"

[[data]]
id = \"n\"
type = \"integer\"
default = 1

[[start]]
event = \"begin\"
by = \"clerk\"

[[state]]
id = \"here\"

[[state.on]]
event = \"go\"
by = \"clerk\"
require = ['''
{guard}''']
"
    );
    File { path: "p/policy.toml".to_owned(), text }
}

/// What comes of a policy with this condition: what the compiler says, else what the run says.
fn what_comes_of(files: &[File]) -> String {
    let (compiled, scripts) = compile_files("p", files);
    let Some(program) = compiled.program else {
        assert!(!codes(&compiled).is_empty());
        return format!("compile: {}", sentences(&compiled));
    };
    let people = Directory { people: vec![person("cleo", &[("clerk", None)], &[])] };
    let mut driver = Driver::new(&program, &scripts, people);
    let mut act = |event: &str, to| {
        let outside = Outside { event: event.into(), actor: "cleo".into(), data: Vec::new() };
        driver.submit(Submission { stamp: Instant::from_seconds(1_800_000_000).unwrap(), outside, to }).verdict
    };
    assert_eq!(act("begin", Address::New { process: None, id: "a".into() }), Verdict::Accepted);
    match act("go", Address::Case("a".into())) {
        Verdict::Incident(incident) => format!("run: {}", incident.kind),
        other => format!("run: {other:?}"),
    }
}

/// Conditions that never end, or need more than there is. `case.n` keeps them from being computed beforehand.
const HOSTILE: [&str; 12] = [
    "loop { }",
    "let n = case.n; loop { n += 1; } n > 0",
    "let n = case.n; while n > 0 { } true",
    "let n = case.n; while true { n += 1; } n > 0",
    "let s = \"x\"; loop { s += s; } s.len() > case.n",
    "let a = [case.n]; loop { a += a; } a.len() > 0",
    "let a = []; loop { a.push(case.n); } true",
    "import \"os\" as os; os::run() == case.n",
    "eval(\"loop { }\") == case.n",
    "let n = case.n; for i in range(0, 1000000000000) { n += 1; } n > 0",
    "let m = #{}; let n = case.n; loop { m[`${n}`] = n; n += 1; } true",
    "let f = |x| x; loop { f = |x| f; } case.n > 0",
];

#[test]
fn hostile_conditions_end() {
    for guard in HOSTILE {
        let came = what_comes_of(&[policy_with(guard)]);
        assert!(came.starts_with("compile:") || came.contains("limit"), "`{guard}` → {came}");
    }
}

/// Functions that call themselves or never come back.
const LIBRARIES: [(&str, &str); 5] = [
    ("fn f(n) { f(n + 1) }", "f(case.n) > 0"),
    ("fn f(n) { g(n) }\nfn g(n) { f(n) }", "f(case.n) > 0"),
    ("fn f(n) { loop { n += 1; } n }", "f(case.n) > 0"),
    ("fn f(n) { let s = \"ab\"; while n > 0 { s += s; } s.len() }", "f(case.n) > 0"),
    ("fn f(n) { if n < 2 { n } else { f(n - 1) + f(n - 2) } }", "f(case.n + 90) > 0"),
];

#[test]
fn hostile_functions_end() {
    for (library, guard) in LIBRARIES {
        let library = File { path: "p/scripts/lib.rhai".to_owned(), text: library.to_owned() };
        let came = what_comes_of(&[policy_with(guard), library]);
        assert!(came.starts_with("compile:") || came.contains("limit"), "`{guard}` → {came}");
    }
}

/// Where the compiler itself computes.
#[test]
fn hostile_assertions_end() {
    for guard in HOSTILE {
        let guard = guard.replace("case.n", "1");
        let (compiled, _) = compile_files("p", &[policy_with("true"), asserting(&guard)]);
        assert!(compiled.program.is_none() && !codes(&compiled).is_empty(), "`{guard}`");
    }
}
