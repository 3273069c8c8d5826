//! Reads expectations: one function per shape of word.

use super::{Last, Reader, literal, not_yet};
use crate::outcome::Reason;
use crate::problem::{Hint, Problem, Problems, ScenarioFlaw, SyntaxFlaw, Word as Noun};
use crate::scenario::Pick;
use crate::scenario::expect::{ByDeadline, Entry, EntryKey, Expect, OfCase, States, Want, Wanted, Word};
use crate::source::Spanned;
use crate::syntax::{Fields, Node, NodeKind, Table};
use crate::value::{Text, Value};
use std::borrow::Cow;

impl Reader<'_> {
    pub(super) fn expect(&self, table: &Table, problems: &mut Problems) -> Expect {
        let mut fields = Fields::new(table, Noun::Expectation, problems);
        not_yet(&mut fields, &Word::LATER);
        let mut words = Vec::new();
        for word in Word::ALL {
            let Some(node) = fields.node(word.id()) else { continue };
            let key = fields.key_span(word.id()).unwrap_or(node.span);
            self.needs_case(word, node, fields.problems());
            let value = self.want(word, node, fields.problems());
            words.extend(value.map(|value| Wanted { value, key, span: node.span }));
        }
        fields.finish();
        words.sort_by_key(|wanted| wanted.key);
        Expect { words, span: table.span }
    }

    fn want(&self, word: Word, node: &Node, problems: &mut Problems) -> Option<Want> {
        Some(match word {
            Word::State => Want::State(self.states(node, problems)),
            Word::Owner => Want::Owner(self.owners(node, problems)),
            Word::Allowed => Want::Allowed(boolean(word, node, problems)?),
            Word::Denied => match node.kind {
                NodeKind::Boolean(true) => Want::Denied(None),
                NodeKind::Boolean(false) => Want::Allowed(true),
                _ => Want::Denied(Some(self.clauses(word, node, problems))),
            },
            Word::Reason => Want::Reason(reason(node, problems)?),
            Word::Clause => Want::Clause(self.clauses(word, node, problems)),
            Word::Missing => Want::Missing(names(word, node, problems)),
            Word::Due => Want::Due(self.by_deadline(word, node, problems, |key, node, problems| {
                literal::due(key, node, self.clock.map(|c| c.day), self.zone, problems)
            })),
            Word::Left => Want::Left(self.by_deadline(word, node, problems, literal::amount)),
            Word::Paused => {
                let paused = names(word, node, problems);
                paused.iter().for_each(|id| self.known.clock(id, problems));
                Want::Paused(paused)
            }
            Word::Late => Want::Late(self.deadlines(word, node, problems)),
            Word::Missed => Want::Missed(self.deadlines(word, node, problems)),
            Word::Warned => Want::Warned(self.deadlines(word, node, problems)),
            Word::Tasks => Want::Tasks(self.tasks(table(word, node, problems)?, problems)),
            Word::Notified => Want::Notified(self.notices(node, problems)),
            Word::Requested => Want::Requested(self.requests(node, problems)),
            Word::Withdrawn => {
                let withdrawn = names(word, node, problems);
                withdrawn.iter().for_each(|name| self.known.request(name, problems));
                Want::Withdrawn(withdrawn)
            }
            Word::Recorded => Want::Recorded(self.records(node, problems)),
            Word::Opened => {
                let opened = names(word, node, problems);
                opened.iter().for_each(|id| self.known.opened(id, problems));
                Want::Opened(opened)
            }
            Word::Charged => Want::Charged(self.charges(node, problems)),
            Word::Counters => Want::Counters(self.counters(node, problems)),
            Word::Ledger => Want::Ledger(self.ledger(table(word, node, problems)?, problems)),
            Word::Timers => Want::Timers(names(word, node, problems)),
            Word::Incident => Want::Incident(boolean(word, node, problems)?),
        })
    }

    /// Words of one case need one: the row's, unless they name cases themselves.
    fn needs_case(&self, word: Word, node: &Node, problems: &mut Problems) {
        let of_row = match word {
            Word::State | Word::Owner => node.as_table().is_none(),
            Word::Due | Word::Left => node.as_table().is_some_and(|t| t.entries().all(|(_, n)| n.as_table().is_none())),
            _ => false,
        };
        if of_row && self.last == Last::None {
            problems.push(Problem::new(ScenarioFlaw::NoCaseYet {}, node.span));
        }
    }

    /// The named case the row speaks of.
    fn addressed(&self) -> Option<&str> {
        if let Last::Named(name) = &self.last { Some(name) } else { None }
    }

    /// What a word says of the row's case, or of several by name.
    fn of_cases<T>(
        &self,
        node: &Node,
        problems: &mut Problems,
        read: impl Fn(&Node, Option<&str>, &mut Problems) -> Option<T>,
    ) -> Vec<OfCase<T>> {
        let Some(table) = node.as_table() else {
            let want = read(node, self.addressed(), problems);
            return want.map(|want| OfCase { case: None, want }).into_iter().collect();
        };
        let mut wanted = Vec::new();
        for (key, node) in table.entries() {
            let name: Spanned<Text> = Spanned::new(key.text.as_str().into(), key.span);
            self.known.case(&name, problems);
            let want = read(node, Some(&key.text), problems);
            wanted.extend(want.map(|want| OfCase { case: Some(Pick::Name(name)), want }));
        }
        wanted
    }

    fn states(&self, node: &Node, problems: &mut Problems) -> Vec<OfCase<States>> {
        self.of_cases(node, problems, |node, case, problems| {
            let states = names(Word::State, node, problems);
            states.iter().for_each(|state| self.known.state(state, case, problems));
            match node.kind {
                NodeKind::List(_) => Some(States::Are(states)),
                _ => states.into_iter().next().map(States::Has),
            }
        })
    }

    fn owners(&self, node: &Node, problems: &mut Problems) -> Vec<OfCase<Option<Text>>> {
        self.of_cases(node, problems, |node, _, problems| {
            let owners = names(Word::Owner, node, problems);
            owners.iter().for_each(|owner| self.known.person(owner, problems));
            Some(owners.into_iter().next().map(|owner| owner.value))
        })
    }

    fn clauses(&self, word: Word, node: &Node, problems: &mut Problems) -> Vec<Spanned<Text>> {
        let clauses = names(word, node, problems);
        clauses.iter().for_each(|clause| self.known.clause(clause, problems));
        clauses
    }

    fn deadlines(&self, word: Word, node: &Node, problems: &mut Problems) -> Vec<Spanned<Text>> {
        let deadlines = names(word, node, problems);
        deadlines.iter().for_each(|id| self.known.deadline(id, None, problems));
        deadlines
    }

    /// `{ li = ["approve", "refuse"] }`
    fn tasks(&self, table: &Table, problems: &mut Problems) -> Vec<(Spanned<Text>, Vec<Spanned<Text>>)> {
        let each = table.entries().map(|(key, node)| {
            let person: Spanned<Text> = Spanned::new(key.text.as_str().into(), key.span);
            self.known.person(&person, problems);
            let options = names(Word::Tasks, node, problems);
            options.iter().for_each(|option| self.known.option(option, problems));
            (person, options)
        });
        each.collect()
    }

    /// `{ reply = … }` of the row's case, or `{ A = { reply = … } }`.
    fn by_deadline<T>(
        &self,
        word: Word,
        node: &Node,
        problems: &mut Problems,
        read: impl Fn(&str, &Node, &mut Problems) -> Option<T>,
    ) -> ByDeadline<T> {
        let Some(table) = table(word, node, problems) else { return Vec::new() };
        let each = |table: &Table, case: Option<&str>, problems: &mut Problems| {
            let mut wanted = Vec::new();
            for (key, node) in table.entries() {
                let id: Spanned<Text> = Spanned::new(key.text.as_str().into(), key.span);
                self.known.deadline(&id, case, problems);
                wanted.extend(read(&key.text, node, problems).map(|value| (id, value)));
            }
            wanted
        };
        let nested = table.entries().any(|(_, node)| node.as_table().is_some());
        if !nested {
            return vec![OfCase { case: None, want: each(table, self.addressed(), problems) }];
        }
        let cases = table.entries().filter_map(|(key, node)| Some((key, node.as_table()?)));
        let of = |(key, table): (&crate::syntax::Key, &Table)| {
            let name: Spanned<Text> = Spanned::new(key.text.as_str().into(), key.span);
            self.known.case(&name, problems);
            OfCase { case: Some(Pick::Name(name)), want: each(table, Some(&key.text), problems) }
        };
        cases.map(of).collect()
    }

    fn notices(&self, node: &Node, problems: &mut Problems) -> Vec<Entry> {
        let mut entries = Vec::new();
        for item in items(node).iter() {
            let Some(entry) = entry(Word::Notified, "who", item, problems) else { continue };
            self.known.recipient(&entry.0, problems);
            let keys = entry.1.into_iter().map(|(key, node)| {
                let key = match key.as_str() {
                    "about" => EntryKey::About,
                    "channel" => EntryKey::Channel,
                    other => EntryKey::With(other.into()),
                };
                Some((key, literal::value(node)?))
            });
            entries.push(Entry { id: entry.0, keys: keys.flatten().collect() });
        }
        entries
    }

    fn requests(&self, node: &Node, problems: &mut Problems) -> Vec<Entry> {
        let mut entries = Vec::new();
        for item in items(node).iter() {
            let Some((id, keys)) = entry(Word::Requested, "request", item, problems) else { continue };
            self.known.request(&id, problems);
            let keys = keys.into_iter().map(|(key, node)| Some((EntryKey::With(key.into()), literal::value(node)?)));
            entries.push(Entry { id, keys: keys.flatten().collect() });
        }
        entries
    }

    fn records(&self, node: &Node, problems: &mut Problems) -> Vec<Entry> {
        let mut entries = Vec::new();
        for item in items(node).iter() {
            let Some((id, keys)) = entry(Word::Recorded, "register", item, problems) else { continue };
            let Some(register) = self.known.register(&id, problems) else { continue };
            let mut compared = Vec::new();
            for (key, node) in keys {
                let column = register.fields.iter().find(|field| *field.id == *key);
                match (key.as_str(), column) {
                    ("whom", _) => {
                        compared.extend(literal::text("whom", node, problems).map(|whom| {
                            self.known.person(&whom, problems);
                            (EntryKey::Whom, Value::Person(whom.value))
                        }));
                    }
                    (_, Some(column)) => {
                        let value = literal::typed(&key, node, &column.ty, self.home(), problems);
                        compared.extend(value.map(|value| (EntryKey::With(column.id.clone()), value)));
                    }
                    (_, None) => {
                        let hint = Hint::among(&key, register.fields.iter().map(|field| &*field.id));
                        let flaw = SyntaxFlaw::UnknownName { kind: Noun::Column, name: key, hint };
                        problems.push(Problem::new(flaw, node.span));
                    }
                }
            }
            entries.push(Entry { id, keys: compared });
        }
        entries
    }
}

