//! `[[choice]]` and `[[record]]`: types with a name, used as `of = "…"`.

use super::Name;
use super::field::Field;
use super::head::{Element, Head, Id};
use super::read::{Item, Read, name};
use crate::problem::{Problem, Problems, SyntaxFlaw, Word};
use crate::syntax::{Fields, NodeKind, Table};
use crate::value::Text;

/// A shared choice.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Id, name, place.
    pub head: Head,
    /// What can be chosen, in the order of rank.
    pub options: Vec<OptionDecl>,
}

/// An option: `"id"` or `{ id, name }`.
#[derive(Debug, Clone)]
pub struct OptionDecl {
    /// What policies and events write.
    pub id: Name,
    /// What people read.
    pub name: Option<Text>,
}

/// A shared record.
#[derive(Debug, Clone)]
pub struct Record {
    /// Id, name, place.
    pub head: Head,
    /// Its fields.
    pub fields: Vec<Field>,
}

impl Element for Choice {
    const WORD: Word = Word::Choice;

    fn head(&self) -> &Head {
        &self.head
    }
}

impl Element for Record {
    const WORD: Word = Word::Record;

    fn head(&self) -> &Head {
        &self.head
    }
}

impl Choice {
    pub(super) fn read(table: &Table, problems: &mut Problems) -> Self {
        let mut f = Fields::new(table, Word::Choice, problems);
        f.require("options");
        let choice = Self { head: Head::read(&mut f, Word::Choice, Id::Required), options: options(&mut f) };
        f.finish();
        choice
    }
}

impl Record {
    pub(super) fn read(table: &Table, problems: &mut Problems) -> Self {
        let mut f = Fields::new(table, Word::Record, problems);
        f.require("fields");
        let record = Self { head: Head::read(&mut f, Word::Record, Id::Required), fields: Field::list(&mut f) };
        f.finish();
        record
    }
}

/// Reads `options`, reporting an option that is there twice.
pub(super) fn options(f: &mut Fields<'_, '_>) -> Vec<OptionDecl> {
    let mut options: Vec<OptionDecl> = Vec::new();
    for item in f.items("options") {
        let Some(option) = option(f, item) else { continue };
        if let Some(first) = options.iter().find(|known| known.id == option.id) {
            let flaw = SyntaxFlaw::DuplicateId { kind: Word::Option, id: option.id.value.to_string() };
            f.report(Problem::new(flaw, option.id.span).label(first.id.span, super::read::FIRST));
        } else {
            options.push(option);
        }
    }
    options
}

fn option(f: &mut Fields<'_, '_>, item: Item<'_>) -> Option<OptionDecl> {
    match item {
        Item::Table(table) => {
            let mut f = Fields::new(table, Word::Option, f.problems());
            let option = f.required_name("id").map(|id| OptionDecl { id, name: f.plain("name") });
            f.finish();
            option
        }
        Item::Node(node) => match &node.kind {
            NodeKind::Text(text) => Some(OptionDecl { id: name(text.spanned()), name: None }),
            _ => {
                f.wrong_type("options", node, [Word::Text, Word::Table]);
                None
            }
        },
    }
}
