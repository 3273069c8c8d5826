//! Operators: what goes together and what comes out.

use super::texts::is_weak;
use super::{Found, Typer, unknown, widen};
use crate::guard::agree::{Likeness, has_order, is_number, likeness, needs_widening};
use crate::guard::ast::{Ast, AstKind, BinaryOp};
use crate::guard::expr::Expr;
use crate::problem::{Advice, GuardFlaw};
use crate::value::{Type, Value};

impl Typer<'_> {
    /// `-x`
    pub(super) fn negated(&mut self, ast: &Ast, of: &Ast, hints: &[Type]) -> Found {
        let (expr, ty) = self.infer(of, hints);
        match ty {
            Type::Int | Type::Decimal | Type::Percent | Type::Money => (Expr::Neg(Box::new(expr)), ty),
            Type::Unknown => unknown(),
            other => {
                let expected: &[Type] = &[Type::Decimal, Type::Money, Type::Percent];
                self.mismatch(ast, expected, other)
            }
        }
    }

    /// `a op b`
    pub(super) fn binary(&mut self, ast: &Ast, op: BinaryOp, a: &Ast, b: &Ast, hints: &[Type]) -> Found {
        let (left, right) = self.pair(op, a, b, hints);
        if left.1 == Type::Unknown || right.1 == Type::Unknown {
            let ty = if op.is_comparison() { Type::Bool } else { Type::Unknown };
            return (Expr::Binary(op, Box::new(left.0), Box::new(right.0)), ty);
        }
        if op.is_comparison() {
            self.compared(ast, op, (a, left), (b, right))
        } else {
            self.computed(ast, op, (a, left), (b, right))
        }
    }

    /// Types both sides, the one that knows its type first.
    fn pair(&mut self, op: BinaryOp, a: &Ast, b: &Ast, hints: &[Type]) -> (Found, Found) {
        let weak = |ast| is_weak(ast, self.scope);
        if weak(a) && !weak(b) {
            let right = self.infer(b, &[]);
            let left = self.infer(a, &self.partners(op, &right.1, a));
            (left, right)
        } else {
            let hints = if op.is_comparison() || !weak(a) { &[] } else { hints };
            let left = self.infer(a, hints);
            let right = self.infer(b, &self.partners(op, &left.1, b));
            (left, right)
        }
    }

    /// The types a node that does not know its own may be of beside a value of this type. What the library gives beside
    /// a whole number may well be none.
    fn partners(&self, op: BinaryOp, beside: &Type, node: &Ast) -> Vec<Type> {
        let called = matches!(&node.kind, AstKind::Call(name, ..) if self.scope.library(name).is_some());
        if called && *beside == Type::Int { vec![Type::Decimal] } else { partners(op, beside) }
    }

    fn compared(&mut self, ast: &Ast, op: BinaryOp, a: (&Ast, Found), b: (&Ast, Found)) -> Found {
        let ((a, (left, lt)), (b, (right, rt))) = (a, b);
        let ordering = !matches!(op, BinaryOp::Eq | BinaryOp::Ne);
        match likeness(&lt, &rt) {
            Likeness::Apart if !ordering => self.report(&ast.range, GuardFlaw::NeverEqual { left: lt, right: rt }),
            Likeness::Other => self.incomparable(ast, op, (a, lt), (b, rt)),
            _ if ordering && !has_order(&lt) => {
                let operator = op.symbol().to_owned();
                self.report(&ast.range, GuardFlaw::NoOrder { operator, kind: lt });
            }
            _ => self.never_holds(ast, op, (a, &left), (b, &right)),
        }
        (Expr::Binary(op, Box::new(left), Box::new(right)), Type::Bool)
    }

    fn incomparable(&mut self, ast: &Ast, op: BinaryOp, (a, left): (&Ast, Type), (b, right): (&Ast, Type)) {
        if left == Type::Money && is_number(&right) {
            return self.money_against_number(b);
        }
        if right == Type::Money && is_number(&left) {
            return self.money_against_number(a);
        }
        let advice = match (&left, &right) {
            (Type::Date, Type::Instant) | (Type::Instant, Type::Date) => Advice::DateOf,
            (Type::Choice(_), Type::Text) | (Type::Text, Type::Choice(_)) => Advice::OptionOfText,
            _ => Advice::OneType,
        };
        self.report(&ast.range, GuardFlaw::Operands { operator: op.symbol().to_owned(), left, right, advice });
    }

    fn computed(&mut self, ast: &Ast, op: BinaryOp, a: (&Ast, Found), b: (&Ast, Found)) -> Found {
        let ((a, (left, lt)), (b, (right, rt))) = (a, b);
        let ty = match result(op, &lt, &rt) {
            Ok(ty) => ty,
            Err(advice) => {
                let mixes = matches!(op, BinaryOp::Add | BinaryOp::Sub);
                if mixes && lt == Type::Money && is_number(&rt) {
                    self.money_against_number(b);
                } else if mixes && rt == Type::Money && is_number(&lt) {
                    self.money_against_number(a);
                } else {
                    let operator = op.symbol().to_owned();
                    self.report(&ast.range, GuardFlaw::Operands { operator, left: lt, right: rt, advice });
                }
                return unknown();
            }
        };
        if let (Expr::Const(Value::Duration(amount)), Type::Date | Type::Instant) = (&right, &ty)
            && !amount.is_duration()
        {
            let flaw =
                GuardFlaw::Operands { operator: op.symbol().to_owned(), left: lt, right: rt, advice: Advice::Calendar };
            self.report(&b.range, flaw);
            return unknown();
        }
        if op == BinaryOp::Div && ty == Type::Int {
            self.report(&ast.range, GuardFlaw::IntegerDivision {});
        }
        (Expr::Binary(op, Box::new(left), Box::new(right)), ty)
    }

    /// `needle in list`
    pub(super) fn membership(&mut self, ast: &Ast, needle: &Ast, list: &Ast) -> Found {
        let (mut needle_found, list_found);
        if is_weak(needle, self.scope) && !is_weak(list, self.scope) {
            list_found = self.infer(list, &[]);
            let of = if let Type::List(of) = &list_found.1 { vec![(**of).clone()] } else { Vec::new() };
            needle_found = self.infer(needle, &of);
        } else {
            needle_found = self.infer(needle, &[]);
            list_found = self.infer(list, &[Type::List(Box::new(needle_found.1.clone()))]);
        }
        let (list_expr, list_ty) = list_found;
        let of = match list_ty {
            Type::List(of) => *of,
            Type::Unknown => Type::Unknown,
            other => {
                let flaw = GuardFlaw::Operands {
                    operator: "in".to_owned(),
                    left: needle_found.1,
                    right: other,
                    advice: Advice::InList,
                };
                self.report(&ast.range, flaw);
                return (unknown().0, Type::Bool);
            }
        };
        self.among(ast, "in", (needle, &needle_found.1), (list, &of));
        if needs_widening(&needle_found.1, &of) {
            needle_found.0 = widen(needle_found.0);
        }
        (Expr::In(Box::new(needle_found.0), Box::new(list_expr)), Type::Bool)
    }

    /// Reports a value that cannot be among items of a type.
    pub(super) fn among(
        &mut self,
        ast: &Ast,
        operator: &str,
        (needle, left): (&Ast, &Type),
        (list, right): (&Ast, &Type),
    ) {
        match likeness(left, right) {
            Likeness::Alike => {}
            Likeness::Apart => {
                let flaw = GuardFlaw::NeverEqual { left: left.clone(), right: right.clone() };
                self.report(&ast.range, flaw);
            }
            Likeness::Other if *right == Type::Money && is_number(left) => self.money_against_number(needle),
            Likeness::Other => {
                let number = match &list.kind {
                    AstKind::List(items) if *left == Type::Money && is_number(right) => items.first(),
                    _ => None,
                };
                match number {
                    Some(number) => self.money_against_number(number),
                    None => {
                        let flaw = GuardFlaw::Operands {
                            operator: operator.to_owned(),
                            left: left.clone(),
                            right: Type::List(Box::new(right.clone())),
                            advice: Advice::OneType,
                        };
                        self.report(&ast.range, flaw);
                    }
                }
            }
        }
    }
}

