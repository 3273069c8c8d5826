//! Expressions in words: `case.rings > 3` is "接听时铃响次数大于 3".

use super::Voice;
use crate::guard::ast::{Ast, AstKind, BinaryOp, Parsed};
use crate::model::field::{Field, TypeWord};
use crate::model::{Said, Written};

impl<'a> Voice<'a> {
    /// What has to hold.
    pub(super) fn condition(self, written: &Written) -> String {
        let Some(text) = written.as_text() else { return self.value(written, None) };
        match self.scripts.parse(&text.value) {
            Ok(Parsed::Plain(ast)) => self.said(&ast),
            Ok(Parsed::Script(_)) | Err(_) => self.as_written(&text.value),
        }
    }

    /// A text for people, what its braces stand for in brackets.
    pub(super) fn filled(self, said: &Said) -> String {
        let mut text = String::new();
        let mut rest = said.value.as_str();
        while let Some((before, (inner, after))) = rest.split_once('{').and_then(|(b, r)| Some((b, r.split_once('}')?)))
        {
            text += before;
            let id = inner.trim().split_once('.').map_or(inner.trim(), |(_, id)| id);
            text += &self.lang.pick(format!("〔{}〕", self.field_called(id)), format!("[{}]", self.field_called(id)));
            rest = after;
        }
        self.words(&(text + rest))
    }

    /// An expression in words.
    pub(super) fn said(self, ast: &Ast) -> String {
        match &ast.kind {
            AstKind::Bool(true) => self.pick("是", "yes").to_owned(),
            AstKind::Bool(false) => self.pick("否", "no").to_owned(),
            AstKind::Int(number) => number.to_string(),
            AstKind::Decimal(number) => number.to_string(),
            AstKind::Text(text) => self.words(text),
            AstKind::Name(name) => self.root(name),
            AstKind::Field(base, id, _) => self.member(base, id),
            AstKind::Index(base, key) => {
                let (base, key) = (self.said(base), self.said(key));
                self.lang.pick(format!("{base}中{key}的一项"), format!("{base} for {key}"))
            }
            AstKind::Call(name, _, arguments) => self.call(name, arguments),
            AstKind::Not(of) => self.not(of),
            AstKind::Neg(of) => format!("-{}", self.operand(of)),
            AstKind::And(all) => self.joined(all, self.pick("，且", " and ")),
            AstKind::Or(any) => self.joined(any, self.pick("，或", " or ")),
            AstKind::Binary(op, a, b) => self.binary(*op, a, b),
            AstKind::In(needle, list) => {
                let (needle, list) = (self.said(needle), self.beside(needle, list));
                self.lang.pick(format!("{needle}是{list}之一"), format!("{needle} is one of {list}"))
            }
            AstKind::List(items) => self.all(&items.iter().map(|item| self.said(item)).collect::<Vec<_>>()),
        }
    }

    fn root(self, name: &str) -> String {
        match name {
            "now" => self.pick("当时", "now").to_owned(),
            "today" => self.pick("当天", "today").to_owned(),
            "self" => self.pick("本个案", "this case").to_owned(),
            "it" => self.pick("该项", "it").to_owned(),
            name => self.relation(name).unwrap_or_else(|| name.to_owned()),
        }
    }

    fn member(self, base: &Ast, id: &str) -> String {
        match &base.kind {
            AstKind::Name(root) if root == "case" || root == "event" => self.field_called(id),
            AstKind::Name(root) if root == "param" => self.parameter_called(id),
            _ => {
                let (base, id) = (self.said(base), self.attribute(id));
                self.lang.pick(format!("{base}的{id}"), format!("the {id} of {base}"))
            }
        }
    }

    fn not(self, of: &Ast) -> String {
        match &of.kind {
            AstKind::Call(name, _, arguments) if name == "given" => {
                let what = self.list(arguments);
                self.lang.pick(format!("没有{what}"), format!("{what} is not given"))
            }
            _ => {
                let of = self.operand(of);
                self.lang.pick(format!("并非{of}"), format!("not {of}"))
            }
        }
    }

