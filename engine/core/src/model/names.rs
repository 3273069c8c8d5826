//! Who is called what, across files: one table per kind, in document order.
//!
//! In: a [`Policy`]. Out: positions by id, duplicates reported, replaced elements taken out. An unknown name is
//! reported where it is looked up, with what could have been meant; a display name in place of an id says so.

use std::collections::BTreeMap;

use super::head::Element;
use super::state::State;
use super::{Head, Name, Policy};
use crate::problem::{Hint, Note, PackagingFlaw, Problem, Problems, SyntaxFlaw, Word};
use crate::source::Span;
use crate::value::Text;

/// The ids of one kind in one scope.
#[derive(Debug, Clone)]
pub struct Table {
    kind: Word,
    at: BTreeMap<Text, usize>,
    /// By position: id, display name, place.
    entries: Vec<(Text, Option<Text>, Span)>,
}

impl Table {
    /// An empty table.
    #[must_use]
    pub fn new(kind: Word) -> Self {
        Self { kind, at: BTreeMap::new(), entries: Vec::new() }
    }

    /// The table of a list of elements, positions as in the list.
    #[must_use]
    pub fn of<T: Element>(list: &[T]) -> Self {
        let mut table = Self::new(T::WORD);
        for element in list {
            let head = element.head();
            table.add(head.id_text(), head.name.clone(), head.place());
        }
        table
    }

    /// Adds an entry at the next position. An id that is there already keeps its first position.
    pub fn add(&mut self, id: Text, name: Option<Text>, place: Span) {
        self.at.entry(id.clone()).or_insert(self.entries.len());
        self.entries.push((id, name, place));
    }

    /// The position of an id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<usize> {
        self.at.get(id).copied()
    }

    /// Where an id was declared.
    #[must_use]
    pub fn place(&self, id: &str) -> Option<Span> {
        self.get(id).and_then(|at| self.entries.get(at)).map(|(_, _, place)| *place)
    }

    /// All ids, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(id, _, _)| &**id)
    }

    /// The position of what a name refers to; reported if there is none.
    pub fn find(&self, name: &Name, problems: &mut Problems) -> Option<usize> {
        let found = self.get(&name.value);
        if found.is_none() {
            problems.push(self.unknown(name));
        }
        found
    }

    /// What is wrong with a name that is not here.
    #[must_use]
    pub fn unknown(&self, name: &Name) -> Problem {
        let written = name.value.to_string();
        let named = self.entries.iter().find(|(_, display, _)| display.as_deref() == Some(&*name.value));
        if let (Some((id, _, place)), false) = (named, self.kind == Word::Clause) {
            let flaw = SyntaxFlaw::NameForId { kind: self.kind, name: written, id: id.to_string() };
            return Problem::new(flaw, name.span).label(*place, Note::DeclaredHere);
        }
        let hint = Hint::among(&name.value, self.ids().filter(|id| !id.is_empty()));
        if self.kind == Word::Clause {
            return Problem::new(PackagingFlaw::ClauseUnknown { clause: written, hint }, name.span);
        }
        Problem::new(SyntaxFlaw::UnknownName { kind: self.kind, name: written, hint }, name.span)
    }
}

/// Takes out what a later element of the same id replaces, and reports duplicates and replacements of nothing.
pub fn settle<T: Element>(list: &mut Vec<T>, problems: &mut Problems) {
    let mut first: BTreeMap<Text, usize> = BTreeMap::new();
    let mut dropped: Vec<bool> = vec![false; list.len()];
    for at in 0..list.len() {
        let head = list[at].head();
        let Some(id) = &head.id else { continue };
        match (first.get(&id.value).copied(), head.replaces) {
            (None, Some(place)) => {
                problems.push(Problem::new(PackagingFlaw::ReplacesNothing { id: id.value.to_string() }, place));
            }
            (Some(earlier), Some(_)) => dropped[earlier] = true,
            (Some(earlier), None) => {
                problems.push(duplicate(T::WORD, head, list[earlier].head()));
                dropped[at] = true;
                continue;
            }
            (None, None) => {}
        }
        first.insert(id.value.clone(), at);
    }
    let mut dropped = dropped.into_iter();
    list.retain(|_| !dropped.next().unwrap_or(false));
}

fn duplicate(kind: Word, head: &Head, first: &Head) -> Problem {
    let flaw = SyntaxFlaw::DuplicateId { kind, id: head.id_text().to_string() };
    Problem::new(flaw, head.place()).label(first.place(), Note::FirstHere)
}

/// Two kinds that are addressed alike: reports ids that both have.
fn clash<A: Element, B: Element>(list: &[A], other: &[B], problems: &mut Problems) {
    let known = Table::of(list);
    for head in other.iter().map(Element::head) {
        if let (Some(id), Some(place)) = (&head.id, known.place(&head.id_text())) {
            let flaw = SyntaxFlaw::NameClash { name: id.value.to_string(), kind: B::WORD, other: A::WORD };
            problems.push(Problem::new(flaw, id.span).label(place, Note::FirstHere));
        }
    }
}

/// Decisions are addressed by their id alone, so it stands once in a process; their options, once in a decision.
fn settle_decisions(states: &mut [State], problems: &mut Problems) {
    let mut first: BTreeMap<Text, Span> = BTreeMap::new();
    for state in states {
        settle(&mut state.decisions, problems);
        state.decisions.iter_mut().for_each(|decision| settle(&mut decision.options, problems));
        state.decisions.retain(|decision| {
            let head = &decision.head;
            let Some(known) = first.get(&head.id_text()).filter(|_| head.id.is_some()) else {
                first.insert(head.id_text(), head.place());
                return true;
            };
            let flaw = SyntaxFlaw::DuplicateId { kind: Word::Decision, id: head.id_text().to_string() };
            problems.push(Problem::new(flaw, head.place()).label(*known, Note::FirstHere));
            false
        });
    }
}

impl Policy {
    /// Settles parameters and shared types, which have no switches: they are what switches read.
    pub fn settle_types(&mut self, problems: &mut Problems) {
        settle(&mut self.parameters, problems);
        settle(&mut self.choices, problems);
        settle(&mut self.records, problems);
        clash(&self.choices, &self.records, problems);
    }

    /// Settles every other kind of element: after this, each id stands once in its kind and scope.
    pub fn settle(&mut self, problems: &mut Problems) {
        settle(&mut self.clauses, problems);
        settle(&mut self.attributes, problems);
        settle(&mut self.roles, problems);
        settle(&mut self.registers, problems);
        settle(&mut self.penalties, problems);
        settle(&mut self.joints, problems);
        settle(&mut self.offences, problems);
        settle(&mut self.forbids, problems);
        settle(&mut self.assertions, problems);
        settle(&mut self.processes, problems);
        clash(&self.processes, &self.offences, problems);
        for process in &mut self.processes {
            settle(&mut process.data, problems);
            settle(&mut process.values, problems);
            settle(&mut process.events, problems);
            settle(&mut process.states, problems);
            settle(&mut process.forbids, problems);
            clash(&process.data, &process.values, problems);
            settle_decisions(&mut process.states, problems);
            for state in &mut process.states {
                state.expand_decisions();
                settle(&mut state.deadlines, problems);
            }
        }
    }
}
