//! Stands in for evaluation and typing of values until they land.

use super::eval::{Env, EvalError};
use super::expr::Expr;
use crate::value::{Type, Value};

pub(crate) fn eval<E: Env>(expr: &Expr, _env: &E) -> Result<Value, EvalError> {
    if let Expr::Const(value) = expr { Ok(value.clone()) } else { Err(EvalError::Overflow("evaluation")) }
}

#[allow(clippy::unnecessary_wraps)]
pub(crate) fn typed(value: &Value, _ty: &Type, _zone: &zhidu_time::Zone) -> Option<Value> {
    Some(value.clone())
}
