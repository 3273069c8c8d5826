//! Reading what authors wrote where a value is wanted: the one door from the model to typed expressions.

use super::load::Load;
use crate::guard::eval::eval;
use crate::guard::expr::{Expr, Guard, ScriptIx};
use crate::guard::literal::Reader;
use crate::guard::scope::Scope;
use crate::guard::scripts::Scripts;
use crate::guard::typing::{Place, Typed, check, proven};
use crate::model::Written;
use crate::problem::{AnyType, Flaw, GuardFlaw, Problem, Problems, SyntaxFlaw, Word};
use crate::program::{Param, Script};
use crate::source::Span;
use crate::syntax::{NodeKind, Text as Quoted};
use crate::value::{Field, Text, Type, Value};
use std::ops::Range;

/// Reads expressions and keeps the scripts among them.
pub(super) struct Texts<'a> {
    /// Where problems go.
    pub(super) problems: &'a mut Problems,
    /// Scripts met so far, by [`ScriptIx`].
    pub(super) kept: Vec<Script>,
    /// Parameters with their values, once they have them.
    pub(super) params: Vec<Param>,
    scripts: &'a dyn Scripts,
}

/// A condition, and the paths that are given wherever it holds.
pub(super) struct Condition {
    /// What runs.
    pub(super) guard: Guard,
    /// `case.x`, `event.y`.
    pub(super) proves: Vec<String>,
}

impl<'a> Texts<'a> {
    pub(super) fn new(scripts: &'a dyn Scripts, problems: &'a mut Problems) -> Self {
        Self { problems, kept: Vec::new(), params: Vec::new(), scripts }
    }

    /// Reads a value of one of these types (any, if there are none); nothing if a problem was reported.
    pub(super) fn typed(&mut self, key: &str, written: &Written, wanted: &[Type], scope: &Scope) -> Option<Typed> {
        let natural = if wanted.is_empty() { natural(written) } else { Vec::new() };
        if wanted.is_empty() && natural.is_empty() && written.as_text().is_none() {
            let expected = Word::Expression.into();
            let flaw = SyntaxFlaw::WrongType { key: key.to_owned(), expected, found: written.shape() };
            self.problems.push(Problem::new(flaw, written.span));
            return None;
        }
        let wanted = if natural.is_empty() { wanted } else { &natural };
        self.reading(scope, |reader| reader.value(key, written, wanted))
    }

    /// The same without reporting anything: to look ahead.
    pub(super) fn ahead(&self, written: &Written, scope: &Scope) -> Option<Typed> {
        let mut unheard = Problems::new();
        let mut kept = self.kept.clone();
        let mut keep = keep(&mut kept);
        let mut reader = Reader { scope, scripts: self.scripts, intern: &mut keep, problems: &mut unheard };
        reader.value("", written, &[])
    }

    /// What a text of people reads and may lack there, without reporting it.
    pub(super) fn lacks(&self, written: &Written, scope: &Scope) -> Option<String> {
        let mut unheard = Problems::new();
        let mut kept = self.kept.clone();
        let mut keep = keep(&mut kept);
        let people = [Type::Person, Type::Role, Type::List(Box::new(Type::Person)), Type::List(Box::new(Type::Role))];
        Reader { scope, scripts: self.scripts, intern: &mut keep, problems: &mut unheard }
            .expression("", written, &people);
        unheard.into_sorted().into_iter().find_map(|problem| match problem.flaw {
            Flaw::GuardFlaw(GuardFlaw::MaybeNotGiven { name }) => Some(name),
            _ => None,
        })
    }

    /// Reads a value, keeping only what runs.
    pub(super) fn expr(&mut self, key: &str, written: &Written, wanted: &[Type], scope: &Scope) -> Option<Expr> {
        self.typed(key, written, wanted, scope).map(|typed| typed.expr)
    }

    /// Reads a value for a field, within its bounds.
    pub(super) fn field(&mut self, written: &Written, field: &Field, scope: &Scope) -> Option<Expr> {
        self.reading(scope, |reader| reader.field(written, field)).map(|typed| typed.expr)
    }

    /// Reads a condition that may be left out.
    pub(super) fn condition(&mut self, key: &str, written: Option<&Written>, scope: &Scope) -> Option<Condition> {
        let written = written?;
        let typed = self.reading(scope, |reader| reader.expression(key, written, &[Type::Bool]))?;
        Some(Condition { guard: guard(typed.expr, written), proves: typed.proves })
    }

    /// Reads what is always an expression.
    pub(super) fn expression(&mut self, key: &str, written: &Written, ty: &Type, scope: &Scope) -> Option<Expr> {
        self.reading(scope, |reader| reader.expression(key, written, std::slice::from_ref(ty))).map(|typed| typed.expr)
    }

    /// Reads an expression of people: ids of roles were looked for before.
    pub(super) fn people(&mut self, key: &str, written: &Written, wanted: &[Type], scope: &Scope) -> Option<Expr> {
        self.reading(scope, |reader| reader.expression(key, written, wanted)).map(|typed| typed.expr)
    }

