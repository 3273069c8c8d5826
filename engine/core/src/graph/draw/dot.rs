//! Graphviz's DOT.
//!
//! A state with others inside is a cluster. DOT draws no line to a cluster, so each holds a dot: lines go to and from the
//! dot and are cut at the cluster's border (`lhead`, `ltail`), and the dot's own lines show where a default entry goes.
//! Lines of one kind between the same two states are one line, and long labels are broken: large processes stay legible.

use super::Style;
use crate::graph::{Graph, Kind, Link, StateAt, Trigger};
use std::collections::BTreeMap;

/// Columns after which a label is broken; a Chinese character takes two.
const COLUMNS: usize = 36;

/// Fonts with Chinese letters, as several systems call them.
const FONT: &str = "fontname=\"Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif\"";

/// Where cases begin, and what is accepted everywhere.
const START: &str = "start";
const EVERYWHERE: &str = "everywhere";

pub(super) fn draw(graph: &Graph, style: Style<'_>) -> String {
    let mut dot = Dot { graph, style, text: String::new() };
    let title = label(&[style.state(graph, StateAt::ROOT)]);
    dot.line(0, &format!("digraph {} {{", quoted(&graph.id)));
    dot.line(1, &format!("graph [label={title}, labelloc=t, compound=true, rankdir=TB, {FONT}];"));
    dot.line(1, &format!("node [shape=box, style=rounded, {FONT}];"));
    dot.line(1, &format!("edge [{FONT}];"));
    dot.line(1, &format!("{START} [shape=point, label=\"\"];"));
    for child in &graph.state(StateAt::ROOT).children {
        dot.state(1, *child);
    }
    if graph.links().iter().any(|link| from(link) == EVERYWHERE && !link.to.is_empty()) {
        let label = label(&[style.pick("任何状态", "any state").to_owned()]);
        dot.line(1, &format!("{EVERYWHERE} [label={label}, shape=plaintext];"));
    }
    dot.defaults();
    dot.links();
    dot.line(0, "}");
    dot.text
}

struct Dot<'g> {
    graph: &'g Graph,
    style: Style<'g>,
    text: String,
}

impl Dot<'_> {
    fn line(&mut self, depth: usize, line: &str) {
        self.text.extend(std::iter::repeat_n("  ", depth));
        self.text += line;
        self.text.push('\n');
    }

    fn state(&mut self, depth: usize, at: StateAt) {
        let state = self.graph.state(at);
        let label = label(&self.said(at));
        if state.children.is_empty() {
            let shape = match state.kind {
                Kind::Final => ", peripheries=2",
                Kind::History { .. } => ", shape=circle",
                _ => "",
            };
            self.line(depth, &format!("{} [label={label}{shape}];", node(at)));
            self.decisions(depth, at);
            return;
        }
        let line = if state.kind == Kind::Parallel { "\"rounded,dashed\"" } else { "rounded" };
        self.line(depth, &format!("subgraph {} {{", cluster(at)));
        self.line(depth + 1, &format!("label={label}; style={line};"));
        self.line(depth + 1, &format!("{} [shape=point, label=\"\"];", node(at)));
        for child in &self.graph.state(at).children {
            self.state(depth + 1, *child);
        }
        self.line(depth, "}");
        self.decisions(depth, at);
    }

    /// A decision is one node beside its state.
    fn decisions(&mut self, depth: usize, at: StateAt) {
        for (n, decision) in self.graph.state(at).decisions.iter().enumerate() {
            let label = label(&[self.style.decision(decision)]);
            self.line(depth, &format!("{} [label={label}, shape=diamond, style=solid];", choice(at, n)));
        }
    }

    /// What stands in a state's box: its name, its deadlines, and what does not leave it.
    fn said(&self, at: StateAt) -> Vec<String> {
        let (graph, style, state) = (self.graph, self.style, self.graph.state(at));
        let name = match state.kind {
            Kind::History { deep: true } => "H*".to_owned(),
            Kind::History { deep: false } => "H".to_owned(),
            _ => style.state(graph, at),
        };
        let deadlines = state.deadlines.iter().map(|deadline| style.deadline(deadline));
        let staying = graph.links_of(at).filter(|link| link.to.is_empty() && link.decision().is_none());
        let staying = staying.map(|link| style.link(graph, link));
        std::iter::once(name).chain(deadlines).chain(style.pauses(state)).chain(staying).collect()
    }

    /// Where entries go that name nothing inside; and where a case begins, if no start says so.
    fn defaults(&mut self) {
        let graph = self.graph;
        let starts = graph.links().iter().any(|link| from(link) == START);
        for at in graph.states().filter(|at| *at != StateAt::ROOT || !starts) {
            let from = if at == StateAt::ROOT { START.to_owned() } else { node(at) };
            for to in &graph.state(at).initial {
                self.arrow(&from, *to, &self.cuts(None, *to));
            }
        }
    }

    fn links(&mut self) {
        let mut lines: Vec<Line> = Vec::new();
        let mut known: BTreeMap<(String, StateAt, bool), usize> = BTreeMap::new();
        self.deciding();
        for link in self.graph.links() {
            // An option that leads nowhere else leads back.
            let back = [link.from];
            let to = if link.to.is_empty() && link.decision().is_some() { &back } else { link.to.as_slice() };
            for to in to {
                let (from, timed) = (from(link), is_timed(link));
                let at = *known.entry((from.clone(), *to, timed)).or_insert(lines.len());
                if at == lines.len() {
                    let cut = Some(link.from).filter(|_| link.decision().is_none());
                    lines.push(Line { from, at: cut, to: *to, timed, labels: Vec::new() });
                }
                lines[at].labels.push(self.style.link(self.graph, link));
            }
        }
        for line in lines {
            let mut attributes = vec![format!("label={}", label(&line.labels))];
            attributes.extend(line.timed.then(|| "style=dashed".to_owned()));
            attributes.extend(self.cuts(line.at, line.to));
            self.arrow(&line.from, line.to, &attributes);
        }
    }

    /// From each state to its decisions.
    fn deciding(&mut self) {
        for at in self.graph.states() {
            let tail = self.cuts(Some(at), StateAt::ROOT);
            let brackets = if tail.is_empty() { String::new() } else { format!(" [{}]", tail.join(", ")) };
            for n in 0..self.graph.state(at).decisions.len() {
                self.line(1, &format!("{} -> {}{brackets};", node(at), choice(at, n)));
            }
        }
    }

    fn arrow(&mut self, from: &str, to: StateAt, attributes: &[String]) {
        let brackets = if attributes.is_empty() { String::new() } else { format!(" [{}]", attributes.join(", ")) };
        self.line(1, &format!("{from} -> {}{brackets};", node(to)));
    }

    /// Where a line is cut: at the border of a state it leaves or enters that has others inside. A line between a state and
    /// what is inside it crosses that border on one side only.
    fn cuts(&self, from: Option<StateAt>, to: StateAt) -> Vec<String> {
        let is_cluster = |at: StateAt| at != StateAt::ROOT && !self.graph.state(at).children.is_empty();
        let inside = |at: StateAt, around: StateAt| self.graph.ancestry(at).any(|above| above == around);
        let tail = from.filter(|at| is_cluster(*at) && !inside(to, *at)).map(|at| format!("ltail={}", cluster(at)));
        let head = is_cluster(to) && !from.is_some_and(|from| inside(from, to));
        tail.into_iter().chain(head.then(|| format!("lhead={}", cluster(to)))).collect()
    }
}

