//! Actions: verbs with their names resolved and their expressions typed.

use super::place::Place;
use super::said::said;
use super::texts::Texts;
use crate::guard::expr::{DataSlot, Expr, FieldSlot};
use crate::model::action::{Action as Model, Entries, Open as ModelOpen, Verb as ModelVerb};
use crate::model::names::Table;
use crate::model::transition::Acts;
use crate::model::{Name, Written};
use crate::problem::{Problem, StateFlaw, SyntaxFlaw, Word};
use crate::program::{Action, Assign, Notice, OnLeave, Open, PenaltyIx, ProcessIx, RegisterIx, Verb};
use crate::source::Span;
use crate::value::{Field, Text, Type, Value};

/// Actions in order; each sees what those before it set.
pub(super) fn actions(list: &[Model], place: &Place<'_>, texts: &mut Texts<'_>) -> Vec<Action> {
    let mut place = place.clone();
    let mut actions = Vec::with_capacity(list.len());
    for model in list {
        actions.extend(action(model, &place, texts));
        place.given(super::sets::of_actions(std::slice::from_ref(model)));
    }
    actions
}

/// `set`, `add`, then `do`: flat, in the order they run.
pub(super) fn acts(acts: &Acts, span: Span, place: &Place<'_>, texts: &mut Texts<'_>) -> Vec<Action> {
    let mut place = place.clone();
    let mut list = assignments(&acts.set, Verb::Set, false, span, &mut place, texts);
    list.extend(assignments(&acts.add, Verb::Add, true, span, &mut place, texts));
    list.extend(actions(&acts.actions, &place, texts));
    list
}

fn action(model: &Model, place: &Place<'_>, texts: &mut Texts<'_>) -> Vec<Action> {
    let mut place = place.citing(&model.head.clauses, texts);
    let mut each = None;
    if let Some(written) = &model.each {
        let typed = texts.typed("each", written, &[], &place.scope);
        let row = typed.as_ref().map_or(Type::Unknown, |typed| row_of(&typed.ty, written, texts));
        each = typed.map(|typed| super::texts::guard(typed.expr, written));
        place = place.with_it(row);
    }
    let outside = place.clone();
    let when = place.condition("when", model.when.as_ref(), texts).map(|condition| condition.guard);
    let span = model.head.span;
    let verbs = match &model.verb {
        ModelVerb::Set(entries) => verbs(assignments(entries, Verb::Set, false, span, &mut place, texts)),
        ModelVerb::Add(entries) => verbs(assignments(entries, Verb::Add, true, span, &mut place, texts)),
        ModelVerb::Group { then, otherwise } => {
            let (then, otherwise) = (actions(then, &place, texts), actions(otherwise, &outside, texts));
            vec![Verb::Group { then, otherwise }]
        }
        other => verb(other, span, &place, texts).into_iter().collect(),
    };
    let action = |verb| Action { when: when.clone(), each: each.clone(), verb, clauses: place.clauses.clone(), span };
    verbs.into_iter().map(action).collect()
}

fn verbs(actions: Vec<Action>) -> Vec<Verb> {
    actions.into_iter().map(|action| action.verb).collect()
}

/// The rows of a list; anything else is reported.
fn row_of(ty: &Type, written: &Written, texts: &mut Texts<'_>) -> Type {
    match ty {
        Type::List(of) => (**of).clone(),
        Type::Unknown => Type::Unknown,
        _ => {
            let flaw =
                SyntaxFlaw::WrongType { key: "each".to_owned(), expected: Word::List.into(), found: Word::Value };
            texts.problems.push(Problem::new(flaw, written.span));
            Type::Unknown
        }
    }
}

