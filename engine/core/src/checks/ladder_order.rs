//! A ladder that does not climb: rungs out of order, figures that fall, a rung after dismissal.

use super::ground::Ground;
use crate::graph::written;
use crate::model::penalty::{Penalty, Rung};
use crate::money::Money;
use crate::problem::{MoneyFlaw, Note, Problem, Problems};

/// Reports one flaw per ladder, the first of these: `from` does not rise from 1; an amount is less than the one before;
/// somebody dismissed could be charged again.
pub(super) fn check(ground: &Ground<'_>, problems: &mut Problems) {
    for penalty in ground.policy.penalties.iter().filter(|penalty| !ground.doubts.covers(penalty.head.span)) {
        let flaw = out_of_order(penalty).or_else(|| falling(penalty)).or_else(|| after_dismissal(penalty));
        problems.extend(flaw);
    }
}

fn out_of_order(penalty: &Penalty) -> Option<Problem> {
    let mut last = 0;
    for rung in &penalty.rungs {
        let from = rung.from.value;
        if from <= last || (last == 0 && from != 1) {
            let flaw =
                MoneyFlaw::RungsOutOfOrder { penalty: penalty.head.id_text().to_string(), from: i64::from(from) };
            return Some(Problem::new(flaw, rung.from.span));
        }
        last = from;
    }
    None
}

fn falling(penalty: &Penalty) -> Option<Problem> {
    let mut before: Option<&Rung> = None;
    for rung in penalty.rungs.iter().filter(|rung| rung.amount.is_some()) {
        if let Some(problem) = before.and_then(|before| falls(penalty, before, rung)) {
            return Some(problem);
        }
        before = Some(rung);
    }
    None
}

fn falls(penalty: &Penalty, before: &Rung, rung: &Rung) -> Option<Problem> {
    let (high, low) = (before.amount.as_ref()?, rung.amount.as_ref()?);
    let (was, is) = (Figure::read(&written(high))?, Figure::read(&written(low))?);
    let flaw = MoneyFlaw::AmountFalls {
        penalty: penalty.head.id_text().to_string(),
        amount: written(low),
        before: written(high),
    };
    is.is_less(&was).then(|| Problem::new(flaw, low.span).label(high.span, Note::AgainstThis))
}

fn after_dismissal(penalty: &Penalty) -> Option<Problem> {
    let dismissal = |rung: &Rung| rung.sanction.as_ref().filter(|s| &*s.value == "dismissal").map(|s| s.span);
    let (at, place) = penalty.rungs.iter().enumerate().find_map(|(at, rung)| Some((at, dismissal(rung)?)))?;
    let next = penalty.rungs.get(at + 1)?;
    let flaw =
        MoneyFlaw::AfterDismissal { penalty: penalty.head.id_text().to_string(), from: i64::from(next.from.value) };
    Some(Problem::new(flaw, next.from.span).label(place, Note::AgainstThis))
}

/// An amount as far as two of them can be compared without knowing a person: money, or a multiple of the same thing.
struct Figure {
    number: Money,
    of: String,
}

impl Figure {
    fn read(text: &str) -> Option<Self> {
        if let Some(number) = Money::parse(text) {
            return Some(Self { number, of: String::new() });
        }
        let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (number, of) = text.split_at(digits);
        // Two multiples of one thing compare like two sums of money.
        let number = Money::parse(&format!("{number} CNY"))?;
        Some(Self { number, of: of.trim().replace("months", "month") })
    }

    fn is_less(&self, other: &Self) -> bool {
        self.of == other.of && self.number.compare(other.number).is_ok_and(std::cmp::Ordering::is_lt)
    }
}
