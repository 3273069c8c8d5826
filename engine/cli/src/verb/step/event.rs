//! One line of input: when, who, does what, in which case, with which data; or the host's answer to an effect.

use crate::text::Words;
use serde_json::{Map, Value as Json};
use zhidu::effect::EffectId;
use zhidu::outcome::{Answered, Reply};
use zhidu::time::{Instant, Moment, Zone};
use zhidu::value::{Text, Value};

/// A line.
pub(super) struct Event {
    /// What the host calls it.
    pub(super) id: Option<String>,
    /// When.
    pub(super) at: Instant,
    /// What is done; none = time passes.
    pub(super) act: Option<Act>,
}

/// What is done.
pub(super) enum Act {
    /// Somebody does something.
    Deed(Deed),
    /// The host answers an effect.
    Reply(Reply),
}

/// What somebody does.
pub(super) struct Deed {
    pub(super) by: Text,
    pub(super) event: Text,
    pub(super) to: To,
    /// Literals; the step types them by the policy.
    pub(super) data: Vec<(Text, Value)>,
}

/// In which case.
pub(super) enum To {
    Case(Text),
    New { process: Option<Text>, case: Option<Text> },
}

/// What is wrong with a line: where in it, and a sentence.
pub(super) struct Fault {
    pub(super) path: String,
    pub(super) text: String,
}

impl Fault {
    pub(super) fn at(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into() }
    }
}

type Object = Map<String, Json>;

/// The id of a line, where it can be told.
pub(super) fn id(line: &Json) -> Option<&str> {
    line.as_object()?.get("id")?.as_str()
}

/// Reads a line.
pub(super) fn read(line: &Json, zone: &Zone, words: Words) -> Result<Event, Fault> {
    let object = line.as_object().ok_or_else(|| Fault::at("$", words.step_no_object()))?;
    only(object, "$", &["id", "at", "by", "event", "case", "new", "effect", "result", "data"], words)?;
    let at = object.get("at").ok_or_else(|| Fault::at("$", words.step_missing("at")))?;
    let event = Event {
        id: text(object, "$", "id", words)?.map(|id| id.to_string()),
        at: instant(at, zone, words)?,
        act: act(object, words)?,
    };
    Ok(event)
}

fn act(object: &Object, words: Words) -> Result<Option<Act>, Fault> {
    let Some(effect) = text(object, "$", "effect", words)? else {
        if object.contains_key("result") {
            return Err(Fault::at("$", words.step_missing("effect")));
        }
        return Ok(deed(object, words)?.map(Act::Deed));
    };
    only(object, "$", &["id", "at", "effect", "result", "data"], words)?;
    let effect = EffectId::parse(&effect).ok_or_else(|| Fault::at("$.effect", words.step_no_effect()))?;
    let result = text(object, "$", "result", words)?.ok_or_else(|| Fault::at("$", words.step_missing("result")))?;
    let known = [Answered::Confirmed, Answered::Failed].into_iter().find(|answered| answered.id() == &*result);
    let result = known.ok_or_else(|| Fault::at("$.result", words.step_no_result()))?;
    Ok(Some(Act::Reply(Reply { effect, result, data: data(object, words)? })))
}

fn deed(object: &Object, words: Words) -> Result<Option<Deed>, Fault> {
    let (by, event) = (text(object, "$", "by", words)?, text(object, "$", "event", words)?);
    let (by, event) = match (by, event) {
        (Some(by), Some(event)) => (by, event),
        (None, Some(_)) => return Err(Fault::at("$", words.step_missing("by"))),
        (by, None) => {
            let alone = ["case", "new", "data"].into_iter().find(|key| object.contains_key(*key));
            if by.is_some() || alone.is_some() {
                return Err(Fault::at("$", words.step_missing("event")));
            }
            return Ok(None);
        }
    };
    let to = match (text(object, "$", "case", words)?, object.get("new")) {
        (Some(case), None) => To::Case(case),
        (None, None) => To::New { process: None, case: None },
        (None, Some(new)) => {
            let new = new.as_object().ok_or_else(|| Fault::at("$.new", words.step_no_object()))?;
            only(new, "$.new", &["process", "case"], words)?;
            To::New { process: text(new, "$.new", "process", words)?, case: text(new, "$.new", "case", words)? }
        }
        (Some(_), Some(_)) => return Err(Fault::at("$.new", words.step_case_and_new())),
    };
    Ok(Some(Deed { by, event, to, data: data(object, words)? }))
}

fn data(object: &Object, words: Words) -> Result<Vec<(Text, Value)>, Fault> {
    match object.get("data") {
        None => Ok(Vec::new()),
        Some(Json::Object(data)) => fields(data, "$.data", words),
        Some(_) => Err(Fault::at("$.data", words.step_no_object())),
    }
}

fn only(object: &Object, path: &str, keys: &[&str], words: Words) -> Result<(), Fault> {
    match object.keys().find(|key| !keys.contains(&key.as_str())) {
        None => Ok(()),
        Some(key) => {
            Err(Fault::at(format!("{path}.{key}"), words.step_unknown_key(&keys.join(words.0.pick("、", ", ")))))
        }
    }
}

fn text(object: &Object, path: &str, key: &str, words: Words) -> Result<Option<Text>, Fault> {
    match object.get(key) {
        None => Ok(None),
        Some(Json::String(text)) if !text.is_empty() => Ok(Some(text.as_str().into())),
        Some(_) => Err(Fault::at(format!("{path}.{key}"), words.step_no_text())),
    }
}

/// `2026-03-02T09:14:00+08:00`, the same without an offset or as scenarios write it in the policy's own zone, or seconds
/// since 1970.
fn instant(at: &Json, zone: &Zone, words: Words) -> Result<Instant, Fault> {
    let read = match at {
        Json::Number(seconds) => seconds.as_i64().and_then(Instant::from_seconds),
        Json::String(text) => {
            Instant::parse(text).or_else(|| Moment::parse(text, None).ok().map(|moment| moment.instant(zone)))
        }
        _ => None,
    };
    read.ok_or_else(|| Fault::at("$.at", words.step_no_time()))
}

/// Fields by id; null is the same as not there.
fn fields(object: &Object, path: &str, words: Words) -> Result<Vec<(Text, Value)>, Fault> {
    let given = object.iter().filter(|(_, json)| !json.is_null());
    given.map(|(id, json)| Ok((id.as_str().into(), value(json, &format!("{path}.{id}"), words)?))).collect()
}

fn value(json: &Json, path: &str, words: Words) -> Result<Value, Fault> {
    Ok(match json {
        Json::Bool(truth) => Value::Bool(*truth),
        Json::Number(number) => {
            // A fraction in JSON is a binary one to most who write it.
            Value::Int(number.as_i64().ok_or_else(|| Fault::at(path, words.step_no_integer()))?)
        }
        Json::String(text) => Value::Text(text.as_str().into()),
        Json::Array(items) => {
            let items = items.iter().enumerate().map(|(n, item)| value(item, &format!("{path}[{n}]"), words));
            Value::List(items.collect::<Result<Vec<_>, _>>()?.into())
        }
        Json::Object(object) => Value::Record(fields(object, path, words)?.into()),
        Json::Null => return Err(Fault::at(path, words.step_null())),
    })
}
