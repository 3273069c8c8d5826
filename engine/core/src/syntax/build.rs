//! From the TOML parser's tree to ours.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::problem::{Flaw, Problem, SyntaxFlaw};
use crate::source::Span;

use super::errors::Origin;
use super::{Key, Node, NodeKind, Table, TableForm, Text};

/// Places of values and keys that a problem was reported for, sorted.
pub(super) struct Broken {
    values: Vec<u32>,
    keys: Vec<u32>,
}

impl Broken {
    /// From what was mended and what the parser said.
    pub(super) fn of(mended: &[Problem], faults: &[Problem]) -> Self {
        let (mut values, mut keys) = (Vec::new(), Vec::new());
        for problem in mended.iter().chain(faults) {
            let Flaw::SyntaxFlaw(flaw) = &problem.flaw else { continue };
            match flaw {
                SyntaxFlaw::BadKey { .. } | SyntaxFlaw::ChineseKey { .. } | SyntaxFlaw::NoKey { .. } => {
                    keys.push(problem.span.start);
                }
                SyntaxFlaw::MissingValue { .. } => values.push(problem.span.end),
                SyntaxFlaw::UnclosedText { .. }
                | SyntaxFlaw::UnquotedText { .. }
                | SyntaxFlaw::BadBoolean { .. }
                | SyntaxFlaw::BadNumber { .. }
                | SyntaxFlaw::BadDateTime { .. }
                | SyntaxFlaw::BadEscape { .. }
                | SyntaxFlaw::ControlCharacter { .. }
                | SyntaxFlaw::NotToml { .. } => values.push(problem.span.start),
                _ => {}
            }
        }
        values.sort_unstable();
        keys.sort_unstable();
        Self { values, keys }
    }

    fn touches(places: &[u32], span: Span) -> bool {
        places.get(places.partition_point(|place| *place < span.start)).is_some_and(|place| *place <= span.end)
    }
}

/// The file as a table. Numbers that TOML allows and we cannot hold are reported.
pub(super) fn root(origin: &Origin<'_>, tree: &DeTable<'_>, broken: &Broken, problems: &mut Vec<Problem>) -> Table {
    let span = origin.span(0..0);
    Builder { origin, broken, problems }.table(tree, span, TableForm::Implied)
}

struct Builder<'a> {
    origin: &'a Origin<'a>,
    broken: &'a Broken,
    problems: &'a mut Vec<Problem>,
}

impl Builder<'_> {
    fn table(&mut self, table: &DeTable<'_>, span: Span, form: TableForm) -> Table {
        let mut entries: Vec<(Key, Node)> = Vec::with_capacity(table.len());
        for (key, value) in table {
            let range = key.span();
            let span = self.span(range.clone());
            let broken = Broken::touches(&self.broken.keys, span);
            if range.is_empty() && key.get_ref().is_empty() {
                continue;
            }
            let key = Key { text: key.get_ref().to_string(), span, broken };
            let node = self.node(value, key.span);
            entries.push((key, node));
        }
        entries.sort_by_key(|(key, _)| key.span);
        Table { span, form, entries }
    }

    fn node(&mut self, value: &Spanned<DeValue<'_>>, key: Span) -> Node {
        let range = value.span();
        if range == (0..0) {
            return Node { span: key, kind: NodeKind::Broken };
        }
        let span = self.span(range.clone());
        let container = matches!(value.get_ref(), DeValue::Array(_) | DeValue::Table(_));
        if !container && Broken::touches(&self.broken.values, span) {
            return Node { span, kind: NodeKind::Broken };
        }
        let kind = match value.get_ref() {
            DeValue::String(_) if !is_quoted(self.written(range.clone())) => NodeKind::Broken,
            DeValue::String(text) => NodeKind::Text(self.text(text, range)),
            DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
                Ok(number) => NodeKind::Integer(number),
                Err(_) => self.bad_number(span, number.as_str()),
            },
            DeValue::Float(number) if number.as_str().contains(['n', 'N']) => self.bad_number(span, number.as_str()),
            DeValue::Float(number) => NodeKind::Decimal(number.as_str().to_owned()),
            DeValue::Boolean(on) => NodeKind::Boolean(*on),
            DeValue::Datetime(_) => NodeKind::DateTime(self.written(range).to_owned()),
            DeValue::Array(items) if items.iter().next().is_some_and(|item| self.form(item) == TableForm::Header) => {
                NodeKind::Tables(items.iter().filter_map(|item| self.inner_table(item)).collect())
            }
            DeValue::Array(items) => NodeKind::List(items.iter().map(|item| self.node(item, span)).collect()),
            DeValue::Table(table) => NodeKind::Table(self.table(table, span, self.form(value))),
        };
        Node { span, kind }
    }

    fn inner_table(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Table> {
        match value.get_ref() {
            DeValue::Table(table) => {
                let span = self.span(value.span());
                Some(self.table(table, span, self.form(value)))
            }
            _ => None,
        }
    }

    /// How a table was written, told from its first character.
    fn form(&self, value: &Spanned<DeValue<'_>>) -> TableForm {
        match (value.get_ref(), self.written(value.span()).bytes().next()) {
            (DeValue::Table(_), Some(b'{')) => TableForm::Inline,
            (DeValue::Table(_), Some(b'[')) => TableForm::Header,
            _ => TableForm::Implied,
        }
    }

    fn text(&self, text: &str, range: Range<usize>) -> Text {
        let raw = self.written(range.clone());
        // The first character inside has its own way back: the quote before it may have been a look-alike.
        let start = self.origin.mended.end(range.start + 1).saturating_sub(1);
        let span = self.origin.mended.range(range);
        Text::read(self.origin.source, text.to_owned(), raw, self.origin.text, start, span)
    }

    fn bad_number(&mut self, span: Span, text: &str) -> NodeKind {
        self.problems.push(Problem::new(SyntaxFlaw::BadNumber { text: text.to_owned() }, span));
        NodeKind::Broken
    }

    /// What the parser read at a place.
    fn written(&self, range: Range<usize>) -> &str {
        self.origin.mended.text.get(range).unwrap_or("")
    }

    fn span(&self, range: Range<usize>) -> Span {
        self.origin.span(self.origin.mended.range(range))
    }
}

/// Whether a string has its quotes; without them it was reported and is no value.
fn is_quoted(raw: &str) -> bool {
    let quotes = |quote: char| raw.len() >= 2 && raw.starts_with(quote) && raw.ends_with(quote);
    quotes('"') || quotes('\'')
}
