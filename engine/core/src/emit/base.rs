//! What the whole institution shares: names, roles, attributes, shared types, registers.

use std::sync::Arc;

use super::texts::Texts;
use super::types::Types;
use crate::guard::expr::{AttributeIx, RoleIx};
use crate::guard::scope::{Name as ScopeName, ParamName, Scope, Vocabulary};
use crate::model::attribute::BUILT_IN;
use crate::model::head::Element;
use crate::model::institution::Institution as ModelInstitution;
use crate::model::names::Table;
use crate::model::penalty::{Penalty, Per};
use crate::model::{Name, Policy};
use crate::money::Currency;
use crate::problem::{Hint, PackagingFlaw, Problem, Problems, SyntaxFlaw, Word};
use crate::program::{Attribute, Clause, ClauseIx, Institution, Register, Role};
use crate::value::{Text, Type};
use zhidu_time::{UnknownZone, Zone};

/// The tables everything is looked up in.
pub(super) struct Base {
    /// Clauses by id.
    pub(super) clauses: Table,
    /// Roles by id.
    pub(super) roles: Table,
    /// Attributes by id, the built-in ones first.
    pub(super) attributes: Table,
    /// Registers by id.
    pub(super) registers: Table,
    /// Registers as running reads them.
    pub(super) register_list: Vec<Register>,
    /// Penalties by id.
    pub(super) penalties: Table,
    /// Whether a penalty counts by rule, so that charges need one.
    pub(super) counts_rules: Vec<bool>,
    /// Processes by id, then offences.
    pub(super) processes: Table,
    /// Shared types.
    pub(super) types: Types,
    /// The words of expressions.
    pub(super) words: Arc<Vocabulary>,
    /// Attributes as running reads them.
    pub(super) attribute_list: Vec<Attribute>,
    /// Roles as running reads them.
    pub(super) role_list: Vec<Role>,
    /// What each role is held for; unknown where that was reported.
    pub(super) held_for: Vec<Option<Type>>,
}

/// What a policy's words are read by.
#[derive(Clone, Copy)]
pub(super) struct Home<'a> {
    /// Whose clocks count.
    pub(super) zone: &'a Zone,
    /// The currency of amounts.
    pub(super) currency: Currency,
    /// Functions of libraries.
    pub(super) functions: &'a [(Text, usize)],
}

/// The zone that stands in where none can be read; there is no program then.
///
/// # Errors
/// None in practice: the bundled database has it.
pub(super) fn default_zone() -> Result<Zone, UnknownZone> {
    Zone::get("Asia/Shanghai")
}

impl Base {
    /// Makes the tables of a policy. Ids stand once each: the policy is settled.
    pub(super) fn of(policy: &Policy, home: Home<'_>, problems: &mut Problems) -> Self {
        let processes = processes(policy);
        let types = Types::of(policy, processes.clone(), problems);
        let attribute_list = attributes(policy, &types, problems);
        let mut attributes = Table::new(Word::Attribute);
        for attribute in &attribute_list {
            attributes.add(attribute.id.clone(), None, crate::source::Span::default());
        }
        let roles = Table::of(&policy.roles);
        let role_list = role_list(policy, &roles, &attributes, &types, problems);
        let held_for = policy.roles.iter().map(|role| held_for(role, &types, &attribute_list)).collect();
        let words = Vocabulary {
            currency: home.currency,
            zone: home.zone.clone(),
            params: params(policy, &types, problems),
            attributes: attribute_list.iter().map(|a| (a.id.clone(), a.ty.clone())).collect(),
            roles: policy.roles.iter().map(|role| scope_name(role.head())).collect(),
            library: home.functions.to_vec(),
        };
        Self {
            clauses: Table::of(&policy.clauses),
            roles,
            attributes,
            registers: Table::of(&policy.registers),
            register_list: Vec::new(),
            penalties: Table::of(&policy.penalties),
            counts_rules: policy.penalties.iter().map(counts_rules).collect(),
            processes,
            types,
            words: Arc::new(words),
            attribute_list,
            role_list,
            held_for,
        }
    }

    /// With registers, whose columns may have bounds that read parameters; and all citations checked.
    pub(super) fn with_registers(mut self, policy: &Policy, texts: &mut Texts<'_>) -> Self {
        self.register_list = register_list(policy, &self, texts);
        for head in policy.cited_only() {
            self.clauses(&head.clauses, texts.problems);
        }
        self
    }

    /// A place where only the institution's words are there.
    pub(super) fn scope(&self) -> Scope {
        Scope::new(Arc::clone(&self.words))
    }

    /// The clauses names refer to; unknown ones are reported and left out.
    pub(super) fn clauses(&self, names: &[Name], problems: &mut Problems) -> Vec<ClauseIx> {
        names.iter().filter_map(|name| self.clauses.find(name, problems)).map(ClauseIx::from).collect()
    }

    /// The role a name refers to.
    pub(super) fn role(&self, name: &Name, problems: &mut Problems) -> Option<RoleIx> {
        self.roles.find(name, problems).map(RoleIx::from)
    }

    /// The attribute a name refers to.
    pub(super) fn attribute(&self, name: &Name, problems: &mut Problems) -> Option<AttributeIx> {
        self.attributes.find(name, problems).map(AttributeIx::from)
    }
}

fn counts_rules(penalty: &Penalty) -> bool {
    penalty.count.as_ref().is_some_and(|count| count.per.contains(&Per::Rule))
}

/// Written processes, then offences.
fn processes(policy: &Policy) -> Table {
    let mut processes = Table::of(&policy.processes);
    for offence in &policy.offences {
        let head = offence.head();
        processes.add(head.id_text(), head.name.clone(), head.place());
    }
    processes
}

