//! Transitions: from where, by what, by whom, on which condition, to where; and what must hold and is done.

use super::process::pattern;
use super::{Outline, View};
use crate::guard::expr::StateIx;
use crate::program::{Outcome, Process, Transition, TransitionIx, Trigger, Warn};

impl<'a> View<'a> {
    pub(super) fn transition(self, at: TransitionIx, out: &mut Outline) {
        let transition = &self.process.transitions[at.at()];
        let starts = self.process.starts.contains(&at);
        if let [only] = transition.outcomes.as_slice() {
            self.head(transition, starts, &self.goal(only, starts), out);
            out.inside(|out| {
                self.before(transition, out);
                self.requires(&only.require, out);
                self.actions(&only.actions, out);
            });
            return;
        }
        self.head(transition, starts, "…", out);
        out.inside(|out| {
            self.before(transition, out);
            for outcome in &transition.outcomes {
                self.outcome(outcome, starts, out);
            }
        });
    }

    fn head(self, transition: &Transition, starts: bool, to: &str, out: &mut Outline) {
        let from = match transition.source {
            _ if starts => self.pick("开始", "start"),
            Process::ROOT => self.pick("任何状态", "any state"),
            source => self.called(source),
        };
        let mut said = self.trigger(&transition.trigger);
        if let Some(by) = &transition.by {
            let except: Vec<String> = transition.except.iter().map(|person| self.expr(person)).collect();
            let except = if except.is_empty() {
                String::new()
            } else {
                format!("{}{}", self.pick("，除 ", ", not "), except.join(", "))
            };
            said += &format!(" ({}{except})", self.party(by));
        }
        if let Some(when) = &transition.when {
            said += &format!(" [{}]", self.guard(when));
        }
        let line = format!("{from} --{said}--> {to}");
        out.line(&format!("{line}{}{}", self.at(transition.span), self.cites(&transition.clauses)));
    }

    /// What comes before the outcome is chosen, and what is written down whichever it is.
    fn before(self, transition: &Transition, out: &mut Outline) {
        self.requires(&transition.require, out);
        if let Some((point, clauses)) = &transition.not_before {
            let line = format!("{} {}", self.pick("不早于", "not before"), self.guard(point));
            out.line(&(line + &self.cites(clauses)));
        }
        let data = self.pick("数据", "data");
        for take in &transition.takes {
            let (to, from) = (&self.process.data[take.slot.at()].field.id, &self.process.fields[take.field.at()]);
            let missing = if take.required { "" } else { self.pick("（可无）", " (may be missing)") };
            out.line(&format!("{data} case.{to} = event.{from}{missing}"));
        }
        if let Some(owner) = &transition.owner {
            out.line(&format!("{data} owner = {}", self.party(owner)));
        }
    }

    fn outcome(self, outcome: &Outcome, starts: bool, out: &mut Outline) {
        let when = match &outcome.when {
            Some(when) => self.guard(when),
            None => self.pick("否则", "otherwise").to_owned(),
        };
        let place = outcome.when.as_ref().map(|when| self.at(when.span)).unwrap_or_default();
        out.line(&format!("[{when}] --> {}{place}{}", self.goal(outcome, starts), self.cites(&outcome.clauses)));
        out.inside(|out| {
            self.requires(&outcome.require, out);
            self.actions(&outcome.actions, out);
        });
    }

    /// Where an outcome leads; a start that names no state enters what the process enters.
    fn goal(self, outcome: &Outcome, starts: bool) -> String {
        let default = &self.process.states[Process::ROOT.at()].initial;
        let targets = if starts && outcome.targets.is_empty() { default } else { &outcome.targets };
        let to: Vec<&str> = targets.iter().map(|to| self.called(*to)).collect();
        let again = if outcome.again { self.pick(" (重新进入)", " (again)") } else { "" };
        if to.is_empty() { self.pick("(不变)", "(stays)").to_owned() } else { to.join(" + ") + again }
    }

    /// What a state is called in the middle of a line; its line above has the id too.
    fn called(self, at: StateIx) -> &'a str {
        let state = &self.process.states[at.at()];
        state.name.as_ref().unwrap_or(&state.id)
    }

    fn trigger(self, trigger: &Trigger) -> String {
        match trigger {
            Trigger::Events(events) => events.iter().map(pattern).collect::<Vec<_>>().join(", "),
            Trigger::Always => self.pick("自动", "always").to_owned(),
            Trigger::Missed(at) => {
                let id = &self.process.deadlines[at.at()].id;
                self.lang.pick(format!("期限 {id} 已过"), format!("deadline {id} missed"))
            }
            Trigger::Warning(at, n) => {
                let deadline = &self.process.deadlines[at.at()];
                let when = deadline.warn.get(*n as usize).map(|warn| self.warn(warn)).unwrap_or_default();
                self.lang.pick(format!("期限 {} {when}", deadline.id), format!("deadline {} {when}", deadline.id))
            }
            Trigger::Ran(at) => {
                let wait = self.waiting(&self.process.waits[at.at()].wait);
                self.lang.pick(format!("{wait} 已到"), format!("{wait} is over"))
            }
        }
    }

    /// When a warning comes.
    fn warn(self, warn: &Warn) -> String {
        match warn {
            Warn::Left(amount) => {
                self.lang.pick(format!("还剩 {}", self.amount(amount)), format!("has {} left", self.amount(amount)))
            }
            Warn::Used(share) => {
                self.lang.pick(format!("已用 {}", self.expr(share)), format!("has {} used", self.expr(share)))
            }
        }
    }
}
