//! The blanks of the text.

use super::names::called;
use super::{Sentence, Voice};
use crate::model::parameter::Parameter;

impl Voice<'_> {
    pub(super) fn parameter(self, parameter: &Parameter) -> Sentence {
        let name = self.quoted(&called(&parameter.head));
        let value = match (&parameter.default, &parameter.sample) {
            (Some(default), _) => {
                let default = self.value(default, None);
                self.lang.pick(
                    format!("由机构填写，不填则为 {default}"),
                    format!("the institution's to fill in, {default} unless said"),
                )
            }
            (None, Some(sample)) => {
                let sample = self.value(sample, None);
                self.lang.pick(
                    format!("由机构填写，例如 {sample}"),
                    format!("the institution's to fill in, such as {sample}"),
                )
            }
            (None, None) => self.pick("由机构填写", "the institution's to fill in").to_owned(),
        };
        let about = self.lang.pick(format!("参数{name}"), format!("Parameter {name}"));
        self.sentence((about, vec![value]), &parameter.head, &[], Vec::new())
    }
}
