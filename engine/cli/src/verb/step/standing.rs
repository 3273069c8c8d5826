//! Where a case stands after a step, and what time and people will do.

use super::told::{Teller, texts};
use serde_json::{Value as Json, json};
use zhidu::case::{Armed, Case, Clock, Pauses};
use zhidu::program::Process;
use zhidu::task::{Task, TaskEnd, TaskKind, Vote};
use zhidu::value::Text;

impl Teller<'_> {
    /// Its active atomic states, or the one it ended in; its owner, deadlines, waits and tasks.
    pub(super) fn standing(self, case: &Case, process: &Process, told: &mut Json) {
        let is_atomic = |ix: &zhidu::guard::expr::StateIx| {
            let children = &process.states[ix.at()].children;
            !children.iter().any(|child| case.is_in(*child))
        };
        let states = case.active.iter().filter(is_atomic).map(|ix| &*process.states[ix.at()].id);
        told["states"] = json!(states.collect::<Vec<_>>());
        told["ended"] = json!(case.ended.map(|ix| &*process.states[ix.at()].id));
        told["owner"] = json!(case.owner.as_deref());
        told["deadlines"] = case.clocks.iter().map(|clock| self.deadline(clock, process)).collect();
        told["waits"] = case.waits.iter().map(|armed| self.wait(armed, process)).collect();
        told["tasks"] = case.tasks.iter().filter_map(|task| self.task(task, process)).collect();
    }

    fn deadline(self, clock: &Clock, process: &Process) -> Json {
        let deadline = &process.deadlines[clock.deadline.at()];
        json!({
            "id": &*deadline.id, "state": &*process.states[deadline.state.at()].id, "status": clock.status.id(),
            "due": clock.due.map(|due| self.due(due)), "left": left(&clock.pauses),
        })
    }

    fn wait(self, armed: &Armed, process: &Process) -> Json {
        let state = process.waits[armed.wait.at()].state;
        json!({
            "id": &**process.wait_id(armed.wait), "state": &*process.states[state.at()].id,
            "at": armed.at.map(|at| self.instant(at)), "left": left(&armed.pauses),
        })
    }

    fn task(self, task: &Task, process: &Process) -> Option<Json> {
        let TaskKind::Decision(ix) = task.kind;
        let decision = process.decisions.get(ix.at())?;
        let candidates: Vec<Text> = match task.is_open() {
            true => task.candidates().into_iter().cloned().collect(),
            false => Vec::new(),
        };
        let outcome = task.outcome.as_ref().map(|end| match end {
            TaskEnd::Answered(option) => json!({ "option": &**option }),
            TaskEnd::Withdrawn => json!({ "withdrawn": true }),
        });
        Some(json!({
            "id": &*decision.id, "kind": "decision", "options": texts(&decision.options),
            "candidates": texts(&candidates), "claimed": task.claimed.as_deref(),
            "votes": task.votes.iter().map(|vote| self.vote(vote)).collect::<Vec<_>>(), "outcome": outcome,
        }))
    }

    fn vote(self, vote: &Vote) -> Json {
        let Vote { person, instead_of, option, at } = vote;
        json!({
            "person": &**person, "instead_of": instead_of.as_deref(), "option": &**option, "at": self.instant(*at),
        })
    }
}

/// What a paused clock has left to run.
fn left(pauses: &Pauses) -> Option<String> {
    pauses.since.and(pauses.left).map(|left| left.to_string())
}