    fn call(self, name: &str, arguments: &[Ast]) -> String {
        let pick = |zh: String, en: String| self.lang.pick(zh, en);
        let said = |at: usize| arguments.get(at).map(|argument| self.said(argument)).unwrap_or_default();
        let id = |at: usize| match arguments.get(at).map(|argument| &argument.kind) {
            Some(AstKind::Text(text)) => text.as_str(),
            _ => "",
        };
        match name {
            "given" => pick(format!("已有{}", said(0)), format!("{} is given", said(0))),
            "or_else" => {
                pick(format!("{}（没有则为 {}）", said(0), said(1)), format!("{} (else {})", said(0), said(1)))
            }
            "in_state" => pick(format!("处于{}", self.state(id(0))), format!("it is in {}", self.state(id(0)))),
            "holds" => {
                let (person, role) = (said(0), self.role_called(id(1)));
                pick(format!("{person}是{role}"), format!("{person} is a {role}"))
            }
            "money" => self.in_currency(&said(0)),
            "percent" => format!("{}%", said(0)),
            "sum" => pick(format!("{}之和", said(0)), format!("the sum of {}", said(0))),
            "count" => pick(format!("{}的个数", said(0)), format!("the number of {}", said(0))),
            "min" => {
                pick(format!("{}中最小的", self.list(arguments)), format!("the least of {}", self.list(arguments)))
            }
            "max" => {
                pick(format!("{}中最大的", self.list(arguments)), format!("the greatest of {}", self.list(arguments)))
            }
            "days_between" => {
                pick(format!("{}到{}的天数", said(0), said(1)), format!("the days from {} to {}", said(0), said(1)))
            }
            "date" => pick(format!("{}的日期", said(0)), format!("the date of {}", said(0))),
            "time" => pick(format!("{}的时刻", said(0)), format!("the time of day of {}", said(0))),
            other => format!("{other}({})", self.list(arguments)),
        }
    }

    fn list(self, items: &[Ast]) -> String {
        self.all(&items.iter().map(|item| self.said(item)).collect::<Vec<_>>())
    }

    fn binary(self, op: BinaryOp, a: &Ast, b: &Ast) -> String {
        let timed = self.is_time(a) || self.is_time(b);
        let sign = match (op, timed) {
            (BinaryOp::Eq, _) => self.pick("是", "is"),
            (BinaryOp::Ne, _) => self.pick("不是", "is not"),
            (BinaryOp::Lt, true) => self.pick("早于", "is before"),
            (BinaryOp::Lt, false) => self.pick("小于", "is less than"),
            (BinaryOp::Le, true) => self.pick("不晚于", "is not after"),
            (BinaryOp::Le, false) => self.pick("不大于", "is at most"),
            (BinaryOp::Gt, true) => self.pick("晚于", "is after"),
            (BinaryOp::Gt, false) => self.pick("大于", "is more than"),
            (BinaryOp::Ge, true) => self.pick("不早于", "is not before"),
            (BinaryOp::Ge, false) => self.pick("不小于", "is at least"),
            (BinaryOp::Add, _) => self.pick("加", "plus"),
            (BinaryOp::Sub, _) => self.pick("减", "minus"),
            (BinaryOp::Mul, _) => self.pick("乘", "times"),
            (BinaryOp::Div, _) => self.pick("除以", "divided by"),
            (BinaryOp::Rem, _) => self.pick("除后余", "modulo"),
        };
        let (left, right) = (self.beside(b, a), self.beside(a, b));
        let gap = if right.starts_with(|c: char| c.is_ascii_alphanumeric()) { " " } else { "" };
        self.lang.pick(format!("{left}{sign}{gap}{right}"), format!("{left} {sign} {right}"))
    }

    /// An operand beside another: a text beside a field with options is one of them.
    fn beside(self, other: &Ast, ast: &Ast) -> String {
        match &ast.kind {
            AstKind::Text(text) => {
                self.field_of(other).and_then(|field| self.option(field, text)).unwrap_or_else(|| self.operand(ast))
            }
            AstKind::List(items) => self.all(&items.iter().map(|item| self.beside(other, item)).collect::<Vec<_>>()),
            _ => self.operand(ast),
        }
    }

    fn field_of(self, ast: &Ast) -> Option<&'a Field> {
        match &ast.kind {
            AstKind::Field(base, id, _) if matches!(&base.kind, AstKind::Name(root) if root == "case" || root == "event") => {
                self.field(id)
            }
            _ => None,
        }
    }

    fn is_time(self, ast: &Ast) -> bool {
        if let AstKind::Name(name) = &ast.kind {
            return name == "now" || name == "today";
        }
        let word = self.field_of(ast).and_then(|field| field.ty.word.as_ref()).map(|word| word.value);
        matches!(word, Some(TypeWord::Instant | TypeWord::Date | TypeWord::Time))
    }

    fn joined(self, operands: &[Ast], sign: &str) -> String {
        operands.iter().map(|operand| self.operand(operand)).collect::<Vec<_>>().join(sign)
    }

    /// In parentheses where it is made of several itself.
    fn operand(self, ast: &Ast) -> String {
        match &ast.kind {
            AstKind::And(_) | AstKind::Or(_) => {
                self.lang.pick(format!("（{}）", self.said(ast)), format!("({})", self.said(ast)))
            }
            _ => self.said(ast),
        }
    }
}
