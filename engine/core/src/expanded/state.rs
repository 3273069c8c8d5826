//! States: what they are, what they demand, what entering and leaving them does, what can happen in them.

use super::{Outline, View, titled};
use crate::guard::expr::StateIx;
use crate::program::{Block, Require, State, StateKind};

impl View<'_> {
    pub(super) fn state(self, at: StateIx, out: &mut Outline) {
        let state = &self.process.states[at.at()];
        let line =
            format!("{} {}{}", self.pick("状态", "state"), titled(&state.id, state.name.as_ref()), self.marks(state));
        out.line(&format!("{line}{}{}", self.at(state.span), self.cites(&state.clauses)));
        out.inside(|out| {
            self.requires(&state.require, out);
            self.actions(&state.initial_actions, out);
            self.blocks(&state.entry, self.pick("进入时", "on entry"), out);
            self.blocks(&state.exit, self.pick("离开时", "on exit"), out);
            self.pauses(&state.pauses, out);
            for decision in &state.decisions {
                self.decision(*decision, out);
            }
            for deadline in &state.deadlines {
                self.deadline(*deadline, out);
            }
            for wait in &state.waits {
                self.wait(*wait, out);
            }
            for transition in &state.transitions {
                self.transition(*transition, out);
            }
            for child in &state.children {
                self.state(*child, out);
            }
        });
    }

    fn marks(self, state: &State) -> String {
        let mut marks = Vec::new();
        match state.kind {
            StateKind::Final => marks.push(self.pick("结束", "final").to_owned()),
            StateKind::Parallel => marks.push(self.pick("并行", "parallel").to_owned()),
            StateKind::ShallowHistory => marks.push(self.pick("浅历史", "shallow history").to_owned()),
            StateKind::DeepHistory => marks.push(self.pick("深历史", "deep history").to_owned()),
            StateKind::Atomic | StateKind::Compound => {}
        }
        if !state.initial.is_empty() {
            let initial: Vec<&str> = state.initial.iter().map(|to| &*self.process.states[to.at()].id).collect();
            marks.push(format!("{} {}", self.pick("初始", "initial"), initial.join(" + ")));
        }
        if state.settled {
            marks.push(self.pick("已了结", "settled").to_owned());
        }
        if marks.is_empty() { String::new() } else { format!(" [{}]", marks.join(", ")) }
    }

    fn blocks(self, blocks: &[Block], word: &str, out: &mut Outline) {
        for block in blocks {
            let when = block.when.as_ref().map(|when| format!(" [{}]", self.guard(when))).unwrap_or_default();
            out.line(&format!("{word}{when}{}{}", self.at(block.span), self.cites(&block.clauses)));
            out.inside(|out| self.actions(&block.actions, out));
        }
    }

    pub(super) fn requires(self, requires: &[Require], out: &mut Outline) {
        for require in requires {
            let line = format!("{} [{}]", self.pick("须", "require"), self.guard(&require.that));
            out.line(&format!("{line}{}{}", self.at(require.that.span), self.cites(&require.clauses)));
        }
    }
}
