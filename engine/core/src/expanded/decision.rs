//! Tasks: somebody must choose. Each answer is a transition of its own; what stands still meanwhile is said beside.

use super::{Outline, View, listed, titled};
use crate::program::{DecisionIx, Panel, Paused};
use crate::value::Text;

impl View<'_> {
    pub(super) fn decision(self, at: DecisionIx, out: &mut Outline) {
        let decision = &self.process.decisions[at.at()];
        let parties: Vec<String> = decision.panel.parties().iter().map(|party| self.party(party)).collect();
        let parties = parties.join(", ");
        let who = match &decision.panel {
            Panel::One(_) => parties,
            Panel::Chain(_) => self.lang.pick(format!("依次 {parties}"), format!("{parties} in order")),
            Panel::All(_) => self.lang.pick(format!("一致 {parties}"), format!("all of {parties}")),
            Panel::Of(_, at_least) => {
                self.lang.pick(format!("{parties} 中至少 {at_least}"), format!("{at_least} of {parties}"))
            }
        };
        let title = titled(&decision.id, decision.name.as_ref());
        let line = format!("{} {title}: {who} -> {}", self.pick("任务", "task"), listed(&decision.options));
        out.line(&format!("{line}{}{}", self.at(decision.span), self.cites(&decision.clauses)));
    }

    /// What stands still while a state is active.
    pub(super) fn pauses(self, pauses: &[Paused], out: &mut Outline) {
        let name = |paused: &Paused| -> Text {
            match paused {
                Paused::Deadline(at) => self.process.deadlines[at.at()].id.clone(),
                Paused::Wait(at) => self.waiting(&self.process.waits[at.at()].wait).into(),
            }
        };
        let names: Vec<Text> = pauses.iter().map(name).collect();
        if !names.is_empty() {
            out.line(&format!("{} {}", self.pick("暂停计时", "pauses"), listed(&names)));
        }
    }
}
