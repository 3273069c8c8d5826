//! Mutilated texts: nothing crashes, every place is inside, values agree with the TOML parser.

use proptest::prelude::*;

use super::{read, told};
use crate::syntax::{Node, NodeKind, Table, Text};

fn texts<'t>(table: &'t Table, found: &mut Vec<&'t Text>) {
    for (_, node) in table.entries() {
        collect(node, found);
    }
}

fn collect<'t>(node: &'t Node, found: &mut Vec<&'t Text>) {
    match &node.kind {
        NodeKind::Text(text) => found.push(text),
        NodeKind::List(items) => items.iter().for_each(|item| collect(item, found)),
        NodeKind::Table(table) => texts(table, found),
        NodeKind::Tables(tables) => tables.iter().for_each(|table| texts(table, found)),
        _ => {}
    }
}

const SAMPLE: &str = "use = [\"a\", 'b']\n[process]\nid = \"客户\" # c\n[[state]]\nid = 'x'\nwait = { day = 5, at = [1, 2.5] }\n\
                      [[state.on]]\nwhen = 'case.a == \"b\" && 金额 > 5'\nsay = \"\"\"\n多行\\\n  \\u91d1\"\"\"\nd = 2026-03-02\n";

const SHARDS: [&str; 40] = [
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "[",
    "]",
    "{",
    "}",
    "[[",
    "]]",
    "=",
    ",",
    ".",
    "#",
    "\n",
    "\r",
    "\r\n",
    "\t",
    " ",
    "\\",
    "“",
    "”",
    "＝",
    "，",
    "：",
    "【",
    "】",
    "\u{3000}",
    "\u{feff}",
    "金额",
    "a",
    "1",
    "-",
    "true",
    "a = 1\n",
    "[a]\n",
    "[[a.b]]\n",
    "\0",
    "\\u91",
    "９",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_crashes_and_every_place_is_inside(parts in prop::collection::vec(0..SHARDS.len(), 0..60), cut in 0..300usize) {
        let shards: String = parts.iter().map(|part| SHARDS[*part]).collect();
        let at = SAMPLE.char_indices().map(|(at, _)| at).nth(cut % SAMPLE.chars().count()).unwrap_or(0);
        let mixed = format!("{}{shards}{}", &SAMPLE[..at], &SAMPLE[at..]);
        for text in [shards, mixed] {
            let (document, problems) = read(&text);
            for problem in &problems {
                prop_assert!(text.get(problem.span.range()).is_some(), "{:?} in {text:?}", problem);
                if let Some(fix) = &problem.fix {
                    prop_assert!(text.get(fix.span.range()).is_some());
                }
            }
            let mut found = Vec::new();
            texts(&document.root, &mut found);
            for one in found {
                prop_assert!(text.get(one.span.range()).is_some());
                prop_assert_eq!(one.decoded_len(), one.value.len(), "{:?} in {:?}", one, &text);
                for (at, c) in one.value.char_indices() {
                    let span = one.span_of(at..at + c.len_utf8());
                    prop_assert!(text.get(span.range()).is_some(), "{:?} of {:?} in {:?}", span, one, &text);
                }
            }
        }
    }

    #[test]
    fn what_toml_accepts_we_accept_with_the_same_values(parts in prop::collection::vec(0..SHARDS.len(), 0..12)) {
        let text: String = parts.iter().map(|part| SHARDS[*part]).collect();
        if toml::de::DeTable::parse(&text).is_ok() {
            prop_assert_eq!(told(&text), Vec::<String>::new(), "{:?}", &text);
        } else {
            prop_assert!(!read(&text).1.is_empty(), "{:?}", &text);
        }
    }

    #[test]
    fn decoding_agrees_with_toml(chars in prop::collection::vec(any::<char>(), 0..20), form in 0..4usize) {
        let mut raw = String::new();
        for c in &chars {
            match form {
                0 if c.is_control() || "\"\\".contains(*c) => raw.push_str(&format!("\\u{:04x}", u32::from(*c).min(0xd7ff))),
                1 if c.is_control() || *c == '\'' => raw.push('_'),
                2 if "\"\\\r".contains(*c) || c.is_control() => raw.push_str(&format!("\\U{:08x}", u32::from(*c))),
                3 if *c == '\'' || c.is_control() => raw.push('\n'),
                _ => raw.push(*c),
            }
        }
        let quote = ["\"", "'", "\"\"\"", "'''"][form];
        let text = format!("a = {quote}{raw}{quote}");
        let (document, problems) = read(&text);
        prop_assert!(problems.is_empty(), "{:?} {:?}", text, problems);
        let found = document.root.get("a").and_then(Node::as_text);
        prop_assert_eq!(found.map(Text::decoded_len), found.map(|found| found.value.len()));
    }
}