/// Links of one kind between the same two ends.
struct Line {
    from: String,
    at: Option<StateAt>,
    to: StateAt,
    timed: bool,
    labels: Vec<String>,
}

fn from(link: &Link) -> String {
    match link.trigger {
        Trigger::Start(_) => START.to_owned(),
        Trigger::Answer(n, _) => choice(link.from, n),
        _ if link.from == StateAt::ROOT => EVERYWHERE.to_owned(),
        _ => node(link.from),
    }
}

fn is_timed(link: &Link) -> bool {
    matches!(link.trigger, Trigger::After(_) | Trigger::At(_) | Trigger::Missed(_))
}

/// Ids of ours: letters of any script would have to be quoted, and names need not be unique.
fn node(at: StateAt) -> String {
    format!("s{}", at.0)
}

/// The id of a decision's node.
fn choice(at: StateAt, decision: usize) -> String {
    format!("s{}_{decision}", at.0)
}

fn cluster(at: StateAt) -> String {
    format!("cluster_s{}", at.0)
}

/// Lines as one label, long ones broken.
fn label(lines: &[String]) -> String {
    let broken: Vec<String> = lines.iter().flat_map(|line| broken(line)).map(|line| escape(&line)).collect();
    format!("\"{}\"", broken.join("\\n"))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escape(text))
}

/// A quote would end a label, and a backslash begins an escape.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\\' => escaped.extend(['\\', c]),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A line in pieces: broken at the last space that fits, or anywhere beside a Chinese character.
fn broken(line: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut column = 0;
    for word in words(line) {
        let width: usize = word.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        if column > 0 && column + width > COLUMNS {
            pieces.push(String::new());
            column = 0;
        }
        if let Some(piece) = pieces.last_mut() {
            *piece += if column == 0 { word.trim_start() } else { word };
        }
        column += width;
    }
    pieces.into_iter().map(|piece| piece.trim_end().to_owned()).collect()
}

/// What stays together: a word of ASCII with the space before it, or one other character.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        let breaks = c == ' ' || !c.is_ascii() || !before.is_ascii();
        if breaks && at > start {
            words.push(&line[start..at]);
            start = at;
        }
        before = c;
    }
    words.push(&line[start..]);
    words
}
