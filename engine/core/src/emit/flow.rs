//! What is surely given where: every way into a state is followed, and what all of them set or prove is known there.
//!
//! Data never become not given again, so what holds on entering a state holds as long as it is active, and for all
//! states inside.

use std::collections::BTreeSet;

use super::arcs::{Arc, arcs, entered, root_entry, start_sets};
use super::base::Base;
use super::sets;
use super::shell::Shell;
use super::texts::Texts;
use super::tree::{ROOT, Tree};
use crate::guard::expr::StateIx;
use crate::model::action::{Open, Verb};

/// What is given in each state of a process.
#[derive(Debug, Default)]
pub(super) struct Given {
    /// By state; none where no way leads.
    by_state: Vec<Option<BTreeSet<String>>>,
    parents: Vec<Option<StateIx>>,
}

impl Given {
    /// The flows of all processes. What opens a process counts as a way in.
    pub(super) fn of(shells: &[Shell<'_>], base: &Base, texts: &Texts<'_>) -> Vec<Self> {
        let opens: Vec<Vec<&Open>> = (0..shells.len()).map(|at| opens(at, shells, base)).collect();
        shells.iter().zip(opens).map(|(shell, opens)| Self::one(shell, &opens, texts)).collect()
    }

    /// Whether a data is given wherever a state is active.
    pub(super) fn at(&self, state: StateIx, id: &str) -> bool {
        let path = path(id);
        let own =
            |ix: StateIx| self.by_state.get(ix.at()).is_none_or(|set| set.as_ref().is_none_or(|s| s.contains(&path)));
        own(state) || self.around(state).any(own)
    }

    /// The paths that are given wherever a state is active; all of these where no way leads there.
    pub(super) fn paths<'i>(&self, state: StateIx, ids: impl Iterator<Item = &'i str>) -> Vec<String> {
        ids.filter(|id| self.at(state, id)).map(path).collect()
    }

    fn around(&self, state: StateIx) -> impl Iterator<Item = StateIx> {
        std::iter::successors(self.parents.get(state.at()).copied().flatten(), |ix| self.parents[ix.at()])
    }

    fn one(shell: &Shell<'_>, opens: &[&Open], texts: &Texts<'_>) -> Self {
        let arcs = arcs(shell, texts);
        let own: Vec<BTreeSet<String>> =
            (0..shell.tree.len()).map(|n| sets::of_state(shell, StateIx::from(n), texts)).collect();
        let mut given = Self { by_state: vec![None; shell.tree.len()], parents: shell.tree.parents.clone() };
        let begin = begin(shell, opens, texts);
        given.enter(ROOT, &begin, &own);
        for state in root_entry(shell) {
            given.enter(state, &begin, &own);
        }
        while given.round(&arcs, &own, &shell.tree) {}
        given
    }

    /// Follows every arc once; tells whether anything is known to be less sure than before.
    fn round(&mut self, arcs: &[Arc], own: &[BTreeSet<String>], tree: &Tree) -> bool {
        let mut changed = false;
        for arc in arcs {
            let Some(mut facts) = self.facts(arc.source) else { continue };
            facts.extend(arc.sets.iter().cloned());
            for state in entered(arc, tree) {
                changed |= self.enter(state, &facts, own);
            }
        }
        changed
    }

    fn facts(&self, state: StateIx) -> Option<BTreeSet<String>> {
        let mut facts = self.by_state[state.at()].clone()?;
        for around in self.around(state) {
            facts.extend(self.by_state[around.at()].iter().flatten().cloned());
        }
        Some(facts)
    }

    /// One more way into a state.
    fn enter(&mut self, state: StateIx, facts: &BTreeSet<String>, own: &[BTreeSet<String>]) -> bool {
        let facts = facts.union(&own[state.at()]).cloned().collect::<BTreeSet<String>>();
        let known = &mut self.by_state[state.at()];
        let met = known.as_ref().map_or_else(|| facts.clone(), |known| known.intersection(&facts).cloned().collect());
        let changed = known.as_ref() != Some(&met);
        *known = Some(met);
        changed
    }
}

/// `case.x`
pub(super) fn path(id: &str) -> String {
    format!("case.{id}")
}

/// Every action that opens a process.
fn opens<'p>(at: usize, shells: &[Shell<'p>], base: &Base) -> Vec<&'p Open> {
    let actions = shells.iter().flat_map(|shell| shell.process.actions());
    let opens = actions.filter_map(|action| if let Verb::Open(open) = &action.verb { Some(open) } else { None });
    opens.filter(|open| base.processes.get(&open.process.value) == Some(at)).collect()
}

/// What every start and every opening gives, and defaults.
fn begin(shell: &Shell<'_>, opens: &[&Open], texts: &Texts<'_>) -> BTreeSet<String> {
    let mut ways: Vec<BTreeSet<String>> = Vec::new();
    for start in &shell.process.starts {
        ways.extend(start_sets(start, texts));
    }
    for open in opens {
        // A data that is required is given by whoever opens the case, or that is an error there.
        let required = |id: &str| shell.data.iter().any(|field| &*field.id == id && !field.optional);
        let offence = if shell.is_offence { &["of_case", "happened_at"][..] } else { &[] };
        let with = open.with.iter().map(|(name, _)| &*name.value).filter(|id| required(id));
        ways.push(with.chain(offence.iter().copied()).map(path).collect());
    }
    let mut ways = ways.into_iter();
    let mut begin = match ways.next() {
        Some(first) => ways.fold(first, |met, way| met.intersection(&way).cloned().collect()),
        None => shell.data.iter().filter(|field| !field.optional).map(|field| path(&field.id)).collect(),
    };
    let defaults = shell.process.data.iter().filter(|data| data.field.default.is_some());
    begin.extend(defaults.map(|data| path(&data.field.head.id_text())));
    begin
}
