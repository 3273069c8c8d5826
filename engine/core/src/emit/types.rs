//! Types and fields: from words with `of`, `options` and `fields` to types.

use std::sync::Arc;

use super::texts::Texts;
use crate::guard::scope::Scope;
use crate::model::choice::{Choice as ModelChoice, OptionDecl, Record};
use crate::model::field::{Field as ModelField, TypeOf, TypeWord};
use crate::model::names::Table;
use crate::model::{Name, Policy, Written};
use crate::problem::{Note, Problem, Problems, SyntaxFlaw, Word};
use crate::source::Spanned;
use crate::value::{Choice, Field, Opt, RecordType, Text, Type, Value};

/// The shared types of a policy.
#[derive(Debug)]
pub(super) struct Types {
    choice_names: Table,
    record_names: Table,
    choices: Vec<Type>,
    records: Vec<Type>,
    processes: Table,
}

impl Types {
    /// Makes the shared choices and records of a policy; a record that contains itself is reported.
    pub(super) fn of(policy: &Policy, processes: Table, problems: &mut Problems) -> Self {
        let mut types = Self {
            choice_names: Table::of(&policy.choices),
            record_names: Table::of(&policy.records),
            choices: policy.choices.iter().map(shared_choice).collect(),
            records: vec![Type::Unknown; policy.records.len()],
            processes,
        };
        let mut open = vec![Progress::Fresh; policy.records.len()];
        for at in 0..policy.records.len() {
            types.record(at, &policy.records, &mut open, problems);
        }
        types
    }

    /// Makes a shared record after those it is made of.
    fn record(&mut self, at: usize, records: &[Record], open: &mut [Progress], problems: &mut Problems) {
        if open[at] != Progress::Fresh {
            return;
        }
        open[at] = Progress::Open;
        let record = &records[at];
        for of in record.fields.iter().flat_map(|field| record_references(&field.ty)) {
            let Some(inner) = self.record_names.get(&of.value) else { continue };
            if open[inner] == Progress::Open {
                let flaw =
                    SyntaxFlaw::DefinedByItself { kind: Word::Record, names: [&*of.value].into_iter().collect() };
                problems.push(Problem::new(flaw, of.span).label(records[inner].head.place(), Note::DeclaredHere));
            }
            self.record(inner, records, open, problems);
        }
        let fields = self.plain_fields(&record.fields, problems);
        self.records[at] = Type::Record(Arc::new(RecordType { id: Some(record.head.id_text()), fields }));
        open[at] = Progress::Done;
    }

    /// A type; unknown where it could not be made out, which was reported.
    pub(super) fn ty(&self, of: &TypeOf, problems: &mut Problems) -> Type {
        let Some(word) = &of.word else { return Type::Unknown };
        self.misfits(of, word, problems);
        self.of_word(of, word, problems)
    }

    fn of_word(&self, of: &TypeOf, word: &Spanned<TypeWord>, problems: &mut Problems) -> Type {
        match word.value {
            TypeWord::Boolean => Type::Bool,
            TypeWord::Integer => Type::Int,
            TypeWord::Decimal => Type::Decimal,
            TypeWord::Percent => Type::Percent,
            TypeWord::Money => Type::Money,
            TypeWord::Text => Type::Text,
            TypeWord::Date => Type::Date,
            TypeWord::Time => Type::Time,
            TypeWord::Instant => Type::Instant,
            TypeWord::Duration => Type::Duration,
            TypeWord::Person => Type::Person,
            TypeWord::Role => Type::Role,
            TypeWord::Choice => self.choice(of, word, problems),
            TypeWord::Record => self.record_type(of, word, problems),
            TypeWord::List => Type::List(Box::new(self.list_item(of, word, problems))),
            TypeWord::Ref => self.reference(of, problems),
        }
    }

    fn choice(&self, of: &TypeOf, word: &Spanned<TypeWord>, problems: &mut Problems) -> Type {
        match &of.of {
            _ if !of.options.is_empty() => Type::Choice(Arc::new(Choice { id: None, options: opts(&of.options) })),
            Some(name) => self.choice_names.find(name, problems).map_or(Type::Unknown, |at| self.choices[at].clone()),
            None => lacking(["options", "of"], word, problems),
        }
    }

    fn record_type(&self, of: &TypeOf, word: &Spanned<TypeWord>, problems: &mut Problems) -> Type {
        match &of.of {
            _ if !of.fields.is_empty() => {
                Type::Record(Arc::new(RecordType { id: None, fields: self.plain_fields(&of.fields, problems) }))
            }
            Some(name) => self.record_names.find(name, problems).map_or(Type::Unknown, |at| self.records[at].clone()),
            None => lacking(["fields", "of"], word, problems),
        }
    }

    /// What a list holds: a type by its word, or a shared choice or record.
    fn list_item(&self, of: &TypeOf, word: &Spanned<TypeWord>, problems: &mut Problems) -> Type {
        let Some(name) = &of.of else {
            return match (of.fields.is_empty(), of.options.is_empty()) {
                (false, _) => self.record_type(of, word, problems),
                (_, false) => self.choice(of, word, problems),
                _ => lacking(["of", "fields"], word, problems),
            };
        };
        if let Some(item) = TypeWord::parse(&name.value) {
            let inner = TypeOf { of: None, ..of.clone() };
            return self.of_word(&inner, &Spanned::new(item, name.span), problems);
        }
        let shared = self.shared(&name.value);
        if shared.is_none() {
            problems.push(self.choice_names.unknown(name));
        }
        shared.unwrap_or(Type::Unknown)
    }

