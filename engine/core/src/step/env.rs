//! Where expressions find their values during a step, and reading conditions.

use super::run::{Halt, Run};
use crate::guard::eval::{Env, EvalError, conform, eval};
use crate::guard::expr::{
    AttributeIx, DataSlot, Expr, FieldSlot, Guard, ParamIx, RoleIx, ScriptIx, StateIx, ValueIx, Who,
};
use crate::money::Currency;
use crate::need::{Answer, Query};
use crate::outcome::{Incident, IncidentKind, What};
use crate::program::ParamValue;
use crate::task::{TaskEnd, TaskKind};
use crate::value::{Text, Value};
use zhidu_time::{Instant, Zone};

impl Env for Run<'_> {
    fn data(&self, slot: DataSlot) -> Option<&Value> {
        self.case.data.get(slot.at()).and_then(Option::as_ref)
    }

    fn named(&self, ix: ValueIx) -> Result<Value, EvalError> {
        eval(&self.process.values[ix.at()].is.expr, self)
    }

    fn field(&self, slot: FieldSlot) -> Option<&Value> {
        self.event.as_ref().and_then(|e| e.fields.get(slot.at())).and_then(Option::as_ref)
    }

    fn event_name(&self) -> Option<&Text> {
        self.event.as_ref().map(|e| &e.name)
    }

    fn param(&self, ix: ParamIx, key: Option<&str>) -> Option<Value> {
        match (&self.program.param(ix).value, key) {
            (ParamValue::One(value), None) => Some(value.clone()),
            (ParamValue::Per(values), Some(key)) => values.iter().find(|(k, _)| &**k == key).map(|(_, v)| v.clone()),
            _ => None,
        }
    }

    fn person(&self, who: Who) -> Option<Text> {
        match who {
            Who::Actor => self.actor.clone(),
            Who::Owner => self.case.owner.clone(),
            Who::Requester => self.case.requester.clone(),
            Who::Offender => self.offender.clone().or_else(|| self.offender_of_case()),
            Who::Holder => None,
        }
    }

    fn part(&self, name: &str) -> Option<Text> {
        self.case.parts.iter().find(|(part, _)| &**part == name).map(|(_, person)| person.clone())
    }

    fn attribute(&self, person: &Text, attribute: AttributeIx) -> Result<Option<Value>, EvalError> {
        let attribute = self.program.attributes[attribute.at()].id.clone();
        match self.ask(Query::Attribute { person: person.clone(), attribute }) {
            Some(Answer::Attribute(value)) => Ok(value.clone()),
            _ => Err(EvalError::Unknown),
        }
    }

    fn holds(&self, person: &Text, role: RoleIx) -> Result<bool, EvalError> {
        let id = &self.program.roles[role.at()].id;
        match self.ask(Query::Roles { person: person.clone() }) {
            Some(Answer::Roles { held, .. }) => Ok(!self.dismissed_here(person) && held.iter().any(|(r, _)| r == id)),
            _ => Err(EvalError::Unknown),
        }
    }

    fn in_state(&self, state: StateIx) -> bool {
        self.case.is_in(state)
    }

    fn decided(&self, decision: &str) -> Option<Text> {
        let ix = self.process.decisions.iter().position(|known| &*known.id == decision)?;
        let task = self.case.tasks.iter().find(|task| task.kind == TaskKind::Decision(ix.into()))?;
        if let Some(TaskEnd::Answered(option)) = &task.outcome { Some(option.clone()) } else { None }
    }

    fn it(&self) -> Option<&Value> {
        self.it.as_ref()
    }

    fn this(&self) -> Text {
        self.case.id.clone()
    }

    fn now(&self) -> Instant {
        self.stamp
    }

    fn zone(&self) -> &Zone {
        &self.program.institution.zone
    }

    fn currency(&self) -> Currency {
        self.program.institution.currency
    }

    fn script(&self, script: ScriptIx, inputs: &[(Text, Value)]) -> Result<Value, EvalError> {
        let script = &self.program.scripts[script.at()];
        let value = self.scripts.run(&script.text, inputs).map_err(EvalError::Script)?;
        conform(&value, &script.ty, self.program.institution.home())
    }

    fn data_id(&self, slot: DataSlot) -> Text {
        self.process.data[slot.at()].field.id.clone()
    }

    fn field_id(&self, slot: FieldSlot) -> Text {
        self.process.fields[slot.at()].clone()
    }
}

/// How a condition came out.
pub(super) enum Truth {
    /// It holds or not.
    Known(bool),
    /// It reads a field the event lacks: `event.x`.
    Lacks(Text),
}

impl Run<'_> {
    fn offender_of_case(&self) -> Option<Text> {
        let slot = self.process.offence.as_ref()?.offender;
        self.data(slot).and_then(Value::as_text).cloned()
    }

    /// The value of an expression; anything else is an incident at its place.
    pub(super) fn value(&self, expr: &Expr, text: &str) -> Result<Value, Halt> {
        eval(expr, self).map_err(|error| match error {
            EvalError::Unknown => Halt::Need,
            error => IncidentKind::Expression { text: text.into(), error }.into(),
        })
    }

    /// The value of an expression, or none where something it reads is not given.
    pub(super) fn given(&self, expr: &Expr, text: &str) -> Result<Option<Value>, Halt> {
        match eval(expr, self) {
            Ok(value) => Ok(Some(value)),
            Err(EvalError::NotGiven(_)) => Ok(None),
            Err(EvalError::Unknown) => Err(Halt::Need),
            Err(error) => Err(IncidentKind::Expression { text: text.into(), error }.into()),
        }
    }

    /// Reads a condition and marks it.
    pub(super) fn truth(&self, guard: &Guard) -> Result<Truth, Halt> {
        let error = match eval(&guard.expr, self) {
            Ok(value) => {
                let holds = value.as_bool() == Some(true);
                self.mark(What::Guard { span: guard.span, holds }, &[]);
                return Ok(Truth::Known(holds));
            }
            Err(EvalError::Unknown) => return Err(Halt::Need),
            Err(EvalError::NotGiven(path)) if path.starts_with("event.") => return Ok(Truth::Lacks(path)),
            Err(error) => error,
        };
        let kind = IncidentKind::Expression { text: guard.text.clone(), error };
        Err(Halt::Incident(Incident { kind, span: Some(guard.span) }))
    }

    /// Reads a condition where a lacking field is a failure like any other; no condition holds.
    pub(super) fn holds_all(&self, guard: Option<&Guard>) -> Result<bool, Halt> {
        let Some(guard) = guard else { return Ok(true) };
        match self.truth(guard)? {
            Truth::Known(holds) => Ok(holds),
            Truth::Lacks(path) => {
                let error = EvalError::NotGiven(path);
                let kind = IncidentKind::Expression { text: guard.text.clone(), error };
                Err(Halt::Incident(Incident { kind, span: Some(guard.span) }))
            }
        }
    }
}
