//! Which problems merely follow from others: one slip is one problem.
//!
//! Stages go on after a mistake, so what could not be used is missed later: a misspelt key is also a missing one, the
//! fields its value would have declared are names nobody knows, and a scenario has no case to speak of. Here both ends
//! are known, and the later one is left out; it comes back by itself if the repair does not help. An unknown name that
//! is used twice is joined by [`Problems`](crate::problem::Problems) itself.

use std::collections::{BTreeMap, BTreeSet};

use super::mentions::words;
use super::sections::Sections;
use crate::model::files::Documents;
use crate::problem::{
    Flaw, GuardFlaw, PackagingFlaw, Problem, RoleFlaw, ScenarioFlaw, Severity, StateFlaw, SyntaxFlaw, Word,
};
use crate::source::{SourceId, Span};
use crate::syntax::{Node, NodeKind, Table};

/// What earlier problems took away.
#[derive(Debug, Clone, Default)]
pub struct Causes {
    sections: Sections,
    /// Sections with something nobody could read, and whether it was more than a missing key.
    unread: BTreeMap<Span, bool>,
    /// Unknown keys that were certainly meant to be another, by section.
    meant: BTreeSet<Span>,
    /// Names declared where something could not be read, or inside values nobody could use, or likely meant by a name
    /// nobody knows.
    lost: BTreeSet<String>,
    /// All words of those sections, by section.
    doubtful: BTreeMap<String, Vec<Span>>,
    /// Files in which the tree of states may be wrong.
    shaken: BTreeSet<SourceId>,
    /// Whether a case may not begin as it should.
    starts: bool,
    /// The words of the whole policy, where anything at all is wrong with it; how many sources it has.
    policy: Option<(BTreeSet<String>, usize)>,
}

impl Causes {
    /// What the problems of a policy took away from later stages.
    #[must_use]
    pub fn of(documents: &Documents, problems: &[Problem]) -> Self {
        let mut causes = Self { sections: Sections::of(documents), ..Self::default() };
        let written = Written::of(documents);
        for problem in problems.iter().filter(|problem| problem.severity() == Severity::Error) {
            causes.add(problem, documents, &written);
        }
        if !(causes.unread.is_empty() && causes.lost.is_empty()) {
            let texts = documents.sources.iter().map(|(_, source)| &*source.text);
            let all = texts.flat_map(words).map(str::to_owned).collect();
            causes.policy = Some((all, documents.sources.iter().count()));
        }
        causes
    }

    /// The problems without those that follow from others. An error is never explained away by what is none.
    #[must_use]
    pub fn without_follow_ons(&self, problems: Vec<Problem>) -> Vec<Problem> {
        let is_error = |problem: &Problem| problem.severity() == Severity::Error;
        let (follow, stay): (Vec<Problem>, Vec<Problem>) =
            problems.into_iter().partition(|problem| self.explain(problem));
        if stay.iter().any(is_error) || !follow.iter().any(is_error) {
            return stay;
        }
        let mut all = stay;
        all.extend(follow);
        all.sort_by_key(|problem| problem.span);
        all
    }

    /// Whether a problem follows from one of those: then it need not be said.
    #[must_use]
    pub fn explain(&self, problem: &Problem) -> bool {
        match &self.policy {
            None => false,
            Some((words, sources)) if problem.span.source.0 as usize >= *sources => self.in_scenario(problem, words),
            Some(_) => self.in_policy(problem),
        }
    }

    /// Scenarios are read against what could be made of the policy: a name the policy has somewhere is no mistake there.
    fn in_scenario(&self, problem: &Problem, policy: &BTreeSet<String>) -> bool {
        match &problem.flaw {
            Flaw::ScenarioFlaw(ScenarioFlaw::NoCaseYet {})
            | Flaw::SyntaxFlaw(SyntaxFlaw::UnknownName { kind: Word::Case, .. }) => self.starts,
            Flaw::ScenarioFlaw(ScenarioFlaw::UnknownField { event, field, .. }) => {
                policy.contains(field) || words(event).next().is_some_and(|word| policy.contains(word))
            }
            Flaw::SyntaxFlaw(SyntaxFlaw::BadLiteral { text, .. }) => policy.contains(text),
            flaw => name(flaw).is_some_and(|name| words(name).next().is_some_and(|word| policy.contains(word))),
        }
    }

