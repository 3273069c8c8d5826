//! From a policy that was read to one an engine runs.

use crate::problem::Severity;
use crate::store::{Kept, Rules};
use crate::{Lang, Loaded, Policy, Problem, Settings, load};
use std::sync::Arc;

/// A policy with errors: it cannot run. Every problem found is in it.
#[derive(Debug, Clone)]
pub struct Refused {
    /// All problems, warnings among them.
    pub problems: Vec<Problem>,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let errors = || self.problems.iter().filter(|problem| problem.severity() == Severity::Error);
        write!(f, "the policy has {} errors", errors().count())?;
        errors().next().map_or(Ok(()), |first| write!(f, "; the first: {}", first.flaw.sentence(Lang::En)))
    }
}

impl std::error::Error for Refused {}

impl Loaded {
    /// The policy, for an engine to run. Its texts go with it, so that a store can keep them.
    ///
    /// # Errors
    /// A policy with errors.
    pub fn policy(self) -> Result<Policy, Refused> {
        let Self { compiled, scripts } = self;
        let Some(program) = compiled.program else { return Err(Refused { problems: compiled.problems }) };
        let texts = compiled.sources.iter().map(|(_, source)| (source.path.clone(), source.text.clone()));
        let kept = Kept {
            hash: program.hash.clone(),
            institution: program.institution.id.clone(),
            root: compiled.root,
            values: compiled.values,
            files: texts.collect(),
        };
        let rules = Rules { program: Arc::new(program), scripts: Arc::new(scripts) };
        Ok(Policy { rules, kept, again })
    }
}

/// Compiles texts that a store kept.
fn again(kept: &Kept) -> Result<Rules, String> {
    let files: Vec<(&str, &str)> = kept.files.iter().map(|(path, text)| (&**path, &**text)).collect();
    let settings = Settings { values: kept.values.as_deref(), ..Settings::default() };
    let loaded = load(files.as_slice(), &kept.root, settings).map_err(|error| error.to_string())?;
    loaded.policy().map(|policy| policy.rules).map_err(|refused| refused.to_string())
}
