//! Deadlines and waits: clocks of a state, and the transitions time triggers (`LANGUAGE` §4).

use super::action::{actions, acts};
use super::place::{Around, Place};
use super::texts::Texts;
use super::transition::{plain, states};
use super::tree::ROOT;
use crate::guard::expr::{DataSlot, Expr, StateIx, ValueIx};
use crate::model::deadline::{After, Deadline as Model, Due as ModelDue, Wait as ModelWait, WarnAt};
use crate::model::{Name, Written};
use crate::problem::{Problem, SyntaxFlaw, TimeFlaw};
use crate::program::{
    Action, Deadline, DeadlineIx, DeadlineStart, Due, Outcome, ParamValue, Transition, Trigger, Verb, Wait, WaitFor,
    WaitIx, Warn,
};
use crate::source::Span;
use crate::value::{Type, Value};
use zhidu_time::Amount;

/// What can be a point in time.
const POINT: [Type; 2] = [Type::Instant, Type::Date];

/// A deadline with its transitions: warnings in order, then what happens when it lapses.
pub(super) fn deadline(
    model: &Model,
    ix: DeadlineIx,
    state: StateIx,
    around: &Around<'_>,
    texts: &mut Texts<'_>,
) -> (Option<Deadline>, Vec<Transition>) {
    let place = around.state(state).citing(&model.head.clauses, texts);
    let lenient = place.lenient();
    let due = due(&model.due, &lenient, texts);
    let since = model.since.as_ref().and_then(|since| lenient.expr("since", since, &POINT, texts));
    let mut transitions = Vec::new();
    let mut warn = Vec::new();
    for (n, model) in (0..).zip(&model.warn) {
        warn.extend(warning(&model.at, &lenient, texts));
        let actions = actions(&model.actions, &place, texts);
        if !actions.is_empty() {
            transitions.push(timed(state, Trigger::Warning(ix, n), Vec::new(), actions, &place, model.span));
        }
    }
    let missed = actions(&model.missed, &place, texts);
    let targets = states(&model.to, &place, texts);
    let has_missed = !missed.is_empty() || !targets.is_empty();
    let soft = due.as_ref().is_some_and(|due| is_soft(due, texts));
    if let (true, Some(span)) = (soft, punishes(&missed)) {
        let flaw = TimeFlaw::SoftPunishes { deadline: model.head.id_text().to_string() };
        texts.problems.push(Problem::new(flaw, span).label(model.head.place(), crate::problem::Note::InHere));
    }
    if has_missed {
        transitions.push(timed(state, Trigger::Missed(ix), targets, missed, &place, model.head.span));
    }
    // A due that cannot be read is reported; in the draft the deadline keeps its name, or all who use it would be told too.
    let unread = || texts.problems.has_errors().then_some(Due::Within(Expr::Const(Value::Duration(Amount::ZERO))));
    let due = due.or_else(unread);
    let deadline = due.map(|due| Deadline {
        id: model.head.id_text(),
        name: model.head.name.clone(),
        state,
        start: DeadlineStart::Entry,
        follows: follows([due_expr(&due)].into_iter().chain(&since), &place, texts),
        due,
        since,
        warn,
        has_missed,
        soft,
        met_by: model.met_by.as_deref().map(|names| around.events().known(names, texts)),
        clauses: place.own_clauses(&model.head.clauses, texts),
        span: model.head.span,
    });
    (deadline, transitions)
}

/// A wait with its transition.
pub(super) fn after(
    model: &After,
    ix: WaitIx,
    state: StateIx,
    around: &Around<'_>,
    texts: &mut Texts<'_>,
) -> (Option<Wait>, Transition) {
    let mut place = around.state(state).citing(&model.head.clauses, texts);
    let lenient = place.lenient();
    let wait = match &model.wait {
        ModelWait::Amount(written) => duration("wait", written, &lenient, texts).map(WaitFor::Amount),
        ModelWait::At(written) => lenient.expr("at", written, &POINT, texts).map(WaitFor::At),
    };
    let since = model.since.as_ref().and_then(|since| lenient.expr("since", since, &POINT, texts));
    let when = place.condition("when", model.when.as_ref(), texts).map(|condition| condition.guard);
    let targets = states(&model.acts.to, &place, texts);
    let actions = acts(&model.acts, model.head.span, &place, texts);
    let clauses = place.own_clauses(&model.head.clauses, texts);
    let mut transition = timed(state, Trigger::Ran(ix), targets, actions, &place, model.head.span);
    transition.when = when;
    transition.clauses.clone_from(&clauses);
    let wait = wait.map(|wait| {
        let expr = match &wait {
            WaitFor::Amount(expr) | WaitFor::At(expr) => expr,
        };
        let follows = follows([expr].into_iter().chain(&since), &place, texts);
        Wait {
            id: model.head.id.as_ref().map(|id| id.value.clone()),
            state,
            wait,
            since,
            follows,
            clauses,
            span: model.head.span,
        }
    });
    (wait, transition)
}

