//! Decisions as running reads them, what transitions do to their tasks, and what pauses cover.

use super::{ClauseIx, DeadlineIx, DecisionIx, Party, WaitIx};
use crate::guard::expr::StateIx;
use crate::source::Span;
use crate::value::Text;

/// Something people decide in a state; answering is a transition per option with [`TaskAct::Answer`].
#[derive(Debug, Clone)]
pub struct Decision {
    /// Its id; its events are `<id>.<option>`, `<id>.claim`, `<id>.release`.
    pub id: Text,
    /// What people read.
    pub name: Option<Text>,
    /// The state it is offered in.
    pub state: StateIx,
    /// Who decides.
    pub panel: Panel,
    /// Ids of the options, in order.
    pub options: Vec<Text>,
    /// The deadline it has to be decided by, if any.
    pub deadline: Option<DeadlineIx>,
    /// Clauses.
    pub clauses: Vec<ClauseIx>,
    /// Where it is declared.
    pub span: Span,
}

/// Who decides. Persons are distinct, and never the requester unless named by relation (GR-13).
#[derive(Debug, Clone)]
pub enum Panel {
    /// Anyone of the party.
    One(Party),
    /// One after the other.
    Chain(Vec<Party>),
    /// Each of them, in whatever order.
    All(Vec<Party>),
    /// So many of them.
    Of(Vec<Party>, u32),
}

impl Panel {
    /// The parties, in order.
    #[must_use]
    pub fn parties(&self) -> &[Party] {
        match self {
            Self::One(party) => std::slice::from_ref(party),
            Self::Chain(parties) | Self::All(parties) | Self::Of(parties, _) => parties,
        }
    }

    /// How many votes for it are needed.
    #[must_use]
    pub fn votes(&self) -> usize {
        match self {
            Self::Of(_, at_least) => *at_least as usize,
            _ => self.parties().len(),
        }
    }
}

/// The option that refuses: one such vote ends a decision where all have to agree.
pub const REFUSE: &str = "refuse";

/// What a transition does to a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskAct {
    /// Takes it, so that nobody else answers.
    Claim(DecisionIx),
    /// Gives it back.
    Release(DecisionIx),
    /// Answers it with the option of this position.
    Answer(DecisionIx, u32),
}

impl TaskAct {
    /// Which decision.
    #[must_use]
    pub const fn decision(self) -> DecisionIx {
        match self {
            Self::Claim(ix) | Self::Release(ix) | Self::Answer(ix, _) => ix,
        }
    }
}

/// Something that stands still while a state is active.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Paused {
    /// A deadline.
    Deadline(DeadlineIx),
    /// A wait.
    Wait(WaitIx),
}
