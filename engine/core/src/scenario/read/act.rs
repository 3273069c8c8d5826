//! What somebody does in a row: `event by process data`.

use super::{Reader, literal, shared};
use crate::problem::{Problem, Problems, ScenarioFlaw};
use crate::scenario::expect::Word;
use crate::scenario::{Act, Expect};
use crate::syntax::{Fields, Table};
use crate::value::{Text, Value};

impl Reader<'_> {
    pub(super) fn act(&self, fields: &mut Fields<'_, '_>) -> Option<Act> {
        let event = fields.text("event").map(shared);
        let by = fields.text("by").map(shared);
        let process = fields.text("process").map(shared);
        let data = fields.table("data").map(data_of);
        let Some(event) = event else {
            self.nothing_done(fields);
            return None;
        };
        let is_answer = by.is_none() && self.known.is_answer(&event.value);
        if !is_answer {
            self.known.event(&event, fields.problems());
        }
        if let Some(process) = &process {
            self.known.process(process, fields.problems());
        }
        if is_answer {
            return Some(Act { by, event, process, data: data.unwrap_or_default() });
        }
        let Some(by) = by else {
            let flaw = ScenarioFlaw::NobodyActs { event: event.value.to_string() };
            fields.report(Problem::new(flaw, event.span));
            return None;
        };
        self.known.person(&by, fields.problems());
        Some(Act { by: Some(by), event, process, data: data.unwrap_or_default() })
    }

    fn nothing_done(&self, fields: &mut Fields<'_, '_>) {
        if fields.has("event") {
            return;
        }
        for key in ["by", "process", "data"] {
            if let (true, Some(span)) = (fields.has(key), fields.key_span(key)) {
                fields.report(Problem::new(ScenarioFlaw::NothingDone { key: key.to_owned() }, span));
            }
        }
    }

    /// Names of the event's fields, unless the row expects the event to be refused.
    pub(super) fn check_data(&self, event: &str, table: &Table, expect: Option<&Expect>, problems: &mut Problems) {
        if expect.is_none_or(|e| !e.names(Word::Denied)) {
            for (key, _) in table.entries() {
                self.known.field(event, &key.text, key.span, problems);
            }
        }
    }
}

/// Fields with their literals.
pub(super) fn data_of(table: &Table) -> Vec<(Text, Value)> {
    let entries = table.entries();
    entries.filter_map(|(key, node)| Some((key.text.as_str().into(), literal::value(node)?))).collect()
}
