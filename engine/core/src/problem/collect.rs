//! Collecting problems: in place order, each once, and one wrong name reported once.

use std::collections::BTreeMap;

use super::{Note, Problem, Severity, Word};

/// The problems of a stage or of a whole run.
#[derive(Debug, Clone, Default)]
pub struct Problems {
    list: Vec<Problem>,
    /// Names known to be missing; the place in `list` of the report, where there is one.
    missing: BTreeMap<(Word, String), Option<usize>>,
}

impl Problems {
    /// An empty collection.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a problem. A name reported as unknown before only gets one more label; a name [silenced](Self::silence)
    /// nothing at all.
    pub fn push(&mut self, problem: Problem) {
        let unknown = problem.flaw.unknown().map(|(kind, name)| (kind, name.to_owned()));
        match unknown.as_ref().and_then(|key| self.missing.get(key)).copied() {
            Some(Some(first)) => self.join(first, problem),
            Some(None) => {}
            None => {
                if let Some(key) = unknown {
                    self.missing.insert(key, Some(self.list.len()));
                }
                self.list.push(problem);
            }
        }
    }

    /// Makes the earlier place the problem's own and the later one a label.
    fn join(&mut self, first: usize, mut other: Problem) {
        let known = &mut self.list[first];
        if other.span < known.span {
            std::mem::swap(known, &mut other);
            known.labels.append(&mut other.labels);
        }
        let seen = known.span == other.span || known.labels.iter().any(|(span, _)| *span == other.span);
        if !seen {
            known.labels.push((other.span, Note::AlsoHere));
        }
    }

    /// Keeps quiet about a name from now on, because its declaration was found but could not be read.
    pub fn silence(&mut self, kind: Word, name: impl Into<String>) {
        self.missing.entry((kind, name.into())).or_insert(None);
    }

    /// Whether a name was already reported as unknown, or silenced: what follows from it need not be said.
    #[must_use]
    pub fn is_missing(&self, kind: Word, name: &str) -> bool {
        self.missing.contains_key(&(kind, name.to_owned()))
    }

    /// Whether anything makes the policy unusable.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|problem| problem.severity() == Severity::Error)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All of them, in the order pushed.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.list.iter()
    }

    /// All of them by place, each once.
    #[must_use]
    pub fn into_sorted(mut self) -> Vec<Problem> {
        for problem in &mut self.list {
            problem.labels.sort();
            problem.labels.dedup();
        }
        self.list.sort_by_key(|problem| (problem.span, problem.severity(), problem.code()));
        let mut sorted: Vec<Problem> = Vec::with_capacity(self.list.len());
        for problem in self.list {
            let twin =
                sorted.iter().rev().take_while(|other| other.span == problem.span).any(|other| *other == problem);
            if !twin {
                sorted.push(problem);
            }
        }
        sorted
    }
}

impl Extend<Problem> for Problems {
    fn extend<I: IntoIterator<Item = Problem>>(&mut self, problems: I) {
        problems.into_iter().for_each(|problem| self.push(problem));
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        let mut problems = Self::new();
        problems.push(problem);
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Hint, PackagingFlaw, SyntaxFlaw};
    use super::*;
    use crate::source::{SourceId, Span};

    fn at(start: usize) -> Span {
        Span::new(SourceId(0), start..start + 2)
    }

    fn unknown(name: &str, start: usize) -> Problem {
        let flaw = SyntaxFlaw::UnknownName { kind: Word::Role, name: name.to_owned(), hint: Hint::default() };
        Problem::new(flaw, at(start))
    }

    #[test]
    fn an_unknown_name_used_five_times_is_one_problem() {
        let mut problems = Problems::new();
        for start in [30, 10, 40, 20, 50] {
            problems.push(unknown("sup", start));
        }
        problems.push(unknown("other", 60));
        let sorted = problems.into_sorted();
        assert_eq!(sorted.len(), 2);
        assert_eq!(sorted[0].span, at(10));
        let places: Vec<Span> = sorted[0].labels.iter().map(|(span, _)| *span).collect();
        assert_eq!(places, [at(20), at(30), at(40), at(50)]);
    }

    #[test]
    fn sorted_by_place_and_each_once() {
        let clause = |start| {
            Problem::new(PackagingFlaw::ClauseUncited { clause: "3".to_owned() }, at(start))
                .label(at(1), Note::FirstHere)
        };
        let mut problems = Problems::new();
        problems.extend([clause(9), clause(4), clause(9)]);
        assert!(!problems.has_errors());
        let spans: Vec<Span> = problems.into_sorted().iter().map(|p| p.span).collect();
        assert_eq!(spans, [at(4), at(9)]);
    }

    #[test]
    fn a_silenced_name_is_not_reported() {
        let mut problems = Problems::new();
        problems.silence(Word::Role, "sup");
        problems.push(unknown("sup", 3));
        assert!(problems.is_empty() && problems.is_missing(Word::Role, "sup"));
    }
}