    fn in_policy(&self, problem: &Problem) -> bool {
        let section = self.sections.section(problem.span);
        let unread = self.unread.get(&section) == Some(&true);
        match &problem.flaw {
            Flaw::SyntaxFlaw(SyntaxFlaw::MissingKey { key, .. }) => {
                unread || key.is_empty() || self.elsewhere(key, section)
            }
            Flaw::SyntaxFlaw(SyntaxFlaw::KeysLack { .. } | SyntaxFlaw::KeyNeeds { .. })
            | Flaw::StateFlaw(StateFlaw::AgainMissing { .. })
            | Flaw::PackagingFlaw(PackagingFlaw::ParameterOpen { .. })
            | Flaw::RoleFlaw(RoleFlaw::NobodyMaySend { .. }) => unread,
            Flaw::SyntaxFlaw(SyntaxFlaw::UnknownKey { hint, .. }) => {
                hint.best().is_none() && self.meant.contains(&section)
            }
            Flaw::StateFlaw(StateFlaw::InitialOutside { .. }) => self.shaken.contains(&section.source),
            Flaw::GuardFlaw(
                GuardFlaw::UnknownField { .. } | GuardFlaw::UnknownRoot { .. } | GuardFlaw::MaybeNotGiven { .. },
            ) if unread => true,
            flaw => name(flaw).is_some_and(|name| self.takes_away(flaw, name, section)),
        }
    }

    fn takes_away(&self, flaw: &Flaw, name: &str, section: Span) -> bool {
        // Of a dotted name any part may be what is gone: `child.callback.closed`, `case.rings`.
        let gone = |word: &str| match flaw {
            Flaw::GuardFlaw(_) => self.elsewhere(word, section),
            Flaw::SyntaxFlaw(SyntaxFlaw::UnknownName { kind: Word::Event, .. }) => self.elsewhere(word, section),
            _ => self.lost.contains(word),
        };
        words(name).any(gone)
    }

    /// Whether a name is lost, or stands in another section that could not be read.
    fn elsewhere(&self, word: &str, section: Span) -> bool {
        self.lost.contains(word) || self.doubtful.get(word).is_some_and(|places| places.iter().any(|at| *at != section))
    }

    fn add(&mut self, problem: &Problem, documents: &Documents, written: &Written<'_>) {
        match &problem.flaw {
            Flaw::SyntaxFlaw(SyntaxFlaw::UnknownName { kind, hint, .. }) => {
                self.lost.extend(hint.best().map(str::to_owned));
                if *kind == Word::State {
                    self.shaken.insert(problem.span.source);
                }
                self.shake(problem, documents);
            }
            // The event that was meant has its payload from elsewhere.
            Flaw::StateFlaw(StateFlaw::MisspeltEvent { hint, .. }) => {
                self.lost.extend(hint.best().map(str::to_owned));
                self.unread.insert(self.sections.section(problem.span), true);
                self.shake(problem, documents);
            }
            Flaw::PackagingFlaw(PackagingFlaw::ClauseUnknown { .. }) => {}
            Flaw::SyntaxFlaw(
                SyntaxFlaw::LookAlike { .. } | SyntaxFlaw::NameForId { .. } | SyntaxFlaw::DuplicateId { .. },
            ) => {}
            Flaw::SyntaxFlaw(flaw) => {
                if let SyntaxFlaw::UnknownKey { hint, .. } = flaw
                    && hint.best().is_some()
                {
                    self.meant.insert(self.sections.section(problem.span));
                }
                self.unreadable(problem, flaw, documents, written);
            }
            _ => {}
        }
    }

