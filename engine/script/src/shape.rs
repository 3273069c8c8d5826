//! What can be known of a script without running it: the paths it reads, the functions it calls, and the
//! constructs that are switched off.

use crate::chain::Link;
use crate::scan::Scan;
use rhai::{AST, ASTNode, Expr, FlowControl, FnCallExpr, Position, Stmt, Token};
use std::ops::Range;
use zhidu_core::guard::ast::{ParseError, ParseErrorKind, ScriptShape};

/// The one function that changes its argument, and the only one that may be called on a value (`list.push(x)`).
pub(crate) const PUSH: &str = "push";

/// The shape of a text, and what it may not say.
pub(crate) struct Shape {
    pub(crate) shape: ScriptShape,
    pub(crate) errors: Vec<ParseError>,
}

/// The shape of an expression's statements.
pub(crate) fn of_statements(statements: &[Stmt], scan: &Scan, text: &str) -> Shape {
    let mut walker = Walker::new(Vec::new(), scan, text);
    walker.block(statements);
    walker.done()
}

/// The shape of the only function of a tree. Its parameters are locals.
pub(crate) fn of_function(only: &AST, parameters: Vec<String>, scan: &Scan, text: &str) -> Shape {
    let mut walker = Walker::new(parameters, scan, text);
    // The body of a function is private to rhai; its tree walk is the way in, one statement after the other.
    only.walk(&mut |path| {
        if let [ASTNode::Stmt(statement)] = path {
            walker.statement(statement);
        }
        true
    });
    walker.done()
}

struct Walker<'a> {
    scan: &'a Scan,
    text: &'a str,
    /// Names in scope, innermost last.
    locals: Vec<String>,
    shape: Shape,
}

/// A path being read: its names, its first and last word.
struct Path {
    names: Vec<String>,
    first: usize,
    last: usize,
}

impl<'a> Walker<'a> {
    fn new(locals: Vec<String>, scan: &'a Scan, text: &'a str) -> Self {
        Self { scan, text, locals, shape: Shape { shape: ScriptShape::default(), errors: Vec::new() } }
    }

    fn done(self) -> Shape {
        let Shape { mut shape, mut errors } = self.shape;
        shape.reads.sort_by_key(|(_, range)| range.start);
        shape.calls.sort_by_key(|(_, _, range)| range.start);
        errors.sort_by_key(|e| e.range.start);
        Shape { shape, errors }
    }

