//! What is kept between lines and between runs: enough to go on the same, and no more.

use super::{Folder, GATE};
use serde_json::Value as Json;
use std::fs;
use zhidu_cli::Exit;

/// A day at the gate, made up: visits that are served in time or late, refused events, time that passes, events that
/// come twice. Some visits are never served.
pub(super) fn events(count: usize) -> Vec<String> {
    let (mut lines, mut at, mut visits) = (Vec::with_capacity(count), 1_772_413_200_u64, 0_u64);
    for n in 0..count as u64 {
        let clerk = if n % 3 == 0 { "ann" } else { "bob" };
        at += [20, 45, 7, 0, 61][(n % 5) as usize];
        let case = format!("case-{}", visits.max(1));
        lines.push(match n % 10 {
            0 | 2 | 6 => {
                visits += 1;
                let customer = if n % 1_000 == 6 { 1 } else { visits };
                format!(r#"{{"id":"e{n}","at":{at},"by":"ann","event":"come","data":{{"customer":"{customer}"}}}}"#)
            }
            1 | 3 | 7 => format!(r#"{{"id":"e{n}","at":{at},"by":"ann","event":"serve","case":"{case}"}}"#),
            4 => format!(r#"{{"at":{at},"by":"{clerk}","event":"come","data":{{"price":"1 CNY"}}}}"#),
            5 => format!(r#"{{"at":{at}}}"#),
            8 => format!(r#"{{"id":"e{}","at":{at},"by":"{clerk}","event":"serve","case":"{case}"}}"#, n - 1),
            _ => format!(r#"{{"at":{at},"by":"{clerk}","event":"serve","case":"case-1"}}"#),
        });
    }
    lines
}

fn text(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

#[test]
fn many_runs_give_the_bytes_of_one() {
    let (folder, lines) = (Folder::new("resumed", &GATE), events(100));
    let state = folder.path("state.json");
    let whole = folder.step(&["--state", &state], &text(&lines));
    let end = fs::read_to_string(&state).unwrap();
    assert_eq!(whole.exit, Exit::Fine, "{}", whole.err);
    for length in [3, 17, 99] {
        fs::remove_file(&state).unwrap();
        let parts: String =
            lines.chunks(length).map(|part| folder.step(&["--state", &state], &text(part)).out).collect();
        assert!(parts == whole.out, "in parts of {length}");
        assert!(fs::read_to_string(&state).unwrap() == end, "in parts of {length}");
    }
    // Nothing but the state is left beside it.
    let left = fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(left.filter(|name| name.contains("state")).collect::<Vec<_>>(), ["state.json"]);
}

/// How much there is of everything that is kept.
fn sizes(state: &str) -> Vec<(String, usize)> {
    let state: Json = serde_json::from_str(&fs::read_to_string(state).unwrap()).unwrap();
    let mut sizes = Vec::new();
    for (part, object) in [("", &state), ("world.", &state["world"])] {
        for (key, value) in object.as_object().unwrap() {
            sizes.extend(value.as_array().map(|items| (format!("{part}{key}"), items.len())));
        }
    }
    sizes
}

#[test]
fn twenty_thousand_events_leave_no_more_than_two_thousand() {
    let (folder, lines) = (Folder::new("many", &GATE), events(20_000));
    let run = |count: usize, state: &str| {
        let state = folder.path(state);
        let ran = folder.step(&["--state", &state], &text(&lines[..count]));
        assert_eq!(ran.exit, Exit::Fine, "{}", ran.err);
        (ran.out, sizes(&state))
    };
    let (_, few) = run(2_000, "few.json");
    let (out, many) = run(20_000, "many.json");
    assert_eq!(out.lines().count(), 20_000);
    // The generator leaves no visit open for long and fines nobody.
    for ((name, few), (_, many)) in few.iter().zip(&many) {
        assert!(*many <= few + 5, "{name}: {few} after 2,000 events, {many} after 20,000");
    }
    assert_eq!(many.iter().find(|(name, _)| name == "answers"), Some(&("answers".to_owned(), 1_000)));
    assert!(many.iter().any(|(name, count)| name == "world.cases" && *count > 0), "{many:?}");
    let (again, _) = run(20_000, "again.json");
    assert!(out == again, "two runs differ");
    assert!(fs::read(folder.path("many.json")).unwrap() == fs::read(folder.path("again.json")).unwrap());
}

#[test]
fn an_event_that_comes_again_is_answered_and_not_done_again() {
    let folder = Folder::new("again", &GATE);
    let come = r#"{"id":"x","at":"2026-03-02 09:00","by":"ann","event":"come","data":{"customer":"c"}}"#;
    let later = r#"{"at":"2026-03-02 10:00"}"#;
    let state = folder.path("state.json");
    let first = folder.step(&["--state", &state], &format!("{come}\n{later}\n")).out;
    let second = folder.step(&["--state", &state], &format!("{come}\n{later}\n")).out;
    let [first, second] = [&first, &second]
        .map(|out| -> Vec<Json> { out.lines().map(|line| serde_json::from_str(line).unwrap()).collect() });
    let mut again = first[0].clone();
    again["again"] = true.into();
    assert_eq!(second[0], again);
    assert_eq!(first[1]["happened"][0]["cause"]["missed"], "serve");
    assert_eq!(second[1]["happened"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_name_is_used_once_and_a_forgotten_case_takes_nothing() {
    let folder = Folder::new("names", &GATE);
    let line = |event: &str, rest: &str| format!(r#"{{"at":1772413200,"by":"ann","event":"{event}",{rest}}}"#);
    let come = line("come", r#""new":{"case":"A","process":"visit"},"data":{"customer":"c"}"#);
    let serve = line("serve", r#""case":"A""#);
    let input = [&*come, &serve, &serve, &come, r#"{"at":1772413300}"#];
    let ran = folder.step(&["--state", &folder.path("state.json")], &input.join("\n"));
    let answers: Vec<Json> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers[1]["happened"][0]["ended"], "served");
    assert_eq!(answers[1]["happened"][1]["cause"]["opened_by"], "A");
    assert_eq!(answers[2]["denied"]["reason"], "not_accepted");
    assert_eq!(answers[3]["error"]["path"], "$.new.case");
    assert_eq!(answers[4]["happened"].as_array().map(Vec::len), Some(0), "the receipt waits two minutes");
    assert_eq!(sizes(&folder.path("state.json")).iter().find(|(name, _)| name == "names").unwrap().1, 1);
}
