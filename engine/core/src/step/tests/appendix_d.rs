//! The algorithm of SCXML 1.0, Appendix D, transcribed as it stands and without a thought for cost. It shares nothing
//! with the step but the chart. Names are the standard's, in our spelling.

use super::chart::{Chart, Guard, Kind, LIMIT, Trigger};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// What happened, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// State, way, row.
    Taken(usize, usize, usize),
    Left(usize),
    Entered(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Event {
    Named(u8),
    Done(usize),
}

/// A row as a transition of its own: of one act's rows the first that holds is the first transition that does.
#[derive(Debug)]
struct Transition {
    source: usize,
    way: usize,
    row: usize,
    trigger: Trigger,
    guard: Guard,
    target: Vec<usize>,
    internal: bool,
    counts: bool,
    raises: Option<u8>,
}

pub(super) struct Interpreter<'c> {
    chart: &'c Chart,
    transitions: Vec<Transition>,
    pub(super) configuration: BTreeSet<usize>,
    history_value: BTreeMap<usize, Vec<usize>>,
    internal_queue: VecDeque<Event>,
    pub(super) running: bool,
    pub(super) n: u32,
    seen: Vec<Seen>,
}

#[derive(Default)]
struct Entering {
    states_to_enter: BTreeSet<usize>,
    states_for_default_entry: BTreeSet<usize>,
    default_history_content: BTreeMap<usize, usize>,
}

impl<'c> Interpreter<'c> {
    pub(super) fn new(chart: &'c Chart) -> Self {
        let mut transitions = Vec::new();
        for (source, node) in chart.states.iter().enumerate() {
            for (w, way) in node.ways.iter().enumerate() {
                for (r, row) in way.rows.iter().enumerate() {
                    transitions.push(Transition {
                        source,
                        way: w,
                        row: r,
                        trigger: way.trigger,
                        guard: row.guard,
                        target: row.targets.clone(),
                        internal: !row.again,
                        counts: row.counts,
                        raises: row.raises,
                    });
                }
            }
        }
        Self {
            chart,
            transitions,
            configuration: BTreeSet::new(),
            history_value: BTreeMap::new(),
            internal_queue: VecDeque::new(),
            running: true,
            n: 0,
            seen: Vec::new(),
        }
    }

    /// `interpret`: enters the initial configuration and comes to rest.
    pub(super) fn begin(&mut self) -> Vec<Seen> {
        let mut entering = Entering::default();
        self.add_descendant_states_to_enter(0, &mut entering);
        self.enter_states(&entering);
        self.macrostep();
        std::mem::take(&mut self.seen)
    }

    /// One external event of `mainEventLoop`.
    pub(super) fn external(&mut self, event: u8) -> Vec<Seen> {
        if self.running {
            let enabled = self.select_transitions(Some(Event::Named(event)));
            if !enabled.is_empty() {
                self.microstep(&enabled);
            }
            self.macrostep();
        }
        std::mem::take(&mut self.seen)
    }

    fn macrostep(&mut self) {
        let mut done = false;
        while self.running && !done {
            let mut enabled = self.select_transitions(None);
            if enabled.is_empty() {
                match self.internal_queue.pop_front() {
                    None => done = true,
                    Some(event) => enabled = self.select_transitions(Some(event)),
                }
            }
            if !enabled.is_empty() {
                self.microstep(&enabled);
            }
        }
        if !self.running {
            self.exit_interpreter();
        }
    }

    fn exit_interpreter(&mut self) {
        for state in self.configuration.clone().into_iter().rev() {
            self.configuration.remove(&state);
            self.seen.push(Seen::Left(state));
        }
    }

    /// `selectEventlessTransitions` and `selectTransitions`.
    fn select_transitions(&self, event: Option<Event>) -> Vec<usize> {
        let mut enabled: Vec<usize> = Vec::new();
        let atomic = self.configuration.iter().copied().filter(|state| self.is_atomic(*state));
        for state in atomic {
            let path = std::iter::once(state).chain(self.chart.ancestors(state));
            let first = path.into_iter().find_map(|s| {
                let of = (0..self.transitions.len()).filter(|t| self.transitions[*t].source == s);
                of.into_iter().find(|t| self.matches(*t, event) && self.condition_match(*t))
            });
            if let Some(found) = first.filter(|found| !enabled.contains(found)) {
                enabled.push(found);
            }
        }
        self.remove_conflicting_transitions(&enabled)
    }

