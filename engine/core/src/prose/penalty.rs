//! What a breach costs, step by step.

use super::names::called;
use super::{Sentence, Voice};
use crate::model::Element;
use crate::model::penalty::{Count, Kind, Penalty, Per, Reset, Rung};

impl Voice<'_> {
    /// The whole ladder under the penalty's clauses, and each rung under its own.
    pub(super) fn penalty(self, penalty: &Penalty) -> Vec<Sentence> {
        let name = self.quoted(&called(&penalty.head));
        let mut parts = self.ladder(penalty);
        parts.extend(penalty.count.as_ref().map(|count| self.count(count)));
        if !penalty.beats.is_empty() {
            let beats: Vec<String> = penalty.beats.iter().map(|other| self.penalty_called(&other.value)).collect();
            let beats = self.all(&beats);
            let text =
                (format!("同一行为已按{beats}处罚的，以此为准"), format!("for the same act it stands before {beats}"));
            parts.push(self.lang.pick(text.0, text.1));
        }
        let whole = self.sentence((name.clone(), parts), &penalty.head, &[], Vec::new());
        let own = penalty.rungs.iter().enumerate().filter(|(_, rung)| !rung.head.clauses.is_empty());
        let rungs = own.map(|(at, rung)| {
            self.sentence((name.clone(), vec![self.rung(penalty, at)]), rung.head(), &[], Vec::new())
        });
        std::iter::once(whole).chain(rungs).collect()
    }

    /// Each step with its clause, where it has one of its own.
    pub(super) fn ladder(self, penalty: &Penalty) -> Vec<String> {
        let rung = |at: usize| format!("{}{}", self.rung(penalty, at), self.cites(&penalty.rungs[at].head.clauses));
        (0..penalty.rungs.len()).map(rung).collect()
    }

    fn rung(self, penalty: &Penalty, at: usize) -> String {
        let rung = &penalty.rungs[at];
        let costs = self.costs(penalty.kind, rung);
        let (from, next) = (rung.from.value, penalty.rungs.get(at + 1).map(|next| next.from.value));
        match (from, next) {
            (1, None) => self.lang.pick(format!("每次{costs}"), format!("{costs} each time")),
            (1, Some(2)) => self.lang.pick(format!("首次{costs}"), format!("the first time {costs}")),
            (from, Some(next)) if next == from.saturating_add(1) => {
                self.lang.pick(format!("第 {from} 次{costs}"), format!("the {} time {costs}", nth(from)))
            }
            (from, Some(next)) => {
                let last = next.saturating_sub(1);
                self.lang.pick(
                    format!("第 {from} 至 {last} 次{costs}"),
                    format!("the {} to the {} time {costs}", nth(from), nth(last)),
                )
            }
            (from, None) => {
                self.lang.pick(format!("第 {from} 次起{costs}"), format!("from the {} time on {costs}", nth(from)))
            }
        }
    }

    /// Money and sanction.
    fn costs(self, kind: Kind, rung: &Rung) -> String {
        let word = match kind {
            Kind::Fine => self.pick("罚款", "a fine of"),
            Kind::Forfeiture => self.pick("扣罚", "a forfeiture of"),
            Kind::Deduction => self.pick("扣发", "a deduction of"),
        };
        let amount = rung.amount.as_ref().map(|amount| {
            let amount = self.amount_of(amount);
            let gap = if amount.starts_with(|c: char| c.is_ascii()) { " " } else { self.pick("", " ") };
            format!("{word}{gap}{amount}")
        });
        let sanction = rung.sanction.as_ref().map(|sanction| match &*sanction.value {
            "dismissal" => self.pick("除名", "dismissal").to_owned(),
            other => self.quoted(other),
        });
        let costs: Vec<String> = amount.into_iter().chain(sanction).collect();
        if costs.is_empty() {
            self.pick("只记录", "a record only").to_owned()
        } else {
            costs.join(self.pick("并", " and "))
        }
    }

    /// `100 CNY`, `5% of offender.base_wage`, `1 month of offender.base_wage`.
    fn amount_of(self, written: &crate::model::Written) -> String {
        let parts = written.as_text().and_then(|text| text.value.split_once(" of "));
        let Some((share, of)) = parts else { return self.value(written, None) };
        let of = match self.scripts.parse(of) {
            Ok(crate::guard::ast::Parsed::Plain(ast)) => self.said(&ast),
            _ => self.as_written(of),
        };
        match share.trim().trim_end_matches('s').strip_suffix(" month") {
            Some(months) => {
                let unit = if months == "1" { "month" } else { "months" };
                self.lang.pick(format!("{of}（{months} 个月）"), format!("{months} {unit} of {of}"))
            }
            None => self.lang.pick(format!("{of}的 {share}"), format!("{share} of {of}")),
        }
    }

    fn count(self, count: &Count) -> String {
        let per = count.per.iter().map(|per| match per {
            Per::Person => self.pick("人", "person"),
            Per::Rule => self.pick("规定", "rule"),
            Per::Case => self.pick("个案", "case"),
        });
        let per = per.collect::<Vec<_>>().join(self.pick("、", " and "));
        let reset = match count.reset {
            Reset::Never => self.pick("一直累计", "never starting anew"),
            Reset::Month => self.pick("每月重新计次", "starting anew each month"),
            Reset::Year => self.pick("每年重新计次", "starting anew each year"),
        };
        self.lang.pick(format!("按{per}分别计次，{reset}"), format!("counted per {per}, {reset}"))
    }
}

/// `2nd`, `3rd`, `11th`
fn nth(number: u32) -> String {
    let ending = match (number % 10, number % 100) {
        (1, n) if n != 11 => "st",
        (2, n) if n != 12 => "nd",
        (3, n) if n != 13 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}
