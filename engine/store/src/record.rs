//! What goes into a store and comes out of it.

use crate::error::StoreError;
use serde_json::{Value as Json, json};
use zhidu_core::effect::{Charge, Effect, EffectId};
use zhidu_core::outcome::{IncidentKind, Verdict};
use zhidu_core::value::Text;
use zhidu_core::wire;
use zhidu_core::world::{Due, Happening};
use zhidu_time::Instant;

/// A case as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its id.
    pub id: Text,
    /// The institution whose rules it follows.
    pub institution: Text,
    /// The hash of the policy it is pinned to.
    pub policy: Text,
    /// Its version, from 1.
    pub version: u64,
    /// The case that opened it.
    pub opened_by: Option<Text>,
    /// The name under which it was opened (`as`), else its process.
    pub part: Text,
    /// Why it is parked, where it is.
    pub incident: Option<Text>,
    /// The case as [`wire::case`] writes it.
    pub case: Json,
}

/// What is due, and by which policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueItem {
    /// What.
    pub due: Due,
    /// The hash of the policy of the case it is for, or of the case that opens it.
    pub policy: Text,
}

/// A step as it was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number: rises with every line of a store, not necessarily by one.
    pub number: u64,
    /// The case it was made on.
    pub case: Text,
    /// The hash of the policy it was made by.
    pub policy: Text,
    /// The version of the zone database it was made with.
    pub zones: Text,
    /// The line, as [`journal::line`](zhidu_core::journal::line) writes it.
    pub text: String,
}

/// The answer to an event: the first one counts for ever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The case the event went to, or would have begun.
    pub case: Text,
    /// The instant that counts: when it was accepted.
    pub stamp: Instant,
    /// How it went. An incident is kept by its sentence, as [`IncidentKind::Noted`].
    pub verdict: Verdict,
}

impl Reply {
    /// The reply to the event a step was made of.
    #[must_use]
    pub fn of(happening: &Happening) -> Self {
        let mut verdict = happening.outcome.verdict.clone();
        if let Verdict::Incident(incident) = &mut verdict {
            incident.kind = IncidentKind::Noted(incident.kind.to_string().into());
        }
        Self { case: happening.case.clone(), stamp: happening.input.stamp, verdict }
    }

    /// As it is kept.
    #[must_use]
    pub fn written(&self) -> Json {
        json!({ "case": &*self.case, "stamp": self.stamp.seconds(), "verdict": wire::verdict(&self.verdict) })
    }

    /// Reads what [`written`](Self::written) gives.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn read(json: &Json) -> Result<Self, StoreError> {
        let damaged = || StoreError::Damaged(format!("a reply: {json}"));
        let case = json["case"].as_str().ok_or_else(damaged)?.into();
        let stamp = json["stamp"].as_i64().and_then(Instant::from_seconds).ok_or_else(damaged)?;
        let verdict = wire::read_verdict(&json["verdict"]).map_err(|error| StoreError::Damaged(error.to_string()))?;
        Ok(Self { case, stamp, verdict })
    }
}

/// Something for the host to do or to book, at least once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its identity: the same at every delivery, and of nothing else ever. What the host compares to do it once.
    pub id: EffectId,
    /// The institution it is of.
    pub institution: Text,
    /// How often handing it over failed.
    pub failures: u32,
    /// What.
    pub item: Item,
}

/// See [`Delivery`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// Something to do.
    Effect(Effect),
    /// An entry of the ledger.
    Charge(Charge),
}

/// How handing a delivery over went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handed {
    /// It was taken.
    Over,
    /// Not now: again from this instant on.
    Later {
        /// When.
        at: Instant,
        /// Why.
        why: Text,
    },
    /// It is parked until somebody resumes it.
    Parked {
        /// Why.
        why: Text,
    },
}

/// Something that waits for somebody to look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parked {
    /// What resumes it: the id of the case or of the delivery.
    pub id: Text,
    /// What it is.
    pub kind: Kind,
    /// Why.
    pub why: Text,
}

/// What can be parked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A case: its timers and its inbox are held.
    Case,
    /// A case that could not be opened.
    Opening,
    /// A delivery; later ones of its case go on.
    Delivery,
}
