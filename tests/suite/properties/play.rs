//! Random but well-typed deeds of random people, made from a program's own tables, and what must hold after each.

use crate::shipped::Policy;
use std::sync::Arc;
use zhidu_core::case::Case;
use zhidu_core::guard::scripts::Scripts;
use zhidu_core::journal::Entry;
use zhidu_core::money::Money;
use zhidu_core::outcome::{InputKind, Outcome, Outside, Verdict};
use zhidu_core::program::{Event, Process, Program, StateKind};
use zhidu_core::value::{Field, Text, Type, Value};
use zhidu_core::wire;
use zhidu_core::world::{Address, Directory, Driver, Person, Submission, World};
use zhidu_time::{Amount, Instant};

/// What somebody does next, as choices; what they choose from depends on the world they meet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deed {
    /// How much time passes before.
    pub(crate) pause: u8,
    /// Which event.
    pub(crate) event: u16,
    /// Who.
    pub(crate) actor: u8,
    /// In which case.
    pub(crate) case: u16,
    /// Which values, and which of them are left out or spoilt.
    pub(crate) values: u64,
}

/// Pauses at and around the limits policies like.
const PAUSES: [i64; 16] =
    [0, 0, 1, 1, 59, 60, 600, 1_199, 1_200, 1_201, 1_799, 1_800, 1_801, 86_399, 259_200, 2_678_400];

/// A world that deeds are done in.
pub(crate) struct Play<'a> {
    pub(crate) program: &'a Program,
    pub(crate) scripts: &'a dyn Scripts,
    pub(crate) driver: Driver<'a>,
    pub(crate) now: Instant,
    opened: u32,
}

impl<'a> Play<'a> {
    pub(crate) fn new(program: &'a Program, scripts: &'a dyn Scripts, people: Directory) -> Self {
        // The first deed is often done a second before the rules are in force.
        let from = program.effective_from().map_or(1_772_000_000, Instant::seconds);
        let now = Instant::from_seconds(from - 1).unwrap();
        Self { program, scripts, driver: Driver::new(program, scripts, people), now, opened: 0 }
    }

    pub(crate) fn world(&self) -> &World {
        self.driver.world()
    }

    /// Does it, and holds the world to what must hold.
    pub(crate) fn act(&mut self, deed: Deed) {
        if let Some(submission) = self.choose(deed) {
            self.submit(submission);
        }
    }

    /// Lets time pass, and makes something that can be done of a deed.
    pub(crate) fn choose(&mut self, deed: Deed) -> Option<Submission> {
        let mut dice = Dice(deed.values | 1);
        self.now = self.now.checked_add(PAUSES[usize::from(deed.pause) % PAUSES.len()]).unwrap();
        let seen = self.world().journal().len();
        self.driver.run_until(self.now);
        self.judge(seen);
        let (event, to) = self.likely(deed).or_else(|| self.any(deed))?;
        let actor = self.actor(&to, deed.actor);
        let data = self.data(event, &mut dice);
        let outside = Outside { event: event.name.clone(), actor, data };
        Some(Submission { stamp: self.now, outside, to })
    }

    pub(crate) fn submit(&mut self, submission: Submission) -> Outcome {
        let (before, seen) = (stand(self.program, self.world()), self.world().journal().len());
        let outcome = self.driver.submit(submission);
        if !matches!(outcome.verdict, Verdict::Accepted) {
            assert_eq!(before, stand(self.program, self.world()), "{:?} changed the world", outcome.verdict);
        }
        self.judge(seen);
        outcome
    }

    /// An event that an open case accepts where it stands; every eighth deed is left to [`Play::any`].
    fn likely(&self, deed: Deed) -> Option<(&'a Event, Address)> {
        let program = self.program;
        let open: Vec<&Case> = self.world().cases().map(|entry| &entry.case).filter(|case| !case.is_ended()).collect();
        let case = open.get(usize::from(deed.case) % (open.len() + 1)).filter(|_| !deed.event.is_multiple_of(8))?;
        let process = &program.processes[case.process.at()];
        let active = case.active.iter().flat_map(|state| &process.states[state.at()].transitions);
        let transitions = active.map(|ix| &process.transitions[ix.at()]).filter(|transition| transition.by.is_some());
        let events: Vec<&Event> =
            transitions.flat_map(|t| process.events.iter().filter(|event| t.trigger.matches(&event.name))).collect();
        let event = events.get(usize::from(deed.event / 8) % events.len().max(1))?;
        Some((event, Address::Case(case.id.clone())))
    }

