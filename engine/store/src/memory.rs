//! The store in memory: a world of the core for each institution, and an outbox.

use crate::error::{Lost, StoreError};
use crate::policy::Kept;
use crate::record::{Delivery, DueItem, Handed, Kind, Line, Parked, Reply, Stored};
use crate::step::Step;
use crate::store::{Pending, Store};
use std::collections::BTreeMap;
use std::future::ready;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use zhidu_core::effect::{Charge, Row};
use zhidu_core::need::{Facts, Query};
use zhidu_core::program::Program;
use zhidu_core::value::Text;
use zhidu_core::wire;
use zhidu_core::world::{Conflict, Directory, Due, World, answer};
use zhidu_time::Instant;

/// A store that lives as long as somebody holds it. Copies are handles on the same.
#[derive(Clone, Default)]
pub struct Memory {
    inside: Arc<Mutex<Inside>>,
}

#[derive(Default)]
struct Inside {
    worlds: BTreeMap<Text, World>,
    /// The program each case follows, those about to be opened among them.
    programs: BTreeMap<Text, Arc<Program>>,
    lines: Vec<Line>,
    replies: BTreeMap<Text, Reply>,
    outbox: Vec<Queued>,
    policies: BTreeMap<Text, Kept>,
    latest: Option<Instant>,
}

struct Queued {
    delivery: Delivery,
    visible: Instant,
    parked: Option<Text>,
}

impl Memory {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn with<'a, T: Send + 'a>(&self, f: impl FnOnce(&mut Inside) -> Result<T, StoreError>) -> Pending<'a, T> {
        let mut inside: MutexGuard<'_, Inside> = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        Box::pin(ready(f(&mut inside)))
    }
}

impl Inside {
    fn commit(&mut self, step: &Step) -> Result<(), Lost> {
        if let Some(reply) = step.event.as_ref().and_then(|event| self.replies.get(event)) {
            return Err(Lost::Replied(Box::new(reply.clone())));
        }
        let case = &step.happening.case;
        let elsewhere = |program: &Arc<Program>| program.institution.id != *step.institution();
        if self.programs.get(case).is_some_and(elsewhere) {
            return Err(Conflict { fence: case.clone(), read: step.read_version(), found: 1 }.into());
        }
        let world = self.worlds.entry(step.institution().clone()).or_default();
        world.commit(&step.program, &step.happening)?;
        if step.case().is_some() {
            self.programs.insert(case.clone(), step.program.clone());
        }
        for opening in &step.happening.outcome.openings {
            self.programs.insert(opening.case.clone(), step.program.clone());
        }
        let visible = step.happening.input.stamp;
        let queued = |delivery| Queued { delivery, visible, parked: None };
        self.outbox.extend(step.deliveries().into_iter().map(queued));
        self.lines.push(Line {
            number: self.lines.len() as u64 + 1,
            case: case.clone(),
            policy: step.program.hash.clone(),
            zones: zhidu_time::tzdb_version().into(),
            text: step.line(),
        });
        if let Some(event) = &step.event {
            self.replies.insert(event.clone(), step.reply());
        }
        self.latest = self.latest.max(Some(visible));
        Ok(())
    }

    fn stored(&self, id: &str) -> Option<Stored> {
        let entry = self.worlds.values().find_map(|world| world.case(id))?;
        let program = self.programs.get(id)?;
        Some(Stored {
            id: entry.case.id.clone(),
            institution: program.institution.id.clone(),
            policy: program.hash.clone(),
            version: entry.case.version,
            opened_by: entry.opened_by.clone(),
            part: entry.part.clone(),
            incident: entry.incident.as_ref().map(|incident| incident.kind.to_string().into()),
            case: wire::case(program, &entry.case),
        })
    }

