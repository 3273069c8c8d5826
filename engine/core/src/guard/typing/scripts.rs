//! Scripts: what they read and call is checked, how they compute is not.
//!
//! A call to the policy's own library is a script of its own where what is beside it says what it has to give
//! (`score(case.x) > 3`); what is around it stays plain. Otherwise the whole text runs as a script.

use super::calls::in_scripts;
use super::given::path;
use super::names::ROOTS;
use super::{Found, Place, Typed, Typer, unknown};
use crate::guard::ast::{Ast, AstKind, ScriptShape};
use crate::guard::expr::{Expr, ScriptIx};
use crate::problem::GuardFlaw;
use crate::value::{Text, Type, Value};
use std::collections::BTreeMap;
use std::ops::Range;

impl Typer<'_> {
    /// Types a script: every path it reads becomes an input, its value is of the type wanted, which is checked when it
    /// has run. Values that may be missing are left out of the inputs, so nothing has to be proven here.
    pub(super) fn script(&mut self, shape: &ScriptShape, wanted: &[Type]) -> Typed {
        let inputs = self.inputs(shape);
        let ty = wanted.first().cloned().unwrap_or(Type::Unknown);
        let span = (self.at)(0..self.text.len());
        let ix = (self.intern)(self.text, &ty, span);
        Typed { expr: Expr::Script(ix, inputs), ty, proves: Vec::new() }
    }

    /// A call to a function of the library, its number of arguments checked.
    pub(super) fn library_call(&mut self, ast: &Ast, hints: &[Type]) -> Found {
        let inputs = self.inputs(&shape_of(ast));
        let Some(ty) = hints.first().filter(|ty| **ty != Type::Unknown) else {
            self.whole = true;
            return unknown();
        };
        let text = self.text.get(ast.range.clone()).unwrap_or_default();
        let span = (self.at)(ast.range.clone());
        let ix = (self.intern)(text, ty, span);
        (Expr::Script(ix, inputs), ty.clone())
    }

    /// The values a script reads, by path; what it reads and calls is checked.
    fn inputs(&mut self, shape: &ScriptShape) -> Vec<(Text, Expr)> {
        let mut inputs: BTreeMap<Text, Expr> = BTreeMap::new();
        let before = std::mem::replace(&mut self.asking, true);
        for (names, range) in &shape.reads {
            if let Some(values) = self.values_by_key(names) {
                inputs.extend(values);
            } else if let Some(ast) = chain(names, range) {
                inputs.insert(names.join(".").into(), self.infer(&ast, &[]).0);
            }
        }
        self.asking = before;
        for (name, arguments, range) in &shape.calls {
            if in_scripts(name) {
                self.callable(name, *arguments, range);
            } else {
                self.report(range, GuardFlaw::NotInScripts { function: name.clone() });
            }
        }
        inputs.into_iter().collect()
    }

    /// A parameter with a value per option: all its values, since a script picks one as it runs.
    fn values_by_key(&self, names: &[String]) -> Option<Vec<(Text, Expr)>> {
        let [root, id] = names else { return None };
        let (ix, param) = self.scope.param(id).filter(|_| root == "param")?;
        let (_, Type::Choice(choice)) = param.per.as_ref()? else { return None };
        let value = |option: &Text| {
            let key = Expr::Const(Value::Choice(option.clone()));
            (format!("param.{id}.{option}").into(), Expr::ParamAt(ix, Box::new(key)))
        };
        Some(choice.options.iter().map(|option| value(&option.id)).collect())
    }
}

/// Whether a plain tree calls the library somewhere where nothing says what the call has to give.
pub(super) fn must_run_whole(ast: &Ast, text: &str, wanted: &[Type], place: Place<'_>) -> bool {
    if place.scope.words().library.is_empty() {
        return false;
    }
    let mut nowhere = |_: &str, _: &Type, _| ScriptIx(0);
    let mut typer = Typer::new(text, place, &mut nowhere);
    typer.plain(ast, wanted);
    typer.whole
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

/// What a plain tree reads and calls when it runs as a script.
pub(super) fn shape_of(ast: &Ast) -> ScriptShape {
    let mut shape = ScriptShape::default();
    collect(ast, &mut shape);
    shape
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
