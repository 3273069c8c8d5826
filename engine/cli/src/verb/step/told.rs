//! What came of a line, as JSON for hosts: values plain, instants as people read them and in seconds.

use crate::text::Words;
use serde_json::{Map, Value as Json, json};
use zhidu::case::{Case, Timer, TimerKind};
use zhidu::effect::{Charge, Effect, EffectKind, Opening, Recipient, Row};
use zhidu::outcome::{Denial, Incident, InputKind, Objection, Verdict};
use zhidu::program::{Process, Program};
use zhidu::time::{Due, Instant};
use zhidu::value::{Text, Value};
use zhidu::world::Happening;

/// The form of what is told; another form gets another number.
pub(super) const VERSION: u64 = 1;

/// Tells in a language.
#[derive(Clone, Copy)]
pub(super) struct Teller<'p> {
    pub(super) program: &'p Program,
    pub(super) words: Words,
}

impl<'p> Teller<'p> {
    /// The answer to a line: how its own event went, and everything that happened since the line before.
    pub(super) fn answer(self, id: Option<&str>, at: Instant, own: Option<&Happening>, all: &[Happening]) -> Json {
        let verdict = own.map_or("passed", |own| verdict(&own.outcome.verdict));
        let mut answer = json!({
            "schema_version": VERSION, "id": id, "at": self.instant(at), "verdict": verdict, "case": own.and_then(case),
            "happened": all.iter().filter_map(|happening| self.happening(happening)).collect::<Vec<_>>(),
        });
        if let Some(Verdict::Denied(denial)) = own.map(|own| &own.outcome.verdict) {
            answer["denied"] = self.denial(denial);
        }
        if let Some(Verdict::Incident(incident)) = own.map(|own| &own.outcome.verdict) {
            answer["incident"] = self.incident(incident);
        }
        answer
    }

    /// A step that changed something, or failed; refusals change nothing.
    fn happening(self, happening: &Happening) -> Option<Json> {
        let outcome = &happening.outcome;
        let after = outcome.case.as_ref().or(happening.before.as_ref());
        let process = after.and_then(|case| self.program.processes.get(case.process.at()));
        let mut told = json!({
            "case": &*happening.case, "at": self.instant(happening.input.stamp),
            "cause": cause(&happening.input.kind, process), "verdict": verdict(&outcome.verdict),
            "effects": self.all(&outcome.effects, Self::effect), "ledger": self.all(&outcome.charges, Self::charge),
            "rows": self.all(&outcome.rows, Self::row), "opens": self.all(&outcome.openings, Self::opening),
            "clauses": self.clauses(happening),
        });
        match &outcome.verdict {
            Verdict::Accepted => {}
            Verdict::Incident(incident) => told["incident"] = self.incident(incident),
            Verdict::Denied(_) | Verdict::Ignored | Verdict::Joins(_) => return None,
        }
        if let (Some(case), Some(process)) = (after, process) {
            told["process"] = json!(&*process.id);
            self.standing(case, process, &mut told);
        }
        Some(told)
    }

    fn all<T>(self, items: &[T], tell: impl Fn(Self, &T) -> Json) -> Json {
        Json::Array(items.iter().map(|item| tell(self, item)).collect())
    }

    /// Where a case stands: its active atomic states, or the one it ended in, and what time will do.
    fn standing(self, case: &Case, process: &Process, told: &mut Json) {
        let atomic = |ix: &zhidu::guard::expr::StateIx| {
            let state = &process.states[ix.at()];
            !state.children.iter().any(|child| case.is_in(*child))
        };
        let states = case.active.iter().filter(atomic).map(|ix| &*process.states[ix.at()].id);
        told["states"] = json!(states.collect::<Vec<_>>());
        told["ended"] = json!(case.ended.map(|ix| &*process.states[ix.at()].id));
        told["owner"] = json!(case.owner.as_deref());
        let deadlines = case.clocks.iter().map(|clock| {
            let deadline = &process.deadlines[clock.deadline.at()];
            json!({
                "id": &*deadline.id, "state": &*process.states[deadline.state.at()].id, "status": clock.status.id(),
                "due": clock.due.map(|due| self.due(due)),
            })
        });
        told["deadlines"] = json!(deadlines.collect::<Vec<_>>());
        let waits = case.waits.iter().map(|armed| {
            let wait = &process.waits[armed.wait.at()];
            json!({ "state": &*process.states[wait.state.at()].id, "at": armed.at.map(|at| self.instant(at)) })
        });
        told["waits"] = json!(waits.collect::<Vec<_>>());
    }

