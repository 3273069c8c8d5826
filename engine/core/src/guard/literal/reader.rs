//! The one rule of policies: text or expression?
//!
//! A TOML number, boolean or date is a literal; a string that is exactly a literal of a type wanted is that literal; any
//! other string is an expression; a text literal is `{ text = "…" }`. Where a string is neither, the message is about
//! what its author seems to have tried.

use super::guess::{is_literal, is_prose};
use super::no_role;
use super::node::{as_written, place};
use super::tell::seems;
use crate::guard::expr::{Expr, Guard};
use crate::guard::scope::Scope;
use crate::guard::scripts::Scripts;
use crate::guard::typing::{Intern, Place, Typed, check};
use crate::guard::written::{Home, Misfit, MisfitKind, Slip, examples, from_text, typed};
use crate::problem::{GuardFlaw, Problem, Problems, Severity, Ways};
use crate::source::Span;
use crate::syntax::{Node, NodeKind, Table, Text};
use crate::value::{Field, Type, Value};

/// Reads values and conditions of policies at places of one scope.
pub struct Reader<'a> {
    /// What names mean here.
    pub scope: &'a Scope,
    /// Reads texts of expressions.
    pub scripts: &'a dyn Scripts,
    /// Keeps the texts of scripts.
    pub intern: Intern<'a>,
    /// Everything found wrong.
    pub problems: &'a mut Problems,
}

