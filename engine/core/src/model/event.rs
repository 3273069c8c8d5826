//! `[[event]]`: payload that is not data, and the form of event names.

use unicode_ident::{is_xid_continue, is_xid_start};

use super::Name;
use super::field::Field;
use super::head::{Element, Head};
use super::read::Read;
use crate::problem::{Problem, Problems, SyntaxFlaw, Word};
use crate::syntax::{Fields, Table};

/// An event's own fields.
#[derive(Debug, Clone)]
pub struct EventDecl {
    /// Name as its id, display name, place.
    pub head: Head,
    /// Its fields.
    pub fields: Vec<Field>,
}

impl Element for EventDecl {
    const WORD: Word = Word::Event;

    fn head(&self) -> &Head {
        &self.head
    }
}

impl EventDecl {
    pub(super) fn read(table: &Table, problems: &mut Problems) -> Self {
        let mut f = Fields::new(table, Word::Event, problems);
        let id = f.required_name("id").filter(|id| checked(&mut f, id, false));
        f.has("note");
        f.texts("aliases");
        let head = Head {
            id,
            name: f.plain("name"),
            clauses: f.names("clause"),
            only_if: f.written("only_if"),
            replaces: f.boolean("replaces").filter(|on| on.value).map(|on| on.span),
            span: f.span(),
        };
        let event = Self { head, fields: Field::list(&mut f) };
        f.not_yet(&["form", "level"]);
        f.finish();
        event
    }
}

/// Whether an event's name, or a descriptor where those are allowed, is identifiers joined by dots; reported if not.
pub(super) fn checked(f: &mut Fields<'_, '_>, name: &Name, descriptor: bool) -> bool {
    let text = &*name.value;
    if descriptor && text == "*" {
        return true;
    }
    let exact = if descriptor { text.strip_suffix(".*").unwrap_or(text) } else { text };
    let bad = exact.split('.').find_map(misfit);
    if let Some(bad) = &bad {
        let flaw = SyntaxFlaw::BadEventName { name: text.to_owned(), bad: bad.clone() };
        f.report(Problem::new(flaw, name.span));
    }
    bad.is_none()
}

/// What keeps a token from being an identifier; a dot where it is empty.
fn misfit(token: &str) -> Option<String> {
    let fits = |(at, c): (usize, char)| is_xid_continue(c) && (at > 0 || c == '_' || is_xid_start(c));
    if token.is_empty() {
        return Some(".".to_owned());
    }
    token.chars().enumerate().find(|&at| !fits(at)).map(|(_, c)| c.to_string())
}