    fn named(self, fields: &[(Text, Value)]) -> Json {
        Json::Object(fields.iter().map(|(id, value)| (id.to_string(), self.plain(value))).collect::<Map<_, _>>())
    }

    /// A value as hosts send it: what JSON has not, is the literal; but an instant is told as everywhere.
    fn plain(self, value: &Value) -> Json {
        match value {
            Value::Bool(truth) => json!(truth),
            Value::Int(number) => json!(number),
            Value::Instant(instant) => self.instant(*instant),
            Value::List(items) => Json::Array(items.iter().map(|item| self.plain(item)).collect()),
            Value::Record(fields) => self.named(fields),
            other => json!(other.to_string()),
        }
    }

    fn instant(self, instant: Instant) -> Json {
        json!({ "text": self.program.institution.zone.show(instant), "seconds": instant.seconds() })
    }

    fn due(self, due: Due) -> Json {
        json!({ "text": due.show(&self.program.institution.zone), "late_from": due.late_from.seconds() })
    }

    fn effect(self, effect: &Effect) -> Json {
        let Effect { id, kind, clauses } = effect;
        let mut told = json!({ "id": id.to_string(), "clauses": texts(clauses) });
        match kind {
            EffectKind::Notify { to, about, with, channel, name } => {
                told["kind"] = json!("notify");
                told["to"] = to.iter().map(recipient).collect();
                told["about"] = json!(about.as_deref());
                told["with"] = self.named(with);
                told["channel"] = json!(channel.as_deref());
                told["name"] = json!(name.as_deref());
            }
            EffectKind::Request { name, with, grave, undoes } => {
                told["kind"] = json!("request");
                told["name"] = json!(&**name);
                told["with"] = self.named(with);
                told["grave"] = json!(grave);
                told["undoes"] = json!(undoes.as_ref().map(ToString::to_string));
            }
            EffectKind::Withdraw { request, name, undo } => {
                told["kind"] = json!("withdraw");
                told["request"] = json!(request.to_string());
                told["name"] = json!(&**name);
                told["undo"] = json!(undo.as_deref());
            }
            EffectKind::Warn { deadline, due } => {
                told["kind"] = json!("warn");
                told["deadline"] = json!(&**deadline);
                told["due"] = json!(&**due);
            }
        }
        told
    }

    fn charge(self, charge: &Charge) -> Json {
        json!({
            "id": charge.id.to_string(), "person": &*charge.person, "kind": charge.kind.id(),
            "penalty": &*charge.penalty, "rule": charge.rule.as_deref(), "count": charge.count,
            "amount": charge.amount.map(|amount| amount.to_string()), "sanction": charge.sanction.as_deref(),
            "joint_of": charge.joint_of.as_ref().map(ToString::to_string),
            "reverses": charge.reverses.as_ref().map(ToString::to_string),
            "act": { "case": &*charge.act.case, "at": self.instant(charge.act.instant) },
            "occurred": self.instant(charge.occurred), "booked": self.instant(charge.booked),
            "clauses": texts(&charge.clauses),
        })
    }

    fn row(self, row: &Row) -> Json {
        let Row { id, register, whom, with, at, clauses } = row;
        json!({
            "id": id.to_string(), "register": &**register, "whom": whom.as_deref(), "with": self.named(with),
            "at": self.instant(*at), "clauses": texts(clauses),
        })
    }

