//! A program as text: short enough to read, whole enough to compare.

use crate::guard::expr::{Expr, Guard};
use crate::program::{
    Action, Amount, Due, Outcome, Party, Pattern, Process, Program, Require, State, Transition, Trigger, Verb, WaitFor,
    Warn,
};
use std::fmt::Write;

/// One process: a line for each data, event, state, clock and transition.
pub(super) fn process(program: &Program, at: usize) -> String {
    let process = &program.processes[at];
    let mut text = format!("process {}\n", process.id);
    for datum in &process.data {
        let optional = if datum.field.optional { " optional" } else { "" };
        let default = datum.default.as_ref().map(|d| format!(" = {}", expr(program, at, d))).unwrap_or_default();
        let _ = writeln!(text, "data {}: {:?}{optional}{default}", datum.field.id, datum.field.ty);
    }
    for event in &process.events {
        let fields: Vec<String> =
            event.fields.iter().map(|f| format!("{}{}", f.field.id, if f.field.optional { "?" } else { "" })).collect();
        let _ = writeln!(
            text,
            "event {}({}){}",
            event.name,
            fields.join(", "),
            if event.outside { " outside" } else { "" }
        );
    }
    for state in &process.states {
        self::state(program, at, state, &mut text);
    }
    for deadline in &process.deadlines {
        let _ = writeln!(
            text,
            "deadline {} in {}: {}",
            deadline.id,
            process.states[deadline.state.at()].id,
            due(program, at, &deadline.due)
        );
        for warn in &deadline.warn {
            let line = match warn {
                Warn::Left(e) => format!("left {}", expr(program, at, e)),
                Warn::Used(e) => format!("used {}", expr(program, at, e)),
            };
            let _ = writeln!(text, "  warn {line}");
        }
    }
    for wait in &process.waits {
        let (word, e) = match &wait.wait {
            WaitFor::Amount(e) => ("wait", e),
            WaitFor::At(e) => ("at", e),
        };
        let _ = writeln!(text, "after in {}: {word} {}", process.states[wait.state.at()].id, expr(program, at, e));
    }
    for transition in &process.transitions {
        self::transition(program, at, transition, &mut text);
    }
    for forbid in &process.forbids {
        let condition = |word: &str, g: &Option<Guard>| {
            g.as_ref().map(|g| format!(" {word} {}", guard(program, at, g))).unwrap_or_default()
        };
        let (when, unless) = (condition("when", &forbid.when), condition("unless", &forbid.unless));
        let events = trigger(process, &Trigger::Events(forbid.events.clone()));
        let _ = writeln!(text, "forbid {events}{when}{unless}{}", cited(program, &forbid.clauses));
    }
    text
}

fn state(program: &Program, at: usize, state: &State, text: &mut String) {
    let indent = "  ".repeat(state.depth as usize);
    let initial: Vec<&str> = state.initial.iter().map(|ix| &*program.processes[at].states[ix.at()].id).collect();
    let to = if initial.is_empty() { String::new() } else { format!(" -> {}", initial.join(", ")) };
    let _ = writeln!(text, "{indent}state {} {:?}{to}{}", state.id, state.kind, cited(program, &state.clauses));
    requires(program, at, &state.require, &format!("{indent}  "), text);
    for (word, blocks) in [("entry", &state.entry), ("exit", &state.exit)] {
        for block in blocks {
            let when = block.when.as_ref().map(|g| format!(" when {}", guard(program, at, g))).unwrap_or_default();
            let _ = writeln!(text, "{indent}  {word}{when}");
            actions(program, at, &block.actions, &format!("{indent}    "), text);
        }
    }
}

