//! What things are called: by their names, quoted, and by their ids where they have none.

use super::Voice;
use crate::model::action::{Action, Verb};
use crate::model::choice::OptionDecl;
use crate::model::field::Field;
use crate::model::process::Process;
use crate::model::state::END;
use crate::model::transition::Transition;
use crate::model::{Element, Head, Name};
use crate::value::Text;

/// The element of this id.
pub(super) fn find<'a, T: Element>(list: &'a [T], id: &str) -> Option<&'a T> {
    list.iter().find(|element| element.head().id.as_ref().is_some_and(|known| &*known.value == id))
}

/// A head's name, else its id.
pub(super) fn called(head: &Head) -> Text {
    head.name.clone().unwrap_or_else(|| head.id_text())
}

impl<'a> Voice<'a> {
    pub(super) fn clause(self, id: &str) -> String {
        self.lang.pick(format!("第 {id} 条"), format!("clause {id}"))
    }

    /// A name set off from the sentence around it.
    pub(super) fn quoted(self, name: &str) -> String {
        self.lang.pick(format!("「{name}」"), format!("\"{name}\""))
    }

    /// Somebody's words.
    pub(super) fn words(self, text: &str) -> String {
        self.lang.pick(format!("“{text}”"), format!("“{text}”"))
    }

    fn named<T: Element>(self, list: &[T], id: &str) -> String {
        self.quoted(&find(list, id).map_or_else(|| id.into(), |element| called(element.head())))
    }

    pub(super) fn state(self, id: &str) -> String {
        match self.process {
            _ if id == END => self.quoted(self.pick("结束", "end")),
            Some(process) => self.named(&process.states, id),
            None => self.quoted(id),
        }
    }

    pub(super) fn penalty_called(self, id: &str) -> String {
        self.named(&self.policy.penalties, id)
    }

    pub(super) fn register_called(self, id: &str) -> String {
        self.named(&self.policy.registers, id)
    }

    /// A process or an offence.
    pub(super) fn kind_of_case(self, id: &str) -> String {
        if find(&self.policy.offences, id).is_some() {
            return self.named(&self.policy.offences, id);
        }
        self.named(&self.policy.processes, id)
    }

    /// An event: its declared name, the act on an offence, or what was written.
    pub(super) fn event(self, id: &str) -> String {
        let processes = self.process.map_or(&self.policy.processes[..], std::slice::from_ref);
        let declared = processes.iter().find_map(|process| find(&process.events, id)?.head.name.clone());
        if let Some(name) = declared {
            return self.quoted(&name);
        }
        if let Some(answer) = self.answer_called(id) {
            return answer;
        }
        let act = id.rsplit_once('.').and_then(|(offence, act)| {
            let act = match act {
                "report" => self.pick("报告", "report"),
                "verify" => self.pick("核实", "verify"),
                "dismiss" => self.pick("驳回", "dismiss"),
                _ => return None,
            };
            let offence = find(&self.policy.offences, offence)?;
            Some(self.lang.pick(
                format!("{act}{}", self.quoted(&called(&offence.head))),
                format!("{act} {}", self.quoted(&called(&offence.head))),
            ))
        });
        act.unwrap_or_else(|| match id {
            "*" => self.pick("任何事", "anything").to_owned(),
            id => self.quoted(id),
        })
    }

