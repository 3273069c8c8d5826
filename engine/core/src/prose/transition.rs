//! Who may do what, what it takes, what comes of it.

use super::{Sentence, Voice};
use crate::model::require::Require;
use crate::model::transition::{Row, Take, Transition};
use crate::model::{Name, Said};

impl Voice<'_> {
    /// `[[start]]`
    pub(super) fn start(self, start: &Transition, around: &[Name]) -> Sentence {
        let process = self.process.map(|process| self.kind_of_case(&process.head.id_text())).unwrap_or_default();
        let about = self.may(start, "");
        let about = self
            .lang
            .pick(format!("{about}，由此立{process}个案"), format!("{about}, which opens a case of {process}"));
        self.transition(about, start, around)
    }

    /// `[[state.on]]`, and `[[on]]` where no state is given.
    pub(super) fn on(self, on: &Transition, state: Option<&str>, around: &[Name]) -> Sentence {
        let place = match state {
            Some(state) => {
                let state = self.state(state);
                self.lang.pick(format!("在{state}时，"), format!("While {state}, "))
            }
            None => self.pick("不论处在什么状态，", "In any state, ").to_owned(),
        };
        let about = if on.by.is_some() { self.may(on, &place) } else { self.once(on, &place) };
        self.transition(about, on, around)
    }

    /// `[[state.always]]`
    pub(super) fn always(self, always: &Transition, state: &str, around: &[Name]) -> Sentence {
        let state = self.state(state);
        let about = match &always.when {
            Some(when) => {
                let when = self.condition(when);
                self.lang.pick(format!("在{state}时，一旦{when}"), format!("While {state}, as soon as {when}"))
            }
            None => self.lang.pick(format!("一进入{state}"), format!("As soon as it is {state}")),
        };
        self.transition(about, always, around)
    }

    /// Somebody may do something.
    fn may(self, on: &Transition, place: &str) -> String {
        let when = on.when.as_ref().map(|when| self.provided(when)).unwrap_or_default();
        let who = on.by.as_ref().map(|by| self.party(by)).unwrap_or_default();
        let except: Vec<String> = on.except.iter().map(|id| self.field_called(&id.value)).collect();
        let except = if except.is_empty() {
            String::new()
        } else {
            let except = self.all(&except);
            self.aside(&self.lang.pick(format!("{except}除外"), format!("but {except}")))
        };
        let events = self.events(&on.events);
        self.lang
            .pick(format!("{place}{when}{who}{except}可以{events}"), format!("{place}{when}{who}{except} may {events}"))
    }

    /// Something happens that nobody outside sends.
    fn once(self, on: &Transition, place: &str) -> String {
        let when = on.when.as_ref().map(|when| self.provided(when)).unwrap_or_default();
        let known = |event: &Name| self.child_ends(&event.value).or_else(|| self.came_of(&event.value));
        let ends: Option<Vec<String>> = on.events.iter().map(known).collect();
        let happens = match ends {
            Some(ends) if !ends.is_empty() => ends.join(self.pick("，或", " or ")),
            _ => self
                .lang
                .pick(format!("发生{}", self.events(&on.events)), format!("once {} happens", self.events(&on.events))),
        };
        format!("{place}{when}{happens}")
    }

    /// `child.<as>.<end state>`: a case opened before has come to its end.
    fn child_ends(self, event: &str) -> Option<String> {
        let (part, end) = event.strip_prefix("child.")?.split_once('.')?;
        let child = self.opened_as(part)?;
        let (case, end) = (self.kind_of_case(&child.head.id_text()), Self { process: Some(child), ..self }.state(end));
        Some(self.lang.pick(format!("所立的{case}个案到了{end}"), format!("once its case of {case} has come to {end}")))
    }

    pub(super) fn events(self, events: &[Name]) -> String {
        let events: Vec<String> = events.iter().map(|event| self.event(&event.value)).collect();
        events.join(self.pick("或", " or "))
    }

    fn transition(self, about: String, on: &Transition, around: &[Name]) -> Sentence {
        let mut parts: Vec<String> = on.require.iter().map(|require| self.require(require)).collect();
        if let Some(not_before) = &on.not_before {
            let at = self.value(&not_before.at, None);
            let cites = self.cites(&not_before.clauses);
            parts.push(self.lang.pick(format!("不早于{at}{cites}"), format!("not before {at}{cites}")));
        }
        parts.extend(self.takes(&on.takes));
        if let Some(owner) = &on.owner {
            let owner = self.party(owner);
            parts.push(self.lang.pick(format!("{owner}为经办人"), format!("{owner} owns it")));
        }
        parts.extend(self.acts(&on.acts));
        let rows = on.rows.len();
        parts.extend(on.rows.iter().enumerate().map(|(at, row)| self.row(row, at + 1 == rows && at > 0)));
        let mut inside: Vec<&Name> = on.require.iter().flat_map(|require| &require.clauses).collect();
        inside.extend(on.not_before.iter().flat_map(|not_before| &not_before.clauses));
        inside.extend(self.cited(&on.acts.actions));
        inside.extend(on.rows.iter().flat_map(|row| &row.head.clauses));
        inside.extend(on.rows.iter().flat_map(|row| self.cited(&row.acts.actions)));
        self.sentence((about, parts), &on.head, around, inside)
    }

    /// One outcome of an act.
    fn row(self, row: &Row, last: bool) -> String {
        let when = match &row.when {
            Some(when) => self.provided(when),
            None if last => self.pick("否则", "otherwise ").to_owned(),
            None => String::new(),
        };
        let requires = row.require.iter().map(|require| self.require(require));
        let mut parts: Vec<String> = requires.chain(self.acts(&row.acts)).collect();
        if parts.is_empty() {
            parts.push(self.pick("不变", "nothing changes").to_owned());
        }
        format!("{when}{}{}", parts.join(self.pick("，", ", ")), self.cites(&row.head.clauses))
    }

    pub(super) fn require(self, require: &Require) -> String {
        let that = self.condition(&require.that);
        let say = require.say.as_ref().map(|say: &Said| self.filled(say)).unwrap_or_default();
        let say = if say.is_empty() {
            say
        } else {
            self.aside(&self.lang.pick(format!("否则：{say}"), format!("else: {say}")))
        };
        let cites = self.cites(&require.clauses);
        self.lang.pick(format!("须{that}{say}{cites}"), format!("provided that {that}{say}{cites}"))
    }

    /// What has to be filled in.
    fn takes(self, takes: &[Take]) -> Option<String> {
        let optional = self.aside(self.pick("可不填", "optional"));
        let one = |take: &Take| self.field_called(&take.name.value) + if take.optional { &optional } else { "" };
        let list: Vec<String> = takes.iter().map(one).collect();
        let list = self.all(&list);
        (!takes.is_empty()).then(|| self.lang.pick(format!("填写{list}"), format!("fill in {list}")))
    }
}
