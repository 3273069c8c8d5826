//! Who the policy is of, and since when it is in force.

use super::names::called;
use super::{Sentence, Voice};
use crate::model::institution::Institution;

impl Voice<'_> {
    pub(super) fn institution(self, institution: &Institution) -> Sentence {
        let name = self.quoted(&called(&institution.head));
        let mut parts = Vec::new();
        parts.extend(
            institution
                .version
                .as_ref()
                .map(|version| self.lang.pick(format!("版本 {version}"), format!("version {version}"))),
        );
        parts.extend(institution.effective.as_ref().map(|date| {
            let date = self.value(date, None);
            self.lang.pick(format!("自 {date} 起实施"), format!("in force from {date}"))
        }));
        parts.extend(institution.time_zone.as_ref().map(|zone| {
            let zone = &zone.value;
            self.lang.pick(format!("时间以 {zone} 为准"), format!("by the clocks of {zone}"))
        }));
        self.sentence((name, parts), &institution.head, &[], Vec::new())
    }
}
