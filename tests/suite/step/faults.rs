//! Lines that cannot be taken, and commands that cannot be run.

use super::{Folder, GATE, zhidu};
use serde_json::Value as Json;
use zhidu_cli::Exit;

/// Where the fault of a line is, and the sentence.
fn fault(line: &str) -> (String, String) {
    let folder = Folder::new("faults", &GATE);
    let before =
        r#"{"at": "2026-03-02 08:00", "by": "ann", "event": "come", "new": {"case": "A"}, "data": {"customer": "x"}}"#;
    let ran = folder.step(&[], &format!("{before}\n{line}\n{{\"at\": \"2026-03-02 10:00\"}}\n"));
    assert_eq!(ran.exit, Exit::Command, "{line}");
    let answers: Vec<Json> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 3);
    // The next line is taken as usual.
    assert_eq!(answers[2]["verdict"], "passed");
    let error = &answers[1]["error"];
    assert_eq!(error["line"], 2, "{line}: {}", answers[1]);
    (error["path"].as_str().unwrap().to_owned(), error["text"].as_str().unwrap().to_owned())
}

#[test]
fn each_fault_has_its_place() {
    let event = |rest: &str| format!(r#"{{"at": "2026-03-02 09:00", "by": "ann", "event": "come", {rest}}}"#);
    let answer = |rest: &str| format!(r#"{{"at": "2026-03-02 09:00", {rest}}}"#);
    let cases: [(String, &str, &str); 23] = [
        ("{".into(), "$", "no JSON from column"),
        ("[]".into(), "$", "expected an object"),
        (r#"{"by": "ann"}"#.into(), "$", "`at` is missing"),
        (r#"{"at": "2026-13-02 09:00"}"#.into(), "$.at", "expected \"2026-03-02T09:14:00+08:00\""),
        (r#"{"at": 1e99}"#.into(), "$.at", "expected \"2026-03-02T09:14:00+08:00\""),
        (r#"{"at": "2026-03-02 07:59"}"#.into(), "$.at", "the clock stands at 2026-03-02 08:00:00"),
        (r#"{"at": "2026-03-02 09:00", "by": "ann"}"#.into(), "$", "`event` is missing"),
        (r#"{"at": "2026-03-02 09:00", "event": "come"}"#.into(), "$", "`by` is missing"),
        (r#"{"at": "2026-03-02 09:00", "data": {}}"#.into(), "$", "`event` is missing"),
        (event(r#""who": 1"#), "$.who", "there is no such key; use id, at, by, event, case, new, effect, result, data"),
        (answer(r#""result": "failed""#), "$", "`effect` is missing"),
        (answer(r#""effect": "A#1.1.0""#), "$", "`result` is missing"),
        (answer(r#""effect": "A", "result": "failed""#), "$.effect", "expected an id from `effects`"),
        (answer(r#""effect": "A#1.1.0", "result": "done""#), "$.result", "expected \"confirmed\" or \"failed\""),
        (answer(r#""effect": "A#1.1.0", "result": "failed", "by": "ann""#), "$.by", "there is no such key"),
        (event(r#""case": 7"#), "$.case", "expected a text"),
        (event(r#""case": "A", "new": {}"#), "$.new", "`case` and `new` exclude each other"),
        (event(r#""new": {"process": "visits"}"#), "$.new.process", "there is no process `visits`"),
        (event(r#""new": {"case": "case-9"}"#), "$.new.case", "names that begin with `case-`"),
        (event(r#""new": {"case": "A"}"#), "$.new.case", "there was a case `A` already"),
        (event(r#""data": []"#), "$.data", "expected an object"),
        (event(r#""data": {"price": 1.5}"#), "$.data.price", "write numbers with decimals as text"),
        (event(r#""data": {"price": [1, null]}"#), "$.data.price[1]", "a list holds no null"),
    ];
    for (line, path, text) in cases {
        let (found, said) = fault(&line);
        assert!(found == path && said.starts_with(text), "{line}: {found} {said}");
    }
}

#[test]
fn a_line_that_is_too_long_is_passed_over() {
    let (path, text) = fault(&format!("\"{}\"", "x".repeat(3 * 1024 * 1024)));
    assert_eq!((path.as_str(), text.as_str()), ("$", "the line is longer than 1 MiB"));
}

#[test]
fn data_of_another_type_is_a_refusal() {
    let folder = Folder::new("types", &GATE);
    let line = |data: &str| {
        format!(r#"{{"at": 1772413200, "by": "ann", "event": "serve", "case": "case-1", "data": {data}}}"#)
    };
    let come = r#"{"at": 1772413200, "by": "ann", "event": "come", "data": {"customer": "x", "price": null}}"#;
    let input = [come, &line(r#"{"price": 5}"#), &line(r#"{"price": "5 EUR"}"#), &line(r#"{"price": "5.50 CNY"}"#)];
    let ran = folder.step(&[], &input.join("\n"));
    let verdicts: Vec<Json> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let verdicts: Vec<_> = verdicts.iter().map(|v| (v["verdict"].as_str(), v["denied"]["reason"].as_str())).collect();
    let (accepted, malformed) = ((Some("accepted"), None), (Some("denied"), Some("malformed")));
    assert_eq!(verdicts, [accepted, malformed, malformed, accepted]);
}

#[test]
fn a_wrong_command_is_told() {
    let folder = Folder::new("commands", &GATE);
    folder.step(&["--state", &folder.path("state.json")], "");
    let told = |args: &[&str]| {
        let ran = zhidu(&[&["--lang", "en", "step"], args].concat(), "");
        (ran.exit, ran.err.replace(&format!("{}/", folder.0.to_str().unwrap()), ""))
    };
    let (gate, cast, state) = (folder.path("gate"), folder.path("cast.toml"), folder.path("state.json"));
    assert_eq!(told(&[&gate]).0, Exit::Command);
    let (exit, text) = told(&["policies", "examples", "--directory", &cast]);
    assert_eq!((exit, text.contains("examples")), (Exit::Command, true), "{text}");
    assert_eq!(told(&[&gate, "--directory", "none.toml"]).0, Exit::Machine);
    let (exit, text) = told(&["examples/hotline", "--directory", &cast]);
    assert!(exit == Exit::Command && text.contains("`clerk`"), "{text}");
    let other = [("cast.toml", "[[cast]]\nid = \"li\"\nroles = [\"agent\"]\n")];
    let hotline = Folder::new("hotline", &other);
    let (exit, text) = told(&["examples/hotline", "--directory", &hotline.path("cast.toml"), "--state", &state]);
    let expected = "`state.json` is the state of another text of a policy (`gate`): go on with that text, or use another state file\n";
    assert_eq!((exit, text.as_str()), (Exit::Command, expected));
    let whole = std::fs::read_to_string(&state).unwrap();
    for (from, to, said) in [
        ("\"schema_version\":1", "\"schema_version\":2", "`schema_version` is not 1"),
        ("\"cases\":[]", "\"cases\":[{}]", "`$.world.cases[0]`: the key `case`"),
        (
            "\"opened\":0,\"policy\"",
            "\"opened\":null,\"policy\"",
            "`now`, `opened`, `names` or `answers` cannot be read",
        ),
        ("{", "", "trailing characters"),
    ] {
        let harmed = whole.replacen(from, to, 1);
        assert_ne!(harmed, whole);
        std::fs::write(&state, harmed).unwrap();
        let (exit, text) = told(&[&gate, "--directory", &cast, "--state", &state]);
        assert_eq!(exit, Exit::Command);
        assert!(text.starts_with("`state.json` is no state file that can be read: ") && text.contains(said), "{text}");
    }
}
