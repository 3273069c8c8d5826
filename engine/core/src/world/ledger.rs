//! Everything booked, and what of it stands: by counter, act, joint charge and dismissal, without looking at the rest.

use crate::effect::{Charge, EffectId};
use crate::value::Text;
use std::collections::{BTreeMap, BTreeSet};
use zhidu_time::Instant;

/// Entries in booking order; the indices hold positions of standing ones, ascending.
#[derive(Debug, Clone, Default)]
pub(super) struct Ledger {
    entries: Vec<Charge>,
    reversed: BTreeSet<EffectId>,
    counters: BTreeMap<(Text, Vec<Text>), Vec<usize>>,
    acts: BTreeMap<(Text, Text, Instant), Vec<usize>>,
    beside: BTreeMap<EffectId, Vec<usize>>,
    dismissals: BTreeMap<Text, Vec<usize>>,
    positions: BTreeMap<EffectId, usize>,
}

impl Ledger {
    /// Every entry, in booking order.
    pub(super) fn entries(&self) -> &[Charge] {
        &self.entries
    }

    /// The entries that stand: neither reversals nor reversed.
    pub(super) fn standing(&self) -> impl Iterator<Item = &Charge> {
        self.entries.iter().filter(|c| c.reverses.is_none() && !self.reversed.contains(&c.id))
    }

    /// The standing entries of a counter.
    pub(super) fn counted(&self, penalty: &str, key: &[Text]) -> impl Iterator<Item = &Charge> {
        self.at(self.counters.get(&(Text::from(penalty), key.to_vec())))
    }

    /// The standing entries for one act of one person.
    pub(super) fn of_act(&self, person: &str, case: &str, instant: Instant) -> impl Iterator<Item = &Charge> {
        self.at(self.acts.get(&(person.into(), case.into(), instant)))
    }

    /// The standing entries beside an entry.
    pub(super) fn beside(&self, entry: &EffectId) -> impl Iterator<Item = &Charge> {
        self.at(self.beside.get(entry))
    }

    /// The standing entries that dismissed a person.
    pub(super) fn dismissals(&self, person: &str) -> impl Iterator<Item = &Charge> {
        self.at(self.dismissals.get(person))
    }

    fn at<'a>(&'a self, positions: Option<&'a Vec<usize>>) -> impl Iterator<Item = &'a Charge> {
        positions.into_iter().flatten().filter_map(|at| self.entries.get(*at))
    }

    /// Books an entry; a reversal takes what it reverses out of what stands.
    pub(super) fn book(&mut self, entry: Charge) {
        let at = self.entries.len();
        if let Some(taken_back) = entry.reverses.clone() {
            if let Some(reversed) = self.positions.get(&taken_back).copied() {
                self.each_index(reversed, |positions, at| positions.retain(|other| *other != at));
            }
            self.reversed.insert(taken_back);
        }
        let stands = entry.reverses.is_none() && !self.reversed.contains(&entry.id);
        self.positions.insert(entry.id.clone(), at);
        self.entries.push(entry);
        if stands {
            self.each_index(at, |positions, at| positions.push(at));
        }
    }

    /// Does something to each list of positions that this entry belongs to; empty lists are dropped.
    fn each_index(&mut self, at: usize, change: impl Fn(&mut Vec<usize>, usize)) {
        let Some(entry) = self.entries.get(at).cloned() else { return };
        let Charge { person, penalty, key, sanction, joint_of, act, .. } = entry;
        if let Some(key) = key {
            alter(&mut self.counters, (penalty, key), at, &change);
        }
        if let Some(of) = joint_of {
            alter(&mut self.beside, of, at, &change);
        }
        if sanction.as_deref() == Some("dismissal") {
            alter(&mut self.dismissals, person.clone(), at, &change);
        }
        alter(&mut self.acts, (person, act.case, act.instant), at, &change);
    }
}

fn alter<K: Ord + Clone>(
    index: &mut BTreeMap<K, Vec<usize>>,
    key: K,
    at: usize,
    change: impl Fn(&mut Vec<usize>, usize),
) {
    let positions = index.entry(key.clone()).or_default();
    change(positions, at);
    if positions.is_empty() {
        index.remove(&key);
    }
}
