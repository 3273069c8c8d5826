//! What a step asked and was answered.

use super::WireError;
use super::json::{At, Read};
use super::ledger::{charge, charge_at};
use super::value::{ids, of, pair, read_pair, value};
use crate::need::{Answer, Fact, Facts, Query};
use serde_json::{Value as Json, json};

/// The facts a step used.
#[must_use]
pub fn facts(facts: &Facts) -> Json {
    let entries = facts.0.iter().map(|(q, fact)| {
        let Fact { answer: a, fence } = fact;
        let fence = fence.as_ref().map(|(fence, version)| json!([&**fence, version]));
        json!({ "query": query(q), "answer": answer(a), "fence": fence })
    });
    Json::Array(entries.collect())
}

/// Reads what [`facts`] writes.
///
/// # Errors
/// [`WireError`].
pub fn read_facts(json: &Json) -> Result<Facts, WireError> {
    facts_at(&At::root(json))
}

pub(crate) fn facts_at(at: &At<'_>) -> Read<Facts> {
    let facts = at.in_order(
        |(a, _), (b, _)| a < b,
        |at| {
            at.only(&["query", "answer", "fence"])?;
            let query = read_query(&at.key("query")?)?;
            let answer = read_answer(&query, &at.key("answer")?)?;
            let fence = at.key("fence")?;
            let fence = fence.given().map(|at| {
                let [fence, version] = at.items()?;
                Ok((fence.text()?, version.number()?))
            });
            Ok((query, Fact { answer, fence: fence.transpose()? }))
        },
    );
    Ok(Facts(facts?.into_iter().collect()))
}

fn query(q: &Query) -> Json {
    match q {
        Query::Roles { person } => json!({ "roles": { "person": &**person } }),
        Query::Holders { role, of } => json!({ "holders": { "role": &**role, "of": of.as_deref() } }),
        Query::Anyone { roles } => json!({ "anyone": ids(roles) }),
        Query::Attribute { person, attribute } => {
            json!({ "attribute": { "person": &**person, "attribute": &**attribute } })
        }
        Query::Count { penalty, key, since, until } => json!({ "count": {
            "penalty": &**penalty, "key": ids(key), "since": since.map(|i| i.seconds()),
            "until": until.map(|i| i.seconds()),
        } }),
        Query::Act { person, case, instant } => {
            json!({ "act": { "person": &**person, "case": &**case, "instant": instant.seconds() } })
        }
        Query::Joint { of } => json!({ "joint": of.to_string() }),
        Query::Key { process, key } => json!({ "key": { "process": &**process, "key": ids(key) } }),
        Query::Process { case } => json!({ "process": { "case": &**case } }),
    }
}

const QUERIES: &[&str] = &["roles", "holders", "anyone", "attribute", "count", "act", "joint", "key", "process"];

fn read_query(at: &At<'_>) -> Read<Query> {
    let (kind, at) = at.variant(QUERIES)?;
    Ok(match kind {
        "roles" => Query::Roles { person: at.only(&["person"])?.key("person")?.text()? },
        "holders" => {
            at.only(&["role", "of"])?;
            Query::Holders { role: at.key("role")?.text()?, of: at.key("of")?.maybe_text()? }
        }
        "anyone" => Query::Anyone { roles: at.texts()? },
        "attribute" => {
            at.only(&["person", "attribute"])?;
            Query::Attribute { person: at.key("person")?.text()?, attribute: at.key("attribute")?.text()? }
        }
        "count" => {
            at.only(&["penalty", "key", "since", "until"])?;
            let instant = |key| at.key(key)?.given().map(At::instant).transpose();
            Query::Count {
                penalty: at.key("penalty")?.text()?,
                key: at.key("key")?.texts()?,
                since: instant("since")?,
                until: instant("until")?,
            }
        }
        "act" => {
            at.only(&["person", "case", "instant"])?;
            Query::Act {
                person: at.key("person")?.text()?,
                case: at.key("case")?.text()?,
                instant: at.key("instant")?.instant()?,
            }
        }
        "joint" => Query::Joint { of: at.effect_id()? },
        "process" => Query::Process { case: at.only(&["case"])?.key("case")?.text()? },
        _ => {
            at.only(&["process", "key"])?;
            Query::Key { process: at.key("process")?.text()?, key: at.key("key")?.texts()? }
        }
    })
}

fn answer(a: &Answer) -> Json {
    match a {
        Answer::Roles { held, ended_by } => json!({
            "held": held.iter().map(pair).collect::<Vec<_>>(), "ended_by": ended_by.as_deref().map(ids),
        }),
        Answer::People(people) => ids(people),
        Answer::Attribute(v) => v.as_ref().map_or(Json::Null, value),
        Answer::Count(n) => json!(n),
        Answer::Charges(charges) => Json::Array(charges.iter().map(charge).collect()),
        Answer::Holder(found) | Answer::Process(found) => json!(found.as_deref()),
    }
}

/// Which shape an answer has is said by its query.
fn read_answer(query: &Query, at: &At<'_>) -> Read<Answer> {
    Ok(match query {
        Query::Roles { .. } => {
            at.only(&["held", "ended_by"])?;
            Answer::Roles {
                held: at.key("held")?.each(read_pair)?,
                ended_by: at.key("ended_by")?.given().map(At::texts).transpose()?,
            }
        }
        Query::Holders { .. } | Query::Anyone { .. } => Answer::People(at.texts()?),
        Query::Attribute { .. } => Answer::Attribute(at.given().map(of).transpose()?),
        Query::Count { .. } => Answer::Count(at.number()?),
        Query::Act { .. } | Query::Joint { .. } => Answer::Charges(at.each(charge_at)?),
        Query::Key { .. } => Answer::Holder(at.maybe_text()?),
        Query::Process { .. } => Answer::Process(at.maybe_text()?),
    })
}
