//! Graphs of small processes written in place.

use super::reach::{Liveness, Reach, innermost, loops};
use super::*;
use crate::model::Policy;
use crate::problem::Problems;
use crate::source::SourceId;

/// The graph of the only process of a text.
pub(super) fn graph(text: &str) -> Graph {
    let (document, _) = crate::syntax::parse(SourceId(0), text);
    let mut policy = Policy::read(&[document], &mut Problems::new());
    policy.settle(&mut Problems::new());
    Graph::of(&policy.processes[0])
}

fn ids(graph: &Graph, states: impl IntoIterator<Item = StateAt>) -> Vec<String> {
    states.into_iter().map(|at| graph.state(at).id.to_string()).collect()
}

const COMPOUND: &str = r#"
[process]
id = "p"
[[start]]
event = "file"
by = "clerk"
[[state]]
id = "open"
[[state.on]]
event = "drop"
by = "clerk"
to = "end"
[[state]]
id = "first"
in = "open"
[[state.on]]
event = "go"
by = "clerk"
to = [{ when = "case.x", to = "second" }, { to = "done" }]
[[state]]
id = "second"
in = "open"
[[state]]
id = "done"
final = true
"#;

#[test]
fn states_know_who_is_inside_and_where_a_default_entry_goes() {
    let graph = graph(COMPOUND);
    assert_eq!(ids(&graph, graph.states()), ["p", "open", "first", "second", "done", "end"]);
    let open = graph.find("open").unwrap();
    assert_eq!(graph.state(open).kind, Kind::Compound);
    assert_eq!(ids(&graph, graph.state(open).children.clone()), ["first", "second"]);
    assert_eq!(ids(&graph, innermost(&graph, open)), ["first"]);
    assert!(graph.is_whole() && graph.is_end(graph.find("end").unwrap()));
}

#[test]
fn each_outcome_is_a_link_of_its_own() {
    let graph = graph(COMPOUND);
    let first = graph.find("first").unwrap();
    let links: Vec<&Link> = graph.links_of(first).collect();
    assert_eq!(links.len(), 2);
    assert_eq!((links[0].when.as_deref(), links[0].otherwise), (Some("case.x"), false));
    assert_eq!((links[1].when.as_deref(), links[1].otherwise), (None, true));
    assert_eq!(links[1].origin, Origin::On { at: 0, row: 1 });
    assert_eq!(ids(&graph, links[1].to.clone()), ["done"]);
}

#[test]
fn what_is_named_from_outside_does_not_enter_by_default() {
    let graph = graph(
        r#"
[process]
id = "p"
initial = "b"
[[state]]
id = "box"
[[state]]
id = "a"
in = "box"
[[state]]
id = "b"
in = "box"
"#,
    );
    let reached = Reach::of(&graph).from_start([]);
    assert_eq!(ids(&graph, reached), ["p", "box", "b"]);
}

#[test]
fn a_name_that_is_nearly_right_leads_where_it_was_meant_to() {
    let misspelt = COMPOUND.replace("to = \"second\"", "to = \"secnd\"");
    let near = graph(&misspelt);
    assert!(near.is_whole() && Reach::of(&near).from_start([]).contains(&near.find("second").unwrap()));
    let nowhere = graph(&COMPOUND.replace("to = \"second\"", "to = \"xyz\""));
    assert!(!nowhere.is_whole());
}

#[test]
fn the_other_regions_count_as_ways_on() {
    let graph = graph(
        r#"
[process]
id = "p"
[[state]]
id = "both"
parallel = true
[[state]]
id = "left"
in = "both"
[[state]]
id = "right"
in = "both"
[[state.on]]
event = "stop"
by = "clerk"
to = "over"
[[state]]
id = "over"
final = true
"#,
    );
    let ends = [graph.find("over").unwrap()].into();
    let live = Liveness::of(&graph);
    assert_eq!(ids(&graph, live.can_reach(&ends)), ["left", "right", "over"]);
    assert!(live.is_stuck(graph.find("over").unwrap()) && !live.is_stuck(graph.find("left").unwrap()));
}

#[test]
fn loops_are_groups_that_lead_to_one_another() {
    let graph = graph(COMPOUND);
    let [first, second, done] = ["first", "second", "done"].map(|id| graph.find(id).unwrap());
    let found = loops(&graph, [(first, vec![second]), (second, vec![done]), (done, vec![done])]);
    assert_eq!(found, [[done]]);
    let found = loops(&graph, [(first, vec![second]), (second, vec![done]), (done, vec![first])]);
    assert_eq!(found, [[first, second, done]]);
}
