//! Taking an element apart: ask for its keys, and everything else it has is reported.
//!
//! A decoder makes a [`Fields`] over a table, asks for each key once, and ends with [`finish`](Fields::finish), which
//! reports unknown keys with suggestions from the keys that were asked for. What is missing or of the wrong shape is
//! reported when asked for and comes back as `None` (or nothing), so decoding goes on.

use crate::problem::{AnyOf, Hint, Problem, Problems, Quoted, SyntaxFlaw, Word};
use crate::source::{Span, Spanned};

use super::vocabulary::{is_word, means};
use super::{Key, Node, NodeKind, Table, TableForm, Text};

/// An element being taken apart.
///
/// ```
/// use zhidu_core::problem::{Problems, Word};
/// use zhidu_core::source::SourceId;
/// use zhidu_core::syntax::{Fields, parse};
///
/// let (document, _) = parse(SourceId(0), "id = 'li'\nroles = ['agent', 'cook']\nabsnt = true");
/// let mut problems = Problems::new();
/// let mut cast = Fields::new(&document.root, Word::Cast, &mut problems);
/// let id = cast.required_text("id").unwrap();
/// let roles = cast.texts("roles");
/// assert!(cast.flag("absent")); // misspelt: reported below, and meant all the same
/// cast.finish();
/// assert_eq!((id.value.as_str(), roles.len()), ("li", 2));
/// assert_eq!(problems.into_sorted()[0].code(), "ZD0020");
/// ```
#[derive(Debug)]
pub struct Fields<'t, 'p> {
    table: &'t Table,
    place: Word,
    asked: Vec<&'static str>,
    slips: Vec<(Span, &'static str)>,
    /// Entries whose keys are no words of the language, once they were looked for: hardly ever any.
    strange: Option<Vec<(&'t Key, &'t Node)>>,
    problems: &'p mut Problems,
}

impl<'t, 'p> Fields<'t, 'p> {
    /// Starts on a table that is an element of the kind `place`.
    pub fn new(table: &'t Table, place: Word, problems: &'p mut Problems) -> Self {
        Self { table, place, asked: Vec::new(), slips: Vec::new(), strange: None, problems }
    }

    /// The place of the element, as [`Table::span`].
    #[must_use]
    pub fn span(&self) -> Span {
        self.table.span
    }

    /// The table itself.
    #[must_use]
    pub fn table_itself(&self) -> &'t Table {
        self.table
    }

    /// Where further problems go, and what decoders of inner elements take.
    pub fn problems(&mut self) -> &mut Problems {
        self.problems
    }

    /// Reports a problem of this element.
    pub fn report(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Whether the key was written, readable or not. Counts as asked for.
    pub fn has(&mut self, key: &'static str) -> bool {
        self.ask(key).is_some()
    }

    /// Where the key itself stands.
    pub fn key_span(&mut self, key: &'static str) -> Option<Span> {
        self.note(key);
        self.table.entry(key).map(|(key, _)| key.span)
    }

    /// The value whatever its shape, unless it was broken.
    pub fn node(&mut self, key: &'static str) -> Option<&'t Node> {
        self.ask(key).filter(|node| !node.is_broken())
    }

    /// As [`node`](Self::node), reporting its absence.
    pub fn required_node(&mut self, key: &'static str) -> Option<&'t Node> {
        self.require(key);
        self.node(key)
    }

    /// A text.
    pub fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.quoted(key).map(Text::spanned)
    }

    /// As [`text`](Self::text), reporting its absence.
    pub fn required_text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.require(key);
        self.text(key)
    }

    /// A text with the way back to the file, for those who read inside it.
    pub fn quoted(&mut self, key: &'static str) -> Option<&'t Text> {
        self.shaped(key, Word::Text, Node::as_text)
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, key: &'static str) -> Option<Spanned<bool>> {
        self.shaped(key, Word::Boolean, |node| match node.kind {
            NodeKind::Boolean(value) => Some(Spanned::new(value, node.span)),
            _ => None,
        })
    }

    /// Whether a switch is on; off where it is absent.
    pub fn flag(&mut self, key: &'static str) -> bool {
        self.boolean(key).is_some_and(|on| on.value)
    }

    /// A whole number.
    pub fn integer(&mut self, key: &'static str) -> Option<Spanned<i64>> {
        self.shaped(key, Word::Integer, |node| match node.kind {
            NodeKind::Integer(value) => Some(Spanned::new(value, node.span)),
            _ => None,
        })
    }

    /// A whole number that fits the type wanted, `range` being how its bounds are told.
    pub fn number<N: TryFrom<i64>>(&mut self, key: &'static str, range: &str) -> Option<Spanned<N>> {
        let Spanned { value, span } = self.integer(key)?;
        let fitting = N::try_from(value).ok();
        if fitting.is_none() {
            let (key, value, range) = (key.to_owned(), value.to_string(), range.to_owned());
            self.report(Problem::new(SyntaxFlaw::OutOfRange { key, value, range }, span));
        }
        fitting.map(|value| Spanned::new(value, span))
    }

    /// Any number, as its digits.
    pub fn decimal(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.shaped(key, Word::Number, |node| match &node.kind {
            NodeKind::Integer(value) => Some(Spanned::new(value.to_string(), node.span)),
            NodeKind::Decimal(digits) => Some(Spanned::new(digits.clone(), node.span)),
            _ => None,
        })
    }

    /// A date or time as TOML writes it, in its own text.
    pub fn date_time(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.shaped(key, Word::DateTime, |node| match &node.kind {
            NodeKind::DateTime(text) => Some(Spanned::new(text.clone(), node.span)),
            _ => None,
        })
    }

    /// One text or a list of texts.
    pub fn texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        self.quoted_list(key).into_iter().map(Text::spanned).collect()
    }

    /// As [`texts`](Self::texts), reporting absence.
    pub fn required_texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        self.require(key);
        self.texts(key)
    }

