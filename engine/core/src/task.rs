//! Tasks: what somebody has to choose (`LANGUAGE` §5), and who has which.
//!
//! A task is a fact of its case beside configuration, deadlines and ledger. It is offered when its state is entered,
//! answered by those it is offered to, and withdrawn when the state is left. One kind so far: a decision.

use crate::case::Case;
use crate::program::{Decision, DecisionIx, Process, Program};
use crate::value::Text;
use zhidu_time::{Due, Instant};

/// A task of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What kind of task, and of which element.
    pub kind: TaskKind,
    /// Whom it is for, one seat for each vote that is asked; of a chain, the seats whose turn has come.
    pub seats: Vec<Seat>,
    /// Who may not answer, having asked for it (GR-13).
    pub requester: Option<Text>,
    /// Who took it, so that nobody else answers.
    pub claimed: Option<Text>,
    /// Answers so far, in order; no person has two.
    pub votes: Vec<Vote>,
    /// Since when it is offered.
    pub offered: Instant,
    /// How it ended; none while it is open.
    pub outcome: Option<TaskEnd>,
}

/// See [`Task::kind`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskKind {
    /// `[[state.decision]]`
    Decision(DecisionIx),
}

/// One vote that is asked for, by whichever of several people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seat {
    /// Who may give it, in the party's order. Nobody: whoever the party names when somebody answers.
    pub candidates: Vec<Text>,
    /// In whose place, where those the party names were excluded (GR-13).
    pub instead_of: Option<Text>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    /// Who answered.
    pub person: Text,
    /// In whose place.
    pub instead_of: Option<Text>,
    /// The option chosen.
    pub option: Text,
    /// When.
    pub at: Instant,
}

/// How a task ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskEnd {
    /// With this option.
    Answered(Text),
    /// Its state was left before.
    Withdrawn,
}

impl Task {
    /// Whether it still waits for an answer.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.outcome.is_none()
    }

    /// Who may answer it now, in order, once: whoever claimed it, else those of open seats who have not voted.
    #[must_use]
    pub fn candidates(&self) -> Vec<&Text> {
        if let Some(person) = &self.claimed {
            return vec![person];
        }
        let voters: Vec<&Text> = self.votes.iter().map(|vote| &vote.person).collect();
        let filled = seated(&self.seats, &voters);
        let mut found: Vec<&Text> = Vec::new();
        for person in self.seats.iter().flat_map(|seat| &seat.candidates) {
            let with = || [&voters[..], &[person]].concat();
            if !voters.contains(&person) && !found.contains(&person) && seated(&self.seats, &with()) > filled {
                found.push(person);
            }
        }
        found
    }

    /// Whether a person may answer it now.
    #[must_use]
    pub fn is_for(&self, person: &str) -> bool {
        self.is_open() && self.candidates().iter().any(|candidate| &***candidate == person)
    }

    /// In whose place a person's answer counts.
    #[must_use]
    pub fn place_of(&self, person: &str) -> Option<&Text> {
        let own = self.seats.iter().find(|seat| seat.candidates.iter().any(|candidate| &**candidate == person));
        own.and_then(|seat| seat.instead_of.as_ref())
    }
}

/// How many seats these people can fill at once, one seat each: augmenting paths, for a few seats and people.
#[must_use]
pub fn seated(seats: &[Seat], people: &[&Text]) -> usize {
    let mut sits: Vec<Option<usize>> = vec![None; seats.len()];
    (0..people.len()).filter(|person| sit(*person, seats, people, &mut sits, &mut vec![false; seats.len()])).count()
}

fn sit(person: usize, seats: &[Seat], people: &[&Text], sits: &mut [Option<usize>], tried: &mut [bool]) -> bool {
    for seat in 0..seats.len() {
        if tried[seat] || !seats[seat].candidates.contains(people[person]) {
            continue;
        }
        tried[seat] = true;
        let moves = sits[seat].is_none_or(|other| sit(other, seats, people, sits, tried));
        if moves {
            sits[seat] = Some(person);
            return true;
        }
    }
    false
}

/// A line of somebody's work list.
#[derive(Debug, Clone, Copy)]
pub struct Work<'a> {
    /// The case.
    pub case: &'a Case,
    /// The task.
    pub task: &'a Task,
    /// What is to be decided.
    pub decision: &'a Decision,
    /// When it is due; none where it has no due, or while that is paused.
    pub due: Option<Due>,
}

/// What a person may answer now, over these cases: in their order, within a case in the order of offering.
pub fn work_of<'a>(
    program: &'a Program,
    cases: impl IntoIterator<Item = &'a Case>,
    person: &'a str,
) -> impl Iterator<Item = Work<'a>> {
    open_tasks(program, cases).filter(move |work| work.task.is_for(person))
}

/// Every task that waits for an answer, over these cases, whomever it is for.
pub fn open_tasks<'a>(
    program: &'a Program,
    cases: impl IntoIterator<Item = &'a Case>,
) -> impl Iterator<Item = Work<'a>> {
    cases.into_iter().filter_map(|case| Some((case, program.processes.get(case.process.at())?))).flat_map(
        |(case, process)| {
            let open = case.tasks.iter().filter(|task| task.is_open());
            open.filter_map(move |task| work(case, task, process))
        },
    )
}

fn work<'a>(case: &'a Case, task: &'a Task, process: &'a Process) -> Option<Work<'a>> {
    let TaskKind::Decision(ix) = task.kind;
    let decision = process.decisions.get(ix.at())?;
    let clock = decision.deadline.and_then(|deadline| case.clocks.iter().find(|clock| clock.deadline == deadline));
    Some(Work { case, task, decision, due: clock.and_then(|clock| clock.due) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seats(lists: &[&[&str]]) -> Vec<Seat> {
        let seat = |list: &&[&str]| Seat { candidates: list.iter().map(|id| (*id).into()).collect(), instead_of: None };
        lists.iter().map(seat).collect()
    }

    fn task(lists: &[&[&str]], voted: &[&str]) -> Task {
        let at = Instant::EPOCH;
        let vote = |id: &&str| Vote { person: (*id).into(), instead_of: None, option: "approve".into(), at };
        Task {
            kind: TaskKind::Decision(DecisionIx(0)),
            seats: seats(lists),
            requester: None,
            claimed: None,
            votes: voted.iter().map(vote).collect(),
            offered: at,
            outcome: None,
        }
    }

    fn asked(task: &Task) -> Vec<&str> {
        task.candidates().into_iter().map(|id| &**id).collect()
    }

    #[test]
    fn nobody_sits_twice_and_nobody_keeps_another_from_the_only_seat() {
        let li: Text = "li".into();
        let wang: Text = "wang".into();
        let both = seats(&[&["li", "wang"], &["li"]]);
        assert_eq!(seated(&both, &[&li]), 1);
        assert_eq!(seated(&both, &[&li, &wang]), 2, "li moves to the seat only he can take");
        assert_eq!(seated(&seats(&[&["li"], &["li"]]), &[&li]), 1);
    }

    #[test]
    fn who_voted_is_asked_no_more_and_others_only_while_a_seat_is_free() {
        assert_eq!(asked(&task(&[&["li", "wang"], &["li"]], &[])), ["li", "wang"]);
        assert_eq!(asked(&task(&[&["li", "wang"], &["li"]], &["wang"])), ["li"]);
        assert_eq!(asked(&task(&[&["li", "wang"]], &["li"])), Vec::<&str>::new());
        assert_eq!(asked(&Task { claimed: Some("wang".into()), ..task(&[&["li", "wang"]], &[]) }), ["wang"]);
    }
}
