//! What came of a line, as JSON for hosts: values plain, instants as people read them and in seconds.

use crate::text::Words;
use serde_json::{Value as Json, json};
use zhidu::case::{Timer, TimerKind};
use zhidu::outcome::{Denial, Incident, InputKind, Objection, Verdict};
use zhidu::program::{Process, Program};
use zhidu::time::Instant;
use zhidu::value::Text;
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
        TimerKind::Ran(wait) => json!({ "waited": &**process.wait_id(wait) }),
    }
}

pub(super) fn texts(texts: &[Text]) -> Json {
    Json::Array(texts.iter().map(|text| json!(&**text)).collect())
}
