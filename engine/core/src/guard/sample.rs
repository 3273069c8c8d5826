//! Test-only: a small institution to name things of, and a reader of the plain fragment standing in for rhai's.

use super::ast::{Ast, AstKind, BinaryOp, ParseError, ParseErrorKind, Parsed};
use super::expr::{FieldSlot, Who};
use super::scope::{CaseNames, EventNames, Name, ParamName, Scope, Vocabulary};
use super::scripts::{ScriptError, ScriptErrorKind, Scripts};
use crate::money::{Currency, Money};
use crate::value::{Choice, Field, Opt, RecordType, Text, Type, Value};
use rust_decimal::Decimal;
use std::str::FromStr;
use std::sync::Arc;
use zhidu_time::Zone;

/// A choice with these options; `id=name` gives one a name.
pub(crate) fn choice(id: &str, options: &[&str]) -> Type {
    let option = |text: &&str| match text.split_once('=') {
        Some((id, name)) => Opt { id: id.into(), name: Some(name.into()) },
        None => Opt { id: (*text).into(), name: None },
    };
    Type::Choice(Arc::new(Choice { id: Some(id.into()), options: options.iter().map(option).collect() }))
}

pub(crate) fn list(of: Type) -> Type {
    Type::List(Box::new(of))
}

pub(crate) fn field(id: &str, ty: Type) -> Field {
    match id.strip_suffix('?') {
        Some(id) => Field { id: id.into(), name: None, ty, optional: true, min: None, max: None },
        None => Field { id: id.into(), name: None, ty, optional: false, min: None, max: None },
    }
}

pub(crate) fn item() -> Type {
    let fields = vec![field("amount", Type::Money), field("site", site()), field("note?", Type::Text)];
    Type::Record(Arc::new(RecordType { id: Some("item".into()), fields }))
}

pub(crate) fn site() -> Type {
    choice("site", &["urban=市区", "rural=郊区"])
}

pub(crate) fn topic() -> Type {
    choice("topic", &["major=重大", "general=一般", "受理", "复审"])
}

fn words() -> Vocabulary {
    let param = |id: &str, ty, per: Option<(&str, Type)>| ParamName {
        id: id.into(),
        ty,
        per: per.map(|(id, ty)| (id.into(), ty)),
    };
    Vocabulary {
        currency: Currency::CNY,
        zone: Zone::get("Asia/Shanghai").unwrap(),
        params: vec![
            param("round", Type::Duration, None),
            param("limit", Type::Money, Some(("site", site()))),
            param("fine", Type::Money, None),
        ],
        attributes: vec![
            ("department".into(), Type::Text),
            ("superior".into(), Type::Person),
            ("base_wage".into(), Type::Money),
        ],
        roles: vec![
            Name { id: "agent".into(), name: Some("客服职员".into()) },
            Name { id: "leader".into(), name: None },
        ],
        library: Vec::new(),
    }
}

/// A case with data of every type, an event, everybody, the time.
pub(crate) fn scope() -> Scope {
    scope_with(words())
}

/// The same where the library has a function `score(a)`.
pub(crate) fn scope_with_library() -> Scope {
    scope_with(Vocabulary { library: vec![("score".into(), 1)], ..words() })
}

