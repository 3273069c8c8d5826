//! Roots and what follows a dot: `case.x`, `event.x`, `param.x[key]`, `actor.department`, `it.amount`.

use super::given::path;
use super::{Found, Typer, unknown};
use crate::guard::ast::{Ast, AstKind};
use crate::guard::expr::{Expr, Who};
use crate::problem::{Absent, GuardFlaw, Hint};
use crate::value::{Field, Type};
use std::ops::Range;

/// Every root of the language.
pub(super) const ROOTS: [&str; 14] = [
    "case",
    "event",
    "param",
    "measure",
    "account",
    "it",
    "self",
    "now",
    "today",
    "actor",
    "owner",
    "requester",
    "offender",
    "holder",
];

impl Typer<'_> {
    /// A bare name: a root that is a value by itself.
    pub(super) fn name(&mut self, ast: &Ast, name: &str, hints: &[Type]) -> Found {
        let here = |there: bool, found: Found| if there { Ok(found) } else { Err(absent(name)) };
        let found = match name {
            "now" => here(self.scope.has_clock(), (Expr::Now, Type::Instant)),
            "today" => here(self.scope.has_clock(), (Expr::Today, Type::Date)),
            "self" => match self.scope.case() {
                Some(case) => Ok((Expr::This, Type::Case(Some(case.process.clone())))),
                None => Err(Absent::Case),
            },
            "it" => self.scope.row().map(|row| (Expr::It, row.clone())).ok_or(Absent::Row),
            "case" | "event" | "param" | "measure" | "account" => return self.root_alone(ast, name),
            _ => match Who::ALL.into_iter().find(|who| who.id() == name) {
                Some(who) => here(self.scope.has(who), (Expr::Person(who), Type::Person)),
                None => return self.stranger(ast, name, hints),
            },
        };
        found.unwrap_or_else(|why| {
            self.report(&ast.range, GuardFlaw::NotHere { name: name.to_owned(), why });
            unknown()
        })
    }

    /// `case` without a field.
    fn root_alone(&mut self, ast: &Ast, name: &str) -> Found {
        let hint = Hint::among("", self.fields_of_root(name));
        self.report(&ast.range, GuardFlaw::UnknownField { base: name.to_owned(), field: String::new(), hint });
        unknown()
    }

    /// A name that is no root: most likely a root is missing before it, or the quotes of an option around it.
    fn stranger(&mut self, ast: &Ast, name: &str, hints: &[Type]) -> Found {
        if self.meant_as_text(name, hints) {
            self.report(&ast.range, GuardFlaw::UnquotedWord { text: name.to_owned() });
            return unknown();
        }
        let rooted = ["case", "event", "param"].into_iter().find(|root| self.fields_of_root(root).contains(&name));
        let hint = match rooted {
            Some(root) => Hint::only(format!("{root}.{name}")),
            None => Hint::among(name, ROOTS.into_iter().chain(["true", "false"])),
        };
        self.report_hinted(&ast.range, GuardFlaw::UnknownRoot { name: name.to_owned(), hint: hint.clone() }, &hint);
        unknown()
    }

    /// `base.name`
    pub(super) fn field(&mut self, ast: &Ast, base: &Ast, name: &str, range: &Range<usize>) -> Found {
        match &base.kind {
            AstKind::Name(root) if root == "case" => self.case_field(ast, name, range),
            AstKind::Name(root) if root == "event" => self.event_field(ast, name, range),
            AstKind::Name(root) if root == "param" => self.param_field(ast, name, range, false),
            AstKind::Name(root) if root == "self" => {
                let hint = Hint::only(format!("case.{name}"));
                let flaw = GuardFlaw::UnknownField { base: "self".into(), field: name.to_owned(), hint };
                self.report(range, flaw);
                unknown()
            }
            AstKind::Name(root) if root == "measure" || root == "account" => self.no_such(root, name, range, &[]),
            _ => {
                let found = self.infer(base, &[]);
                self.member(ast, base, found, name, range)
            }
        }
    }

    fn case_field(&mut self, ast: &Ast, name: &str, range: &Range<usize>) -> Found {
        if self.scope.case().is_none() {
            self.report(&ast.range, GuardFlaw::NotHere { name: "case".into(), why: Absent::Case });
            return unknown();
        }
        if let Some((slot, field)) = self.scope.data(name) {
            let found = (Expr::Data(slot), field.ty.clone());
            return self.maybe(ast, field.optional, found);
        }
        if let Some((ix, ty)) = self.scope.value(name) {
            return (Expr::Named(ix), ty.clone());
        }
        if let Some(part) = self.scope.part(name) {
            return (Expr::Part(part.clone()), Type::Person);
        }
        self.no_such("case", name, range, &[])
    }

    fn event_field(&mut self, ast: &Ast, name: &str, range: &Range<usize>) -> Found {
        if self.scope.event().is_none() {
            self.report(&ast.range, GuardFlaw::NotHere { name: "event".into(), why: Absent::Event });
            return unknown();
        }
        match self.scope.field(name) {
            Some((slot, field)) => {
                let found = (Expr::Field(slot), field.ty.clone());
                self.maybe(ast, field.optional, found)
            }
            None if name == "name" => (Expr::EventName, Type::Text),
            None => self.no_such("event", name, range, &["name"]),
        }
    }

    /// `param.x`; with `keyed`, the base of `param.x[…]`, whose key is not yet there.
    fn param_field(&mut self, ast: &Ast, name: &str, range: &Range<usize>, keyed: bool) -> Found {
        let Some((ix, param)) = self.scope.param(name) else { return self.no_such("param", name, range, &[]) };
        match &param.per {
            Some((per, _)) if !keyed => {
                let flaw = GuardFlaw::KeyMissing { name: format!("param.{name}"), per: per.to_string() };
                self.report(&ast.range, flaw);
                unknown()
            }
            _ => (Expr::Param(ix), param.ty.clone()),
        }
    }

    /// `base[index]`: only parameters with a value per key have one.
    pub(super) fn index(&mut self, ast: &Ast, base: &Ast, index: &Ast) -> Found {
        if let AstKind::Field(root, name, range) = &base.kind
            && matches!(&root.kind, AstKind::Name(root) if root == "param")
        {
            let Some((ix, per)) = self.scope.param(name).map(|(ix, param)| (ix, param.per.clone())) else {
                self.infer(index, &[]);
                return self.no_such("param", name, range, &[]);
            };
            if let Some((_, key)) = per {
                let (_, ty) = self.param_field(base, name, range, true);
                let (key, _) = self.want(index, &[key]);
                return (Expr::ParamAt(ix, Box::new(key)), ty);
            }
        }
        self.infer(base, &[]);
        let name = path(base).unwrap_or_else(|| self.written(&base.range));
        self.report(&ast.range, GuardFlaw::NotIndexed { name });
        unknown()
    }

    /// A field of a value: an attribute of a person, a field of a record, the fields of all records of a list.
    fn member(&mut self, ast: &Ast, base: &Ast, found: Found, name: &str, range: &Range<usize>) -> Found {
        let written = self.written(&base.range);
        let (expr, ty) = found;
        match &ty {
            Type::Unknown => unknown(),
            Type::Person => match self.scope.attribute(name) {
                Some((ix, ty)) => (Expr::Attribute(Box::new(expr), ix), ty.clone()),
                None => self.no_such(&written, name, range, &[]),
            },
            Type::Record(record) => match record.fields.iter().find(|field| &*field.id == name) {
                Some(field) => {
                    let found = (Expr::Member(Box::new(expr), field.id.clone()), field.ty.clone());
                    self.maybe(ast, field.optional, found)
                }
                None => self.no_such_among(&written, name, range, record.fields.iter().map(|field| &*field.id)),
            },
            Type::List(of) => match &**of {
                Type::Record(record) => match record.fields.iter().find(|field| &*field.id == name) {
                    Some(Field { id, ty, .. }) => {
                        (Expr::MemberOfEach(Box::new(expr), id.clone()), Type::List(Box::new(ty.clone())))
                    }
                    None => self.no_such_among(&written, name, range, record.fields.iter().map(|field| &*field.id)),
                },
                _ => self.no_such(&written, name, range, &[]),
            },
            Type::Case(_) => {
                let name = path(ast).unwrap_or_else(|| self.written(&ast.range));
                self.report(&ast.range, GuardFlaw::OtherCase { name });
                unknown()
            }
            _ => self.no_such_among(&written, name, range, std::iter::empty()),
        }
    }

    /// A value that may be missing is read only where it was asked for.
    pub(super) fn maybe(&mut self, ast: &Ast, optional: bool, found: Found) -> Found {
        let must_ask = optional && !self.asking && !self.scope.is_all_given();
        if must_ask && path(ast).is_none_or(|path| !self.given.contains(&path)) {
            let name = path(ast).unwrap_or_else(|| self.written(&ast.range));
            self.report(&ast.range, GuardFlaw::MaybeNotGiven { name });
        }
        found
    }

    fn no_such(&mut self, base: &str, name: &str, range: &Range<usize>, more: &[&str]) -> Found {
        let known: Vec<String> = match base {
            "case" | "event" | "param" => self.fields_of_root(base).into_iter().map(str::to_owned).collect(),
            "measure" | "account" => Vec::new(),
            _ => self.scope.words().attributes.iter().map(|(id, _)| id.to_string()).collect(),
        };
        self.no_such_among(base, name, range, known.iter().map(String::as_str).chain(more.iter().copied()))
    }

    fn no_such_among<'k>(
        &mut self,
        base: &str,
        name: &str,
        range: &Range<usize>,
        known: impl Iterator<Item = &'k str>,
    ) -> Found {
        let hint = Hint::among(name, known);
        let flaw = GuardFlaw::UnknownField { base: base.to_owned(), field: name.to_owned(), hint: hint.clone() };
        self.report_hinted(range, flaw, &hint);
        unknown()
    }

    fn fields_of_root(&self, root: &str) -> Vec<&str> {
        match root {
            "case" => self.scope.case_ids().collect(),
            "event" => self.scope.event().map(|e| e.fields.iter().map(|(_, f)| &*f.id).collect()).unwrap_or_default(),
            "param" => self.scope.words().params.iter().map(|param| &*param.id).collect(),
            _ => Vec::new(),
        }
    }
}

fn absent(name: &str) -> Absent {
    match name {
        "now" | "today" => Absent::Clock,
        _ => Absent::Person,
    }
}