    fn due(&self, until: Instant, case: Option<&str>, limit: usize) -> Vec<DueItem> {
        // Asked for the first alone, nothing else is listed.
        let first = |world: &World| world.next_due(until).into_iter().collect();
        let of_world = |world| if limit == 1 && case.is_none() { first(world) } else { world.due(until) };
        let due = self.worlds.values().flat_map(of_world);
        let of_case = due.filter(|due| case.is_none_or(|case| &**due.what.case() == case));
        let item = |due: Due| {
            let policy = self.programs.get(due.what.case())?.hash.clone();
            Some(DueItem { due, policy })
        };
        let mut items: Vec<DueItem> = of_case.filter_map(item).collect();
        items.sort_by_key(|item| item.due.rank);
        items.truncate(limit);
        items
    }

    fn parked(&self) -> Vec<Parked> {
        let of_world = |world: &World| {
            let kind = |id: &str| if world.case(id).is_some() { Kind::Case } else { Kind::Opening };
            let parked = world.parked().map(|(id, incident)| (id.clone(), kind(id), incident.kind.to_string().into()));
            parked.map(|(id, kind, why)| Parked { id, kind, why }).collect::<Vec<_>>()
        };
        let mut parked: Vec<Parked> = self.worlds.values().flat_map(of_world).collect();
        parked.sort_by(|a, b| (a.kind, &a.id).cmp(&(b.kind, &b.id)));
        let deliveries = self.outbox.iter().filter_map(|queued| {
            let why = queued.parked.clone()?;
            Some(Parked { id: queued.delivery.id.to_string().into(), kind: Kind::Delivery, why })
        });
        parked.extend(deliveries);
        parked
    }

    fn claim(&mut self, now: Instant, hidden_until: Instant, limit: usize) -> Vec<Delivery> {
        let mut seen: Vec<Text> = Vec::new();
        let mut claimed = Vec::new();
        for queued in self.outbox.iter_mut().filter(|queued| queued.parked.is_none()) {
            let case = &queued.delivery.id.case;
            if seen.contains(case) {
                continue;
            }
            seen.push(case.clone());
            if queued.visible <= now && claimed.len() < limit {
                queued.visible = hidden_until;
                claimed.push(queued.delivery.clone());
            }
        }
        claimed
    }

    fn handed(&mut self, id: &str, how: Handed) {
        let Some(at) = self.outbox.iter().position(|queued| queued.delivery.id.to_string() == id) else { return };
        let queued = &mut self.outbox[at];
        match how {
            Handed::Over => {
                self.outbox.remove(at);
            }
            Handed::Later { at, .. } => {
                queued.delivery.failures += 1;
                queued.visible = at;
            }
            Handed::Parked { why } => {
                queued.delivery.failures += 1;
                queued.parked = Some(why);
            }
        }
    }

    fn resume(&mut self, id: &str) -> bool {
        let queued = self.outbox.iter_mut().find(|q| q.parked.is_some() && q.delivery.id.to_string() == id);
        match queued {
            Some(queued) => {
                queued.parked = None;
                queued.delivery.failures = 0;
                true
            }
            None => self.worlds.values_mut().any(|world| world.resume(id)),
        }
    }

    fn next_delivery(&self) -> Option<Instant> {
        let mut heads: BTreeMap<&Text, Instant> = BTreeMap::new();
        for queued in self.outbox.iter().filter(|queued| queued.parked.is_none()) {
            heads.entry(&queued.delivery.id.case).or_insert(queued.visible);
        }
        heads.into_values().min()
    }
}

impl Store for Memory {
    fn case<'a>(&'a self, id: &'a str) -> Pending<'a, Option<Stored>> {
        self.with(|inside| Ok(inside.stored(id)))
    }

