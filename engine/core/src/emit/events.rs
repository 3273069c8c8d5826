//! The events a process can meet, with their payload: declared fields and those taken (`LANGUAGE` §2 `[[event]]`).

use std::collections::BTreeMap;

use super::base::Base;
use super::flow::Given;
use super::shell::Shell;
use super::signal::receiver;
use super::texts::Texts;
use crate::guard::expr::FieldSlot;
use crate::guard::scope::EventNames;
use crate::model::Name;
use crate::model::action::Verb;
use crate::model::decision::TAKING;
use crate::model::names::Table;
use crate::model::transition::Transition;
use crate::problem::{Note, Problem, RoleFlaw, SyntaxFlaw, Word};
use crate::program::{Event, EventField, EventIx, Pattern};
use crate::value::{Field, Text};

/// First tokens of events that only the core sends.
const INTERNAL: [&str; 4] = ["child", "done", "error", "joined"];

/// How the host answers.
const ANSWERS: [&str; 2] = ["confirmed", "failed"];

/// How a receiver sends a signal back.
const REFUSED: &str = "refused";

/// All events of a process.
#[derive(Debug)]
pub(super) struct Events {
    /// By index.
    pub(super) list: Vec<Event>,
    /// Ids of fields by slot.
    pub(super) fields: Vec<Text>,
    /// Who sends what the outside cannot: raised, or internal.
    sent: Vec<bool>,
    names: Table,
    slots: BTreeMap<Text, FieldSlot>,
}

impl Events {
    /// Collects the events of a process. Ends of children carry the children's data, so all shells are needed.
    pub(super) fn of(at: usize, shells: &[Shell<'_>], given: &[Given], base: &Base, texts: &mut Texts<'_>) -> Self {
        let shell = &shells[at];
        let mut events = Self {
            list: Vec::new(),
            fields: Vec::new(),
            sent: Vec::new(),
            names: Table::new(Word::Event),
            slots: BTreeMap::new(),
        };
        events.declared(shell, base, texts);
        events.tasks(shell, base, texts);
        events.used(shell);
        events.internal(shell);
        events.children(shell, shells, given, base);
        events.answers(shell);
        events.signalled(shell, shells);
        events.taken(shell, texts);
        events.admitted(shell);
        events
    }

    /// The position of an event of this exact name; reported if there is none.
    pub(super) fn find(&self, name: &Name, texts: &mut Texts<'_>) -> Option<EventIx> {
        self.names.find(name, texts.problems).map(EventIx::from)
    }

    /// The position of an event of this exact name.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.names.get(name)
    }

    /// The slot of a field of any event.
    pub(super) fn slot(&self, id: &str) -> Option<FieldSlot> {
        self.slots.get(id).copied()
    }

    /// The fields at hand where one of these descriptors matched. Fields the transition takes are there unless it says
    /// they may be missing.
    pub(super) fn at_hand(&self, patterns: &[Pattern], takes: &[(Text, bool)]) -> EventNames {
        let matching = self.matching(patterns);
        let per_event: Vec<Vec<(FieldSlot, Field)>> = matching
            .map(|event| event.fields.iter().map(|field| (field.slot, known(&field.field, takes))).collect())
            .collect();
        let slices: Vec<&[(FieldSlot, Field)]> = per_event.iter().map(Vec::as_slice).collect();
        EventNames::any_of(&slices)
    }

    /// The fields at hand where a prohibition asks: what only some transitions require may be missing.
    pub(super) fn for_everybody(&self, patterns: &[Pattern], shell: &Shell<'_>) -> EventNames {
        let mut takes: Vec<(Text, bool)> = Vec::new();
        for take in shell.process.event_transitions().flat_map(|transition| &transition.takes) {
            match takes.iter_mut().find(|(id, _)| *id == take.name.value) {
                Some((_, optional)) => *optional &= take.optional,
                None => takes.push((take.name.value.clone(), take.optional)),
            }
        }
        self.at_hand(patterns, &takes)
    }

    /// Descriptors that have to match some event of the process; those that match none are reported.
    pub(super) fn known(&self, names: &[Name], texts: &mut Texts<'_>) -> Vec<Pattern> {
        for name in names.iter().filter(|name| self.matching(&[pattern(name)]).next().is_none()) {
            texts.problems.push(self.unknown(name));
        }
        patterns(names)
    }

    /// What is wrong with a name that no event has.
    pub(super) fn unknown(&self, name: &Name) -> Problem {
        self.names.unknown(name)
    }

    /// The events descriptors match.
    pub(super) fn matching<'e>(&'e self, patterns: &'e [Pattern]) -> impl Iterator<Item = &'e Event> {
        self.list.iter().filter(|event| patterns.iter().any(|pattern| pattern.matches(&event.name)))
    }

