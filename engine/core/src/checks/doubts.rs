//! What cannot be relied on, because of problems reported before.
//!
//! A check that reasons from absence – nothing leads there, nothing uses that – would turn one slip into several
//! messages: the line that could not be read may be just what is missing. So every word that stands where a mistake in
//! reading was reported counts as whatever a check is looking for, and so does what an unknown name was likely meant to
//! be. Names of a kind of which one is unknown, and nothing is close, are not judged at all.

use std::collections::BTreeSet;

use super::mentions::words;
use super::sections::Sections;
use crate::model::Element;
use crate::model::Policy;
use crate::model::files::Documents;
use crate::problem::{Flaw, Hint, Problem, Problems, Severity, SyntaxFlaw, Word};
use crate::source::{SourceId, Span};

/// What cannot be relied on.
#[derive(Debug)]
pub(super) struct Doubts {
    sections: Sections,
    words: BTreeSet<String>,
    waiting: BTreeSet<Word>,
    parts: Vec<Span>,
    places: BTreeSet<Span>,
}

impl Doubts {
    pub(super) fn of(documents: &Documents, policy: &Policy, known: &Problems) -> Self {
        let sections = Sections::of(documents);
        let mut doubts = Self {
            sections,
            words: BTreeSet::new(),
            waiting: BTreeSet::new(),
            parts: Vec::new(),
            places: known.iter().map(|problem| problem.span).collect(),
        };
        for problem in known.iter().filter(|problem| problem.severity() == Severity::Error) {
            if let Some((kind, name)) = problem.flaw.unknown() {
                doubts.unknown(kind, name, policy);
            }
            let Some(part) = doubts.unread(problem) else { continue };
            doubts.words.extend(words(documents.sources.text(part)).map(str::to_owned));
            doubts.parts.push(part);
        }
        doubts
    }

    /// Whether this name stands where something could not be read, or is what an unknown name was meant to be.
    pub(super) fn has(&self, name: &str) -> bool {
        self.words.contains(name)
    }

    /// All such names.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    /// Whether something was reported at exactly this place.
    pub(super) fn at(&self, span: Span) -> bool {
        self.places.contains(&span)
    }

    /// Whether anything in a file could not be read.
    pub(super) fn inside(&self, source: SourceId) -> bool {
        self.parts.iter().any(|part| part.source == source)
    }

    /// Whether a name of this kind is unknown and could be any of the known ones.
    pub(super) fn waits(&self, kind: Word) -> bool {
        self.waiting.contains(&kind)
    }

    /// Whether an element, inner tables included, could not all be read.
    pub(super) fn covers(&self, header: Span) -> bool {
        let element = self.sections.element(header);
        self.parts
            .iter()
            .any(|part| part.source == element.source && part.start < element.end && element.start < part.end)
    }

    fn unknown(&mut self, kind: Word, name: &str, policy: &Policy) {
        match Hint::among(name, ids(kind, policy).iter().map(String::as_str)).best() {
            Some(best) => {
                self.words.insert(best.to_owned());
            }
            None => {
                self.waiting.insert(kind);
            }
        }
    }

    /// The part of a file that a problem made unreadable, if it did.
    fn unread(&self, problem: &Problem) -> Option<Span> {
        match &problem.flaw {
            // Mended, or read in full.
            Flaw::SyntaxFlaw(
                SyntaxFlaw::LookAlike { .. } | SyntaxFlaw::UnknownName { .. } | SyntaxFlaw::NameForId { .. },
            ) => None,
            // The whole element is left out.
            Flaw::SyntaxFlaw(SyntaxFlaw::DuplicateId { .. } | SyntaxFlaw::NotYet { .. }) => {
                Some(self.sections.element(problem.span))
            }
            Flaw::SyntaxFlaw(_) | Flaw::GuardFlaw(_) => Some(self.sections.section(problem.span)),
            _ => None,
        }
    }
}

/// The ids of a kind, of whatever process.
fn ids(kind: Word, policy: &Policy) -> Vec<String> {
    fn of<T: Element>(list: &[T]) -> Vec<String> {
        list.iter().map(|element| element.head().id_text().to_string()).collect()
    }
    let inner = |of: fn(&crate::model::process::Process) -> Vec<String>| policy.processes.iter().flat_map(of).collect();
    match kind {
        Word::Clause => of(&policy.clauses),
        Word::Parameter => of(&policy.parameters),
        Word::Choice => of(&policy.choices),
        Word::Record => of(&policy.records),
        Word::Attribute => of(&policy.attributes),
        Word::Role => of(&policy.roles),
        Word::Register => of(&policy.registers),
        Word::Penalty => of(&policy.penalties),
        Word::Process => of(&policy.processes).into_iter().chain(of(&policy.offences)).collect(),
        Word::Data => inner(|process| of(&process.data)),
        Word::Computed => inner(|process| of(&process.values)),
        Word::Event => inner(|process| of(&process.events)),
        Word::State => inner(|process| of(&process.states)),
        _ => Vec::new(),
    }
}