fn transition(program: &Program, at: usize, transition: &Transition, text: &mut String) {
    let process = &program.processes[at];
    let source = &process.states[transition.source.at()].id;
    let by = transition.by.as_ref().map(|by| format!(" by {}", party(program, at, by))).unwrap_or_default();
    let when = transition.when.as_ref().map(|g| format!(" when {}", guard(program, at, g))).unwrap_or_default();
    let except: Vec<String> = transition.except.iter().map(|e| expr(program, at, e)).collect();
    let except = if except.is_empty() { String::new() } else { format!(" but {}", except.join(", ")) };
    let _ = writeln!(
        text,
        "{source}: {}{by}{except}{when}{}",
        trigger(process, &transition.trigger),
        cited(program, &transition.clauses)
    );
    for take in &transition.takes {
        let _ =
            writeln!(text, "  takes {}{}", process.data[take.slot.at()].field.id, if take.required { "" } else { "?" });
    }
    requires(program, at, &transition.require, "  ", text);
    if let Some((at_least, clauses)) = &transition.not_before {
        let _ = writeln!(text, "  not before {}{}", guard(program, at, at_least), cited(program, clauses));
    }
    if let Some(owner) = &transition.owner {
        let _ = writeln!(text, "  owner {}", party(program, at, owner));
    }
    for outcome in &transition.outcomes {
        self::outcome(program, at, outcome, text);
    }
}

fn outcome(program: &Program, at: usize, outcome: &Outcome, text: &mut String) {
    let when = outcome.when.as_ref().map(|g| format!(" when {}", guard(program, at, g))).unwrap_or_default();
    let targets: Vec<&str> = outcome.targets.iter().map(|ix| &*program.processes[at].states[ix.at()].id).collect();
    let to = if targets.is_empty() { "stays".to_owned() } else { targets.join(", ") };
    let again = if outcome.again { " again" } else { "" };
    let _ = writeln!(text, "  -> {to}{again}{when}{}", cited(program, &outcome.clauses));
    requires(program, at, &outcome.require, "    ", text);
    actions(program, at, &outcome.actions, "    ", text);
}

fn requires(program: &Program, at: usize, list: &[Require], indent: &str, text: &mut String) {
    for require in list {
        let missing =
            if require.missing.is_empty() { String::new() } else { format!(" missing {}", require.missing.join(", ")) };
        let _ = writeln!(
            text,
            "{indent}require {}{missing}{}",
            guard(program, at, &require.that),
            cited(program, &require.clauses)
        );
    }
}

fn actions(program: &Program, at: usize, list: &[Action], indent: &str, text: &mut String) {
    for action in list {
        let _ = writeln!(text, "{indent}{}", self::action(program, at, action));
    }
}

/// One action.
pub(super) fn action(program: &Program, at: usize, action: &Action) -> String {
    let process = &program.processes[at];
    let data = |slot: crate::guard::expr::DataSlot| &process.data[slot.at()].field.id;
    let verb = match &action.verb {
        Verb::Set(assign) => format!("set {} = {}", data(assign.slot), expr(program, at, &assign.expr)),
        Verb::Add(assign) => format!("add {} = {}", data(assign.slot), expr(program, at, &assign.expr)),
        Verb::Notify(notice) => {
            let about = notice.about.as_ref().map(|a| format!(" about {a}")).unwrap_or_default();
            let name = notice.name.as_ref().map(|name| format!(" as {name}")).unwrap_or_default();
            format!("notify {}{about}{name}{}", party(program, at, &notice.to), contents(program, at, &notice.with))
        }
        Verb::Request { name, with, undo, grave } => {
            let undo = undo.as_ref().map(|undo| format!(" undo {undo}")).unwrap_or_default();
            let grave = if *grave { " grave" } else { "" };
            format!("request {name}{undo}{grave}{}", contents(program, at, with))
        }
        Verb::Signal(signal) => {
            let receiver = &program.processes[signal.process.at()];
            let event = &receiver.events[signal.event.at()].name;
            let wait = signal.wait.as_ref().map(|w| format!(" after {}", expr(program, at, w))).unwrap_or_default();
            let id = signal.id.as_ref().map(|id| format!(" as {id}")).unwrap_or_default();
            format!("signal {} {event}{wait}{id}{}", expr(program, at, &signal.to), contents(program, at, &signal.with))
        }
        Verb::Cancel { id } => format!("cancel {id}"),
        Verb::Record { register, whom, with } => {
            let whom = whom.as_ref().map(|w| format!(" of {}", party(program, at, w))).unwrap_or_default();
            format!("record {}{whom}{}", program.registers[register.at()].id, contents(program, at, with))
        }
        Verb::Penalize { penalty, whom, rule } => {
            let rule = rule.as_ref().map(|r| format!(" rule {}", expr(program, at, r))).unwrap_or_default();
            format!("penalize {} {}{rule}", program.penalties[penalty.at()].id, party(program, at, whom))
        }
        Verb::Assign { to, part } => {
            format!("assign {} as {}", party(program, at, to), part.as_deref().unwrap_or("owner"))
        }
        Verb::Open(open) => {
            let child = &program.processes[open.process.at()];
            let with: Vec<_> =
                open.with.iter().map(|(slot, e)| (child.data[slot.at()].field.id.clone(), e.clone())).collect();
            let part = open.part.as_ref().map(|p| format!(" as {p}")).unwrap_or_default();
            format!("open {}{part}{}", child.id, contents(program, at, &with))
        }
        Verb::Raise { event, with } => {
            let with: Vec<_> = with.iter().map(|(slot, e)| (process.fields[slot.at()].clone(), e.clone())).collect();
            format!("raise {}{}", process.events[event.at()].name, contents(program, at, &with))
        }
        Verb::Group { then, otherwise } => {
            let list =
                |list: &[Action]| list.iter().map(|a| self::action(program, at, a)).collect::<Vec<_>>().join("; ");
            format!("do {{ {} }} else {{ {} }}", list(then), list(otherwise))
        }
    };
    let when = action.when.as_ref().map(|g| format!(" when {}", guard(program, at, g))).unwrap_or_default();
    let each = action.each.as_ref().map(|g| format!(" each {}", guard(program, at, g))).unwrap_or_default();
    format!("{verb}{each}{when}{}", cited(program, &action.clauses))
}