    /// A data of the case, a field of an event or a named value, wherever in sight.
    pub(super) fn field(self, id: &str) -> Option<&'a Field> {
        if let Some(offence) = self.offence {
            return find(&offence.fields, id);
        }
        let processes = self.process.map_or(&self.policy.processes[..], std::slice::from_ref);
        processes.iter().find_map(|process| {
            let data = find(&process.data, id).map(|data| &data.field);
            data.or_else(|| process.events.iter().find_map(|event| find(&event.fields, id)))
        })
    }

    /// What a data, a field or a named value is called.
    pub(super) fn field_called(self, id: &str) -> String {
        if let Some(field) = self.field(id) {
            return called(&field.head).to_string();
        }
        let value = self.process.and_then(|process| find(&process.values, id)).map(|value| called(&value.head));
        if let Some(value) = value {
            return value.to_string();
        }
        match id {
            "offender" => self.pick("当事人", "the offender"),
            "happened_at" => self.pick("发生时间", "when it happened"),
            "of_case" => self.pick("所属个案", "its case"),
            "reporter" => self.pick("报告人", "the reporter"),
            other => return other.to_owned(),
        }
        .to_owned()
    }

    /// The options of a field, its own or those of a shared choice.
    pub(super) fn options(self, field: &'a Field) -> &'a [OptionDecl] {
        match &field.ty.of {
            Some(of) => find(&self.policy.choices, &of.value).map_or(&[], |choice| &choice.options),
            None => &field.ty.options,
        }
    }

    /// The name of an option of a field.
    pub(super) fn option(self, field: &'a Field, id: &str) -> Option<String> {
        let option = self.options(field).iter().find(|option| &*option.id.value == id)?;
        Some(self.quoted(option.name.as_deref().unwrap_or(id)))
    }

    /// The process that an action of this one opens under a name.
    pub(super) fn opened_as(self, part: &str) -> Option<&'a Process> {
        let all = actions(self.process?);
        let process = all.into_iter().find_map(|action| match &action.verb {
            Verb::Open(open) if open.part.as_ref().is_some_and(|name| &*name.value == part) => Some(&open.process),
            _ => None,
        })?;
        find(&self.policy.processes, &process.value)
    }

    /// What came of a request, a notice or a signal: `<name>.confirmed`, `.failed`, `.refused`.
    pub(super) fn came_of(self, event: &str) -> Option<String> {
        let (name, end) = event.rsplit_once('.')?;
        let asked = actions(self.process?).iter().any(|action| asks(action, name));
        let called = self.quoted(name);
        let (zh, en) = match end {
            "confirmed" => (format!("{called}办妥"), format!("once {called} is done")),
            "failed" => (format!("{called}没有办成"), format!("once {called} has failed")),
            "refused" => (format!("{called}被退回"), format!("once {called} is refused")),
            _ => return None,
        };
        asked.then(|| self.lang.pick(zh, en))
    }
}

/// Whether an action asks the host or another case for something under a name.
fn asks(action: &Action, asked: &str) -> bool {
    let is = |name: &Name| &*name.value == asked;
    match &action.verb {
        Verb::Request { name, undo, .. } => is(name) || undo.as_ref().is_some_and(is),
        Verb::Notify { id, .. } => id.as_ref().is_some_and(is),
        Verb::Signal(signal) => signal.id.as_ref().is_some_and(is),
        _ => false,
    }
}

/// Every action of a process, those inside groups too.
fn actions(process: &Process) -> Vec<&Action> {
    let states = process.states.iter().flat_map(|state| {
        let blocks = state.entry.iter().chain(&state.exit).map(|block| &block.actions);
        let on = state.on.iter().chain(&state.always).flat_map(of_transition);
        let late = state.deadlines.iter().map(|deadline| &deadline.missed);
        let warned = state.deadlines.iter().flat_map(|deadline| &deadline.warn).map(|warn| &warn.actions);
        blocks.chain(on).chain(late).chain(warned).chain(state.after.iter().map(|after| &after.acts.actions))
    });
    let lists = states.chain(process.starts.iter().chain(&process.on).flat_map(of_transition));
    let mut found = Vec::new();
    lists.for_each(|list| collect(list, &mut found));
    found
}

fn of_transition(transition: &Transition) -> impl Iterator<Item = &Vec<Action>> {
    std::iter::once(&transition.acts.actions).chain(transition.rows.iter().map(|row| &row.acts.actions))
}

fn collect<'m>(list: &'m [Action], found: &mut Vec<&'m Action>) {
    for action in list {
        found.push(action);
        if let Verb::Group { then, otherwise } = &action.verb {
            collect(then, found);
            collect(otherwise, found);
        }
    }
}
