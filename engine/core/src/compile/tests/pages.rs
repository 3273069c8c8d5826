//! The examples of the pages: the bad one gives its code, the good one does not.

use super::*;
use crate::problem::{Flaw, examples, page};
use crate::source::SourceId;
use crate::syntax::{Document, NodeKind, parse};

/// Pages whose examples cannot be tried here.
const ELSEWHERE: [&[&str]; 5] = [
    // They are about files: unreadable, too large, several, or one that others are looked for beside.
    &["ZD0016", "ZD0018", "ZD0053", "ZD0901", "ZD0904", "ZD0906", "ZD0908", "ZD0913"],
    // They show elements of later versions, or are found by later stages.
    &["ZD0023", "ZD0026", "ZD0027", "ZD0035", "ZD0037", "ZD0041", "ZD0302", "ZD0303", "ZD0602", "ZD0911"],
    // What stands around the examples here is not used by them.
    &["ZD0117", "ZD0118", "ZD0921"],
    // rhai itself must read them, or the sentence is another one now.
    &["ZD0040", "ZD0205", "ZD0206", "ZD0210", "ZD0223", "ZD0228"],
    // They are scenarios.
    &["ZD0801", "ZD0802", "ZD0803", "ZD0804", "ZD0805", "ZD0806", "ZD0807", "ZD0808", "ZD0809"],
];

/// What every policy has, as the pages take for granted, unless the example says it itself.
fn around(example: &str) -> [(String, String); 2] {
    let (document, _) = parse(SourceId(0), example);
    let says = |key: &str, id: &str| declared(&document, key).iter().any(|known| known == id);
    let mut shared = String::from(INSTITUTION);
    if document.root.get("institution").is_some() {
        shared.clear();
    }
    for role in ["clerk", "manager"].into_iter().filter(|role| !says("role", role)) {
        shared += &format!("[[role]]\nid = '{role}'\none = true\n");
    }
    // Parts of a state stand in the state `open`.
    let part = example.find("[[state.").is_some_and(|part| example.find("[[state]]").is_none_or(|state| part < state));
    let opened = if part { "[[state]]\nid = 'open'\n" } else { "" };
    let mut own = format!("{opened}{example}\n");
    let (document, _) = parse(SourceId(0), &own);
    let says = |key: &str, id: &str| declared(&document, key).iter().any(|known| known == id);
    if document.root.get("process").is_none() {
        own += "[process]\nid = 'demo'\n";
    }
    let data = [("amount", "money"), ("days", "integer"), ("reason", "text")];
    for (id, ty) in data.into_iter().filter(|(id, _)| !says("data", id) && !says("value", id)) {
        own += &format!("[[data]]\nid = '{id}'\ntype = '{ty}'\n");
    }
    if !says("data", "kind") {
        own += "[[data]]\nid = 'kind'\ntype = 'choice'\noptions = ['a', 'b', 'minor', 'major']\n";
    }
    if !says("data", "order") {
        own += "[[data]]\nid = 'order'\ntype = 'ref'\n";
    }
    if document.root.get("state").is_some() || document.root.get("process").is_none() {
        for state in ["open", "done"].into_iter().filter(|state| !says("state", state)) {
            own += &format!("[[state]]\nid = '{state}'\n");
        }
    }
    if !says("penalty", "late") {
        own += "[[penalty]]\nid = 'late'\namount = '100 CNY'\n";
    }
    [("p/a.toml".to_owned(), shared), ("p/b.toml".to_owned(), own)]
}

fn declared(document: &Document, key: &str) -> Vec<String> {
    let Some(node) = document.root.get(key) else { return Vec::new() };
    let tables: Vec<_> = match &node.kind {
        NodeKind::Tables(tables) => tables.iter().collect(),
        NodeKind::List(items) => items.iter().filter_map(|item| item.as_table()).collect(),
        _ => Vec::new(),
    };
    tables.iter().filter_map(|table| Some(table.get("id")?.as_text()?.value.clone())).collect()
}

fn codes(example: &str) -> Vec<String> {
    let files = around(example);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    compiled(&files).problems.iter().map(|problem| problem.code().to_owned()).collect()
}

#[test]
fn examples_do_what_their_page_says() {
    let mut failures = Vec::new();
    for code in Flaw::register().iter().map(|code| code.code).filter(|code| !ELSEWHERE.concat().contains(code)) {
        let Some((bad, good)) = page(code, Lang::En).and_then(examples) else { continue };
        let (bad, good) = (codes(bad), codes(good));
        if !bad.iter().any(|found| found == code) || good.iter().any(|found| found == code) {
            failures.push(format!("{code}: the bad one gives {bad:?}, the good one {good:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
