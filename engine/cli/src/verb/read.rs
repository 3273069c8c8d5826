//! `zhidu read PATH`: a policy as prose, clause by clause, every sentence with the line it is made of.

use super::policy;
use crate::{Exit, session::Session, text::Words};
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint};
use unicode_width::UnicodeWidthStr;
use zhidu::model::switch::Off;
use zhidu::problem::{Say, Severity};
use zhidu::prose::{Chapter, Prose, Sentence, prose};
use zhidu::source::Span;
use zhidu::{Loaded, SourceMap};

pub(super) fn command(words: Words) -> Command {
    let path = Arg::new("paths")
        .value_name(words.value_path())
        .value_hint(ValueHint::AnyPath)
        .required(true)
        .help(words.check_paths());
    let clause = Arg::new("clause")
        .long("clause")
        .value_name(words.read_clause_value())
        .action(ArgAction::Append)
        .help(words.read_clause());
    Command::new("read").about(words.read_about()).args([path, clause])
}

/// Tells what can be told, mistakes and all; the mistakes are said beside it.
pub(super) fn run(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Exit {
    let found = match policy::named(matches, session) {
        Ok(found) => found,
        Err(exit) => return exit,
    };
    let asked: Vec<&str> = matches.get_many::<String>("clause").into_iter().flatten().map(String::as_str).collect();
    let mut exit = Exit::Fine;
    let mut texts = Vec::new();
    for place in found {
        let Loaded { compiled, scripts } = match policy::loaded(&place, None) {
            Ok(loaded) => loaded,
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
        let prose = prose(&compiled.model, &scripts, session.lang);
        let page = Page { words: session.words(), sources: &compiled.sources, off: &compiled.off };
        match page.text(&prose, &asked) {
            Ok(text) => texts.push(text),
            Err(clause) => {
                let known: Vec<&str> = prose.chapters.iter().map(|chapter| &*chapter.clause).collect();
                let text = session.words().no_clause(&clause, &known.join(session.lang.pick("、", ", ")));
                session.complain(&text);
                return Exit::Command;
            }
        }
    }
    session.say(&texts.join("\n"));
    exit
}

/// How wide a sentence may be before it is broken.
const COLUMNS: usize = 90;

/// How a policy is set out.
struct Page<'a> {
    words: Words,
    sources: &'a SourceMap,
    /// What is switched off, and so not told.
    off: &'a [Off],
}

impl Page<'_> {
    /// The whole policy, or the clauses asked for; a clause that is not there is given back.
    fn text(&self, prose: &Prose, asked: &[&str]) -> Result<String, String> {
        if let Some(unknown) = asked.iter().find(|id| prose.chapters.iter().all(|chapter| *chapter.clause != ***id)) {
            return Err((*unknown).to_owned());
        }
        let chosen = |chapter: &&Chapter| asked.is_empty() || asked.contains(&&*chapter.clause);
        let mut blocks = vec![format!("{}\n", prose.title)];
        blocks.extend(prose.chapters.iter().filter(chosen).map(|chapter| self.chapter(chapter)));
        if asked.is_empty() && !prose.rest.is_empty() {
            blocks.push(format!("{}\n{}", self.words.read_rest(), self.sentences(&prose.rest)));
        }
        if asked.is_empty() && !self.off.is_empty() {
            let off: String = self.off.iter().map(|off| self.off(off)).collect();
            blocks.push(format!("{}\n{off}", self.words.read_off()));
        }
        Ok(blocks.join("\n"))
    }

    fn chapter(&self, chapter: &Chapter) -> String {
        let mut text = format!("{}\n", chapter.heading);
        if let Some(summary) = &chapter.summary {
            text += &format!("  {}\n", self.words.read_summary(summary));
        }
        if let Some(manual) = &chapter.manual {
            text += &format!("  {}\n", self.words.read_manual(manual));
        } else if chapter.sentences.is_empty() {
            text += &format!("  {}\n", self.words.read_nothing());
        }
        text.push_str(&self.sentences(&chapter.sentences));
        text
    }

    /// An element that `only_if` leaves out.
    fn off(&self, off: &Off) -> String {
        let (kind, clauses) = (off.kind.say(self.words.0), off.clauses.join(self.words.0.pick("、", ", ")));
        let clauses = if clauses.is_empty() { clauses } else { self.words.fact_clauses(&clauses) };
        format!("  - {kind} `{}`{clauses}  @ {}\n", off.id, place(self.sources, off.span))
    }

    fn sentences(&self, sentences: &[Sentence]) -> String {
        sentences.iter().map(|sentence| self.sentence(sentence)).collect()
    }

    /// A sentence with its place; a long one with each of its parts on a line.
    fn sentence(&self, sentence: &Sentence) -> String {
        let (text, place) = (sentence.text(), place(self.sources, sentence.span));
        if sentence.parts.len() < 2 || text.width() <= COLUMNS {
            return format!("  - {text}  @ {place}\n");
        }
        let (colon, semicolon, stop) = self.words.0.pick(("：", "；", "。"), (":", ";", "."));
        let parts = sentence.parts.join(&format!("{semicolon}\n    "));
        format!("  - {}{colon}  @ {place}\n    {parts}{stop}\n", sentence.about)
    }
}

fn place(sources: &SourceMap, span: Span) -> String {
    let path = sources.get(span.source).map_or("", |source| &*source.path);
    format!("{path}:{}", sources.line_column(span).0)
}
