//! Mermaid's `stateDiagram-v2`.
//!
//! Its grammar takes `:` `;` `#` and line ends inside a label for its own, and `end`, `state`, `note` for keywords; so
//! every label is escaped with entity codes, and an id that is not plain ASCII is replaced by its position.

use super::Style;
use crate::graph::{Graph, Kind, Link, StateAt, Trigger};

/// Words Mermaid does not take as ids.
const KEYWORDS: [&str; 12] =
    ["as", "choice", "class", "classDef", "default", "direction", "end", "fork", "join", "note", "state", "style"];

/// The id of the box for what is accepted everywhere.
const EVERYWHERE: &str = "s_any";

pub(super) fn draw(graph: &Graph, style: Style<'_>) -> String {
    let mut mermaid = Mermaid { graph, style, text: "stateDiagram-v2\n".to_owned() };
    mermaid.inside(1, StateAt::ROOT);
    mermaid.text
}

struct Mermaid<'g> {
    graph: &'g Graph,
    style: Style<'g>,
    text: String,
}

impl Mermaid<'_> {
    fn line(&mut self, depth: usize, line: &str) {
        self.text.extend(std::iter::repeat_n("    ", depth));
        self.text += line;
        self.text.push('\n');
    }

    /// Everything directly inside a state, and the links whose ends are all inside and nowhere deeper together.
    fn inside(&mut self, depth: usize, around: StateAt) {
        let graph = self.graph;
        let parallel = graph.state(around).kind == Kind::Parallel;
        for (at, child) in graph.state(around).children.iter().enumerate() {
            if parallel && at > 0 {
                self.line(depth, "--");
            }
            self.state(depth, *child);
        }
        if around == StateAt::ROOT {
            self.starts(depth);
            self.everywhere(depth);
        } else if !parallel {
            for to in &graph.state(around).initial {
                self.line(depth, &format!("[*] --> {}", self.id(*to)));
            }
        }
        for link in graph.links() {
            if self.scope(link) == Some(around) {
                let from = link.decision().map_or_else(|| self.id(link.from), |n| choice(link.from, n));
                self.link(depth, &from, link);
            }
        }
        for child in graph.state(around).children.iter().filter(|child| graph.state(**child).kind == Kind::Final) {
            self.line(depth, &format!("{} --> [*]", self.id(*child)));
        }
    }

    fn starts(&mut self, depth: usize) {
        let graph = self.graph;
        let starts: Vec<&Link> = graph.links().iter().filter(|link| is_start(link)).collect();
        for start in &starts {
            let label = escape(&self.style.link(graph, start));
            for to in &start.to {
                self.line(depth, &format!("[*] --> {}: {label}", self.id(*to)));
            }
        }
        if starts.is_empty() {
            for to in &graph.state(StateAt::ROOT).initial {
                self.line(depth, &format!("[*] --> {}", self.id(*to)));
            }
        }
    }

    fn state(&mut self, depth: usize, at: StateAt) {
        let state = self.graph.state(at);
        let (id, name) = (self.id(at), escape(state.name.as_deref().unwrap_or(&state.id)));
        if name != id {
            self.line(depth, &format!("state \"{name}\" as {id}"));
        }
        if !state.children.is_empty() {
            self.line(depth, &format!("state {id} {{"));
            self.inside(depth + 1, at);
            self.line(depth, "}");
        } else if name == id {
            self.line(depth, &id);
        }
        for deadline in &state.deadlines {
            self.line(depth, &format!("{id}: {}", escape(&self.style.deadline(deadline))));
        }
        if let Some(pauses) = self.style.pauses(state) {
            self.line(depth, &format!("{id}: {}", escape(&pauses)));
        }
        for link in self.graph.links_of(at).filter(|link| link.to.is_empty() && link.decision().is_none()) {
            self.line(depth, &format!("{id}: {}", escape(&self.style.link(self.graph, link))));
        }
        self.decisions(depth, at);
    }

    /// A decision is one node, reached from its state; what does not lead elsewhere leads back.
    fn decisions(&mut self, depth: usize, at: StateAt) {
        let graph = self.graph;
        let id = self.id(at);
        for (n, decision) in graph.state(at).decisions.iter().enumerate() {
            let node = choice(at, n);
            self.line(depth, &format!("state {node} <<choice>>"));
            self.line(depth, &format!("{id} --> {node}: {}", escape(&self.style.decision(decision))));
            for link in graph.links_of(at).filter(|link| link.decision() == Some(n) && link.to.is_empty()) {
                self.line(depth, &format!("{node} --> {id}: {}", escape(&self.style.link(graph, link))));
            }
        }
    }

    /// What is accepted in every state, where it leads somewhere: drawn from a box of its own.
    fn everywhere(&mut self, depth: usize) {
        let graph = self.graph;
        let links: Vec<&Link> = graph.links_of(StateAt::ROOT).filter(|link| !is_start(link)).collect();
        if links.iter().all(|link| link.to.is_empty()) {
            return;
        }
        self.line(depth, &format!("state \"{}\" as {EVERYWHERE}", self.style.pick("任何状态", "any state")));
        for link in links {
            self.link(depth, EVERYWHERE, link);
        }
    }

    fn link(&mut self, depth: usize, from: &str, link: &Link) {
        let label = escape(&self.style.link(self.graph, link));
        for to in &link.to {
            self.line(depth, &format!("{from} --> {}: {label}", self.id(*to)));
        }
    }

    /// The innermost state around both ends of a link: its block is where the link stands.
    fn scope(&self, link: &Link) -> Option<StateAt> {
        if link.from == StateAt::ROOT {
            return None;
        }
        let around = |at: StateAt| self.graph.ancestry(at).skip(1).collect::<Vec<_>>();
        around(link.from).into_iter().find(|a| link.to.iter().all(|to| around(*to).contains(a)))
    }

    fn id(&self, at: StateAt) -> String {
        let id = &self.graph.state(at).id;
        let plain = id.starts_with(|c: char| c.is_ascii_alphabetic())
            && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if plain && !KEYWORDS.contains(&&**id) { id.to_string() } else { format!("s{}", at.0) }
    }
}

/// The id of a decision's node.
fn choice(at: StateAt, decision: usize) -> String {
    format!("s{}_{decision}", at.0)
}

fn is_start(link: &Link) -> bool {
    matches!(link.trigger, Trigger::Start(_))
}

/// A text as a label: one line, and nothing Mermaid would take for its own.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '#' | ';' | ':' | '"' | '<' | '>' | '{' | '}' | '\\' | '`' => escaped += &format!("#{};", u32::from(c)),
            c if c.is_whitespace() || c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}
