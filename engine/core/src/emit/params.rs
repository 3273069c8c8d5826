//! Values of parameters: the institution's own, or the policy's samples (`LANGUAGE` §7).

use super::base::{Base, open_parameter};
use super::texts::Texts;
use crate::model::names::Table as Names;
use crate::model::parameter::Parameter;
use crate::model::{Policy, Written};
use crate::problem::{PackagingFlaw, Problem};
use crate::program::{Param, ParamValue};
use crate::source::Spanned;
use crate::syntax::{NodeKind, Table};
use crate::value::{Text, Type, Value};

/// Where the values of parameters come from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Values<'a> {
    /// The institution's own, by parameter id. Without it samples stand in, as for checks and scenarios.
    pub own: Option<&'a Table>,
    /// Values that go before all others: a scenario's.
    pub over: Option<&'a Table>,
}

/// One value and whether it is a sample.
type Chosen<'w> = Option<(&'w Written, bool)>;

/// Fills the blanks of a policy. A blank without a value is reported with its clause.
pub(super) fn fill(policy: &Policy, base: &Base, values: Values<'_>, texts: &mut Texts<'_>) -> Vec<Param> {
    for table in values.own.iter().chain(&values.over) {
        unknown(policy, table, texts);
    }
    let mut params = Vec::with_capacity(policy.parameters.len());
    for (at, parameter) in policy.parameters.iter().enumerate() {
        let named = &base.words.params[at];
        let clauses = base.clauses(&parameter.head.clauses, texts.problems);
        let chosen = choose(parameter, values);
        if chosen.is_none() {
            texts.problems.push(lacking(parameter, values));
        }
        let value = chosen.and_then(|(written, _)| match &named.per {
            None => one(&named.id, written, &named.ty, base, texts).map(ParamValue::One),
            Some((_, of)) => per(written, &named.ty, of, base, texts).map(ParamValue::Per),
        });
        params.push(Param {
            id: named.id.clone(),
            ty: named.ty.clone(),
            // What is missing was reported: there will be no program.
            value: value.unwrap_or(ParamValue::Per(Vec::new())),
            sampled: chosen.is_some_and(|(_, sampled)| sampled),
            clauses,
        });
    }
    params
}

fn choose<'w>(parameter: &'w Parameter, values: Values<'w>) -> Chosen<'w> {
    let id = parameter.head.id_text();
    let from = |table: Option<&'w Table>| table.and_then(|table| table.get(&id)).map(|written| (written, false));
    let sample = parameter.sample.as_ref().map(|written| (written, true));
    let default = parameter.default.as_ref().map(|written| (written, false));
    let own = if values.own.is_some() { from(values.own).or(default) } else { sample.or(default) };
    from(values.over).or(own)
}

fn lacking(parameter: &Parameter, values: Values<'_>) -> Problem {
    let id = parameter.head.id_text();
    let place = parameter.head.place();
    if values.own.is_some() {
        return Problem::new(open_parameter(&id, &parameter.head.clauses), place);
    }
    Problem::new(PackagingFlaw::ParameterOpen { parameter: id.to_string() }, place)
}

/// A value given for no parameter.
fn unknown(policy: &Policy, table: &Table, texts: &mut Texts<'_>) {
    let known = Names::of(&policy.parameters);
    for (key, _) in table.entries() {
        known.find(&Spanned::new(key.text.as_str().into(), key.span), texts.problems);
    }
}

/// A value, which is a literal: parameters are read before anything can be computed.
fn one(key: &str, written: &Written, ty: &Type, base: &Base, texts: &mut Texts<'_>) -> Option<Value> {
    texts.literal(key, written, ty, &base.scope())
}

/// A value for every option of the choice.
fn per(written: &Written, ty: &Type, of: &Type, base: &Base, texts: &mut Texts<'_>) -> Option<Vec<(Text, Value)>> {
    let NodeKind::Table(table) = &written.kind else {
        let flaw = crate::problem::SyntaxFlaw::WrongType {
            key: "sample".to_owned(),
            expected: crate::problem::Word::Table.into(),
            found: written.shape(),
        };
        texts.problems.push(Problem::new(flaw, written.span));
        return None;
    };
    let Type::Choice(choice) = of else { return None };
    let mut options = Names::new(crate::problem::Word::Option);
    for option in &choice.options {
        options.add(option.id.clone(), option.name.clone(), table.span);
    }
    for (key, _) in table.entries() {
        options.find(&Spanned::new(key.text.as_str().into(), key.span), texts.problems);
    }
    let mut values = Vec::with_capacity(choice.options.len());
    for option in &choice.options {
        match table.get(&option.id) {
            Some(written) => {
                values.extend(one(&option.id, written, ty, base, texts).map(|value| (option.id.clone(), value)))
            }
            None => {
                let flaw = crate::problem::SyntaxFlaw::MissingKey {
                    key: option.id.to_string(),
                    place: crate::problem::Word::Parameter,
                };
                texts.problems.push(Problem::new(flaw, table.span));
            }
        }
    }
    Some(values)
}