    /// Reads an expression that gives a case; its type says of which process, if that is known.
    pub(super) fn case(&mut self, key: &str, written: &Written, scope: &Scope) -> Option<Typed> {
        let typed = self.reading(scope, |reader| reader.expression(key, written, &[]))?;
        if matches!(typed.ty, Type::Case(_) | Type::Unknown) {
            return Some(typed);
        }
        let flaw = GuardFlaw::TypeMismatch { expected: AnyType(vec![Type::Case(None)]), found: typed.ty };
        self.problems.push(Problem::new(flaw, written.span));
        None
    }

    /// Reads a part of a text as an expression.
    pub(super) fn part(&mut self, text: &Quoted, range: Range<usize>, ty: &Type, scope: &Scope) -> Option<Expr> {
        let inner = text.value.get(range.clone())?;
        let at = |part: Range<usize>| text.span_of(range.start + part.start..range.start + part.end);
        let (place, wanted) = (Place { scope, at: &at }, std::slice::from_ref(ty));
        let (typed, problems) = check(inner, wanted, place, self.scripts, &mut keep(&mut self.kept));
        self.problems.extend(problems);
        typed.map(|typed| typed.expr)
    }

    /// The paths a condition proves, by its shape alone.
    pub(super) fn proves(&self, written: &Written) -> Vec<String> {
        let parsed = written.as_text().and_then(|text| self.scripts.parse(&text.value).ok());
        parsed.map(|parsed| proven(&parsed)).unwrap_or_default()
    }

    /// Reads a value that is never computed: texts stand for themselves.
    pub(super) fn literal(&mut self, key: &str, written: &Written, ty: &Type, scope: &Scope) -> Option<Value> {
        self.reading(scope, |reader| reader.literal(key, written, ty))
    }

    /// Reports money below zero where only what is paid can be written.
    pub(super) fn not_negative(&mut self, value: &Value, span: Span, scope: &Scope) -> bool {
        self.reading(scope, |reader| reader.not_negative(value, span))
    }

    /// Reads a value that must be known now, from parameters at most.
    pub(super) fn constant(&mut self, key: &str, written: &Written, ty: &Type, scope: &Scope) -> Option<Value> {
        let expr = self.expr(key, written, std::slice::from_ref(ty), scope)?;
        self.evaluate(&expr, written, scope)
    }

    /// Reads a condition over parameters, and whether it holds.
    pub(super) fn holds(&mut self, key: &str, written: &Written, scope: &Scope) -> Option<bool> {
        let expr = self.expression(key, written, &Type::Bool, scope)?;
        self.evaluate(&expr, written, scope)?.as_bool()
    }

    /// The value of an expression over parameters; what fails is reported at its place.
    fn evaluate(&mut self, expr: &Expr, written: &Written, scope: &Scope) -> Option<Value> {
        let words = scope.words();
        let (zone, currency) = (&words.zone, words.currency);
        let load = Load { params: &self.params, zone, currency, kept: &self.kept, scripts: self.scripts };
        match eval(expr, &load) {
            Ok(value) => Some(value),
            Err(error) => {
                let flaw = GuardFlaw::NotExpression { detail: error.to_string() };
                self.problems.push(Problem::new(flaw, written.span));
                None
            }
        }
    }

    fn reading<T>(&mut self, scope: &Scope, read: impl FnOnce(&mut Reader<'_>) -> T) -> T {
        let mut keep = keep(&mut self.kept);
        read(&mut Reader { scope, scripts: self.scripts, intern: &mut keep, problems: self.problems })
    }
}

/// Keeps scripts, each once for a place and type.
fn keep(kept: &mut Vec<Script>) -> impl FnMut(&str, &Type, Span) -> ScriptIx {
    |text, ty, span| {
        let same = kept.iter().position(|script| script.span == span && script.ty == *ty && &*script.text == text);
        ScriptIx::from(same.unwrap_or_else(|| {
            kept.push(Script { text: text.into(), ty: ty.clone(), span });
            kept.len() - 1
        }))
    }
}

/// The types of a value that is written without quotes.
fn natural(written: &Written) -> Vec<Type> {
    match &written.kind {
        NodeKind::Boolean(_) => vec![Type::Bool],
        NodeKind::Integer(_) => vec![Type::Int],
        NodeKind::Decimal(_) => vec![Type::Decimal],
        NodeKind::DateTime(_) => vec![Type::Date, Type::Instant, Type::Time],
        NodeKind::Table(_) => vec![Type::Text],
        _ => Vec::new(),
    }
}

/// An expression with the words it was written in.
pub(super) fn guard(expr: Expr, written: &Written) -> Guard {
    Guard { expr, text: as_written(written), span: written.span }
}

/// A value in the author's words.
pub(super) fn as_written(written: &Written) -> Text {
    match &written.kind {
        NodeKind::Text(text) => text.value.as_str().into(),
        NodeKind::Integer(n) => n.to_string().into(),
        NodeKind::Decimal(text) | NodeKind::DateTime(text) => text.as_str().into(),
        NodeKind::Boolean(b) => b.to_string().into(),
        _ => "…".into(),
    }
}