/// The types a text beside a value of this type may be of.
fn partners(op: BinaryOp, beside: &Type) -> Vec<Type> {
    let types: &[Type] = match (op, beside) {
        (_, Type::Unknown) => &[],
        (BinaryOp::Add | BinaryOp::Sub, Type::Date) => &[Type::Duration],
        (BinaryOp::Add | BinaryOp::Sub, Type::Instant) => &[Type::Duration, Type::Instant],
        (BinaryOp::Mul, Type::Money) => &[Type::Percent],
        (BinaryOp::Mul, Type::Percent | Type::Int | Type::Decimal) => &[Type::Money],
        _ => return vec![beside.clone()],
    };
    types.to_vec()
}

/// The type of what an arithmetic operator gives, or what to write instead.
fn result(op: BinaryOp, left: &Type, right: &Type) -> Result<Type, Advice> {
    use Type::{Date, Decimal, Duration, Instant, Int, Money, Percent};
    let sum = matches!(op, BinaryOp::Add | BinaryOp::Sub);
    match (op, left, right) {
        (_, Int, Int) => Ok(Int),
        (_, Int | Decimal, Int | Decimal) => Ok(Decimal),
        (_, Money, Money) | (_, Percent, Percent) if sum => Ok(left.clone()),
        (_, Date | Instant, Duration) if sum => Ok(left.clone()),
        (BinaryOp::Sub, Instant, Instant) => Ok(Duration),
        (BinaryOp::Sub, Date | Instant, Date | Instant) => Err(Advice::DaysBetween),
        (BinaryOp::Mul, Money, Int | Decimal | Percent) | (BinaryOp::Mul, Int | Decimal | Percent, Money) => Ok(Money),
        (BinaryOp::Div, Money, Int | Decimal) => Ok(Money),
        (BinaryOp::Div, Money, Money) | (BinaryOp::Div, Percent, Percent) => Err(Advice::Ratio),
        (BinaryOp::Mul | BinaryOp::Div, Money, _) | (BinaryOp::Mul, _, Money) => Err(Advice::Factor),
        (BinaryOp::Mul, Percent, _) | (BinaryOp::Mul, _, Percent) => Err(Advice::PercentOf),
        (BinaryOp::Add | BinaryOp::Sub, Date | Instant, _) => Err(Advice::Shift),
        _ => Err(Advice::OneType),
    }
}
