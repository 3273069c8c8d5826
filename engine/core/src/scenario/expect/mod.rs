//! What a row expects, as data, and the comparison with what was found: one file per family of words.
//!
//! A word that is named is compared whole. Charges, denials, incidents, opened offences and missed deadlines are compared
//! even where no word names them: a row that does not expect them fails (*closed world for money and force*).

mod cases;
mod entries;
pub(in crate::scenario) mod found;
mod matching;
mod money;
mod tasks;
mod time;
mod verdict;
mod view;

pub use entries::{Entry, EntryKey};
pub use matching::Pair;
pub use money::{ChargeWanted, CounterWanted};
pub use view::View;

use super::Pick;
use super::bless;
use super::report::{Failure, Subject};
use crate::money::Money;
use crate::outcome::Reason;
use crate::source::{Span, Spanned};
use crate::value::Text;
use zhidu_time::{Amount, Due};

/// The expectations of one row.
#[derive(Debug, Clone)]
pub struct Expect {
    /// The words in the order written.
    pub words: Vec<Wanted>,
    /// The table in the file.
    pub span: Span,
}

/// One word with what it wants.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// What is wanted.
    pub value: Want,
    /// The key.
    pub key: Span,
    /// The value.
    pub span: Span,
}

/// The words of the language that an expectation can name (`LANGUAGE` §8) and this version can compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each is the word itself")]
pub enum Word {
    State,
    Owner,
    Allowed,
    Denied,
    Reason,
    Clause,
    Missing,
    Due,
    Left,
    Paused,
    Late,
    Missed,
    Warned,
    Tasks,
    Notified,
    Requested,
    Withdrawn,
    Recorded,
    Opened,
    Charged,
    Counters,
    Ledger,
    Timers,
    Incident,
}

impl Word {
    /// All words, in the order reports use.
    pub const ALL: [Self; 24] = [
        Self::State,
        Self::Owner,
        Self::Allowed,
        Self::Denied,
        Self::Reason,
        Self::Clause,
        Self::Missing,
        Self::Due,
        Self::Left,
        Self::Paused,
        Self::Late,
        Self::Missed,
        Self::Warned,
        Self::Tasks,
        Self::Notified,
        Self::Requested,
        Self::Withdrawn,
        Self::Recorded,
        Self::Opened,
        Self::Charged,
        Self::Counters,
        Self::Ledger,
        Self::Timers,
        Self::Incident,
    ];

    /// Words whose feature comes later: named in the language, not compared yet.
    pub const LATER: [&'static str; 14] = [
        "offered_to",
        "earliest",
        "done",
        "skipped",
        "registered",
        "booked",
        "signed",
        "issued",
        "handed_to",
        "level",
        "visible",
        "duty",
        "measure",
        "balance",
    ];

    /// As scenarios write it.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Owner => "owner",
            Self::Allowed => "allowed",
            Self::Denied => "denied",
            Self::Reason => "reason",
            Self::Clause => "clause",
            Self::Missing => "missing",
            Self::Due => "due",
            Self::Left => "left",
            Self::Paused => "paused",
            Self::Late => "late",
            Self::Missed => "missed",
            Self::Warned => "warned",
            Self::Tasks => "tasks",
            Self::Notified => "notified",
            Self::Requested => "requested",
            Self::Withdrawn => "withdrawn",
            Self::Recorded => "recorded",
            Self::Opened => "opened",
            Self::Charged => "charged",
            Self::Counters => "counters",
            Self::Ledger => "ledger",
            Self::Timers => "timers",
            Self::Incident => "incident",
        }
    }

    /// The word of this name.
    #[must_use]
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|word| word.id() == id)
    }
}

/// What a word wants.
#[derive(Debug, Clone)]
pub enum Want {
    /// Where cases stand.
    State(Vec<OfCase<States>>),
    /// Whose cases are; none = nobody's.
    Owner(Vec<OfCase<Option<Text>>>),
    /// Whether the row's event was accepted.
    Allowed(bool),
    /// That the event was refused, by these clauses where some are named.
    Denied(Option<Vec<Spanned<Text>>>),
    /// The first reason of the refusal.
    Reason(Reason),
    /// Clauses behind what happened.
    Clause(Vec<Spanned<Text>>),
    /// Fields, marks and roles that were missing.
    Missing(Vec<Spanned<Text>>),
    /// When deadlines are due.
    Due(ByDeadline<Due>),
    /// How much time deadlines have left.
    Left(ByDeadline<Amount>),
    /// What stands still in all cases.
    Paused(Vec<Spanned<Text>>),
    /// Deadlines whose act came after they were missed.
    Late(Vec<Spanned<Text>>),
    /// Deadlines that lapsed.
    Missed(Vec<Spanned<Text>>),
    /// Warnings that fired.
    Warned(Vec<Spanned<Text>>),
    /// What people may answer, each with the options of their tasks.
    Tasks(Vec<(Spanned<Text>, Vec<Spanned<Text>>)>),
    /// Who was told.
    Notified(Vec<Entry>),
    /// What was requested, undoing among it.
    Requested(Vec<Entry>),
    /// Which requests were withdrawn.
    Withdrawn(Vec<Spanned<Text>>),
    /// What was recorded.
    Recorded(Vec<Entry>),
    /// Which cases were opened.
    Opened(Vec<Spanned<Text>>),
    /// What was charged.
    Charged(Vec<ChargeWanted>),
    /// How counters stand.
    Counters(Vec<CounterWanted>),
    /// What everybody was charged in all.
    Ledger(Vec<(Spanned<Text>, Money)>),
    /// What is armed in all cases.
    Timers(Vec<Spanned<Text>>),
    /// Whether something failed that is nobody's refusal.
    Incident(bool),
}

