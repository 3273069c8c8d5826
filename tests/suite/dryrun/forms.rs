//! The form of reports: each against its schema, each as it was last looked at, in both languages.

use super::{around, mixed};
use crate::cli::{Desk, zhidu};
use crate::desk::FILES;
use std::fs;
use uppsala::xsd::XsdValidator;

/// What is wrong with a JUnit report.
fn flaws(xml: &str) -> Vec<String> {
    let schema = uppsala::parse(include_str!("junit.xsd")).unwrap();
    let validator = XsdValidator::from_schema(&schema).unwrap();
    match uppsala::parse(xml) {
        Ok(document) => validator.validate(&document).iter().map(ToString::to_string).collect(),
        Err(error) => vec![error.to_string()],
    }
}

/// What is wrong with a JSON report.
fn faults(json: &str) -> Vec<String> {
    let schema = serde_json::from_str(&zhidu(&["schema", "report"]).out).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    validator.iter_errors(&serde_json::from_str(json).unwrap()).map(|error| error.to_string()).collect()
}

/// A report of a command, as it goes to the standard output.
fn report(desk: &Desk, verb: &str, lang: &str, flags: &[&str]) -> String {
    let path = desk.0.join("desk");
    let args = [&["--lang", lang, verb, path.to_str().unwrap()], flags].concat();
    let folder = desk.0.to_str().unwrap();
    let dotted: String = folder.split('/').filter(|part| !part.is_empty()).flat_map(|part| [part, "."]).collect();
    around(&args, super::Around::default()).out.replace(&format!("{folder}/"), "").replace(&dotted, "")
}

/// Compares with what was last looked at; `ZHIDU_GOLDENS=1` writes it anew.
fn golden(name: &str, text: &str) {
    let path = format!("tests/suite/dryrun/goldens/{name}");
    // What no report is about: the version, and the hash, in which the paths of the machine are.
    let still = |line: &str| {
        let key = line.trim_start();
        key.starts_with("\"hash\": \"") || key.starts_with("\"zhidu\": ")
    };
    let text: String = text.lines().filter(|line| !still(line)).flat_map(|line| [line, "\n"]).collect();
    if std::env::var_os("ZHIDU_GOLDENS").is_some() {
        fs::create_dir_all("tests/suite/dryrun/goldens").unwrap();
        fs::write(&path, &text).unwrap();
    }
    assert!(fs::read_to_string(&path).is_ok_and(|seen| seen == text), "{path} differs from\n{text}");
}

#[test]
fn every_report_is_as_it_was_last_looked_at() {
    let desk = mixed("goldens");
    for lang in ["zh", "en"] {
        golden(&format!("human.{lang}.txt"), &report(&desk, "test", lang, &["--coverage"]));
        golden(&format!("matrix.{lang}.txt"), &report(&desk, "test", lang, &["-q", "--matrix", "-k", "name=A"]));
        let floors = ["--min-coverage", "state=100", "--report", "junit=-"];
        golden(&format!("junit.{lang}.xml"), &report(&desk, "test", lang, &floors));
    }
    golden("test.json", &report(&desk, "test", "en", &["--report", "json=-"]));
    golden("check.json", &report(&desk, "check", "en", &["--report", "json=-"]));
    golden("matrix.csv", &report(&desk, "test", "en", &["--report", "csv=-"]));
}

#[test]
fn what_machines_read_is_the_same_in_both_languages() {
    let desk = mixed("languages");
    for (verb, flags) in
        [("test", ["--report", "json=-"]), ("check", ["--report", "json=-"]), ("test", ["--report", "csv=-"])]
    {
        assert_eq!(report(&desk, verb, "zh", &flags), report(&desk, verb, "en", &flags), "{verb} {flags:?}");
    }
}

