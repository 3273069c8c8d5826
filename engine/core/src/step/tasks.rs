//! Tasks of a case: offered on entry, taken and given back, answered, withdrawn on leaving (`LANGUAGE` §5).

use super::people::Standing;
use super::run::{Halt, Run};
use super::select::Selected;
use crate::guard::expr::{Expr, StateIx};
use crate::outcome::What;
use crate::program::{Decision, DecisionIx, Panel, Party, REFUSE, TaskAct, Transition};
use crate::task::{Seat, Task, TaskEnd, TaskKind, Vote, seated};
use crate::value::Text;

impl<'a> Run<'a> {
    /// Offers the decisions of a state just entered. Who asked is whoever did the event that led here; where time did,
    /// whoever opened the case.
    pub(super) fn offer(&mut self, state: StateIx) -> Result<(), Halt> {
        let process = self.process;
        for &ix in &process.at(state).decisions {
            let decision = &process.decisions[ix.at()];
            let mut task = Task {
                kind: TaskKind::Decision(ix),
                seats: Vec::new(),
                requester: self.actor.clone().or_else(|| self.case.requester.clone()),
                claimed: None,
                votes: Vec::new(),
                offered: self.stamp,
                outcome: None,
            };
            self.seat(&mut task, decision)?;
            self.case.tasks.retain(|known| known.kind != task.kind);
            self.case.tasks.push(task);
            self.mark(What::Offered(ix), &decision.clauses);
        }
        Ok(())
    }

    /// Finds the people of the seats whose turn it is: all, or of a chain the next.
    fn seat(&self, task: &mut Task, decision: &Decision) -> Result<(), Halt> {
        let parties = decision.panel.parties();
        let mut turns = parties.len();
        if matches!(decision.panel, Panel::Chain(_)) {
            turns = task.votes.len() + 1;
            // Who voted in a chain keeps that seat and no other.
            for (seat, vote) in task.seats.iter_mut().zip(&task.votes) {
                seat.candidates = vec![vote.person.clone()];
            }
        }
        for party in parties.iter().take(turns).skip(task.seats.len()) {
            let seat = self.seat_of(party, task)?;
            task.seats.push(seat);
        }
        Ok(())
    }

    /// Those a party names but for who asked, unless it names them by relation. Where that leaves nobody, or nobody who
    /// has no seat yet, those who stand in (GR-13).
    fn seat_of(&self, party: &Party, task: &Task) -> Result<Seat, Halt> {
        let named = self.persons(party)?;
        let mut candidates = Vec::new();
        self.collect_but(party, task.requester.as_ref(), &mut candidates)?;
        let seat = Seat { candidates, instead_of: None };
        let with = [&task.seats[..], std::slice::from_ref(&seat)].concat();
        // Each person once: whoever several seats name can sit in one of them.
        let mut people: Vec<&Text> = with.iter().flat_map(|seat| &seat.candidates).collect();
        people.sort_unstable();
        people.dedup();
        if named.is_empty() || (!seat.candidates.is_empty() && seated(&with, &people) == with.len()) {
            return Ok(seat);
        }
        let barred: Vec<&Text> = task.requester.iter().chain(people).chain(&named).collect();
        let candidates = self.stand_ins(party, &named, &barred)?;
        Ok(Seat { instead_of: named.first().cloned().filter(|_| !candidates.is_empty()), candidates })
    }

    fn collect_but(&self, party: &Party, requester: Option<&Text>, found: &mut Vec<Text>) -> Result<(), Halt> {
        if let Party::Any(parties) = party {
            return parties.iter().try_for_each(|party| self.collect_but(party, requester, found));
        }
        let by_relation = matches!(party, Party::Value(Expr::Person(_)));
        for person in self.persons(party)? {
            if (by_relation || Some(&person) != requester) && !found.contains(&person) {
                found.push(person);
            }
        }
        Ok(())
    }

    /// The deputies of a party's roles, else the superiors of those it names.
    fn stand_ins(&self, party: &Party, named: &[Text], barred: &[&Text]) -> Result<Vec<Text>, Halt> {
        let mut free = Vec::new();
        for deputy in self.deputies(party) {
            free.extend(self.people_with(deputy, None)?.into_iter().filter(|person| !barred.contains(&person)));
        }
        if free.is_empty() {
            for person in named {
                free.extend(self.superior(person)?.filter(|superior| !barred.contains(&superior)));
            }
        }
        Ok(free)
    }

    /// The open task of a decision.
    fn task(&self, ix: DecisionIx) -> Option<&Task> {
        self.case.tasks.iter().find(|task| task.kind == TaskKind::Decision(ix) && task.is_open())
    }

    fn task_mut(&mut self, ix: DecisionIx) -> Option<&mut Task> {
        self.case.tasks.iter_mut().find(|task| task.kind == TaskKind::Decision(ix) && task.is_open())
    }

