//! DOT is read back by its grammar: whatever a policy is called, Graphviz gets what it can read.

use super::super::super::tests::graph;
use super::super::dot;
use super::{REVIEW, style};
use crate::problem::Lang;
use std::collections::BTreeSet;

/// What a drawing holds.
#[derive(Debug, Default)]
struct Drawn {
    nodes: BTreeSet<String>,
    clusters: BTreeSet<String>,
    /// Tail, head, attributes.
    arrows: Vec<(String, String, Attributes)>,
}

/// Keys and values.
type Attributes = Vec<(String, String)>;

/// Reads the part of the DOT grammar that drawings use: `digraph ID { statements }`.
struct Reader<'t>(Vec<&'t str>, usize);

impl<'t> Reader<'t> {
    fn read(text: &'t str) -> Drawn {
        let mut reader = Self(tokens(text), 0);
        let mut drawn = Drawn::default();
        reader.expect("digraph");
        reader.id();
        reader.expect("{");
        reader.statements(&mut drawn);
        assert_eq!(reader.1, reader.0.len(), "something stands after the graph");
        drawn
    }

    fn peek(&self) -> &'t str {
        self.0.get(self.1).copied().unwrap_or("")
    }

    fn next(&mut self) -> &'t str {
        self.1 += 1;
        self.0.get(self.1 - 1).copied().unwrap_or("")
    }

    fn expect(&mut self, token: &str) {
        assert_eq!(self.next(), token);
    }

    fn id(&mut self) -> String {
        let token = self.next();
        let bare = !token.is_empty() && token.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        assert!(bare || token.starts_with('"'), "`{token}` is no id");
        token.to_owned()
    }

    fn statements(&mut self, drawn: &mut Drawn) {
        while self.peek() != "}" {
            match self.peek() {
                "subgraph" => {
                    self.next();
                    let name = self.id();
                    assert!(name.starts_with("cluster") && drawn.clusters.insert(name));
                    self.expect("{");
                    self.statements(drawn);
                    continue;
                }
                "graph" | "node" | "edge" => {
                    self.next();
                    self.attributes();
                }
                _ => self.statement(drawn),
            }
            self.expect(";");
        }
        self.expect("}");
    }

    fn statement(&mut self, drawn: &mut Drawn) {
        let first = self.id();
        match self.peek() {
            "=" => {
                self.next();
                self.id();
            }
            "->" => {
                self.next();
                let head = self.id();
                let attributes = self.attributes();
                drawn.arrows.push((first, head, attributes));
            }
            _ => {
                self.attributes();
                assert!(drawn.nodes.insert(first));
            }
        }
    }

    fn attributes(&mut self) -> Attributes {
        let mut found = Vec::new();
        if self.peek() != "[" {
            return found;
        }
        self.next();
        loop {
            let key = self.id();
            self.expect("=");
            found.push((key, self.id()));
            match self.next() {
                "," => {}
                "]" => return found,
                other => panic!("`{other}` among attributes"),
            }
        }
    }
}

/// Words, signs and quoted texts; only spaces and line ends stand between them.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => {
                let mut escaped = false;
                let end = rest[1..].find(|c| {
                    let ends = c == '"' && !escaped;
                    escaped = c == '\\' && !escaped;
                    ends
                });
                end.expect("a quoted text without an end") + 2
            }
            '-' => 2,
            c if c.is_ascii_alphanumeric() || c == '_' => {
                rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len())
            }
            _ => 1,
        };
        let (token, after) = rest.split_at(length);
        assert!(!token.contains('\n'), "a line end inside {token}");
        tokens.push(token);
        rest = after.trim_start();
    }
    tokens
}

/// Every line leads from a node to a node that is there, and is cut at clusters that are there.
fn checked(text: &str) -> Drawn {
    let drawn = Reader::read(text);
    for (tail, head, attributes) in &drawn.arrows {
        assert!(drawn.nodes.contains(tail) && drawn.nodes.contains(head), "{tail} -> {head}\n{text}");
        for (key, value) in attributes.iter().filter(|(key, _)| key == "lhead" || key == "ltail") {
            assert!(drawn.clusters.contains(value), "{key}={value}\n{text}");
        }
    }
    drawn
}

#[test]
fn a_drawing_is_read_by_the_grammar_and_says_what_the_tree_says() {
    let expected = r#"digraph "review" {
  graph [label="审批", labelloc=t, compound=true, rankdir=TB, fontname="Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"];
  node [shape=box, style=rounded, fontname="Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"];
  edge [fontname="Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"];
  start [shape=point, label=""];
  s1 [label="受理\n期限 作出决定 (decide): 3 个工作日,\n条款 7\n补件: 说明 (经办人)"];
  subgraph cluster_s2 {
    label="复审"; style=rounded;
    s2 [shape=point, label=""];
    s3 [label="reading"];
    s4 [label="ready", peripheries=2];
  }
  s5 [label="办结", peripheries=2];
  s6 [label="end", peripheries=2];
  everywhere [label="任何状态", shape=plaintext];
  s2 -> s3;
  start -> s1 [label="提交 (任何人)"];
  s1 -> s2 [label="通过 (clerk或经办人的上司)\n[case.amount >= money(50000)]", lhead=cluster_s2];
  s1 -> s5 [label="通过 (clerk或经办人的上司) [否则]"];
  s1 -> s2 [label="期限 作出决定 已过", style=dashed, lhead=cluster_s2];
  s2 -> s5 [label="2 小时 后", style=dashed, ltail=cluster_s2];
  s3 -> s4 [label="自动 [case.urgent]"];
  everywhere -> s6 [label="cancel (经办人)"];
}
"#;
    let drawn = dot(&graph(REVIEW), style(Lang::Zh));
    assert_eq!(drawn, expected);
    checked(&drawn);
}

#[test]
fn names_cannot_break_out_of_their_labels() {
    let odd = REVIEW.replace("name = \"复审\"", r#"name = "a\"] \\ -> b;\n}""#);
    let drawn = checked(&dot(&graph(&odd), style(Lang::En)));
    assert_eq!((drawn.clusters.len(), drawn.nodes.len()), (1, 8));
}

#[test]
fn several_ways_between_two_states_are_one_line() {
    let twice = REVIEW
        .replace("[[state.deadline]]", "[[state.on]]\nevent = 'skip'\nby = 'owner'\nto = 'done'\n[[state.deadline]]");
    let drawn = dot(&graph(&twice), style(Lang::En));
    let line = "s1 -> s5 [label=\"通过 (clerk or superior of owner)\\n[otherwise]\\nskip (owner)\"];";
    assert!(drawn.contains(line), "{drawn}");
    checked(&drawn);
}

#[test]
#[should_panic(expected = "s1 -> s9")]
fn a_line_to_nowhere_would_be_found() {
    checked("digraph x { s1 [label=\"\"]; s1 -> s9; }");
}
