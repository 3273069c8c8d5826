//! What an expression reads.

use crate::guard::expr::{DataSlot, Expr, ValueIx};

/// Adds the data and named values an expression reads, each named value once.
pub(super) fn data(expr: &Expr, slots: &mut Vec<DataSlot>, named: &mut Vec<ValueIx>) {
    match expr {
        Expr::Data(slot) => slots.push(*slot),
        Expr::Named(ix) if !named.contains(ix) => named.push(*ix),
        other => children(other).into_iter().for_each(|child| data(child, slots, named)),
    }
}

/// The expressions directly inside.
fn children(expr: &Expr) -> Vec<&Expr> {
    match expr {
        Expr::ParamAt(_, of)
        | Expr::Attribute(of, _)
        | Expr::Member(of, _)
        | Expr::MemberOfEach(of, _)
        | Expr::Not(of)
        | Expr::Neg(of)
        | Expr::Given(of)
        | Expr::Holds(of, _) => vec![of],
        Expr::Binary(_, a, b) | Expr::In(a, b) | Expr::OrElse(a, b) => vec![a, b],
        Expr::And(of) | Expr::Or(of) | Expr::List(of) | Expr::Call(_, of) => of.iter().collect(),
        Expr::Script(_, inputs) => inputs.iter().map(|(_, input)| input).collect(),
        _ => Vec::new(),
    }
}