    fn matches(&self, transition: usize, event: Option<Event>) -> bool {
        match (self.transitions[transition].trigger, event) {
            (Trigger::Always, None) | (Trigger::Any, Some(_)) => true,
            (Trigger::Event(wanted), Some(Event::Named(event))) => wanted == event,
            (Trigger::Done(wanted), Some(Event::Done(state))) => wanted == state,
            _ => false,
        }
    }

    fn condition_match(&self, transition: usize) -> bool {
        match self.transitions[transition].guard {
            Guard::None => true,
            Guard::Below(limit) => self.n < u32::from(limit),
            Guard::In(state) => self.configuration.contains(&state),
            Guard::NotIn(state) => !self.configuration.contains(&state),
        }
    }

    fn remove_conflicting_transitions(&self, enabled: &[usize]) -> Vec<usize> {
        let mut filtered: Vec<usize> = Vec::new();
        for &t1 in enabled {
            let mut preempted = false;
            let mut to_remove = Vec::new();
            for &t2 in &filtered {
                if !self.compute_exit_set(&[t1]).is_disjoint(&self.compute_exit_set(&[t2])) {
                    if self.chart.is_inside(self.transitions[t1].source, self.transitions[t2].source) {
                        to_remove.push(t2);
                    } else {
                        preempted = true;
                        break;
                    }
                }
            }
            if !preempted {
                filtered.retain(|t| !to_remove.contains(t));
                filtered.push(t1);
            }
        }
        filtered
    }

    fn microstep(&mut self, enabled: &[usize]) {
        self.exit_states(enabled);
        for &t in enabled {
            let transition = &self.transitions[t];
            self.seen.push(Seen::Taken(transition.source, transition.way, transition.row));
            if transition.counts {
                self.n += 1;
            }
            self.internal_queue.extend(transition.raises.map(Event::Named));
        }
        let entering = self.compute_entry_set(enabled);
        self.enter_states(&entering);
    }

    fn exit_states(&mut self, enabled: &[usize]) {
        let states_to_exit = self.compute_exit_set(enabled);
        for &state in states_to_exit.iter().rev() {
            for history in (0..self.chart.states.len()).filter(|h| self.chart.states[*h].parent == Some(state)) {
                let inside = |s: &usize| match self.chart.states[history].kind {
                    Kind::Deep => self.is_atomic(*s) && self.chart.is_inside(*s, state),
                    _ => self.chart.states[*s].parent == Some(state),
                };
                if self.chart.is_history(history) {
                    let value = self.configuration.iter().copied().filter(inside).collect();
                    self.history_value.insert(history, value);
                }
            }
        }
        for state in states_to_exit.into_iter().rev() {
            self.seen.push(Seen::Left(state));
            self.configuration.remove(&state);
        }
    }

    fn compute_exit_set(&self, transitions: &[usize]) -> BTreeSet<usize> {
        let mut exits = BTreeSet::new();
        for &t in transitions {
            if !self.transitions[t].target.is_empty() {
                let domain = self.transition_domain(t);
                exits.extend(self.configuration.iter().copied().filter(|s| self.chart.is_inside(*s, domain)));
            }
        }
        exits
    }

    fn compute_entry_set(&self, transitions: &[usize]) -> Entering {
        let mut entering = Entering::default();
        for &t in transitions {
            for &s in &self.transitions[t].target {
                self.add_descendant_states_to_enter(s, &mut entering);
            }
            if self.transitions[t].target.is_empty() {
                continue;
            }
            let ancestor = self.transition_domain(t);
            for s in self.effective_target_states(&self.transitions[t].target) {
                self.add_ancestor_states_to_enter(s, ancestor, &mut entering);
            }
        }
        entering
    }

    fn add_descendant_states_to_enter(&self, state: usize, entering: &mut Entering) {
        if self.chart.is_history(state) {
            let parent = self.chart.states[state].parent.unwrap_or(0);
            let states = match self.history_value.get(&state) {
                Some(stored) => stored.clone(),
                None => {
                    entering.default_history_content.insert(parent, state);
                    self.chart.states[state].initial.clone()
                }
            };
            for &s in &states {
                self.add_descendant_states_to_enter(s, entering);
            }
            for &s in &states {
                self.add_ancestor_states_to_enter(s, parent, entering);
            }
            return;
        }
        entering.states_to_enter.insert(state);
        match self.chart.states[state].kind {
            Kind::Compound => {
                entering.states_for_default_entry.insert(state);
                let initial = self.initial(state);
                for &s in &initial {
                    self.add_descendant_states_to_enter(s, entering);
                }
                for &s in &initial {
                    self.add_ancestor_states_to_enter(s, state, entering);
                }
            }
            Kind::Parallel => self.add_children(state, entering),
            _ => {}
        }
    }