    /// Any event, in a case of its process or as the beginning of one.
    fn any(&mut self, deed: Deed) -> Option<(&'a Event, Address)> {
        let program = self.program;
        let all = program.processes.iter().flat_map(|p| p.events.iter().filter(|e| e.outside).map(move |e| (p, e)));
        let mut all: Vec<(&Process, &Event)> = all.collect();
        if !deed.case.is_multiple_of(4) {
            all.retain(|(process, event)| process.starts_by(&event.name));
        }
        let (process, event) = *all.get(usize::from(deed.event / 8) % all.len().max(1))?;
        let here = |case: &Case| program.processes[case.process.at()].id == process.id;
        let cases: Vec<&Text> =
            self.world().cases().filter(|entry| here(&entry.case)).map(|entry| &entry.case.id).collect();
        let choice = usize::from(deed.case);
        if process.starts_by(&event.name) && (cases.is_empty() || choice % 4 < 3) {
            self.opened += 1;
            let id = format!("case-{}", self.opened).into();
            return Some((event, Address::New { process: Some(process.id.clone()), id }));
        }
        let case = cases.get(choice % cases.len().max(1)).map_or("nowhere".into(), |id| (*id).clone());
        Some((event, Address::Case(case)))
    }

    /// Often whose case it is, else anybody, sometimes a stranger.
    fn actor(&self, to: &Address, choice: u8) -> Text {
        if let (Address::Case(case), true) = (to, !choice.is_multiple_of(4))
            && let Some(owner) = self.world().case(case).and_then(|entry| entry.case.owner.clone())
        {
            return owner;
        }
        let people = &self.world().directory().people;
        let person = people.get(usize::from(choice / 4) % (people.len() + 1));
        person.map_or("stranger".into(), |person| person.id.clone())
    }

    fn data(&self, event: &Event, dice: &mut Dice) -> Vec<(Text, Value)> {
        let mut data = Vec::new();
        for field in &event.fields {
            let chance = if field.field.optional { 10 } else { 20 };
            if dice.of(chance) > 0
                && let Some(value) = self.field(&field.field, dice)
            {
                data.push((field.field.id.clone(), value));
            }
        }
        if dice.of(25) == 0 {
            data.push(("surplus".into(), Value::Int(1)));
        }
        data
    }

    fn field(&self, field: &Field, dice: &mut Dice) -> Option<Value> {
        if dice.of(25) == 0 {
            return Some(Value::Text("x".into()));
        }
        let value = self.value(&field.ty, dice)?;
        // Bounds are met, passed by one, and otherwise kept.
        match (dice.of(8), &field.min, &field.max) {
            (0 | 1, Some(min), _) => Some(min.clone()),
            (2, Some(Value::Int(min)), _) => Some(Value::Int(min - 1)),
            (3 | 4, _, Some(max)) => Some(max.clone()),
            (5, _, Some(Value::Int(max))) => Some(Value::Int(max + 1)),
            _ => Some(value),
        }
    }

    fn value(&self, ty: &Type, dice: &mut Dice) -> Option<Value> {
        let zone = &self.program.institution.zone;
        let about_now = |dice: &mut Dice| {
            let away = [0, 1, -1, 1_800, 86_400, -86_400, 604_800][dice.of(7)];
            Instant::from_seconds(self.now.seconds() + away)
        };
        Some(match ty {
            Type::Bool => Value::Bool(dice.of(2) == 0),
            Type::Int => Value::Int([0, 1, 2, 3, 4, 5, 8, -1, i64::MAX][dice.of(9)]),
            Type::Decimal => Value::decimal([0, 1, 5, 100][dice.of(4)].into()),
            Type::Percent => Value::percent([0, 1, 50, 100][dice.of(4)].into()),
            Type::Money => {
                let currency = self.program.institution.currency;
                Value::Money(Money::parse(&format!("{}.0{} {currency}", dice.of(1_000), dice.of(10)))?)
            }
            Type::Text => Value::Text(["", "a", "b", "客户冯先生", "🂡 \" ' \n"][dice.of(5)].into()),
            Type::Choice(choice) => Value::Choice(choice.options.get(dice.of(choice.options.len()))?.id.clone()),
            Type::Date => Value::Date(zone.date(about_now(dice)?)),
            Type::Time => Value::Time(zone.date_time(about_now(dice)?).1),
            Type::Instant => Value::Instant(about_now(dice)?),
            Type::Duration => {
                Value::Duration(Amount::parse(["0 seconds", "30 minutes", "3 days", "1 month"][dice.of(4)]).unwrap())
            }
            Type::Person => Value::Person(self.person(dice)),
            Type::Role => Value::Role(self.program.roles.get(dice.of(self.program.roles.len()))?.id.clone()),
            Type::Case(_) => {
                let cases: Vec<&Text> = self.world().cases().map(|entry| &entry.case.id).collect();
                Value::Case(cases.get(dice.of(cases.len())).copied()?.clone())
            }
            Type::List(of) => {
                let items: Option<Vec<Value>> = (0..dice.of(4)).map(|_| self.value(of, dice)).collect();
                Value::List(items?.into())
            }
            Type::Record(record) => {
                let fields = record.fields.iter();
                let fields: Vec<_> = fields.filter_map(|f| Some((f.id.clone(), self.value(&f.ty, dice)?))).collect();
                Value::Record(Arc::from(fields))
            }
            Type::Unknown => return None,
        })
    }

