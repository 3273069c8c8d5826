//! `[[decide]]`: questions without a case. Dues are answered; tables, measures and duties come with their features.

use super::{Reader, literal, not_yet};
use crate::problem::{Problems, Word};
use crate::scenario::{Decide, Question};
use crate::source::Spanned;
use crate::syntax::{Fields, Table};

impl Reader<'_> {
    pub(super) fn decide(&self, table: &Table, problems: &mut Problems) -> Option<Decide> {
        let mut fields = Fields::new(table, Word::Expectation, problems);
        let span = fields.span();
        let later = ["table", "measure", "duty", "calendar", "data"];
        not_yet(&mut fields, &later);
        if later.iter().any(|key| fields.has(key)) {
            return None;
        }
        let due = if fields.require("due") { fields.table("due") } else { None };
        let expect = fields.required_node("expect");
        let question = due.and_then(|table| self.due_question(table, fields.problems()));
        let zone = self.zone;
        let expect = expect.and_then(|node| {
            literal::due("expect", node, None, zone, fields.problems()).map(|due| Spanned::new(due, node.span))
        });
        fields.finish();
        let (within, start) = question?;
        Some(Decide { question: Question::Due { within, start, expect: expect? }, span })
    }

    fn due_question(
        &self,
        table: &Table,
        problems: &mut Problems,
    ) -> Option<(zhidu_time::Amount, zhidu_time::Instant)> {
        let mut fields = Fields::new(table, Word::Due, problems);
        not_yet(&mut fields, &["until", "before", "ahead", "roll", "calendar", "count_start_day"]);
        let within = fields.required_node("within");
        let start = fields.required_node("start");
        let within = within.and_then(|node| literal::amount("within", node, fields.problems()));
        let start = start.and_then(|node| literal::moment("start", node, None, fields.problems()));
        fields.finish();
        Some((within?, start?.instant(self.zone)))
    }
}
