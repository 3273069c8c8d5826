//! What names mean at a place.
//!
//! Three layers, each cheap to share: the words of the institution ([`Vocabulary`]), those of a process
//! ([`CaseNames`]), and what is there at one place only: an event, a row, people, the time. In: tables the model builds
//! once. Out: looked up by [`super::typing`] and [`super::literal`].

use super::expr::{AttributeIx, DataSlot, FieldSlot, ParamIx, RoleIx, StateIx, ValueIx, Who};
use crate::money::Currency;
use crate::value::{Choice, Field, Text, Type};
use std::collections::BTreeSet;
use std::sync::Arc;
use zhidu_time::Zone;

/// The words of an institution: what expressions may name wherever they stand. Positions are indices.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    /// The currency of amounts.
    pub currency: Currency,
    /// Whose clocks count.
    pub zone: Zone,
    /// Parameters, by [`ParamIx`].
    pub params: Vec<ParamName>,
    /// Attributes of persons, by [`AttributeIx`].
    pub attributes: Vec<(Text, Type)>,
    /// Roles, by [`RoleIx`].
    pub roles: Vec<Name>,
    /// Functions of `scripts/*.rhai` and what else scripts may call, with their numbers of arguments.
    pub library: Vec<(Text, usize)>,
}

/// An id with what people read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// What policies write.
    pub id: Text,
    /// What people read.
    pub name: Option<Text>,
}

/// A parameter as expressions see it.
#[derive(Debug, Clone)]
pub struct ParamName {
    /// Its id.
    pub id: Text,
    /// Its type; with `columns`, a record.
    pub ty: Type,
    /// One value for each option of this choice: what it is called, and its type.
    pub per: Option<(Text, Type)>,
}

/// The words of a process: what stands under `case.`, and its states.
#[derive(Debug, Clone, Default)]
pub struct CaseNames {
    /// The process's id.
    pub process: Text,
    /// Data, by [`DataSlot`]. `optional` = may be not given; see [`Scope::with_given`] for what is proven.
    pub data: Vec<Field>,
    /// Named expressions, by [`ValueIx`].
    pub values: Vec<(Text, Type)>,
    /// States, by [`StateIx`].
    pub states: Vec<Name>,
    /// Decisions with their options.
    pub decisions: Vec<(Text, Arc<Choice>)>,
}

/// The fields of the event at hand.
#[derive(Debug, Clone, Default)]
pub struct EventNames {
    /// Slots and fields. `optional` = may be not given.
    pub fields: Vec<(FieldSlot, Field)>,
}

impl EventNames {
    /// The fields of one event, or of whichever of several events it is: a field not all of them have is optional.
    /// A field two of them declare with different types is of type unknown, which the caller has to report.
    #[must_use]
    pub fn any_of(events: &[&[(FieldSlot, Field)]]) -> Self {
        let mut fields: Vec<(FieldSlot, Field)> = Vec::new();
        for (slot, field) in events.iter().copied().flatten() {
            match fields.iter_mut().find(|(known, _)| known == slot) {
                None => fields.push((*slot, field.clone())),
                Some((_, known)) => {
                    known.optional |= field.optional;
                    if known.ty != field.ty {
                        known.ty = Type::Unknown;
                    }
                }
            }
        }
        for (slot, field) in &mut fields {
            field.optional |= !events.iter().all(|event| event.iter().any(|(other, _)| other == slot));
        }
        Self { fields }
    }
}

/// What names mean at one place.
#[derive(Debug, Clone)]
pub struct Scope {
    words: Arc<Vocabulary>,
    case: Option<Arc<CaseNames>>,
    event: Option<Arc<EventNames>>,
    row: Option<Type>,
    people: BTreeSet<Who>,
    parts: Arc<BTreeSet<Text>>,
    clock: bool,
    given: Arc<BTreeSet<String>>,
    all_given: bool,
}

