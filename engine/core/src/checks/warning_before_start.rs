//! A warning that is due when its deadline starts, or earlier.

use std::cmp::Ordering;

use zhidu_time::Amount;

use super::ground::Ground;
use crate::graph::written;
use crate::model::Written;
use crate::model::deadline::{Deadline, Due, WarnAt};
use crate::model::parameter::Parameter;
use crate::problem::{Note, Problem, Problems, TimeFlaw};

/// Reports warnings that leave at least as much time as the deadline gives. Parameters stand for their samples; amounts
/// of different kinds are not compared.
pub(super) fn check(ground: &Ground<'_>, problems: &mut Problems) {
    let states = ground.policy.processes.iter().flat_map(|process| &process.states);
    for deadline in states.flat_map(|state| &state.deadlines) {
        for left in deadline.warn.iter().filter_map(|warn| match &warn.at {
            WarnAt::Left(left) => Some(left),
            WarnAt::Used(_) => None,
        }) {
            problems.extend(too_early(deadline, left, &ground.policy.parameters));
        }
    }
}

fn too_early(deadline: &Deadline, left: &Written, parameters: &[Parameter]) -> Option<Problem> {
    let Due::Within(within) = &deadline.due else { return None };
    let (due, early) = (amount(within, parameters)?, amount(left, parameters)?);
    let flaw = TimeFlaw::WarningBeforeStart {
        deadline: deadline.head.id_text().to_string(),
        left: written(left),
        due: written(within),
    };
    (early.compare(&due)? != Ordering::Less)
        .then(|| Problem::new(flaw, left.span).label(within.span, Note::AgainstThis))
}

/// The amount a text says, or the sample of the parameter it names.
fn amount(node: &Written, parameters: &[Parameter]) -> Option<Amount> {
    let text = node.as_text()?.value.trim();
    if let Ok(amount) = Amount::parse(text) {
        return Some(amount);
    }
    let id = text.strip_prefix("param.")?;
    let parameter = parameters.iter().find(|parameter| &*parameter.head.id_text() == id)?;
    let value = parameter.sample.as_ref().or(parameter.default.as_ref())?;
    Amount::parse(&value.as_text()?.value).ok()
}
