//! Conduct that is reported, verified and charged.

use super::names::called;
use super::{Sentence, Voice};
use crate::model::Name;
use crate::model::offence::{Charge, Offence};

impl Voice<'_> {
    pub(super) fn offence(self, offence: &Offence) -> Sentence {
        let about = self.quoted(&called(&offence.head));
        let mut parts = Vec::new();
        let fields: Vec<String> = offence.fields.iter().map(|field| called(&field.head).to_string()).collect();
        let fields = if fields.is_empty() {
            String::new()
        } else {
            let fields = self.all(&fields);
            self.lang.pick(format!("，写明{fields}"), format!(", stating {fields}"))
        };
        parts.push(match &offence.report_by {
            Some(by) => {
                let by = self.party(by);
                self.lang.pick(format!("{by}可以报告{fields}"), format!("{by} may report it{fields}"))
            }
            None => self.pick("由流程自己发现并立案", "found by a process itself").to_owned(),
        });
        let by = self.party(&offence.verify_by);
        parts.push(self.lang.pick(
            format!("由{by}核实或驳回（当事人、报告人除外）"),
            format!("{by} verifies or dismisses it (neither the offender nor the reporter)"),
        ));
        parts.extend(self.charges(offence));
        let inside: Vec<&Name> = offence.charges.iter().flat_map(|charge| &charge.head.clauses).collect();
        self.sentence((about, parts), &offence.head, &[], inside)
    }

    /// What verifying costs whom.
    fn charges(self, offence: &Offence) -> Vec<String> {
        let when = offence.when.as_ref().map(|when| self.condition(when));
        let charges = offence.charges.iter().enumerate();
        let mut parts: Vec<String> = charges.map(|(at, charge)| self.charge(charge, &offence.charges[..at])).collect();
        if let Some(first) = parts.first_mut() {
            *first = match &when {
                Some(when) => {
                    self.lang.pick(format!("核实后，{when}的，{first}"), format!("once verified, if {when}, {first}"))
                }
                None => self.lang.pick(format!("核实后，{first}"), format!("once verified, {first}")),
            };
        }
        if parts.is_empty() {
            parts.push(self.pick("核实后只记录，不处罚", "once verified, it is recorded and not charged").to_owned());
        } else if when.is_some() {
            parts.push(self.pick("其他情形只记录，不处罚", "in other cases it is recorded and not charged").to_owned());
        }
        parts
    }

    /// One row; what its penalty costs is told once.
    fn charge(self, charge: &Charge, earlier: &[Charge]) -> String {
        let when = charge.when.as_ref().map(|when| self.provided(when)).unwrap_or_default();
        let offender = self.pick("当事人", "the offender");
        let told = earlier.iter().any(|other| other.penalty == charge.penalty);
        let costs = if told { String::new() } else { self.costing(&charge.penalty) };
        let charged = self.charged(&charge.penalty, offender, charge.rule.as_ref(), &costs);
        format!("{when}{charged}{}", self.cites(&charge.head.clauses))
    }
}