/// A wanted entry being read: what it is of, and the other keys.
type Keyed<'n> = (Spanned<Text>, Vec<(String, &'n Node)>);

/// A text, or a table with a text under `head` and further keys.
fn entry<'n>(word: Word, head: &'static str, node: &'n Node, problems: &mut Problems) -> Option<Keyed<'n>> {
    let Some(table) = node.as_table() else {
        return literal::text(word.id(), node, problems).map(|text| (text, Vec::new()));
    };
    let Some(id) = table.get(head) else {
        let flaw = SyntaxFlaw::MissingKey { key: head.to_owned(), place: Noun::Expectation };
        problems.push(Problem::new(flaw, table.span));
        return None;
    };
    let keys = table.entries().filter(|(key, _)| key.text != head).map(|(key, node)| (key.text.clone(), node));
    Some((literal::text(head, id, problems)?, keys.collect()))
}

/// The items of a list, the tables under headers, or the one value.
pub(super) fn items(node: &Node) -> Cow<'_, [Node]> {
    match &node.kind {
        NodeKind::List(items) => items.into(),
        NodeKind::Tables(tables) => {
            let node = |table: &Table| Node { span: table.span, kind: NodeKind::Table(table.clone()) };
            tables.iter().map(node).collect()
        }
        _ => std::slice::from_ref(node).into(),
    }
}

