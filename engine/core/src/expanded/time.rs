//! Deadlines and waits: the clocks of a state. What they make happen are transitions of their own.

use super::{Outline, View, titled};
use crate::guard::expr::{DataSlot, Expr};
use crate::program::{DeadlineIx, Due, WaitFor, WaitIx};

impl View<'_> {
    pub(super) fn deadline(self, at: DeadlineIx, out: &mut Outline) {
        let deadline = &self.process.deadlines[at.at()];
        let due = match &deadline.due {
            Due::Within(amount) => self.lang.pick(self.amount(amount), format!("within {}", self.amount(amount))),
            Due::Until(point) => format!("{} {}", self.pick("至", "until"), self.expr(point)),
            Due::Before(point) => format!("{} {}", self.pick("早于", "before"), self.expr(point)),
        };
        let mut line =
            format!("{} {}: {due}", self.pick("期限", "deadline"), titled(&deadline.id, deadline.name.as_ref()));
        line += &self.clock(deadline.since.as_ref(), &deadline.follows);
        if let Some(events) = &deadline.met_by {
            let events: Vec<&str> = events.iter().map(super::process::pattern).collect();
            line += &format!(" {} {}", self.pick("由此满足", "met by"), events.join(", "));
        }
        line += if deadline.soft { self.pick("（只提醒）", " (soft)") } else { "" };
        out.line(&format!("{line}{}{}", self.at(deadline.span), self.cites(&deadline.clauses)));
    }

    pub(super) fn wait(self, at: WaitIx, out: &mut Outline) {
        let wait = &self.process.waits[at.at()];
        let line = format!("{} {}", self.pick("等待", "wait"), self.waiting(&wait.wait));
        let line = line + &self.clock(wait.since.as_ref(), &wait.follows);
        out.line(&format!("{line}{}{}", self.at(wait.span), self.cites(&wait.clauses)));
    }

    /// How long, or until when.
    pub(super) fn waiting(self, wait: &WaitFor) -> String {
        match wait {
            WaitFor::Amount(amount) => self.amount(amount),
            WaitFor::At(point) => format!("{} {}", self.pick("到", "at"), self.expr(point)),
        }
    }

    fn clock(self, since: Option<&Expr>, follows: &[DataSlot]) -> String {
        let since =
            since.map(|since| format!(" {} {}", self.pick("自", "since"), self.expr(since))).unwrap_or_default();
        let data: Vec<&str> = follows.iter().map(|slot| &*self.process.data[slot.at()].field.id).collect();
        if data.is_empty() {
            return since;
        }
        format!("{since} {} {}", self.pick("随", "follows"), data.join(", "))
    }
}
