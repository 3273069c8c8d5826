//! The functions of the plain fragment: names, arguments, results.

use super::texts::is_weak;
use super::{Found, Typer, unknown, widen};
use crate::guard::agree::{has_order, is_number, join, needs_widening};
use crate::guard::ast::{Ast, AstKind};
use crate::guard::expr::{Expr, Function};
use crate::money::Money;
use crate::problem::{GuardFlaw, Hint, SyntaxFlaw, Word};
use crate::value::{Type, Value};
use rust_decimal::Decimal;
use std::ops::Range;

/// Every function, with the least and greatest number of arguments.
const FUNCTIONS: [(&str, usize, usize); 20] = [
    ("given", 1, 1),
    ("or_else", 2, 2),
    ("in_state", 1, 1),
    ("holds", 2, 2),
    ("decided", 1, 1),
    ("sum", 1, 1),
    ("count", 1, 1),
    ("min", 1, usize::MAX),
    ("max", 1, usize::MAX),
    ("all", 1, 1),
    ("any", 1, 1),
    ("distinct", 1, 1),
    ("contains", 2, 2),
    ("contains_all", 2, 2),
    ("days_between", 2, 2),
    ("date", 1, 1),
    ("time", 1, 1),
    ("money", 1, 1),
    ("percent", 1, 1),
    ("ratio", 2, 2),
];

/// Functions whose answer needs more than their arguments: scripts, which only see values, cannot call them.
const BEYOND_ARGUMENTS: [&str; 3] = ["in_state", "holds", "decided"];

/// What is known of a name that is called.
pub(super) enum Callee {
    /// One of ours, which takes so many arguments.
    Ours(usize, usize),
    /// One of the policy's library.
    Library(usize),
    /// Nobody knows it.
    Nobody,
}

