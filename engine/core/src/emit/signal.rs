//! Signals: who gets them, whether anything there takes them, and their fields as the receiver has them.

use super::action::payload_for;
use super::events::is_heard;
use super::place::Place;
use super::shell::Shell;
use super::texts::Texts;
use crate::model::action::{Signal as Model, Verb};
use crate::model::names::Table;
use crate::model::process::Process;
use crate::model::{Name, Written};
use crate::problem::{Hint, Problem, StateFlaw, Word};
use crate::program::{EventIx, ProcessIx, Signal};
use crate::source::Span;
use crate::value::{Text, Type};

/// A signal with its receiver's event and fields.
pub(super) fn signal(model: &Model, span: Span, place: &Place<'_>, texts: &mut Texts<'_>) -> Option<Signal> {
    let around = place.around;
    let wait = model.wait.as_ref().map(|wait| super::clock::duration("wait", wait, place, texts));
    let to = texts.case("signal", &model.to, &place.scope);
    let to = to?;
    let Type::Case(Some(process)) = &to.ty else {
        if to.ty != Type::Unknown {
            let text = super::texts::as_written(&model.to).to_string();
            texts.problems.push(Problem::new(StateFlaw::ReceiverUnknown { to: text }, model.to.span));
        }
        return None;
    };
    let at = around.base.processes.get(process)?;
    let events = around.events.get(at)?;
    let event = events.position(&model.event.value).filter(|_| is_heard(&around.shells[at], &model.event.value));
    let Some(event) = event else {
        let heard = events.list.iter().map(|event| &*event.name);
        let hint = Hint::among(&model.event.value, heard.filter(|name| is_heard(&around.shells[at], name)));
        let flaw = StateFlaw::UnheardSignal {
            event: model.event.value.to_string(),
            process: process.to_string(),
            hint: hint.clone(),
        };
        texts.problems.push(Problem::new(flaw, model.event.span).fix_by(model.event.span, &hint));
        return None;
    };
    let with = payload_for(&events.list[event], &model.with, span, place, texts);
    let (process, event) = (ProcessIx::from(at), EventIx::from(event));
    let id = model.id.as_ref().map(|id| id.value.clone());
    let wait = match wait {
        Some(wait) => Some(wait?),
        None => None,
    };
    Some(Signal { to: to.expr, process, event, with, wait, id })
}

/// Reports a `cancel` of signals that nothing of the process sends with this id.
pub(super) fn known(id: &Name, process: &Process, texts: &mut Texts<'_>) {
    let mut ids = Table::new(Word::Signal);
    for action in process.actions() {
        if let Verb::Signal(Model { id: Some(id), .. }) = &action.verb {
            ids.add(id.value.clone(), None, id.span);
        }
    }
    ids.find(id, texts.problems);
}

/// The process a signal goes to, as far as its text shows it before anything is typed.
pub(super) fn receiver(shell: &Shell<'_>, to: &Written) -> Option<Text> {
    let text = &to.as_text()?.value;
    if text == "self" {
        return Some(shell.process.head.id_text());
    }
    let data = text.strip_prefix("case.")?;
    match &shell.data.iter().find(|field| &*field.id == data)?.ty {
        Type::Case(process) => process.clone(),
        _ => None,
    }
}
