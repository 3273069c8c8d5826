//! From rhai's tree to ours.
//!
//! rhai keeps the start of a node or of its operator; where the node ends is read off the scan. Every node comes with
//! its first and last word, from which the node around it makes its own range, brackets included.

use crate::chain::Link;
use crate::scan::Scan;
use rhai::{Expr, FnCallExpr, Position, Stmt, Token};
use rust_decimal::Decimal;
use zhidu_core::guard::ast::{Ast, AstKind, BinaryOp};

/// The tree of a statement, if it is one plain expression.
pub(crate) fn statement(statement: &Stmt, scan: &Scan, text: &str) -> Option<Ast> {
    let lower = Lower { scan, text };
    let node = match statement {
        Stmt::Expr(expr) => lower.expr(expr)?,
        Stmt::FnCall(call, at) => lower.call(call, *at)?,
        _ => return None,
    };
    Some(node.ast)
}

/// A node and the words it reaches over, without brackets around it.
struct Node {
    ast: Ast,
    first: usize,
    last: usize,
}

struct Lower<'a> {
    scan: &'a Scan,
    text: &'a str,
}

impl Lower<'_> {
    fn expr(&self, expr: &Expr) -> Option<Node> {
        match expr {
            Expr::BoolConstant(value, at) => self.word(AstKind::Bool(*value), *at),
            Expr::IntegerConstant(value, at) => self.number(AstKind::Int(*value), *at),
            Expr::StringConstant(value, at) => self.word(AstKind::Text(value.to_string()), *at),
            Expr::DynamicConstant(value, at) => {
                let decimal = value.as_decimal().ok()?;
                self.word(AstKind::Decimal(decimal.normalize()), *at)
            }
            Expr::Variable(variable, _, at) => self.word(AstKind::Name(variable.1.to_string()), *at),
            Expr::Array(items, at) => self.list(items, *at),
            Expr::And(operands, _) => self.logic(operands, AstKind::And),
            Expr::Or(operands, _) => self.logic(operands, AstKind::Or),
            Expr::FnCall(call, at) => self.call(call, *at),
            Expr::Dot(..) | Expr::Index(..) => self.chain(expr),
            _ => None,
        }
    }

    /// A node of one word.
    fn word(&self, kind: AstKind, at: Position) -> Option<Node> {
        let i = self.scan.find(at)?;
        Some(self.node(kind, i, i))
    }

    /// rhai folds the sign into a whole number: `- 5`, `-(5)` stand at the sign and reach to the number.
    fn number(&self, kind: AstKind, at: Position) -> Option<Node> {
        let first = self.scan.find(at)?;
        let is_sign =
            |i: usize| matches!(self.scan.token(i), Some(Token::UnaryMinus | Token::Minus | Token::LeftParen));
        let mut last = first;
        while is_sign(last) {
            last += 1;
        }
        let last = self.balance(first, last).1;
        Some(self.node(kind, first, last))
    }

    fn list(&self, items: &[Expr], at: Position) -> Option<Node> {
        let first = self.scan.find(at)?;
        let last = self.scan.words.get(first)?.pair?;
        let items = items.iter().map(|item| Some(self.expr(item)?.ast)).collect::<Option<_>>()?;
        Some(self.node(AstKind::List(items), first, last))
    }

    fn logic(&self, operands: &[Expr], make: fn(Vec<Ast>) -> AstKind) -> Option<Node> {
        let nodes = operands.iter().map(|operand| self.expr(operand)).collect::<Option<Vec<_>>>()?;
        let first = self.grow(nodes.first()?).0;
        let last = self.grow(nodes.last()?).1;
        // Operands of brackets that were flattened away: `a && (b && c)`.
        let (first, last) = self.balance(first, last);
        Some(self.node(make(nodes.into_iter().map(|n| n.ast).collect()), first, last))
    }

    fn call(&self, call: &FnCallExpr, at: Position) -> Option<Node> {
        let place = self.scan.find(at)?;
        let token = self.scan.token(place)?;
        match (token, &*call.args) {
            (Token::Identifier(_), args) => self.function(call.name.as_str(), args, place),
            (Token::Bang, [operand]) => self.prefix(operand, place, |x| AstKind::Not(Box::new(x))),
            (Token::UnaryMinus | Token::Minus, [operand]) => self.prefix(operand, place, negative),
            (Token::In, [haystack, needle]) => self.member(needle, haystack),
            // `a !in b` is read as `!(a in b)`, both at the operator.
            (Token::NotIn, [Expr::FnCall(inner, _)]) => {
                let [haystack, needle] = &*inner.args else { return None };
                let inner = self.member(needle, haystack)?;
                let (first, last) = (inner.first, inner.last);
                Some(self.node(AstKind::Not(Box::new(inner.ast)), first, last))
            }
            (op, [left, right]) => self.binary(binary_op(op)?, left, right),
            _ => None,
        }
    }

    fn function(&self, name: &str, args: &[Expr], place: usize) -> Option<Node> {
        let range = self.scan.words.get(place)?.range.clone();
        // `()` is one word, `(` has a pair.
        let open = self.scan.words.get(place + 1)?;
        let last = open.pair.unwrap_or(place + 1);
        let args = args.iter().map(|arg| Some(self.expr(arg)?.ast)).collect::<Option<_>>()?;
        Some(self.node(AstKind::Call(name.to_owned(), range, args), place, last))
    }

    fn prefix(&self, operand: &Expr, place: usize, make: fn(Ast) -> AstKind) -> Option<Node> {
        let operand = self.expr(operand)?;
        let last = self.grow(&operand).1;
        Some(self.node(make(operand.ast), place, last))
    }

    fn member(&self, needle: &Expr, haystack: &Expr) -> Option<Node> {
        let (needle, haystack) = (self.expr(needle)?, self.expr(haystack)?);
        let (first, last) = (self.grow(&needle).0, self.grow(&haystack).1);
        Some(self.node(AstKind::In(Box::new(needle.ast), Box::new(haystack.ast)), first, last))
    }

    fn binary(&self, op: BinaryOp, left: &Expr, right: &Expr) -> Option<Node> {
        let (left, right) = (self.expr(left)?, self.expr(right)?);
        let (first, last) = (self.grow(&left).0, self.grow(&right).1);
        Some(self.node(AstKind::Binary(op, Box::new(left.ast), Box::new(right.ast)), first, last))
    }

    fn chain(&self, chain: &Expr) -> Option<Node> {
        let mut link = Link::of(chain)?;
        let mut base = self.expr(link.base)?;
        loop {
            let (own, rest) = link.split();
            base = if link.is_dot { self.field(base, own)? } else { self.index(base, own)? };
            match rest {
                Some(next) => link = next,
                None => return Some(base),
            }
        }
    }

    fn field(&self, base: Node, own: &Expr) -> Option<Node> {
        let Expr::Property(property, at) = own else { return None };
        let name = self.scan.find(*at)?;
        let range = self.scan.words.get(name)?.range.clone();
        let (first, last) = self.balance(self.grow(&base).0, name);
        let kind = AstKind::Field(Box::new(base.ast), property.2.to_string(), range);
        Some(self.node(kind, first, last))
    }

    fn index(&self, base: Node, own: &Expr) -> Option<Node> {
        let index = self.expr(own)?;
        let last = self.grow(&index).1 + 1;
        let (first, last) = self.balance(self.grow(&base).0, last);
        Some(self.node(AstKind::Index(Box::new(base.ast), Box::new(index.ast)), first, last))
    }

    fn node(&self, kind: AstKind, first: usize, last: usize) -> Node {
        let range = self.scan.bytes(first, last);
        debug_assert!(self.text.get(range.clone()).is_some_and(|t| !t.is_empty()));
        Node { ast: Ast { range, kind }, first, last }
    }

    /// The words of a node with the brackets that stand around it alone.
    fn grow(&self, node: &Node) -> (usize, usize) {
        let (mut first, mut last) = (node.first, node.last);
        while let Some(open) = first.checked_sub(1) {
            let groups = matches!(self.scan.token(open), Some(Token::LeftParen)) && !self.opens_call(open);
            if !groups || self.scan.words[open].pair != Some(last + 1) {
                break;
            }
            (first, last) = (open, last + 1);
        }
        (first, last)
    }

    /// Reaches out until every bracket inside has its pair inside.
    fn balance(&self, mut first: usize, mut last: usize) -> (usize, usize) {
        let mut i = first;
        while i <= last {
            if let Some(pair) = self.scan.words.get(i).and_then(|w| w.pair) {
                last = last.max(pair);
                if pair < first {
                    (first, i) = (pair, pair);
                    continue;
                }
            }
            i += 1;
        }
        (first, last)
    }

    fn opens_call(&self, open: usize) -> bool {
        open.checked_sub(1).is_some_and(|before| matches!(self.scan.token(before), Some(Token::Identifier(_))))
    }
}

/// A sign before a number belongs to it.
fn negative(operand: Ast) -> AstKind {
    match operand.kind {
        AstKind::Int(value) if value != i64::MIN => AstKind::Int(-value),
        AstKind::Decimal(value) => AstKind::Decimal(if value.is_zero() { Decimal::ZERO } else { -value }),
        _ => AstKind::Neg(Box::new(operand)),
    }
}

const fn binary_op(token: &Token) -> Option<BinaryOp> {
    Some(match token {
        Token::EqualsTo => BinaryOp::Eq,
        Token::NotEqualsTo => BinaryOp::Ne,
        Token::LessThan => BinaryOp::Lt,
        Token::LessThanEqualsTo => BinaryOp::Le,
        Token::GreaterThan => BinaryOp::Gt,
        Token::GreaterThanEqualsTo => BinaryOp::Ge,
        Token::Plus => BinaryOp::Add,
        Token::Minus => BinaryOp::Sub,
        Token::Multiply => BinaryOp::Mul,
        Token::Divide => BinaryOp::Div,
        Token::Modulo => BinaryOp::Rem,
        _ => return None,
    })
}
