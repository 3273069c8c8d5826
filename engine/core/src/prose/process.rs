//! A process: where its cases begin and end, and everything it says.

use super::names::called;
use super::{Sentence, Voice};
use crate::model::process::Process;

impl Voice<'_> {
    pub(super) fn process(self, process: &Process) -> Vec<Sentence> {
        let around = &process.head.clauses;
        let mut found = vec![self.course(process)];
        found.extend(process.data.iter().filter_map(|data| self.data(data)));
        found.extend(process.values.iter().filter_map(|value| self.reckoned(value)));
        found.extend(process.events.iter().filter_map(|event| self.declared(event)));
        found.extend(process.starts.iter().map(|start| self.start(start, around)));
        found.extend(process.forbids.iter().map(|forbid| self.forbid(forbid, around)));
        found.extend(process.on.iter().map(|on| self.on(on, None, around)));
        found.extend(process.states.iter().flat_map(|state| self.whole_state(state, around)));
        found
    }

    /// From where to where.
    fn course(self, process: &Process) -> Sentence {
        let name = self.quoted(&called(&process.head));
        let about = self.lang.pick(format!("流程{name}"), format!("Process {name}"));
        let mut parts = Vec::new();
        let first = process.initial.as_ref().map(|initial| initial.to.iter().map(|to| self.state(&to.value)).collect());
        let first: Vec<String> = first
            .unwrap_or_else(|| process.states.iter().take(1).map(|state| self.state(&state.head.id_text())).collect());
        if !first.is_empty() {
            let first = self.all(&first);
            parts.push(self.lang.pick(format!("从{first}开始"), format!("begins with {first}")));
        }
        let ends = process.states.iter().filter(|state| state.is_final && state.parent.is_none());
        let ends: Vec<String> = ends.map(|state| self.state(&state.head.id_text())).collect();
        if !ends.is_empty() {
            let ends = ends.join(self.pick("或", " or "));
            parts.push(self.lang.pick(format!("到{ends}结束"), format!("ends with {ends}")));
        }
        parts.extend(process.initial.iter().flat_map(|initial| self.actions(&initial.actions)));
        if !process.key.is_empty() {
            let key: Vec<String> = process.key.iter().map(|id| self.field_called(&id.value)).collect();
            let key = self.all(&key);
            parts.push(
                self.lang.pick(format!("{key}相同的，同时只立一个个案"), format!("one open case for the same {key}")),
            );
        }
        let inside = process.initial.iter().flat_map(|initial| self.cited(&initial.actions)).collect();
        self.sentence((about, parts), &process.head, &[], inside)
    }
}
