//! Notices that must be confirmed in time: `within` becomes a deadline of the case as a whole.
//!
//! It has the notice's id, starts with the notice and is met by its confirmation. These deadlines stand before all
//! others of the process.

use super::clock::of_notice;
use super::place::Around;
use super::shell::Shell;
use super::texts::Texts;
use crate::model::action::{Action, Verb};
use crate::model::{Name, Written};
use crate::problem::{Note, Problem, SyntaxFlaw, Word};
use crate::program::{Deadline, DeadlineIx};

/// The deadlines of all notices of a process, in document order. An id that another deadline has is reported.
pub(super) fn deadlines(around: &Around<'_>, texts: &mut Texts<'_>) -> Vec<Deadline> {
    let notices = watched(around.shell);
    for (at, (_, id, _)) in notices.iter().enumerate() {
        let earlier =
            notices[..at].iter().find(|(_, other, _)| other.value == id.value).map(|(_, other, _)| other.span);
        let states = around.shell.process.states.iter().flat_map(|state| &state.deadlines);
        let written = states.map(|deadline| &deadline.head).find(|head| head.id_text() == id.value);
        if let Some(first) = earlier.or_else(|| written.map(|head| head.place())) {
            let flaw = SyntaxFlaw::DuplicateId { kind: Word::Deadline, id: id.value.to_string() };
            texts.problems.push(Problem::new(flaw, id.span).label(first, Note::FirstHere));
        }
    }
    let deadline =
        |(action, id, within): &(&Action, &Name, &Written)| of_notice(id, within, &action.head.clauses, around, texts);
    notices.iter().map(deadline).collect()
}

/// The deadline a notice starts, if it has to be confirmed in time.
pub(super) fn deadline(notice: &Verb, shell: &Shell<'_>) -> Option<DeadlineIx> {
    let (name, _) = parts(notice)?;
    let at = watched(shell).iter().position(|(_, id, _)| id.span == name.span);
    at.map(DeadlineIx::from)
}

/// The notices with `within`.
fn watched<'p>(shell: &Shell<'p>) -> Vec<(&'p Action, &'p Name, &'p Written)> {
    let actions = shell.process.actions().into_iter();
    actions.filter_map(|action| parts(&action.verb).map(|(id, within)| (action, id, within))).collect()
}

const fn parts(verb: &Verb) -> Option<(&Name, &Written)> {
    match verb {
        Verb::Notify { id: Some(id), within: Some(within), .. } => Some((id, within)),
        _ => None,
    }
}
