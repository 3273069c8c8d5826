//! What a row is judged by: everything that happened since the row before, and how the world stands after it.

use super::Pick;
use crate::case::Case;
use crate::outcome::{Denial, InputKind, Mark, Verdict, What};
use crate::program::{Process, Program};
use crate::scenario::names::Names;
use crate::source::Span;
use crate::value::Text;
use crate::world::{Happening, World};
use std::fmt::Write as _;
use zhidu_time::{Instant, Zone};

/// See the module.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The rules.
    pub program: &'a Program,
    /// The world after the row.
    pub world: &'a World,
    /// Every step since the row before, in order.
    pub happenings: &'a [Happening],
    /// Which of them is the row's own event.
    pub own: Option<usize>,
    /// Events of earlier rows among them, which a variant runs again unjudged.
    pub again: &'a [usize],
    /// What the scenario calls cases.
    pub names: &'a Names,
    /// The case the row speaks of, by its id.
    pub case: Option<&'a Text>,
    /// The row's instant.
    pub now: Instant,
    /// The row in the file.
    pub row: Span,
}

impl<'a> View<'a> {
    pub(super) const fn zone(&self) -> &'a Zone {
        &self.program.institution.zone
    }

    /// The row's own event, if it has one.
    pub(super) fn own(&self) -> Option<&'a Happening> {
        self.happenings.get(self.own?)
    }

    /// The refusal of the row's own event.
    pub(in crate::scenario) fn denial(&self) -> Option<&'a Denial> {
        match &self.own()?.outcome.verdict {
            Verdict::Denied(denial) => Some(denial),
            _ => None,
        }
    }

    /// The process a step was made in.
    pub(crate) fn process_of(&self, happening: &Happening) -> Option<&'a Process> {
        let case = happening.outcome.case.as_ref().or(happening.before.as_ref()).map(|case| case.process);
        let process = match &happening.input.kind {
            InputKind::Start { process, .. } => case.or(Some(*process)),
            _ => case,
        };
        self.program.processes.get(process?.at())
    }

    /// Every mark of every step, with its process.
    pub(super) fn marks(&self) -> impl Iterator<Item = (&'a Happening, &'a Process, &'a Mark)> {
        self.happenings
            .iter()
            .filter_map(|h| Some((h, self.process_of(h)?)))
            .flat_map(|(happening, process)| happening.outcome.trace.iter().map(move |mark| (happening, process, mark)))
    }

    /// What a kind of mark names, for each of them.
    pub(super) fn named<T>(&self, pick: impl Fn(&'a Process, &'a What) -> Option<T>) -> Vec<T> {
        self.marks().filter_map(|(_, process, mark)| pick(process, &mark.what)).collect()
    }

    /// The case of an expectation: the one it names, else the row's.
    pub(super) fn case(&self, pick: Option<&Pick>) -> Option<&'a Case> {
        let id = match pick {
            Some(pick) => self.names.find(self.world, self.program, pick)?,
            None => self.case?.clone(),
        };
        self.world.case(&id).map(|entry| &entry.case)
    }

    /// What the scenario calls a case.
    pub(super) fn name(&self, case: &str) -> String {
        self.names.show(self.world, case)
    }
}

/// A list of names as scenarios write it.
pub(super) fn list<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> String {
    let quoted: Vec<String> = items.into_iter().map(|item| quoted(item.as_ref())).collect();
    format!("[{}]", quoted.join(", "))
}

/// A text as scenarios write it.
pub(super) fn quoted(text: &str) -> String {
    let mut written = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => written.extend(['\\', c]),
            '\n' => written.push_str("\\n"),
            c if c.is_control() => {
                let _ = write!(written, "\\u{:04X}", u32::from(c));
            }
            c => written.push(c),
        }
    }
    written + "\""
}

/// A key as scenarios write it: bare where TOML allows it.
pub(super) fn key(id: &str) -> String {
    let bare = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if bare { id.to_owned() } else { quoted(id) }
}
