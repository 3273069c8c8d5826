//! `[[step]]` and `[[end]]`: when, which case, what is expected.

use super::{Clock, Last, Reader, literal, not_yet, shared};
use crate::problem::{Problem, Problems, ScenarioFlaw, SyntaxFlaw, Word};
use crate::scenario::expect::{Want, Wanted};
use crate::scenario::{Expect, Pick, Row, When};
use crate::source::Spanned;
use crate::syntax::{Fields, Node, Table};
use crate::value::Text;

impl Reader<'_> {
    pub(super) fn step(&mut self, table: &Table, problems: &mut Problems) -> Row {
        let position = self.steps.len();
        let mut fields = Fields::new(table, Word::Step, problems);
        let id = fields.text("id").map(shared);
        let variants = fields.tables("variant");
        let (clock, last) = (self.clock, self.last.clone());
        let mut row = self.row(&mut fields);
        fields.finish();

        let after = (self.clock, self.last.clone(), self.known.cases.clone());
        for variant in variants {
            (self.clock, self.last) = (clock, last.clone());
            let read = self.variant(&row, variant, problems);
            row.variants.extend(read);
            self.known.cases.clone_from(&after.2);
        }
        (self.clock, self.last, self.known.cases) = after;
        row.id = id.as_ref().map(|id| id.value.clone());
        if let Some(id) = id {
            if self.known.rows.iter().any(|(known, _)| *known == id.value) {
                let flaw = SyntaxFlaw::DuplicateId { kind: Word::Step, id: id.value.to_string() };
                problems.push(Problem::new(flaw, id.span));
            }
            self.known.rows.push((id.value, position));
        }
        self.steps.push((row.at, clock));
        row
    }

    /// The keys any row with an event has.
    pub(super) fn row(&mut self, fields: &mut Fields<'_, '_>) -> Row {
        let span = fields.span();
        let at = self.at(fields);
        let act = self.act(fields);
        let pick = self.pick("case", fields);
        let process = act.as_ref().and_then(|act| act.process.as_ref()).map(|p| p.value.clone());
        let event = act.as_ref().map(|act| &act.event);
        self.address(event, pick.as_ref(), process, fields);
        let expect = fields.table("expect").map(|table| self.expect(table, fields.problems()));
        if let (Some(act), Some(data)) = (&act, fields.table("data")) {
            self.check_data(&act.event.value, data, expect.as_ref(), fields.problems());
        }
        Row { id: None, at, act, case: pick, expect, variants: Vec::new(), span }
    }

    /// A row at which only time passes, with what everybody was charged.
    pub(super) fn end(&mut self, table: &Table, problems: &mut Problems) -> Row {
        let mut fields = Fields::new(table, Word::Step, problems);
        let span = fields.span();
        let at = self.at(&mut fields);
        let pick = self.pick("case", &mut fields);
        self.address(None, pick.as_ref(), None, &mut fields);
        let ledger = fields.table("ledger").zip(fields.key_span("ledger"));
        let mut expect = fields.table("expect").map(|table| self.expect(table, fields.problems()));
        if let Some((table, key)) = ledger {
            let value = Want::Ledger(self.ledger(table, fields.problems()));
            let words = &mut expect.get_or_insert_with(|| Expect { words: Vec::new(), span }).words;
            words.insert(0, Wanted { value, key, span: table.span });
        }
        not_yet(&mut fields, &["balances"]);
        fields.finish();
        Row { id: None, at, act: None, case: pick, expect, variants: Vec::new(), span }
    }

    /// When the row is; moves the clock, and reports where it would go back.
    fn at(&mut self, fields: &mut Fields<'_, '_>) -> Option<When> {
        let node = fields.node("at")?;
        let when = literal::when("at", node, self.clock.map(|c| c.day), fields.problems())?;
        self.advance(when, node, fields.problems());
        Some(when)
    }

    /// Moves the clock to a row's time; `node` is what to blame if that goes back.
    pub(super) fn advance(&mut self, when: When, node: &Node, problems: &mut Problems) {
        let Some(before) = self.clock else { return };
        let moment = when.on(before.day);
        let instant = moment.instant(self.zone);
        if instant < before.instant {
            let flaw = ScenarioFlaw::BackInTime { at: moment.to_string(), before: self.zone.show(before.instant) };
            problems.push(Problem::new(flaw, node.span));
        }
        self.clock = Some(Clock { day: moment.date, instant: instant.max(before.instant) });
    }

    /// Keeps which case the row speaks of. A name never heard of is that of the case the row opens, if it opens one.
    pub(super) fn address(
        &mut self,
        event: Option<&Spanned<Text>>,
        pick: Option<&Pick>,
        process: Option<Text>,
        fields: &mut Fields<'_, '_>,
    ) {
        let starts = event.map(|event| self.known.started_by(&event.value)).unwrap_or_default();
        let only = if let [only] = starts.as_slice() { Some(only.id.clone()) } else { None };
        let opens = !starts.is_empty();
        match pick {
            Some(Pick::Name(name)) if self.known.is_case(&name.value) => self.last = Last::Named(name.value.clone()),
            Some(Pick::Name(name)) if opens => {
                self.known.cases.insert(name.value.clone(), process.or(only));
                self.last = Last::Named(name.value.clone());
            }
            Some(Pick::Name(name)) => self.known.case(name, fields.problems()),
            Some(Pick::Key { .. }) => self.last = Last::Unnamed,
            None if process.is_some() || (opens && self.last == Last::None) => self.last = Last::Unnamed,
            None => {
                // An event nobody knows was reported as such.
                if let (Some(event), Last::None) = (event.filter(|event| self.known.accepts(&event.value)), &self.last)
                {
                    fields.report(Problem::new(ScenarioFlaw::NoCaseYet {}, event.span));
                }
            }
        }
    }
}
