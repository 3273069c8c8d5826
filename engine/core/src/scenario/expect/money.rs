//! `charged counters ledger`: who was charged what, how often, how much in all.

use super::matching::{Pair, pair};
use super::view::{key, quoted};
use super::{Differs, View, Word};
use crate::effect::Charge;
use crate::money::Money;
use crate::outcome::What;
use crate::program::{ChargeKind, Count, Per, Reset};
use crate::scenario::report::{Failure, Related, Subject};
use crate::source::{Span, Spanned};
use crate::value::Text;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use zhidu_time::Date;

/// A wanted charge: only the keys it names are compared.
#[derive(Debug, Clone, Default)]
pub struct ChargeWanted {
    /// Who is charged.
    pub who: Option<Text>,
    /// By which penalty.
    pub penalty: Option<Text>,
    /// For breaking which rule.
    pub rule: Option<Text>,
    /// The number in its counter.
    pub count: Option<u32>,
    /// The money.
    pub amount: Option<Money>,
    /// The sanction.
    pub sanction: Option<Text>,
    /// Fine, forfeiture or deduction.
    pub kind: Option<ChargeKind>,
    /// Beside another charge.
    pub joint: Option<bool>,
    /// Takes back another charge.
    pub reverses: bool,
    /// The entry in the file.
    pub span: Span,
}

/// A wanted number of standing charges of a person, a penalty and, where it counts by rule, a rule.
#[derive(Debug, Clone)]
pub struct CounterWanted {
    /// Who.
    pub person: Spanned<Text>,
    /// Of which penalty.
    pub penalty: Spanned<Text>,
    /// By the rest of the counter's key; none where the person is all of it.
    pub by: Option<Vec<(Text, u32)>>,
    /// The number where the person is all of the key.
    pub number: u32,
}

pub(super) fn charged(view: &View<'_>, wanted: &[ChargeWanted]) -> Differs {
    let found = charges(view);
    let pairs = pair(wanted, &found, |want, charge| fits(want, charge), show_wanted, |charge| show(charge))?;
    Some((pairs, outweighed(view)))
}

/// Charges of a row that does not say so.
pub(super) fn unexpected(view: &View<'_>, named: &dyn Fn(Word) -> bool) -> Vec<Failure> {
    let found = charges(view);
    if found.is_empty() || named(Word::Charged) {
        return Vec::new();
    }
    let pairs = found.into_iter().map(|charge| Pair::extra(show(charge))).collect();
    vec![Failure::new(view, Subject::Unexpected(Word::Charged), view.row, pairs, Vec::new())]
}

pub(super) fn counters(view: &View<'_>, wanted: &[CounterWanted]) -> Differs {
    let mut pairs = Vec::new();
    for want in wanted {
        let found = count(view, &want.person.value, &want.penalty.value);
        let expected: BTreeMap<Text, u32> = match &want.by {
            Some(by) => by.iter().filter(|(_, n)| *n > 0).cloned().collect(),
            None => [("".into(), want.number)].into_iter().filter(|(_, n)| *n > 0).collect(),
        };
        if found != expected {
            let line = |counts: &BTreeMap<Text, u32>| {
                format!("{}.{} = {}", want.person.value, want.penalty.value, table(counts))
            };
            pairs.push(Pair::differs(line(&expected), Some(line(&found))));
        }
    }
    (!pairs.is_empty()).then_some((pairs, Vec::new()))
}

/// The sums of all that stands, of everybody who has any.
pub(super) fn ledger(view: &View<'_>, wanted: &[(Spanned<Text>, Money)]) -> Differs {
    let mut found = sums(view);
    let mut pairs = Vec::new();
    for (person, amount) in wanted {
        let sum = found.remove(&person.value).unwrap_or(Money::zero(amount.currency()));
        let line = |money: Money| format!("{} = \"{money}\"", key(&person.value));
        pairs.push(Pair { expected: Some(line(*amount)), found: Some(line(sum)), agrees: sum == *amount });
    }
    let rest = found.into_iter().filter(|(_, money)| money.fen() != 0);
    pairs.extend(rest.map(|(person, money)| Pair::extra(format!("{} = \"{money}\"", key(&person)))));
    pairs.iter().any(|pair| !pair.agrees).then_some((pairs, Vec::new()))
}

/// What stands against each person in all.
pub(super) fn sums(view: &View<'_>) -> BTreeMap<Text, Money> {
    let mut sums: BTreeMap<Text, Money> = BTreeMap::new();
    for charge in view.world.standing() {
        let Some(amount) = charge.amount else { continue };
        let sum = sums.entry(charge.person.clone()).or_insert(Money::zero(amount.currency()));
        *sum = sum.plus(amount).unwrap_or(*sum);
    }
    sums
}

fn charges<'a>(view: &View<'a>) -> Vec<&'a Charge> {
    view.happenings.iter().flat_map(|h| &h.outcome.charges).collect()
}

