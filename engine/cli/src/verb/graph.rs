//! `zhidu graph PATH [PROCESS]`: the states and transitions of processes as text.

use super::policy;
use crate::disk::Place;
use crate::{Exit, session::Session, text::Words};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint};
use zhidu::Compiled;
use zhidu::graph::{Graph, draw};
use zhidu::problem::{Lang, Severity};
use zhidu::program::ProcessIx;

pub(super) fn command(words: Words) -> Command {
    let format = Arg::new("format")
        .long("format")
        .value_parser(PossibleValuesParser::new(["tree", "mermaid", "dot"]))
        .hide_possible_values(true)
        .value_name("tree|mermaid|dot")
        .default_value("tree")
        .hide_default_value(true)
        .help(words.graph_format());
    let expanded = Arg::new("expanded")
        .long("expanded")
        .action(ArgAction::SetTrue)
        .conflicts_with("format")
        .help(words.graph_expanded());
    let process = Arg::new("process").value_name(words.graph_process_value()).help(words.graph_process());
    let path = Arg::new("paths")
        .value_name(words.value_path())
        .value_hint(ValueHint::AnyPath)
        .required(true)
        .help(words.check_paths());
    Command::new("graph").about(words.graph_about()).args([path, process, format, expanded])
}

/// A process with what names it.
struct Drawing {
    id: String,
    name: Option<String>,
    text: String,
}

/// Draws what can be drawn, mistakes and all; the mistakes are said beside it.
pub(super) fn run(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Exit {
    let found = match policy::named(matches, session) {
        Ok(found) => found,
        Err(exit) => return exit,
    };
    let (mut exit, mut drawings) = (Exit::Fine, Vec::new());
    for place in found {
        let compiled = match compiled(&place, session) {
            Ok(compiled) => compiled,
            Err(exit) => return exit,
        };
        if compiled.problems.iter().any(|problem| problem.severity() == Severity::Error) {
            session.complain_of(&compiled.sources, &compiled.problems);
            exit = Exit::Policy;
        }
        drawings.extend(drawn(matches, &compiled, session.lang));
    }
    match matches.get_one::<String>("process") {
        Some(asked) => one(asked, &drawings, exit, session),
        None => {
            let texts: Vec<&str> = drawings.iter().map(|drawing| &*drawing.text).collect();
            session.say(&texts.join("\n"));
            exit
        }
    }
}

fn compiled(place: &Place, session: &mut Session<'_, '_>) -> Result<Compiled, Exit> {
    policy::loaded(place, None).map(|loaded| loaded.compiled).map_err(|error| {
        let text = session.words().unreadable(&place.root, &error.to_string());
        session.complain(&text);
        Exit::Machine
    })
}

/// The processes of one id or name.
fn one(asked: &str, drawings: &[Drawing], exit: Exit, session: &mut Session<'_, '_>) -> Exit {
    let is_asked = |drawing: &&Drawing| drawing.id == asked || drawing.name.as_deref() == Some(asked);
    let texts: Vec<&str> = drawings.iter().filter(is_asked).map(|drawing| &*drawing.text).collect();
    if texts.is_empty() {
        let known: Vec<String> = drawings.iter().map(|drawing| format!("`{}`", drawing.id)).collect();
        let text = session.words().no_process(asked, &known.join(session.lang.pick("、", ", ")));
        session.complain(&text);
        return Exit::Command;
    }
    session.say(&texts.join("\n"));
    exit
}

fn drawn(matches: &ArgMatches, compiled: &Compiled, lang: Lang) -> Vec<Drawing> {
    if matches.get_flag("expanded") {
        return expanded(compiled, lang);
    }
    let style = draw::Style { lang, roles: &compiled.model.roles };
    let draw = match matches.get_one::<String>("format").map(String::as_str) {
        Some("mermaid") => draw::mermaid,
        Some("dot") => draw::dot,
        _ => draw::tree,
    };
    let named = |graph: Graph| Drawing {
        id: graph.id.to_string(),
        name: graph.name.as_deref().map(str::to_owned),
        text: draw(&graph, style),
    };
    compiled.model.processes.iter().map(Graph::of).map(named).collect()
}

/// Written processes, then those that offences become; nothing where there are errors, which were said.
fn expanded(compiled: &Compiled, lang: Lang) -> Vec<Drawing> {
    let Some(program) = &compiled.program else { return Vec::new() };
    let named = |(at, process): (usize, &zhidu::program::Process)| Drawing {
        id: process.id.to_string(),
        name: process.name.as_deref().map(str::to_owned),
        text: zhidu::expanded::expanded(program, ProcessIx::from(at), &compiled.sources, lang),
    };
    program.processes.iter().enumerate().map(named).collect()
}