fn contents(program: &Program, at: usize, with: &[(crate::value::Text, Expr)]) -> String {
    let with: Vec<String> = with.iter().map(|(id, e)| format!("{id} = {}", expr(program, at, e))).collect();
    if with.is_empty() { String::new() } else { format!(" {{ {} }}", with.join(", ")) }
}

fn party(program: &Program, at: usize, party: &Party) -> String {
    let role = |ix: &crate::guard::expr::RoleIx| program.roles[ix.at()].id.to_string();
    match party {
        Party::Role(ix) => role(ix),
        Party::RoleOf(ix, of) => format!("{} of {}", role(ix), expr(program, at, of)),
        Party::RoleWhere(ix, with) => {
            let with: Vec<String> = with
                .iter()
                .map(|(a, e)| format!("{} = {}", program.attributes[a.at()].id, expr(program, at, e)))
                .collect();
            format!("{} where {}", role(ix), with.join(", "))
        }
        Party::Value(e) => expr(program, at, e),
        Party::SuperiorOf(e) => format!("superior of {}", expr(program, at, e)),
        Party::Part(part) => format!("part {part}"),
        Party::Staff => "staff".to_owned(),
        Party::Anyone => "anyone".to_owned(),
        Party::Any(list) => list.iter().map(|p| self::party(program, at, p)).collect::<Vec<_>>().join(" | "),
    }
}

fn trigger(process: &Process, trigger: &Trigger) -> String {
    match trigger {
        Trigger::Events(patterns) => {
            let pattern = |p: &Pattern| match p {
                Pattern::Any => "*".to_owned(),
                Pattern::Prefix(text) => text.to_string(),
            };
            patterns.iter().map(pattern).collect::<Vec<_>>().join(", ")
        }
        Trigger::Always => "always".to_owned(),
        Trigger::Missed(ix) => format!("missed {}", process.deadlines[ix.at()].id),
        Trigger::Warning(ix, n) => format!("warning {} {n}", process.deadlines[ix.at()].id),
        Trigger::Ran(ix) => format!("ran {}", ix.0),
    }
}

fn due(program: &Program, at: usize, due: &Due) -> String {
    match due {
        Due::Within(e) => format!("within {}", expr(program, at, e)),
        Due::Until(e) => format!("until {}", expr(program, at, e)),
        Due::Before(e) => format!("before {}", expr(program, at, e)),
    }
}

