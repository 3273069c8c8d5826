//! Texts inside expressions: what they stand for is said by what is beside them.

use super::names::ROOTS;
use super::{Found, Typer, unknown};
use crate::guard::ast::{Ast, AstKind};
use crate::guard::expr::Expr;
use crate::guard::literal::no_role;
use crate::guard::scope::Scope;
use crate::guard::written::{Home, Slip, from_text};
use crate::problem::{AnyType, GuardFlaw, Problem, Ways};
use crate::value::{Type, Value};

/// Whether a node does not know its own type: a text, a list of such, a word that is no root (a text whose quotes were
/// forgotten), a call to the library. It is typed after what stands beside it.
pub(super) fn is_weak(ast: &Ast, scope: &Scope) -> bool {
    match &ast.kind {
        AstKind::Text(_) => true,
        AstKind::Name(name) => !ROOTS.contains(&name.as_str()) && scope.data(name).is_none(),
        AstKind::List(items) => items.iter().all(|item| is_weak(item, scope)),
        AstKind::Call(name, ..) => scope.library(name).is_some(),
        _ => false,
    }
}

impl Typer<'_> {
    /// A text in quotes: of the first type hinted that can read it, a plain text without hints.
    pub(super) fn text(&mut self, ast: &Ast, text: &str, hints: &[Type]) -> Found {
        let mut first = None;
        for hint in hints {
            // A number or a condition is never written in quotes, and a list is no text.
            if matches!(hint, Type::Bool | Type::Int | Type::Decimal | Type::List(_) | Type::Record(_) | Type::Unknown)
            {
                continue;
            }
            match self.literal(text, hint) {
                Ok(value) => return (Expr::Const(value), hint.clone()),
                Err(slip) => first = first.or(Some((slip, hint))),
            }
        }
        match first {
            None => (Expr::Const(Value::Text(text.into())), Type::Text),
            Some((slip, hint)) => self.slipped(ast, &slip, hint),
        }
    }

    /// A literal in quotes that is none. Full-width digits are only warned of.
    fn slipped(&mut self, ast: &Ast, slip: &Slip, ty: &Type) -> Found {
        let inner = ast.range.start + 1..ast.range.end.saturating_sub(1);
        let (span, inner) = ((self.at)(ast.range.clone()), (self.at)(inner));
        let mut problem = Problem::new(slip.flaw(self.home()), span);
        if let Some(meant) = slip.meant() {
            problem = problem.fix(inner, meant);
        }
        self.problems.push(problem);
        match slip {
            Slip::FullWidth { meant, .. } => match self.literal(meant, ty) {
                Ok(value) => (Expr::Const(value), ty.clone()),
                Err(_) => unknown(),
            },
            _ => unknown(),
        }
    }

    /// Reads a literal; roles must be there.
    pub(super) fn literal(&self, text: &str, ty: &Type) -> Result<Value, Slip> {
        if *ty == Type::Role && self.scope.role(text).is_none() {
            return Err(no_role(text, self.scope));
        }
        from_text(text, ty, self.home())
    }

    /// Whether a bare word was meant as a text: it is one of the options hinted, or a text is wanted.
    pub(super) fn meant_as_text(&self, name: &str, hints: &[Type]) -> bool {
        hints.iter().any(|hint| match hint {
            Type::Choice(_) | Type::Role => self.literal(name, hint).is_ok(),
            Type::Text => true,
            _ => false,
        })
    }

    pub(super) fn home(&self) -> Home<'_> {
        Home { zone: &self.scope.words().zone, currency: self.scope.words().currency }
    }

    /// A bare number where an amount of money is wanted.
    pub(super) fn money_against_number(&mut self, ast: &Ast) {
        let number = self.written(&ast.range);
        let currency = self.scope.words().currency;
        let mut ways = vec![format!("money({number})")];
        let literal = matches!(ast.kind, AstKind::Int(_) | AstKind::Decimal(_));
        if literal {
            ways.push(format!("\"{number} {currency}\""));
        }
        let span = (self.at)(ast.range.clone());
        let fix = ways[0].clone();
        let flaw = GuardFlaw::MoneyAgainstNumber { number, ways: Ways(ways) };
        let problem = Problem::new(flaw, span);
        self.problems.push(if literal { problem.suggest(span, fix) } else { problem });
    }

    /// Reports a value of another type.
    pub(super) fn mismatch(&mut self, ast: &Ast, expected: impl Into<AnyType>, found: Type) -> Found {
        self.report(&ast.range, GuardFlaw::TypeMismatch { expected: expected.into(), found });
        unknown()
    }
}