    fn add_ancestor_states_to_enter(&self, state: usize, ancestor: usize, entering: &mut Entering) {
        for anc in self.chart.ancestors(state).into_iter().take_while(|anc| *anc != ancestor) {
            entering.states_to_enter.insert(anc);
            if self.chart.states[anc].kind == Kind::Parallel {
                self.add_children(anc, entering);
            }
        }
    }

    fn add_children(&self, parallel: usize, entering: &mut Entering) {
        for child in self.chart.children(parallel) {
            if !entering.states_to_enter.iter().any(|s| self.chart.is_inside(*s, child)) {
                self.add_descendant_states_to_enter(child, entering);
            }
        }
    }

    fn initial(&self, state: usize) -> Vec<usize> {
        match &*self.chart.states[state].initial {
            [] => self.chart.children(state).into_iter().take(1).collect(),
            written => written.to_vec(),
        }
    }

    fn enter_states(&mut self, entering: &Entering) {
        for &state in &entering.states_to_enter {
            // The one place where the standard is not followed: for a history targeted from inside its parent it lists
            // ancestors that were never left, and would enter them a second time.
            if !self.configuration.insert(state) {
                continue;
            }
            self.seen.push(Seen::Entered(state));
            let node = &self.chart.states[state];
            if let Some(event) = node.raises.filter(|_| self.n < u32::from(LIMIT)) {
                self.n += 1;
                self.internal_queue.push_back(Event::Named(event));
            }
            if entering.states_for_default_entry.contains(&state) && node.initial_counts {
                self.n += 1;
            }
            if let Some(history) = entering.default_history_content.get(&state) {
                self.n += u32::from(self.chart.states[*history].initial_counts);
            }
            if node.kind == Kind::Final {
                self.reached(state);
            }
        }
    }

    fn reached(&mut self, state: usize) {
        let parent = self.chart.states[state].parent.unwrap_or(0);
        if parent == 0 {
            self.running = false;
            return;
        }
        self.internal_queue.push_back(Event::Done(parent));
        let grandparent = self.chart.states[parent].parent.unwrap_or(0);
        if self.chart.states[grandparent].kind == Kind::Parallel
            && self.chart.children(grandparent).iter().all(|child| self.is_in_final_state(*child))
        {
            self.internal_queue.push_back(Event::Done(grandparent));
        }
    }

    fn is_in_final_state(&self, state: usize) -> bool {
        let children = self.chart.children(state);
        match self.chart.states[state].kind {
            Kind::Compound => {
                children.iter().any(|c| self.chart.states[*c].kind == Kind::Final && self.configuration.contains(c))
            }
            Kind::Parallel => children.iter().all(|c| self.is_in_final_state(*c)),
            _ => false,
        }
    }

    fn is_atomic(&self, state: usize) -> bool {
        matches!(self.chart.states[state].kind, Kind::Atomic | Kind::Final)
    }

    fn transition_domain(&self, t: usize) -> usize {
        let transition = &self.transitions[t];
        let targets = self.effective_target_states(&transition.target);
        let source = transition.source;
        let is_compound = self.chart.states[source].kind == Kind::Compound;
        if transition.internal && is_compound && targets.iter().all(|s| self.chart.is_inside(*s, source)) {
            return source;
        }
        // `findLCCA`
        let mut ancestors = self.chart.ancestors(source).into_iter();
        let compound = |anc: &usize| self.chart.states[*anc].kind == Kind::Compound;
        ancestors.find(|anc| compound(anc) && targets.iter().all(|s| self.chart.is_inside(*s, *anc))).unwrap_or(0)
    }

    fn effective_target_states(&self, target: &[usize]) -> Vec<usize> {
        let mut targets = Vec::new();
        for &s in target {
            let states = match self.history_value.get(&s) {
                _ if !self.chart.is_history(s) => vec![s],
                Some(stored) => stored.clone(),
                None => self.effective_target_states(&self.chart.states[s].initial),
            };
            for state in states {
                if !targets.contains(&state) {
                    targets.push(state);
                }
            }
        }
        targets
    }
}