/// Building: from an institution inwards.
impl Scope {
    /// A place where nothing but the institution's words is there.
    #[must_use]
    pub fn new(words: Arc<Vocabulary>) -> Self {
        Self {
            words,
            case: None,
            event: None,
            row: None,
            people: BTreeSet::new(),
            parts: Arc::default(),
            clock: false,
            given: Arc::default(),
            all_given: false,
        }
    }

    /// With a case: `case`, `self` and states. `owner` and `requester` are people of it.
    #[must_use]
    pub fn with_case(mut self, case: Arc<CaseNames>) -> Self {
        self.case = Some(case);
        self.with_people([Who::Owner, Who::Requester])
    }

    /// With an event: `event`, `actor`, `now`, `today`.
    #[must_use]
    pub fn with_event(mut self, event: EventNames) -> Self {
        self.event = Some(Arc::new(event));
        self.clock = true;
        self.with_people([Who::Actor])
    }

    /// With the time only, as where a timer fires: `now`, `today`.
    #[must_use]
    pub fn with_clock(mut self) -> Self {
        self.clock = true;
        self
    }

    /// With a row: `it`.
    #[must_use]
    pub fn with_it(mut self, row: Type) -> Self {
        self.row = Some(row);
        self
    }

    /// With people named by relation.
    #[must_use]
    pub fn with_people(mut self, people: impl IntoIterator<Item = Who>) -> Self {
        self.people.extend(people);
        self
    }

    /// With the names the process gives people by `assign … as`: `case.visitor`.
    #[must_use]
    pub fn with_parts(mut self, names: impl IntoIterator<Item = Text>) -> Self {
        let names: Vec<Text> = names.into_iter().filter(|name| !self.parts.contains(name)).collect();
        if !names.is_empty() {
            Arc::make_mut(&mut self.parts).extend(names);
        }
        self
    }

    /// Where these paths (`case.x`, `event.y`) are proven to be given, whatever their declaration says: every way here
    /// sets them, or a condition before has asked. Takes what [`super::typing::Typed::proves`] says.
    #[must_use]
    pub fn with_given<T: Into<String>>(mut self, paths: impl IntoIterator<Item = T>) -> Self {
        // Scopes are copied for every place; the paths they share are copied only where some are added.
        let paths: Vec<String> = paths.into_iter().map(Into::into).filter(|path| !self.given.contains(path)).collect();
        if !paths.is_empty() {
            Arc::make_mut(&mut self.given).extend(paths);
        }
        self
    }

    /// Where everything may be read: whoever asks has an answer for what turns out not to be given.
    #[must_use]
    pub const fn with_all_given(mut self) -> Self {
        self.all_given = true;
        self
    }
}

/// Looking up.
impl Scope {
    /// The institution's words.
    #[must_use]
    pub fn words(&self) -> &Vocabulary {
        &self.words
    }

    /// The case's words, where there is a case.
    #[must_use]
    pub fn case(&self) -> Option<&CaseNames> {
        self.case.as_deref()
    }

    /// The event's fields, where there is an event.
    #[must_use]
    pub fn event(&self) -> Option<&EventNames> {
        self.event.as_deref()
    }

    /// The type of `it`, where there is a row.
    #[must_use]
    pub const fn row(&self) -> Option<&Type> {
        self.row.as_ref()
    }

    /// Whether a person of this relation can be there.
    #[must_use]
    pub fn has(&self, who: Who) -> bool {
        self.people.contains(&who)
    }

    /// A name given to a person by `assign … as`.
    #[must_use]
    pub fn part(&self, name: &str) -> Option<&Text> {
        self.parts.get(name)
    }

    /// Whether `now` and `today` are there.
    #[must_use]
    pub const fn has_clock(&self) -> bool {
        self.clock
    }

    /// Paths proven to be given.
    #[must_use]
    pub fn given(&self) -> &Arc<BTreeSet<String>> {
        &self.given
    }