/// Folders in which everything that reports have a word for happens, with the flags that bring it out.
fn occasions(test: &str) -> Vec<(Desk, Vec<&'static str>)> {
    let broken = Desk::new(&format!("{test}-broken"), &[("a.toml", &super::sound())]);
    broken.write("desk/matter.toml", "[process]\nid = 'matter'\ninitial = 'nowhere'\n");
    let condition = "by = ['owner', \"clerk\"]\nwhen = 'case.subject == \"<x>\" && case.subject != \"]]>\"'";
    let guarded = Desk::new(&format!("{test}-guarded"), &[("a.toml", &super::wrong())]);
    guarded.write("desk/matter.toml", &FILES[1].1.replacen("by = \"owner\"", condition, 1));
    vec![
        (mixed(&format!("{test}-all")), vec!["--timings", "--coverage", "--min-coverage", "100"]),
        (mixed(&format!("{test}-fast")), vec!["--fail-fast"]),
        (mixed(&format!("{test}-none")), vec!["-k", "name=nobody"]),
        (broken, vec!["--min-coverage", "clause=100"]),
        (guarded, vec![]),
    ]
}

#[test]
fn junit_reports_are_valid() {
    for (desk, flags) in occasions("junit") {
        let xml = report(&desk, "test", "zh", &[&flags[..], &["--report", "junit=-"]].concat());
        assert_eq!(flaws(&xml), [""; 0], "{flags:?}\n{xml}");
    }
    let shipped = zhidu(&["test", "policies", "examples/hotline", "--report", "junit=-"]).out;
    assert_eq!(flaws(&shipped), [""; 0]);
    // The schema can tell.
    assert!(shipped.contains(" errors=\"0\""));
    for (from, to) in [(" errors=\"0\"", ""), ("<testcase name", "<testcase line=\"1\" name"), ("testsuite ", "suite ")]
    {
        assert_ne!(flaws(&shipped.replace(from, to)), [""; 0], "{to}");
    }
}

#[test]
fn json_reports_are_valid() {
    for (desk, flags) in occasions("json") {
        let json = report(&desk, "test", "zh", &[&flags[..], &["--report", "json=-"]].concat());
        assert_eq!(faults(&json), [""; 0], "{flags:?}\n{json}");
        let json = report(&desk, "check", "zh", &["--report", "json=-"]);
        assert_eq!(faults(&json), [""; 0], "{json}");
    }
    let shipped = zhidu(&["test", "policies", "examples/hotline", "--report", "json=-"]).out;
    assert_eq!(faults(&shipped), [""; 0]);
    // The schema can tell.
    for (from, to) in [("\"schema_version\": 1", "\"schema_version\": 2"), ("\"verdict\"", "\"result\"")] {
        assert!(shipped.contains(from));
        assert_ne!(faults(&shipped.replace(from, to)), [""; 0], "{to}");
    }
}

#[test]
fn failures_say_where_they_are() {
    let desk = mixed("where");
    let xml = report(&desk, "test", "en", &["--report", "junit=-"]);
    let line = super::wrong().lines().position(|line| line.contains("以后再看")).unwrap() + 1;
    assert!(
        xml.contains(&format!("message=\"desk/scenarios/b.toml:{line}: state: expected &quot;answered&quot;")),
        "{xml}"
    );
    let json: serde_json::Value = serde_json::from_str(&report(&desk, "test", "en", &["--report", "json=-"])).unwrap();
    let failure = &json["policies"][0]["scenarios"][1]["runs"][0]["failures"][0];
    assert_eq!((failure["line"].as_u64(), failure["column"].as_u64()), (Some(line as u64), Some(12)), "{failure}");
}

#[test]
fn times_are_told_where_they_are_asked_for() {
    let desk = mixed("timings");
    for (format, time) in [("junit=-", " time=\""), ("json=-", "\"seconds\"")] {
        assert!(!report(&desk, "test", "en", &["--report", format]).contains(time), "{format}");
        assert!(report(&desk, "test", "en", &["--timings", "--report", format]).contains(time), "{format}");
    }
    assert!(report(&desk, "test", "en", &["--timings"]).ends_with(" s\n"));
}
