//! The names a scenario may use, and the problem for one that is not among them.

use crate::outcome::Answered;
use crate::problem::{Hint, PackagingFlaw, Problem, Problems, ScenarioFlaw, SyntaxFlaw, Word};
use crate::program::{Attribute, Event, Param, Process, Program, Register, Verb};
use crate::source::{Span, Spanned};
use crate::value::Text;
use std::collections::BTreeMap;

/// See the module.
pub(super) struct Known<'a> {
    program: &'a Program,
    /// Everybody in the cast.
    pub(super) people: Vec<Text>,
    /// Cases named so far, with their process where it is certain.
    pub(super) cases: BTreeMap<Text, Option<Text>>,
    /// Ids of rows so far, with their positions.
    pub(super) rows: Vec<(Text, usize)>,
}

impl<'a> Known<'a> {
    pub(super) fn new(program: &'a Program) -> Self {
        Self { program, people: Vec::new(), cases: BTreeMap::new(), rows: Vec::new() }
    }

    pub(super) fn clause(&self, clause: &Spanned<Text>, problems: &mut Problems) {
        let ids = self.program.clauses.iter().map(|c| &*c.id);
        if ids.clone().all(|id| *id != *clause.value) {
            let hint = Hint::among(&clause.value, ids);
            let flaw = PackagingFlaw::ClauseUnknown { clause: clause.value.to_string(), hint: hint.clone() };
            problems.push(Problem::new(flaw, clause.span).fix_by(inner(clause), &hint));
        }
    }

