//! Scripts: what they read and call is checked, how they compute is not.

use super::calls::{Callee, in_scripts};
use super::given::path;
use super::names::ROOTS;
use super::{Intern, Typed, Typer};
use crate::guard::ast::{Ast, AstKind, ScriptShape};
use crate::guard::expr::Expr;
use crate::guard::scope::Scope;
use crate::problem::GuardFlaw;
use crate::value::{Text, Type};
use std::collections::BTreeMap;
use std::ops::Range;

impl Typer<'_> {
    /// Types a script: every path it reads becomes an input, its value is of the type wanted, which is checked when it
    /// has run. Values that may be missing are left out of the inputs, so nothing has to be proven here.
    pub(super) fn script(&mut self, shape: &ScriptShape, wanted: &[Type], intern: Intern<'_>) -> Typed {
        let mut inputs: BTreeMap<Text, Expr> = BTreeMap::new();
        self.asking = true;
        for (names, range) in &shape.reads {
            let Some(ast) = chain(names, range) else { continue };
            // A part of a value that is read as a whole comes with it.
            let expr = self.infer(&ast, &[]).0;
            inputs.insert(names.join(".").into(), expr);
        }
        self.asking = false;
        for (name, arguments, range) in &shape.calls {
            if !in_scripts(name) {
                self.report(range, GuardFlaw::NotInScripts { function: name.clone() });
            } else {
                self.callable(name, *arguments, range);
            }
        }
        let ty = wanted.first().cloned().unwrap_or(Type::Unknown);
        let span = (self.at)(0..self.text.len());
        let ix = intern(self.text, &ty, span);
        Typed { expr: Expr::Script(ix, outermost(inputs)), ty, proves: Vec::new() }
    }
}

/// Leaves out paths below another one: their values are inside its value.
fn outermost(inputs: BTreeMap<Text, Expr>) -> Vec<(Text, Expr)> {
    let mut kept: Vec<(Text, Expr)> = Vec::with_capacity(inputs.len());
    // In order of their texts, a path comes before those below it.
    for (path, expr) in inputs {
        let inside = |outer: &Text| path.strip_prefix(&**outer).is_some_and(|rest| rest.starts_with('.'));
        if !kept.iter().any(|(outer, _)| inside(outer)) {
            kept.push((path, expr));
        }
    }
    kept
}

/// A path as the tree it would be in a plain expression. The place is the whole path's.
fn chain(names: &[String], range: &Range<usize>) -> Option<Ast> {
    let (root, fields) = names.split_first()?;
    let root = Ast { range: range.clone(), kind: AstKind::Name(root.clone()) };
    Some(fields.iter().fold(root, |base, name| {
        let kind = AstKind::Field(Box::new(base), name.clone(), range.clone());
        Ast { range: range.clone(), kind }
    }))
}

/// A plain tree that calls a function of the library runs as a script: what it reads and calls, if it does.
pub(super) fn library_shape(ast: &Ast, scope: &Scope) -> Option<ScriptShape> {
    if scope.words().library.is_empty() {
        return None;
    }
    let mut shape = ScriptShape::default();
    collect(ast, &mut shape);
    let typer = Typer::new("", super::Place { scope, at: &|_| crate::source::Span::default() });
    let foreign = shape.calls.iter().any(|(name, ..)| matches!(typer.callee(name), Callee::Library(_)));
    foreign.then_some(shape)
}

fn collect(ast: &Ast, shape: &mut ScriptShape) {
    match &ast.kind {
        AstKind::Name(name) => {
            if ROOTS.contains(&name.as_str()) {
                shape.reads.push((vec![name.clone()], ast.range.clone()));
            }
        }
        AstKind::Field(base, ..) => match path(ast) {
            Some(path) => shape.reads.push((path.split('.').map(str::to_owned).collect(), ast.range.clone())),
            None => collect(base, shape),
        },
        AstKind::Call(name, range, args) => {
            shape.calls.push((name.clone(), args.len(), range.clone()));
            args.iter().for_each(|arg| collect(arg, shape));
        }
        AstKind::Not(of) | AstKind::Neg(of) => collect(of, shape),
        AstKind::And(of) | AstKind::Or(of) | AstKind::List(of) => of.iter().for_each(|ast| collect(ast, shape)),
        AstKind::Binary(_, a, b) | AstKind::In(a, b) | AstKind::Index(a, b) => {
            collect(a, shape);
            collect(b, shape);
        }
        AstKind::Bool(_) | AstKind::Int(_) | AstKind::Decimal(_) | AstKind::Text(_) => {}
    }
}
