//! What rhai may call: operators and functions over [`Value`]s, field access, iteration. Nothing else is registered,
//! and every operator is ours: with rhai's own, a comparison of different types would be `false` instead of an error.

use super::beside::Home;
use super::fault::{Answer, Fault};
use super::functions::{self, One, Two};
use super::held::{Absent, Held, extent, from_rhai, range, size, to_rhai};
use super::meter::Meter;
use super::ops;
use crate::shape::PUSH;
use rhai::{Array, Dynamic, FuncRegistration, ImmutableString, Module, NativeCallContext};
use std::any::TypeId;
use std::sync::Arc;
use zhidu_core::guard::ast::BinaryOp;
use zhidu_core::value::Value;

const BINARY: [BinaryOp; 11] = [
    BinaryOp::Eq,
    BinaryOp::Ne,
    BinaryOp::Lt,
    BinaryOp::Le,
    BinaryOp::Gt,
    BinaryOp::Ge,
    BinaryOp::Add,
    BinaryOp::Sub,
    BinaryOp::Mul,
    BinaryOp::Div,
    BinaryOp::Rem,
];

/// All of it, for an institution.
pub(crate) fn module(home: &Arc<Home>) -> Module {
    let mut module = Module::new();
    for op in BINARY {
        two(&mut module, home, op.symbol(), move |a, b, home| ops::binary(op, a, b, home));
        if !op.is_comparison() {
            assign(&mut module, home, op);
        }
    }
    one(&mut module, home, "-", |x, _| ops::negate(x));
    one(&mut module, home, "!", |x, _| match x {
        Value::Bool(b) => Ok(Value::Bool(!b)),
        other => Err(Fault::Types(format!("`!` before `{other}`"))),
    });
    for (name, function) in functions::ONE {
        one(&mut module, home, name, function as One);
    }
    for (name, function) in functions::TWO {
        two(&mut module, home, name, function as Two);
    }
    extremes(&mut module, home);
    access(&mut module);
    let push = FuncRegistration::new(PUSH).with_purity(false);
    push.set_into_module(&mut module, |list: &mut Array, item: Dynamic| list.push(item));
    module.set_native_fn("to_string", |x: &mut Dynamic| -> Answer<ImmutableString> {
        Ok(from_rhai(x)?.to_string().into())
    });
    module
}

/// Registers a function of one value. What is not given passes through.
fn one(
    module: &mut Module,
    home: &Arc<Home>,
    name: &str,
    function: impl Fn(&Value, &Home) -> Result<Value, Fault> + Send + Sync + 'static,
) {
    let home = home.clone();
    let is_quadratic = name == "distinct";
    module.set_native_fn(name, move |ctx: NativeCallContext<'_>, x: &mut Dynamic| -> Answer {
        let value = from_rhai(x);
        if let Ok(value) = &value {
            let extent = extent(value);
            pay(&ctx, if is_quadratic { extent.saturating_mul(extent) / 32 } else { extent })?;
        }
        answer(&ctx, value.and_then(|x| function(&x, &home)))
    });
}

/// Registers a function of two values. What is not given passes through.
fn two(
    module: &mut Module,
    home: &Arc<Home>,
    name: &str,
    function: impl Fn(&Value, &Value, &Home) -> Result<Value, Fault> + Send + Sync + 'static,
) {
    let home = home.clone();
    let is_member = name == "contains";
    let is_quadratic = name == "contains_all";
    module.set_native_fn(name, move |ctx: NativeCallContext<'_>, a: &mut Dynamic, b: Dynamic| -> Answer {
        if let Some(range) = range(a).filter(|_| is_member) {
            return answer(&ctx, from_rhai(&b).and_then(|b| within(range, &b, &home)));
        }
        let values = from_rhai(a).and_then(|a| Ok((a, from_rhai(&b)?)));
        if let Ok((a, b)) = &values {
            let (a, b) = (extent(a), extent(b));
            pay(&ctx, if is_quadratic { a.saturating_mul(b) / 16 } else { a.saturating_add(b) })?;
        }
        answer(&ctx, values.and_then(|(a, b)| function(&a, &b, &home)))
    });
}

