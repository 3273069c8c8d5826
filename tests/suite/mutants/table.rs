//! How the mutants of each clause fared, as text.

use super::all::Mutant;
use super::run::Fate;
use crate::shipped::Policy;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use zhidu_core::program::Program;

/// How many of a clause's mutants had which fate.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Count {
    pub(super) killed: usize,
    pub(super) survived: usize,
    pub(super) invalid: usize,
}

impl Count {
    fn add(&mut self, fate: &Fate) {
        match fate {
            Fate::Killed => self.killed += 1,
            Fate::Survived => self.survived += 1,
            Fate::Invalid(_) => self.invalid += 1,
        }
    }
}

/// By clause in document order, then what cites none (`-`), then all, each mutant once.
pub(super) fn counts(program: &Program, mutants: &[Mutant], fates: &[Fate]) -> Vec<(String, Count)> {
    let mut by_clause: BTreeMap<&str, Count> = BTreeMap::new();
    let mut all = Count::default();
    for (mutant, fate) in mutants.iter().zip(fates) {
        for clause in &mutant.clauses {
            by_clause.entry(clause).or_default().add(fate);
        }
        if mutant.clauses.is_empty() {
            by_clause.entry("-").or_default().add(fate);
        }
        all.add(fate);
    }
    let count = |id: &str| by_clause.get(id).copied().unwrap_or_default();
    let mut rows: Vec<(String, Count)> = program.clauses.iter().map(|c| (c.id.to_string(), count(&c.id))).collect();
    rows.push(("-".to_owned(), count("-")));
    rows.push(("all".to_owned(), all));
    rows
}

/// The table, then who survived, then what was no policy.
pub(super) fn table(policy: &Policy, rows: &[(String, Count)], mutants: &[Mutant], fates: &[Fate]) -> String {
    let mut text =
        format!("{}\n{:<8}{:>9}{:>9}{:>10}{:>9}\n", policy.root, "clause", "mutants", "killed", "survived", "invalid");
    for (clause, Count { killed, survived, invalid }) in rows {
        let all = killed + survived + invalid;
        let _ = writeln!(text, "{clause:<8}{all:>9}{killed:>9}{survived:>10}{invalid:>9}");
    }
    for (mutant, fate) in mutants.iter().zip(fates) {
        let why = match fate {
            Fate::Killed => continue,
            Fate::Survived => String::new(),
            Fate::Invalid(why) => format!(": {why}"),
        };
        let fate = if why.is_empty() { "survived" } else { "invalid " };
        let (path, clauses) = (&policy.files[mutant.file].path, mutant.clauses.join(" "));
        let _ = writeln!(text, "{fate} {path}:{} [{clauses}] {} {}{why}", mutant.line, mutant.site, mutant.what);
    }
    text
}