impl Reader<'_> {
    /// A value by the rule: of one of the types wanted, the likeliest first. `key` is what messages call the place.
    ///
    /// Without types wanted, a value without quotes is what it seems to be. Lists are read item by item. Nothing is
    /// given back where an error was reported.
    pub fn value(&mut self, key: &str, node: &Node, wanted: &[Type]) -> Option<Typed> {
        let natural = natural(node);
        let wanted = if wanted.is_empty() { &natural } else { wanted };
        match &node.kind {
            NodeKind::Broken => None,
            NodeKind::Text(text) => self.text(text, wanted),
            NodeKind::Table(table) if let Some(text) = quoted(table, wanted) => {
                Some(constant(Value::Text(text.value.as_str().into()), Type::Text))
            }
            NodeKind::List(items) if let Some(of) = list_of(wanted) => self.list(key, items, of),
            _ => self.literal_among(key, node, wanted).map(|(value, ty)| constant(value, ty)),
        }
    }

    /// A value for a field: of its type and, if it is a literal, within its bounds.
    pub fn field(&mut self, node: &Node, field: &Field) -> Option<Typed> {
        let value = self.value(&field.id, node, std::slice::from_ref(&field.ty))?;
        match &value.expr {
            Expr::Const(constant) if !field.admits(constant) => {
                let (min, max) = (field.min.clone(), field.max.clone());
                let misfit = Misfit::from(MisfitKind::Bounds { value: constant.clone(), min, max });
                self.misfit(&field.id, node, &misfit);
                None
            }
            _ => Some(value),
        }
    }

    /// What is always an expression, such as `is`; TOML's own numbers, booleans and dates still stand for themselves.
    pub fn expression(&mut self, key: &str, node: &Node, wanted: &[Type]) -> Option<Typed> {
        match &node.kind {
            NodeKind::Text(text) => self.check(text, wanted),
            _ => self.value(key, node, wanted),
        }
    }

    /// A condition (`when`, `that`, `unless`, `where`) with its text and place, and the paths given where it holds.
    pub fn condition(&mut self, key: &str, node: &Node) -> Option<(Guard, Vec<String>)> {
        let typed = self.expression(key, node, &[Type::Bool])?;
        Some((guard(typed.expr, node), typed.proves))
    }

    /// A literal of a type where no expression may stand: samples of parameters, bounds, cells.
    pub fn literal(&mut self, key: &str, node: &Node, ty: &Type) -> Option<Value> {
        self.literal_among(key, node, std::slice::from_ref(ty)).map(|(value, _)| value)
    }

    /// Reports an amount of money below zero where only what is paid can be written; whether it is fine.
    pub fn not_negative(&mut self, value: &Value, span: Span) -> bool {
        let negative = matches!(value, Value::Money(money) if money.fen() < 0);
        if negative {
            let text = value.to_string();
            self.problems.push(Problem::new(GuardFlaw::NegativeMoney { text }, span));
        }
        !negative
    }

    fn text(&mut self, text: &Text, wanted: &[Type]) -> Option<Typed> {
        let mut slips = Vec::new();
        for ty in wanted.iter().filter(|ty| has_notation(ty)) {
            match self.one(&text.value, ty) {
                Ok(value) => return Some(constant(value, ty.clone())),
                Err(Slip::FullWidth { text: wide, meant }) => {
                    // Read as meant, and told.
                    let value = self.one(&meant, ty).ok()?;
                    self.slipped(text, &Slip::FullWidth { text: wide, meant });
                    return Some(constant(value, ty.clone()));
                }
                Err(slip) => slips.push((slip, ty)),
            }
        }
        let (typed, problems) = self.typed(text, wanted);
        if typed.is_some() {
            self.problems.extend(problems);
            return typed;
        }
        match self.attempt(text, wanted, slips) {
            Some(problem) => self.problems.push(problem),
            None => self.problems.extend(problems),
        }
        None
    }

    /// What is wrong with a string that was probably meant as a literal or as a text for people.
    fn attempt(&self, text: &Text, wanted: &[Type], slips: Vec<(Slip, &Type)>) -> Option<Problem> {
        let meant: Vec<Slip> =
            slips.into_iter().filter(|(_, ty)| is_literal(&text.value, ty)).map(|(slip, _)| slip).collect();
        let vague = |slip: &Slip| matches!(slip, Slip::Other { .. });
        if let Some(slip) = meant.iter().find(|slip| !vague(slip)).or(meant.first()) {
            return Some(self.slip(text, slip));
        }
        if let Some(ty) = wanted.iter().find(|ty| !has_notation(ty) && is_literal(&text.value, ty)) {
            return self.one(&text.value, ty).err().map(|slip| self.slip(text, &slip));
        }
        if wanted.contains(&Type::Text) && is_prose(&text.value) {
            let flaw = GuardFlaw::QuotesForgotten { text: text.value.clone() };
            return Some(Problem::new(flaw, text.span).suggest(text.span, table_of(text)));
        }
        None
    }

    fn list(&mut self, key: &str, items: &[Node], of: &Type) -> Option<Typed> {
        let wanted = std::slice::from_ref(of);
        // All are read, so that all are reported.
        let read: Vec<Option<Typed>> = items.iter().map(|item| self.value(key, item, wanted)).collect();
        let items: Vec<Expr> = read.into_iter().map(|item| item.map(|item| item.expr)).collect::<Option<_>>()?;
        let values: Option<Vec<Value>> =
            items.iter().map(|item| if let Expr::Const(value) = item { Some(value.clone()) } else { None }).collect();
        let expr = values.map_or(Expr::List(items), |values| Expr::Const(Value::List(values.into())));
        Some(Typed { expr, ty: Type::List(Box::new(of.clone())), proves: Vec::new() })
    }

    fn literal_among(&mut self, key: &str, node: &Node, wanted: &[Type]) -> Option<(Value, Type)> {
        let home = self.home();
        let written = as_written(node, home)?;
        let mut first = None;
        for ty in wanted {
            match self.typed_value(&written, ty) {
                Ok(value) => {
                    self.told_width(node, &written, ty);
                    return Some((value, ty.clone()));
                }
                Err(misfit) => first = first.or(Some(misfit)),
            }
        }
        let misfit = first?;
        match &misfit.kind {
            MisfitKind::Shape { found, .. } if misfit.path.is_empty() => {
                let ways = ways(found, wanted, home);
                let flaw =
                    GuardFlaw::WrongShape { key: key.to_owned(), expected: wanted.into(), found: seems(found), ways };
                self.problems.push(Problem::new(flaw, node.span));
            }
            _ => self.misfit(key, node, &misfit),
        }
        None
    }

    fn misfit(&mut self, key: &str, node: &Node, misfit: &Misfit) {
        let span = place(node, &misfit.path);
        self.problems.push(Problem::new(misfit.flaw(key, self.home()), span));
    }

    /// Roles must be there; everything else is as for hosts.
    fn typed_value(&self, written: &Value, ty: &Type) -> Result<Value, Misfit> {
        let value = typed(written, ty, self.home())?;
        match &value {
            Value::Role(id) if self.scope.role(id).is_none() => Err(no_role(id, self.scope).into()),
            _ => Ok(value),
        }
    }

    /// Warns of full-width characters in a literal that was read nevertheless.
    fn told_width(&mut self, node: &Node, written: &Value, ty: &Type) {
        if let (Value::Text(text), Some(node)) = (written, node.as_text())
            && let Err(slip @ Slip::FullWidth { .. }) = self.one(text, ty)
        {
            self.slipped(node, &slip);
        }
    }

    fn check(&mut self, text: &Text, wanted: &[Type]) -> Option<Typed> {
        let (typed, problems) = self.typed(text, wanted);
        self.problems.extend(problems);
        typed
    }

    fn typed(&mut self, text: &Text, wanted: &[Type]) -> (Option<Typed>, Vec<Problem>) {
        let at = |range| text.span_of(range);
        check(&text.value, wanted, Place { scope: self.scope, at: &at }, self.scripts, self.intern)
    }

    fn slipped(&mut self, text: &Text, slip: &Slip) {
        let problem = self.slip(text, slip);
        debug_assert_eq!(problem.severity(), Severity::Warning);
        self.problems.push(problem);
    }

    fn slip(&self, text: &Text, slip: &Slip) -> Problem {
        let problem = Problem::new(slip.flaw(self.home()), text.span);
        match slip.meant() {
            Some(meant) => problem.fix(text.span_of(0..text.value.len()), meant),
            None => problem,
        }
    }

    fn one(&self, text: &str, ty: &Type) -> Result<Value, Slip> {
        match ty {
            Type::Role if self.scope.role(text).is_none() => Err(no_role(text, self.scope)),
            _ => from_text(text, ty, self.home()),
        }
    }

    fn home(&self) -> Home<'_> {
        Home { zone: &self.scope.words().zone, currency: self.scope.words().currency }
    }
}