    /// Reports descriptors of a transition without `by` that nothing inside sends.
    pub(super) fn nobody_sends(&self, transition: &Transition, texts: &mut Texts<'_>) {
        for name in &transition.events {
            let pattern = pattern(name);
            let mut matching = self.list.iter().zip(&self.sent).filter(|(event, _)| pattern.matches(&event.name));
            if matching.any(|(_, sent)| *sent) || matches!(pattern, Pattern::Any) {
                continue;
            }
            let problem = if is_internal(&name.value) || self.is_answer(&name.value) || self.is_of_task(&name.value) {
                self.names.unknown(name)
            } else {
                Problem::new(RoleFlaw::NobodyMaySend { event: name.value.to_string() }, name.span)
            };
            texts.problems.push(problem);
        }
    }

    /// Whether a name begins as the events of a task do.
    fn is_of_task(&self, name: &str) -> bool {
        let task = name.rsplit_once('.').map(|(task, _)| format!("{task}.{}", TAKING[0]));
        task.is_some_and(|task| self.names.get(&task).is_some())
    }

    /// Whether an event is called like the answer to a request, notice or signal, of which there is one of this name or
    /// the last word of which is such a word.
    fn is_answer(&self, event: &str) -> bool {
        let Some((name, end)) = event.rsplit_once('.') else { return false };
        let ends = || ANSWERS.into_iter().chain([REFUSED]);
        ends().any(|known| known == end || self.names.get(&format!("{name}.{known}")).is_some())
    }

    fn add(&mut self, name: Text, display: Option<Text>, place: crate::source::Span, sent: bool) -> usize {
        if let Some(at) = self.names.get(&name) {
            self.sent[at] |= sent;
            return at;
        }
        self.names.add(name.clone(), display, place);
        self.list.push(Event { name, fields: Vec::new(), outside: false });
        self.sent.push(sent);
        self.list.len() - 1
    }

    fn slot_of(&mut self, id: &Text) -> FieldSlot {
        let next = FieldSlot::from(self.fields.len());
        let slot = *self.slots.entry(id.clone()).or_insert(next);
        if slot == next {
            self.fields.push(id.clone());
        }
        slot
    }

    fn field(&mut self, event: usize, field: Field) {
        let slot = self.slot_of(&field.id);
        if self.list[event].fields.iter().all(|known| known.slot != slot) {
            self.list[event].fields.push(EventField { slot, field });
        }
    }

    /// `[[event]]`
    fn declared(&mut self, shell: &Shell<'_>, base: &Base, texts: &mut Texts<'_>) {
        for event in &shell.process.events {
            let head = &event.head;
            let Some(id) = &head.id else { continue };
            let at = self.add(id.value.clone(), head.name.clone(), id.span, false);
            for field in base.types.fields(&event.fields, texts, &base.scope()) {
                self.field(at, field);
            }
        }
    }

    /// What tasks are answered, taken and given back by; everybody may listen to it.
    fn tasks(&mut self, shell: &Shell<'_>, base: &Base, texts: &mut Texts<'_>) {
        for decision in shell.process.states.iter().flat_map(|state| &state.decisions) {
            for option in &decision.options {
                let Some(id) = &option.head.id else { continue };
                let at = self.add(decision.event(&id.value), option.head.name.clone(), id.span, true);
                for field in base.types.fields(&option.fields, texts, &base.scope()) {
                    self.field(at, field);
                }
            }
            for taking in TAKING {
                let at = self.add(decision.event(taking), None, decision.head.place(), true);
                self.list[at].outside = true;
            }
        }
    }

    /// Names in `event = …` and `raise = …`.
    fn used(&mut self, shell: &Shell<'_>) {
        for name in shell.process.event_transitions().flat_map(|transition| &transition.events) {
            let pattern = name.value.ends_with('*');
            if !pattern && !is_internal(&name.value) {
                self.add(name.value.clone(), None, name.span, false);
            }
        }
        for action in shell.process.actions() {
            if let Verb::Raise { event, .. } = &action.verb {
                self.add(event.value.clone(), None, event.span, true);
            }
        }
    }

    /// `done.state.x`, `error.execution`, `joined`
    fn internal(&mut self, shell: &Shell<'_>) {
        let place = shell.process.head.span;
        for ix in (1..shell.tree.len()).filter(|n| !shell.tree.children[*n].is_empty()) {
            self.add(format!("done.state.{}", shell.tree.ids[ix]).into(), None, place, true);
        }
        if shell.process.errors_continue {
            self.add("error.execution".into(), None, place, true);
        }
        if !shell.process.key.is_empty() {
            let at = self.add("joined".into(), None, place, true);
            for field in &shell.data {
                self.field(at, Field { optional: true, ..field.clone() });
            }
        }
    }

