//! From the model's process to the graph. Nothing here fails: what cannot be found is left out and noted.

use super::label::{due, who, written};
use super::{Deadline, Decision, Event, Graph, Kind, Link, Origin, Panel, State, StateAt, Trigger};
use crate::model::deadline::{After, Wait};
use crate::model::decision as model;
use crate::model::party::Party;
use crate::model::process::Process;
use crate::model::state::{END, History, State as Written};
use crate::model::transition::{Acts, Transition};
use crate::model::{Head, Name};
use crate::problem::Hint;
use crate::source::Span;
use crate::value::Text;
use std::collections::BTreeMap;

impl Graph {
    /// The graph of a process.
    #[must_use]
    pub fn of(process: &Process) -> Self {
        let mut build = Build {
            process,
            graph: Self {
                id: process.head.id_text(),
                name: process.head.name.clone(),
                states: Vec::new(),
                links: Vec::new(),
                by_id: BTreeMap::new(),
                leaving: Vec::new(),
                whole: true,
            },
        };
        build.states();
        build.links();
        build.graph
    }
}

struct Build<'p> {
    process: &'p Process,
    graph: Graph,
}

impl<'p> Build<'p> {
    fn states(&mut self) {
        let root = state(&self.process.head, Kind::Root, None);
        self.graph.states.push(root);
        for (at, written) in self.process.states.iter().enumerate() {
            let mut state = state(&written.head, Kind::Atomic, Some(at));
            state.settled = written.settled;
            state.deadlines = written.deadlines.iter().map(deadline).collect();
            state.decisions = written.decisions.iter().map(decision).collect();
            state.pauses = written.pauses.iter().map(|name| name.value.clone()).collect();
            self.graph.states.push(state);
        }
        if self.mentions_end() {
            let place = self.process.head.place();
            self.graph.states.push(State { id: END.into(), ..state(&Head::default(), Kind::Final, None) });
            let last = self.graph.states.len() - 1;
            self.graph.states[last].span = place;
        }
        for at in self.graph.states().skip(1) {
            let id = self.graph.state(at).id.clone();
            self.graph.by_id.entry(id).or_insert(at);
        }
        self.parents();
        for at in 1..self.graph.states.len() {
            self.kind(StateAt(at));
        }
        self.initials();
    }

    fn mentions_end(&self) -> bool {
        let names = |acts: &Acts| acts.to.iter().any(|to| &*to.value == END);
        let transition = |t: &Transition| names(&t.acts) || t.rows.iter().any(|row| names(&row.acts));
        let written = |state: &Written| {
            state.on.iter().chain(&state.always).any(transition)
                || state.after.iter().any(|after| names(&after.acts))
                || state.deadlines.iter().any(|d| d.to.iter().any(|to| &*to.value == END))
        };
        self.process.states.iter().any(written) || self.process.on.iter().any(transition)
    }

    /// Who is inside whom. A parent that is not there, or that is inside its own child, is the process.
    fn parents(&mut self) {
        for at in 1..self.graph.states.len() {
            let parent = self.written(StateAt(at)).and_then(|state| state.parent.clone());
            let found = parent.and_then(|name| self.look_up(&name)).unwrap_or(StateAt::ROOT);
            let cycle = self.graph.ancestry(found).any(|above| above == StateAt(at));
            let parent = if cycle { StateAt::ROOT } else { found };
            self.graph.states[at].parent = Some(parent);
        }
        for at in 1..self.graph.states.len() {
            if let Some(parent) = self.graph.states[at].parent {
                self.graph.states[parent.0].children.push(StateAt(at));
            }
        }
    }

    fn kind(&mut self, at: StateAt) {
        let Some(written) = self.written(at) else { return };
        let kind = match (written.history, written.is_final) {
            (Some(history), _) => Kind::History { deep: history == History::Deep },
            (None, true) => Kind::Final,
            (None, false) if written.parallel => Kind::Parallel,
            (None, false) if self.graph.state(at).children.is_empty() => Kind::Atomic,
            (None, false) => Kind::Compound,
        };
        self.graph.states[at.0].kind = kind;
    }