    fn opening(self, opening: &Opening) -> Json {
        let Opening { case, process, data, owner, parent, clauses, .. } = opening;
        json!({
            "case": &**case, "process": &**process, "as": parent.1.as_deref(), "data": self.named(data),
            "owner": owner.as_deref(), "clauses": texts(clauses),
        })
    }

    /// The clauses behind a step, in order, once.
    fn clauses(self, happening: &Happening) -> Json {
        let mut seen: Vec<Text> = Vec::new();
        for clause in happening.outcome.trace.iter().flat_map(|mark| self.program.clause_ids(&mark.clauses)) {
            if !seen.contains(&clause) {
                seen.push(clause);
            }
        }
        texts(&seen)
    }

    fn denial(self, denial: &Denial) -> Json {
        let items = denial.items.iter().map(|item| {
            let Objection { reason, what, say, clauses, missing, could } = item;
            json!({
                "reason": reason.id(), "what": &**what, "say": say.as_deref(), "clauses": texts(clauses),
                "missing": texts(missing), "could": texts(could), "text": self.words.objection(item),
            })
        });
        let mut could: Vec<Text> = Vec::new();
        for id in denial.items.iter().flat_map(|item| &item.could) {
            if !could.contains(id) {
                could.push(id.clone());
            }
        }
        let sentences: Vec<String> = denial.items.iter().map(|item| self.words.objection(item)).collect();
        json!({
            "reason": denial.reason().id(), "clauses": texts(&denial.clauses()), "missing": texts(&denial.missing()),
            "could": texts(&could), "items": items.collect::<Vec<_>>(),
            "text": sentences.join(self.words.0.pick("；", "; ")),
        })
    }

    fn incident(self, incident: &Incident) -> Json {
        json!({ "text": incident.kind.to_string() })
    }
}

const fn verdict(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted => "accepted",
        Verdict::Denied(_) => "denied",
        Verdict::Joins(_) => "joins",
        Verdict::Ignored => "ignored",
        Verdict::Incident(_) => "incident",
    }
}

/// The case a step was made on; one that was not opened is none.
fn case(happening: &Happening) -> Option<&str> {
    let is_there = happening.before.is_some() || happening.outcome.case.is_some();
    is_there.then_some(&*happening.case)
}

/// What made a step.
fn cause(kind: &InputKind, process: Option<&Process>) -> Json {
    match kind {
        InputKind::Outside(outside) | InputKind::Start { outside, .. } => {
            json!({ "event": &*outside.event, "by": &*outside.actor })
        }
        InputKind::Opening(opening) => json!({ "opened_by": &*opening.parent.0 }),
        InputKind::Message(message) => json!({ "event": &*message.event, "from": &*message.id.case }),
        InputKind::Reply(reply) => json!({ "answered": reply.effect.to_string(), "result": reply.result.id() }),
        InputKind::Timer(timer) => process.map_or(Json::Null, |process| fired(timer, process)),
    }
}

fn fired(timer: &Timer, process: &Process) -> Json {
    match timer.kind {
        TimerKind::Missed(deadline) => json!({ "missed": &*process.deadlines[deadline.at()].id }),
        TimerKind::Warning(deadline, n) => json!({ "warning": &*process.deadlines[deadline.at()].id, "n": n }),
        TimerKind::Signal => json!({ "signal": "due" }),
        TimerKind::Ran(wait) => {
            json!({ "waited_in": &*process.states[process.waits[wait.at()].state.at()].id })
        }
    }
}

fn recipient(recipient: &Recipient) -> Json {
    match recipient {
        Recipient::Person(id) => json!({ "person": &**id }),
        Recipient::Role(id) => json!({ "role": &**id }),
    }
}

fn texts(texts: &[Text]) -> Json {
    Json::Array(texts.iter().map(|text| json!(&**text)).collect())
}