    /// One text or a list of texts, each with the way back to the file.
    pub fn quoted_list(&mut self, key: &'static str) -> Vec<&'t Text> {
        let one_or_many = [Word::Text, Word::TextList];
        self.one_or_list(key)
            .into_iter()
            .filter_map(|node| self.expect(key, node, one_or_many, Node::as_text))
            .collect()
    }

    /// One value or a list of values of any shape: what stands in the list, or the value itself.
    pub fn one_or_list(&mut self, key: &'static str) -> Vec<&'t Node> {
        match self.node(key) {
            Some(Node { kind: NodeKind::List(items), .. }) => items.iter().filter(|node| !node.is_broken()).collect(),
            Some(node) => vec![node],
            None => Vec::new(),
        }
    }

    /// A list of values of any shape.
    pub fn list(&mut self, key: &'static str) -> Option<Spanned<&'t [Node]>> {
        self.shaped(key, Word::List, |node| match &node.kind {
            NodeKind::List(items) => Some(Spanned::new(items.as_slice(), node.span)),
            _ => None,
        })
    }

    /// One table: `[key]` or `key = { … }`.
    pub fn table(&mut self, key: &'static str) -> Option<&'t Table> {
        if let Some(Node { kind: NodeKind::Tables(tables), .. }) = self.ask(key) {
            for table in tables {
                self.wrong_header(table.span, format!("[[{key}]]"), format!("[{key}]"));
            }
            return tables.first();
        }
        self.shaped(key, Word::Table, Node::as_table)
    }

    /// Any number of tables: `[[key]]` again and again, or a list of `{ … }`.
    pub fn tables(&mut self, key: &'static str) -> Vec<&'t Table> {
        match self.ask(key).map(|node| (node, &node.kind)) {
            None | Some((_, NodeKind::Broken)) => Vec::new(),
            Some((_, NodeKind::Tables(tables))) => tables.iter().collect(),
            Some((_, NodeKind::List(items))) => {
                items.iter().filter_map(|item| self.expect(key, item, Word::Table, Node::as_table)).collect()
            }
            Some((node, NodeKind::Table(table))) => {
                match table.form {
                    TableForm::Inline => self.wrong_type(key, node, Word::TableList),
                    _ => self.wrong_header(table.span, format!("[{key}]"), format!("[[{key}]]")),
                }
                vec![table]
            }
            Some((node, _)) => {
                self.wrong_type(key, node, Word::TableList);
                Vec::new()
            }
        }
    }

    /// One of a few fixed words.
    pub fn word<T: Copy>(&mut self, key: &'static str, words: &[(&str, T)]) -> Option<Spanned<T>> {
        let text = self.quoted(key)?;
        self.word_in(key, text, words)
    }

    /// A text that must be one of a few fixed words, wherever it stands.
    pub fn word_in<T: Copy>(&mut self, key: &str, text: &Text, words: &[(&str, T)]) -> Option<Spanned<T>> {
        let known = words.iter().find(|(word, _)| *word == text.value);
        if known.is_none() {
            let hint = Hint::among(&text.value, words.iter().map(|(word, _)| *word));
            let flaw = SyntaxFlaw::UnknownWord { key: key.to_owned(), word: text.value.clone(), hint: hint.clone() };
            let inner = text.span_of(0..text.value.len());
            self.report(Problem::new(flaw, text.span).fix_by(inner, &hint));
        }
        known.map(|(_, value)| Spanned::new(*value, text.span))
    }

    /// Reports it if the key is absent; tells whether it is there.
    pub fn require(&mut self, key: &'static str) -> bool {
        let there = self.has(key);
        if !there {
            let flaw = SyntaxFlaw::MissingKey { key: key.to_owned(), place: self.place };
            self.report(Problem::new(flaw, self.span()));
        }
        there
    }

    /// The one key of several that was written; reports it if there are more.
    pub fn at_most_one(&mut self, keys: &[&'static str]) -> Option<&'static str> {
        let written: Vec<&'static str> = keys.iter().copied().filter(|key| self.has(key)).collect();
        if let [first, second, ..] = written[..]
            && let (Some(first), Some(second)) = (self.key_span(first), self.key_span(second))
        {
            let flaw = SyntaxFlaw::KeysExclude { keys: written.iter().copied().collect() };
            let (first, second) = (first.min(second), first.max(second));
            self.report(Problem::new(flaw, second).label(first, crate::problem::Note::AgainstThis));
        }
        written.first().copied()
    }

    /// As [`at_most_one`](Self::at_most_one), reporting also if there is none.
    pub fn exactly_one(&mut self, keys: &[&'static str]) -> Option<&'static str> {
        let one = self.at_most_one(keys);
        if one.is_none() {
            let keys: Quoted = keys.iter().copied().collect();
            self.report(Problem::new(SyntaxFlaw::KeysLack { keys, place: self.place }, self.span()));
        }
        one
    }

    /// Reports a key that was written without the one it needs.
    pub fn needs(&mut self, key: &'static str, other: &'static str) {
        let there = self.has(other);
        if let (Some(span), false) = (self.key_span(key), there) {
            let flaw = SyntaxFlaw::KeyNeeds { key: key.to_owned(), other: other.to_owned() };
            self.report(Problem::new(flaw, span));
        }
    }

    /// Reports a value that is not of the shape wanted.
    pub fn wrong_type(&mut self, key: &str, node: &Node, expected: impl Into<AnyOf>) {
        if !node.is_broken() {
            let flaw = SyntaxFlaw::WrongType { key: key.to_owned(), expected: expected.into(), found: node.shape() };
            self.report(Problem::new(flaw, node.span));
        }
    }

    /// Ends: every key not asked for is unknown.
    pub fn finish(self) {
        for (key, _) in self.table.entries() {
            if key.broken || self.asked.contains(&key.text.as_str()) {
                continue;
            }
            let unused = self.asked.iter().copied().filter(|known| self.table.get(known).is_none());
            let hint = match self.slips.iter().find(|(span, _)| *span == key.span) {
                Some((_, meant)) => Hint::only(*meant),
                None => Hint::among(&key.text, unused),
            };
            let flaw = SyntaxFlaw::UnknownKey { key: key.text.clone(), place: self.place, hint: hint.clone() };
            self.problems.push(Problem::new(flaw, key.span).fix_by(key.span, &hint));
        }
    }

    fn note(&mut self, key: &'static str) {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
    }

    /// The value of a key; where it is absent, that of the misspelt key which means it. The slip is reported at the end,
    /// and nothing follows from it.
    fn ask(&mut self, key: &'static str) -> Option<&'t Node> {
        self.note(key);
        if let Some(node) = self.table.get(key) {
            return Some(node);
        }
        let table = self.table;
        let strange =
            self.strange.get_or_insert_with(|| table.entries().filter(|(key, _)| !is_word(&key.text)).collect());
        let (slip, node) = *strange.iter().find(|(written, _)| means(&written.text, key))?;
        self.slips.push((slip.span, key));
        Some(node)
    }

    fn shaped<T>(
        &mut self,
        key: &'static str,
        expected: impl Into<AnyOf>,
        read: impl FnOnce(&'t Node) -> Option<T>,
    ) -> Option<T> {
        let node = self.node(key)?;
        self.expect(key, node, expected, read)
    }

    /// Reads a node, reporting its shape if it is another one.
    fn expect<T>(
        &mut self,
        key: &str,
        node: &'t Node,
        expected: impl Into<AnyOf>,
        read: impl FnOnce(&'t Node) -> Option<T>,
    ) -> Option<T> {
        let value = read(node);
        if value.is_none() {
            self.wrong_type(key, node, expected);
        }
        value
    }

    fn wrong_header(&mut self, span: Span, written: String, meant: String) {
        let flaw = SyntaxFlaw::WrongHeader { written, meant };
        self.report(Problem::new(flaw, span));
    }
}
