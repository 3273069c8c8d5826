//! What things are called: by their names, quoted, and by their ids where they have none.

use super::Voice;
use crate::model::action::{Action, Open, Verb};
use crate::model::choice::OptionDecl;
use crate::model::field::Field;
use crate::model::process::Process;
use crate::model::state::END;
use crate::model::{Element, Head};
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
        let process = self.process?;
        let all = process.states.iter().flat_map(|state| {
            let blocks = state.entry.iter().chain(&state.exit).map(|block| &block.actions);
            let on = state.on.iter().chain(&state.always).map(|on| &on.acts.actions);
            blocks.chain(on).chain(state.deadlines.iter().map(|deadline| &deadline.missed))
        });
        let all = all.chain(process.starts.iter().chain(&process.on).map(|on| &on.acts.actions));
        let open = all.flatten().find_map(|action| opens(action, part))?;
        find(&self.policy.processes, &open.process.value)
    }
}

fn opens<'a>(action: &'a Action, part: &str) -> Option<&'a Open> {
    match &action.verb {
        Verb::Open(open) if open.part.as_ref().is_some_and(|name| &*name.value == part) => Some(open),
        Verb::Group { then, otherwise } => then.iter().chain(otherwise).find_map(|action| opens(action, part)),
        _ => None,
    }
}