/// An id with what people read, as scopes hold it.
pub(super) fn scope_name(head: &crate::model::Head) -> ScopeName {
    ScopeName { id: head.id_text(), name: head.name.clone() }
}

/// The institution's zone and currency; what cannot be read is reported and stands for the default.
pub(super) fn home(institution: Option<&ModelInstitution>, problems: &mut Problems) -> (Option<Zone>, Currency) {
    let zone = institution.and_then(|i| i.time_zone.as_ref()).and_then(|name| match Zone::get(&name.value) {
        Ok(zone) => Some(zone),
        Err(unknown) => {
            let hint = unknown.meant.map(Hint::only).unwrap_or_default();
            let flaw = SyntaxFlaw::UnknownWord { key: "time_zone".to_owned(), word: name.value.to_string(), hint };
            problems.push(Problem::new(flaw, name.span));
            None
        }
    });
    let currency = institution.and_then(|i| i.currency.as_ref()).and_then(|name| {
        let currency = Currency::parse(&name.value);
        if currency.is_none() {
            let flaw = SyntaxFlaw::BadLiteral {
                kind: Word::Money,
                text: name.value.to_string(),
                example: Currency::CNY.code().to_owned(),
            };
            problems.push(Problem::new(flaw, name.span));
        }
        currency
    });
    (zone, currency.unwrap_or(Currency::CNY))
}

/// Who the policy is of.
pub(super) fn institution(
    model: &ModelInstitution,
    zone: Zone,
    currency: Currency,
    base: &Base,
    texts: &mut Texts<'_>,
) -> Institution {
    let effective = model
        .effective
        .as_ref()
        .and_then(|written| texts.constant("effective", written, &Type::Date, &base.scope()))
        .and_then(|value| if let crate::value::Value::Date(date) = value { Some(date) } else { None });
    Institution {
        id: model.head.id_text(),
        name: model.head.name.clone().unwrap_or_else(|| model.head.id_text()),
        version: model.version.clone(),
        effective,
        effective_clauses: base.clauses(&model.head.clauses, texts.problems),
        zone,
        currency,
    }
}

/// The regulation's sentences.
pub(super) fn clause_list(policy: &Policy) -> Vec<Clause> {
    let clause = |clause: &crate::model::clause::Clause| Clause {
        id: clause.head.id_text(),
        source: clause.source.clone(),
        summary: clause.summary.clone(),
        manual: clause.manual.clone(),
        span: clause.head.span,
    };
    policy.clauses.iter().map(clause).collect()
}

/// Registers with their columns.
fn register_list(policy: &Policy, base: &Base, texts: &mut Texts<'_>) -> Vec<Register> {
    let scope = base.scope();
    let mut registers = Vec::with_capacity(policy.registers.len());
    for register in &policy.registers {
        registers.push(Register {
            id: register.head.id_text(),
            name: register.head.name.clone(),
            fields: base.types.fields(&register.fields, texts, &scope),
            clauses: base.clauses(&register.head.clauses, texts.problems),
        });
    }
    registers
}

fn attributes(policy: &Policy, types: &Types, problems: &mut Problems) -> Vec<Attribute> {
    let built_in = |id: &str| Attribute { id: id.into(), ty: if id == "superior" { Type::Person } else { Type::Text } };
    let mut attributes: Vec<Attribute> = BUILT_IN.iter().map(|id| built_in(id)).collect();
    for attribute in &policy.attributes {
        attributes.push(Attribute { id: attribute.head.id_text(), ty: types.ty(&attribute.ty, problems) });
    }
    attributes
}

fn params(policy: &Policy, types: &Types, problems: &mut Problems) -> Vec<ParamName> {
    let mut params = Vec::with_capacity(policy.parameters.len());
    for parameter in &policy.parameters {
        let per = parameter.per.as_ref().map(|per| {
            let ty = types.shared_choice(per, problems).unwrap_or(Type::Unknown);
            (per.value.clone(), ty)
        });
        params.push(ParamName { id: parameter.head.id_text(), ty: types.ty(&parameter.ty, problems), per });
    }
    params
}

fn held_for(role: &crate::model::role::Role, types: &Types, attributes: &[Attribute]) -> Option<Type> {
    let per = &role.per.as_ref()?.value;
    let attribute = || attributes.iter().find(|attribute| attribute.id == *per).map(|attribute| attribute.ty.clone());
    Some(types.shared(per).or_else(attribute).unwrap_or(Type::Unknown))
}

fn role_list(policy: &Policy, roles: &Table, attributes: &Table, types: &Types, problems: &mut Problems) -> Vec<Role> {
    let per = |name: &Name, problems: &mut Problems| -> Option<Text> {
        if types.shared(&name.value).is_some() {
            return Some(name.value.clone());
        }
        attributes.find(name, problems).map(|_| name.value.clone())
    };
    let mut list = Vec::with_capacity(policy.roles.len());
    for role in &policy.roles {
        list.push(Role {
            id: role.head.id_text(),
            name: role.head.name.clone(),
            per: role.per.as_ref().and_then(|name| per(name, problems)),
            outside: role.outside,
            one: role.one,
            deputies: role.deputies.iter().filter_map(|name| roles.find(name, problems)).map(RoleIx::from).collect(),
            reports_to: role.reports_to.as_ref().and_then(|name| roles.find(name, problems)).map(RoleIx::from),
        });
    }
    list
}

/// A parameter without a value, with the clause it is a blank of.
pub(super) fn open_parameter(id: &str, clauses: &[Name]) -> PackagingFlaw {
    let clause = clauses.first().map_or_else(|| "–".to_owned(), |clause| clause.value.to_string());
    PackagingFlaw::ParameterMissing { parameter: id.to_owned(), clause }
}
