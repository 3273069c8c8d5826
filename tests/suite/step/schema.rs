//! Every line that comes out is as the printed schema says; the schema is read by the few words it uses.

use super::{Folder, GATE, lasting, zhidu};
use serde_json::{Value as Json, json};

/// What of the JSON is not as a schema says: places and words.
fn faults(root: &Json, schema: &Json, json: &Json, path: &str) -> Vec<String> {
    let schema = schema.as_object().unwrap();
    let mut found = Vec::new();
    for (word, says) in schema {
        match word.as_str() {
            "$ref" => {
                let target = says.as_str().unwrap().strip_prefix('#').unwrap();
                found.extend(faults(root, root.pointer(target).unwrap(), json, path));
            }
            "oneOf" => {
                let fits = says.as_array().unwrap().iter().filter(|one| faults(root, one, json, path).is_empty());
                if fits.count() != 1 {
                    found.push(format!("{path}: not exactly one of oneOf: {json}"));
                }
            }
            "type" => {
                let types = says.as_array().cloned().unwrap_or_else(|| vec![says.clone()]);
                if !types.iter().any(|ty| ty == kind(json)) {
                    found.push(format!("{path}: {json} is no {says}"));
                }
            }
            "const" if json != says => found.push(format!("{path}: {json} is not {says}")),
            "enum" if !says.as_array().unwrap().contains(json) => {
                found.push(format!("{path}: {json} is none of {says}"))
            }
            "required" => {
                let missing = says.as_array().unwrap().iter().filter(|key| json.get(key.as_str().unwrap()).is_none());
                found.extend(missing.map(|key| format!("{path}: {key} is missing")));
            }
            "items" => {
                for (n, item) in json.as_array().into_iter().flatten().enumerate() {
                    found.extend(faults(root, says, item, &format!("{path}[{n}]")));
                }
            }
            "properties" | "additionalProperties" => {}
            "const" | "enum" | "description" | "title" | "$schema" | "$defs" => {}
            _ => panic!("`{word}` is not read here"),
        }
    }
    for (key, value) in json.as_object().into_iter().flatten() {
        let path = format!("{path}.{key}");
        match (schema.get("properties").and_then(|p| p.get(key)), schema.get("additionalProperties")) {
            (Some(of), _) => found.extend(faults(root, of, value, &path)),
            (None, Some(Json::Bool(false))) => found.push(format!("{path}: no such key")),
            (None, Some(of)) => found.extend(faults(root, of, value, &path)),
            (None, None) => {}
        }
    }
    found
}

fn kind(json: &Json) -> &'static str {
    match json {
        Json::Null => "null",
        Json::Bool(_) => "boolean",
        Json::Number(_) => "integer",
        Json::String(_) => "string",
        Json::Array(_) => "array",
        Json::Object(_) => "object",
    }
}

fn schema() -> Json {
    serde_json::from_str(&zhidu(&["step", "--schema"], "").out).unwrap()
}

/// Every line of output is as the schema says.
pub(super) fn assert_fits(output: &str) {
    let schema = schema();
    for line in output.lines() {
        let line: Json = serde_json::from_str(line).unwrap();
        assert_eq!(faults(&schema, &schema, &line, "$"), [""; 0], "{line}");
    }
}

#[test]
fn all_answers_fit_and_all_events_do() {
    let (schema, folder) = (schema(), Folder::new("schema", &GATE));
    let event = json!({ "$ref": "#/$defs/event" });
    let mut seen = 0;
    let mut fits = |input: &str, output: &str| {
        assert_fits(output);
        seen += output.lines().count();
        for line in input.lines() {
            assert_eq!(faults(&schema, &event, &serde_json::from_str(line).unwrap(), "$"), [""; 0], "{line}");
        }
    };
    let input: String = lasting::events(300).iter().map(|line| format!("{line}\n")).collect();
    fits(&input, &folder.step(&[], &input).out);
    fits("", &folder.step(&[], "{}\n").out);
    let golden = |file: &str| std::fs::read_to_string(format!("tests/suite/step/golden/{file}")).unwrap();
    fits(&golden("events.jsonl"), &golden("zh.jsonl"));
    fits("", &golden("en.jsonl"));
    assert!(seen > 300);
}

#[test]
fn what_does_not_fit_is_found() {
    let schema = schema();
    let folder = Folder::new("schema-wrong", &GATE);
    let out =
        folder.step(&[], "{\"at\":1772413200,\"by\":\"ann\",\"event\":\"come\",\"data\":{\"customer\":\"x\"}}\n").out;
    let answer: Json = serde_json::from_str(&out).unwrap();
    let changes: [(&str, Json); 5] = [
        ("/verdict", json!("perhaps")),
        ("/at/seconds", json!("1")),
        ("/happened/0/deadlines/0/status", json!(null)),
        ("/happened/0/cause", json!({})),
        ("/happened/0/owner", json!([])),
    ];
    for (place, value) in changes {
        let mut wrong = answer.clone();
        *wrong.pointer_mut(place).unwrap() = value;
        assert_ne!(faults(&schema, &schema, &wrong, "$"), [""; 0], "{place}");
    }
    let mut surplus = answer;
    surplus["happened"][0]["surplus"] = json!(1);
    assert_ne!(faults(&schema, &schema, &surplus, "$"), [""; 0]);
}
