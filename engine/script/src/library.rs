//! Functions of `scripts/*.rhai`: read once, known to the checker by name and arity, callable from expressions and
//! from each other. They see their arguments and nothing else.

use crate::limits::MAX_FILE;
use crate::parse::{read, to_run};
use crate::run::functions::is_ours;
use crate::scan::{Mode, Scan};
use crate::shape::{self, Shape};
use rhai::{AST, Token};
use std::ops::Range;
use zhidu_core::guard::ast::{ParseError, ParseErrorKind};

/// The functions of a policy.
#[derive(Debug, Clone, Default)]
pub struct Library {
    functions: Vec<Function>,
    ast: AST,
}

/// One function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Its name, in normal form C.
    pub name: String,
    /// The names of its parameters, in order.
    pub parameters: Vec<String>,
    /// Which file it stands in: an index into the files given.
    pub file: usize,
    /// The bytes of its name in that file.
    pub range: Range<usize>,
    /// What it calls that is no function of this library: name, number of arguments, place.
    pub calls: Vec<(String, usize, Range<usize>)>,
}

/// A mistake in one of the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryError {
    /// An index into the files given.
    pub file: usize,
    /// Where in its text and what.
    pub error: ParseError,
}

impl Library {
    /// Reads files, given as name and text, in order. All files share one space of names.
    ///
    /// # Errors
    /// Every mistake: one for each broken word, statements outside functions, names that are neither parameters nor
    /// locals, functions of one name (of any number of parameters), reported at the later one, and names of functions of
    /// the language.
    pub fn parse(files: &[(String, String)]) -> Result<Self, Vec<LibraryError>> {
        let mut library = Self::default();
        let mut errors = Vec::new();
        for (file, (_, text)) in files.iter().enumerate() {
            let mut wrong = library.add(file, text);
            wrong.sort_by_key(|e| e.range.start);
            errors.extend(wrong.into_iter().map(|error| LibraryError { file, error }));
        }
        let names: Vec<_> = library.functions.iter().map(|f| (f.name.clone(), f.parameters.len())).collect();
        for function in &mut library.functions {
            function.calls.retain(|(name, arity, _)| !names.iter().any(|own| (&own.0, own.1) == (name, *arity)));
        }
        if errors.is_empty() { Ok(library) } else { Err(errors) }
    }

    /// Its functions, in the order of the files and within them.
    #[must_use]
    pub fn functions(&self) -> &[Function] {
        &self.functions
    }

    /// A function by name.
    #[must_use]
    pub fn function(&self, name: &str) -> Option<&Function> {
        self.functions.iter().find(|f| f.name == name)
    }

    pub(crate) const fn ast(&self) -> &AST {
        &self.ast
    }

    /// Takes in one file and gives its mistakes.
    fn add(&mut self, file: usize, text: &str) -> Vec<ParseError> {
        let (scan, ast) = match read(text, Mode::Library, MAX_FILE) {
            Ok(read) => read,
            Err(errors) => return errors,
        };
        let mut errors = outside(&scan, text);
        let places = names(&scan);
        for (name, place) in &places {
            let Some(parameters) = parameters_of(&ast, name) else { continue };
            if self.function(name).is_some() || is_ours(name) {
                errors.push(ParseError { range: place.clone(), kind: ParseErrorKind::Unexpected(name.clone()) });
                continue;
            }
            // `clone_functions_only_filtered` of this rhai keeps everything.
            let mut only = ast.clone_functions_only();
            only.retain_functions(|_, _, other, _| other == name);
            let Shape { shape, errors: mut wrong } = shape::of_function(&only, parameters.clone(), &scan, text);
            wrong.extend(
                shape::foreign_reads(&shape)
                    .map(|(root, range)| ParseError { range, kind: ParseErrorKind::Unexpected(root.to_owned()) }),
            );
            errors.append(&mut wrong);
            let function = Function { name: name.clone(), parameters, file, range: place.clone(), calls: shape.calls };
            self.functions.push(function);
        }
        match to_run(&scan, text) {
            Ok(ast) => self.ast = self.ast.merge(&ast),
            Err(error) => errors.push(error),
        }
        errors
    }
}

/// Where each function's name stands, in order.
fn names(scan: &Scan) -> Vec<(String, Range<usize>)> {
    let after_fn = scan.words.windows(2).filter(|pair| matches!(pair[0].token, Token::Fn));
    let named = after_fn.filter_map(|pair| match &pair[1].token {
        Token::Identifier(name) => Some((name.to_string(), pair[1].range.clone())),
        _ => None,
    });
    named.collect()
}

fn parameters_of(ast: &AST, name: &str) -> Option<Vec<String>> {
    let function = ast.iter_functions().find(|f| f.name == name)?;
    Some(function.params.iter().map(ToString::to_string).collect())
}

/// Words outside functions: a file holds nothing else.
fn outside(scan: &Scan, text: &str) -> Vec<ParseError> {
    let mut i = 0;
    let mut errors = Vec::new();
    while i < scan.words.len() {
        match scan.words[i].token {
            Token::Private | Token::SemiColon => i += 1,
            Token::Fn => i = end_of_function(scan, i),
            _ => {
                let range = scan.words[i].range.clone();
                errors.push(ParseError { kind: ParseErrorKind::Unexpected(text[range.clone()].to_owned()), range });
                // One report for all that stands up to the next function.
                while i < scan.words.len() && !matches!(scan.words[i].token, Token::Fn | Token::Private) {
                    i = scan.words[i].pair.map_or(i, |pair| pair.max(i)) + 1;
                }
            }
        }
    }
    errors
}

/// The index after the body of the function at `i`.
fn end_of_function(scan: &Scan, i: usize) -> usize {
    let body = (i..scan.words.len()).find(|&n| matches!(scan.words[n].token, Token::LeftBrace));
    body.and_then(|n| scan.words[n].pair).map_or(scan.words.len(), |end| end + 1)
}
