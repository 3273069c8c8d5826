//! `zhidu graph PATH [PROCESS]`: the states and transitions of processes as text.

use super::policy;
use crate::{Exit, session::Session, text::Words};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use zhidu::graph::{Graph, draw};
use zhidu::problem::Severity;

pub(super) fn command(words: Words) -> Command {
    let format = Arg::new("format")
        .long("format")
        .value_parser(PossibleValuesParser::new(["tree", "mermaid"]))
        .hide_possible_values(true)
        .value_name("tree|mermaid")
        .default_value("tree")
        .hide_default_value(true)
        .help(words.graph_format());
    let process = Arg::new("process").value_name(words.graph_process_value()).help(words.graph_process());
    let path = Arg::new("paths").value_name(words.value_path()).required(true).help(words.check_paths());
    Command::new("graph").about(words.graph_about()).args([path, process, format])
}

/// Draws what can be drawn, mistakes and all; the mistakes are said beside it.
pub(super) fn run(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Exit {
    let found = match policy::named(matches, session) {
        Ok(found) => found,
        Err(exit) => return exit,
    };
    let asked = matches.get_one::<String>("process").map(String::as_str);
    let mermaid = matches.get_one::<String>("format").is_some_and(|format| format == "mermaid");
    let (mut exit, mut drawings, mut known) = (Exit::Fine, Vec::new(), Vec::new());
    for place in found {
        let compiled = match policy::loaded(&place, None) {
            Ok(loaded) => loaded.compiled,
            Err(error) => {
                let text = session.words().unreadable(&place.root, &error.to_string());
                session.complain(&text);
                return Exit::Machine;
            }
        };
        if compiled.problems.iter().any(|problem| problem.severity() == Severity::Error) {
            session.complain_of(&compiled.sources, &compiled.problems);
            exit = Exit::Policy;
        }
        let style = draw::Style { lang: session.lang, roles: &compiled.model.roles };
        for graph in compiled.model.processes.iter().map(Graph::of) {
            if asked.is_none_or(|id| *id == *graph.id || graph.name.as_deref() == Some(id)) {
                drawings.push(if mermaid { draw::mermaid(&graph, style) } else { draw::tree(&graph, style) });
            }
            known.push(format!("`{}`", graph.id));
        }
    }
    if let (Some(id), true) = (asked, drawings.is_empty()) {
        let text = session.words().no_process(id, &known.join(session.lang.pick("、", ", ")));
        session.complain(&text);
        return Exit::Command;
    }
    session.say(&drawings.join("\n"));
    exit
}