    /// `child.<as>.<end state>` with the child's data: given where every way to that end gives it.
    fn children(&mut self, shell: &Shell<'_>, shells: &[Shell<'_>], given: &[Given], base: &Base) {
        for action in shell.process.actions() {
            let Verb::Open(open) = &action.verb else { continue };
            let (Some(part), Some(child)) = (&open.part, base.processes.get(&open.process.value)) else { continue };
            let Some(child_shell) = shells.get(child) else { continue };
            for (state, end) in child_shell.ends() {
                let at = self.add(format!("child.{}.{end}", part.value).into(), None, part.span, true);
                for field in &child_shell.data {
                    let sure = given.get(child).is_some_and(|given| given.at(state, &field.id));
                    self.field(at, Field { optional: !sure, ..field.clone() });
                }
            }
        }
    }

    /// `<request>.confirmed`, `<notice>.failed`, `<signal>.refused`
    fn answers(&mut self, shell: &Shell<'_>) {
        let mut add = |name: &Name, ends: &[&str]| {
            for end in ends {
                self.add(format!("{}.{end}", name.value).into(), None, name.span, true);
            }
        };
        for action in shell.process.actions() {
            match &action.verb {
                Verb::Request { name, undo, .. } => {
                    std::iter::once(name).chain(undo).for_each(|name| add(name, &ANSWERS));
                }
                Verb::Notify { id: Some(id), .. } => add(id, &ANSWERS),
                Verb::Signal(signal) => signal.id.iter().for_each(|id| add(id, &[REFUSED])),
                _ => {}
            }
        }
    }

    /// What any process signals to this one, as far as it is taken here. Where the receiver is not plain, every process
    /// counts as one.
    fn signalled(&mut self, shell: &Shell<'_>, shells: &[Shell<'_>]) {
        let own = shell.process.head.id_text();
        for sender in shells {
            for action in sender.process.actions() {
                let Verb::Signal(signal) = &action.verb else { continue };
                let to = receiver(sender, &signal.to);
                if to.is_none_or(|to| to == own) && is_heard(shell, &signal.event.value) {
                    self.add(signal.event.value.clone(), None, signal.event.span, true);
                }
            }
        }
    }

    /// What transitions take, typed as the data.
    fn taken(&mut self, shell: &Shell<'_>, texts: &mut Texts<'_>) {
        for transition in shell.process.event_transitions() {
            let patterns = patterns(&transition.events);
            for take in &transition.takes {
                let Some(data) = shell.slot(&take.name, texts).map(|slot| &shell.data[slot]) else { continue };
                for event in 0..self.list.len() {
                    if patterns.iter().any(|pattern| pattern.matches(&self.list[event].name)) {
                        self.clash(event, take, shell, texts);
                        self.field(event, Field { optional: true, ..data.clone() });
                    }
                }
            }
        }
    }

    /// A field that is declared for an event cannot be taken into a data: payload is one or the other.
    fn clash(&self, event: usize, take: &crate::model::transition::Take, shell: &Shell<'_>, texts: &mut Texts<'_>) {
        let name = &self.list[event].name;
        let declared = shell.process.events.iter().filter(|e| e.head.id_text() == *name).flat_map(|e| &e.fields);
        if let Some(field) = declared.into_iter().find(|field| field.head.id_text() == take.name.value) {
            let flaw =
                SyntaxFlaw::NameClash { name: take.name.value.to_string(), kind: Word::Field, other: Word::Data };
            texts.problems.push(Problem::new(flaw, field.head.place()).label(take.name.span, Note::TakenHere));
        }
    }

    /// Events somebody outside may send.
    fn admitted(&mut self, shell: &Shell<'_>) {
        for transition in shell.process.event_transitions().filter(|transition| transition.by.is_some()) {
            let patterns = patterns(&transition.events);
            for event in &mut self.list {
                event.outside |=
                    !is_internal(&event.name) && patterns.iter().any(|pattern| pattern.matches(&event.name));
            }
        }
    }
}

/// A field as a transition with these takes sees it.
fn known(field: &Field, takes: &[(Text, bool)]) -> Field {
    match takes.iter().find(|(id, _)| *id == field.id) {
        Some((_, optional)) => Field { optional: *optional, ..field.clone() },
        None => field.clone(),
    }
}

/// Whether some transition of an open case of a process takes an event of this name.
pub(super) fn is_heard(shell: &Shell<'_>, event: &str) -> bool {
    let process = shell.process;
    let on = process.states.iter().flat_map(|state| &state.on).chain(&process.on);
    on.into_iter().any(|transition| patterns(&transition.events).iter().any(|pattern| pattern.matches(event)))
}

/// Whether only the core sends events of this name.
pub(super) fn is_internal(name: &str) -> bool {
    INTERNAL.contains(&name.split('.').next().unwrap_or(name))
}

/// An event descriptor.
pub(super) fn pattern(name: &Name) -> Pattern {
    match &*name.value {
        "*" => Pattern::Any,
        text => Pattern::Prefix(text.strip_suffix(".*").unwrap_or(text).into()),
    }
}

/// Event descriptors.
pub(super) fn patterns(names: &[Name]) -> Vec<Pattern> {
    names.iter().map(pattern).collect()
}
