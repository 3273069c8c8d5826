//! The world of a scenario with its virtual clock: plays rows and remembers what was not judged yet.

use super::names::Names;
use super::{Act, Change, Pick, Row, When};
use crate::case::AskedStatus;
use crate::effect::EffectId;
use crate::guard::scripts::Scripts;
use crate::outcome::{Answered, InputKind, Outside, Reply, Verdict};
use crate::program::Program;
use crate::source::{Span, Spanned};
use crate::value::{Text, Type, Value};
use crate::world::{Address, Directory, Driver, Given, Happening, Submission, World};
use zhidu_time::{Date, Instant, Moment};

/// See the module. A copy is a world of its own.
#[derive(Clone)]
pub(super) struct Stage<'p> {
    program: &'p Program,
    driver: Driver<'p>,
    names: Names,
    /// The instant the clock stands at.
    pub(super) now: Instant,
    /// The day rows without a date are on.
    day: Date,
    /// The case rows speak of that name none.
    last: Option<Text>,
    /// How much of the journal was judged.
    seen: usize,
    /// Events of rows that were played again, by their place after `seen`.
    again: Vec<usize>,
}

/// What playing a row gave.
pub(super) struct Played {
    /// The row's own event, by its place among what is not judged yet.
    pub(super) own: Option<usize>,
    /// The case the row speaks of.
    pub(super) case: Option<Text>,
    /// Where the row names a case that is not there; nothing was done.
    pub(super) lost: Option<Span>,
}

impl<'p> Stage<'p> {
    pub(super) fn new(program: &'p Program, scripts: &'p dyn Scripts, people: Directory, start: Moment) -> Self {
        Self {
            program,
            driver: Driver::new(program, scripts, people),
            names: Names::default(),
            now: start.instant(&program.institution.zone),
            day: start.date,
            last: None,
            seen: 0,
            again: Vec::new(),
        }
    }

    /// Has every effect confirmed at once.
    pub(super) const fn confirm_effects(&mut self) {
        self.driver.confirm_effects();
    }

    pub(super) fn place(&mut self, given: &Given, name: &Text) -> Result<(), Text> {
        self.driver.place(given)?;
        self.names.give(name.clone(), given.id.clone());
        self.last = Some(given.id.clone());
        Ok(())
    }

    /// Lets everything happen that was due before the start, and takes it as judged.
    pub(super) fn settle_before_start(&mut self) {
        if let Some(before) = self.now.checked_sub(1) {
            self.driver.run_until(before);
        }
        self.judged();
    }

    pub(super) const fn world(&self) -> &World {
        self.driver.world()
    }

    pub(super) const fn names(&self) -> &Names {
        &self.names
    }

    /// Every step that was not judged yet.
    pub(super) fn unjudged(&self) -> &[Happening] {
        &self.world().journal()[self.seen..]
    }

    pub(super) fn again(&self) -> &[usize] {
        &self.again
    }

    pub(super) fn judged(&mut self) {
        self.seen = self.world().journal().len();
        self.again.clear();
    }

    /// People as a variant has them from now on.
    pub(super) fn change_people(&mut self, change: &Change) {
        let mut directory = self.world().directory().clone();
        for changed in &change.cast {
            let Some(person) = directory.people.iter_mut().find(|p| p.id == changed.id) else { continue };
            if let Some(roles) = &changed.roles {
                person.roles.clone_from(roles);
            }
            if let Some(absent) = &changed.absent {
                person.absent.clone_from(absent);
            }
            for (id, value) in &changed.attributes {
                person.attributes.retain(|(known, _)| known != id);
                person.attributes.push((id.clone(), value.clone()));
            }
        }
        self.driver.set_directory(directory);
    }

    /// Plays a row whose expectation does not hold here; its event may be refused.
    pub(super) fn play_unjudged(&mut self, row: &Row) {
        let played = self.play(row);
        self.again.extend(played.own);
    }

    pub(super) fn play(&mut self, row: &Row) -> Played {
        self.tick(row.at);
        // First what is due: the case a row names may come to be at this very instant.
        self.driver.run_until(self.now);
        let named = row.case.as_ref().map(|pick| self.names.find(self.world(), self.program, pick));
        if let Some(Act { by: None, event, .. }) = &row.act {
            return match named.unwrap_or_else(|| self.last.clone()) {
                Some(case) => self.answer(&case, &event.value, row),
                None => self.lost(row),
            };
        }
        let Some(act) = &row.act else {
            if named == Some(None) {
                return self.lost(row);
            }
            self.last = named.flatten().or_else(|| self.last.take());
            return Played { own: None, case: self.last.clone(), lost: None };
        };
        match self.address(row.case.as_ref(), named, act) {
            Some(to) => self.submit(act, to, row.case.as_ref()),
            None => self.lost(row),
        }
    }

    fn lost(&self, row: &Row) -> Played {
        Played { own: None, case: None, lost: Some(row.case.as_ref().map_or(row.span, Pick::span)) }
    }

