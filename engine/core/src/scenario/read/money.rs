//! Reads `charged counters ledger`.

use super::expect::{items, table};
use super::{Reader, literal, shared};
use crate::money::Money;
use crate::problem::{Problem, Problems, SyntaxFlaw, Word as Noun};
use crate::program::ChargeKind;
use crate::scenario::expect::{ChargeWanted, CounterWanted, Word};
use crate::source::Spanned;
use crate::syntax::{Fields, Key, Node, NodeKind, Table};
use crate::value::Text;

impl Reader<'_> {
    pub(super) fn charges(&self, node: &Node, problems: &mut Problems) -> Vec<ChargeWanted> {
        let mut charges = Vec::new();
        for item in items(node).iter() {
            match item.as_table() {
                Some(table) => charges.push(self.charge(table, problems)),
                None => {
                    let (key, expected, found) = ("charged".to_owned(), Noun::Table.into(), item.shape());
                    problems.push(Problem::new(SyntaxFlaw::WrongType { key, expected, found }, item.span));
                }
            }
        }
        charges
    }

    fn charge(&self, table: &Table, problems: &mut Problems) -> ChargeWanted {
        let mut fields = Fields::new(table, Noun::Expectation, problems);
        let who = fields.text("who").map(shared);
        let penalty = fields.text("penalty").map(shared);
        let count = fields.node("count").and_then(|node| literal::count("count", node, fields.problems()));
        let amount = fields.node("amount").and_then(|node| literal::money("amount", node, fields.problems()));
        let kinds = [ChargeKind::Fine, ChargeKind::Forfeiture, ChargeKind::Deduction].map(|kind| (kind.id(), kind));
        let wanted = ChargeWanted {
            rule: fields.text("rule").map(|rule| rule.value.into()),
            sanction: fields.text("sanction").map(|sanction| sanction.value.into()),
            kind: fields.word("kind", &kinds).map(|kind| kind.value),
            joint: fields.boolean("joint").map(|joint| joint.value),
            reverses: fields.flag("reverses"),
            span: table.span,
            who: who.as_ref().map(|who| who.value.clone()),
            penalty: penalty.as_ref().map(|penalty| penalty.value.clone()),
            count,
            amount,
        };
        if let Some(who) = &who {
            self.known.person(who, fields.problems());
        }
        if let Some(penalty) = &penalty {
            self.known.penalty(penalty, fields.problems());
        }
        fields.finish();
        wanted
    }

    /// `{ li = { work_rule = { "11" = 2 } } }`, or `{ li = { work_rule = 2 } }` where the person is all of the key.
    pub(super) fn counters(&self, node: &Node, problems: &mut Problems) -> Vec<CounterWanted> {
        let mut counters = Vec::new();
        let Some(people) = table(Word::Counters, node, problems) else { return counters };
        for (person, node) in people.entries() {
            let person = name(person);
            self.known.person(&person, problems);
            let Some(penalties) = table(Word::Counters, node, problems) else { continue };
            for (penalty, node) in penalties.entries() {
                let penalty = name(penalty);
                self.known.penalty(&penalty, problems);
                let (by, number) = match &node.kind {
                    NodeKind::Integer(_) => (None, literal::count("counters", node, problems)),
                    _ => (self.counts(node, problems), Some(0)),
                };
                if let (Some(number), true) = (number, by.is_some() || matches!(node.kind, NodeKind::Integer(_))) {
                    counters.push(CounterWanted { person: person.clone(), penalty, by, number });
                }
            }
        }
        counters
    }

    fn counts(&self, node: &Node, problems: &mut Problems) -> Option<Vec<(Text, u32)>> {
        let mut counts = Vec::new();
        for (key, node) in table(Word::Counters, node, problems)?.entries() {
            counts.extend(literal::count(&key.text, node, problems).map(|n| (key.text.as_str().into(), n)));
        }
        Some(counts)
    }

    pub(super) fn ledger(&self, table: &Table, problems: &mut Problems) -> Vec<(Spanned<Text>, Money)> {
        let mut sums = Vec::new();
        for (person, node) in table.entries() {
            let person = name(person);
            self.known.person(&person, problems);
            sums.extend(literal::money(&person.value, node, problems).map(|money| (person, money)));
        }
        sums
    }
}

fn name(key: &Key) -> Spanned<Text> {
    Spanned::new(key.text.as_str().into(), key.span)
}
