//! What every element may say besides its own keys.

use unicode_ident::{is_xid_continue, is_xid_start};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::read::Read;
use super::{Name, Written};
use crate::problem::{Problem, SyntaxFlaw, Word};
use crate::source::Span;
use crate::syntax::Fields;
use crate::value::Text;

/// Identity, clauses and place of an element.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// Its id, where the element has one.
    pub id: Option<Name>,
    /// What people read.
    pub name: Option<Text>,
    /// Which sentences of the regulation it implements.
    pub clauses: Vec<Name>,
    /// Left out while this is false.
    pub only_if: Option<Written>,
    /// Takes the place of an earlier element of this id; where that is said.
    pub replaces: Option<Span>,
    /// Its header, or its braces.
    pub span: Span,
}

/// An element with a head.
pub trait Element {
    /// What it is called in messages.
    const WORD: Word;

    /// Its head.
    fn head(&self) -> &Head;
}

/// Which ids an element may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Id {
    /// An identifier, required.
    Required,
    /// An identifier, if any.
    Optional,
    /// Any short text, required: clauses and institutions.
    FreeText,
    /// None.
    None,
}

/// The longest id: what still fits a line of a message.
const LONGEST: usize = 64;

impl Head {
    /// Reads the keys every element may have. An id that cannot be used is reported and left out.
    pub(super) fn read(f: &mut Fields<'_, '_>, word: Word, id: Id) -> Self {
        let id = match id {
            Id::Required => f.required_name("id").and_then(|id| identifier(f, word, id)),
            Id::Optional => f.name("id").and_then(|id| identifier(f, word, id)),
            Id::FreeText => f.required_name("id").and_then(|id| short_text(f, id)),
            Id::None => None,
        };
        let name = f.plain("name");
        f.has("note");
        f.texts("aliases");
        let replaces = f.boolean("replaces").filter(|on| on.value).map(|on| on.span);
        let only_if = if has_switch(word) { f.written("only_if") } else { None };
        Self { id, name, clauses: f.names("clause"), only_if, replaces, span: f.span() }
    }

    /// The id as text; empty where there is none.
    #[must_use]
    pub fn id_text(&self) -> Text {
        self.id.as_ref().map_or_else(|| "".into(), |id| id.value.clone())
    }

    /// Where to point at: the id, else the header.
    #[must_use]
    pub fn place(&self) -> Span {
        self.id.as_ref().map_or(self.span, |id| id.span)
    }
}

/// Whether elements of this kind can be switched off. What switches read cannot, and actions, outcomes and options have
/// conditions of their own or none.
fn has_switch(word: Word) -> bool {
    use Word::{Action, Choice, Field, Institution, Outcome, Parameter, Record, Row};
    !matches!(word, Action | Choice | Field | Institution | Outcome | Parameter | Record | Row)
}

/// Checks an identifier: XID characters (Chinese too), in composed form.
fn identifier(f: &mut Fields<'_, '_>, word: Word, id: Name) -> Option<Name> {
    let id = short_text(f, id)?;
    let text = &*id.value;
    let bad =
        text.chars().enumerate().find(|&(at, c)| !(is_xid_continue(c) && (at > 0 || c == '_' || is_xid_start(c))));
    if let Some((_, bad)) = bad {
        let flaw = SyntaxFlaw::BadIdentifier { name: text.to_owned(), bad: bad.to_string() };
        f.report(Problem::new(flaw, id.span));
        f.problems().silence(word, text);
        return None;
    }
    if !is_nfc(text) {
        let composed: String = text.nfc().collect();
        let flaw = SyntaxFlaw::NotComposed { name: text.to_owned(), composed };
        f.report(Problem::new(flaw, id.span));
        f.problems().silence(word, text);
        return None;
    }
    Some(id)
}

fn short_text(f: &mut Fields<'_, '_>, id: Name) -> Option<Name> {
    let length = id.value.chars().count();
    if length == 0 {
        f.report(Problem::new(SyntaxFlaw::Empty { key: "id".to_owned() }, id.span));
        return None;
    }
    if length > LONGEST {
        let range = format!("1–{LONGEST}");
        let flaw = SyntaxFlaw::OutOfRange { key: "id".to_owned(), value: length.to_string(), range };
        f.report(Problem::new(flaw, id.span));
        return None;
    }
    Some(id)
}
