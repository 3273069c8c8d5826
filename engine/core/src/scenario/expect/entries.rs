//! `notified requested withdrawn recorded`: who was told, what the host was asked, what was written down.

use super::matching::pair;
use super::view::quoted;
use super::{Differs, View};
use crate::effect::{Effect, EffectKind, Recipient, Row};
use crate::scenario::report::Related;
use crate::source::Spanned;
use crate::value::{Text, Value};
use std::fmt::Write as _;

/// A wanted notice, request or record: `"wang"`, or `{ who = "wang", about = "…" }`.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The recipient, the request's name or the register.
    pub id: Spanned<Text>,
    /// What else is compared.
    pub keys: Vec<(EntryKey, Value)>,
}

/// Something that is compared of a notice or a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryKey {
    /// What a notice is about.
    About,
    /// The channel of a notice.
    Channel,
    /// Whom a record is about.
    Whom,
    /// A column of a record, or a further content of a notice or request.
    With(Text),
}

impl EntryKey {
    fn id(&self) -> &str {
        match self {
            Self::About => "about",
            Self::Channel => "channel",
            Self::Whom => "whom",
            Self::With(id) => id,
        }
    }
}

/// Everybody who was told, however often: an entry stands for every notice it fits.
pub(super) fn notified(view: &View<'_>, wanted: &[Entry]) -> Differs {
    let mut found: Vec<Notice<'_>> =
        view.happenings.iter().flat_map(|h| &h.outcome.effects).flat_map(notices).collect();
    // The same person told twice is one line, unless an entry tells the two apart.
    let fits = |want: &Entry, notice: &Notice<'_>| notice.to.id() == &want.id.value && told(want, notice);
    let mut kept: Vec<Notice<'_>> = Vec::new();
    found.retain(|notice| {
        let twin =
            |other: &Notice<'_>| wanted.iter().all(|w| fits(w, notice) == fits(w, other)) && other.to == notice.to;
        let again = kept.iter().any(twin);
        if !again {
            kept.push(*notice);
        }
        !again
    });
    let shown = |notice: &Notice<'_>| match (notice.about, wanted.iter().any(|w| !w.keys.is_empty())) {
        (Some(about), true) => format!("{{ who = {}, about = {} }}", quoted(notice.to.id()), quoted(about)),
        _ => quoted(notice.to.id()),
    };
    let pairs = pair(wanted, &found, fits, |want| show(want, "who"), shown)?;
    Some((pairs, super::cases::took(view)))
}

/// What the host was asked to do.
pub(super) fn requested(view: &View<'_>, wanted: &[Entry]) -> Differs {
    let effects = view.happenings.iter().flat_map(|h| &h.outcome.effects);
    let found: Vec<Request<'_>> = effects.filter_map(request).collect();
    let fits = |want: &Entry, found: &Request<'_>| *found.name == want.id.value && asked(want, found.with);
    let loose = wanted.iter().all(|want| want.keys.is_empty());
    let shown = |found: &Request<'_>| if loose { quoted(found.name) } else { found.show() };
    let pairs = pair(wanted, &found, fits, |want| show(want, "request"), shown)?;
    Some((pairs, super::cases::took(view)))
}

/// Which requests were withdrawn, by name.
pub(super) fn withdrawn(view: &View<'_>, wanted: &[Spanned<Text>]) -> Differs {
    let name = |effect: &'_ Effect| match &effect.kind {
        EffectKind::Withdraw { name, .. } => Some(name.clone()),
        _ => None,
    };
    let found: Vec<Text> = view.happenings.iter().flat_map(|h| &h.outcome.effects).filter_map(name).collect();
    let fits = |want: &Spanned<Text>, found: &Text| want.value == *found;
    let pairs = pair(wanted, &found, fits, |want| quoted(&want.value), |found| quoted(found))?;
    Some((pairs, super::cases::took(view)))
}

