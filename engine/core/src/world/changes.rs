//! What a step changes besides its own case: worked out once, so that every store does the same.

use super::{Happening, fence};
use crate::case::Case;
use crate::need::Fence;
use crate::outcome::{Incident, IncidentKind, InputKind, Verdict};
use crate::program::Program;
use crate::value::Text;

/// See the module.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Fenced keys whose version rises by one, once for each time a key is named.
    pub moved: Vec<Fence>,
    /// Keys with the case that holds each from now on.
    pub taken: Vec<(Fence, Text)>,
    /// Why the case, or what was to open it, is parked. What the step was given stays where it waits.
    pub parked: Option<Incident>,
}

impl Changes {
    /// What a step changes.
    #[must_use]
    pub fn of(program: &Program, happening: &Happening) -> Self {
        let outcome = &happening.outcome;
        let mut changes = match &outcome.case {
            Some(case) => Self::of_case(program, happening.before.as_ref(), case),
            None => Self::default(),
        };
        changes.moved.extend(outcome.charges.iter().flat_map(fence::of_charge));
        for opening in &outcome.openings {
            // Its key is taken from now on: whoever opens the same at this instant joins.
            if let Some(fence) = fence::of_opening(program, opening) {
                changes.take(fence, opening.case.clone());
            }
        }
        changes.parked = match &outcome.verdict {
            Verdict::Incident(incident) => Some(incident.clone()),
            // Only what a case has armed is fired; a stale timer here would be due for ever.
            Verdict::Ignored if matches!(happening.input.kind, InputKind::Timer(_)) => {
                Some(IncidentKind::Mismatch("a stale timer".into()).into())
            }
            _ => None,
        };
        changes
    }

    /// What a case's own key changes: taken when the case comes to be, free again when it ends.
    pub(super) fn of_case(program: &Program, before: Option<&Case>, after: &Case) -> Self {
        let mut changes = Self::default();
        if let Some(fence) = fence::of_case(program, after) {
            match before {
                None => changes.take(fence, after.id.clone()),
                Some(before) if after.is_ended() && !before.is_ended() => changes.moved.push(fence),
                Some(_) => {}
            }
        }
        changes
    }

    fn take(&mut self, fence: Fence, case: Text) {
        self.moved.push(fence.clone());
        self.taken.push((fence, case));
    }
}