/// Verbs that become one action.
fn verb(model: &ModelVerb, span: Span, place: &Place<'_>, texts: &mut Texts<'_>) -> Option<Verb> {
    match model {
        ModelVerb::Notify { to, about, with, channel, id, .. } => {
            let to = place.party("notify", to, texts);
            let with = contents(with, place, texts);
            Some(Verb::Notify(Notice {
                to: to?,
                about: about.as_ref().map(|about| said(about, place, texts)),
                with,
                channel: channel.clone(),
                name: id.as_ref().map(|id| id.value.clone()),
                deadline: super::notice::deadline(model, place.around.shell),
            }))
        }
        ModelVerb::Request { name, with, undo, grave } => Some(Verb::Request {
            name: name.value.clone(),
            with: contents(with, place, texts),
            undo: undo.as_ref().map(|undo| undo.value.clone()),
            grave: grave.is_some(),
        }),
        ModelVerb::Signal(model) => super::signal::signal(model, span, place, texts).map(Verb::Signal),
        ModelVerb::Cancel { id } => {
            super::signal::known(id, place.around.shell.process, texts);
            Some(Verb::Cancel { id: id.value.clone() })
        }
        ModelVerb::Record { register, whom, with } => {
            let whom = whom.as_ref().and_then(|whom| place.person("whom", whom, texts));
            let register = place.around.base.registers.find(register, texts.problems)?;
            let with = columns(register, with, span, place, texts);
            Some(Verb::Record { register: RegisterIx::from(register), whom, with })
        }
        ModelVerb::Penalize { penalty, whom, rule } => {
            let penalty = place.around.base.penalties.find(penalty, texts.problems).map(PenaltyIx::from);
            let whom = place.party("whom", whom, texts);
            let unsaid = rule.is_none();
            let rule = super::money::rule(rule.as_ref(), place, texts);
            if let (Some(penalty), true, None) = (penalty, unsaid, &rule)
                && place.around.base.counts_rules[penalty.at()]
            {
                let flaw = SyntaxFlaw::MissingKey { key: "rule".to_owned(), place: Word::Action };
                texts.problems.push(Problem::new(flaw, span));
            }
            Some(Verb::Penalize { penalty: penalty?, whom: whom?, rule })
        }
        ModelVerb::Assign { to, part } => {
            let to = place.person("assign", to, texts);
            Some(Verb::Assign { to: to?, part: part.as_ref().map(|part| part.value.clone()) })
        }
        ModelVerb::Open(model) => open(model, span, place, texts).map(Verb::Open),
        ModelVerb::Raise { event, with } => {
            let ix = place.around.events().find(event, texts)?;
            Some(Verb::Raise { event: ix, with: payload(ix.at(), with, span, place, texts) })
        }
        ModelVerb::Set(_) | ModelVerb::Add(_) | ModelVerb::Group { .. } => None,
    }
}

/// Assignments key by key, each seeing the earlier ones.
fn assignments(
    entries: &Entries,
    verb: fn(Assign) -> Verb,
    append: bool,
    span: Span,
    place: &mut Place<'_>,
    texts: &mut Texts<'_>,
) -> Vec<Action> {
    let mut list = Vec::with_capacity(entries.len());
    for (name, written) in entries {
        let Some(slot) = place.around.shell.slot(name, texts) else { continue };
        let data = &place.around.shell.data[slot];
        let item = match &data.ty {
            Type::List(of) if append => Field { ty: (**of).clone(), min: None, max: None, ..data.clone() },
            ty if append => {
                not_a_list(name, ty, texts);
                continue;
            }
            _ => data.clone(),
        };
        key_stays(slot, name, place, texts);
        if let Some(expr) = texts.field(written, &item, &place.scope) {
            let verb = verb(Assign { slot: DataSlot::from(slot), expr });
            list.push(Action { when: None, each: None, verb, clauses: place.clauses.clone(), span });
        }
        place.given([super::flow::path(&name.value)]);
    }
    list
}

fn not_a_list(name: &Name, ty: &Type, texts: &mut Texts<'_>) {
    if *ty != Type::Unknown {
        let flaw =
            SyntaxFlaw::WrongType { key: name.value.to_string(), expected: Word::List.into(), found: Word::Data };
        texts.problems.push(Problem::new(flaw, name.span));
    }
}

/// Data of the key is written once, when the case begins.
fn key_stays(slot: usize, name: &Name, place: &Place<'_>, texts: &mut Texts<'_>) {
    let id = &place.around.shell.data[slot].id;
    let is_key = place.around.shell.process.key.iter().any(|key| key.value == *id);
    if is_key && !place.begins {
        let flaw = StateFlaw::KeyWritten { data: name.value.to_string() };
        texts.problems.push(Problem::new(flaw, name.span));
    }
}

/// Named contents of any type; what is not given is left out.
fn contents(with: &Entries, place: &Place<'_>, texts: &mut Texts<'_>) -> Vec<(Text, Expr)> {
    let place = place.lenient();
    let content = |(name, written): &(Name, Written)| {
        let expr = place.expr(&name.value, written, &[], texts)?;
        Some((name.value.clone(), expr))
    };
    with.iter().filter_map(content).collect()
}

