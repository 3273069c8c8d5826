//! The states of a process in preorder: who is inside whom, and at which position.

use std::collections::{BTreeMap, BTreeSet};

use crate::guard::expr::StateIx;
use crate::model::names::Table;
use crate::model::process::Process;
use crate::model::state::{END, State};
use crate::model::{Head, Name};
use crate::problem::{Problem, Problems, Quoted, StateFlaw};
use crate::value::Text;

/// Positions of states: the root first, then preorder with siblings as written, the built-in `end` last if it is used.
#[derive(Debug)]
pub(super) struct Tree {
    /// The written state behind each position; none for the root and `end`.
    pub(super) written: Vec<Option<usize>>,
    /// Ids by position.
    pub(super) ids: Vec<Text>,
    /// Parents by position; none for the root.
    pub(super) parents: Vec<Option<StateIx>>,
    /// Children by position, in order.
    pub(super) children: Vec<Vec<StateIx>>,
    positions: BTreeMap<Text, StateIx>,
    names: Table,
}

/// The root's position.
pub(super) const ROOT: StateIx = StateIx(0);

impl Tree {
    /// Orders the states of a process; unknown parents and circles are reported and taken for the root.
    pub(super) fn of(process: &Process, uses_end: bool, problems: &mut Problems) -> Self {
        let mut names = Table::of(&process.states);
        names.add(END.into(), None, process.head.span);
        let parents = parents(process, &names, problems);
        let mut tree = Self {
            written: vec![None],
            ids: vec![process.head.id_text()],
            parents: vec![None],
            children: vec![Vec::new()],
            positions: BTreeMap::new(),
            names,
        };
        let mut inside: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        for (at, parent) in parents.iter().enumerate() {
            inside.entry(*parent).or_default().push(at);
        }
        tree.place(None, ROOT, process, &inside);
        if uses_end {
            tree.add(None, END.into(), ROOT);
        }
        tree
    }

    /// Places the children of a written state (none = the root) below a position.
    fn place(
        &mut self,
        parent: Option<usize>,
        below: StateIx,
        process: &Process,
        inside: &BTreeMap<Option<usize>, Vec<usize>>,
    ) {
        for &at in inside.get(&parent).into_iter().flatten() {
            let ix = self.add(Some(at), process.states[at].head.id_text(), below);
            self.place(Some(at), ix, process, inside);
        }
    }

    fn add(&mut self, written: Option<usize>, id: Text, parent: StateIx) -> StateIx {
        let ix = StateIx::from(self.ids.len());
        self.written.push(written);
        self.ids.push(id.clone());
        self.parents.push(Some(parent));
        self.children.push(Vec::new());
        self.children[parent.at()].push(ix);
        self.positions.entry(id).or_insert(ix);
        ix
    }

    /// How many positions there are.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The position of an id.
    pub(super) fn get(&self, id: &str) -> Option<StateIx> {
        self.positions.get(id).copied()
    }

    /// The position a name refers to; reported if there is none.
    pub(super) fn find(&self, name: &Name, problems: &mut Problems) -> Option<StateIx> {
        let found = self.get(&name.value);
        if found.is_none() {
            problems.push(self.names.unknown(name));
        }
        found
    }

    /// The states around a position, innermost first, the root last.
    pub(super) fn ancestors(&self, of: StateIx) -> impl Iterator<Item = StateIx> {
        std::iter::successors(self.parents[of.at()], |ix| self.parents[ix.at()])
    }

    /// The position after everything inside another one: in preorder that stands together.
    pub(super) fn after(&self, of: StateIx) -> StateIx {
        let mut last = of;
        while let Some(child) = self.children[last.at()].last() {
            last = *child;
        }
        StateIx::from(last.at() + 1)
    }

    /// Whether a position is inside another, not being it.
    pub(super) fn is_inside(&self, inner: StateIx, outer: StateIx) -> bool {
        self.ancestors(inner).any(|ix| ix == outer)
    }

    /// Two of these positions that can never be active together, if there are any: neither around the other, nor in
    /// regions of a parallel state.
    pub(super) fn apart(&self, list: &[StateIx], process: &Process) -> Option<(StateIx, StateIx)> {
        let meet = |a: StateIx, b: StateIx| self.ancestors(a).find(|ix| self.is_inside(b, *ix));
        let together = |a: StateIx, b: StateIx| {
            meet(a, b).and_then(|ix| self.state(ix, process)).is_some_and(|state| state.parallel)
                && !self.is_inside(a, b)
                && !self.is_inside(b, a)
        };
        let pairs = list.iter().enumerate().flat_map(|(n, a)| list[..n].iter().map(move |b| (*b, *a)));
        pairs.into_iter().find(|(a, b)| !together(*a, *b))
    }

    /// The written state at a position.
    pub(super) fn state<'p>(&self, ix: StateIx, process: &'p Process) -> Option<&'p State> {
        self.written[ix.at()].map(|at| &process.states[at])
    }

    /// The head of what stands at a position: a state's, else the process's.
    pub(super) fn head<'p>(&self, ix: StateIx, process: &'p Process) -> &'p Head {
        self.state(ix, process).map_or(&process.head, |state| &state.head)
    }
}

/// The parent of every written state; none = the root.
fn parents(process: &Process, names: &Table, problems: &mut Problems) -> Vec<Option<usize>> {
    let states = &process.states;
    let find = |state: &State, problems: &mut Problems| {
        let parent = state.parent.as_ref()?;
        names.find(parent, problems).filter(|at| *at < states.len())
    };
    let mut parents: Vec<Option<usize>> = states.iter().map(|state| find(state, problems)).collect();
    for at in 0..states.len() {
        let circle = circle(at, &parents);
        if circle.is_empty() {
            continue;
        }
        let ids: Quoted = circle.iter().map(|at| states[*at].head.id_text().to_string()).collect();
        let span = states[at].parent.as_ref().map_or(states[at].head.span, |parent| parent.span);
        problems.push(Problem::new(StateFlaw::StateCycle { states: ids }, span));
        parents[at] = None;
    }
    parents
}

/// The states on the way from a state back to itself, if its parents lead there.
fn circle(start: usize, parents: &[Option<usize>]) -> BTreeSet<usize> {
    let mut seen = BTreeSet::new();
    let mut at = start;
    while let Some(parent) = parents[at] {
        if !seen.insert(at) {
            return BTreeSet::new();
        }
        if parent == start {
            return seen;
        }
        at = parent;
    }
    BTreeSet::new()
}