    fn person(&self, dice: &mut Dice) -> Text {
        let people = &self.world().directory().people;
        people.get(dice.of(people.len() + 1)).map_or("stranger".into(), |person| person.id.clone())
    }

    /// What must hold after everything that happened since.
    fn judge(&self, seen: usize) {
        for entry in &self.world().journal()[seen..] {
            self.all_or_nothing(entry);
        }
        for entry in self.world().cases() {
            let process = &self.program.processes[entry.case.process.at()];
            legal(process, &entry.case);
            super::still::tasks(process, &entry.case);
            super::still::clocks(process, &entry.case);
        }
    }

    fn all_or_nothing(&self, entry: &Entry) {
        let outcome = &entry.outcome;
        if outcome.verdict == Verdict::Accepted {
            assert!(outcome.case.is_some());
            return;
        }
        let joins = matches!(outcome.verdict, Verdict::Joins(_));
        let nothing = outcome.case.is_none()
            && outcome.effects.is_empty()
            && outcome.charges.is_empty()
            && outcome.rows.is_empty()
            && outcome.openings.is_empty()
            && (outcome.messages.is_empty() || joins);
        assert!(nothing, "{:?} left something: {outcome:#?}", outcome.verdict);
        if let Verdict::Denied(denial) = &outcome.verdict {
            assert!(
                !denial.items.is_empty() && matches!(entry.input.kind, InputKind::Outside(_) | InputKind::Start { .. })
            );
        }
    }
}

/// Everything there is but the record of what was done, as bytes.
pub(crate) fn stand(program: &Program, world: &World) -> String {
    let mut text = String::new();
    for entry in world.cases() {
        text += &format!("{}\n{:?}\n{:?}\n", wire::case(program, &entry.case), entry.case.timers(), entry.inbox);
    }
    for charge in world.ledger() {
        text += &format!("{}\n", wire::charge(charge));
    }
    format!("{text}{:?}", world.rows())
}

/// One child of each compound, all of each parallel, everything around what is active, no history.
fn legal(process: &Process, case: &Case) {
    if case.is_ended() {
        assert!(case.active.is_empty() && case.timers().is_empty(), "an ended case goes on: {case:?}");
        return;
    }
    assert!(case.is_in(Process::ROOT), "{case:?}");
    for (at, state) in process.states.iter().enumerate() {
        if !case.active.contains(at.into()) {
            continue;
        }
        assert!(state.parent.is_none_or(|parent| case.is_in(parent)), "`{}` without its parent", state.id);
        let real = |kind| !matches!(kind, StateKind::ShallowHistory | StateKind::DeepHistory);
        let children = state.children.iter().filter(|child| real(process.states[child.at()].kind));
        let (all, active) = (children.clone().count(), children.filter(|child| case.is_in(**child)).count());
        let expected = match state.kind {
            StateKind::Compound => 1,
            StateKind::Parallel => all,
            StateKind::Atomic | StateKind::Final => 0,
            StateKind::ShallowHistory | StateKind::DeepHistory => panic!("history `{}` is active", state.id),
        };
        assert_eq!(active, expected, "children of `{}` in {case:?}", state.id);
    }
}

/// Numbers that look random and are the same every time.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// Below `sides`; 0 where there are none.
    pub(crate) fn of(&mut self, sides: usize) -> usize {
        // xorshift64 (Marsaglia 2003)
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides.max(1)
    }
}

/// Everybody who plays in a shipped scenario, and an outsider.
pub(crate) fn cast_of(policy: &Policy, program: &Program) -> Directory {
    let mut people: Vec<Person> = Vec::new();
    for &at in &policy.scenarios {
        let cast = crate::shipped::scenario(program, &policy.files[at]).0.map(|scenario| scenario.cast);
        for person in cast.unwrap_or_default() {
            if !people.iter().any(|known| known.id == person.id) {
                people.push(person);
            }
        }
    }
    let outside = program.roles.iter().filter(|role| role.outside);
    people.extend(outside.map(|role| person(&format!("outside-{}", role.id), &[(&role.id, None)], &[])));
    Directory { people }
}

/// A person with roles and attributes.
pub(crate) fn person(id: &str, roles: &[(&str, Option<&str>)], attributes: &[(&str, Value)]) -> Person {
    Person {
        id: id.into(),
        roles: roles.iter().map(|(role, of)| ((*role).into(), of.map(Text::from))).collect(),
        attributes: attributes.iter().map(|(name, value)| ((*name).into(), value.clone())).collect(),
        absent: Vec::new(),
    }
}
