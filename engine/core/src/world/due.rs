//! The order of what is due (`LANGUAGE` §4 *Whose time*).

use super::World;
use crate::case::Case;
use crate::effect::{Message, Opening};
use crate::outcome::{Input, InputKind};
use crate::value::Text;
use zhidu_time::Instant;

/// Something due: a case's next timer, the next case to be opened, the next message of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// When, and where it stands among all that is due then.
    pub rank: Rank,
    /// What.
    pub what: Waiting,
}

/// The order of one instant: deadlines, waits, delayed signals, cases to be opened, then what cases tell each other; between cases, the
/// order of opening. Within a case its timers have their own order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    /// The nominal instant.
    pub at: Instant,
    /// Its class: [`Timer::class`](crate::case::Timer::class), [`Rank::OPENING`] or [`Rank::MESSAGE`].
    pub class: u8,
    /// The case's position in the order of opening.
    pub order: u64,
}

/// See [`Due`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Waiting {
    /// The next timer of this case.
    Timer(Text),
    /// This case is to be opened.
    Opening(Opening),
    /// Its receiver is to be told.
    Message(Message),
}

impl Rank {
    /// The class of cases to be opened.
    pub const OPENING: u8 = 8;
    /// The class of messages.
    pub const MESSAGE: u8 = 9;
}

impl Waiting {
    /// The case it is for.
    #[must_use]
    pub const fn case(&self) -> &Text {
        match self {
            Self::Timer(case) => case,
            Self::Opening(opening) => &opening.case,
            Self::Message(message) => &message.to,
        }
    }

    /// What the case is given, as it stands now; none where its timer moved beyond this instant since.
    #[must_use]
    pub fn input(self, case: Option<&Case>, until: Instant) -> Option<Input> {
        match self {
            Self::Timer(_) => {
                let timer = case.and_then(Case::next_timer).filter(|timer| timer.at <= until)?;
                Some(Input { stamp: timer.at, kind: InputKind::Timer(timer) })
            }
            Self::Opening(opening) => Some(Input { stamp: opening.stamp, kind: InputKind::Opening(opening) }),
            Self::Message(message) => Some(Input { stamp: message.stamp, kind: InputKind::Message(message) }),
        }
    }
}

impl World {
    /// The next thing due at or before an instant.
    #[must_use]
    pub fn next_due(&self, until: Instant) -> Option<Due> {
        let first = self.of_cases(until).next();
        first.into_iter().chain(self.opening_due(until)).min_by_key(|due| due.rank)
    }

    /// What is due first of each case, and the first case to be opened, in order. Whoever takes the first may find
    /// something else in the second place afterwards.
    #[must_use]
    pub fn due(&self, until: Instant) -> Vec<Due> {
        let mut due: Vec<Due> = self.of_cases(until).chain(self.opening_due(until)).collect();
        due.sort_by_key(|due| due.rank);
        due
    }

    fn of_cases(&self, until: Instant) -> impl Iterator<Item = Due> {
        let last = Rank { at: until, class: u8::MAX, order: u64::MAX };
        self.due.range(..=last).filter_map(|(rank, case)| {
            let what = match rank.class {
                Rank::MESSAGE => Waiting::Message(self.cases.get(case)?.inbox.front()?.clone()),
                _ => Waiting::Timer(case.clone()),
            };
            Some(Due { rank: *rank, what })
        })
    }

    /// The first case to be opened that is not parked.
    fn opening_due(&self, until: Instant) -> Option<Due> {
        let (opening, _) = self.openings.iter().find(|(_, incident)| incident.is_none())?;
        let rank = Rank { at: opening.stamp, class: Rank::OPENING, order: 0 };
        (rank.at <= until).then(|| Due { rank, what: Waiting::Opening(opening.clone()) })
    }

    /// Lists anew what is due of a case, after anything about it changed. What is parked waits: the timers and messages
    /// of a case with an incident.
    pub(super) fn relist(&mut self, case: &str) {
        let Some(entry) = self.cases.get_mut(case) else { return };
        for rank in entry.listed.into_iter().flatten() {
            self.due.remove(&rank);
        }
        let order = entry.order;
        let timer = entry.case.next_timer().map(|timer| Rank { at: timer.at, class: timer.class(), order });
        let message = entry.inbox.front().map(|message| Rank { at: message.stamp, class: Rank::MESSAGE, order });
        entry.listed = if entry.incident.is_none() { [timer, message] } else { [None, None] };
        for rank in entry.listed.into_iter().flatten() {
            self.due.insert(rank, entry.case.id.clone());
        }
    }
}
