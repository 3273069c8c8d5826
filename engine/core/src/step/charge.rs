//! Charges: one act is charged once per person, ladders count, heads answer jointly (`LANGUAGE` §6, GR-09, GR-10).

use super::run::{Halt, Run};
use crate::effect::{Act, Charge};
use crate::guard::expr::Expr;
use crate::money::Money;
use crate::need::{Answer, Query};
use crate::outcome::{IncidentKind, What};
use crate::program::{Action, Amount, ChargeKind, ClauseIx, Party, Penalty, PenaltyIx, Per, Reset, Rung};
use crate::value::{Text, Value};
use rust_decimal::Decimal;
use std::cmp::Ordering;
use zhidu_time::{Instant, Time};

impl<'a> Run<'a> {
    /// Charges everybody the party names.
    pub(super) fn penalize(
        &mut self,
        action: &Action,
        penalty: PenaltyIx,
        whom: &Party,
        rule: Option<&Expr>,
    ) -> Result<(), Halt> {
        let persons = self.persons(whom)?;
        if persons.is_empty() {
            return Err(IncidentKind::NobodyToCharge(self.penalty(penalty).id.clone()).into());
        }
        let rule = match rule {
            Some(rule) => Some(self.value(rule, "rule")?.to_string().into()),
            None => None,
        };
        for person in persons {
            let outer = self.offender.replace(person.clone());
            let charged = self.charge(action, penalty, &person, rule.clone());
            self.offender = outer;
            charged?;
        }
        Ok(())
    }