/// Columns of a register, each of its type; those that must be there are.
fn columns(register: usize, with: &Entries, span: Span, place: &Place<'_>, texts: &mut Texts<'_>) -> Vec<(Text, Expr)> {
    let fields = place.around.base.register_list[register].fields.clone();
    let typed = typed_fields(&fields, with, span, Word::Register, place, texts);
    typed.into_iter().map(|(field, expr)| (fields[field].id.clone(), expr)).collect()
}

/// The fields of a raised event.
fn payload(
    event: usize,
    with: &Entries,
    span: Span,
    place: &Place<'_>,
    texts: &mut Texts<'_>,
) -> Vec<(FieldSlot, Expr)> {
    let fields = &place.around.events().list[event].fields;
    let plain: Vec<Field> = fields.iter().map(|field| field.field.clone()).collect();
    let typed = typed_fields(&plain, with, span, Word::Event, place, texts);
    typed.into_iter().map(|(field, expr)| (fields[field].slot, expr)).collect()
}

/// The fields of an event for another case, by id.
pub(super) fn payload_for(
    event: &crate::program::Event,
    with: &Entries,
    span: Span,
    place: &Place<'_>,
    texts: &mut Texts<'_>,
) -> Vec<(Text, Expr)> {
    let plain: Vec<Field> = event.fields.iter().map(|field| field.field.clone()).collect();
    let typed = typed_fields(&plain, with, span, Word::Event, place, texts);
    typed.into_iter().map(|(field, expr)| (plain[field].id.clone(), expr)).collect()
}

/// Values for fields by their ids: optional ones may be left out or turn out not given, others may not.
fn typed_fields(
    fields: &[Field],
    with: &Entries,
    span: Span,
    kind: Word,
    place: &Place<'_>,
    texts: &mut Texts<'_>,
) -> Vec<(usize, Expr)> {
    let mut names = Table::new(Word::Field);
    for field in fields {
        names.add(field.id.clone(), field.name.clone(), span);
    }
    let lenient = place.lenient();
    let mut typed = Vec::with_capacity(with.len());
    for (name, written) in with {
        let Some(at) = names.find(name, texts.problems) else { continue };
        let place = if fields[at].optional { &lenient } else { place };
        typed.extend(texts.field(written, &fields[at], &place.scope).map(|expr| (at, expr)));
    }
    let written = |field: &Field| with.iter().any(|(name, _)| name.value == field.id);
    for field in fields.iter().filter(|field| !field.optional && !written(field)) {
        let flaw = SyntaxFlaw::MissingKey { key: field.id.to_string(), place: kind };
        texts.problems.push(Problem::new(flaw, span));
    }
    typed
}

/// `open`: the other process's data; an offence also learns where and when it happened.
fn open(model: &ModelOpen, span: Span, place: &Place<'_>, texts: &mut Texts<'_>) -> Option<Open> {
    let owner = model.owner.as_ref().and_then(|owner| place.person("owner", owner, texts));
    let at = place.around.base.processes.find(&model.process, texts.problems)?;
    let shell = place.around.shells.get(at)?;
    let defaults = &shell.process.data;
    let implied: &[(&str, Expr)] =
        if shell.is_offence { &[("happened_at", Expr::Now), ("of_case", Expr::This)] } else { &[] };
    // What has a default, or is known by itself, need not be written.
    let fields: Vec<Field> = shell
        .data
        .iter()
        .zip(defaults)
        .map(|(field, data)| Field {
            optional: field.optional || data.field.default.is_some() || implied.iter().any(|(id, _)| **id == *field.id),
            ..field.clone()
        })
        .collect();
    let typed = typed_fields(&fields, &model.with, span, Word::Process, place, texts);
    let mut with: Vec<(DataSlot, Expr)> = typed.into_iter().map(|(at, expr)| (DataSlot::from(at), expr)).collect();
    for (id, expr) in implied {
        let Some(slot) = shell.data_names.get(id).map(DataSlot::from) else { continue };
        if with.iter().all(|(known, _)| *known != slot) {
            with.push((slot, expr.clone()));
        }
    }
    with.sort_by_key(|(slot, _)| *slot);
    let on_leave = if model.cancel_on_leave { OnLeave::Cancel } else { OnLeave::Keep };
    let part = model.part.as_ref().map(|part| part.value.clone());
    Some(Open { process: ProcessIx::from(at), part, with, owner, on_leave })
}

/// A literal text.
pub(super) fn text(text: Text) -> Expr {
    Expr::Const(Value::Text(text))
}