    pub(super) fn parameter(&self, id: &str, span: Span, problems: &mut Problems) -> Option<&'a Param> {
        let found = self.program.params.iter().find(|p| *p.id == *id);
        if found.is_none() {
            unknown(Word::Parameter, id, span, self.program.params.iter().map(|p| &*p.id), problems);
        }
        found
    }

    pub(super) fn person(&self, id: &Spanned<Text>, problems: &mut Problems) {
        self.among(Word::Person, id, self.people.iter().map(|p| &**p), problems);
    }

    /// Somebody who can be told: a person, or a role nobody holds.
    pub(super) fn recipient(&self, id: &Spanned<Text>, problems: &mut Problems) {
        let roles = self.program.roles.iter().map(|r| &*r.id);
        self.among(Word::Person, id, self.people.iter().map(|p| &**p).chain(roles), problems);
    }

    pub(super) fn role(&self, id: &Spanned<Text>, problems: &mut Problems) {
        self.among(Word::Role, id, self.program.roles.iter().map(|r| &*r.id), problems);
    }

    pub(super) fn register(&self, id: &Spanned<Text>, problems: &mut Problems) -> Option<&'a Register> {
        let found = self.program.registers.iter().find(|r| r.id == id.value);
        self.among(Word::Register, id, self.program.registers.iter().map(|r| &*r.id), problems);
        found
    }

    /// A request some action makes, or what undoes one.
    pub(super) fn request(&self, id: &Spanned<Text>, problems: &mut Problems) {
        self.among(Word::Request, id, self.requests().into_iter(), problems);
    }

    fn requests(&self) -> Vec<&'a str> {
        let mut names: Vec<&str> = Vec::new();
        for verb in self.program.processes.iter().flat_map(Process::verbs) {
            if let Verb::Request { name, undo, .. } = verb {
                names.push(name);
                names.extend(undo.as_deref());
            }
        }
        names
    }

    /// Whether an event is the host's answer to a request or to a notice with a name.
    pub(super) fn is_answer(&self, event: &str) -> bool {
        let Some((name, _)) = Answered::of(event) else { return false };
        let verbs = self.program.processes.iter().flat_map(Process::verbs);
        let mut notices = verbs.filter_map(|verb| if let Verb::Notify(notice) = verb { Some(notice) } else { None });
        self.requests().contains(&name) || notices.any(|notice| notice.name.as_deref() == Some(name))
    }

    pub(super) fn penalty(&self, id: &Spanned<Text>, problems: &mut Problems) {
        self.among(Word::Penalty, id, self.program.penalties.iter().map(|p| &*p.id), problems);
    }

    pub(super) fn process(&self, id: &Spanned<Text>, problems: &mut Problems) -> Option<&'a Process> {
        let found = self.program.processes.iter().find(|p| p.id == id.value);
        self.among(Word::Process, id, self.program.processes.iter().map(|p| &*p.id), problems);
        found
    }

    /// A process by its id, or a part another case is opened as.
    pub(super) fn opened(&self, id: &Spanned<Text>, problems: &mut Problems) {
        let parts = self.parts();
        let processes = self.program.processes.iter().map(|p| &*p.id);
        self.among(Word::Process, id, processes.chain(parts.iter().map(|(part, _)| &**part)), problems);
    }

    /// A state of the case's process where that is certain, else of any.
    pub(super) fn state(&self, id: &Spanned<Text>, case: Option<&str>, problems: &mut Problems) {
        let states: Vec<&str> = self.processes_of(case).flat_map(|p| &p.states).map(|s| &*s.id).collect();
        self.among(Word::State, id, states.into_iter(), problems);
    }

    /// A deadline of the case's process where that is certain, else of any.
    pub(super) fn deadline(&self, id: &Spanned<Text>, case: Option<&str>, problems: &mut Problems) {
        let deadlines: Vec<&str> = self.processes_of(case).flat_map(|p| &p.deadlines).map(|d| &*d.id).collect();
        self.among(Word::Deadline, id, deadlines.into_iter(), problems);
    }

    /// A deadline or wait, as itself or after its case: `reply`, `A/reply`.
    pub(super) fn clock(&self, id: &Spanned<Text>, problems: &mut Problems) {
        let own = id.value.rsplit_once('/').map_or(&*id.value, |(_, own)| own);
        let deadlines = self.program.processes.iter().flat_map(|p| p.deadlines.iter().map(|d| &*d.id));
        let waits = self.program.processes.iter();
        let waits = waits.flat_map(|p| (0..p.waits.len()).map(|at| &**p.wait_id(at.into())));
        let own = Spanned::new(own.into(), id.span);
        self.among(Word::Deadline, &own, deadlines.chain(waits), problems);
    }

    /// An option of a decision, as itself or after its decision: `approve`, `review.approve`.
    pub(super) fn option(&self, id: &Spanned<Text>, problems: &mut Problems) {
        let decisions = self.program.processes.iter().flat_map(|p| &p.decisions);
        let of = |d: &'a crate::program::Decision| d.options.iter().map(move |option| format!("{}.{option}", d.id));
        let full: Vec<String> = decisions.clone().flat_map(of).collect();
        let bare = decisions.flat_map(|d| d.options.iter().map(|option| &**option));
        self.among(Word::Option, id, bare.chain(full.iter().map(String::as_str)), problems);
    }

    /// Whether somebody can do an event somewhere.
    pub(super) fn accepts(&self, name: &str) -> bool {
        let accepts = |p: &Process| p.transitions.iter().any(|t| t.by.is_some() && t.trigger.matches(name));
        self.program.processes.iter().any(accepts)
    }

    /// An event somebody can do somewhere.
    pub(super) fn event(&self, name: &Spanned<Text>, problems: &mut Problems) -> bool {
        let accepted = self.accepts(&name.value);
        if !accepted {
            let outside = self.program.processes.iter().flat_map(|p| &p.events).filter(|e| e.outside);
            let hint = Hint::among(&name.value, outside.map(|e| &*e.name));
            let flaw = ScenarioFlaw::AcceptedNowhere { event: name.value.to_string(), hint: hint.clone() };
            problems.push(Problem::new(flaw, name.span).fix_by(inner(name), &hint));
        }
        accepted
    }

    /// A field of an event, in whichever process accepts it.
    pub(super) fn field(&self, event: &str, field: &str, span: Span, problems: &mut Problems) {
        let events = self.program.processes.iter().filter_map(|p| p.event(event));
        let fields: Vec<&str> = events.flat_map(|e: &Event| &e.fields).map(|f| &*f.field.id).collect();
        if !fields.contains(&field) {
            let hint = Hint::among(field, fields);
            let (event, field) = (event.to_owned(), field.to_owned());
            let flaw = ScenarioFlaw::UnknownField { event, field, hint };
            problems.push(Problem::new(flaw, span));
        }
    }

    pub(super) fn attribute(&self, id: &str, span: Span, problems: &mut Problems) -> Option<&'a Attribute> {
        let found = self.program.attributes.iter().find(|a| *a.id == *id);
        if found.is_none() {
            unknown(Word::Attribute, id, span, self.program.attributes.iter().map(|a| &*a.id), problems);
        }
        found
    }

    pub(super) fn no_data(&self, process: &Process, id: &str, span: Span, problems: &mut Problems) {
        unknown(Word::Data, id, span, process.data.iter().map(|d| &*d.field.id), problems);
    }

    /// Processes a case can begin in by this event.
    pub(super) fn started_by(&self, event: &str) -> Vec<&'a Process> {
        self.program.processes.iter().filter(|p| p.starts_by(event)).collect()
    }

    /// Whether a case's name, or the parent before its last `/`, was named before.
    pub(super) fn case(&self, name: &Spanned<Text>, problems: &mut Problems) {
        if !self.is_case(&name.value) {
            unknown(Word::Case, &name.value, name.span, self.cases.keys().map(|id| &**id), problems);
        }
    }

    /// The position of an earlier row.
    pub(super) fn row(&self, id: &Spanned<Text>, problems: &mut Problems) -> Option<usize> {
        self.among(Word::Step, id, self.rows.iter().map(|(known, _)| &**known), problems);
        self.rows.iter().find(|(known, _)| *known == id.value).map(|(_, position)| *position)
    }

    pub(super) fn is_case(&self, name: &str) -> bool {
        self.cases.contains_key(name)
            || name.rsplit_once('/').is_some_and(|(parent, part)| {
                self.is_case(parent) && self.parts().iter().any(|(known, _)| **known == *part)
            })
    }

    /// The process of a named case, where it is certain.
    pub(super) fn process_of(&self, name: &str) -> Option<Text> {
        if let Some(process) = self.cases.get(name) {
            return process.clone();
        }
        let part = name.rsplit_once('/')?.1;
        let mut processes = self.parts().into_iter().filter(|(known, _)| **known == *part).map(|(_, process)| process);
        let first = processes.next()?;
        processes.all(|other| other == first).then_some(first)
    }

    /// Every part a case can be opened as, with its process.
    fn parts(&self) -> Vec<(Text, Text)> {
        let mut parts: Vec<(Text, Text)> = Vec::new();
        for process in &self.program.processes {
            parts.push((process.id.clone(), process.id.clone()));
            for open in process.verbs().into_iter().filter_map(Verb::as_open) {
                let opened = self.program.processes[open.process.at()].id.clone();
                parts.extend(open.part.clone().map(|part| (part, opened)));
            }
        }
        parts.sort();
        parts.dedup();
        parts
    }

    fn processes_of(&self, case: Option<&str>) -> impl Iterator<Item = &'a Process> {
        let id = case.and_then(|case| self.process_of(case));
        self.program.processes.iter().filter(move |p| id.as_ref().is_none_or(|id| p.id == *id))
    }

    fn among<'k>(&self, kind: Word, id: &Spanned<Text>, known: impl Iterator<Item = &'k str>, problems: &mut Problems) {
        let known: Vec<&str> = known.collect();
        if !known.contains(&&*id.value) {
            let hint = Hint::among(&id.value, known);
            let flaw = SyntaxFlaw::UnknownName { kind, name: id.value.to_string(), hint: hint.clone() };
            problems.push(Problem::new(flaw, id.span).fix_by(inner(id), &hint));
        }
    }
}

fn unknown<'k>(kind: Word, id: &str, span: Span, known: impl Iterator<Item = &'k str>, problems: &mut Problems) {
    let hint = Hint::among(id, known);
    problems.push(Problem::new(SyntaxFlaw::UnknownName { kind, name: id.to_owned(), hint }, span));
}

/// A name without its quotes, where it has any: keys may be bare.
fn inner(name: &Spanned<Text>) -> Span {
    let span = name.span;
    if span.range().len() == name.value.len() {
        return span;
    }
    Span { start: span.start + 1, end: span.end.saturating_sub(1).max(span.start + 1), ..span }
}
