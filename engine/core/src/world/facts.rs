//! Answers to what a step needs, from one snapshot, and the fences behind them.

use super::World;
use crate::case::Case;
use crate::effect::{Charge, Opening};
use crate::guard::expr::DataSlot;
use crate::need::{Answer, Fact, Facts, Fence, Query};
use crate::program::Program;
use crate::value::Text;

impl World {
    /// Adds the answers to these queries.
    pub(super) fn answer_all(&self, queries: Vec<Query>, facts: &mut Facts) {
        for query in queries {
            let fact = self.answer(&query);
            facts.0.insert(query, fact);
        }
    }

    /// The answer to one query as the world stands.
    #[must_use]
    pub fn answer(&self, query: &Query) -> Fact {
        let answer = match query {
            Query::Roles { person } => self.roles(person),
            Query::Holders { role, of } => {
                let holders = self.directory.holders(role, of.as_deref());
                Answer::People(holders.map(|p| p.id.clone()).filter(|p| self.dismissal(p).is_none()).collect())
            }
            Query::Anyone { roles } => {
                let people = self.directory.people.iter().filter(|p| p.roles.iter().any(|(r, _)| roles.contains(r)));
                Answer::People(people.map(|p| p.id.clone()).filter(|p| self.dismissal(p).is_none()).collect())
            }
            Query::Attribute { person, attribute } => {
                let person = self.directory.person(person);
                Answer::Attribute(person.and_then(|p| p.attribute(attribute)).cloned())
            }
            Query::Count { penalty, key, since, until } => {
                let counted = self.standing().filter(|c| {
                    c.penalty == *penalty
                        && c.key.as_ref() == Some(key)
                        && since.is_none_or(|s| c.occurred >= s)
                        && until.is_none_or(|u| c.occurred < u)
                });
                Answer::Count(u32::try_from(counted.count()).unwrap_or(u32::MAX))
            }
            Query::Act { person, case, instant } => {
                let of_act = |c: &&Charge| c.person == *person && c.act.case == *case && c.act.instant == *instant;
                Answer::Charges(self.standing().filter(of_act).cloned().collect())
            }
            Query::Joint { of } => {
                Answer::Charges(self.standing().filter(|c| c.joint_of.as_ref() == Some(of)).cloned().collect())
            }
            Query::Key { process, key } => Answer::Holder(self.key_holder(process, key)),
        };
        Fact { answer, fence: fence_of(query).map(|fence| (fence.clone(), self.version(&fence))) }
    }

    fn roles(&self, person: &str) -> Answer {
        let held = self.directory.person(person).map(|p| p.roles.clone()).unwrap_or_default();
        match self.dismissal(person) {
            Some(charge) => Answer::Roles { held: Vec::new(), ended_by: Some(charge.clauses.clone()) },
            None => Answer::Roles { held, ended_by: None },
        }
    }

    /// The standing charge that ended a person's roles.
    fn dismissal(&self, person: &str) -> Option<&Charge> {
        self.standing().find(|c| &*c.person == person && c.sanction.as_deref() == Some("dismissal"))
    }

    fn key_holder(&self, process: &str, key: &[Text]) -> Option<Text> {
        let fence = key_fence_of(process, key);
        let holds = |id: &&Text| match self.cases.get(*id) {
            Some(entry) => !entry.case.is_ended(),
            None => self.is_opening(id),
        };
        self.keys.get(&fence).filter(holds).cloned()
    }
}

/// What an answer depends on; the directory is recorded as of the stamp, unfenced.
fn fence_of(query: &Query) -> Option<Fence> {
    match query {
        Query::Roles { person } => Some(standing_fence(person)),
        Query::Count { penalty, key, .. } => Some(count_fence(penalty, key)),
        Query::Act { person, .. } => Some(person_fence(person)),
        Query::Joint { of } => Some(person_fence(&of.to_string().into())),
        Query::Key { process, key } => Some(key_fence_of(process, key)),
        Query::Holders { .. } | Query::Anyone { .. } => Some(dismissals_fence()),
        Query::Attribute { .. } => None,
    }
}

/// Every fence a booking moves.
pub(super) fn fences_of(charge: &Charge) -> Vec<Fence> {
    let mut fences = vec![person_fence(&charge.person)];
    if let Some(key) = &charge.key {
        fences.push(count_fence(&charge.penalty, key));
    }
    if charge.sanction.as_deref() == Some("dismissal") {
        fences.extend([standing_fence(&charge.person), dismissals_fence()]);
    }
    if let Some(of) = &charge.joint_of {
        fences.push(person_fence(&of.to_string().into()));
    }
    fences
}

/// The fence of the key a case holds, where its process has one and all of it is given.
pub(super) fn key_fence(program: &Program, case: &Case) -> Option<Fence> {
    let process = &program.processes[case.process.at()];
    let values: Option<Vec<Text>> =
        process.key.iter().map(|s| case.data[s.at()].as_ref().map(|v| v.to_string().into())).collect();
    values.filter(|v| !v.is_empty()).map(|v| key_fence_of(&process.id, &v))
}

/// The fence of the key a case about to be opened will hold.
pub(super) fn key_fence_of_opening(program: &Program, opening: &Opening) -> Option<Fence> {
    let process = &program.processes[program.process(&opening.process)?.at()];
    let value = |slot: &DataSlot| {
        let id = &process.data[slot.at()].field.id;
        opening.data.iter().find(|(known, _)| known == id).map(|(_, value)| value.to_string().into())
    };
    let values: Option<Vec<Text>> = process.key.iter().map(value).collect();
    values.filter(|v| !v.is_empty()).map(|v| key_fence_of(&process.id, &v))
}

// Parts are joined by a character no id may hold, so that no two keys share a fence.
fn joined(kind: &str, parts: &[&str]) -> Fence {
    let mut fence = String::from(kind);
    for part in parts {
        fence.push('\u{1f}');
        fence.push_str(part);
    }
    fence.into()
}

fn key_fence_of(process: &str, key: &[Text]) -> Fence {
    let parts: Vec<&str> = std::iter::once(process).chain(key.iter().map(|k| &**k)).collect();
    joined("key", &parts)
}

fn count_fence(penalty: &str, key: &[Text]) -> Fence {
    let parts: Vec<&str> = std::iter::once(penalty).chain(key.iter().map(|k| &**k)).collect();
    joined("count", &parts)
}

fn person_fence(person: &Text) -> Fence {
    joined("charged", &[person])
}

// Who holds a role depends on every dismissal.
fn dismissals_fence() -> Fence {
    joined("dismissals", &[])
}

fn standing_fence(person: &Text) -> Fence {
    joined("roles", &[person])
}
