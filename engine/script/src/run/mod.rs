//! Running texts in rhai under limits.
//!
//! In: a text and the values it reads, by path. Out: a value, or what failed and where. A run reads no clock, no file
//! and no randomness, and leaves nothing behind but its parsed text. What does not end, or grows, meets one of
//! [`crate::limits`] and is an ordinary error.

mod beside;
mod compiled;
mod fault;
pub(crate) mod functions;
mod held;
mod lazy;
mod meter;
mod ops;
mod package;
mod shift;
mod switch;
pub(crate) mod syntax;

use crate::library::Library;
use crate::limits::{MAX_CALLS, MAX_LIST, MAX_LOCALS, MAX_OPERATIONS, MAX_RECORD, MAX_STRING};
use beside::Home;
use compiled::Compiled;
use held::{Absent, Held, Node};
use meter::Meter;
use rhai::{AST, Dynamic, Engine, Module, OptimizationLevel, Scope};
use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};
use zhidu_core::guard::ast::{ParseError, Parsed};
use zhidu_core::guard::scripts::{ScriptError, Scripts};
use zhidu_core::money::Currency;
use zhidu_core::value::{Text, Value};
use zhidu_time::Zone;

/// Most texts kept parsed; a policy has a few dozen scripts.
const MAX_KEPT: usize = 1024;

/// Expressions and scripts of one institution, read and run by rhai.
pub struct RhaiScripts {
    functions: AST,
    module: Arc<Module>,
    kept: RwLock<BTreeMap<Text, Arc<Compiled>>>,
}

impl RhaiScripts {
    /// For an institution: its functions, its clocks, and the currency of `money(…)`.
    #[must_use]
    pub fn new(library: &Library, zone: Zone, currency: Currency) -> Self {
        let home = Arc::new(Home { zone, currency });
        Self {
            functions: library.ast().clone(),
            module: package::module(&home).into(),
            kept: RwLock::new(BTreeMap::new()),
        }
    }

    fn compiled(&self, text: &str) -> Result<Arc<Compiled>, ScriptError> {
        if let Some(known) = self.kept.read().ok().and_then(|kept| kept.get(text).cloned()) {
            return Ok(known);
        }
        let compiled = Arc::new(Compiled::new(text, &self.functions)?);
        if let Ok(mut kept) = self.kept.write() {
            if kept.len() >= MAX_KEPT {
                kept.clear();
            }
            kept.insert(text.into(), compiled.clone());
        }
        Ok(compiled)
    }
}

impl Scripts for RhaiScripts {
    fn parse(&self, text: &str) -> Result<Parsed, Vec<ParseError>> {
        crate::parse::parse(text)
    }

    /// Runs a text, plain or not. Texts come back as [`Value::Text`]: what they stand for (an option, an amount) is
    /// known where they go.
    fn run(&self, text: &str, inputs: &[(Text, Value)]) -> Result<Value, ScriptError> {
        let compiled = self.compiled(text)?;
        let meter = Meter::default();
        let engine = runner(&self.module, &meter);
        let mut scope = roots(&compiled, inputs);
        let result = engine.eval_ast_with_scope::<Dynamic>(&mut scope, &compiled.ast);
        let dynamic = result.map_err(|error| fault::script_error(*error, &compiled, meter.last_absent()))?;
        held::result(&dynamic).map_err(|fault| ScriptError { kind: fault.into(), range: None })
    }
}

impl std::fmt::Debug for RhaiScripts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RhaiScripts").finish_non_exhaustive()
    }
}

/// An engine for one run: empty but for our package, every limit set.
fn runner(module: &Arc<Module>, meter: &Meter) -> Engine {
    let mut engine = Engine::new_raw();
    engine
        .register_global_module(module.clone())
        .register_type_with_name::<Held>(fault::HELD)
        .register_type_with_name::<Absent>(fault::ABSENT)
        .set_max_operations(MAX_OPERATIONS)
        .set_max_call_levels(MAX_CALLS)
        .set_max_variables(MAX_LOCALS)
        .set_max_string_size(MAX_STRING)
        .set_max_array_size(MAX_LIST)
        .set_max_map_size(MAX_RECORD)
        .set_max_functions(0)
        .set_max_modules(0)
        // rhai's own operators answer `false` where types differ; ours are asked first.
        .set_fast_operators(false)
        .set_fail_on_invalid_map_property(true)
        .set_optimization_level(OptimizationLevel::None)
        .set_default_tag(Dynamic::from(meter.clone()));
    syntax::register(&mut engine);
    let meter = meter.clone();
    #[expect(deprecated, reason = "rhai marks the hook as volatile; rhai is pinned exactly")]
    engine.on_var(move |name, _, context| meter.read(name, &context).map(|()| None));
    engine
}

/// The values a text reads, as trees below its roots. Roots of which nothing is given are there, too.
fn roots(compiled: &Compiled, inputs: &[(Text, Value)]) -> Scope<'static> {
    let mut nodes: BTreeMap<&str, Node> = compiled.roots.iter().map(|root| (root.as_str(), Node::root(root))).collect();
    for (path, value) in inputs {
        let mut names = path.split('.');
        let Some(root) = names.next() else { continue };
        nodes.entry(root).or_insert_with(|| Node::root(root)).give(&names.collect::<Vec<_>>(), value);
    }
    let mut scope = Scope::new();
    for (root, node) in nodes {
        scope.push_constant_dynamic(root, Arc::new(node).to_rhai());
    }
    scope
}
