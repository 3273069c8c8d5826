//! Evaluating what must be known when a policy is loaded: bounds, switches, assertions. Only parameters are there.

use crate::guard::eval::{Env, EvalError};
use crate::guard::expr::{AttributeIx, DataSlot, FieldSlot, ParamIx, RoleIx, ScriptIx, StateIx, ValueIx, Who};
use crate::guard::scripts::Scripts;
use crate::money::Currency;
use crate::program::{Param, ParamValue, Script};
use crate::value::{Text, Value};
use zhidu_time::{Instant, Zone};

/// The values of parameters, and what literals are read by.
pub(super) struct Load<'a> {
    /// Parameters by index.
    pub(super) params: &'a [Param],
    /// Whose clocks count.
    pub(super) zone: &'a Zone,
    /// The currency of amounts.
    pub(super) currency: Currency,
    /// Scripts kept so far.
    pub(super) kept: &'a [Script],
    /// Runs them.
    pub(super) scripts: &'a dyn Scripts,
}

impl Env for Load<'_> {
    fn data(&self, _: DataSlot) -> Option<&Value> {
        None
    }

    fn named(&self, _: ValueIx) -> Result<Value, EvalError> {
        Err(EvalError::Unknown)
    }

    fn field(&self, _: FieldSlot) -> Option<&Value> {
        None
    }

    fn event_name(&self) -> Option<&Text> {
        None
    }

    fn param(&self, ix: ParamIx, key: Option<&str>) -> Option<Value> {
        match (&self.params.get(ix.at())?.value, key) {
            (ParamValue::One(value), None) => Some(value.clone()),
            (ParamValue::Per(values), Some(key)) => values.iter().find(|(k, _)| &**k == key).map(|(_, v)| v.clone()),
            _ => None,
        }
    }

    fn person(&self, _: Who) -> Option<Text> {
        None
    }

    fn attribute(&self, _: &Text, _: AttributeIx) -> Result<Option<Value>, EvalError> {
        Err(EvalError::Unknown)
    }

    fn holds(&self, _: &Text, _: RoleIx) -> Result<bool, EvalError> {
        Err(EvalError::Unknown)
    }

    fn in_state(&self, _: StateIx) -> bool {
        false
    }

    fn it(&self) -> Option<&Value> {
        None
    }

    fn this(&self) -> Text {
        "".into()
    }

    fn now(&self) -> Instant {
        // Nothing that is loaded may name the time: its scope has no clock.
        Zone::start_of_day(self.zone, zhidu_time::Date::MIN)
    }

    fn zone(&self) -> &Zone {
        self.zone
    }

    fn currency(&self) -> Currency {
        self.currency
    }

    fn script(&self, script: ScriptIx, inputs: &[(Text, Value)]) -> Result<Value, EvalError> {
        let Some(kept) = self.kept.get(script.at()) else { return Err(EvalError::Unknown) };
        self.scripts.run(&kept.text, inputs).map_err(EvalError::Script)
    }

    fn data_id(&self, _: DataSlot) -> Text {
        "".into()
    }

    fn field_id(&self, _: FieldSlot) -> Text {
        "".into()
    }
}