    /// Whether everything may be read as if it were given.
    #[must_use]
    pub const fn is_all_given(&self) -> bool {
        self.all_given
    }

    /// A data of the case.
    #[must_use]
    pub fn data(&self, id: &str) -> Option<(DataSlot, &Field)> {
        let data = &self.case()?.data;
        find(data, |field| &*field.id == id)
    }

    /// A named expression of the process.
    #[must_use]
    pub fn value(&self, id: &str) -> Option<(ValueIx, &Type)> {
        find(&self.case()?.values, |(name, _)| &**name == id).map(|(ix, (_, ty))| (ix, ty))
    }

    /// A state of the process.
    #[must_use]
    pub fn state(&self, id: &str) -> Option<StateIx> {
        find(&self.case()?.states, |state| &*state.id == id).map(|(ix, _)| ix)
    }

    /// A field of the event.
    #[must_use]
    pub fn field(&self, id: &str) -> Option<(FieldSlot, &Field)> {
        self.event()?.fields.iter().find(|(_, field)| &*field.id == id).map(|(slot, field)| (*slot, field))
    }

    /// A parameter.
    #[must_use]
    pub fn param(&self, id: &str) -> Option<(ParamIx, &ParamName)> {
        find(&self.words.params, |param| &*param.id == id)
    }

    /// An attribute of persons.
    #[must_use]
    pub fn attribute(&self, id: &str) -> Option<(AttributeIx, &Type)> {
        find(&self.words.attributes, |(name, _)| &**name == id).map(|(ix, (_, ty))| (ix, ty))
    }

    /// A role.
    #[must_use]
    pub fn role(&self, id: &str) -> Option<RoleIx> {
        find(&self.words.roles, |role| &*role.id == id).map(|(ix, _)| ix)
    }

    /// How many arguments a function of the library takes.
    #[must_use]
    pub fn library(&self, name: &str) -> Option<usize> {
        self.words.library.iter().find(|(known, _)| &**known == name).map(|(_, arity)| *arity)
    }

    /// Everything that can follow `case.`: data, values, names of people.
    pub fn case_ids(&self) -> impl Iterator<Item = &str> {
        let case = self.case();
        let data = case.into_iter().flat_map(|case| case.data.iter().map(|field| &*field.id));
        let values = case.into_iter().flat_map(|case| case.values.iter().map(|(id, _)| &**id));
        data.chain(values).chain(self.parts.iter().map(|name| &**name))
    }
}

fn find<I: From<usize>, T>(list: &[T], is: impl Fn(&T) -> bool) -> Option<(I, &T)> {
    list.iter().position(is).map(|at| (I::from(at), &list[at]))
}

impl Who {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Actor, Self::Owner, Self::Requester, Self::Offender, Self::Holder];

    /// As policies write it.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Owner => "owner",
            Self::Requester => "requester",
            Self::Offender => "offender",
            Self::Holder => "holder",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(id: &str, ty: Type) -> Field {
        Field { id: id.into(), name: None, ty, optional: false, min: None, max: None }
    }

    #[test]
    fn a_field_not_every_event_has_is_optional() {
        let answer = [(FieldSlot(0), field("by", Type::Person)), (FieldSlot(1), field("text", Type::Text))];
        let call = [(FieldSlot(0), field("by", Type::Person))];
        let any = EventNames::any_of(&[&answer, &call]);
        let optional: Vec<bool> = any.fields.iter().map(|(_, field)| field.optional).collect();
        assert_eq!(optional, [false, true]);
    }

    #[test]
    fn a_field_of_two_types_is_unknown() {
        let one = [(FieldSlot(0), field("amount", Type::Money))];
        let two = [(FieldSlot(0), field("amount", Type::Int))];
        assert_eq!(EventNames::any_of(&[&one, &two]).fields[0].1.ty, Type::Unknown);
    }
}