impl Typer<'_> {
    pub(super) fn callee(&self, name: &str) -> Callee {
        match FUNCTIONS.iter().find(|(known, ..)| *known == name) {
            Some((_, least, most)) => Callee::Ours(*least, *most),
            None => self.scope.library(name).map_or(Callee::Nobody, Callee::Library),
        }
    }

    /// Reports a call to something unknown or with another number of arguments; whether it may go on.
    pub(super) fn callable(&mut self, name: &str, found: usize, range: &Range<usize>) -> bool {
        let (least, most) = match self.callee(name) {
            Callee::Ours(least, most) => (least, most),
            Callee::Library(arity) => (arity, arity),
            Callee::Nobody => {
                let library = self.scope.words().library.iter().map(|(known, _)| &**known);
                let hint = Hint::among(name, FUNCTIONS.iter().map(|(known, ..)| *known).chain(library));
                let flaw = GuardFlaw::UnknownFunction { name: name.to_owned(), hint: hint.clone() };
                self.report_hinted(range, flaw, &hint);
                return false;
            }
        };
        let fine = (least..=most).contains(&found);
        if !fine {
            let expected = match (least, most) {
                (1, usize::MAX) => "1+".to_owned(),
                (least, _) => least.to_string(),
            };
            self.report(range, GuardFlaw::ArgumentCount { function: name.to_owned(), expected, found });
        }
        fine
    }

    /// `name(args)`
    pub(super) fn call(&mut self, ast: &Ast, name: &str, range: &Range<usize>, args: &[Ast], hints: &[Type]) -> Found {
        if !self.callable(name, args.len(), range) {
            // What stands inside is still looked at.
            args.iter().for_each(|arg| drop(self.infer(arg, &[])));
            return unknown();
        }
        if let Callee::Library(_) = self.callee(name) {
            return self.library_call(ast, hints);
        }
        match (name, args) {
            ("given", [of]) => {
                let (expr, _) = self.ask(of, &[]);
                (Expr::Given(Box::new(expr)), Type::Bool)
            }
            ("or_else", [of, other]) => self.or_else(of, other, hints),
            ("in_state", [state]) => self.in_state(state),
            ("decided", [decision]) => self.decided(ast, decision),
            ("holds", [person, role]) => self.holds(person, role),
            ("sum", [list]) => self.sum(list),
            ("count", [list]) => self.over(Function::Count, list, Type::Int),
            ("min", _) => self.extreme(ast, Function::Min, args, hints),
            ("max", _) => self.extreme(ast, Function::Max, args, hints),
            ("all", [list]) => self.over_booleans(Function::All, list),
            ("any", [list]) => self.over_booleans(Function::Any, list),
            ("distinct", [list]) => {
                let (list, ty) = self.items(list, hints);
                (Expr::Call(Function::Distinct, vec![list]), ty)
            }
            ("contains", [list, item]) => self.contains(ast, list, item),
            ("contains_all", [list, others]) => self.contains_all(ast, list, others),
            ("days_between", [from, to]) => {
                let days: &[Type] = &[Type::Date, Type::Instant];
                let args = vec![self.want(from, days).0, self.want(to, days).0];
                (Expr::Call(Function::DaysBetween, args), Type::Int)
            }
            ("date", [of]) => self.part_of_instant(Function::Date, of, Type::Date),
            ("time", [of]) => self.part_of_instant(Function::Time, of, Type::Time),
            ("money", [number]) => self.money(number),
            ("percent", [number]) => match self.number(number) {
                Expr::Const(Value::Int(n)) => (Expr::Const(Value::percent(Decimal::from(n))), Type::Percent),
                Expr::Const(Value::Decimal(d)) => (Expr::Const(Value::percent(d)), Type::Percent),
                number => (Expr::Call(Function::Percent, vec![number]), Type::Percent),
            },
            ("ratio", [part, whole]) => self.ratio(part, whole),
            _ => unknown(),
        }
    }

    /// Types an operand that may be missing.
    fn ask(&mut self, ast: &Ast, hints: &[Type]) -> Found {
        let before = std::mem::replace(&mut self.asking, true);
        let found = self.infer(ast, hints);
        self.asking = before;
        found
    }

    fn or_else(&mut self, of: &Ast, other: &Ast, hints: &[Type]) -> Found {
        let (first, ty) = self.ask(of, hints);
        let second = self.infer(other, if ty == Type::Unknown { hints } else { std::slice::from_ref(&ty) });
        let Some(joined) = join(&ty, &second.1) else {
            self.fit(other, second, &[ty]);
            return unknown();
        };
        let widened = |(expr, ty): Found| if needs_widening(&ty, &joined) { widen(expr) } else { expr };
        let expr = Expr::OrElse(Box::new(widened((first, ty))), Box::new(widened(second)));
        (expr, joined)
    }

    /// The id written out in a call, reporting anything else.
    fn id<'t>(&mut self, function: &str, arg: &'t Ast, kind: Word) -> Option<&'t str> {
        match &arg.kind {
            AstKind::Text(id) => Some(id),
            AstKind::Name(id) => {
                self.report(&arg.range, GuardFlaw::UnquotedWord { text: id.clone() });
                None
            }
            _ => {
                self.report(&arg.range, GuardFlaw::NameWanted { function: function.to_owned(), kind });
                None
            }
        }
    }

    fn in_state(&mut self, arg: &Ast) -> Found {
        let Some(id) = self.id("in_state", arg, Word::State) else { return (unknown().0, Type::Bool) };
        if let Some(state) = self.scope.state(id) {
            return (Expr::InState(state), Type::Bool);
        }
        let states = self.scope.case().map(|case| case.states.as_slice()).unwrap_or_default();
        match states.iter().find(|state| state.name.as_deref() == Some(id)) {
            Some(state) => {
                let (name, id) = (id.to_owned(), state.id.to_string());
                self.report(&arg.range, SyntaxFlaw::NameForId { kind: Word::State, name, id });
            }
            None if self.scope.role(id).is_some() => self.wrong_kind(arg, id, Word::Role, Word::State),
            None => {
                let hint = Hint::among(id, states.iter().map(|state| &*state.id));
                self.report(&arg.range, SyntaxFlaw::UnknownName { kind: Word::State, name: id.to_owned(), hint });
            }
        }
        (unknown().0, Type::Bool)
    }

    /// The option a decision ended with; it may not have ended yet.
    fn decided(&mut self, ast: &Ast, arg: &Ast) -> Found {
        let Some(id) = self.id("decided", arg, Word::Decision) else { return unknown() };
        let decisions = self.scope.case().map(|case| case.decisions.as_slice()).unwrap_or_default();
        if let Some((id, options)) = decisions.iter().find(|(known, _)| &**known == id) {
            let found = (Expr::Decided(id.clone()), Type::Choice(options.clone()));
            return self.maybe(ast, true, found);
        }
        let hint = Hint::among(id, decisions.iter().map(|(known, _)| &**known));
        self.report(&arg.range, SyntaxFlaw::UnknownName { kind: Word::Decision, name: id.to_owned(), hint });
        unknown()
    }

    fn holds(&mut self, person: &Ast, role: &Ast) -> Found {
        let (person, _) = self.want(person, &[Type::Person]);
        let Some(id) = self.id("holds", role, Word::Role) else { return (unknown().0, Type::Bool) };
        match self.scope.role(id) {
            Some(role) => (Expr::Holds(Box::new(person), role), Type::Bool),
            None if self.scope.state(id).is_some() => {
                self.wrong_kind(role, id, Word::State, Word::Role);
                (unknown().0, Type::Bool)
            }
            None => {
                self.text(role, id, &[Type::Role]);
                (unknown().0, Type::Bool)
            }
        }
    }

    fn wrong_kind(&mut self, arg: &Ast, name: &str, kind: Word, wanted: Word) {
        self.report(&arg.range, GuardFlaw::WrongKind { name: name.to_owned(), kind, wanted });
    }

    /// A list, and its type; anything else is reported.
    fn items(&mut self, ast: &Ast, hints: &[Type]) -> Found {
        let (expr, ty) = self.infer(ast, hints);
        match ty {
            Type::List(_) | Type::Unknown => (expr, ty),
            other => self.mismatch(ast, Type::List(Box::new(Type::Unknown)), other),
        }
    }

    fn over(&mut self, function: Function, list: &Ast, ty: Type) -> Found {
        let (list, _) = self.items(list, &[]);
        (Expr::Call(function, vec![list]), ty)
    }

    fn over_booleans(&mut self, function: Function, list: &Ast) -> Found {
        let (list, _) = self.want(list, &[Type::List(Box::new(Type::Bool))]);
        (Expr::Call(function, vec![list]), Type::Bool)
    }

    /// The second argument is nothing of that type, which a sum begins with: the sum of no amounts is `0 CNY`.
    fn sum(&mut self, list: &Ast) -> Found {
        let (expr, ty) = self.items(list, &[]);
        let Type::List(of) = ty else { return unknown() };
        let zero = match &*of {
            Type::Int => Value::Int(0),
            Type::Decimal => Value::Decimal(Decimal::ZERO),
            Type::Percent => Value::Percent(Decimal::ZERO),
            Type::Money => Value::Money(Money::zero(self.scope.words().currency)),
            Type::Unknown => return unknown(),
            other => {
                let lists = [Type::Decimal, Type::Money, Type::Percent].map(|ty| Type::List(Box::new(ty)));
                return self.mismatch(list, lists.as_slice(), Type::List(Box::new(other.clone())));
            }
        };
        (Expr::Call(Function::Sum, vec![expr, Expr::Const(zero)]), *of)
    }

    /// `min(list)`, `min(a, b, …)`
    fn extreme(&mut self, ast: &Ast, function: Function, args: &[Ast], hints: &[Type]) -> Found {
        let (args, of) = match args {
            [list] => {
                let (expr, ty) = self.items(list, &[]);
                let Type::List(of) = ty else { return unknown() };
                (vec![expr], *of)
            }
            _ => match self.list(args, &[Type::List(Box::new(hints.first().cloned().unwrap_or(Type::Unknown)))]) {
                (expr, Type::List(of)) => (vec![expr], *of),
                _ => return unknown(),
            },
        };
        if !has_order(&of) {
            let operator = if function == Function::Min { "min" } else { "max" };
            self.report(&ast.range, GuardFlaw::NoOrder { operator: operator.to_owned(), kind: of });
            return unknown();
        }
        (Expr::Call(function, args), of)
    }

    fn contains(&mut self, ast: &Ast, list: &Ast, item: &Ast) -> Found {
        let (list_expr, ty) = self.items(list, &[]);
        let Type::List(of) = ty else {
            self.infer(item, &[]);
            return (unknown().0, Type::Bool);
        };
        let (mut needle, found) = self.infer(item, std::slice::from_ref(&*of));
        self.among(ast, "contains", (item, &found), (list, &of));
        if needs_widening(&found, &of) {
            needle = widen(needle);
        }
        (Expr::Call(Function::Contains, vec![list_expr, needle]), Type::Bool)
    }

    fn contains_all(&mut self, ast: &Ast, list: &Ast, others: &Ast) -> Found {
        let (first, second) = if is_weak(list, self.scope) && !is_weak(others, self.scope) {
            let second = self.items(others, &[]);
            (self.items(list, std::slice::from_ref(&second.1)), second)
        } else {
            let first = self.items(list, &[]);
            let second = self.items(others, std::slice::from_ref(&first.1));
            (first, second)
        };
        if let (Type::List(of), Type::List(other)) = (&first.1, &second.1) {
            self.among(ast, "contains_all", (others, other), (list, of));
        }
        (Expr::Call(Function::ContainsAll, vec![first.0, second.0]), Type::Bool)
    }

    /// `date(x)`, `time(x)`: of an instant, or a literal of that type.
    fn part_of_instant(&mut self, function: Function, of: &Ast, ty: Type) -> Found {
        if let AstKind::Text(text) = &of.kind {
            return self.text(of, text, &[ty]);
        }
        let (expr, _) = self.want(of, &[Type::Instant]);
        (Expr::Call(function, vec![expr]), ty)
    }

    fn number(&mut self, ast: &Ast) -> Expr {
        let (expr, ty) = self.infer(ast, &[]);
        if !is_number(&ty) && ty != Type::Unknown {
            let expected: &[Type] = &[Type::Int, Type::Decimal];
            self.mismatch(ast, expected, ty);
        }
        expr
    }

    fn money(&mut self, ast: &Ast) -> Found {
        let number = self.number(ast);
        let written = match &number {
            Expr::Const(Value::Int(n)) => Some(Decimal::from(*n)),
            Expr::Const(Value::Decimal(d)) => Some(*d),
            _ => None,
        };
        let Some(units) = written else { return (Expr::Call(Function::Money, vec![number]), Type::Money) };
        let text = format!("{} {}", units.normalize(), self.scope.words().currency);
        match self.literal(&text, &Type::Money) {
            Ok(value) => (Expr::Const(value), Type::Money),
            Err(slip) => {
                self.report(&ast.range, slip.flaw(self.home()));
                unknown()
            }
        }
    }

    /// Two numbers, two amounts or two percentages.
    fn ratio(&mut self, part: &Ast, whole: &Ast) -> Found {
        let kinds: &[Type] = &[Type::Decimal, Type::Money, Type::Percent];
        let (first, ty) = self.want(part, kinds);
        let (second, _) = self.want(whole, if ty == Type::Unknown { kinds } else { std::slice::from_ref(&ty) });
        (Expr::Call(Function::Ratio, vec![first, second]), Type::Decimal)
    }
}

/// Whether a script may call a function: its answer comes from its arguments alone.
pub(super) fn in_scripts(name: &str) -> bool {
    !BEYOND_ARGUMENTS.contains(&name)
}