    /// Whether there is a task that this can be done to, whoever does it.
    pub(super) fn is_offered(&self, act: TaskAct) -> bool {
        let task = self.task(act.decision());
        task.is_some_and(|task| !matches!(act, TaskAct::Release(_)) || task.claimed.is_some())
    }

    /// Whether somebody may do this to a task: those it is for, and only who took it where somebody did. Where nobody was
    /// found when it was offered, those its parties name now.
    pub(super) fn may(&self, act: TaskAct, person: &Text) -> Result<bool, Halt> {
        let Some(task) = self.task(act.decision()) else { return Ok(false) };
        if !matches!(self.standing(person)?, Standing::Holds(held) if !held.is_empty()) {
            return Ok(false);
        }
        if task.is_for(person) {
            return Ok(true);
        }
        let voted = task.votes.iter().any(|vote| vote.person == *person);
        if task.claimed.is_some() || voted || task.requester.as_ref() == Some(person) {
            return Ok(false);
        }
        let parties = self.process.decisions[act.decision().at()].panel.parties();
        for (party, _) in parties.iter().zip(&task.seats).filter(|(_, seat)| seat.candidates.is_empty()) {
            if self.admits(party, person)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the event at hand acts on a task its actor may act on: then whoever listens to it hears it.
    pub(super) fn acts_on_task(&self, person: &Text) -> Result<bool, Halt> {
        let Some(event) = &self.event else { return Ok(false) };
        let process = self.process;
        for transition in process.transitions.iter().filter(|transition| transition.trigger.matches(&event.name)) {
            if let Some(act) = transition.task.filter(|act| self.is_offered(*act))
                && self.may(act, person)?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Who could, for a refusal: those the task is for, else the roles and persons its parties name.
    pub(super) fn could_take(&self, transition: &Transition) -> Vec<Text> {
        let task = transition.task.and_then(|act| self.task(act.decision()));
        let people: Vec<Text> = task.into_iter().flat_map(Task::candidates).cloned().collect();
        match &transition.by {
            Some(by) if people.is_empty() => self.could(by),
            _ => people,
        }
    }

    /// Does to tasks what the chosen transitions say. Whether they are taken now: not while further votes are needed.
    pub(super) fn act_on_tasks(&mut self, chosen: &[Selected]) -> Result<bool, Halt> {
        let mut taken = true;
        for selected in chosen {
            let Some(act) = self.transition(selected.transition).task else { continue };
            match act {
                TaskAct::Claim(ix) => self.hold_task(ix, self.actor.clone()),
                TaskAct::Release(ix) => self.hold_task(ix, None),
                TaskAct::Answer(ix, option) => taken &= self.answer(ix, option)?,
            }
        }
        Ok(taken)
    }

    fn hold_task(&mut self, ix: DecisionIx, person: Option<Text>) {
        let clauses = &self.process.decisions[ix.at()].clauses;
        self.mark(if person.is_some() { What::Claimed(ix) } else { What::Released(ix) }, clauses);
        if let Some(task) = self.task_mut(ix) {
            task.claimed = person;
        }
    }

    /// One more vote. Whether it is the last.
    fn answer(&mut self, ix: DecisionIx, option: u32) -> Result<bool, Halt> {
        let decision = &self.process.decisions[ix.at()];
        let at = self.stamp;
        let (Some(person), Some(mut task)) = (self.actor.clone(), self.task(ix).cloned()) else { return Ok(true) };
        let option = decision.options[option as usize].clone();
        let instead_of = task.place_of(&person).cloned();
        task.votes.push(Vote { person, instead_of, option: option.clone(), at });
        task.claimed = None;
        let last = is_decided(&decision.panel, &task.votes);
        if last {
            task.outcome = Some(TaskEnd::Answered(option));
            self.mark(What::Answered(ix), &decision.clauses);
        } else {
            self.seat(&mut task, decision)?;
            self.mark(What::Voted(ix), &decision.clauses);
        }
        if let Some(known) = self.task_mut(ix) {
            *known = task;
        }
        if let Some(deadline) = decision.deadline.filter(|_| last) {
            self.meet(deadline);
        }
        Ok(last)
    }

    /// Takes back what a state being left has offered.
    pub(super) fn withdraw(&mut self, state: StateIx) {
        let process = self.process;
        for &ix in &process.at(state).decisions {
            if let Some(task) = self.task_mut(ix) {
                task.outcome = Some(TaskEnd::Withdrawn);
                self.mark(What::TaskWithdrawn(ix), &process.decisions[ix.at()].clauses);
            }
        }
    }
}

/// Whether votes decide: one refusal does, of so many only when they can no longer be reached; else enough votes do.
fn is_decided(panel: &Panel, votes: &[Vote]) -> bool {
    let refusals = votes.iter().filter(|vote| &*vote.option == REFUSE).count();
    let open = panel.parties().len() - refusals;
    votes.len() - refusals >= panel.votes() || open < panel.votes()
}
