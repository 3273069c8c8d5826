//! Policies by their hash: those the host gave, and older ones that open cases are pinned to.

use crate::error::EngineError;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use zhidu_core::value::Text;
use zhidu_store::{Kept, Rules, Store};

/// A policy that is ready to run, with its texts.
#[derive(Clone)]
pub struct Policy {
    /// What runs.
    pub rules: Rules,
    /// Its texts: the store keeps them for as long as cases may be pinned to them.
    pub kept: Kept,
    /// How texts the store kept are compiled again; the sentence of what is wrong where they cannot be.
    pub again: fn(&Kept) -> Result<Rules, String>,
}

#[derive(Default)]
pub(crate) struct Rulebook {
    /// In the order given; the last one of an institution is the one new cases follow.
    given: Vec<Policy>,
    compiled: Mutex<BTreeMap<Text, Rules>>,
}

impl Rulebook {
    pub(crate) fn new(given: Vec<Policy>) -> Self {
        let compiled = given.iter().map(|policy| (policy.kept.hash.clone(), policy.rules.clone())).collect();
        Self { given, compiled: Mutex::new(compiled) }
    }

    /// The rules a new case follows: of this institution, else of the first that has a start for the event.
    pub(crate) fn newest(&self, institution: Option<&str>, process: Option<&str>, event: &str) -> Option<Rules> {
        let current = self.given.iter().enumerate().filter(|(n, policy)| {
            let later = &self.given[n + 1..];
            later.iter().all(|other| other.kept.institution != policy.kept.institution)
        });
        let mut rules = current.map(|(_, policy)| &policy.rules);
        let starts = |rules: &&Rules| {
            let mut processes = rules.program.processes.iter();
            processes.any(|p| process.is_none_or(|id| *p.id == *id) && p.starts_by(event))
        };
        let of = |rules: &&Rules, id: &str| *rules.program.institution.id == *id;
        let found = match institution {
            Some(id) => rules.find(|rules| of(rules, id)),
            None => rules.clone().find(starts).or_else(|| rules.next()),
        };
        found.cloned()
    }

    /// The rules of this hash, compiled again from the store's texts where nobody gave them.
    pub(crate) async fn rules(&self, store: &dyn Store, hash: &Text) -> Result<Rules, EngineError> {
        if let Some(rules) = self.known(hash) {
            return Ok(rules);
        }
        let wrong = |why: String| EngineError::Policy { hash: hash.clone(), why };
        let kept = store.policy(hash).await?.ok_or_else(|| wrong("its texts are not in the store".to_owned()))?;
        let again = self.given.first().map(|policy| policy.again);
        let rules = again.ok_or_else(|| wrong("no policy was given".to_owned()))?(&kept).map_err(wrong)?;
        if rules.program.hash != *hash {
            return Err(wrong(format!("its texts give {}", rules.program.hash)));
        }
        self.compiled.lock().unwrap_or_else(PoisonError::into_inner).insert(hash.clone(), rules.clone());
        Ok(rules)
    }

    fn known(&self, hash: &Text) -> Option<Rules> {
        self.compiled.lock().unwrap_or_else(PoisonError::into_inner).get(hash).cloned()
    }
}
