//! What an expectation would have to say to hold: for authors who looked at what was found and find it right.
//!
//! An edit is told by the keys that lead to it from the row, so that whoever writes it can leave everything else as it
//! is. An incident is never right, nor is a refusal that no row can expect; a failure without edits stays one.

use super::Pick;
use super::expect::{OfCase, Pair, View, Want, Word, found};
use crate::value::Text;

/// One change below a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The keys that lead there from the row's table.
    pub path: Vec<Text>,
    /// What is to stand there.
    pub change: Change,
}

/// See [`Edit`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// This value, as TOML.
    Set(String),
    /// A list of entries.
    List(Vec<Kept>),
    /// Nothing: the key goes.
    Remove,
}

/// An entry of a list afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// The author's entry at this position, as it is.
    Own(usize),
    /// This value, as TOML.
    New(String),
}

impl Edit {
    /// A change of a word of the expectation, or below it.
    pub(super) fn new(word: Word, below: impl IntoIterator<Item = Text>, change: Change) -> Self {
        Self { path: ["expect".into(), word.id().into()].into_iter().chain(below).collect(), change }
    }

    /// A value, or the key goes where there is none.
    pub(super) fn value(word: Word, below: impl IntoIterator<Item = Text>, value: Option<String>) -> Self {
        Self::new(word, below, value.map_or(Change::Remove, Change::Set))
    }
}

/// The edits after which a word that differs would hold; none where nothing honest would.
pub(super) fn of(view: &View<'_>, want: &Want, pairs: &[Pair]) -> Option<Vec<Edit>> {
    let word = want.word();
    let found = || pairs.first().and_then(|pair| pair.found.clone());
    Some(match want {
        Want::Incident(_) => return None,
        Want::State(of) => cases(of, |of| found::state(view, of), word)?,
        Want::Owner(of) => cases(of, |of| found::owner(view, of), word)?,
        Want::Allowed(_) | Want::Denied(_) => verdict(view, word)?,
        Want::Reason(_) | Want::Missing(_) if view.denial().is_none() => vec![Edit::value(word, [], None)],
        Want::Reason(_) | Want::Missing(_) => vec![Edit::value(word, [], found())],
        Want::Clause(wanted) => vec![Edit::value(word, [], found::clause(view, wanted))],
        Want::Due(of) => found::due(view, of),
        Want::Left(of) => found::left(view, of),
        Want::Counters(wanted) => found::counters(view, wanted),
        Want::Ledger(wanted) => found::ledger(view, wanted),
        Want::Tasks(_) => keyed(pairs, word),
        _ => vec![Edit::new(word, [], list(pairs))],
    })
}

/// What a row that names no such word would have to say.
pub(super) fn unexpected(view: &View<'_>, word: Word, pairs: &[Pair]) -> Option<Vec<Edit>> {
    match word {
        Word::Incident => None,
        Word::Denied => view.denial().and_then(|_| verdict(view, word)),
        _ => Some(vec![Edit::new(word, [], list(pairs))]),
    }
}

/// How the row's own event went: refused by its clauses, or allowed.
fn verdict(view: &View<'_>, word: Word) -> Option<Vec<Edit>> {
    let other = if word == Word::Allowed { Word::Denied } else { Word::Allowed };
    let (said, value) = match view.denial() {
        Some(denial) => (Word::Denied, found::names(&denial.clauses())),
        None => (Word::Allowed, found::accepted(view)?.to_string()),
    };
    let set = Edit::value(said, [], Some(value));
    Some(if said == other { vec![Edit::value(word, [], None), set] } else { vec![set] })
}

fn cases<T>(of: &[OfCase<T>], found: impl Fn(&OfCase<T>) -> Option<Option<String>>, word: Word) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    for of in of {
        let Some(value) = found(of) else { continue };
        edits.push(Edit::value(word, below(of.case.as_ref()), Some(value?)));
    }
    Some(edits)
}

/// The key of a named case below a word; none for the row's own case.
pub(super) fn below(case: Option<&Pick>) -> Option<Text> {
    match case {
        Some(Pick::Name(name)) => Some(name.value.clone()),
        _ => None,
    }
}

/// What was found of each key, `li = ["approve"]`.
fn keyed(pairs: &[Pair], word: Word) -> Vec<Edit> {
    let differ = pairs.iter().filter(|pair| !pair.agrees).filter_map(|pair| pair.found.as_deref()?.split_once(" = "));
    differ.map(|(key, value)| Edit::value(word, [key.into()], Some(value.to_owned()))).collect()
}

/// What was found, in the order of the wanted entries; those that fit stay as they are written.
fn list(pairs: &[Pair]) -> Change {
    let kept = pairs.iter().enumerate().filter_map(|(i, pair)| match (pair.agrees, &pair.found) {
        (true, _) => Some(Kept::Own(i)),
        (false, found) => found.clone().map(Kept::New),
    });
    Change::List(kept.collect())
}
