//! What must hold of the institution's own values.

use super::{Sentence, Voice};
use crate::model::assertion::Assertion;

impl Voice<'_> {
    pub(super) fn assertion(self, assertion: &Assertion) -> Option<Sentence> {
        let that = self.condition(assertion.that.as_ref()?);
        let say = assertion.say.as_ref().map(|say| self.aside(&self.words(say))).unwrap_or_default();
        let text = self.lang.pick(
            format!("机构填写的参数须使{that}{say}"),
            format!("The values filled in must be such that {that}{say}"),
        );
        Some(self.sentence((text, Vec::new()), &assertion.head, &[], Vec::new()))
    }
}
