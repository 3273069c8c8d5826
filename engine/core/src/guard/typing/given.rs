//! What a condition proves about values that may be missing.

use crate::guard::ast::{Ast, AstKind};
use std::collections::BTreeSet;

/// The paths that are given wherever the condition holds (`holds`) or fails (`!holds`). `given(case.a.b)` proves
/// `case.a` as well.
pub(super) fn proves(ast: &Ast, holds: bool) -> BTreeSet<String> {
    match &ast.kind {
        AstKind::Call(name, _, args) if name == "given" && holds => args.first().map(prefixes).unwrap_or_default(),
        AstKind::Not(of) => proves(of, !holds),
        AstKind::And(of) if holds => any(of, holds),
        AstKind::And(of) => all(of, holds),
        AstKind::Or(of) if holds => all(of, holds),
        AstKind::Or(of) => any(of, holds),
        _ => BTreeSet::new(),
    }
}

/// Proven if one of them says so: they all come out like that.
fn any(of: &[Ast], holds: bool) -> BTreeSet<String> {
    of.iter().flat_map(|ast| proves(ast, holds)).collect()
}

/// Proven if each of them says so: only one needs to come out like that.
fn all(of: &[Ast], holds: bool) -> BTreeSet<String> {
    let mut sets = of.iter().map(|ast| proves(ast, holds));
    let first = sets.next().unwrap_or_default();
    sets.fold(first, |proven, set| proven.intersection(&set).cloned().collect())
}

fn prefixes(ast: &Ast) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    let mut at = ast;
    while let AstKind::Field(base, ..) = &at.kind {
        paths.extend(path(at));
        at = base;
    }
    paths.extend(path(at));
    paths
}

/// `case.a.b` as it is written, if it is nothing but names and dots; and `decided("a")`, which may be missing too.
pub(super) fn path(ast: &Ast) -> Option<String> {
    match &ast.kind {
        AstKind::Name(name) => Some(name.clone()),
        AstKind::Field(base, name, _) => Some(format!("{}.{name}", path(base)?)),
        AstKind::Call(name, _, args) if name == "decided" => match args.as_slice() {
            [Ast { kind: AstKind::Text(id), .. }] => Some(format!("decided({id:?})")),
            _ => None,
        },
        _ => None,
    }
}