    fn penalty(&self, ix: PenaltyIx) -> &'a Penalty {
        &self.program.penalties[ix.at()]
    }

    /// The act charged: an offence's own case and time, else what began all this. Reports of one person and one time
    /// that name no case are of one act (GR-10).
    fn act_charged(&self) -> Act {
        let Some(offence) = &self.process.offence else { return self.act.clone() };
        let case = self.case.data[offence.of_case.at()].as_ref().and_then(Value::as_text);
        let instant = match self.case.data[offence.happened_at.at()] {
            Some(Value::Instant(at)) => at,
            _ => self.act.instant,
        };
        Act { case: case.cloned().unwrap_or_default(), instant }
    }

    fn charge(&mut self, action: &Action, ix: PenaltyIx, person: &Text, rule: Option<Text>) -> Result<(), Halt> {
        let penalty = self.penalty(ix);
        let act = self.act_charged();
        let standing = self.standing_for(person, &act)?;
        let key = self.counter_key(penalty, person, rule.as_ref());
        let count = self.count(penalty, key.as_deref(), &standing, act.instant)?;
        let rung = rung_for(penalty, count.unwrap_or(1));
        let amount = self.amount(rung)?;
        let candidate = Weight { penalty: ix, dismissal: is_dismissal(rung.sanction.as_deref()), amount };
        if let Some(heavier) = standing.iter().find(|c| !self.outweighs(&candidate, c)) {
            let by = heavier.id.clone();
            self.mark(What::Outweighed { penalty: ix, person: person.clone(), by }, &action.clauses);
            return Ok(());
        }
        for lighter in &standing {
            self.take_back(lighter)?;
        }
        let clauses = if rung.clauses.is_empty() { &penalty.clauses } else { &rung.clauses };
        let charge = Charge {
            id: self.next_id(),
            person: person.clone(),
            penalty: penalty.id.clone(),
            rule,
            key,
            count,
            amount,
            sanction: rung.sanction.clone(),
            kind: penalty.kind,
            joint_of: None,
            reverses: None,
            occurred: act.instant,
            booked: self.stamp,
            act,
            clauses: self.program.clause_ids(clauses),
        };
        self.book(charge.clone(), &[clauses, &action.clauses[..]].concat());
        self.charge_jointly(ix, &charge)
    }

    fn book(&mut self, charge: Charge, cited: &[ClauseIx]) {
        self.mark(What::Charged(charge.id.clone()), cited);
        self.charges.push(charge);
    }

    /// The charges of the act that stand against the person, this step's own among them; joint ones are apart.
    fn standing_for(&self, person: &Text, act: &Act) -> Result<Vec<Charge>, Halt> {
        let query = Query::Act { person: person.clone(), case: act.case.clone(), instant: act.instant };
        let Some(Answer::Charges(booked)) = self.ask(query) else { return Err(Halt::Need) };
        let own = self.charges.iter().filter(|c| c.person == *person && c.act == *act);
        let all = booked.iter().chain(own).filter(|c| c.joint_of.is_none() && c.reverses.is_none());
        Ok(all.filter(|c| !self.is_taken_back(c)).cloned().collect())
    }

    /// Whether this very step ended a person's roles.
    pub(super) fn dismissed_here(&self, person: &str) -> bool {
        let dismissals = self.charges.iter().filter(|c| c.reverses.is_none() && is_dismissal(c.sanction.as_deref()));
        dismissals.into_iter().any(|c| &*c.person == person && !self.is_taken_back(c))
    }

    fn is_taken_back(&self, charge: &Charge) -> bool {
        self.charges.iter().any(|c| c.reverses.as_ref() == Some(&charge.id))
    }

    fn counter_key(&self, penalty: &Penalty, person: &Text, rule: Option<&Text>) -> Option<Vec<Text>> {
        let count = penalty.count.as_ref()?;
        let part = |per: &Per| match per {
            Per::Person => person.clone(),
            Per::Rule => rule.cloned().unwrap_or_default(),
            Per::Case => Some(self.act_charged().case).filter(|c| !c.is_empty()).unwrap_or(self.case.id.clone()),
        };
        Some(count.per.iter().map(part).collect())
    }

    /// The number of this charge: the standing ones of its key and period + 1, as if the act were unbooked.
    fn count(
        &self,
        penalty: &Penalty,
        key: Option<&[Text]>,
        same_act: &[Charge],
        occurred: Instant,
    ) -> Result<Option<u32>, Halt> {
        let (Some(key), Some(count)) = (key, &penalty.count) else { return Ok(None) };
        let (since, until) = self.period(count.reset, occurred);
        let query = Query::Count { penalty: penalty.id.clone(), key: key.to_vec(), since, until };
        let Some(Answer::Count(booked)) = self.ask(query) else { return Err(Halt::Need) };
        let counts = |c: &&Charge| {
            c.penalty == penalty.id
                && c.key.as_deref() == Some(key)
                && since.is_none_or(|s| c.occurred >= s)
                && until.is_none_or(|u| c.occurred < u)
        };
        let own = self.charges.iter().filter(|c| c.reverses.is_none()).filter(counts).count();
        let gone = self.charges.iter().filter(|c| c.reverses.is_some()).filter(counts).count();
        let unbooked = same_act.iter().filter(counts).count();
        let standing = i64::from(*booked) + signed(own) - signed(gone) - signed(unbooked);
        Ok(Some(u32::try_from(standing.max(0) + 1).unwrap_or(u32::MAX)))
    }

    /// The period of a counter around an instant: since, until (excluded).
    fn period(&self, reset: Reset, occurred: Instant) -> (Option<Instant>, Option<Instant>) {
        let zone = &self.program.institution.zone;
        let date = zone.date(occurred);
        let (first, next) = match reset {
            Reset::Never => return (None, None),
            Reset::Month => (date.first_of_month(), date.last_of_month().tomorrow()),
            Reset::Year => (date.first_of_year(), date.last_of_year().tomorrow()),
        };
        let midnight = Time::MIDNIGHT;
        (Some(zone.instant(first, midnight)), next.ok().map(|d| zone.instant(d, midnight)))
    }

    fn amount(&self, rung: &Rung) -> Result<Option<Money>, Halt> {
        let Some(amount) = &rung.amount else { return Ok(None) };
        let money = match amount {
            Amount::Fixed(money) => *money,
            Amount::Expr(expr) => self.money(expr)?,
            Amount::PercentOf(percent, of) => self.money(of)?.percent(*percent).map_err(|e| failed(e.to_string()))?,
            Amount::MonthsOf(months, of) => {
                self.money(of)?.times(Decimal::from(*months)).map_err(|e| failed(e.to_string()))?
            }
        };
        Ok(Some(money))
    }

    fn money(&self, expr: &Expr) -> Result<Money, Halt> {
        match self.value(expr, "amount")? {
            Value::Money(money) => Ok(money),
            other => Err(failed(format!("`{other}` is no money"))),
        }
    }

    /// Whether a new charge outweighs a standing one of the same act: `beats`, then dismissal > money > no figure,
    /// then the greater amount; on a tie the earlier stands.
    fn outweighs(&self, new: &Weight, standing: &Charge) -> bool {
        let old = self.program.penalties.iter().position(|p| p.id == standing.penalty).map(PenaltyIx::from);
        if let Some(old) = old {
            let beats = |a: PenaltyIx, b: PenaltyIx| self.penalty(a).beats.contains(&b);
            match (beats(new.penalty, old), beats(old, new.penalty)) {
                (true, false) => return true,
                (false, true) => return false,
                _ => {}
            }
        }
        let rank = |dismissal: bool, amount: Option<Money>| match amount {
            _ if dismissal => 2,
            Some(_) => 1,
            None => 0,
        };
        let new_rank = rank(new.dismissal, new.amount);
        let old_rank = rank(is_dismissal(standing.sanction.as_deref()), standing.amount);
        let greater = match (new.amount, standing.amount) {
            (Some(a), Some(b)) => a.fen().cmp(&b.fen()),
            (Some(_), None) => Ordering::Greater,
            _ => Ordering::Less,
        };
        (new_rank, greater == Ordering::Greater) > (old_rank, false)
    }

    /// Reverses a charge and its joint entries; the number it had is given back.
    fn take_back(&mut self, lighter: &Charge) -> Result<(), Halt> {
        let Some(Answer::Charges(joint)) = self.ask(Query::Joint { of: lighter.id.clone() }) else {
            return Err(Halt::Need);
        };
        let own = self.charges.iter().filter(|c| c.joint_of.as_ref() == Some(&lighter.id) && c.reverses.is_none());
        let beside: Vec<Charge> = joint.iter().chain(own).cloned().collect();
        for charge in std::iter::once(lighter.clone()).chain(beside) {
            let id = self.next_id();
            let reversal = Charge { id, reverses: Some(charge.id.clone()), booked: self.stamp, ..charge };
            self.book(reversal, &[]);
        }
        Ok(())
    }

    /// Whoever answers jointly for a fine: never for forfeitures or sanctions, never for an own offence, no cascade.
    fn charge_jointly(&mut self, ix: PenaltyIx, fine: &Charge) -> Result<(), Halt> {
        let Some(base) = fine.amount.filter(|m| fine.kind == ChargeKind::Fine && m.fen() > 0) else { return Ok(()) };
        let program = self.program;
        for joint in &program.joints {
            let applies = joint.of.is_empty() || joint.of.contains(&ix);
            if !applies || (joint.unless.is_some() && self.holds_all(joint.unless.as_ref())?) {
                continue;
            }
            let Some(times) = &joint.times else { continue };
            let times = match self.value(times, "times")? {
                Value::Int(n) => Decimal::from(n),
                Value::Decimal(d) => d,
                other => return Err(failed(format!("`{other}` is no number"))),
            };
            let amount = base.times(times).map_err(|e| failed(e.to_string()))?;
            for person in self.persons(&joint.who)? {
                if person == fine.person {
                    continue;
                }
                let charge = Charge {
                    id: self.next_id(),
                    person,
                    key: None,
                    count: None,
                    amount: Some(amount),
                    sanction: None,
                    joint_of: Some(fine.id.clone()),
                    clauses: program.clause_ids(&joint.clauses),
                    ..fine.clone()
                };
                self.book(charge, &joint.clauses);
            }
        }
        Ok(())
    }
}

/// What is weighed of a charge not yet booked.
struct Weight {
    penalty: PenaltyIx,
    dismissal: bool,
    amount: Option<Money>,
}

fn is_dismissal(sanction: Option<&str>) -> bool {
    sanction == Some("dismissal")
}

/// The last rung that starts at or below a number; the first where none does.
fn rung_for(penalty: &Penalty, number: u32) -> &Rung {
    let above = penalty.rungs.partition_point(|r| r.from <= number);
    &penalty.rungs[above.saturating_sub(1)]
}

fn signed(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn failed(error: String) -> Halt {
    let error = crate::guard::eval::EvalError::Mixed(error);
    IncidentKind::Expression { text: "amount".into(), error }.into()
}
