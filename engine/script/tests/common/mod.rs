//! Trees as short lines; an institution to name things of, and texts about it made at random.
#![allow(dead_code, reason = "every test uses a part")]

pub(crate) mod sample;
pub(crate) mod texts;

use std::fmt::Write;
use zhidu_core::guard::ast::{Ast, AstKind};

/// `(> case.rings 3)`
pub(crate) fn sexpr(ast: &Ast) -> String {
    let mut out = String::new();
    write(ast, &mut out);
    out
}

fn group(out: &mut String, head: &str, parts: &[&Ast]) {
    write!(out, "({head}").unwrap();
    for part in parts {
        out.push(' ');
        write(part, out);
    }
    out.push(')');
}

fn write(ast: &Ast, out: &mut String) {
    match &ast.kind {
        AstKind::Bool(b) => write!(out, "{b}").unwrap(),
        AstKind::Int(n) => write!(out, "{n}").unwrap(),
        AstKind::Decimal(d) => write!(out, "{d}d").unwrap(),
        AstKind::Text(t) => write!(out, "{t:?}").unwrap(),
        AstKind::Name(n) => out.push_str(n),
        AstKind::Field(base, name, _) => {
            write(base, out);
            write!(out, ".{name}").unwrap();
        }
        AstKind::Index(base, index) => group(out, "at", &[base, index]),
        AstKind::Call(name, _, args) => group(out, name, &args.iter().collect::<Vec<_>>()),
        AstKind::Not(x) => group(out, "not", &[x]),
        AstKind::Neg(x) => group(out, "neg", &[x]),
        AstKind::And(items) => group(out, "and", &items.iter().collect::<Vec<_>>()),
        AstKind::Or(items) => group(out, "or", &items.iter().collect::<Vec<_>>()),
        AstKind::Binary(op, a, b) => group(out, op.symbol(), &[a, b]),
        AstKind::In(a, b) => group(out, "in", &[a, b]),
        AstKind::List(items) => group(out, "list", &items.iter().collect::<Vec<_>>()),
    }
}

/// Every node as its own words, in the order of the tree.
pub(crate) fn spans<'t>(ast: &Ast, text: &'t str, out: &mut Vec<&'t str>) {
    out.push(&text[ast.range.clone()]);
    match &ast.kind {
        AstKind::Field(base, _, name) => {
            spans(base, text, out);
            out.push(&text[name.clone()]);
        }
        AstKind::Index(a, b) | AstKind::Binary(_, a, b) | AstKind::In(a, b) => {
            spans(a, text, out);
            spans(b, text, out);
        }
        AstKind::Call(_, name, args) => {
            out.push(&text[name.clone()]);
            args.iter().for_each(|x| spans(x, text, out));
        }
        AstKind::Not(x) | AstKind::Neg(x) => spans(x, text, out),
        AstKind::And(items) | AstKind::Or(items) | AstKind::List(items) => {
            items.iter().for_each(|x| spans(x, text, out));
        }
        _ => (),
    }
}
