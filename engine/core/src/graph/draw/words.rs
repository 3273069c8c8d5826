//! How states, triggers and people read.

use zhidu_time::Amount;

use super::Style;
use crate::graph::{Deadline, Decision, Event, Graph, Link, Panel, State, StateAt, Trigger, Who};
use crate::model::state::ALL;
use crate::problem::Lang;
use crate::value::Text;

impl Style<'_> {
    pub(super) fn pick(self, zh: &'static str, en: &'static str) -> &'static str {
        self.lang.pick(zh, en)
    }

    /// What a state is called in the middle of a line: its name, with the id where another has the same name.
    pub(super) fn state(self, graph: &Graph, at: StateAt) -> String {
        let state = graph.state(at);
        let Some(name) = &state.name else { return state.id.to_string() };
        let twin = graph.states().any(|other| other != at && graph.state(other).name.as_ref() == Some(name));
        if twin { format!("{name} ({})", state.id) } else { name.to_string() }
    }

    /// What a link says: `通过 (主管) [case.amount > 5]`.
    pub(super) fn link(self, graph: &Graph, link: &Link) -> String {
        let mut said = self.trigger(graph, link);
        if let Some(who) = &link.by {
            said += &format!(" ({})", self.who(who));
        }
        if let Some(when) = &link.when {
            said += &format!(" [{when}]");
        } else if link.otherwise {
            said += &format!(" [{}]", self.pick("否则", "otherwise"));
        }
        said
    }

    fn trigger(self, graph: &Graph, link: &Link) -> String {
        match &link.trigger {
            Trigger::Start(events) | Trigger::Event(events) | Trigger::Child(events) => self.events(events),
            Trigger::Answer(_, option) => self.events(std::slice::from_ref(option)),
            Trigger::Always => self.pick("自动", "always").to_owned(),
            Trigger::After(wait) => {
                let wait = self.amount(wait);
                self.lang.pick(format!("{wait} 后"), format!("after {wait}"))
            }
            Trigger::At(point) => self.lang.pick(format!("到 {point}"), format!("at {point}")),
            Trigger::Missed(at) => {
                let deadline = graph.state(link.from).deadlines.get(*at).map(name_of).unwrap_or_default();
                self.lang.pick(format!("期限 {deadline} 已过"), format!("deadline {deadline} missed"))
            }
        }
    }

    fn events(self, events: &[Event]) -> String {
        let names: Vec<&str> = events.iter().map(|event| event.name.as_deref().unwrap_or(&event.id)).collect();
        names.join(self.pick("、", ", "))
    }

    /// `期限 回复客户 (reply): 30 分钟, 条款 09`
    pub(super) fn deadline(self, deadline: &Deadline) -> String {
        let id = if deadline.name.is_some() { format!(" ({})", deadline.id) } else { String::new() };
        let due = self.amount(&deadline.due);
        let cites = self.cites(&deadline.clauses);
        format!("{} {}{id}: {due}{cites}", self.pick("期限", "deadline"), name_of(deadline))
    }

    /// `决定 赔不赔 (approval): 主任, 条款 4`
    pub(super) fn decision(self, decision: &Decision) -> String {
        let id = if decision.name.is_some() { format!(" ({})", decision.id) } else { String::new() };
        let called = decision.name.as_ref().unwrap_or(&decision.id);
        let cites = self.cites(&decision.clauses);
        format!("{} {called}{id}: {}{cites}", self.pick("决定", "decision"), self.panel(&decision.panel))
    }

    fn panel(self, panel: &Panel) -> String {
        let each = |people: &[Who]| -> Vec<String> { people.iter().map(|who| self.who(who)).collect() };
        match panel {
            Panel::One(who) => self.who(who),
            Panel::Chain(people) => each(people).join(self.pick("，然后 ", ", then ")),
            Panel::All(people) => each(people).join(" + "),
            Panel::Of(people, at_least) => {
                let people = each(people).join(self.pick("、", ", "));
                self.lang.pick(format!("{people}中至少 {at_least} 个"), format!("{at_least} of {people}"))
            }
        }
    }

    /// What stands still while a state is active: `暂停 全部`.
    pub(super) fn pauses(self, state: &State) -> Option<String> {
        let each = state.pauses.iter().map(|id| if &**id == ALL { self.pick("全部", "all") } else { id });
        let each: Vec<&str> = each.collect();
        (!each.is_empty()).then(|| format!("{} {}", self.pick("暂停", "pauses"), each.join(", ")))
    }

    fn cites(self, clauses: &[Text]) -> String {
        let clauses: Vec<&str> = clauses.iter().map(|clause| &**clause).collect();
        if clauses.is_empty() {
            return String::new();
        }
        format!(", {} {}", self.pick("条款", "clause"), clauses.join(", "))
    }

    /// An amount of time in the language; anything else as it was written.
    fn amount(self, written: &str) -> String {
        match (Amount::parse(written), self.lang) {
            (Ok(amount), Lang::Zh) => amount.zh(),
            (Ok(amount), Lang::En) => amount.to_string(),
            (Err(_), _) => written.to_owned(),
        }
    }

    fn who(self, who: &Who) -> String {
        match who {
            Who::Text(text) => self.person(text),
            Who::RoleOf(role, of) => format!("{} {of}", self.person(role)),
            Who::SuperiorOf(of) => {
                let of = self.person(of);
                self.lang.pick(format!("{of}的上司"), format!("superior of {of}"))
            }
            Who::Any(any) => {
                let any: Vec<String> = any.iter().map(|who| self.who(who)).collect();
                any.join(self.pick("或", " or "))
            }
        }
    }

    fn person(self, word: &str) -> String {
        if let Some(role) = self.roles.iter().find(|role| role.head.id.as_ref().is_some_and(|id| &*id.value == word)) {
            return role.head.name.as_deref().unwrap_or(word).to_owned();
        }
        match self.lang {
            Lang::Zh => relation(self.lang, word).unwrap_or(word),
            Lang::En => word,
        }
        .to_owned()
    }
}

/// What a word that names people by what they are to a case says in a sentence.
pub(super) fn relation(lang: Lang, word: &str) -> Option<&'static str> {
    let (zh, en) = match word {
        "owner" => ("经办人", "the owner"),
        "actor" => ("行为人", "the actor"),
        "requester" => ("申请人", "the requester"),
        "offender" => ("当事人", "the offender"),
        "holder" => ("任职人", "the holder"),
        "staff" => ("员工", "any staff"),
        "anyone" => ("任何人", "anyone"),
        _ => return None,
    };
    Some(lang.pick(zh, en))
}

fn name_of(deadline: &Deadline) -> String {
    deadline.name.as_ref().unwrap_or(&deadline.id).to_string()
}