/// A transition that time triggers. Where it leads to its own state, that is entered anew.
fn timed(
    source: StateIx,
    trigger: Trigger,
    targets: Vec<StateIx>,
    actions: Vec<Action>,
    place: &Place<'_>,
    span: Span,
) -> Transition {
    let again = targets.contains(&source);
    let outcome = Outcome { when: None, targets, again, actions, require: Vec::new(), clauses: Vec::new() };
    Transition { outcomes: vec![outcome], ..plain(source, trigger, place.clauses.clone(), span) }
}

fn due(model: &ModelDue, place: &Place<'_>, texts: &mut Texts<'_>) -> Option<Due> {
    match model {
        ModelDue::Within(written) => duration("within", written, place, texts).map(Due::Within),
        ModelDue::Until(written) => place.expr("until", written, &POINT, texts).map(Due::Until),
        ModelDue::Before(written) => place.expr("before", written, &POINT, texts).map(Due::Before),
    }
}

const fn due_expr(due: &Due) -> &Expr {
    match due {
        Due::Within(expr) | Due::Until(expr) | Due::Before(expr) => expr,
    }
}

/// The deadline of a notice: it runs in the case as a whole, from the notice to its confirmation. Without
/// consequences of its own, lapsing raises a warning.
pub(super) fn of_notice(
    id: &Name,
    within: &Written,
    clauses: &[Name],
    around: &Around<'_>,
    texts: &mut Texts<'_>,
) -> Deadline {
    let place = around.state(ROOT).citing(clauses, texts).lenient();
    let due = duration("within", within, &place, texts).map(Due::Within);
    let due = due.unwrap_or(Due::Within(Expr::Const(Value::Duration(Amount::ZERO))));
    Deadline {
        id: id.value.clone(),
        name: None,
        state: ROOT,
        start: DeadlineStart::Notice,
        follows: follows([due_expr(&due)].into_iter(), &place, texts),
        soft: is_soft(&due, texts),
        due,
        since: None,
        warn: Vec::new(),
        has_missed: false,
        met_by: None,
        clauses: place.own_clauses(clauses, texts),
        span: id.span,
    }
}

/// An amount of time. Working time needs a calendar, which comes later.
pub(super) fn duration(key: &str, written: &Written, place: &Place<'_>, texts: &mut Texts<'_>) -> Option<Expr> {
    let expr = place.expr(key, written, &[Type::Duration], texts)?;
    if let Some(Amount::Working(_)) = known(&expr, texts) {
        texts.problems.push(Problem::new(
            SyntaxFlaw::NotYet { key: super::texts::as_written(written).to_string() },
            written.span,
        ));
    }
    Some(expr)
}

fn warning(at: &WarnAt, place: &Place<'_>, texts: &mut Texts<'_>) -> Option<Warn> {
    match at {
        WarnAt::Left(written) => {
            let expr = duration("left", written, place, texts)?;
            if let Some(Amount::Civil(_)) = known(&expr, texts) {
                let flaw = SyntaxFlaw::NotYet { key: super::texts::as_written(written).to_string() };
                texts.problems.push(Problem::new(flaw, written.span));
            }
            Some(Warn::Left(expr))
        }
        WarnAt::Used(written) => place.expr("used", written, &[Type::Percent], texts).map(Warn::Used),
    }
}

/// The amount an expression certainly is: a literal, or a parameter's value.
fn known(expr: &Expr, texts: &Texts<'_>) -> Option<Amount> {
    let value = match expr {
        Expr::Const(value) => value,
        Expr::Param(ix) => match &texts.params.get(ix.at())?.value {
            ParamValue::One(value) => value,
            ParamValue::Per(_) => return None,
        },
        _ => return None,
    };
    if let Value::Duration(amount) = value { Some(*amount) } else { None }
}

fn is_soft(due: &Due, texts: &Texts<'_>) -> bool {
    matches!(known(due_expr(due), texts), Some(Amount::Soft(_)))
}

/// Where a list of actions charges somebody.
fn punishes(actions: &[Action]) -> Option<Span> {
    actions.iter().find_map(|action| match &action.verb {
        Verb::Penalize { .. } => Some(action.span),
        Verb::Group { then, otherwise } => punishes(then).or_else(|| punishes(otherwise)),
        _ => None,
    })
}

/// The data that expressions read, by slot; named values read what they are made of.
fn follows<'e>(exprs: impl Iterator<Item = &'e Expr>, place: &Place<'_>, texts: &mut Texts<'_>) -> Vec<DataSlot> {
    let mut slots = Vec::new();
    let mut named: Vec<ValueIx> = Vec::new();
    for expr in exprs {
        super::reads::data(expr, &mut slots, &mut named);
    }
    let mut at = 0;
    while at < named.len() {
        let model = place.around.shell.process.values.get(named[at].at());
        let is = model.and_then(|value| value.is.as_ref());
        if let Some(typed) = is.and_then(|is| texts.ahead(is, &place.lenient().scope)) {
            super::reads::data(&typed.expr, &mut slots, &mut named);
        }
        at += 1;
    }
    slots.sort();
    slots.dedup();
    slots
}