    /// Where a default entry goes: what is written, else the first child; all children of a parallel state.
    fn initials(&mut self) {
        for at in self.graph.states().collect::<Vec<_>>() {
            let initial = match at {
                StateAt::ROOT => self.process.initial.as_ref(),
                _ => self.written(at).and_then(|state| state.initial.as_ref()),
            };
            let mut named = initial.map(|initial| self.targets(&initial.to)).unwrap_or_default();
            // What is not inside was reported; the first child is as good a guess as any.
            let inside = |graph: &Graph, to: &StateAt| graph.ancestry(*to).skip(1).any(|around| around == at);
            if !matches!(self.graph.state(at).kind, Kind::History { .. }) {
                named.retain(|to| inside(&self.graph, to));
            }
            let proper = |graph: &Graph, child: &StateAt| !matches!(graph.state(*child).kind, Kind::History { .. });
            let children = &self.graph.state(at).children;
            let to = match self.graph.state(at).kind {
                Kind::Atomic | Kind::Final => Vec::new(),
                Kind::Parallel => children.iter().copied().filter(|child| proper(&self.graph, child)).collect(),
                _ if !named.is_empty() => named,
                Kind::History { .. } => self.default_of_history(at),
                _ => children.iter().copied().find(|child| proper(&self.graph, child)).into_iter().collect(),
            };
            self.graph.states[at.0].initial = to;
        }
    }

    /// A history without a default enters its parent anew.
    fn default_of_history(&self, at: StateAt) -> Vec<StateAt> {
        self.graph.state(at).parent.filter(|parent| *parent != StateAt::ROOT).into_iter().collect()
    }

    fn links(&mut self) {
        let process = self.process;
        for (at, start) in process.starts.iter().enumerate() {
            self.transition(start, StateAt::ROOT, Trigger::Start(self.events(&start.events)), |row| Origin::Start {
                at,
                row,
            });
        }
        for (position, state) in process.states.iter().enumerate() {
            self.state_links(state, StateAt(position + 1));
        }
        for (at, on) in process.on.iter().enumerate() {
            self.transition(on, StateAt::ROOT, self.trigger(on), |row| Origin::Everywhere { at, row });
        }
        // A start with no target enters what the process enters.
        let initial = self.graph.state(StateAt::ROOT).initial.clone();
        for link in &mut self.graph.links {
            if matches!(link.trigger, Trigger::Start(_)) && link.to.is_empty() {
                link.to.clone_from(&initial);
            }
        }
        self.graph.leaving = vec![Vec::new(); self.graph.states.len()];
        for (at, link) in self.graph.links.iter().enumerate() {
            self.graph.leaving[link.from.0].push(at);
        }
    }

    fn state_links(&mut self, state: &Written, from: StateAt) {
        for (at, on) in state.on.iter().enumerate() {
            let trigger = answer(on, state).unwrap_or_else(|| self.trigger(on));
            self.transition(on, from, trigger, |row| Origin::On { at, row });
        }
        for (at, always) in state.always.iter().enumerate() {
            self.transition(always, from, Trigger::Always, |row| Origin::Always { at, row });
        }
        for (at, after) in state.after.iter().enumerate() {
            self.after(after, from, at);
        }
        for (at, deadline) in state.deadlines.iter().enumerate() {
            let to = self.targets(&deadline.to);
            if to.is_empty() {
                continue;
            }
            let span = deadline.head.place();
            self.graph.links.push(Link {
                to,
                clauses: clauses(&deadline.head),
                ..link(Trigger::Missed(at), from, span, Origin::Missed { at })
            });
        }
    }

    fn after(&mut self, after: &After, from: StateAt, at: usize) {
        let trigger = match &after.wait {
            Wait::Amount(node) => Trigger::After(written(node)),
            Wait::At(node) => Trigger::At(written(node)),
        };
        let to = self.targets(&after.acts.to);
        self.graph.links.push(Link {
            to,
            again: after.acts.again,
            when: after.when.as_ref().map(written),
            clauses: clauses(&after.head),
            ..link(trigger, from, after.head.span, Origin::After { at })
        });
    }

    fn transition(&mut self, t: &Transition, from: StateAt, trigger: Trigger, origin: impl Fn(usize) -> Origin) {
        let whole = Link {
            by: t.by.as_ref().filter(|_| t.task.is_none()).map(who),
            when: t.when.as_ref().map(written),
            clauses: clauses(&t.head),
            ..link(trigger, from, t.head.span, origin(0))
        };
        if t.rows.is_empty() {
            let to = self.targets(&t.acts.to);
            self.graph.links.push(Link { to, again: t.acts.again, ..whole });
            return;
        }
        for (at, row) in t.rows.iter().enumerate() {
            let to = self.targets(&row.acts.to);
            let own: Vec<Text> = clauses(&row.head);
            self.graph.links.push(Link {
                to,
                again: row.acts.again,
                when: both(whole.when.as_deref(), row.when.as_ref().map(written)),
                otherwise: at > 0 && row.when.is_none(),
                clauses: if own.is_empty() { whole.clauses.clone() } else { own },
                span: row.head.span,
                origin: origin(at),
                ..whole.clone()
            });
        }
    }

