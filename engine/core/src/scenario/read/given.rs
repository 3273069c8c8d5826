//! `[[given]]`: what existed before the first row.

use super::{Last, Reader, literal, not_yet, shared};
use crate::problem::{Problems, Word};
use crate::program::Process;
use crate::scenario::{Given, GivenCase};
use crate::source::Spanned;
use crate::syntax::{Fields, Table};
use crate::value::{Text, Value};
use zhidu_time::Instant;

impl Reader<'_> {
    pub(super) fn given(&mut self, table: &Table, problems: &mut Problems) -> Option<Given> {
        let mut fields = Fields::new(table, Word::Given, problems);
        let later = ["account", "of", "balance", "duty_book", "register", "rows"];
        not_yet(&mut fields, &later);
        if later.iter().any(|key| fields.has(key)) {
            return None;
        }
        self.given_case(fields).map(Given::Case)
    }

    fn given_case(&mut self, mut fields: Fields<'_, '_>) -> Option<GivenCase> {
        let span = fields.span();
        let name = fields.required_text("case").map(shared);
        let process = fields.required_text("process").map(shared);
        let states: Vec<Spanned<Text>> = fields.texts("state").into_iter().map(shared).collect();
        let owner = fields.text("owner").map(shared);
        let opened = fields.node("opened");
        let data = fields.table("data");
        let problems = fields.problems();
        let opened = opened.and_then(|node| self.instant("opened", node, problems));
        if let Some(owner) = &owner {
            self.known.person(owner, problems);
        }
        let process = process.and_then(|id| self.known.process(&id, problems));
        if let (Some(name), Some(process)) = (&name, process) {
            self.known.cases.insert(name.value.clone(), Some(process.id.clone()));
            self.last = Last::Named(name.value.clone());
            for state in &states {
                self.known.state(state, Some(&name.value), problems);
            }
        }
        let data = match (data, process) {
            (Some(table), Some(process)) => self.data_of(process, table, problems),
            _ => Vec::new(),
        };
        fields.finish();
        let (name, process) = (name?, process?.id.clone());
        Some(GivenCase { name, process, states, data, owner: owner.map(|o| o.value), opened, span })
    }

    fn data_of(&self, process: &Process, table: &Table, problems: &mut Problems) -> Vec<(Text, Value)> {
        let mut data = Vec::new();
        for (key, node) in table.entries() {
            match process.data.iter().find(|d| *d.field.id == *key.text) {
                Some(datum) => {
                    let value = literal::typed(&key.text, node, &datum.field.ty, self.home(), problems);
                    data.extend(value.map(|value| (datum.field.id.clone(), value)));
                }
                None => self.known.no_data(process, &key.text, key.span, problems),
            }
        }
        data
    }

    fn instant(&self, key: &str, node: &crate::syntax::Node, problems: &mut Problems) -> Option<Instant> {
        let day = self.clock.map(|c| c.day);
        literal::moment(key, node, day, problems).map(|moment| moment.instant(self.zone))
    }
}
