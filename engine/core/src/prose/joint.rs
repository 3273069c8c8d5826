//! Who else pays.

use super::{Sentence, Voice};
use crate::model::joint::Joint;

impl Voice<'_> {
    pub(super) fn joint(self, joint: &Joint) -> Sentence {
        let of: Vec<String> = joint.of.iter().map(|penalty| self.penalty_called(&penalty.value)).collect();
        let of = if of.is_empty() {
            String::new()
        } else {
            let of = of.join(self.pick("或", " or "));
            self.lang.pick(format!("因{of}"), format!(" for {of}"))
        };
        let who = self.party(&joint.who);
        let times = match &joint.times {
            Some(times) => {
                let times = self.value(times, None);
                self.lang.pick(format!("另按罚款的 {times} 倍罚款"), format!("pays {times} times the fine beside it"))
            }
            None => self.pick("同样处罚", "is charged the same").to_owned(),
        };
        let unless = joint.unless.as_ref().map(|unless| {
            let unless = self.condition(unless);
            self.aside(&self.lang.pick(format!("{unless}的除外"), format!("unless {unless}")))
        });
        let unless = unless.unwrap_or_default();
        let text = self.lang.pick(
            format!("当事人{of}被罚款的，{who}{times}{unless}"),
            format!("When the offender is fined{of}, {who} {times}{unless}"),
        );
        self.sentence((text, Vec::new()), &joint.head, &[], Vec::new())
    }
}
