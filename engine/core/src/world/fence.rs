//! Names of what the commit compares: counters, keys, people's standing.

use crate::case::Case;
use crate::effect::{Charge, Opening};
use crate::guard::expr::DataSlot;
use crate::need::{Fence, Query};
use crate::program::{Process, Program};
use crate::value::Text;

/// What an answer depends on; the directory is recorded as of the stamp, unfenced.
pub(super) fn of_query(query: &Query) -> Option<Fence> {
    match query {
        Query::Roles { person } => Some(standing(person)),
        Query::Count { penalty, key, .. } => Some(count(penalty, key)),
        Query::Act { person, .. } => Some(charged(person)),
        Query::Joint { of } => Some(charged(&of.to_string())),
        Query::Key { process, key } => Some(self::key(process, key)),
        Query::Holders { .. } | Query::Anyone { .. } => Some(dismissals()),
        Query::Attribute { .. } | Query::Process { .. } => None,
    }
}

/// Every fence a booking moves.
pub(super) fn of_charge(charge: &Charge) -> Vec<Fence> {
    let mut fences = vec![charged(&charge.person)];
    if let Some(key) = &charge.key {
        fences.push(count(&charge.penalty, key));
    }
    if charge.sanction.as_deref() == Some("dismissal") {
        fences.extend([standing(&charge.person), dismissals()]);
    }
    if let Some(of) = &charge.joint_of {
        fences.push(charged(&of.to_string()));
    }
    fences
}

/// The fence of the key a case holds, where its process has one and all of it is given.
pub(super) fn of_case(program: &Program, case: &Case) -> Option<Fence> {
    let process = &program.processes[case.process.at()];
    complete(process, |slot| case.data[slot.at()].as_ref().map(|value| value.to_string().into()))
}

/// The fence of the key a case about to be opened will hold.
pub(super) fn of_opening(program: &Program, opening: &Opening) -> Option<Fence> {
    let process = program.process(&opening.process).map(|ix| &program.processes[ix.at()])?;
    complete(process, |slot| {
        let id = &process.data[slot.at()].field.id;
        opening.data.iter().find(|(known, _)| known == id).map(|(_, value)| value.to_string().into())
    })
}

fn complete(process: &Process, value: impl Fn(&DataSlot) -> Option<Text>) -> Option<Fence> {
    let values: Option<Vec<Text>> = process.key.iter().map(value).collect();
    values.filter(|values| !values.is_empty()).map(|values| key(&process.id, &values))
}

/// The fence of a key of a process.
pub(super) fn key(process: &str, key: &[Text]) -> Fence {
    joined("key", std::iter::once(process).chain(key.iter().map(|part| &**part)))
}

/// The fence of a case itself: its version.
pub(super) fn case(id: &str) -> Fence {
    joined("case", [id])
}

fn count(penalty: &str, key: &[Text]) -> Fence {
    joined("count", std::iter::once(penalty).chain(key.iter().map(|part| &**part)))
}

fn charged(person: &str) -> Fence {
    joined("charged", [person])
}

// Who holds a role depends on every dismissal.
fn dismissals() -> Fence {
    joined("dismissals", [])
}

fn standing(person: &str) -> Fence {
    joined("roles", [person])
}

// Parts are joined by a character no id may hold, so that no two keys share a fence.
fn joined<'a>(kind: &str, parts: impl IntoIterator<Item = &'a str>) -> Fence {
    let mut fence = String::from(kind);
    for part in parts {
        fence.push('\u{1f}');
        fence.push_str(part);
    }
    fence.into()
}