pub(super) fn recorded(view: &View<'_>, wanted: &[Entry]) -> Differs {
    let found: Vec<&Row> = view.happenings.iter().flat_map(|h| &h.outcome.rows).collect();
    let fits = |want: &Entry, row: &&Row| row.register == want.id.value && written(want, row);
    let loose = wanted.iter().all(|want| want.keys.is_empty());
    let shown = |row: &&Row| if loose { quoted(&row.register) } else { show_row(row) };
    let pairs = pair(wanted, &found, fits, |want| show(want, "register"), shown)?;
    Some((pairs, Vec::<Related>::new()))
}

/// One request.
#[derive(Debug, Clone, Copy)]
struct Request<'a> {
    name: &'a Text,
    with: &'a [(Text, Value)],
}

impl Request<'_> {
    fn show(&self) -> String {
        let mut text = format!("{{ request = {}", quoted(self.name));
        for (id, value) in self.with {
            let _ = write!(text, ", {id} = {}", literal(value));
        }
        text + " }"
    }
}

fn request(effect: &Effect) -> Option<Request<'_>> {
    let EffectKind::Request { name, with, .. } = &effect.kind else { return None };
    Some(Request { name, with })
}

/// Whether contents have what an entry names.
fn asked(want: &Entry, with: &[(Text, Value)]) -> bool {
    want.keys.iter().all(|(key, value)| {
        let found = with.iter().find(|(id, _)| **id == *key.id());
        found.is_some_and(|(_, found)| found.to_string() == value.to_string())
    })
}

/// One notice to one recipient.
#[derive(Debug, Clone, Copy)]
struct Notice<'a> {
    to: &'a Recipient,
    about: Option<&'a Text>,
    with: &'a [(Text, Value)],
    channel: Option<&'a Text>,
}

fn notices(effect: &Effect) -> Vec<Notice<'_>> {
    let EffectKind::Notify { to, about, with, channel, .. } = &effect.kind else { return Vec::new() };
    let notice = |to| Notice { to, about: about.as_ref(), with, channel: channel.as_ref() };
    to.iter().map(notice).collect()
}

fn told(want: &Entry, notice: &Notice<'_>) -> bool {
    want.keys.iter().all(|(key, value)| {
        let found = match key {
            EntryKey::About => notice.about.map(Text::to_string),
            EntryKey::Channel => notice.channel.map(Text::to_string),
            EntryKey::Whom => None,
            EntryKey::With(id) => notice.with.iter().find(|(known, _)| known == id).map(|(_, v)| v.to_string()),
        };
        found == Some(value.to_string())
    })
}

fn written(want: &Entry, row: &Row) -> bool {
    want.keys.iter().all(|(key, value)| match key {
        EntryKey::Whom => row.whom.as_ref() == value.as_text(),
        EntryKey::With(id) => row.with.iter().any(|(known, found)| known == id && found == value),
        EntryKey::About | EntryKey::Channel => false,
    })
}

fn show(want: &Entry, head: &str) -> String {
    if want.keys.is_empty() {
        return quoted(&want.id.value);
    }
    let mut text = format!("{{ {head} = {}", quoted(&want.id.value));
    for (key, value) in &want.keys {
        let _ = write!(text, ", {} = {}", super::view::key(key.id()), literal(value));
    }
    text + " }"
}

fn show_row(row: &Row) -> String {
    let mut text = format!("{{ register = {}", quoted(&row.register));
    if let Some(whom) = &row.whom {
        let _ = write!(text, ", whom = {}", quoted(whom));
    }
    for (id, value) in &row.with {
        let _ = write!(text, ", {} = {}", super::view::key(id), literal(value));
    }
    text + " }"
}

/// A value as scenarios write it.
fn literal(value: &Value) -> String {
    match value {
        Value::Bool(_) | Value::Int(_) | Value::Decimal(_) | Value::Date(_) => value.to_string(),
        other => quoted(&other.to_string()),
    }
}
