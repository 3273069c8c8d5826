//! From the shape of an expression to a typed one: names, types, what is given.
//!
//! In: an [`Ast`] or the shape of a script, the [`Scope`] of its place and the types wanted there. Out: [`Typed`], or
//! every problem found, each at its own words. Each mistake is reported once: what it touches becomes of type unknown,
//! which goes with everything. Literals that stand for a whole expression are read
//! before, in [`super::literal`].
//!
//! Types are found inwards and outwards: a text beside a choice is one of its options, beside an amount of money an
//! amount, so the side that knows its type is asked first.

mod bounds;
mod calls;
mod given;
mod names;
mod operators;
mod parse;
mod scripts;
mod texts;

pub use parse::parse_problem;

use super::agree::{fits, join, needs_widening};
use super::ast::{Ast, AstKind, Parsed};
use super::expr::{Expr, Function, ScriptIx};
use super::scope::Scope;
use super::scripts::Scripts;
use crate::problem::{Flaw, GuardFlaw, Problem, Severity};
use crate::source::Span;
use crate::value::{Type, Value};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// How deep an expression may nest; the parser's limit is lower.
const MAX_DEPTH: u32 = 256;

/// An expression with its type.
#[derive(Debug, Clone, PartialEq)]
pub struct Typed {
    /// What runs.
    pub expr: Expr,
    /// Of which type its value is; one of those wanted, where any were.
    pub ty: Type,
    /// Paths (`case.x`) that are given wherever this, a condition, holds. In order, each once.
    pub proves: Vec<String>,
}

/// Where an expression stands.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// What names mean there.
    pub scope: &'a Scope,
    /// From bytes of the decoded text to the file.
    pub at: &'a dyn Fn(Range<usize>) -> Span,
}

/// Keeps a script's text, the type it must give and its place, and tells its position.
pub type Intern<'a> = &'a mut dyn FnMut(&str, &Type, Span) -> ScriptIx;

/// Reads and types a text that is an expression.
///
/// `wanted` are the types that will do, the likeliest first; empty = any. The result is nothing if there is an error
/// among the problems.
pub fn check(
    text: &str,
    wanted: &[Type],
    place: Place<'_>,
    scripts: &dyn Scripts,
    intern: Intern<'_>,
) -> (Option<Typed>, Vec<Problem>) {
    match scripts.parse(text) {
        Ok(parsed) => type_parsed(&parsed, text, wanted, place, intern),
        Err(errors) => (None, errors.iter().map(|error| parse_problem(error, place.at)).collect()),
    }
}

/// Types what a parser made of a text. See [`check`].
pub fn type_parsed(
    parsed: &Parsed,
    text: &str,
    wanted: &[Type],
    place: Place<'_>,
    intern: Intern<'_>,
) -> (Option<Typed>, Vec<Problem>) {
    let whole = matches!(parsed, Parsed::Plain(ast) if scripts::must_run_whole(ast, text, wanted, place));
    let mut typer = Typer::new(text, place, intern);
    let typed = match parsed {
        Parsed::Plain(ast) if whole => typer.script(&scripts::shape_of(ast), wanted),
        Parsed::Plain(ast) => typer.plain(ast, wanted),
        Parsed::Script(shape) => typer.script(shape, wanted),
    };
    let sound = !typer.problems.iter().any(|problem| problem.severity() == Severity::Error);
    (sound.then_some(typed), typer.problems)
}

/// The paths (`case.x`, `event.y`) that are given wherever a condition holds, by its shape alone: names need not be
/// known yet.
#[must_use]
pub fn proven(parsed: &Parsed) -> Vec<String> {
    match parsed {
        Parsed::Plain(ast) => given::proves(ast, true).into_iter().collect(),
        Parsed::Script(_) => Vec::new(),
    }
}

/// One expression being typed.
struct Typer<'a> {
    text: &'a str,
    scope: &'a Scope,
    at: &'a dyn Fn(Range<usize>) -> Span,
    /// Paths given where we are now.
    given: Arc<BTreeSet<String>>,
    /// Inside `given(…)` and the like, where values may be missing.
    asking: bool,
    /// Met a call to the library of which nobody says what it gives: only as a script can the whole text run.
    whole: bool,
    depth: u32,
    intern: Intern<'a>,
    problems: Vec<Problem>,
}

/// An expression and its type while typing.
type Found = (Expr, Type);

impl<'a> Typer<'a> {
    fn new(text: &'a str, place: Place<'a>, intern: Intern<'a>) -> Self {
        let (scope, at) = (place.scope, place.at);
        let given = Arc::clone(scope.given());
        Self { text, scope, at, given, asking: false, whole: false, depth: 0, intern, problems: Vec::new() }
    }

    fn plain(&mut self, ast: &Ast, wanted: &[Type]) -> Typed {
        let (expr, ty) = self.want(ast, wanted);
        let proves = if ty == Type::Bool { given::proves(ast, true).into_iter().collect() } else { Vec::new() };
        Typed { expr, ty, proves }
    }

    /// Types a node that must be of one of these types (any, if there are none).
    fn want(&mut self, ast: &Ast, wanted: &[Type]) -> Found {
        let found = self.infer(ast, wanted);
        self.fit(ast, found, wanted)
    }

