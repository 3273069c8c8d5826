//! What a host sends.

use zhidu_core::outcome::Outside;
use zhidu_core::value::{Text, Value};

/// Something somebody does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The host's id of this deed, of no other deed ever. Sent again under the same id, it is answered as the first
    /// time and not done again.
    pub id: Text,
    /// Who does it.
    pub actor: Text,
    /// The event's name in the policy.
    pub name: Text,
    /// Its fields by id, typed or as literals; texts are typed by the policy.
    pub data: Vec<(Text, Value)>,
}

impl Event {
    /// An event without fields.
    pub fn new(id: impl Into<Text>, actor: impl Into<Text>, name: impl Into<Text>) -> Self {
        Self { id: id.into(), actor: actor.into(), name: name.into(), data: Vec::new() }
    }

    /// With a field, a literal as policies write it.
    #[must_use]
    pub fn with(mut self, field: impl Into<Text>, literal: impl Into<Text>) -> Self {
        self.data.push((field.into(), Value::Text(literal.into())));
        self
    }

    pub(crate) fn outside(&self) -> Outside {
        Outside { event: self.name.clone(), actor: self.actor.clone(), data: self.data.clone() }
    }
}

/// Which case an event begins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Start {
    /// Of this institution; else of the first policy given that has a start for the event.
    pub institution: Option<Text>,
    /// Of this process; else of the first whose start does not refuse it.
    pub process: Option<Text>,
    /// The id the case gets; else the event's.
    pub case: Option<Text>,
}

impl Start {
    /// A case with this id.
    pub fn case(id: impl Into<Text>) -> Self {
        Self { case: Some(id.into()), ..Self::default() }
    }
}
