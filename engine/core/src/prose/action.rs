//! What is done.

use super::Voice;
use super::names::find;
use crate::model::action::{Action, Entries, Open, Verb};
use crate::model::transition::Acts;
use crate::model::{Name, Written};

impl Voice<'_> {
    /// A list of actions, each one part of a sentence.
    pub(super) fn actions(self, actions: &[Action]) -> Vec<String> {
        actions.iter().map(|action| self.action(action)).collect()
    }

    /// `set`, `add`, `do`, and where it leads.
    pub(super) fn acts(self, acts: &Acts) -> Vec<String> {
        let mut parts = self.set(&acts.set);
        parts.extend(self.add(&acts.add));
        parts.extend(self.actions(&acts.actions));
        parts.extend(self.goes(&acts.to, acts.again));
        parts
    }

    /// The state something leads to; nothing where it stays.
    pub(super) fn goes(self, to: &[Name], again: bool) -> Option<String> {
        let to: Vec<String> = to.iter().map(|state| self.state(&state.value)).collect();
        let states = to.join(self.pick("和", " and "));
        let verb = if again { self.pick("重新进入", "enters ") } else { self.pick("转为", "goes to ") };
        let again = if again { self.pick("", " again") } else { "" };
        (!to.is_empty()).then(|| format!("{verb}{states}{again}"))
    }

    /// Every clause that actions cite themselves.
    pub(super) fn cited(self, actions: &[Action]) -> Vec<&Name> {
        actions.iter().flat_map(|action| self.cited_by(action)).collect()
    }

    fn cited_by(self, action: &Action) -> Vec<&Name> {
        let inner = match &action.verb {
            Verb::Group { then, otherwise } => [self.cited(then), self.cited(otherwise)].concat(),
            _ => Vec::new(),
        };
        action.head.clauses.iter().chain(inner).collect()
    }

    fn action(self, action: &Action) -> String {
        let each = action.each.as_ref().map(|each| {
            let list = self.condition(each);
            self.lang.pick(format!("对{list}中的每一项，"), format!("for each of {list}, "))
        });
        let when = action.when.as_ref().map(|when| self.provided(when));
        let conditions = each.unwrap_or_default() + &when.unwrap_or_default();
        format!("{conditions}{}{}", self.verb(&action.verb), self.cites(&action.head.clauses))
    }

    /// A condition before what it is for.
    pub(super) fn provided(self, when: &Written) -> String {
        let when = self.condition(when);
        let gap = if when.ends_with(|c: char| c.is_ascii_alphanumeric()) { " " } else { "" };
        self.lang.pick(format!("{when}{gap}的，"), format!("if {when}, "))
    }

    fn verb(self, verb: &Verb) -> String {
        match verb {
            Verb::Set(entries) => self.all(&self.set(entries)),
            Verb::Add(entries) => self.all(&self.add(entries)),
            Verb::Notify { .. } => self.notice(verb),
            Verb::Request { name, with, undo, grave } => self.request(name, with, undo.as_ref(), grave.is_some()),
            Verb::Signal(signal) => self.signal(signal),
            Verb::Cancel { id } => self.cancel(id),
            Verb::Record { register, whom, .. } => {
                let register = self.register_called(&register.value);
                let whom = whom.as_ref().map(|whom| {
                    let whom = self.party(whom);
                    self.lang.pick(format!("，记在{whom}名下"), format!(" under {whom}"))
                });
                let whom = whom.unwrap_or_default();
                self.lang.pick(format!("登入{register}{whom}"), format!("enter it in {register}{whom}"))
            }
            Verb::Penalize { penalty, whom, rule } => {
                self.charged(penalty, &self.party(whom), rule.as_ref(), &self.costing(penalty))
            }
            Verb::Assign { to, part } => {
                let to = self.party(to);
                let part = part.as_ref().map(|part| self.quoted(&part.value));
                let part = part.unwrap_or_else(|| self.pick("经办人", "the owner").to_owned());
                self.lang.pick(format!("{to}为{part}"), format!("{to} becomes {part}"))
            }
            Verb::Open(open) => self.opening(open),
            Verb::Raise { event, .. } => {
                let event = self.event(&event.value);
                self.lang.pick(format!("随即发生{event}"), format!("{event} follows"))
            }
            Verb::Group { then, otherwise } => self.group(then, otherwise),
        }
    }

    fn group(self, then: &[Action], otherwise: &[Action]) -> String {
        let then = self.actions(then).join(self.pick("，", ", "));
        if otherwise.is_empty() {
            return then;
        }
        let otherwise = self.actions(otherwise).join(self.pick("，", ", "));
        self.lang.pick(format!("{then}；否则{otherwise}"), format!("{then}; otherwise {otherwise}"))
    }

    pub(super) fn set(self, entries: &Entries) -> Vec<String> {
        let set = entries.iter().map(|(id, value)| {
            let (name, value) = (self.field_called(&id.value), self.value(value, self.field(&id.value)));
            self.lang.pick(format!("{name}记为{value}"), format!("{name} becomes {value}"))
        });
        set.collect()
    }

    fn add(self, entries: &Entries) -> Vec<String> {
        let add = entries.iter().map(|(id, value)| {
            let (name, value) = (self.field_called(&id.value), self.value(value, None));
            self.lang.pick(format!("{name}中添上{value}"), format!("{value} is added to {name}"))
        });
        add.collect()
    }

    /// What a penalty costs, as an aside.
    pub(super) fn costing(self, penalty: &Name) -> String {
        let ladder = find(&self.policy.penalties, &penalty.value).map(|penalty| self.ladder(penalty));
        self.aside(&ladder.unwrap_or_default().join(self.pick("，", ", ")))
    }

    /// Who is charged by what, and what that costs.
    pub(super) fn charged(self, penalty: &Name, whom: &str, rule: Option<&Written>, costs: &str) -> String {
        let name = self.penalty_called(&penalty.value);
        let rule = rule.map(|rule| self.rule(rule)).unwrap_or_default();
        self.lang.pick(format!("{whom}按{name}处罚{costs}{rule}"), format!("{whom} is charged for {name}{costs}{rule}"))
    }

    /// The rule a breach is counted under: a clause, or what an expression gives.
    pub(super) fn rule(self, rule: &Written) -> String {
        let clause = rule.as_text().filter(|text| find(&self.policy.clauses, &text.value).is_some());
        let rule = clause.map_or_else(|| self.value(rule, None), |text| self.clause(&text.value));
        self.lang.pick(format!("，记作违反{rule}"), format!(", counted under {rule}"))
    }

    fn opening(self, open: &Open) -> String {
        let case = self.kind_of_case(&open.process.value);
        let owner = open.owner.as_ref().map(|owner| {
            let owner = self.party(owner);
            self.lang.pick(format!("，由{owner}经办"), format!(", owned by {owner}"))
        });
        let offender = open.with.iter().find(|(id, _)| &*id.value == "offender").map(|(_, value)| {
            let person = self.person(value);
            self.lang.pick(format!("，当事人是{person}"), format!(", the offender being {person}"))
        });
        let rest = owner.unwrap_or_default() + &offender.unwrap_or_default();
        self.lang.pick(format!("另立{case}个案{rest}"), format!("open a case of {case}{rest}"))
    }
}
