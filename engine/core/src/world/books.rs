//! What a step's queries are answered from: charges and keys kept somewhere, and the directory.

use super::{Directory, World, fence};
use crate::effect::{Charge, EffectId};
use crate::need::{Answer, Fact, Fence, Query};
use crate::value::Text;
use std::convert::Infallible;
use zhidu_time::Instant;

/// Where charges and keys are kept: the memory of a [`World`], the tables of a database. Everything is
/// read from one snapshot. *Standing* charges are neither reversals nor reversed.
pub trait Books {
    /// Why something cannot be read.
    type Error;

    /// The version of a fenced key; 0 before anything moved it.
    ///
    /// # Errors
    /// What cannot be read.
    fn version(&self, fence: &Fence) -> Result<u64, Self::Error>;

    /// The clauses of the first standing charge that dismissed a person (its sanction is `dismissal`), in booking order.
    ///
    /// # Errors
    /// What cannot be read.
    fn dismissal(&self, person: &str) -> Result<Option<Vec<Text>>, Self::Error>;

    /// How many standing charges of a penalty have this key, occurred at or after `since` and before `until`.
    ///
    /// # Errors
    /// What cannot be read.
    fn count(
        &self,
        penalty: &str,
        key: &[Text],
        since: Option<Instant>,
        until: Option<Instant>,
    ) -> Result<u32, Self::Error>;

    /// The standing charges of one act of one person, in booking order.
    ///
    /// # Errors
    /// What cannot be read.
    fn of_act(&self, person: &str, case: &str, instant: Instant) -> Result<Vec<Charge>, Self::Error>;

    /// The standing charges beside a charge, in booking order.
    ///
    /// # Errors
    /// What cannot be read.
    fn beside(&self, charge: &EffectId) -> Result<Vec<Charge>, Self::Error>;

    /// The case that holds a key now: the one that last took it, if it is open or about to be opened.
    ///
    /// # Errors
    /// What cannot be read.
    fn holder(&self, key: &Fence) -> Result<Option<Text>, Self::Error>;

    /// The process of a case, be it open, closed or about to be opened.
    ///
    /// # Errors
    /// What cannot be read.
    fn process(&self, case: &str) -> Result<Option<Text>, Self::Error>;
}

/// The answer to one query, with the fence it depends on.
///
/// # Errors
/// What the books cannot read.
pub fn answer<B: Books>(books: &B, directory: &Directory, query: &Query) -> Result<Fact, B::Error> {
    let staying = |people: Vec<Text>| -> Result<Answer, B::Error> {
        let mut stay = Vec::with_capacity(people.len());
        for person in people {
            if books.dismissal(&person)?.is_none() {
                stay.push(person);
            }
        }
        Ok(Answer::People(stay))
    };
    let answer = match query {
        Query::Roles { person } => match books.dismissal(person)? {
            None => {
                let held = directory.person(person).map(|p| p.roles.clone()).unwrap_or_default();
                Answer::Roles { held, ended_by: None }
            }
            ended_by => Answer::Roles { held: Vec::new(), ended_by },
        },
        Query::Holders { role, of } => {
            staying(directory.holders(role, of.as_deref()).map(|person| person.id.clone()).collect())?
        }
        Query::Anyone { roles } => {
            let people = directory.people.iter().filter(|p| p.roles.iter().any(|(role, _)| roles.contains(role)));
            staying(people.map(|person| person.id.clone()).collect())?
        }
        Query::Attribute { person, attribute } => {
            let person = directory.person(person);
            Answer::Attribute(person.and_then(|p| p.attribute(attribute)).cloned())
        }
        Query::Count { penalty, key, since, until } => Answer::Count(books.count(penalty, key, *since, *until)?),
        Query::Act { person, case, instant } => Answer::Charges(books.of_act(person, case, *instant)?),
        Query::Joint { of } => Answer::Charges(books.beside(of)?),
        Query::Key { process, key } => Answer::Holder(books.holder(&fence::key(process, key))?),
        Query::Process { case } => Answer::Process(books.process(case)?),
    };
    let fence = match fence::of_query(query) {
        Some(fence) => {
            let version = books.version(&fence)?;
            Some((fence, version))
        }
        None => None,
    };
    Ok(Fact { answer, fence })
}

impl Books for World {
    type Error = Infallible;

    fn version(&self, fence: &Fence) -> Result<u64, Infallible> {
        Ok(self.fence(fence))
    }

    fn dismissal(&self, person: &str) -> Result<Option<Vec<Text>>, Infallible> {
        Ok(self.ledger.dismissals(person).next().map(|charge| charge.clauses.clone()))
    }

    fn count(
        &self,
        penalty: &str,
        key: &[Text],
        since: Option<Instant>,
        until: Option<Instant>,
    ) -> Result<u32, Infallible> {
        let within = |c: &&Charge| since.is_none_or(|s| c.occurred >= s) && until.is_none_or(|u| c.occurred < u);
        Ok(u32::try_from(self.ledger.counted(penalty, key).filter(within).count()).unwrap_or(u32::MAX))
    }

    fn of_act(&self, person: &str, case: &str, instant: Instant) -> Result<Vec<Charge>, Infallible> {
        Ok(self.ledger.of_act(person, case, instant).cloned().collect())
    }

    fn beside(&self, charge: &EffectId) -> Result<Vec<Charge>, Infallible> {
        Ok(self.ledger.beside(charge).cloned().collect())
    }

    fn holder(&self, key: &Fence) -> Result<Option<Text>, Infallible> {
        let holds = |id: &&Text| match self.cases.get(*id) {
            Some(entry) => !entry.case.is_ended(),
            None => self.opening(id).is_some(),
        };
        Ok(self.keys.get(key).filter(holds).cloned())
    }

    fn process(&self, case: &str) -> Result<Option<Text>, Infallible> {
        let there = self.cases.get(case).map(|entry| &entry.process);
        Ok(there.or_else(|| self.opening(case).map(|opening| &opening.process)).cloned())
    }
}