/// `x += y` and its kin. A list takes in an item, or all items of another list.
fn assign(module: &mut Module, home: &Arc<Home>, op: BinaryOp) {
    let home = home.clone();
    let name = format!("{}=", op.symbol());
    module.set_native_fn(name, move |ctx: NativeCallContext<'_>, target: &mut Dynamic, by: Dynamic| -> Answer<()> {
        if op == BinaryOp::Add
            && let Some(mut list) = target.write_lock::<Array>()
        {
            match by.try_cast_result::<Array>() {
                Ok(items) => list.extend(items),
                Err(item) => list.push(item),
            }
            return Ok(());
        }
        let values = from_rhai(target).and_then(|a| Ok((a, from_rhai(&by)?)));
        let result = answer(&ctx, values.and_then(|(a, b)| ops::binary(op, &a, &b, &home)))?;
        *target = result;
        Ok(())
    });
}

/// `min(a, b, …)` and `max(a, b, …)`.
fn extremes(module: &mut Module, home: &Arc<Home>) {
    macro_rules! register {
        ($($($arg:ident)+;)+) => {$(
            for (name, least) in [("min", true), ("max", false)] {
                let home = home.clone();
                module.set_native_fn(name, move |ctx: NativeCallContext<'_>, $($arg: Dynamic),+| -> Answer {
                    let values = [$($arg),+].iter().map(from_rhai).collect::<Result<Vec<_>, _>>();
                    answer(&ctx, values.and_then(|values| functions::extreme(&values, least, &home)))
                });
            }
        )+};
    }
    register! {
        a b;
        a b c;
        a b c d;
        a b c d e;
        a b c d e f;
    }
}

/// `x.name`, `x[i]`, `for row in x`
fn access(module: &mut Module) {
    module.set_indexer_get_fn(|ctx: NativeCallContext<'_>, held: &mut Held, name: ImmutableString| -> Answer {
        pay(&ctx, held.extent())?;
        read(&ctx, held.field(&name))
    });
    module.set_indexer_get_fn(|ctx: NativeCallContext<'_>, held: &mut Held, index: i64| -> Answer {
        let items = held.items().ok_or_else(|| Fault::Types("an index on what is no list".into()))?;
        let item = usize::try_from(index).ok().and_then(|i| items.get(i));
        let item = item.ok_or_else(|| Fault::Arithmetic(format!("no item {index} in a list of {}", items.len())))?;
        read(&ctx, to_rhai(item.clone()))
    });
    // Fields of what is not given are not given.
    module.set_indexer_get_fn(|ctx: NativeCallContext<'_>, absent: &mut Absent, name: ImmutableString| -> Answer {
        read(&ctx, Dynamic::from(Absent(format!("{}.{name}", absent.0).into())))
    });
    module.set_iter_result(TypeId::of::<Held>(), |held| {
        let Some(items) = held.try_cast::<Held>().and_then(|held| held.items()) else {
            return Box::new(std::iter::once(Err(Fault::Types("`for` over what is no list".into()).into())));
        };
        Box::new((0..items.len()).map(move |i| Ok(to_rhai(items[i].clone()))))
    });
    module.set_iterable::<Array>();
    module.set_iterator::<std::ops::Range<i64>>();
    module.set_iterator::<std::ops::RangeInclusive<i64>>();
}

/// A value out of our functions: what it takes is counted, what is not given passes on.
fn answer(ctx: &NativeCallContext<'_>, result: Result<Value, Fault>) -> Answer {
    match result {
        Ok(value) => read(ctx, to_rhai(value)),
        Err(Fault::NotGiven(path)) => read(ctx, Dynamic::from(Absent(path))),
        Err(fault) => Err(fault.into()),
    }
}

fn read(ctx: &NativeCallContext<'_>, value: Dynamic) -> Answer {
    if let Some(meter) = ctx.tag().and_then(|tag| tag.read_lock::<Meter>()) {
        meter.absent(&value);
        meter.pay(size(&value))?;
    }
    Ok(value)
}

fn pay(ctx: &NativeCallContext<'_>, bytes: u64) -> Answer<()> {
    ctx.tag().and_then(|tag| tag.read_lock::<Meter>()).map_or(Ok(()), |meter| meter.pay(bytes))
}

fn within((from, to): (i64, i64), value: &Value, home: &Home) -> Result<Value, Fault> {
    let holds = ops::order(BinaryOp::Ge, value, &Value::Int(from), home)?.is_ge()
        && ops::order(BinaryOp::Le, value, &Value::Int(to), home)?.is_le();
    Ok(Value::Bool(holds))
}
