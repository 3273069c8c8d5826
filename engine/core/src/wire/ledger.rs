//! What is booked and recorded: charges and rows.

use super::WireError;
use super::json::{At, Expected, Read};
use super::value::{ids, named, read_named};
use crate::effect::{Act, Charge, EffectId, Row};
use crate::money::Money;
use crate::program::ChargeKind;
use serde_json::{Value as Json, json};

pub(super) fn act(act: &Act) -> Json {
    let Act { case, instant } = act;
    json!({ "case": &**case, "instant": instant.seconds() })
}

pub(super) fn read_act(at: &At<'_>) -> Read<Act> {
    at.only(&["case", "instant"])?;
    Ok(Act { case: at.key("case")?.text()?, instant: at.key("instant")?.instant()? })
}

/// A ledger entry.
#[must_use]
pub fn charge(charge: &Charge) -> Json {
    let Charge {
        id,
        person,
        penalty,
        rule,
        key,
        count,
        amount,
        sanction,
        kind,
        joint_of,
        reverses,
        act,
        occurred,
        booked,
        clauses,
    } = charge;
    let maybe = |id: &Option<EffectId>| id.as_ref().map(ToString::to_string);
    json!({
        "id": id.to_string(), "person": &**person, "penalty": &**penalty, "rule": rule.as_deref(),
        "key": key.as_deref().map(ids), "count": count, "amount": amount.map(|m| m.to_string()),
        "sanction": sanction.as_deref(), "kind": kind.id(), "joint_of": maybe(joint_of), "reverses": maybe(reverses),
        "act": self::act(act), "occurred": occurred.seconds(), "booked": booked.seconds(), "clauses": ids(clauses),
    })
}

/// Reads what [`charge`] writes.
///
/// # Errors
/// [`WireError`].
pub fn read_charge(json: &Json) -> Result<Charge, WireError> {
    charge_at(&At::root(json))
}

pub(crate) fn charge_at(at: &At<'_>) -> Read<Charge> {
    at.only(&[
        "id", "person", "penalty", "rule", "key", "count", "amount", "sanction", "kind", "joint_of", "reverses", "act",
        "occurred", "booked", "clauses",
    ])?;
    let maybe = |key| at.key(key)?.given().map(At::effect_id).transpose();
    Ok(Charge {
        id: at.key("id")?.effect_id()?,
        person: at.key("person")?.text()?,
        penalty: at.key("penalty")?.text()?,
        rule: at.key("rule")?.maybe_text()?,
        key: at.key("key")?.given().map(At::texts).transpose()?,
        count: at.key("count")?.given().map(At::number).transpose()?,
        amount: at.key("amount")?.given().map(|m| m.literal("amount of money", Money::parse)).transpose()?,
        sanction: at.key("sanction")?.maybe_text()?,
        kind: kind(&at.key("kind")?)?,
        joint_of: maybe("joint_of")?,
        reverses: maybe("reverses")?,
        act: read_act(&at.key("act")?)?,
        occurred: at.key("occurred")?.instant()?,
        booked: at.key("booked")?.instant()?,
        clauses: at.key("clauses")?.texts()?,
    })
}

fn kind(at: &At<'_>) -> Read<ChargeKind> {
    let text = at.str()?;
    let kinds = [ChargeKind::Fine, ChargeKind::Forfeiture, ChargeKind::Deduction];
    let wrong = || at.wrong(Expected::OneOf(&["fine", "forfeiture", "deduction"]));
    kinds.into_iter().find(|kind| kind.id() == text).ok_or_else(wrong)
}

/// A row of a register.
#[must_use]
pub fn row(row: &Row) -> Json {
    let Row { id, register, whom, with, at, clauses } = row;
    json!({
        "id": id.to_string(), "register": &**register, "whom": whom.as_deref(), "with": named(with),
        "at": at.seconds(), "clauses": ids(clauses),
    })
}

/// Reads what [`row`] writes.
///
/// # Errors
/// [`WireError`].
pub fn read_row(json: &Json) -> Result<Row, WireError> {
    row_at(&At::root(json))
}

pub(crate) fn row_at(at: &At<'_>) -> Read<Row> {
    at.only(&["id", "register", "whom", "with", "at", "clauses"])?;
    Ok(Row {
        id: at.key("id")?.effect_id()?,
        register: at.key("register")?.text()?,
        whom: at.key("whom")?.maybe_text()?,
        with: read_named(&at.key("with")?)?,
        at: at.key("at")?.instant()?,
        clauses: at.key("clauses")?.texts()?,
    })
}
