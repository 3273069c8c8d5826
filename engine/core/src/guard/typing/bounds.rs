//! Comparisons that the bounds of a field make impossible.

use super::Typer;
use crate::guard::ast::{Ast, BinaryOp};
use crate::guard::expr::Expr;
use crate::guard::literal::bounds;
use crate::problem::GuardFlaw;
use crate::value::{Field, Value};

impl Typer<'_> {
    /// Warns where one side is a field, the other a constant, and no value within the field's bounds makes it hold.
    pub(super) fn never_holds(&mut self, ast: &Ast, op: BinaryOp, a: (&Ast, &Expr), b: (&Ast, &Expr)) {
        let (field, name, op, value) = match ((self.field_of(a.1), b.1), (self.field_of(b.1), a.1)) {
            ((Some(field), Expr::Const(value)), _) => (field, a.0, op, value),
            (_, (Some(field), Expr::Const(value))) => (field, b.0, turned(op), value),
            _ => return,
        };
        if !impossible(field, op, value) {
            return;
        }
        let range = bounds(field.min.as_ref(), field.max.as_ref());
        let name = self.written(&name.range);
        self.report(&ast.range, GuardFlaw::NeverHolds { name, range });
    }

    fn field_of(&self, expr: &Expr) -> Option<&Field> {
        match expr {
            Expr::Data(slot) => self.scope.case()?.data.get(slot.at()),
            Expr::Field(slot) => self.scope.event()?.fields.iter().find(|(known, _)| known == slot).map(|(_, f)| f),
            _ => None,
        }
    }
}

/// Whether no value within the bounds stands in this relation to the constant.
fn impossible(field: &Field, op: BinaryOp, value: &Value) -> bool {
    let (least, most) =
        (field.min.as_ref().and_then(|min| min.compare(value)), field.max.as_ref().and_then(|max| max.compare(value)));
    let too_great = |or_equal: bool| least.is_some_and(|o| o.is_gt() || or_equal && o.is_eq());
    let too_small = |or_equal: bool| most.is_some_and(|o| o.is_lt() || or_equal && o.is_eq());
    match op {
        BinaryOp::Eq => too_great(false) || too_small(false),
        BinaryOp::Lt => too_great(true),
        BinaryOp::Le => too_great(false),
        BinaryOp::Gt => too_small(true),
        BinaryOp::Ge => too_small(false),
        _ => false,
    }
}

/// The operator with its sides exchanged.
const fn turned(op: BinaryOp) -> BinaryOp {
    match op {
        BinaryOp::Lt => BinaryOp::Gt,
        BinaryOp::Le => BinaryOp::Ge,
        BinaryOp::Gt => BinaryOp::Lt,
        BinaryOp::Ge => BinaryOp::Le,
        other => other,
    }
}
