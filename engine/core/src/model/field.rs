//! One shape for fields everywhere (`LANGUAGE` §1 *Types*): data, event fields, records, registers.

use super::choice::{OptionDecl, options};
use super::head::{Element, Head, Id};
use super::read::Read;
use super::{Name, Written};
use crate::problem::{Problem, Problems, SyntaxFlaw, Word};
use crate::source::Spanned;
use crate::syntax::{Fields, Table};

/// A field as written.
#[derive(Debug, Clone)]
pub struct Field {
    /// Id, name, clauses, place.
    pub head: Head,
    /// Its type.
    pub ty: TypeOf,
    /// May be absent.
    pub optional: bool,
    /// Its value where nothing gave one.
    pub default: Option<Written>,
    /// The least value allowed, inclusive.
    pub min: Option<Written>,
    /// The greatest value allowed, inclusive.
    pub max: Option<Written>,
}

/// A type as written.
#[derive(Debug, Clone)]
pub struct TypeOf {
    /// `type`; nothing where it was unreadable and reported.
    pub word: Option<Spanned<TypeWord>>,
    /// `options`
    pub options: Vec<OptionDecl>,
    /// `of`: a shared choice or record, or what a list holds.
    pub of: Option<Name>,
    /// `to`: the process a `ref` leads to.
    pub to: Option<Name>,
    /// `fields`
    pub fields: Vec<Field>,
}

/// The words for types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the word itself")]
pub enum TypeWord {
    Boolean,
    Integer,
    Decimal,
    Percent,
    Money,
    Text,
    Choice,
    Date,
    Time,
    Instant,
    Duration,
    Person,
    Role,
    List,
    Record,
    Ref,
}

impl TypeWord {
    /// All of them as written.
    pub const ALL: [(&'static str, Self); 16] = [
        ("boolean", Self::Boolean),
        ("integer", Self::Integer),
        ("decimal", Self::Decimal),
        ("percent", Self::Percent),
        ("money", Self::Money),
        ("text", Self::Text),
        ("choice", Self::Choice),
        ("date", Self::Date),
        ("time", Self::Time),
        ("instant", Self::Instant),
        ("duration", Self::Duration),
        ("person", Self::Person),
        ("role", Self::Role),
        ("list", Self::List),
        ("record", Self::Record),
        ("ref", Self::Ref),
    ];

    /// The type a word names.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == word).map(|(_, ty)| *ty)
    }
}

/// Types of later versions.
const LATER: [&str; 3] = ["form", "level", "rank"];

impl Element for Field {
    const WORD: Word = Word::Field;

    fn head(&self) -> &Head {
        &self.head
    }
}

impl Field {
    pub(super) fn read(table: &Table, problems: &mut Problems) -> Self {
        let mut f = Fields::new(table, Word::Field, problems);
        let field = Self::keys(&mut f, Word::Field);
        f.finish();
        field
    }

    /// Reads the keys of a field from an element that has others beside them.
    pub(super) fn keys(f: &mut Fields<'_, '_>, word: Word) -> Self {
        let head = Head::read(f, word, Id::Required);
        let ty = TypeOf::read(f);
        let field = Self {
            head,
            ty,
            optional: f.flag("optional"),
            default: f.written("default"),
            min: f.written("min"),
            max: f.written("max"),
        };
        f.not_yet(&["level", "readers", "declassify"]);
        field
    }

    /// Reads `fields = [{ … }]`.
    pub(super) fn list(f: &mut Fields<'_, '_>) -> Vec<Self> {
        let tables = f.tables("fields");
        tables.into_iter().map(|table| Self::read(table, f.problems())).collect()
    }
}

impl TypeOf {
    /// Reads `type` and the keys that belong to it.
    pub(super) fn read(f: &mut Fields<'_, '_>) -> Self {
        f.require("type");
        let word = match f.quoted("type") {
            Some(text) if LATER.contains(&text.value.as_str()) => {
                f.report(Problem::new(SyntaxFlaw::NotYet { key: text.value.clone() }, text.span));
                None
            }
            Some(text) => f.word_in("type", text, &TypeWord::ALL),
            None => None,
        };
        Self { word, options: options(f), of: f.name("of"), to: f.name("to"), fields: Field::list(f) }
    }
}