    fn block<'s>(&mut self, statements: impl IntoIterator<Item = &'s Stmt>) {
        let outside = self.locals.len();
        for statement in statements {
            self.statement(statement);
        }
        self.locals.truncate(outside);
    }

    fn statement(&mut self, statement: &Stmt) {
        match statement {
            Stmt::Var(definition, ..) => {
                self.expr(&definition.1);
                self.locals.push(definition.0.name.to_string());
            }
            Stmt::Assignment(assignment) => {
                self.expr(&assignment.1.rhs);
                self.assign(&assignment.1.lhs, assignment.0.position());
            }
            Stmt::Expr(expr) => self.expr(expr),
            Stmt::FnCall(call, at) => self.call(call, *at),
            Stmt::Block(block) => self.block(block.statements()),
            Stmt::If(flow, _) => {
                self.flow(flow);
                self.block(flow.branch.statements());
            }
            Stmt::While(flow, _) | Stmt::Do(flow, ..) => self.flow(flow),
            Stmt::For(parts, _) => {
                let (item, counter, flow) = &**parts;
                self.expr(&flow.expr);
                let outside = self.locals.len();
                self.locals.extend(counter.iter().chain([item]).map(|ident| ident.name.to_string()));
                self.block(flow.body.statements());
                self.locals.truncate(outside);
            }
            Stmt::TryCatch(flow, _) => {
                self.block(flow.body.statements());
                let outside = self.locals.len();
                if let Expr::Variable(caught, ..) = &flow.expr {
                    self.locals.push(caught.1.to_string());
                }
                self.block(flow.branch.statements());
                self.locals.truncate(outside);
            }
            Stmt::Switch(parts, _) => {
                self.expr(&parts.0);
                for case in &parts.1.expressions {
                    self.expr(&case.lhs);
                    self.expr(&case.rhs);
                }
            }
            Stmt::BreakLoop(Some(value), ..) | Stmt::Return(Some(value), ..) => self.expr(value),
            _ => (),
        }
    }

    fn flow(&mut self, flow: &FlowControl) {
        self.expr(&flow.expr);
        self.block(flow.body.statements());
    }

    /// Only the text's own names can be assigned to, whole or in part.
    fn assign(&mut self, target: &Expr, at: Position) {
        let base = Link::of(target).map_or(target, |link| link.base);
        let is_local = matches!(base, Expr::Variable(name, ..) if self.is_local(&name.1));
        if is_local {
            self.expr(target);
        } else {
            let kind = match self.scan.find(at).and_then(|i| self.scan.token(i)) {
                Some(op) if op.is_op_assignment() => ParseErrorKind::Unexpected(op.literal_syntax().into()),
                _ => ParseErrorKind::AssignmentForComparison,
            };
            self.error(at, kind);
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Variable(name, _, at) => {
                let path = self.path(&name.1, *at);
                self.read(path);
            }
            Expr::Dot(..) | Expr::Index(..) => self.chain(expr),
            Expr::FnCall(call, at) => self.call(call, *at),
            Expr::Array(items, _) | Expr::InterpolatedString(items, _) => items.iter().for_each(|x| self.expr(x)),
            Expr::Map(fields, _) => fields.0.iter().for_each(|(_, x)| self.expr(x)),
            Expr::And(items, _) | Expr::Or(items, _) | Expr::Coalesce(items, _) => {
                items.iter().for_each(|x| self.expr(x));
            }
            Expr::Stmt(block) => self.block(block.statements()),
            // `- -9223372036854775808`: rhai goes over to floating point, we do not.
            Expr::FloatConstant(_, at) => {
                let word = self.scan.find(*at).map(|i| self.text[self.scan.words[i].range.clone()].to_owned());
                self.error(*at, ParseErrorKind::Unexpected(word.unwrap_or_default()));
            }
            _ => (),
        }
    }

    fn chain(&mut self, chain: &Expr) {
        let Some(mut link) = Link::of(chain) else { return };
        let mut path = None;
        let mut on_local = false;
        match link.base {
            Expr::Variable(name, _, at) => {
                on_local = self.is_local(&name.1);
                path = self.path(&name.1, *at);
            }
            base => self.expr(base),
        }
        loop {
            let (own, rest) = link.split();
            match own {
                Expr::Property(property, at) if link.is_dot => {
                    if let Some((path, last)) = path.as_mut().zip(self.scan.find(*at)) {
                        path.names.push(property.2.to_string());
                        path.last = last;
                    }
                }
                Expr::MethodCall(call, at) => {
                    self.read(path.take());
                    self.method(call, *at, on_local);
                }
                index => {
                    self.read(path.take());
                    self.expr(index);
                }
            }
            match rest {
                Some(next) => link = next,
                None => return self.read(path),
            }
        }
    }

    fn call(&mut self, call: &FnCallExpr, at: Position) {
        let place = self.scan.find(at);
        // Operators are calls too; their word is no name. `in` calls `contains`.
        if let Some(name) = place.filter(|&i| matches!(self.scan.token(i), Some(Token::Identifier(_)))) {
            if call.capture_parent_scope {
                self.error(at, ParseErrorKind::Unexpected(format!("{}!", call.name)));
            }
            if call.name.as_str() != PUSH {
                let range = self.scan.words[name].range.clone();
                self.shape.shape.calls.push((call.name.to_string(), call.args.len(), range));
            }
        }
        call.args.iter().for_each(|x| self.expr(x));
    }

    fn method(&mut self, call: &FnCallExpr, at: Position, on_local: bool) {
        if !(on_local && call.name.as_str() == PUSH && call.args.len() == 1) {
            self.error(at, ParseErrorKind::Forbidden(format!(".{}()", call.name)));
        }
        call.args.iter().for_each(|x| self.expr(x));
    }

    fn is_local(&self, name: &str) -> bool {
        self.locals.iter().any(|local| local == name)
    }

    /// The path that begins with a name, unless the name is a local.
    fn path(&self, name: &str, at: Position) -> Option<Path> {
        let first = self.scan.find(at).filter(|_| !self.is_local(name))?;
        Some(Path { names: vec![name.to_owned()], first, last: first })
    }

    fn read(&mut self, path: Option<Path>) {
        if let Some(path) = path {
            let range = self.scan.bytes(path.first, path.last);
            self.shape.shape.reads.push((path.names, range));
        }
    }

    fn error(&mut self, at: Position, kind: ParseErrorKind) {
        let range = self.scan.find(at).map_or(0..self.text.len(), |i| self.scan.words[i].range.clone());
        self.shape.errors.push(ParseError { range, kind });
    }
}

/// The places where a text reads a path that starts with no local: used where nothing of the case can be read.
pub(crate) fn foreign_reads(shape: &ScriptShape) -> impl Iterator<Item = (&str, Range<usize>)> {
    shape.reads.iter().filter_map(|(path, range)| Some((path.first()?.as_str(), range.clone())))
}