    fn trigger(&self, on: &Transition) -> Trigger {
        let events = self.events(&on.events);
        let child = !on.events.is_empty() && on.events.iter().all(|event| event.value.starts_with("child."));
        if child { Trigger::Child(events) } else { Trigger::Event(events) }
    }

    fn events(&self, names: &[Name]) -> Vec<Event> {
        let declared = |id: &str| self.process.events.iter().find(|event| &*event.head.id_text() == id);
        let event = |name: &Name| Event {
            id: name.value.clone(),
            name: declared(&name.value).and_then(|event| event.head.name.clone()).or_else(|| self.answer(&name.value)),
        };
        names.iter().map(event).collect()
    }

    /// What the answer to a decision is called, `<decision>.<option>`.
    fn answer(&self, event: &str) -> Option<Text> {
        let (decision, option) = event.rsplit_once('.')?;
        let decisions = self.process.states.iter().flat_map(|state| &state.decisions);
        let decision = decisions.into_iter().find(|known| *known.head.id_text() == *decision)?;
        decision.options.iter().find(|known| *known.head.id_text() == *option)?.head.name.clone()
    }

    fn targets(&mut self, names: &[Name]) -> Vec<StateAt> {
        names.iter().filter_map(|name| self.look_up(name)).collect()
    }

    /// The state a name means; the one it was most likely meant to be if there is none. Failing that, the graph is not
    /// whole.
    fn look_up(&mut self, name: &Name) -> Option<StateAt> {
        if let Some(found) = self.graph.find(&name.value) {
            return Some(found);
        }
        let named = self.graph.states.iter().skip(1).position(|state| state.name.as_deref() == Some(&*name.value));
        let ids: Vec<&str> = self.graph.states.iter().skip(1).map(|state| &*state.id).collect();
        let meant = Hint::among(&name.value, ids).best().and_then(|id| self.graph.find(id));
        let meant = named.map(|at| StateAt(at + 1)).or(meant);
        self.graph.whole &= meant.is_some();
        meant
    }

    fn written(&self, at: StateAt) -> Option<&'p Written> {
        self.graph.state(at).at.and_then(|at| self.process.states.get(at))
    }
}

fn state(head: &Head, kind: Kind, at: Option<usize>) -> State {
    State {
        id: head.id_text(),
        name: head.name.clone(),
        kind,
        settled: false,
        parent: None,
        children: Vec::new(),
        initial: Vec::new(),
        deadlines: Vec::new(),
        decisions: Vec::new(),
        pauses: Vec::new(),
        clauses: clauses(head),
        span: head.place(),
        at,
    }
}

fn deadline(written: &crate::model::deadline::Deadline) -> Deadline {
    Deadline {
        id: written.head.id_text(),
        name: written.head.name.clone(),
        due: due(&written.due),
        clauses: clauses(&written.head),
        span: written.head.place(),
    }
}

fn decision(written: &model::Decision) -> Decision {
    let people = |parties: &[Party]| parties.iter().map(who).collect();
    Decision {
        id: written.head.id_text(),
        name: written.head.name.clone(),
        panel: match &written.panel {
            model::Panel::One(party) => Panel::One(who(party)),
            model::Panel::Chain(parties) => Panel::Chain(people(parties)),
            model::Panel::All(parties) => Panel::All(people(parties)),
            model::Panel::Of(parties, at_least) => Panel::Of(people(parties), *at_least),
        },
        clauses: clauses(&written.head),
        span: written.head.place(),
    }
}

/// The trigger of a transition that a decision expanded into.
fn answer(on: &Transition, state: &Written) -> Option<Trigger> {
    let answers = on.task.as_ref()?;
    let at = state.decisions.iter().position(|decision| decision.head.id_text() == answers.decision.value)?;
    let mut options = state.decisions[at].options.iter();
    let option = options.find(|option| option.head.id_text() == answers.option)?;
    Some(Trigger::Answer(at, Event { id: answers.option.clone(), name: option.head.name.clone() }))
}

fn link(trigger: Trigger, from: StateAt, span: Span, origin: Origin) -> Link {
    Link {
        trigger,
        from,
        to: Vec::new(),
        again: false,
        when: None,
        otherwise: false,
        by: None,
        clauses: Vec::new(),
        span,
        origin,
    }
}

fn clauses(head: &Head) -> Vec<Text> {
    head.clauses.iter().map(|clause| clause.value.clone()).collect()
}

fn both(outer: Option<&str>, inner: Option<String>) -> Option<String> {
    match (outer, inner) {
        (Some(outer), Some(inner)) => Some(format!("({outer}) && ({inner})")),
        (Some(outer), None) => Some(outer.to_owned()),
        (None, inner) => inner,
    }
}
