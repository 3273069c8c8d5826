//! What becomes of what fails inside a macrostep (`LANGUAGE` §2): an incident, or with `errors = "continue"` SCXML's own
//! rule (SCXML 1.0, 3.13, 4.6, 5.9.1): a condition that fails counts as false, an action that fails ends its block, and
//! either raises `error.execution`.
//!
//! A block is one `[[state.entry]]` or `[[state.exit]]`, what one transition does, the actions of one default entry or of
//! one history's default. What ran before in the block stays; of the action that failed nothing does. What is no
//! condition of choice and no action (a `require`, a `forbid`, a due that cannot be computed on entry) stays an incident.

use super::run::{Current, Halt, Run};
use crate::guard::expr::Guard;
use crate::outcome::{IncidentKind, What};
use crate::program::{Action, Block, ClauseIx};

impl Run<'_> {
    /// Whether a condition of choice holds; one that fails counts as false where the process goes on.
    pub(super) fn condition(&self, guard: Option<&Guard>) -> Result<bool, Halt> {
        self.holds_all(guard).or_else(|halt| self.survive(halt, &[]).map(|()| false))
    }

    /// Runs a block under its condition.
    pub(super) fn run_block(&mut self, block: &Block) -> Result<(), Halt> {
        if self.condition(block.when.as_ref())? { self.run_whole(&block.actions, &block.clauses) } else { Ok(()) }
    }

    /// Runs actions that are a block by themselves.
    pub(super) fn run_whole(&mut self, actions: &[Action], clauses: &[ClauseIx]) -> Result<(), Halt> {
        self.run_actions(actions).or_else(|halt| self.survive(halt, clauses))
    }

    /// Does one thing wholly or, where the process goes on after failures, not at all.
    pub(super) fn attempt(&mut self, act: impl FnOnce(&mut Self) -> Result<(), Halt>) -> Result<(), Halt> {
        if !self.process.errors_continue {
            return act(self);
        }
        let saved = self.savepoint();
        act(self).inspect_err(|_| self.roll_back(saved))
    }

    /// Takes a failure as `error.execution`, where the process says so and it is one; else gives it back.
    pub(super) fn survive(&self, halt: Halt, clauses: &[ClauseIx]) -> Result<(), Halt> {
        match halt {
            Halt::Incident(incident) if self.process.errors_continue && incident.kind.is_of_execution() => {
                self.mark(What::Failed(incident.kind.to_string().into()), clauses);
                let fields = vec![None; self.process.fields.len()];
                self.enqueue(Current { name: "error.execution".into(), fields });
                Ok(())
            }
            halt => Err(halt),
        }
    }
}

impl IncidentKind {
    /// Whether it is the failure of an expression or action, which SCXML calls `error.execution`.
    const fn is_of_execution(&self) -> bool {
        match self {
            Self::Expression { .. }
            | Self::NobodyToCharge(_)
            | Self::NotOnePerson { .. }
            | Self::Bounds { .. }
            | Self::Due(_) => true,
            Self::Budget(_) | Self::Hops(_) | Self::Unmet(_) | Self::Mismatch(_) | Self::Noted(_) => false,
        }
    }
}
