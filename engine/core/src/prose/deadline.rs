//! Time limits with what happens before and after them, and time that makes something happen.

use super::names::called;
use super::{Sentence, Voice};
use crate::model::deadline::{After, Deadline, Due, Wait, Warn, WarnAt};
use crate::model::{Name, Written};
use zhidu_time::Amount;

impl Voice<'_> {
    pub(super) fn deadline(self, deadline: &Deadline, state: &str, around: &[Name]) -> Sentence {
        let state = self.state(state);
        let since = deadline.since.as_ref().map(|since| self.value(since, None));
        let from = match since {
            Some(since) => self.lang.pick(format!("自{since}起"), format!("counted from {since}")),
            None => self.lang.pick(format!("自进入{state}起"), format!("counted from entering {state}")),
        };
        let name = self.quoted(&called(&deadline.head));
        let about = self.lang.pick(format!("时限{name}"), format!("Time limit {name}"));
        let soft =
            self.aside(if is_soft(&deadline.due) { self.pick("只提醒，不处罚", "a reminder only") } else { "" });
        let due = match &deadline.due {
            Due::Within(amount) => {
                let amount = self.value(amount, None);
                let gap = gap(&amount);
                self.lang.pick(format!("{from}{gap}{amount}内{soft}"), format!("within {amount}{soft}, {from}"))
            }
            Due::Until(point) => {
                let point = self.value(point, None);
                self.lang.pick(
                    format!("在{state}时，不晚于{point}{soft}"),
                    format!("while {state}, not after {point}{soft}"),
                )
            }
            Due::Before(point) => {
                let point = self.value(point, None);
                self.lang
                    .pick(format!("在{state}时，早于{point}{soft}"), format!("while {state}, before {point}{soft}"))
            }
        };
        let mut parts = vec![due];
        parts.extend(deadline.met_by.as_ref().map(|events| {
            let events = self.events(events);
            self.lang.pick(format!("{events}即为按时"), format!("{events} meets it"))
        }));
        parts.extend(deadline.warn.iter().map(|warn| self.warn(warn)));
        parts.extend(self.missed(deadline));
        let warned = deadline.warn.iter().flat_map(|warn| self.cited(&warn.actions));
        let inside = warned.chain(self.cited(&deadline.missed)).collect();
        self.sentence((about, parts), &deadline.head, around, inside)
    }

    /// What comes of being late; a limit without consequence reminds.
    fn missed(self, deadline: &Deadline) -> Option<String> {
        let mut parts = self.actions(&deadline.missed);
        parts.extend(self.goes(&deadline.to, false));
        let parts = parts.join(self.pick("，", ", "));
        (!parts.is_empty()).then(|| self.lang.pick(format!("逾期的，{parts}"), format!("if missed, {parts}")))
    }

    fn warn(self, warn: &Warn) -> String {
        let when = match &warn.at {
            WarnAt::Left(amount) => {
                let amount = self.value(amount, None);
                self.lang.pick(format!("到期前{}{amount}", gap(&amount)), format!("{amount} before"))
            }
            WarnAt::Used(share) => {
                let share = self.value(share, None);
                self.lang.pick(format!("用去{}{share}时", gap(&share)), format!("when {share} of it is used"))
            }
        };
        let done = self.actions(&warn.actions).join(self.pick("，", ", "));
        let done = if done.is_empty() { self.pick("提醒", "a reminder").to_owned() } else { done };
        self.lang.pick(format!("{when}，{done}"), format!("{when}, {done}"))
    }

    /// `[[state.after]]`
    pub(super) fn after(self, after: &After, state: &str, around: &[Name]) -> Sentence {
        let state = self.state(state);
        let since = after.since.as_ref().map(|since| {
            let since = self.value(since, None);
            self.lang.pick(format!("自{since}起"), format!(" from {since}"))
        });
        let since = since.unwrap_or_default();
        let when = match &after.wait {
            Wait::Amount(amount) => {
                let amount = self.value(amount, None);
                self.lang.pick(
                    format!("在{state}{since}满{}{amount}时", gap(&amount)),
                    format!("After {amount}{since} in {state}"),
                )
            }
            Wait::At(point) => {
                let point = self.value(point, None);
                self.lang.pick(format!("在{state}，到了{point}"), format!("While {state}, at {point}"))
            }
        };
        let only = after.when.as_ref().map(|when| {
            let when = self.condition(when);
            self.lang.pick(format!("，{when}的"), format!(", if {when}"))
        });
        let about = when + &only.unwrap_or_default();
        self.sentence((about, self.acts(&after.acts)), &after.head, around, self.cited(&after.acts.actions))
    }
}

/// Amounts no clock can judge, such as "immediately" (GR-08).
fn is_soft(due: &Due) -> bool {
    let Due::Within(Written { kind: crate::syntax::NodeKind::Text(text), .. }) = due else { return false };
    matches!(Amount::parse(&text.value), Ok(Amount::Soft(_)))
}

/// A space before what begins with a number, as Chinese sets it.
fn gap(text: &str) -> &'static str {
    if text.starts_with(|c: char| c.is_ascii()) { " " } else { "" }
}
