//! What a case remembers and what is reckoned from it, where a clause asks for it.

use super::names::called;
use super::{Sentence, Voice};
use crate::model::data::Data;
use crate::model::event::EventDecl;
use crate::model::value::Named;

impl Voice<'_> {
    /// A data that cites a clause; the others show where they are filled in.
    pub(super) fn data(self, data: &Data) -> Option<Sentence> {
        let name = self.quoted(&called(&data.field.head));
        let mut parts = Vec::new();
        for (bound, (zh, en)) in [(&data.field.min, ("不小于", "at least")), (&data.field.max, ("不大于", "at most"))]
        {
            parts.extend(bound.as_ref().map(|bound| format!("{} {}", self.pick(zh, en), self.value(bound, None))));
        }
        let about = self.lang.pick(format!("每个个案记下{name}"), format!("Every case keeps {name}"));
        (!data.field.head.clauses.is_empty()).then(|| self.sentence((about, parts), &data.field.head, &[], Vec::new()))
    }

    /// A named expression: the word and what it means.
    pub(super) fn reckoned(self, value: &Named) -> Option<Sentence> {
        let name = self.quoted(&called(&value.head));
        let is = self.condition(value.is.as_ref()?);
        let text = self.lang.pick(format!("{name}指{is}"), format!("{name} means {is}"));
        Some(self.sentence((text, Vec::new()), &value.head, &[], Vec::new()))
    }

    /// An event that cites a clause; the others show where they are accepted.
    pub(super) fn declared(self, event: &EventDecl) -> Option<Sentence> {
        let name = self.quoted(&called(&event.head));
        let fields: Vec<String> = event.fields.iter().map(|field| called(&field.head).to_string()).collect();
        let fields = if fields.is_empty() { Vec::new() } else { vec![self.all(&fields)] };
        let about = self.lang.pick(format!("{name}的内容"), format!("What {name} says"));
        (!event.head.clauses.is_empty()).then(|| self.sentence((about, fields), &event.head, &[], Vec::new()))
    }
}