    fn tick(&mut self, at: Option<When>) {
        let Some(at) = at else { return };
        let moment = at.on(self.day);
        self.day = moment.date;
        self.now = self.now.max(moment.instant(&self.program.institution.zone));
    }

    /// Where an event goes: to the case that is meant, or it begins one.
    fn address(&mut self, pick: Option<&Pick>, named: Option<Option<Text>>, act: &Act) -> Option<Address> {
        let process = act.process.as_ref().map(|p| p.value.clone());
        let starts = self.program.processes.iter().filter(|p| p.starts_by(&act.event.value));
        let starts = starts.map(|p| p.id.clone()).next();
        let opens = starts.is_some();
        match (pick, named) {
            (_, Some(Some(id))) => Some(Address::Case(id)),
            (Some(Pick::Name(name)), _) if opens => Some(Address::New { process, id: name.value.clone() }),
            (Some(_), _) => None,
            (None, _) => match &self.last {
                Some(last) if process.is_none() && (!opens || self.accepts(last, &act.event.value)) => {
                    Some(Address::Case(last.clone()))
                }
                _ => {
                    let id = self.names.fresh(process.as_ref().or(starts.as_ref())?);
                    Some(Address::New { process, id })
                }
            },
        }
    }

    /// Whether the rules of a case know an event somebody can do in an open case.
    fn accepts(&self, case: &str, event: &str) -> bool {
        let Some(entry) = self.world().case(case) else { return false };
        let process = &self.program.processes[entry.case.process.at()];
        let starts = |ix: usize| process.starts.iter().any(|start| start.at() == ix);
        let transitions = process.transitions.iter().enumerate().filter(|(i, _)| !starts(*i));
        transitions.into_iter().any(|(_, t)| t.by.is_some() && t.trigger.matches(event))
    }

    fn submit(&mut self, act: &Act, to: Address, pick: Option<&Pick>) -> Played {
        let before = self.world().journal().len();
        let begins = matches!(to, Address::New { .. });
        let actor = act.by.as_ref().map(|by| by.value.clone()).unwrap_or_default();
        let outside = Outside { event: act.event.value.clone(), actor, data: self.data(act) };
        self.driver.submit(Submission { stamp: self.now, outside, to });
        let own = self.world().journal()[before..]
            .iter()
            .position(|h| matches!(h.input.kind, InputKind::Outside(_) | InputKind::Start { .. }));
        let own = own.map(|position| before + position);
        let happening = own.and_then(|own| self.world().journal().get(own));
        let case = happening.map(|h| h.case.clone()).filter(|id| self.world().case(id).is_some());
        let accepted = happening.is_some_and(|h| h.outcome.verdict == Verdict::Accepted);
        if let (true, true, Some(Pick::Name(name)), Some(id)) = (begins, accepted, pick, &case) {
            self.names.give(name.value.clone(), id.clone());
        }
        if case.is_some() {
            self.last.clone_from(&case);
        }
        Played { own: own.map(|own| own - self.seen), case, lost: None }
    }

    /// The host answers what the case asked first under this name and was not told yet.
    fn answer(&mut self, case: &Text, event: &str, row: &Row) -> Played {
        let Some((name, result)) = Answered::of(event) else { return self.lost(row) };
        let before = self.world().journal().len();
        let asked = self.world().case(case).into_iter().flat_map(|entry| &entry.case.asked);
        let open = asked.into_iter().find(|asked| *asked.name == *name && asked.status == AskedStatus::Open);
        // What is not open is answered all the same, and not accepted.
        let never = || EffectId { case: name.into(), version: 0, round: 0, ordinal: 0 };
        let effect = open.map_or_else(never, |asked| asked.id.clone());
        let data = row.act.as_ref().map(|act| self.data(act)).unwrap_or_default();
        self.driver.reply(self.now, case, &Reply { effect, result, data });
        let answers = |h: &Happening| matches!(h.input.kind, InputKind::Reply(_));
        let own = self.world().journal()[before..].iter().position(answers);
        self.last = Some(case.clone());
        Played { own: own.map(|own| before + own - self.seen), case: Some(case.clone()), lost: None }
    }

    /// Fields as the step takes them: where a field holds a case, its name becomes its id.
    fn data(&self, act: &Act) -> Vec<(Text, Value)> {
        let events = self.program.processes.iter().filter_map(|p| p.event(&act.event.value));
        let refs: Vec<&Text> = events
            .flat_map(|e| &e.fields)
            .map(|f| &f.field)
            .filter(|f| matches!(f.ty, Type::Case(_)))
            .map(|f| &f.id)
            .collect();
        let mut data = act.data.clone();
        for (_, value) in data.iter_mut().filter(|(id, _)| refs.contains(&id)) {
            let Value::Text(name) = value else { continue };
            let pick = Pick::Name(Spanned::new(name.clone(), Span::default()));
            if let Some(id) = self.names.find(self.world(), self.program, &pick) {
                *value = Value::Text(id);
            }
        }
        data
    }
}