    /// A shared choice or record by its id.
    pub(super) fn shared(&self, id: &str) -> Option<Type> {
        let choice = self.choice_names.get(id).map(|at| self.choices[at].clone());
        choice.or_else(|| self.record_names.get(id).map(|at| self.records[at].clone()))
    }

    /// A shared choice by a name that must be one.
    pub(super) fn shared_choice(&self, name: &Name, problems: &mut Problems) -> Option<Type> {
        self.choice_names.find(name, problems).map(|at| self.choices[at].clone())
    }

    fn reference(&self, of: &TypeOf, problems: &mut Problems) -> Type {
        match &of.to {
            None => Type::Case(None),
            Some(name) => match self.processes.find(name, problems) {
                Some(_) => Type::Case(Some(name.value.clone())),
                None => Type::Unknown,
            },
        }
    }

    /// Keys that belong to another type.
    fn misfits(&self, of: &TypeOf, word: &Spanned<TypeWord>, problems: &mut Problems) {
        use TypeWord::{Choice, List, Record, Ref};
        let mut misfit = |is_there: Option<crate::source::Span>, key: &str, fits: &[TypeWord]| {
            if let (Some(span), false) = (is_there, fits.contains(&word.value)) {
                let other = TypeWord::ALL.iter().find(|(_, ty)| Some(ty) == fits.first()).map_or("", |(word, _)| word);
                let flaw = SyntaxFlaw::KeyNeeds { key: key.to_owned(), other: format!("type = \"{other}\"") };
                problems.push(Problem::new(flaw, span));
            }
        };
        misfit(of.options.first().map(|option| option.id.span), "options", &[Choice, List]);
        misfit(of.fields.first().map(|field| field.head.span), "fields", &[Record, List]);
        misfit(of.of.as_ref().map(|of| of.span), "of", &[List, Choice, Record]);
        misfit(of.to.as_ref().map(|to| to.span), "to", &[Ref, List]);
    }

    /// Fields without bounds, as records have them.
    fn plain_fields(&self, fields: &[ModelField], problems: &mut Problems) -> Vec<Field> {
        unique(fields, problems).map(|field| self.plain_field(field, problems)).collect()
    }

    fn plain_field(&self, field: &ModelField, problems: &mut Problems) -> Field {
        Field {
            id: field.head.id_text(),
            name: field.head.name.clone(),
            ty: self.ty(&field.ty, problems),
            optional: field.optional,
            min: None,
            max: None,
        }
    }

    /// A field with its bounds, which must be known when the policy is loaded.
    pub(super) fn field(&self, field: &ModelField, texts: &mut Texts<'_>, scope: &Scope) -> Field {
        let plain = self.plain_field(field, texts.problems);
        let bound = |key: &str, written: &Option<Written>, texts: &mut Texts<'_>| -> Option<Value> {
            texts.constant(key, written.as_ref()?, &plain.ty, scope)
        };
        let (min, max) = (bound("min", &field.min, texts), bound("max", &field.max, texts));
        Field { min, max, ..plain }
    }

    /// Fields with their bounds, each id once.
    pub(super) fn fields(&self, fields: &[ModelField], texts: &mut Texts<'_>, scope: &Scope) -> Vec<Field> {
        let fields: Vec<&ModelField> = unique(fields, texts.problems).collect();
        fields.into_iter().map(|field| self.field(field, texts, scope)).collect()
    }
}

/// How far a record is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    Fresh,
    Open,
    Done,
}

fn record_references(ty: &TypeOf) -> Vec<&Name> {
    let inner = ty.fields.iter().flat_map(|field| record_references(&field.ty));
    ty.of.iter().chain(inner).collect()
}

fn shared_choice(choice: &ModelChoice) -> Type {
    Type::Choice(Arc::new(Choice { id: Some(choice.head.id_text()), options: opts(&choice.options) }))
}

fn opts(options: &[OptionDecl]) -> Vec<Opt> {
    options.iter().map(|option| Opt { id: option.id.value.clone(), name: option.name.clone() }).collect()
}

fn lacking(keys: [&str; 2], word: &Spanned<TypeWord>, problems: &mut Problems) -> Type {
    let flaw = SyntaxFlaw::KeysLack { keys: keys.into_iter().collect(), place: Word::Field };
    problems.push(Problem::new(flaw, word.span));
    Type::Unknown
}

/// Fields in order, leaving out and reporting ids that were there before.
fn unique<'f>(fields: &'f [ModelField], problems: &mut Problems) -> impl Iterator<Item = &'f ModelField> + use<'f> {
    let mut seen: Vec<(Text, crate::source::Span)> = Vec::new();
    let mut kept = Vec::new();
    for field in fields {
        let Some(id) = &field.head.id else { continue };
        match seen.iter().find(|(known, _)| *known == id.value) {
            None => {
                seen.push((id.value.clone(), id.span));
                kept.push(field);
            }
            Some((_, first)) => {
                let flaw = SyntaxFlaw::DuplicateId { kind: Word::Field, id: id.value.to_string() };
                problems.push(Problem::new(flaw, id.span).label(*first, Note::FirstHere));
            }
        }
    }
    kept.into_iter()
}