    /// Makes what was found one of the types wanted, or reports it.
    fn fit(&mut self, ast: &Ast, (expr, ty): Found, wanted: &[Type]) -> Found {
        if wanted.is_empty() || ty == Type::Unknown {
            return (expr, ty);
        }
        let exact = wanted.iter().find(|w| **w == ty);
        if let Some(w) = exact.or_else(|| wanted.iter().find(|w| fits(&ty, w))) {
            return (if needs_widening(&ty, w) { widen(expr) } else { expr }, w.clone());
        }
        if wanted.contains(&Type::Money) && super::agree::is_number(&ty) {
            self.money_against_number(ast);
        } else {
            self.report(&ast.range, GuardFlaw::TypeMismatch { expected: wanted.into(), found: ty });
        }
        unknown()
    }

    /// Types a node. `hints` are the types it will probably have to be of; they only tell how to read texts and lists.
    fn infer(&mut self, ast: &Ast, hints: &[Type]) -> Found {
        self.depth += 1;
        let found = if self.depth > MAX_DEPTH {
            self.report(&ast.range, GuardFlaw::TooComplex { limit: MAX_DEPTH.to_string() });
            unknown()
        } else {
            self.node(ast, hints)
        };
        self.depth -= 1;
        found
    }

    fn node(&mut self, ast: &Ast, hints: &[Type]) -> Found {
        match &ast.kind {
            AstKind::Bool(b) => (Expr::Const(Value::Bool(*b)), Type::Bool),
            AstKind::Int(n) => (Expr::Const(Value::Int(*n)), Type::Int),
            AstKind::Decimal(d) => (Expr::Const(Value::decimal(*d)), Type::Decimal),
            AstKind::Text(text) => self.text(ast, text, hints),
            AstKind::Name(name) => self.name(ast, name, hints),
            AstKind::Field(base, name, range) => self.field(ast, base, name, range),
            AstKind::Index(base, index) => self.index(ast, base, index),
            AstKind::Call(name, range, args) => self.call(ast, name, range, args, hints),
            AstKind::Not(of) => (Expr::Not(Box::new(self.want(of, &[Type::Bool]).0)), Type::Bool),
            AstKind::Neg(of) => self.negated(ast, of, hints),
            AstKind::And(of) => (Expr::And(self.chain(of, true)), Type::Bool),
            AstKind::Or(of) => (Expr::Or(self.chain(of, false)), Type::Bool),
            AstKind::Binary(op, a, b) => self.binary(ast, *op, a, b, hints),
            AstKind::In(needle, list) => self.membership(ast, needle, list),
            AstKind::List(items) => self.list(items, hints),
        }
    }

    /// The operands of `&&` (`||`): each is read only where those before it hold (do not).
    fn chain(&mut self, of: &[Ast], holds: bool) -> Vec<Expr> {
        let before = Arc::clone(&self.given);
        let mut operands = Vec::with_capacity(of.len());
        for ast in of {
            operands.push(self.want(ast, &[Type::Bool]).0);
            let proven = given::proves(ast, holds);
            if !proven.is_empty() {
                Arc::make_mut(&mut self.given).extend(proven);
            }
        }
        self.given = before;
        operands
    }

    /// `[a, b]`: items of one type, which is asked of those that know theirs first.
    fn list(&mut self, items: &[Ast], hints: &[Type]) -> Found {
        let hinted = hints.iter().find_map(|hint| if let Type::List(of) = hint { Some((**of).clone()) } else { None });
        let mut of = hinted.unwrap_or(Type::Unknown);
        let mut found: Vec<Option<Found>> = vec![None; items.len()];
        for weak in [false, true] {
            for (item, slot) in items.iter().zip(&mut found) {
                if texts::is_weak(item, self.scope) == weak {
                    let hint = std::slice::from_ref(&of);
                    let one = self.infer(item, if of == Type::Unknown { &[] } else { hint });
                    match join(&of, &one.1) {
                        Some(joined) => of = joined,
                        None if of == Type::Money => drop(self.fit(item, one.clone(), &[Type::Money])),
                        None => {
                            let flaw = GuardFlaw::TypeMismatch { expected: of.clone().into(), found: one.1.clone() };
                            self.report(&item.range, flaw);
                        }
                    }
                    *slot = Some(one);
                }
            }
        }
        let widened =
            found.into_iter().flatten().map(|(expr, ty)| if needs_widening(&ty, &of) { widen(expr) } else { expr });
        (list_of(widened.collect()), Type::List(Box::new(of)))
    }

    fn report(&mut self, range: &Range<usize>, flaw: impl Into<Flaw>) {
        let span = (self.at)(range.clone());
        self.problems.push(Problem::new(flaw, span));
    }

    /// Reports with the edit its hint amounts to.
    fn report_hinted(&mut self, range: &Range<usize>, flaw: impl Into<Flaw>, hint: &crate::problem::Hint) {
        let span = (self.at)(range.clone());
        self.problems.push(Problem::new(flaw, span).fix_by(span, hint));
    }

    /// What the author wrote there.
    fn written(&self, range: &Range<usize>) -> String {
        self.text.get(range.clone()).unwrap_or_default().to_owned()
    }
}

/// What stands in place of something reported.
fn unknown() -> Found {
    (Expr::Const(Value::Bool(false)), Type::Unknown)
}

/// An integer as a decimal.
fn widen(expr: Expr) -> Expr {
    match expr {
        Expr::Const(Value::Int(n)) => Expr::Const(Value::decimal(Decimal::from(n))),
        expr => Expr::Call(Function::Decimal, vec![expr]),
    }
}

/// A list, as one value where all items are.
fn list_of(items: Vec<Expr>) -> Expr {
    let values: Option<Vec<Value>> =
        items.iter().map(|item| if let Expr::Const(value) = item { Some(value.clone()) } else { None }).collect();
    match values {
        Some(values) => Expr::Const(Value::List(values.into())),
        None => Expr::List(items),
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod laws;
