//! `only_if`: elements that are left out while a parameter is false (`LANGUAGE` §1).

use super::head::Element;
use super::{Policy, Written};
use crate::problem::Word;
use crate::source::Span;
use crate::value::Text;

/// An element that is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Off {
    /// What it is.
    pub kind: Word,
    /// Its id; empty where it has none.
    pub id: Text,
    /// The clauses it would implement.
    pub clauses: Vec<Text>,
    /// Where it stands.
    pub span: Span,
}

/// Answers whether an element stays.
type Test<'a> = &'a mut dyn FnMut(&Written) -> bool;

impl Policy {
    /// Takes out every element whose switch is off, and lists them in document order. Parameters and
    /// shared types have no switch: they are what switches read.
    pub fn switch(&mut self, test: Test<'_>) -> Vec<Off> {
        let mut off = Vec::new();
        keep(&mut self.clauses, &mut off, test);
        keep(&mut self.attributes, &mut off, test);
        keep(&mut self.roles, &mut off, test);
        keep(&mut self.registers, &mut off, test);
        keep(&mut self.penalties, &mut off, test);
        keep(&mut self.joints, &mut off, test);
        keep(&mut self.offences, &mut off, test);
        keep(&mut self.forbids, &mut off, test);
        keep(&mut self.assertions, &mut off, test);
        keep(&mut self.processes, &mut off, test);
        for penalty in &mut self.penalties {
            keep(&mut penalty.rungs, &mut off, test);
        }
        for process in &mut self.processes {
            keep(&mut process.data, &mut off, test);
            keep(&mut process.values, &mut off, test);
            keep(&mut process.events, &mut off, test);
            keep(&mut process.starts, &mut off, test);
            keep(&mut process.on, &mut off, test);
            keep(&mut process.forbids, &mut off, test);
            keep(&mut process.states, &mut off, test);
            for state in &mut process.states {
                keep(&mut state.entry, &mut off, test);
                keep(&mut state.exit, &mut off, test);
                keep(&mut state.on, &mut off, test);
                keep(&mut state.always, &mut off, test);
                keep(&mut state.after, &mut off, test);
                keep(&mut state.deadlines, &mut off, test);
                keep(&mut state.decisions, &mut off, test);
                for decision in &mut state.decisions {
                    keep(&mut decision.options, &mut off, test);
                }
            }
        }
        off.sort_by_key(|element| element.span);
        off
    }
}

fn keep<T: Element>(list: &mut Vec<T>, off: &mut Vec<Off>, test: Test<'_>) {
    list.retain(|element| {
        let head = element.head();
        let stays = head.only_if.as_ref().is_none_or(&mut *test);
        if !stays {
            let clauses = head.clauses.iter().map(|clause| clause.value.clone()).collect();
            off.push(Off { kind: T::WORD, id: head.id_text(), clauses, span: head.place() });
        }
        stays
    });
}