fn names(word: Word, node: &Node, problems: &mut Problems) -> Vec<Spanned<Text>> {
    items(node).iter().filter_map(|item| literal::text(word.id(), item, problems)).collect()
}

/// A table, or the problem that it is none.
pub(super) fn table<'n>(word: Word, node: &'n Node, problems: &mut Problems) -> Option<&'n Table> {
    let table = node.as_table();
    if table.is_none() && !node.is_broken() {
        let example = match word {
            Word::Due => "due = { reply = \"10:35:00\" }",
            Word::Left => "left = { reply = \"10 minutes\" }",
            Word::Tasks => "tasks = { li = [\"approve\", \"refuse\"] }",
            Word::Counters => "counters = { li = { work_rule = { \"11\" = 2 } } }",
            _ => "ledger = { li = \"600 CNY\" }",
        };
        let flaw = ScenarioFlaw::WrongShape { word: word.id().to_owned(), example: example.to_owned() };
        problems.push(Problem::new(flaw, node.span));
    }
    table
}

fn boolean(word: Word, node: &Node, problems: &mut Problems) -> Option<bool> {
    match node.kind {
        NodeKind::Boolean(value) => Some(value),
        NodeKind::Broken => None,
        _ => {
            let (key, expected, found) = (word.id().to_owned(), Noun::Boolean.into(), node.shape());
            problems.push(Problem::new(SyntaxFlaw::WrongType { key, expected, found }, node.span));
            None
        }
    }
}

fn reason(node: &Node, problems: &mut Problems) -> Option<Reason> {
    let text = literal::text(Word::Reason.id(), node, problems)?;
    let known = REASONS.into_iter().find(|reason| reason.id() == &*text.value);
    if known.is_none() {
        let hint = Hint::among(&text.value, REASONS.map(Reason::id));
        let (key, word) = (Word::Reason.id().to_owned(), text.value.to_string());
        problems.push(Problem::new(SyntaxFlaw::UnknownWord { key, word, hint }, text.span));
    }
    known
}

const REASONS: [Reason; 8] = [
    Reason::Malformed,
    Reason::Forbidden,
    Reason::NotForYou,
    Reason::NotNow,
    Reason::Missing,
    Reason::Unmet,
    Reason::NotAccepted,
    Reason::NotInForce,
];
