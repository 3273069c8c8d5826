//! A policy: all its documents taken apart into elements, in document order.

use super::assertion::Assertion;
use super::attribute::Attribute;
use super::choice::{Choice, Record};
use super::clause::Clause;
use super::forbid::Forbid;
use super::institution::Institution;
use super::joint::Joint;
use super::offence::Offence;
use super::parameter::Parameter;
use super::penalty::Penalty;
use super::process::{KEYS, Process};
use super::read::{Read, misplaced};
use super::register::Register;
use super::role::Role;
use super::state::each;
use crate::problem::{Note, PackagingFlaw, Problem, Problems, Word};
use crate::source::Span;
use crate::syntax::{Document, Fields};

/// Every element of a policy.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// `[institution]`; nothing where it is missing, which was reported.
    pub institution: Option<Institution>,
    /// `[[clause]]`
    pub clauses: Vec<Clause>,
    /// `[[parameter]]`
    pub parameters: Vec<Parameter>,
    /// `[[choice]]`
    pub choices: Vec<Choice>,
    /// `[[record]]`
    pub records: Vec<Record>,
    /// `[[attribute]]`
    pub attributes: Vec<Attribute>,
    /// `[[role]]`
    pub roles: Vec<Role>,
    /// `[[register]]`
    pub registers: Vec<Register>,
    /// `[[penalty]]`
    pub penalties: Vec<Penalty>,
    /// `[[joint]]`
    pub joints: Vec<Joint>,
    /// `[[offence]]`
    pub offences: Vec<Offence>,
    /// `[[forbid]]` of the institution.
    pub forbids: Vec<Forbid>,
    /// `[[assert]]`
    pub assertions: Vec<Assertion>,
    /// `[process]`, with what stands in its file.
    pub processes: Vec<Process>,
}

/// Elements of later versions, by key.
const LATER: [&str; 15] = [
    "handover",
    "application",
    "duty",
    "calendar",
    "roster",
    "form",
    "checklist",
    "table",
    "level",
    "rank",
    "account",
    "measure",
    "reward",
    "pending",
    "migrate",
];

impl Policy {
    /// Takes documents apart, which come in document order.
    #[must_use]
    pub fn read(documents: &[Document], problems: &mut Problems) -> Self {
        let mut policy = Self::default();
        for document in documents {
            policy.file(document, problems);
        }
        policy
    }

    fn file(&mut self, document: &Document, problems: &mut Problems) {
        let mut f = Fields::new(&document.root, Word::File, problems);
        self.institution(&mut f);
        self.elements(&mut f);
        match sole_process(&mut f) {
            Some(table) => self.processes.push(Process::read(table, &mut f)),
            None => {
                self.forbids.extend(each(&mut f, "forbid", Forbid::read));
                for (key, word) in KEYS {
                    misplaced(&mut f, key, word, Word::Process);
                }
            }
        }
        f.not_yet(&LATER);
        f.finish();
    }

    /// Elements that exist on the institution only, wherever they stand.
    fn elements(&mut self, f: &mut Fields<'_, '_>) {
        self.clauses.extend(each(f, "clause", Clause::read));
        self.parameters.extend(each(f, "parameter", Parameter::read));
        self.choices.extend(each(f, "choice", Choice::read));
        self.records.extend(each(f, "record", Record::read));
        self.attributes.extend(each(f, "attribute", Attribute::read));
        self.roles.extend(each(f, "role", Role::read));
        self.registers.extend(each(f, "register", Register::read));
        self.penalties.extend(each(f, "penalty", Penalty::read));
        self.joints.extend(each(f, "joint", Joint::read).into_iter().flatten());
        self.offences.extend(each(f, "offence", Offence::read).into_iter().flatten());
        self.assertions.extend(each(f, "assert", Assertion::read));
    }

    fn institution(&mut self, f: &mut Fields<'_, '_>) {
        let Some(table) = f.table("institution") else { return };
        let institution = Institution::read(table, f.problems());
        match &self.institution {
            None => self.institution = Some(institution),
            Some(first) => {
                let flaw = PackagingFlaw::SecondInstitution {};
                f.report(Problem::new(flaw, institution.head.span).label(first.head.span, Note::FirstHere));
            }
        }
    }

    /// Reports a policy without `[institution]`, at the start of its first file.
    pub fn needs_institution(&self, start: Span, problems: &mut Problems) {
        if self.institution.is_none() {
            problems.push(Problem::new(PackagingFlaw::NoInstitution {}, start));
        }
    }
}

/// The file's process. TOML allows `[process]` once; `[[process]]` would make several.
fn sole_process<'t>(f: &mut Fields<'t, '_>) -> Option<&'t crate::syntax::Table> {
    use crate::syntax::NodeKind;
    if let Some(NodeKind::Tables(tables)) = f.node("process").map(|node| &node.kind)
        && let [first, second, ..] = tables.as_slice()
    {
        let problem = Problem::new(PackagingFlaw::SecondProcess {}, second.span).label(first.span, Note::FirstHere);
        f.report(problem);
        return Some(first);
    }
    f.table("process")
}
