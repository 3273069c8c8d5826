//! A text ready to run: parsed once, kept by its words.

use crate::limits::MAX_TEXT;
use crate::parse::{read, to_run};
use crate::scan::{Mode, Scan};
use crate::shape::{self, Shape};
use rhai::AST;
use std::collections::BTreeSet;
use zhidu_core::guard::ast::{ParseError, ParseErrorKind};
use zhidu_core::guard::scripts::{ScriptError, ScriptErrorKind};

/// A text ready to run.
#[derive(Debug)]
pub(crate) struct Compiled {
    /// Its statements, and the functions of the library.
    pub(crate) ast: AST,
    /// Its words, for the places of errors.
    pub(crate) scan: Scan,
    /// The first names of the paths it reads.
    pub(crate) roots: BTreeSet<String>,
}

impl Compiled {
    /// Parses a text. Whoever runs it has parsed it before, so errors are the exception.
    pub(crate) fn new(text: &str, library: &AST) -> Result<Self, ScriptError> {
        let (scan, ast) = read(text, Mode::Expression, MAX_TEXT).map_err(first)?;
        let Shape { shape, errors } = shape::of_statements(ast.statements(), &scan, text);
        if !errors.is_empty() {
            return Err(first(errors));
        }
        let roots = shape.reads.iter().filter_map(|(path, _)| path.first().cloned()).collect();
        let ast = to_run(&scan, text).map_err(|error| first(vec![error]))?;
        Ok(Self { ast: library.merge(&ast), scan, roots })
    }
}

/// The first mistake of a text that cannot be run.
fn first(errors: Vec<ParseError>) -> ScriptError {
    let Some(error) = errors.into_iter().next() else {
        return ScriptError { kind: ScriptErrorKind::Other(String::new()), range: None };
    };
    let what = match error.kind {
        ParseErrorKind::Unexpected(what) => format!("unexpected `{what}`"),
        ParseErrorKind::Incomplete(what) => format!("`{what}` without an end"),
        ParseErrorKind::AssignmentForComparison => "`=` for `==`".to_owned(),
        ParseErrorKind::Forbidden(what) => format!("`{what}` is switched off"),
        ParseErrorKind::TooComplex(what) => format!("too complex: {what}"),
        ParseErrorKind::Other(what) => what,
    };
    ScriptError { kind: ScriptErrorKind::Other(what), range: Some(error.range) }
}