/// Penalties and joint liability.
pub(super) fn money(program: &Program) -> String {
    let mut text = String::new();
    for penalty in &program.penalties {
        let count = penalty.count.as_ref().map(|c| format!(" count {:?} {:?}", c.per, c.reset)).unwrap_or_default();
        let beats: Vec<&str> = penalty.beats.iter().map(|ix| &*program.penalties[ix.at()].id).collect();
        let beats = if beats.is_empty() { String::new() } else { format!(" beats {}", beats.join(", ")) };
        let kind = penalty.kind.id();
        let _ = writeln!(text, "penalty {} {kind}{count}{beats}{}", penalty.id, cited(program, &penalty.clauses));
        for rung in &penalty.rungs {
            let amount = rung.amount.as_ref().map(|a| format!(" {}", amount(program, a))).unwrap_or_default();
            let sanction = rung.sanction.as_ref().map(|s| format!(" {s}")).unwrap_or_default();
            let _ = writeln!(text, "  from {}:{amount}{sanction}{}", rung.from, cited(program, &rung.clauses));
        }
    }
    for joint in &program.joints {
        let times = joint.times.as_ref().map(|t| expr(program, 0, t)).unwrap_or_default();
        let _ = writeln!(text, "joint {} x {times}{}", party(program, 0, &joint.who), cited(program, &joint.clauses));
    }
    text
}

fn amount(program: &Program, amount: &Amount) -> String {
    match amount {
        Amount::Fixed(money) => money.to_string(),
        Amount::Expr(e) => expr(program, 0, e),
        Amount::PercentOf(share, e) => format!("{share}% of {}", expr(program, 0, e)),
        Amount::MonthsOf(n, e) => format!("{n} months of {}", expr(program, 0, e)),
    }
}

fn cited(program: &Program, clauses: &[crate::program::ClauseIx]) -> String {
    if clauses.is_empty() { String::new() } else { format!(" [{}]", program.clause_ids(clauses).join(" ")) }
}

/// A condition, from what runs rather than from what was written.
pub(super) fn guard(program: &Program, at: usize, guard: &Guard) -> String {
    expr(program, at, &guard.expr)
}

/// An expression by its names.
pub(super) fn expr(program: &Program, at: usize, e: &Expr) -> String {
    let process = program.processes.get(at);
    let all = |list: &[Expr], by: &str| list.iter().map(|e| expr(program, at, e)).collect::<Vec<_>>().join(by);
    let of = |e: &Expr| expr(program, at, e);
    match e {
        Expr::Const(crate::value::Value::Text(text)) => format!("{text:?}"),
        Expr::Const(value) => value.to_string(),
        Expr::Data(slot) => format!("case.{}", process.map_or("?", |p| &p.data[slot.at()].field.id)),
        Expr::Named(ix) => format!("case.{}", process.map_or("?", |p| &p.values[ix.at()].id)),
        Expr::Field(slot) => format!("event.{}", process.map_or("?", |p| &p.fields[slot.at()])),
        Expr::EventName => "event.name".to_owned(),
        Expr::Param(ix) => format!("param.{}", program.params[ix.at()].id),
        Expr::ParamAt(ix, key) => format!("param.{}[{}]", program.params[ix.at()].id, of(key)),
        Expr::Person(who) => who.id().to_owned(),
        Expr::Attribute(e, ix) => format!("{}.{}", of(e), program.attributes[ix.at()].id),
        Expr::Now => "now".to_owned(),
        Expr::Today => "today".to_owned(),
        Expr::This => "self".to_owned(),
        Expr::It => "it".to_owned(),
        Expr::Member(e, id) | Expr::MemberOfEach(e, id) => format!("{}.{id}", of(e)),
        Expr::Not(e) => format!("!{}", of(e)),
        Expr::Neg(e) => format!("-{}", of(e)),
        Expr::And(list) => all(list, " && "),
        Expr::Or(list) => format!("({})", all(list, " || ")),
        Expr::Binary(op, a, b) => format!("{} {} {}", of(a), op.symbol(), of(b)),
        Expr::In(a, b) => format!("{} in {}", of(a), of(b)),
        Expr::List(list) => format!("[{}]", all(list, ", ")),
        Expr::Given(e) => format!("given({})", of(e)),
        Expr::OrElse(a, b) => format!("or_else({}, {})", of(a), of(b)),
        Expr::Decided(id) => format!("decided({id})"),
        Expr::InState(ix) => format!("in_state({})", process.map_or("?", |p| &p.states[ix.at()].id)),
        Expr::Holds(e, ix) => format!("holds({}, {})", of(e), program.roles[ix.at()].id),
        Expr::Call(function, list) => format!("{}({})", format!("{function:?}").to_lowercase(), all(list, ", ")),
        Expr::Part(part) => format!("part {part}"),
        Expr::Script(ix, _) => format!("script {}", ix.0),
    }
}
