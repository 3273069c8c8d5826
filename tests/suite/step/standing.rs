//! Tasks and pauses, as lines tell them.

use super::{Folder, GATE};
use serde_json::{Value as Json, json};

#[test]
fn a_decision_is_offered_paused_and_answered() {
    let folder = Folder::new("standing", &GATE);
    let line = |at: &str, by: &str, event: &str, rest: &str| {
        format!(r#"{{"at":"2026-03-02 {at}","by":"{by}","event":"{event}"{rest}}}"#)
    };
    let case = r#","case":"case-1""#;
    let input = [
        line("09:00", "ann", "ask", r#","data":{"days":3}"#),
        line("09:30", "hal", "hold", case),
        line("12:00", "ann", "go_on", case),
        line("12:10", "bob", "grant.approve", case),
        line("12:20", "hal", "grant.approve", case),
    ];
    let ran = folder.step(&[], &input.join("\n"));
    let answers: Vec<Json> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let after = |n: usize| &answers[n]["happened"][0];
    let task = &after(0)["tasks"][0];
    let offered = (&task["id"], &task["options"], &task["candidates"], &task["outcome"]);
    assert_eq!(offered, (&json!("grant"), &json!(["approve", "refuse"]), &json!(["hal"]), &json!(null)));
    assert_eq!(after(0)["deadlines"][0]["due"]["text"], "2026-03-02 11:00:00");
    let deadline = &after(1)["deadlines"][0];
    let paused = (&deadline["status"], &deadline["due"], &deadline["left"]);
    assert_eq!(paused, (&json!("paused"), &json!(null), &json!("90 minutes")));
    assert_eq!(after(1)["tasks"][0]["outcome"], json!({ "withdrawn": true }));
    let deadline = &after(2)["deadlines"][0];
    assert_eq!((&deadline["due"]["text"], &deadline["left"]), (&json!("2026-03-02 13:30:00"), &json!(null)));
    assert_eq!(
        (&answers[3]["denied"]["reason"], &answers[3]["denied"]["could"]),
        (&json!("not_for_you"), &json!(["hal"]))
    );
    let task = &after(4)["tasks"][0];
    assert_eq!((&task["outcome"], &task["votes"][0]["person"]), (&json!({ "option": "approve" }), &json!("hal")));
    assert_eq!(after(4)["ended"], "granted");
    super::schema::assert_fits(&ran.out);
}
