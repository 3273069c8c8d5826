//! Each text is parsed once: conditions are looked at for what they prove before they are typed, and policies repeat
//! themselves.

use std::collections::BTreeMap;
use std::sync::Mutex;

use crate::guard::ast::{ParseError, Parsed};
use crate::guard::scripts::{ScriptError, Scripts};
use crate::value::{Text, Value};

/// What a text turned out to be.
type Found = Result<Parsed, Vec<ParseError>>;

/// Remembers what texts were.
pub(super) struct Cached<'a> {
    inner: &'a dyn Scripts,
    known: Mutex<BTreeMap<Box<str>, Found>>,
}

impl<'a> Cached<'a> {
    pub(super) fn new(inner: &'a dyn Scripts) -> Self {
        Self { inner, known: Mutex::default() }
    }
}

impl Scripts for Cached<'_> {
    fn parse(&self, text: &str) -> Found {
        // Nobody else is here; a lock that was broken only costs parsing again.
        let Ok(mut known) = self.known.lock() else { return self.inner.parse(text) };
        if let Some(found) = known.get(text) {
            return found.clone();
        }
        let found = self.inner.parse(text);
        known.insert(text.into(), found.clone());
        found
    }

    fn run(&self, text: &str, inputs: &[(Text, Value)]) -> Result<Value, ScriptError> {
        self.inner.run(text, inputs)
    }
}