    fn unreadable(&mut self, problem: &Problem, flaw: &SyntaxFlaw, documents: &Documents, written: &Written<'_>) {
        let section = self.sections.section(problem.span);
        let only_missing =
            matches!(flaw, SyntaxFlaw::MissingKey { .. } | SyntaxFlaw::KeysLack { .. } | SyntaxFlaw::KeyNeeds { .. });
        *self.unread.entry(section).or_default() |= !only_missing;
        for word in words(documents.sources.text(section)) {
            self.doubtful.entry(word.to_owned()).or_default().push(section);
        }
        self.shaken.insert(section.source);
        self.shake(problem, documents);
        written.declared(problem.span, !only_missing, &mut self.lost);
    }

    /// Cases begin by starts, or by being opened: of a process or of an offence.
    fn shake(&mut self, problem: &Problem, documents: &Documents) {
        let text = documents.sources.text(self.sections.section(problem.span));
        self.starts |= ["[[start]]", "[process]", "[[offence]]"].iter().any(|header| text.starts_with(header));
    }
}

/// The name a problem does not know.
fn name(flaw: &Flaw) -> Option<&str> {
    match flaw {
        Flaw::SyntaxFlaw(SyntaxFlaw::UnknownName { name, .. })
        | Flaw::GuardFlaw(
            GuardFlaw::UnknownRoot { name, .. }
            | GuardFlaw::UnknownFunction { name, .. }
            | GuardFlaw::MaybeNotGiven { name },
        ) => Some(name),
        Flaw::GuardFlaw(GuardFlaw::UnknownField { field, .. })
        | Flaw::ScenarioFlaw(ScenarioFlaw::UnknownField { field, .. }) => Some(field),
        Flaw::PackagingFlaw(PackagingFlaw::ClauseUnknown { clause, .. }) => Some(clause),
        Flaw::ScenarioFlaw(ScenarioFlaw::AcceptedNowhere { event, .. }) => Some(event),
        _ => None,
    }
}

/// What is written at which place.
struct Written<'d> {
    /// Values by the places of their keys and their own.
    values: BTreeMap<Span, &'d Node>,
    /// Tables by their own place and those of their keys.
    tables: BTreeMap<Span, &'d Table>,
}

impl<'d> Written<'d> {
    fn of(documents: &'d Documents) -> Self {
        let mut written = Self { values: BTreeMap::new(), tables: BTreeMap::new() };
        for document in &documents.documents {
            written.table(&document.root);
        }
        written
    }

    fn table(&mut self, table: &'d Table) {
        self.tables.insert(table.span, table);
        for (key, node) in table.entries() {
            self.tables.insert(key.span, table);
            self.values.insert(key.span, node);
            self.values.insert(node.span, node);
            self.node(node);
        }
    }

    fn node(&mut self, node: &'d Node) {
        match &node.kind {
            NodeKind::Table(table) => self.table(table),
            NodeKind::Tables(tables) => tables.iter().for_each(|table| self.table(table)),
            NodeKind::List(items) => items.iter().for_each(|item| self.node(item)),
            _ => {}
        }
    }

    /// The names that what is wrong at a place would have declared: the element's own, and all in its value if the whole
    /// of that is gone.
    fn declared(&self, at: Span, whole: bool, names: &mut BTreeSet<String>) {
        if let Some(node) = self.values.get(&at).filter(|_| whole) {
            inside(node, names);
        }
        if let Some(id) = self.tables.get(&at).and_then(|table| table.get("id")).and_then(Node::as_text) {
            names.insert(id.value.clone());
        }
    }
}

/// Every word of a value, keys among them.
fn inside(node: &Node, found: &mut BTreeSet<String>) {
    let mut table = |table: &Table| {
        for (key, node) in table.entries() {
            found.insert(key.text.clone());
            inside(node, found);
        }
    };
    match &node.kind {
        NodeKind::Table(inner) => table(inner),
        NodeKind::Tables(tables) => tables.iter().for_each(table),
        NodeKind::List(items) => items.iter().for_each(|item| inside(item, found)),
        NodeKind::Text(text) => found.extend(words(&text.value).map(str::to_owned)),
        _ => {}
    }
}
