//! Named expressions of a process.

use super::place::Around;
use super::texts::{Texts, guard};
use super::tree::ROOT;
use crate::problem::{Problem, SyntaxFlaw, Word};
use crate::program::Named;

/// Named expressions in order; those made of themselves are reported.
pub(super) fn values(around: &Around<'_>, texts: &mut Texts<'_>) -> Vec<Named> {
    let place = around.state(ROOT);
    let mut values = Vec::with_capacity(around.shell.process.values.len());
    for (model, (id, ty)) in around.shell.process.values.iter().zip(&around.shell.case.values) {
        let Some(is) = &model.is else { continue };
        let clauses = place.own_clauses(&model.head.clauses, texts);
        let Some(expr) = texts.expression("is", is, ty, &place.scope) else { continue };
        values.push(Named { id: id.clone(), ty: ty.clone(), is: guard(expr, is), clauses });
    }
    if values.len() == around.shell.process.values.len() {
        recursion(&values, around, texts);
    }
    values
}

/// Values that are made of themselves.
fn recursion(values: &[Named], around: &Around<'_>, texts: &mut Texts<'_>) {
    let reads: Vec<Vec<usize>> = values
        .iter()
        .map(|value| {
            let (mut slots, mut named) = (Vec::new(), Vec::new());
            super::reads::data(&value.is.expr, &mut slots, &mut named);
            named.into_iter().map(|ix| ix.at()).collect()
        })
        .collect();
    for at in 0..values.len() {
        let mut seen = vec![false; values.len()];
        let mut open = reads[at].clone();
        while let Some(next) = open.pop() {
            if !std::mem::replace(&mut seen[next], true) {
                open.extend(&reads[next]);
            }
        }
        // Of several in one circle the first is reported.
        if seen[at] && (0..at).all(|earlier| !seen[earlier]) {
            let names = (0..values.len()).filter(|n| seen[*n]).map(|n| values[n].id.to_string()).collect();
            let flaw = SyntaxFlaw::DefinedByItself { kind: Word::Computed, names };
            texts.problems.push(Problem::new(flaw, around.shell.process.values[at].head.place()));
        }
    }
}
