//! What a step did, thing by thing: effects, entries, rows, cases opened, and the values in them.

use super::told::{Teller, texts};
use serde_json::{Map, Value as Json, json};
use zhidu::effect::{Charge, Effect, EffectKind, Opening, Recipient, Row};
use zhidu::time::{Due, Instant};
use zhidu::value::{Text, Value};

impl Teller<'_> {
    pub(super) fn named(self, fields: &[(Text, Value)]) -> Json {
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

    pub(super) fn instant(self, instant: Instant) -> Json {
        json!({ "text": self.program.institution.zone.show(instant), "seconds": instant.seconds() })
    }

    pub(super) fn due(self, due: Due) -> Json {
        json!({ "text": due.show(&self.program.institution.zone), "late_from": due.late_from.seconds() })
    }

    pub(super) fn effect(self, effect: &Effect) -> Json {
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

    pub(super) fn charge(self, charge: &Charge) -> Json {
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

    pub(super) fn row(self, row: &Row) -> Json {
        let Row { id, register, whom, with, at, clauses } = row;
        json!({
            "id": id.to_string(), "register": &**register, "whom": whom.as_deref(), "with": self.named(with),
            "at": self.instant(*at), "clauses": texts(clauses),
        })
    }

    pub(super) fn opening(self, opening: &Opening) -> Json {
        let Opening { case, process, data, owner, parent, clauses, .. } = opening;
        json!({
            "case": &**case, "process": &**process, "as": parent.1.as_deref(), "data": self.named(data),
            "owner": owner.as_deref(), "clauses": texts(clauses),
        })
    }
}

fn recipient(recipient: &Recipient) -> Json {
    match recipient {
        Recipient::Person(id) => json!({ "person": &**id }),
        Recipient::Role(id) => json!({ "role": &**id }),
    }
}
