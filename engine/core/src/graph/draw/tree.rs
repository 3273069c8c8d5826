//! The tree: states indented inside one another, one line per way on.

use super::Style;
use crate::graph::{Graph, Kind, Link, StateAt, Trigger};

pub(super) fn draw(graph: &Graph, style: Style<'_>) -> String {
    let mut tree = Tree { graph, style, text: String::new() };
    tree.line(0, &title(graph, StateAt::ROOT, style));
    for link in graph.links_of(StateAt::ROOT).filter(|link| matches!(link.trigger, Trigger::Start(_))) {
        tree.link(1, style.pick("开始", "start"), link);
    }
    for child in &graph.state(StateAt::ROOT).children {
        tree.state(1, *child);
    }
    for link in graph.links_of(StateAt::ROOT).filter(|link| !matches!(link.trigger, Trigger::Start(_))) {
        tree.link(1, style.pick("任何状态", "any state"), link);
    }
    tree.text
}

struct Tree<'g> {
    graph: &'g Graph,
    style: Style<'g>,
    text: String,
}

impl Tree<'_> {
    fn line(&mut self, depth: usize, line: &str) {
        self.text.extend(std::iter::repeat_n("  ", depth));
        self.text += line.trim_end();
        self.text.push('\n');
    }

    fn state(&mut self, depth: usize, at: StateAt) {
        let (graph, style) = (self.graph, self.style);
        self.line(depth, &(title(graph, at, style) + &marks(graph, at, style)));
        for deadline in &graph.state(at).deadlines {
            self.line(depth + 1, &style.deadline(deadline));
        }
        for (n, decision) in graph.state(at).decisions.iter().enumerate() {
            self.line(depth + 1, &style.decision(decision));
            let from = decision.name.as_ref().unwrap_or(&decision.id);
            for link in graph.links_of(at).filter(|link| link.decision() == Some(n)) {
                self.link(depth + 2, from, link);
            }
        }
        let from = style.state(graph, at);
        for link in graph.links_of(at).filter(|link| link.decision().is_none()) {
            self.link(depth + 1, &from, link);
        }
        for child in &graph.state(at).children {
            self.state(depth + 1, *child);
        }
    }

    fn link(&mut self, depth: usize, from: &str, link: &Link) {
        let (graph, style) = (self.graph, self.style);
        let to: Vec<String> = link.to.iter().map(|to| style.state(graph, *to)).collect();
        let to = if to.is_empty() { style.pick("(不变)", "(stays)").to_owned() } else { to.join(" + ") };
        let again = if link.again { style.pick(" (重新进入)", " (again)") } else { "" };
        self.line(depth, &format!("{from} --{}--> {to}{again}", style.link(graph, link)));
    }
}

/// `通话中 (talking)`
fn title(graph: &Graph, at: StateAt, style: Style<'_>) -> String {
    let state = graph.state(at);
    match &state.name {
        Some(name) => format!("{name} ({})", state.id),
        None => style.state(graph, at),
    }
}

/// What is special about a state: where a case begins, where it ends, what runs side by side.
fn marks(graph: &Graph, at: StateAt, style: Style<'_>) -> String {
    let state = graph.state(at);
    let mut marks: Vec<String> = Vec::new();
    let around = state.parent.map(|parent| graph.state(parent));
    if around.is_some_and(|around| around.kind != Kind::Parallel && around.initial.contains(&at)) {
        marks.push(style.pick("初始", "initial").to_owned());
    }
    match state.kind {
        Kind::Final => marks.push(style.pick("结束", "final").to_owned()),
        Kind::Parallel => marks.push(style.pick("并行", "parallel").to_owned()),
        Kind::History { deep } => {
            let (zh, en) = if deep { ("深历史", "deep history") } else { ("浅历史", "shallow history") };
            let to: Vec<String> = state.initial.iter().map(|to| style.state(graph, *to)).collect();
            marks.push(format!("{}: {}", style.pick(zh, en), to.join(" + ")));
        }
        Kind::Root | Kind::Atomic | Kind::Compound => {}
    }
    if state.settled {
        marks.push(style.pick("已了结", "settled").to_owned());
    }
    marks.extend(style.pauses(state));
    if marks.is_empty() { String::new() } else { format!(" [{}]", marks.join(", ")) }
}
