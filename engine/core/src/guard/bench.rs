//! A fixed environment for tests: values by the paths expressions name them with.

use super::eval::{Env, EvalError, conform};
use super::expr::{AttributeIx, DataSlot, FieldSlot, ParamIx, RoleIx, ScriptIx, StateIx, ValueIx, Who};
use super::scope::Scope;
use super::scripts::Scripts;
use super::written::Home;
use crate::money::Currency;
use crate::value::{Text, Type, Value};
use std::collections::BTreeMap;
use zhidu_time::{Instant, Zone};

/// Values by path: `case.x` (data and named expressions), `event.x`, `event.name`, `param.x`, `param.x[key]`, `it`,
/// `actor` and other people, `<person>.<attribute>` with the person's id.
///
/// What is asked for and not there is not given; a path in `unknown` is a fact that is not at hand.
pub struct FixedEnv<'a> {
    /// Which ids slots stand for.
    pub scope: &'a Scope,
    /// Values by path.
    pub values: BTreeMap<String, Value>,
    /// Paths of facts not at hand: `<person>.<attribute>`, `<person> holds <role>`.
    pub unknown: Vec<String>,
    /// Who holds which role, by ids.
    pub roles: Vec<(String, String)>,
    /// Active states, by id.
    pub states: Vec<String>,
    /// The stamp.
    pub now: Instant,
    /// Texts of scripts with the types they must give, and what runs them.
    pub scripts: Vec<(String, Type)>,
    /// What runs them.
    pub engine: Option<&'a dyn Scripts>,
}

impl<'a> FixedEnv<'a> {
    /// An environment with these values.
    pub fn new<T: Into<String>>(scope: &'a Scope, values: impl IntoIterator<Item = (T, Value)>) -> Self {
        Self {
            scope,
            values: values.into_iter().map(|(path, value)| (path.into(), value)).collect(),
            unknown: Vec::new(),
            roles: Vec::new(),
            states: Vec::new(),
            now: Instant::EPOCH,
            scripts: Vec::new(),
            engine: None,
        }
    }

    fn get(&self, path: &str) -> Option<&Value> {
        self.values.get(path)
    }

    fn fact<T>(&self, path: String, answer: impl FnOnce(&str) -> T) -> Result<T, EvalError> {
        if self.unknown.contains(&path) { Err(EvalError::Unknown) } else { Ok(answer(&path)) }
    }
}

impl Env for FixedEnv<'_> {
    fn data(&self, slot: DataSlot) -> Option<&Value> {
        self.get(&format!("case.{}", self.data_id(slot)))
    }

    fn named(&self, ix: ValueIx) -> Result<Value, EvalError> {
        let id = self.scope.case().and_then(|case| case.values.get(ix.at())).map(|(id, _)| id.clone());
        let path = format!("case.{}", id.unwrap_or_default());
        self.get(&path).cloned().ok_or_else(|| EvalError::NotGiven(path.into()))
    }

    fn field(&self, slot: FieldSlot) -> Option<&Value> {
        self.get(&format!("event.{}", self.field_id(slot)))
    }

    fn event_name(&self) -> Option<&Text> {
        self.get("event.name").and_then(Value::as_text)
    }

    fn param(&self, ix: ParamIx, key: Option<&str>) -> Option<Value> {
        let id = self.param_id(ix);
        let path = key.map_or_else(|| format!("param.{id}"), |key| format!("param.{id}[{key}]"));
        self.get(&path).cloned()
    }

    fn person(&self, who: Who) -> Option<Text> {
        self.get(who.id()).and_then(Value::as_text).cloned()
    }

    fn part(&self, name: &str) -> Option<Text> {
        self.get(&format!("case.{name}")).and_then(Value::as_text).cloned()
    }

    fn attribute(&self, person: &Text, attribute: AttributeIx) -> Result<Option<Value>, EvalError> {
        self.fact(format!("{person}.{}", self.attribute_id(attribute)), |path| self.get(path).cloned())
    }

    fn holds(&self, person: &Text, role: RoleIx) -> Result<bool, EvalError> {
        let role = self.scope.words().roles.get(role.at()).map(|role| role.id.clone()).unwrap_or_default();
        self.fact(format!("{person} holds {role}"), |_| {
            self.roles.iter().any(|(who, held)| **who == **person && **held == *role)
        })
    }

    fn in_state(&self, state: StateIx) -> bool {
        let state = self.scope.case().and_then(|case| case.states.get(state.at()));
        state.is_some_and(|state| self.states.iter().any(|active| **active == *state.id))
    }

    fn it(&self) -> Option<&Value> {
        self.get("it")
    }

    fn this(&self) -> Text {
        self.get("self").and_then(Value::as_text).cloned().unwrap_or_else(|| "case-1".into())
    }

    fn now(&self) -> Instant {
        self.now
    }

    fn zone(&self) -> &Zone {
        &self.scope.words().zone
    }

    fn currency(&self) -> Currency {
        self.scope.words().currency
    }

    fn script(&self, script: ScriptIx, inputs: &[(Text, Value)]) -> Result<Value, EvalError> {
        let (Some(engine), Some((text, ty))) = (self.engine, self.scripts.get(script.at())) else {
            return Err(EvalError::Mixed("no script engine".to_owned()));
        };
        let value = engine.run(text, inputs).map_err(EvalError::Script)?;
        conform(&value, ty, Home { zone: self.zone(), currency: self.currency() })
    }

    fn data_id(&self, slot: DataSlot) -> Text {
        let field = self.scope.case().and_then(|case| case.data.get(slot.at()));
        field.map(|field| field.id.clone()).unwrap_or_default()
    }

    fn field_id(&self, slot: FieldSlot) -> Text {
        let fields = self.scope.event().map(|event| event.fields.as_slice()).unwrap_or_default();
        let field = fields.iter().find(|(known, _)| *known == slot);
        field.map(|(_, field)| field.id.clone()).unwrap_or_default()
    }

    fn param_id(&self, ix: ParamIx) -> Text {
        self.scope.words().params.get(ix.at()).map(|param| param.id.clone()).unwrap_or_default()
    }

    fn attribute_id(&self, ix: AttributeIx) -> Text {
        self.scope.words().attributes.get(ix.at()).map(|(id, _)| id.clone()).unwrap_or_default()
    }
}
