//! `[[step.variant]]`: a row, or an earlier one, with a change.

use super::act::data_of;
use super::{Reader, literal, shared};
use crate::problem::{Problems, Word};
use crate::scenario::{Act, Change, Pick, Row, Variant, When};
use crate::syntax::{Fields, Node, Table};
use crate::value::Text;

impl Reader<'_> {
    /// Reads a variant of `row`, the clock standing where it stood before that row.
    pub(super) fn variant(&mut self, row: &Row, table: &Table, problems: &mut Problems) -> Option<Variant> {
        let mut fields = Fields::new(table, Word::Variant, problems);
        let name = fields.required_text("name").map(shared);
        let change = fields.table("change");
        let (expect, steps, ends) = (fields.table("expect"), fields.tables("step"), fields.tables("end"));
        fields.finish();

        let change_table = change;
        let change = change.map_or_else(Change::default, |table| self.change(table, problems));
        self.move_clock(row, &change, change_table.and_then(|t| t.get("at")), problems);
        let own = change.step.is_none();
        let act = if own { change.act(row.act.as_ref()) } else { row.act.clone() };
        let pick = if own { change.case.as_ref().or(row.case.as_ref()) } else { row.case.as_ref() };
        let mut fields = Fields::new(table, Word::Variant, problems);
        let process = act.as_ref().and_then(|act| act.process.as_ref()).map(|p| p.value.clone());
        self.address(act.as_ref().map(|act| &act.event), pick, process, &mut fields);
        let expect = expect.map(|table| self.expect(table, problems));
        if let (true, Some(act), Some(data)) = (own, &act, change_table.and_then(|t| t.get("data")?.as_table())) {
            self.check_data(&act.event.value, data, expect.as_ref(), problems);
        }
        let mut rows: Vec<Row> = steps.into_iter().map(|table| self.further(table, problems)).collect();
        rows.extend(ends.into_iter().map(|table| self.end(table, problems)));
        Some(Variant { name: name?, change, expect, rows, span: table.span })
    }

    fn further(&mut self, table: &Table, problems: &mut Problems) -> Row {
        let mut fields = Fields::new(table, Word::Step, problems);
        let row = self.row(&mut fields);
        fields.finish();
        row
    }

    fn change(&mut self, table: &Table, problems: &mut Problems) -> Change {
        let mut fields = Fields::new(table, Word::Variant, problems);
        let step = fields.text("step").map(shared);
        let step = step.and_then(|id| self.known.row(&id, fields.problems()));
        if let Some((_, clock)) = step.and_then(|position| self.steps.get(position)) {
            self.clock = *clock;
        }
        let day = self.clock.map(|c| c.day);
        let at = fields.node("at").and_then(|node| literal::when("at", node, day, fields.problems()));
        let by = fields.text("by").map(shared);
        let event = fields.text("event").map(shared);
        let case = self.pick("case", &mut fields);
        let data = fields.table("data").map(data_of).unwrap_or_default();
        let without: Vec<Text> = fields.texts("without").into_iter().map(|id| id.value.into()).collect();
        let cast = fields.tables("cast");
        if let Some(by) = &by {
            self.known.person(by, fields.problems());
        }
        if let Some(event) = event.as_ref().filter(|event| by.is_some() || !self.known.is_answer(&event.value)) {
            self.known.event(event, fields.problems());
        }
        if let Some(Pick::Name(name)) = &case {
            self.known.case(name, fields.problems());
        }
        let cast = cast.into_iter().filter_map(|table| self.cast_change(table, fields.problems())).collect();
        fields.finish();
        Change { step, at, by, event, case, data, without, cast }
    }

    /// Moves the clock over the changed row and those after it up to the variant's own.
    fn move_clock(&mut self, row: &Row, change: &Change, at: Option<&Node>, problems: &mut Problems) {
        let own = self.steps.len();
        let first = change.step.unwrap_or(own);
        let mut whens: Vec<Option<When>> = self.steps.iter().skip(first).map(|(at, _)| *at).collect();
        whens.push(row.at);
        if change.at.is_some() {
            whens[0] = change.at;
        }
        let blame = Node { span: row.span, kind: crate::syntax::NodeKind::Broken };
        for when in whens.into_iter().flatten() {
            self.advance(when, at.unwrap_or(&blame), problems);
        }
    }
}

impl Change {
    /// The changed row's act.
    #[must_use]
    pub fn act(&self, act: Option<&Act>) -> Option<Act> {
        let mut act = match (act, &self.by, &self.event) {
            (Some(act), ..) => act.clone(),
            (None, Some(by), Some(event)) => {
                Act { by: Some(by.clone()), event: event.clone(), process: None, data: Vec::new() }
            }
            _ => return None,
        };
        act.by = self.by.clone().or(act.by);
        if let Some(event) = &self.event {
            act.event = event.clone();
        }
        act.data.retain(|(id, _)| !self.without.contains(id));
        for (id, value) in &self.data {
            match act.data.iter_mut().find(|(known, _)| known == id) {
                Some((_, old)) => *old = value.clone(),
                None => act.data.push((id.clone(), value.clone())),
            }
        }
        Some(act)
    }
}