fn scope_with(words: Vocabulary) -> Scope {
    let case = CaseNames {
        process: "call".into(),
        data: vec![
            field("rings", Type::Int),
            field("rate", Type::Decimal),
            field("amount", Type::Money),
            field("share", Type::Percent),
            field("topic", topic()),
            field("site", site()),
            field("question", Type::Text),
            field("logged", Type::Bool),
            field("day", Type::Date),
            field("at", Type::Instant),
            field("opens", Type::Time),
            field("pause", Type::Duration),
            field("customer", Type::Person),
            field("route", Type::Role),
            field("parent", Type::Case(Some("visit".into()))),
            field("items", list(item())),
            field("first", item()),
            field("tags", list(Type::Text)),
            field("topics", list(topic())),
            field("counts", list(Type::Int)),
            field("flags", list(Type::Bool)),
            field("answer?", Type::Text),
            field("age?", Type::Int),
        ],
        values: vec![("is_late".into(), Type::Bool), ("total".into(), Type::Money)],
        decisions: Vec::new(),
        states: vec![
            Name { id: "talking".into(), name: Some("通话中".into()) },
            Name { id: "closed".into(), name: None },
        ],
    };
    let event = EventNames {
        fields: vec![
            (FieldSlot(0), field("rings", Type::Int)),
            (FieldSlot(1), field("fault", topic())),
            (FieldSlot(2), field("reply_at?", Type::Instant)),
        ],
    };
    Scope::new(Arc::new(words))
        .with_case(Arc::new(case))
        .with_event(event)
        .with_people([Who::Offender])
        .with_it(item())
        .with_parts(["visitor".into()])
}

/// Values to go with [`scope`].
pub(crate) fn values() -> Vec<(&'static str, Value)> {
    let text = |text: &str| -> Text { text.into() };
    let cny = |text: &str| Value::Money(Money::parse(text).unwrap());
    let row = |amount: &str, site: &str| {
        Value::Record(vec![(text("amount"), cny(amount)), (text("site"), Value::Choice(text(site)))].into())
    };
    let zone = Zone::get("Asia/Shanghai").unwrap();
    let at = zhidu_time::Moment::parse("2026-03-05 10:30", None).unwrap().instant(&zone);
    vec![
        ("case.rings", Value::Int(4)),
        ("case.rate", Value::Decimal(Decimal::from_str("2.5").unwrap())),
        ("case.amount", cny("3333.33 CNY")),
        ("case.share", Value::percent(Decimal::from(10))),
        ("case.topic", Value::Choice(text("major"))),
        ("case.site", Value::Choice(text("rural"))),
        ("case.question", Value::Text(text("如何退款"))),
        ("case.logged", Value::Bool(true)),
        ("case.day", Value::Date(zhidu_time::parse_date("2026-03-31").unwrap())),
        ("case.at", Value::Instant(at)),
        ("case.opens", Value::Time(zhidu_time::parse_time("08:30").unwrap())),
        ("case.pause", Value::Duration(zhidu_time::Amount::parse("2 hours").unwrap())),
        ("case.customer", Value::Person(text("ma"))),
        ("case.route", Value::Role(text("leader"))),
        ("case.parent", Value::Case(text("visit-1"))),
        ("case.items", Value::List(vec![row("100 CNY", "urban"), row("20.50 CNY", "rural")].into())),
        ("case.first", row("100 CNY", "urban")),
        ("case.tags", Value::List(vec![Value::Text(text("急")), Value::Text(text("旧"))].into())),
        ("case.topics", Value::List(vec![Value::Choice(text("major")), Value::Choice(text("major"))].into())),
        ("case.counts", Value::List(vec![Value::Int(3), Value::Int(1), Value::Int(2)].into())),
        ("case.flags", Value::List(Vec::new().into())),
        ("case.is_late", Value::Bool(false)),
        ("case.total", cny("120.50 CNY")),
        ("event.rings", Value::Int(5)),
        ("event.fault", Value::Choice(text("general"))),
        ("event.name", Value::Text(text("pick_up"))),
        ("param.round", Value::Duration(zhidu_time::Amount::parse("3 months").unwrap())),
        ("param.limit[rural]", cny("50 CNY")),
        ("param.fine", cny("100 CNY")),
        ("actor", Value::Person(text("li"))),
        ("owner", Value::Person(text("li"))),
        ("case.visitor", Value::Person(text("ma"))),
        ("li.department", Value::Text(text("service"))),
        ("li.base_wage", cny("6500 CNY")),
        ("it", row("7 CNY", "urban")),
    ]
}

/// Reads the plain fragment; `script: …` is a script that reads what it names.
pub(crate) struct Reader;