/// A typed condition with what the author wrote.
fn guard(expr: Expr, node: &Node) -> Guard {
    let text = match &node.kind {
        NodeKind::Text(text) => text.value.as_str().into(),
        NodeKind::Boolean(b) => b.to_string().into(),
        _ => "".into(),
    };
    Guard { expr, text, span: node.span }
}

/// Types whose literals are strings nobody would take for an expression.
const fn has_notation(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Choice(_)
            | Type::Role
            | Type::Money
            | Type::Percent
            | Type::Date
            | Type::Time
            | Type::Instant
            | Type::Duration
    )
}

/// The types a value without quotes may be of.
fn natural(node: &Node) -> Vec<Type> {
    match &node.kind {
        NodeKind::Boolean(_) => vec![Type::Bool],
        NodeKind::Integer(_) => vec![Type::Int],
        NodeKind::Decimal(_) => vec![Type::Decimal],
        NodeKind::DateTime(_) => vec![Type::Date, Type::Time, Type::Instant],
        NodeKind::List(_) => vec![Type::List(Box::new(Type::Unknown))],
        NodeKind::Table(_) | NodeKind::Tables(_) => vec![Type::Text],
        NodeKind::Text(_) | NodeKind::Broken => Vec::new(),
    }
}

/// `{ text = "…" }` where a text may stand.
fn quoted<'n>(table: &'n Table, wanted: &[Type]) -> Option<&'n Text> {
    let alone = table.entries().count() == 1 && wanted.contains(&Type::Text);
    table.get("text").filter(|_| alone).and_then(Node::as_text)
}

fn list_of(wanted: &[Type]) -> Option<&Type> {
    wanted.iter().find_map(|ty| if let Type::List(of) = ty { Some(&**of) } else { None })
}

fn constant(value: Value, ty: Type) -> Typed {
    Typed { expr: Expr::Const(value), ty, proves: Vec::new() }
}

/// How a value of another shape would be written right: the number with its unit, else examples.
fn ways(found: &Value, wanted: &[Type], home: Home<'_>) -> Ways {
    let number = matches!(found, Value::Int(_) | Value::Decimal(_));
    let ways = wanted.iter().flat_map(|ty| match ty {
        Type::Money if number => vec![format!("\"{found} {}\"", home.currency)],
        Type::Percent if number => vec![format!("\"{found}%\"")],
        Type::Duration if number => vec![format!("\"{found} minutes\""), format!("\"{found} days\"")],
        ty => examples(ty, home),
    });
    Ways(ways.collect())
}

/// A string as a text literal, in the quotes it has.
fn table_of(text: &Text) -> String {
    let escaped = text.value.replace('\\', "\\\\").replace('"', "\\\"");
    format!("{{ text = \"{escaped}\" }}")
}