impl Want {
    /// Which word this is.
    #[must_use]
    pub const fn word(&self) -> Word {
        match self {
            Self::State(_) => Word::State,
            Self::Owner(_) => Word::Owner,
            Self::Allowed(_) => Word::Allowed,
            Self::Denied(_) => Word::Denied,
            Self::Reason(_) => Word::Reason,
            Self::Clause(_) => Word::Clause,
            Self::Missing(_) => Word::Missing,
            Self::Due(_) => Word::Due,
            Self::Left(_) => Word::Left,
            Self::Paused(_) => Word::Paused,
            Self::Late(_) => Word::Late,
            Self::Missed(_) => Word::Missed,
            Self::Warned(_) => Word::Warned,
            Self::Tasks(_) => Word::Tasks,
            Self::Notified(_) => Word::Notified,
            Self::Requested(_) => Word::Requested,
            Self::Withdrawn(_) => Word::Withdrawn,
            Self::Recorded(_) => Word::Recorded,
            Self::Opened(_) => Word::Opened,
            Self::Charged(_) => Word::Charged,
            Self::Counters(_) => Word::Counters,
            Self::Ledger(_) => Word::Ledger,
            Self::Timers(_) => Word::Timers,
            Self::Incident(_) => Word::Incident,
        }
    }
}

/// A wish about the addressed case (`case` none), or about a named one.
#[derive(Debug, Clone)]
pub struct OfCase<T> {
    /// Which case.
    pub case: Option<Pick>,
    /// What is wanted of it.
    pub want: T,
}

/// Something wanted of deadlines by their ids, case by case.
pub type ByDeadline<T> = Vec<OfCase<Vec<(Spanned<Text>, T)>>>;

/// How `state` is written.
#[derive(Debug, Clone)]
pub enum States {
    /// This state is active.
    Has(Spanned<Text>),
    /// Exactly these are the active atomic states.
    Are(Vec<Spanned<Text>>),
}

impl Expect {
    /// Whether a word is named.
    #[must_use]
    pub fn names(&self, word: Word) -> bool {
        self.words.iter().any(|w| w.value.word() == word)
    }
}

/// Everything a row expects and does not find, and everything it finds and may not.
#[must_use]
pub fn judge(view: &View<'_>, expect: Option<&Expect>) -> Vec<Failure> {
    let mut failures: Vec<Failure> = Vec::new();
    for wanted in expect.iter().flat_map(|e| &e.words) {
        let subject = Subject::Word(wanted.value.word());
        let Some((pairs, related)) = compare(view, &wanted.value) else { continue };
        let bless = bless::of(view, &wanted.value, &pairs);
        failures.push(Failure { bless, ..Failure::new(view, subject, wanted.key, pairs, related) });
    }
    let named = |word| expect.is_some_and(|e| e.names(word));
    failures.extend(verdict::unexpected(view, &named));
    failures.extend(money::unexpected(view, &named));
    failures.extend(cases::unexpected(view, &named));
    failures.extend(time::unexpected(view, &named));
    for failure in &mut failures {
        if let Subject::Unexpected(word) = failure.subject {
            failure.bless = bless::unexpected(view, word, &failure.pairs);
        }
    }
    failures
}

/// Expected beside found as scenarios would write them, with the facts behind; none where they agree.
type Differs = Option<(Vec<Pair>, Vec<super::Related>)>;

fn compare(view: &View<'_>, want: &Want) -> Differs {
    match want {
        Want::State(wanted) => cases::state(view, wanted),
        Want::Owner(wanted) => cases::owner(view, wanted),
        Want::Allowed(wanted) => verdict::allowed(view, *wanted),
        Want::Denied(wanted) => verdict::denied(view, wanted.as_deref()),
        Want::Reason(wanted) => verdict::reason(view, *wanted),
        Want::Clause(wanted) => verdict::clause(view, wanted),
        Want::Missing(wanted) => verdict::missing(view, wanted),
        Want::Due(wanted) => time::due(view, wanted),
        Want::Left(wanted) => time::left(view, wanted),
        Want::Paused(wanted) => time::paused(view, wanted),
        Want::Late(wanted) => time::late(view, wanted),
        Want::Missed(wanted) => time::missed(view, wanted),
        Want::Warned(wanted) => time::warned(view, wanted),
        Want::Tasks(wanted) => tasks::tasks(view, wanted),
        Want::Notified(wanted) => entries::notified(view, wanted),
        Want::Requested(wanted) => entries::requested(view, wanted),
        Want::Withdrawn(wanted) => entries::withdrawn(view, wanted),
        Want::Recorded(wanted) => entries::recorded(view, wanted),
        Want::Opened(wanted) => cases::opened(view, wanted),
        Want::Charged(wanted) => money::charged(view, wanted),
        Want::Counters(wanted) => money::counters(view, wanted),
        Want::Ledger(wanted) => money::ledger(view, wanted),
        Want::Timers(wanted) => time::timers(view, wanted),
        Want::Incident(wanted) => verdict::incident(view, *wanted),
    }
}
