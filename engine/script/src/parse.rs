//! From text to [`Parsed`]: scan, let rhai parse, then lower what we can run ourselves and describe the rest.

use crate::fault;
use crate::limits::{MAX_DEPTH, MAX_FUNCTION_DEPTH, MAX_FUNCTIONS, MAX_NESTING, MAX_TEXT};
use crate::lower;
use crate::run::syntax;
use crate::scan::{Mode, Scan};
use crate::shape::{self, Shape};
use rhai::{AST, Engine, OptimizationLevel, Token};
use std::collections::BTreeMap;
use zhidu_core::guard::ast::{ParseError, ParseErrorKind, Parsed};

/// Reads the text of an expression.
///
/// Comparison, logic, arithmetic, membership, lists, fields, indices and calls give [`Parsed::Plain`]; whatever else
/// rhai can say (`if`, `switch`, `let`, loops, records, interpolated texts) gives [`Parsed::Script`]. Numbers with a
/// point or an exponent are exact decimals. Every word after a dot is a name, and so are `case`, `default` and other
/// words rhai reserves. Names are in normal form C.
///
/// # Errors
/// Every mistake found, in the order of the text, each at its own place in bytes of `text`. Switched off are `eval`,
/// `import`, `export`, `print`, `debug`, `fn`, closures, `this` and method calls (`x.f(y)`, written `f(x, y)`).
pub fn parse(text: &str) -> Result<Parsed, Vec<ParseError>> {
    let (scan, ast) = read(text, Mode::Expression, MAX_TEXT)?;
    let Shape { shape, errors } = shape::of_statements(ast.statements(), &scan, text);
    if !errors.is_empty() {
        return Err(errors);
    }
    let plain = match ast.statements() {
        [statement] => lower::statement(statement, &scan, text),
        _ => None,
    };
    Ok(plain.map_or(Parsed::Script(shape), Parsed::Plain))
}

/// Scans and parses a text.
pub(crate) fn read(text: &str, mode: Mode, longest: usize) -> Result<(Scan, AST), Vec<ParseError>> {
    if text.len() > longest {
        let kind = ParseErrorKind::TooComplex(format!("length {longest}"));
        return Err(vec![ParseError { range: 0..text.len(), kind }]);
    }
    let scan = Scan::new(text, mode);
    if !scan.errors.is_empty() {
        return Err(scan.errors);
    }
    if scan.words.is_empty() && mode == Mode::Expression {
        return Err(vec![ParseError { range: 0..text.len(), kind: ParseErrorKind::Incomplete(String::new()) }]);
    }
    match parser(scan.remap.clone()).compile(text) {
        Ok(ast) => Ok((scan, ast)),
        Err(error) => Err(vec![fault::parse_error(&error, &scan, text)]),
    }
}

/// Parses a text once more, for running: see [`syntax`]. What has been read once can be read again.
pub(crate) fn to_run(scan: &Scan, text: &str) -> Result<AST, ParseError> {
    let (prepared, remap) = syntax::prepare(scan, text);
    let mut engine = parser(remap);
    syntax::register(&mut engine);
    // rhai counts more levels for these than for what they stand for.
    engine.set_max_expr_depths(MAX_DEPTH + 2 * MAX_NESTING, MAX_FUNCTION_DEPTH + 2 * MAX_NESTING);
    engine.compile(prepared).map_err(|error| fault::parse_error(&error, scan, text))
}

/// An engine that only parses this text. Making one costs less than a microsecond, and the words to be read
/// differently differ from text to text.
fn parser(remap: BTreeMap<(usize, usize), Token>) -> Engine {
    let mut engine = Engine::new_raw();
    engine
        .set_max_expr_depths(MAX_DEPTH, MAX_FUNCTION_DEPTH)
        .set_max_functions(MAX_FUNCTIONS)
        .set_max_string_size(0)
        .set_max_array_size(0)
        .set_max_map_size(0)
        .set_allow_anonymous_fn(false)
        .set_allow_shadowing(true)
        .set_strict_variables(false)
        .set_optimization_level(OptimizationLevel::None);
    #[expect(deprecated, reason = "rhai marks the hook as volatile; rhai is pinned exactly")]
    engine.on_parse_token(move |token, position, _| {
        let place = position.line().zip(position.position());
        place.and_then(|place| remap.get(&place)).cloned().unwrap_or(token)
    });
    engine
}