impl Scripts for Reader {
    fn parse(&self, text: &str) -> Result<Parsed, Vec<ParseError>> {
        let words = cut(text).map_err(|error| vec![error])?;
        let mut reader = Words { words, at: 0, end: text.len() };
        let ast = reader.expression(0).map_err(|error| vec![error])?;
        match reader.peek() {
            None => Ok(Parsed::Plain(ast)),
            Some((word, range)) => {
                Err(vec![ParseError { range: range.clone(), kind: ParseErrorKind::Unexpected(word.clone()) }])
            }
        }
    }

    fn run(&self, _: &str, _: &[(Text, Value)]) -> Result<Value, ScriptError> {
        Err(ScriptError { kind: ScriptErrorKind::Other("no scripts here".into()), range: None })
    }
}

type Word = (String, std::ops::Range<usize>);

/// Words of names, numbers, texts (with their quotes) and signs.
fn cut(text: &str) -> Result<Vec<Word>, ParseError> {
    let mut words = Vec::new();
    let mut chars = text.char_indices().peekable();
    let name = |c: char| c.is_alphanumeric() || c == '_';
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        if c.is_whitespace() {
            continue;
        }
        let quoted = c == '"';
        if quoted && !text[end..].contains('"') {
            let kind = ParseErrorKind::Incomplete("\"".into());
            return Err(ParseError { range: start..text.len(), kind });
        }
        while let Some(&(at, next)) = chars.peek() {
            let double = ["==", "!=", "<=", ">=", "&&", "||"].contains(&&*format!("{c}{next}")) && at == start + 1;
            let digits = c.is_ascii_digit() && next == '.';
            let more =
                if quoted { !text[start + 1..at].contains('"') } else { name(c) && name(next) || double || digits };
            if !more {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        words.push((text[start..end].to_owned(), start..end));
    }
    Ok(words)
}

struct Words {
    words: Vec<Word>,
    at: usize,
    end: usize,
}

impl Words {
    fn peek(&self) -> Option<&Word> {
        self.words.get(self.at)
    }

    fn sees(&self, word: &str) -> bool {
        self.peek().is_some_and(|(found, _)| found == word)
    }

    fn next(&mut self) -> Result<Word, ParseError> {
        let word = self.peek().cloned();
        self.at += 1;
        word.ok_or_else(|| ParseError { range: self.end..self.end, kind: ParseErrorKind::Incomplete("…".into()) })
    }

    fn expect(&mut self, word: &str) -> Result<Word, ParseError> {
        let (found, range) = self.next()?;
        if found == word {
            Ok((found, range))
        } else {
            Err(ParseError { range, kind: ParseErrorKind::Unexpected(found) })
        }
    }

    fn expression(&mut self, level: u8) -> Result<Ast, ParseError> {
        let mut left = self.unary()?;
        while let Some((word, range)) = self.peek().cloned() {
            let Some((own, op)) = operator(&word) else {
                if word == "=" {
                    return Err(ParseError { range, kind: ParseErrorKind::AssignmentForComparison });
                }
                break;
            };
            if own <= level {
                break;
            }
            self.at += 1;
            let right = self.expression(own)?;
            let range = left.range.start..right.range.end;
            let kind = match (op, left.kind) {
                (Op::And, AstKind::And(mut of)) => {
                    of.push(right);
                    AstKind::And(of)
                }
                (Op::Or, AstKind::Or(mut of)) => {
                    of.push(right);
                    AstKind::Or(of)
                }
                (op, kind) => {
                    let left = Ast { range: left.range, kind };
                    match op {
                        Op::And => AstKind::And(vec![left, right]),
                        Op::Or => AstKind::Or(vec![left, right]),
                        Op::In => AstKind::In(Box::new(left), Box::new(right)),
                        Op::Two(op) => AstKind::Binary(op, Box::new(left), Box::new(right)),
                    }
                }
            };
            left = Ast { range, kind };
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Ast, ParseError> {
        for (sign, make) in [("!", AstKind::Not as fn(Box<Ast>) -> AstKind), ("-", AstKind::Neg)] {
            if self.sees(sign) {
                let start = self.next()?.1.start;
                let of = self.unary()?;
                let range = start..of.range.end;
                let kind = match of.kind {
                    AstKind::Int(n) if sign == "-" => AstKind::Int(-n),
                    _ => make(Box::new(of)),
                };
                return Ok(Ast { range, kind });
            }
        }
        self.postfix()
    }

    fn postfix(&mut self) -> Result<Ast, ParseError> {
        let mut base = self.primary()?;
        loop {
            if self.sees(".") {
                self.at += 1;
                let (name, range) = self.next()?;
                base = Ast { range: base.range.start..range.end, kind: AstKind::Field(Box::new(base), name, range) };
            } else if self.sees("[") {
                self.at += 1;
                let index = self.expression(0)?;
                let end = self.expect("]")?.1.end;
                base = Ast { range: base.range.start..end, kind: AstKind::Index(Box::new(base), Box::new(index)) };
            } else {
                return Ok(base);
            }
        }
    }

    fn primary(&mut self) -> Result<Ast, ParseError> {
        let (word, range) = self.next()?;
        let (mut end, first) = (range.end, word.chars().next().unwrap_or(' '));
        let kind = match word.as_str() {
            "true" | "false" => AstKind::Bool(word == "true"),
            "(" => {
                let inner = self.expression(0)?;
                self.expect(")")?;
                return Ok(inner);
            }
            "[" => {
                let (items, close) = self.items("]")?;
                end = close;
                AstKind::List(items)
            }
            _ if first == '"' => AstKind::Text(word.trim_matches('"').to_owned()),
            _ if first.is_ascii_digit() && word.contains('.') => {
                AstKind::Decimal(Decimal::from_str(&word).map_err(|_| unexpected(&word, &range))?)
            }
            _ if first.is_ascii_digit() => AstKind::Int(word.parse().map_err(|_| unexpected(&word, &range))?),
            _ if (first.is_alphabetic() || first == '_') && self.sees("(") => {
                self.at += 1;
                let (args, close) = self.items(")")?;
                end = close;
                AstKind::Call(word, range.clone(), args)
            }
            _ if first.is_alphabetic() || first == '_' => AstKind::Name(word),
            _ => return Err(unexpected(&word, &range)),
        };
        Ok(Ast { range: range.start..end, kind })
    }

    fn items(&mut self, close: &str) -> Result<(Vec<Ast>, usize), ParseError> {
        let mut items = Vec::new();
        while !self.sees(close) {
            items.push(self.expression(0)?);
            if !self.sees(close) {
                self.expect(",")?;
            }
        }
        Ok((items, self.next()?.1.end))
    }
}

fn unexpected(word: &str, range: &std::ops::Range<usize>) -> ParseError {
    ParseError { range: range.clone(), kind: ParseErrorKind::Unexpected(word.to_owned()) }
}

enum Op {
    And,
    Or,
    In,
    Two(BinaryOp),
}

fn operator(word: &str) -> Option<(u8, Op)> {
    Some(match word {
        "||" => (1, Op::Or),
        "&&" => (2, Op::And),
        "==" => (3, Op::Two(BinaryOp::Eq)),
        "!=" => (3, Op::Two(BinaryOp::Ne)),
        "in" => (4, Op::In),
        "<" => (5, Op::Two(BinaryOp::Lt)),
        "<=" => (5, Op::Two(BinaryOp::Le)),
        ">" => (5, Op::Two(BinaryOp::Gt)),
        ">=" => (5, Op::Two(BinaryOp::Ge)),
        "+" => (6, Op::Two(BinaryOp::Add)),
        "-" => (6, Op::Two(BinaryOp::Sub)),
        "*" => (7, Op::Two(BinaryOp::Mul)),
        "/" => (7, Op::Two(BinaryOp::Div)),
        "%" => (7, Op::Two(BinaryOp::Rem)),
        _ => return None,
    })
}
