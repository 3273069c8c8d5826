//! What is wrong with a policy, as data.
//!
//! In: whatever a stage of the compile side finds. Out: [`Problem`]s – a [`Flaw`] (code, severity, typed arguments), the
//! exact place, further labelled places, and an edit where we know one. The sentence is made from flaw and language when
//! it is shown, so Chinese and English state the same facts; drawing it on a terminal is the command line's business.
//!
//! Every family of flaws is one file ([`syntax`], [`states`], …), declared with the `flaws!` macro, where both languages
//! stand side by side. A new flaw is a new variant there, with a code never used before, and its two pages in `codes/`.

mod collect;
mod declare;
mod flaw;
mod lang;
mod note;
mod pages;
mod suggest;
mod types;
mod word;

pub mod guards;
pub mod money;
pub mod packaging;
pub mod roles;
pub mod scenarios;
pub mod states;
pub mod syntax;
pub mod time;

pub use collect::Problems;
pub use flaw::{Code, Flaw, Severity};
pub use guards::GuardFlaw;
pub use lang::{Glyph, Lang, Quoted, Say};
pub use money::MoneyFlaw;
pub use note::Note;
pub use packaging::PackagingFlaw;
pub use pages::{examples, page};
pub use roles::RoleFlaw;
pub use scenarios::ScenarioFlaw;
pub use states::StateFlaw;
pub use suggest::{Hint, suggest};
pub use syntax::SyntaxFlaw;
pub use time::TimeFlaw;
pub use types::{Absent, Advice, AnyType, Ways};
pub use word::{AnyOf, Word};

use crate::source::Span;

/// One thing wrong, at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, with the facts of the case.
    pub flaw: Flaw,
    /// The exact words that are wrong.
    pub span: Span,
    /// Other places that belong to the story, each with what it is.
    pub labels: Vec<(Span, Note)>,
    /// An edit that would repair it, where we know one.
    pub fix: Option<Fix>,
}

/// An edit that repairs a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The text to replace; empty to insert.
    pub span: Span,
    /// What to write there.
    pub replacement: String,
    /// Whether it may be applied without asking: it cannot change the meaning.
    pub sure: bool,
}

impl Problem {
    /// A problem at a place, without labels and fix.
    pub fn new(flaw: impl Into<Flaw>, span: Span) -> Self {
        Self { flaw: flaw.into(), span, labels: Vec::new(), fix: None }
    }

    /// Adds another place to the story.
    #[must_use]
    pub fn label(mut self, span: Span, note: Note) -> Self {
        self.labels.push((span, note));
        self
    }

    /// Adds an edit that may be applied without asking.
    #[must_use]
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, replacement: replacement.into(), sure: true });
        self
    }

    /// Adds an edit the author should look at first.
    #[must_use]
    pub fn suggest(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, replacement: replacement.into(), sure: false });
        self
    }

    /// Adds the edit a hint amounts to: sure if exactly one known name sounds the same, to be looked at if another is
    /// close, none without a candidate.
    #[must_use]
    pub fn fix_by(self, span: Span, hint: &Hint) -> Self {
        match (hint.best(), hint.is_sure()) {
            (Some(best), true) => self.fix(span, best),
            (Some(best), false) => self.suggest(span, best),
            (None, _) => self,
        }
    }

    /// Its code, `ZD0020`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.flaw.code()
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.flaw.severity()
    }
}
