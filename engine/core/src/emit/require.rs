//! What must hold, and what is missing where it does not.

use super::place::Place;
use super::said::said;
use super::texts::Texts;
use crate::guard::expr::Expr;
use crate::model::require::Require as Model;
use crate::program::Require;
use crate::value::Text;

/// Requirements, and the paths that are given where all of them hold.
pub(super) fn requires(list: &[Model], place: &Place<'_>, texts: &mut Texts<'_>) -> (Vec<Require>, Vec<String>) {
    let mut requires = Vec::with_capacity(list.len());
    let mut proven = Vec::new();
    for model in list {
        let Some(condition) = place.clone().condition("require", Some(&model.that), texts) else { continue };
        let mut missing = Vec::new();
        asked(&condition.guard.expr, place, &mut missing);
        let clauses = place.own_clauses(&model.clauses, texts);
        let say = model.say.as_ref().map(|say| said(say, place, texts));
        requires.push(Require { that: condition.guard, clauses, say, missing });
        proven.extend(condition.proves);
    }
    (requires, proven)
}

/// The ids of what a condition asks to be given.
fn asked(expr: &Expr, place: &Place<'_>, missing: &mut Vec<Text>) {
    match expr {
        Expr::And(of) => of.iter().for_each(|expr| asked(expr, place, missing)),
        Expr::Given(of) => missing.extend(id_of(of, place).filter(|id| !missing.contains(id))),
        _ => {}
    }
}

fn id_of(expr: &Expr, place: &Place<'_>) -> Option<Text> {
    let around = place.around;
    match expr {
        Expr::Data(slot) => around.shell.data.get(slot.at()).map(|field| field.id.clone()),
        Expr::Field(slot) => around.events().fields.get(slot.at()).cloned(),
        Expr::Named(ix) => around.shell.case.values.get(ix.at()).map(|(id, _)| id.clone()),
        Expr::Member(_, id) | Expr::MemberOfEach(_, id) => Some(id.clone()),
        _ => None,
    }
}
