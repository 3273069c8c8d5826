//! Expressions by the names they were written with. A condition says itself; what became of a literal does too.

use super::View;
use crate::guard::expr::{Expr, Function, Guard};
use crate::value::Value;

impl View<'_> {
    /// A condition as written, in one line.
    pub(super) fn guard(self, guard: &Guard) -> String {
        guard.text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// An amount of time in the language spoken, or what gives it.
    pub(super) fn amount(self, expr: &Expr) -> String {
        match expr {
            Expr::Const(Value::Duration(amount)) => self.lang.pick(amount.zh(), amount.to_string()),
            other => self.expr(other),
        }
    }

    pub(super) fn expr(self, expr: &Expr) -> String {
        let (process, program) = (self.process, self.program);
        match expr {
            Expr::Const(value) => constant(value),
            Expr::Data(slot) => format!("case.{}", process.data[slot.at()].field.id),
            Expr::Named(ix) => format!("case.{}", process.values[ix.at()].id),
            Expr::Part(part) => format!("case.{part}"),
            Expr::Field(slot) => format!("event.{}", process.fields[slot.at()]),
            Expr::EventName => "event.name".to_owned(),
            Expr::Param(ix) => format!("param.{}", program.param(*ix).id),
            Expr::ParamAt(ix, key) => format!("param.{}[{}]", program.param(*ix).id, self.expr(key)),
            Expr::Person(who) => who.id().to_owned(),
            Expr::Attribute(person, ix) => format!("{}.{}", self.expr(person), program.attributes[ix.at()].id),
            Expr::Now => "now".to_owned(),
            Expr::Today => "today".to_owned(),
            Expr::This => "self".to_owned(),
            Expr::It => "it".to_owned(),
            Expr::Member(of, id) | Expr::MemberOfEach(of, id) => format!("{}.{id}", self.expr(of)),
            Expr::Not(of) => format!("!{}", self.operand(of)),
            Expr::Neg(of) => format!("-{}", self.operand(of)),
            Expr::And(all) => self.joined(all, " && "),
            Expr::Or(any) => self.joined(any, " || "),
            Expr::Binary(op, a, b) => format!("{} {} {}", self.operand(a), op.symbol(), self.operand(b)),
            Expr::In(needle, list) => format!("{} in {}", self.operand(needle), self.operand(list)),
            Expr::List(items) => format!("[{}]", self.arguments(items)),
            Expr::Given(of) => format!("given({})", self.expr(of)),
            Expr::OrElse(of, other) => format!("or_else({}, {})", self.expr(of), self.expr(other)),
            Expr::InState(ix) => format!("in_state({:?})", process.states[ix.at()].id),
            Expr::Decided(id) => format!("decided({id:?})"),
            Expr::Holds(person, ix) => format!("holds({}, {:?})", self.expr(person), program.roles[ix.at()].id),
            Expr::Call(Function::Decimal, arguments) => self.arguments(arguments),
            Expr::Call(function, arguments) => format!("{}({})", name(*function), self.arguments(arguments)),
            Expr::Script(ix, _) => {
                let text = program.scripts.get(ix.at()).map_or("", |script| &*script.text);
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            }
        }
    }

    fn arguments(self, arguments: &[Expr]) -> String {
        arguments.iter().map(|argument| self.expr(argument)).collect::<Vec<_>>().join(", ")
    }

    fn joined(self, operands: &[Expr], sign: &str) -> String {
        operands.iter().map(|operand| self.operand(operand)).collect::<Vec<_>>().join(sign)
    }

    /// In parentheses where it is made of several itself: nobody has to know which sign binds tighter.
    fn operand(self, expr: &Expr) -> String {
        match expr {
            Expr::And(_) | Expr::Or(_) | Expr::Binary(..) | Expr::In(..) => format!("({})", self.expr(expr)),
            _ => self.expr(expr),
        }
    }
}

fn constant(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Choice(text) => format!("{text:?}"),
        other => other.to_string(),
    }
}

const fn name(function: Function) -> &'static str {
    match function {
        Function::Sum => "sum",
        Function::Count => "count",
        Function::Min => "min",
        Function::Max => "max",
        Function::All => "all",
        Function::Any => "any",
        Function::Distinct => "distinct",
        Function::Contains => "contains",
        Function::ContainsAll => "contains_all",
        Function::DaysBetween => "days_between",
        Function::Date => "date",
        Function::Time => "time",
        Function::Money => "money",
        Function::Percent => "percent",
        Function::Ratio => "ratio",
        Function::Decimal => "decimal",
    }
}
