//! Decisions: who decides, and how the task is taken and given back (`LANGUAGE` §5). Their options are transitions like
//! others by now, their due is a deadline.

use super::events::is_internal;
use super::place::{Around, Place};
use super::texts::Texts;
use super::transition::plain;
use crate::guard::expr::StateIx;
use crate::model::decision::{Decision as Model, Panel as ModelPanel, TAKING};
use crate::model::party::{Party as ModelParty, PartyKind};
use crate::model::transition::Transition as ModelTransition;
use crate::problem::{Problem, RoleFlaw, SyntaxFlaw, Word};
use crate::program::{Decision, DecisionIx, Outcome, Panel, Party, Pattern, TaskAct, Transition, Trigger};

/// A decision of a state; the deadline of its due is found when that is there.
pub(super) fn decision(model: &Model, state: StateIx, around: &Around<'_>, texts: &mut Texts<'_>) -> Decision {
    let place = around.state(state).with_actor().citing(&model.head.clauses, texts);
    let id = model.head.id_text();
    if let Some(name) = model.head.id.as_ref().filter(|id| is_internal(&id.value)) {
        let flaw = SyntaxFlaw::ReservedName { name: name.value.to_string(), kind: Word::Decision };
        texts.problems.push(Problem::new(flaw, name.span));
    }
    for party in model.panel.parties() {
        doubt(&id, party, &place, texts);
    }
    Decision {
        panel: panel(&model.panel, &place, texts),
        id,
        name: model.head.name.clone(),
        state,
        options: model.options.iter().filter_map(|option| Some(option.head.id.as_ref()?.value.clone())).collect(),
        deadline: None,
        clauses: place.own_clauses(&model.head.clauses, texts),
        span: model.head.span,
    }
}

fn panel(model: &ModelPanel, place: &Place<'_>, texts: &mut Texts<'_>) -> Panel {
    // A party that cannot be read is reported; in the draft nobody stands for it.
    let mut party = |key: &str, model: &ModelParty| place.party(key, model, texts).unwrap_or(Party::Any(Vec::new()));
    let mut parties = |key: &str, list: &[ModelParty]| list.iter().map(|model| party(key, model)).collect();
    match model {
        ModelPanel::One(by) => Panel::One(party("by", by)),
        ModelPanel::Chain(list) => Panel::Chain(parties("chain", list)),
        ModelPanel::All(list) => Panel::All(parties("all", list)),
        ModelPanel::Of(list, at_least) => Panel::Of(parties("of", list), *at_least),
    }
}

/// What can be told beforehand: that a party may be nobody, and that somebody decides what they asked for (GR-13).
fn doubt(decision: &str, party: &ModelParty, place: &Place<'_>, texts: &mut Texts<'_>) {
    let decision = decision.to_owned();
    let PartyKind::Text(written) = &party.kind else { return };
    let Some(word) = written.as_text().map(|text| text.value.trim().to_owned()) else { return };
    if matches!(&*word, "requester" | "actor") {
        texts.problems.push(Problem::new(RoleFlaw::OwnRequest { decision, party: word }, party.span));
    } else if let Some(data) = texts.lacks(written, &place.scope) {
        texts.problems.push(Problem::new(RoleFlaw::NobodyMayDecide { decision, data }, party.span));
    }
}

/// `<id>.claim` and `<id>.release`.
pub(super) fn taking(decision: &Decision, ix: DecisionIx) -> [Transition; 2] {
    let [claim, release] = TAKING;
    [(claim, TaskAct::Claim(ix)), (release, TaskAct::Release(ix))].map(|(event, act)| {
        let trigger = Trigger::Events(vec![Pattern::Prefix(format!("{}.{event}", decision.id).into())]);
        let by = Party::Any(decision.panel.parties().to_vec());
        let transition = plain(decision.state, trigger, decision.clauses.clone(), decision.span);
        Transition { by: Some(by), task: Some(act), outcomes: vec![stays()], ..transition }
    })
}

/// The outcome of an act that changes the task alone.
const fn stays() -> Outcome {
    Outcome {
        when: None,
        targets: Vec::new(),
        again: false,
        actions: Vec::new(),
        require: Vec::new(),
        clauses: Vec::new(),
    }
}

/// What a transition that a decision expanded into does to the task.
pub(super) fn task_of(model: &ModelTransition, decisions: &[Decision]) -> Option<TaskAct> {
    let answers = model.task.as_ref()?;
    let ix = decisions.iter().position(|decision| decision.id == answers.decision.value)?;
    let option = decisions[ix].options.iter().position(|option| *option == answers.option)?;
    Some(TaskAct::Answer(ix.into(), u32::try_from(option).ok()?))
}
