//! A process before its expressions are read: states in order, data with their types, names.

use std::sync::Arc;

use super::base::{Base, scope_name};
use super::flow::Given;
use super::texts::Texts;
use super::tree::{ROOT, Tree};
use crate::guard::expr::Who;
use crate::guard::scope::{CaseNames, Name as ScopeName, Scope};
use crate::model::Name;
use crate::model::action::Verb;
use crate::model::decision::{self as model, Decision};
use crate::model::names::Table;
use crate::model::process::Process;
use crate::model::state::END;
use crate::problem::{Note, Problem, StateFlaw, SyntaxFlaw, Word};
use crate::value::{Choice, Field, Opt, Text};

/// What expressions of a process can name, and where its states stand.
pub(super) struct Shell<'a> {
    /// The process as written, or as an offence expanded.
    pub(super) process: &'a Process,
    /// Whether an offence expanded into it.
    pub(super) is_offence: bool,
    /// Its states.
    pub(super) tree: Tree,
    /// Its data by slot.
    pub(super) data: Vec<Field>,
    /// Data by id.
    pub(super) data_names: Table,
    /// The words under `case.`.
    pub(super) case: Arc<CaseNames>,
    /// Names given by `assign … as`.
    pub(super) parts: Vec<Text>,
}

impl<'a> Shell<'a> {
    pub(super) fn of(process: &'a Process, is_offence: bool, base: &Base, texts: &mut Texts<'_>) -> Self {
        if process.states.is_empty() {
            let flaw = StateFlaw::NoStates { process: process.head.id_text().to_string() };
            texts.problems.push(Problem::new(flaw, process.head.place()));
        }
        let uses_end = process.targets().iter().any(|name| &*name.value == END)
            && !process.states.iter().any(|state| &*state.head.id_text() == END);
        let tree = Tree::of(process, uses_end, texts.problems);
        let scope = base.scope();
        let data: Vec<Field> = process.data.iter().map(|data| base.types.field(&data.field, texts, &scope)).collect();
        let values = process.values.iter();
        let values = values.map(|value| (value.head.id_text(), base.types.ty(&value.ty, texts.problems))).collect();
        let case = CaseNames {
            process: process.head.id_text(),
            data: data.clone(),
            values,
            states: states(process, &tree),
            decisions: decisions(process),
        };
        Self {
            process,
            is_offence,
            data_names: Table::of(&process.data),
            parts: parts(process, texts),
            case: Arc::new(case),
            tree,
            data,
        }
    }

    /// Data that not every way into the process gives has to be asked for, whatever its declaration says.
    pub(super) fn unsure(&mut self, given: &Given) {
        let mut case = (*self.case).clone();
        for field in &mut case.data {
            field.optional |= !given.at(ROOT, &field.id);
        }
        self.case = Arc::new(case);
    }

    /// A place inside a case: its words, and the offender where it is an offence.
    pub(super) fn scope(&self, base: &Base) -> Scope {
        let scope = base.scope().with_case(Arc::clone(&self.case)).with_parts(self.parts.iter().cloned());
        if self.is_offence { scope.with_people([Who::Offender]) } else { scope }
    }

    /// The slot of a data a name refers to; reported if there is none.
    pub(super) fn slot(&self, name: &Name, texts: &mut Texts<'_>) -> Option<usize> {
        self.data_names.find(name, texts.problems)
    }

    /// The states at the top that end a case.
    pub(super) fn ends(&self) -> Vec<(crate::guard::expr::StateIx, Text)> {
        let top = self.tree.children[ROOT.at()].iter();
        top.filter(|ix| self.tree.state(**ix, self.process).is_none_or(|state| state.is_final))
            .map(|ix| (*ix, self.tree.ids[ix.at()].clone()))
            .collect()
    }
}

/// What every decision can end with.
fn decisions(process: &Process) -> Vec<(Text, Arc<Choice>)> {
    let options = |decision: &Decision| {
        let option = |option: &model::Choice| Opt { id: option.head.id_text(), name: option.head.name.clone() };
        Choice { id: None, options: decision.options.iter().map(option).collect() }
    };
    let decisions = process.states.iter().flat_map(|state| &state.decisions);
    decisions.map(|decision| (decision.head.id_text(), Arc::new(options(decision)))).collect()
}

fn states(process: &Process, tree: &Tree) -> Vec<ScopeName> {
    let at = |n: usize| match tree.written[n] {
        Some(at) => scope_name(&process.states[at].head),
        None => ScopeName { id: tree.ids[n].clone(), name: None },
    };
    (0..tree.len()).map(at).collect()
}

/// Names given by `assign … as`; they stand under `case.` beside data and values.
fn parts(process: &Process, texts: &mut Texts<'_>) -> Vec<Text> {
    let (data, values) = (Table::of(&process.data), Table::of(&process.values));
    let mut parts: Vec<Text> = Vec::new();
    for action in process.actions() {
        let Verb::Assign { part: Some(part), .. } = &action.verb else { continue };
        let taken = data.place(&part.value).map(|place| (place, Word::Data));
        if let Some((place, other)) = taken.or_else(|| values.place(&part.value).map(|place| (place, Word::Computed))) {
            let flaw = SyntaxFlaw::NameClash { name: part.value.to_string(), kind: Word::Person, other };
            texts.problems.push(Problem::new(flaw, part.span).label(place, Note::FirstHere));
        }
        if !parts.contains(&part.value) {
            parts.push(part.value.clone());
        }
    }
    parts
}