/// Whether a found charge is what is wanted.
pub(crate) fn fits(want: &ChargeWanted, charge: &Charge) -> bool {
    fn agrees<T: PartialEq>(want: Option<&T>, found: Option<&T>) -> bool {
        want.is_none() || want == found
    }
    agrees(want.who.as_ref(), Some(&charge.person))
        && agrees(want.penalty.as_ref(), Some(&charge.penalty))
        && agrees(want.rule.as_ref(), charge.rule.as_ref())
        && agrees(want.count.as_ref(), charge.count.as_ref())
        && agrees(want.amount.as_ref(), charge.amount.as_ref())
        && agrees(want.sanction.as_ref(), charge.sanction.as_ref())
        && agrees(want.kind.as_ref(), Some(&charge.kind))
        && agrees(want.joint.as_ref(), Some(&charge.joint_of.is_some()))
        && want.reverses == charge.reverses.is_some()
}

fn show_wanted(want: &ChargeWanted) -> String {
    let mut keys = Keys::default();
    keys.text("who", want.who.as_deref());
    keys.text("penalty", want.penalty.as_deref());
    keys.text("rule", want.rule.as_deref());
    keys.bare("count", want.count);
    keys.bare("joint", want.joint);
    keys.text("amount", want.amount.map(|m| m.to_string()).as_deref());
    keys.text("sanction", want.sanction.as_deref());
    keys.text("kind", want.kind.map(ChargeKind::id));
    keys.bare("reverses", want.reverses.then_some(true));
    keys.done()
}

fn show(charge: &Charge) -> String {
    let mut keys = Keys::default();
    keys.text("who", Some(&*charge.person));
    keys.text("penalty", Some(&*charge.penalty));
    keys.text("rule", charge.rule.as_deref());
    keys.bare("count", charge.count);
    keys.bare("joint", charge.joint_of.is_some().then_some(true));
    keys.text("amount", charge.amount.map(|m| m.to_string()).as_deref());
    keys.text("sanction", charge.sanction.as_deref());
    keys.text("kind", (charge.kind != ChargeKind::Fine).then_some(charge.kind.id()));
    keys.bare("reverses", charge.reverses.is_some().then_some(true));
    keys.done()
}

/// An inline table being written.
#[derive(Default)]
struct Keys(String);

impl Keys {
    fn text(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            let _ = write!(self.0, ", {key} = {}", quoted(value));
        }
    }

    fn bare<T: std::fmt::Display>(&mut self, key: &str, value: Option<T>) {
        if let Some(value) = value {
            let _ = write!(self.0, ", {key} = {value}");
        }
    }

    fn done(self) -> String {
        format!("{{ {} }}", self.0.trim_start_matches(", "))
    }
}

/// Charges that were not booked because a heavier one stands.
fn outweighed(view: &View<'_>) -> Vec<Related> {
    view.named(|_, what| match what {
        What::Outweighed { penalty, person, .. } => Some(Related::Outweighed {
            penalty: view.program.penalties[penalty.at()].id.clone(),
            person: person.clone(),
        }),
        _ => None,
    })
}

/// The standing charges of a person and a penalty in the counter's period, by the rest of the key.
pub(super) fn count(view: &View<'_>, person: &str, penalty: &str) -> BTreeMap<Text, u32> {
    let mut counts = BTreeMap::new();
    let Some(penalty) = view.program.penalties.iter().find(|p| *p.id == *penalty) else { return counts };
    let Some(count) = &penalty.count else { return counts };
    for charge in view.world.standing() {
        let (true, Some(key)) = (charge.penalty == penalty.id && *charge.person == *person, &charge.key) else {
            continue;
        };
        if same_period(view, count, charge) {
            *counts.entry(rest_of(key, count)).or_insert(0) += 1;
        }
    }
    counts
}

/// A counter's key without the person.
fn rest_of(key: &[Text], count: &Count) -> Text {
    let rest = key.iter().zip(&count.per).filter(|(_, per)| **per != Per::Person);
    rest.map(|(part, _)| &**part).collect::<Vec<&str>>().join(" ").into()
}

fn same_period(view: &View<'_>, count: &Count, charge: &Charge) -> bool {
    let period = |date: Date| match count.reset {
        Reset::Never => None,
        Reset::Month => Some((date.year(), date.month())),
        Reset::Year => Some((date.year(), 0)),
    };
    period(view.zone().date(charge.occurred)) == period(view.zone().date(view.now))
}

pub(super) fn table(counts: &BTreeMap<Text, u32>) -> String {
    match counts.iter().next() {
        None => "{}".to_owned(),
        Some((key, number)) if key.is_empty() => number.to_string(),
        Some(_) => {
            let inner: Vec<String> = counts.iter().map(|(key, n)| format!("{} = {n}", quoted(key))).collect();
            format!("{{ {} }}", inner.join(", "))
        }
    }
}
