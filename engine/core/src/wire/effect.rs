//! What the host must do.

use super::WireError;
use super::json::{At, Read};
use super::value::{ids, named, read_named};
use crate::effect::{Effect, EffectKind, Recipient};
use serde_json::{Value as Json, json};

/// An effect.
#[must_use]
pub fn effect(effect: &Effect) -> Json {
    let Effect { id, kind, clauses } = effect;
    let kind = match kind {
        EffectKind::Notify { to, about, with, channel, name } => json!({ "notify": {
            "to": to.iter().map(recipient).collect::<Vec<_>>(), "about": about.as_deref(), "with": named(with),
            "channel": channel.as_deref(), "name": name.as_deref(),
        } }),
        EffectKind::Request { name, with, grave, undoes } => json!({ "request": {
            "name": &**name, "with": named(with), "grave": grave, "undoes": undoes.as_ref().map(ToString::to_string),
        } }),
        EffectKind::Withdraw { request, name, undo } => json!({ "withdraw": {
            "request": request.to_string(), "name": &**name, "undo": undo.as_deref(),
        } }),
        EffectKind::Warn { deadline, due } => json!({ "warn": { "deadline": &**deadline, "due": &**due } }),
    };
    json!({ "id": id.to_string(), "clauses": ids(clauses), "do": kind })
}

/// Reads what [`effect`] writes.
///
/// # Errors
/// [`WireError`].
pub fn read_effect(json: &Json) -> Result<Effect, WireError> {
    let at = At::root(json);
    at.only(&["id", "clauses", "do"])?;
    Ok(Effect { id: at.key("id")?.effect_id()?, kind: kind(&at.key("do")?)?, clauses: at.key("clauses")?.texts()? })
}

fn kind(at: &At<'_>) -> Read<EffectKind> {
    let (kind, at) = at.variant(&["notify", "request", "withdraw", "warn"])?;
    Ok(match kind {
        "notify" => {
            at.only(&["to", "about", "with", "channel", "name"])?;
            EffectKind::Notify {
                to: at.key("to")?.each(read_recipient)?,
                about: at.key("about")?.maybe_text()?,
                with: read_named(&at.key("with")?)?,
                channel: at.key("channel")?.maybe_text()?,
                name: at.key("name")?.maybe_text()?,
            }
        }
        "request" => {
            at.only(&["name", "with", "grave", "undoes"])?;
            EffectKind::Request {
                name: at.key("name")?.text()?,
                with: read_named(&at.key("with")?)?,
                grave: at.key("grave")?.boolean()?,
                undoes: at.key("undoes")?.given().map(At::effect_id).transpose()?,
            }
        }
        "withdraw" => {
            at.only(&["request", "name", "undo"])?;
            EffectKind::Withdraw {
                request: at.key("request")?.effect_id()?,
                name: at.key("name")?.text()?,
                undo: at.key("undo")?.maybe_text()?,
            }
        }
        _ => {
            at.only(&["deadline", "due"])?;
            EffectKind::Warn { deadline: at.key("deadline")?.text()?, due: at.key("due")?.text()? }
        }
    })
}

fn recipient(recipient: &Recipient) -> Json {
    match recipient {
        Recipient::Person(id) => json!({ "person": &**id }),
        Recipient::Role(id) => json!({ "role": &**id }),
    }
}

fn read_recipient(at: &At<'_>) -> Read<Recipient> {
    let (kind, at) = at.variant(&["person", "role"])?;
    Ok(if kind == "person" { Recipient::Person(at.text()?) } else { Recipient::Role(at.text()?) })
}