    fn answer<'a>(
        &'a self,
        institution: &'a str,
        directory: Arc<Directory>,
        queries: Vec<Query>,
    ) -> Pending<'a, Facts> {
        self.with(|inside| {
            let world = inside.worlds.entry(institution.into()).or_default();
            let mut facts = Facts::default();
            for query in queries {
                let Ok(fact) = answer(world, &directory, &query);
                facts.0.insert(query, fact);
            }
            Ok(facts)
        })
    }

    fn commit(&self, steps: Vec<Step>) -> Pending<'_, Vec<Result<(), Lost>>> {
        self.with(|inside| Ok(steps.iter().map(|step| inside.commit(step)).collect()))
    }

    fn replied<'a>(&'a self, event: &'a str) -> Pending<'a, Option<Reply>> {
        self.with(|inside| Ok(inside.replies.get(event).cloned()))
    }

    fn due<'a>(&'a self, until: Instant, case: Option<&'a str>, limit: usize) -> Pending<'a, Vec<DueItem>> {
        self.with(|inside| Ok(inside.due(until, case, limit)))
    }

    fn latest(&self) -> Pending<'_, Option<Instant>> {
        self.with(|inside| Ok(inside.latest))
    }

    fn parked(&self) -> Pending<'_, Vec<Parked>> {
        self.with(|inside| Ok(inside.parked()))
    }

    fn resume<'a>(&'a self, id: &'a str) -> Pending<'a, bool> {
        self.with(|inside| Ok(inside.resume(id)))
    }

    fn keep(&self, policy: Kept) -> Pending<'_, ()> {
        self.with(|inside| {
            inside.policies.entry(policy.hash.clone()).or_insert(policy);
            Ok(())
        })
    }

    fn policy<'a>(&'a self, hash: &'a str) -> Pending<'a, Option<Kept>> {
        self.with(|inside| Ok(inside.policies.get(hash).cloned()))
    }

    fn claim(&self, now: Instant, hidden_until: Instant, limit: usize) -> Pending<'_, Vec<Delivery>> {
        self.with(|inside| Ok(inside.claim(now, hidden_until, limit)))
    }

    fn handed<'a>(&'a self, id: &'a str, how: Handed) -> Pending<'a, ()> {
        self.with(|inside| {
            inside.handed(id, how);
            Ok(())
        })
    }

    fn next_delivery(&self) -> Pending<'_, Option<Instant>> {
        self.with(|inside| Ok(inside.next_delivery()))
    }

    fn lines<'a>(&'a self, case: Option<&'a str>, after: u64, limit: usize) -> Pending<'a, Vec<Line>> {
        self.with(|inside| {
            let lines = inside.lines.iter().filter(|line| line.number > after);
            let of_case = lines.filter(|line| case.is_none_or(|case| &*line.case == case));
            Ok(of_case.take(limit).cloned().collect())
        })
    }

    fn ledger<'a>(&'a self, institution: &'a str, person: Option<&'a str>) -> Pending<'a, Vec<Charge>> {
        self.with(|inside| {
            let ledger = inside.worlds.get(institution).map_or(&[][..], World::ledger);
            let of_person = ledger.iter().filter(|charge| person.is_none_or(|person| &*charge.person == person));
            Ok(of_person.cloned().collect())
        })
    }

    fn rows<'a>(&'a self, institution: &'a str, register: &'a str) -> Pending<'a, Vec<Row>> {
        self.with(|inside| {
            let rows = inside.worlds.get(institution).map_or(&[][..], World::rows);
            Ok(rows.iter().filter(|row| &*row.register == register).cloned().collect())
        })
    }

    fn open_cases<'a>(&'a self, institution: &'a str) -> Pending<'a, Vec<Text>> {
        self.with(|inside| {
            let cases = inside.worlds.get(institution).into_iter().flat_map(World::cases);
            let mut open: Vec<_> = cases.filter(|entry| !entry.case.is_ended()).collect();
            open.sort_by_key(|entry| entry.order);
            Ok(open.into_iter().map(|entry| entry.case.id.clone()).collect())
        })
    }

    fn waiting_for<'a>(&'a self, person: &'a str) -> Pending<'a, Vec<Text>> {
        self.with(|inside| {
            let cases = inside.worlds.values().flat_map(World::cases);
            let mut waiting: Vec<_> = cases.filter(|entry| entry.case.tasks.iter().any(|t| t.is_for(person))).collect();
            waiting.sort_by_key(|entry| entry.order);
            Ok(waiting.into_iter().map(|entry| entry.case.id.clone()).collect())
        })
    }
}
