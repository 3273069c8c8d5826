//! What holds of tasks and of clocks that stand still, wherever a case stands.

use std::collections::BTreeSet;
use zhidu_core::case::{Case, ClockStatus};
use zhidu_core::guard::expr::Expr;
use zhidu_core::program::{Due, Paused, Process};
use zhidu_core::task::{TaskEnd, TaskKind};
use zhidu_core::value::Value;
use zhidu_time::Amount;

/// A task is open only in its state, nobody votes twice or on what they asked for, and the last vote's option counts.
pub(super) fn tasks(process: &Process, case: &Case) {
    for (at, task) in case.tasks.iter().enumerate() {
        let TaskKind::Decision(ix) = task.kind;
        let decision = &process.decisions[ix.at()];
        assert!(case.tasks[..at].iter().all(|other| other.kind != task.kind), "`{}` is there twice", decision.id);
        let voters: BTreeSet<_> = task.votes.iter().map(|vote| &vote.person).collect();
        assert_eq!(voters.len(), task.votes.len(), "somebody voted twice: {task:?}");
        assert!(task.requester.as_ref().is_none_or(|person| !voters.contains(person)), "own request: {task:?}");
        match &task.outcome {
            None => {
                assert!(case.is_in(decision.state), "`{}` is open outside its state", decision.id);
                assert!(task.candidates().iter().all(|person| !voters.contains(person)), "{task:?}");
            }
            Some(TaskEnd::Answered(option)) => {
                assert_eq!(task.votes.last().map(|vote| &vote.option), Some(option), "{task:?}");
            }
            Some(TaskEnd::Withdrawn) => assert_eq!(task.claimed.as_ref().filter(|by| voters.contains(by)), None),
        }
    }
}

/// Clocks stand still exactly while a state that is active pauses them; pauses move the due of an elapsed amount by
/// exactly their length, and what was left before one is left after it.
pub(super) fn clocks(process: &Process, case: &Case) {
    let paused: Vec<Paused> =
        case.active.iter().flat_map(|state| process.states[state.at()].pauses.iter().copied()).collect();
    for clock in &case.clocks {
        let deadline = &process.deadlines[clock.deadline.at()];
        let covered = paused.contains(&Paused::Deadline(clock.deadline));
        assert_eq!(clock.pauses.since.is_some(), clock.status == ClockStatus::Paused, "{clock:?}");
        match clock.status {
            ClockStatus::Running => assert!(!covered, "`{}` runs in a pause", deadline.id),
            ClockStatus::Paused => assert!(covered && clock.due.is_none(), "`{}` is due in a pause", deadline.id),
            _ => continue,
        }
        let Due::Within(Expr::Const(Value::Duration(Amount::Elapsed(budget)))) = deadline.due else { continue };
        let still: i64 = clock.pauses.past.iter().map(|pause| pause.seconds()).sum();
        if let Some(due) = clock.due {
            assert_eq!(due.end().seconds_since(clock.start), budget + still, "`{}`: {clock:?}", deadline.id);
        }
        if let Some(since) = clock.pauses.since {
            let used = zhidu_time::used(clock.start, since, &clock.pauses.past);
            assert_eq!(clock.pauses.left, Some(Amount::Elapsed(budget - used)), "`{}`: {clock:?}", deadline.id);
        }
    }
    for wait in &case.waits {
        let covered = paused.contains(&Paused::Wait(wait.wait));
        assert_eq!(wait.pauses.since.is_some(), covered, "{wait:?}");
        assert!(!covered || wait.at.is_none(), "{wait:?}");
    }
}
