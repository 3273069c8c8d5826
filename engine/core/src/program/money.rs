//! Penalties and joint liability as running reads them (`LANGUAGE` §6).

use super::{ClauseIx, PenaltyIx};
use crate::guard::expr::{Expr, Guard};
use crate::money::Money;
use crate::program::Party;
use crate::source::Span;
use crate::value::Text;
use rust_decimal::Decimal;

/// What a breach costs.
#[derive(Debug, Clone)]
pub struct Penalty {
    /// Its id.
    pub id: Text,
    /// What people read.
    pub name: Option<Text>,
    /// What kind of entry it books.
    pub kind: ChargeKind,
    /// Steps of the ladder, `from` ascending, the first from 1; the last holds. One rung where none were written.
    pub rungs: Vec<Rung>,
    /// What is counted, where anything is.
    pub count: Option<Count>,
    /// Penalties this one outweighs for the same act, whatever the amounts.
    pub beats: Vec<PenaltyIx>,
    /// Clauses of the penalty as a whole.
    pub clauses: Vec<ClauseIx>,
    /// Where it is declared.
    pub span: Span,
}

/// The kind of a charge. Joint liability doubles fines only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChargeKind {
    /// A fine.
    Fine,
    /// A forfeiture: what the person loses, never doubled.
    Forfeiture,
    /// A deduction from pay.
    Deduction,
}

impl ChargeKind {
    /// As policies and reports write it.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Forfeiture => "forfeiture",
            Self::Deduction => "deduction",
        }
    }
}

/// One step of a ladder.
#[derive(Debug, Clone)]
pub struct Rung {
    /// Holds from this number of charges on.
    pub from: u32,
    /// The money, if any.
    pub amount: Option<Amount>,
    /// The sanction, if any; `dismissal` ends the person's roles.
    pub sanction: Option<Text>,
    /// Clauses of the rung; the penalty's own where it has none.
    pub clauses: Vec<ClauseIx>,
    /// Where it is declared.
    pub span: Span,
}

/// How money is computed.
#[derive(Debug, Clone)]
pub enum Amount {
    /// A fixed amount.
    Fixed(Money),
    /// An expression of type money (`param.fine`).
    Expr(Expr),
    /// A percentage of an amount, rounded half up to the fen (GR-09).
    PercentOf(Decimal, Expr),
    /// So many months of a monthly amount.
    MonthsOf(u32, Expr),
}

/// What a ladder counts: standing charges of this penalty with the same key.
#[derive(Debug, Clone)]
pub struct Count {
    /// The parts of the key, in order.
    pub per: Vec<Per>,
    /// When counting begins anew.
    pub reset: Reset,
}

/// A part of a counter's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Per {
    /// The person charged.
    Person,
    /// The rule broken.
    Rule,
    /// The case.
    Case,
}

/// When a counter begins anew (GR-14).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reset {
    /// Never.
    Never,
    /// At 00:00 on the 1st of each month.
    Month,
    /// At 00:00 on 1 January.
    Year,
}

/// Who else is charged whenever a fine is booked.
#[derive(Debug, Clone)]
pub struct Joint {
    /// Its id, where it has one.
    pub id: Option<Text>,
    /// The persons; `offender` is the person fined.
    pub who: Party,
    /// The multiple of the fine.
    pub times: Option<Expr>,
    /// Not where this holds.
    pub unless: Option<Guard>,
    /// Only for these penalties; empty = all.
    pub of: Vec<PenaltyIx>,
    /// Clauses.
    pub clauses: Vec<ClauseIx>,
    /// Where it is declared.
    pub span: Span,
}
