//! Taking elements apart.

use crate::problem::{Lang, Problems, Severity, Word};
use crate::source::SourceId;
use crate::syntax::{Fields, parse};

/// Takes a text apart and tells `code help` of what was found.
fn taken(text: &str, take: impl FnOnce(&mut Fields<'_, '_>)) -> Vec<String> {
    let (document, read) = parse(SourceId(0), text);
    let mut problems = Problems::new();
    problems.extend(read);
    let mut fields = Fields::new(&document.root, Word::State, &mut problems);
    take(&mut fields);
    fields.finish();
    let told = problems.into_sorted();
    assert!(told.iter().all(|problem| problem.severity() == Severity::Error));
    told.iter().map(|p| format!("{} {}", p.code(), p.flaw.help(Lang::En).unwrap_or_default())).collect()
}

#[test]
fn unknown_keys_are_compared_with_the_keys_that_are_free() {
    let told = taken("id = 'a'\nidd = 'b'\nwihtin = '1 day'\n", |state| {
        state.required_text("id");
        state.text("within");
    });
    assert_eq!(told, ["ZD0020 known here: `within`", "ZD0020 did you mean `within`?"]);
}

#[test]
fn missing_and_misshapen() {
    let told = taken("final = 'yes'\nin = 3\nrung = 1\nto = ['a', 2, 'b']\n", |state| {
        assert_eq!(state.required_text("id"), None);
        assert_eq!(state.boolean("final"), None);
        assert_eq!(state.text("in"), None);
        assert!(state.tables("rung").is_empty());
        let to: Vec<String> = state.texts("to").into_iter().map(|to| to.value).collect();
        assert_eq!(to, ["a", "b"]);
    });
    let expected = ["ZD0021", "ZD0022", "ZD0022", "ZD0022", "ZD0022"];
    assert_eq!(told.iter().map(|told| &told[..6]).collect::<Vec<_>>(), expected);
}

#[test]
fn what_is_broken_is_not_reported_again() {
    let told = taken("名称 = 1\nid = 张三\nname =\n", |state| {
        assert_eq!(state.required_text("id"), None);
        assert_eq!(state.text("name"), None);
    });
    assert_eq!(told.len(), 3);
}

#[test]
fn one_table_or_many() {
    let told = taken("a = [{ x = 1 }]\n[[b]]\n[c]\n[[d]]\nx = 1\n[e]\n", |state| {
        assert_eq!((state.tables("a").len(), state.tables("b").len(), state.tables("c").len()), (1, 1, 1));
        assert!(state.table("d").is_some() && state.table("e").is_some());
    });
    assert_eq!(told, ["ZD0029 write `[[c]]`", "ZD0029 write `[d]`"]);
}

#[test]
fn words_numbers_and_alternatives() {
    let told = taken("hit = 'uniqe'\ncopies = -1\nwithin = 'a'\nuntil = 'b'\nwarn = 1\n", |state| {
        assert!(state.word("hit", &[("unique", 1), ("any", 2)]).is_none());
        assert!(state.number::<u32>("copies", "0 …").is_none());
        assert_eq!(state.exactly_one(&["within", "until", "before"]), Some("within"));
        assert_eq!(state.exactly_one(&["by", "chain"]), None);
        state.integer("warn");
        state.needs("warn", "left");
    });
    assert_eq!(
        told,
        [
            "ZD0025 add one of them",
            "ZD0026 did you mean `unique`?",
            "ZD0041 write a value within the bounds",
            "ZD0024 keep the one that is meant",
            "ZD0027 add `left` or remove `warn`",
        ]
    );
}
