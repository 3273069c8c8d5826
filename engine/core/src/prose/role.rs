//! Roles.

use super::names::called;
use super::{Sentence, Voice};
use crate::model::role::Role;

impl Voice<'_> {
    pub(super) fn role(self, role: &Role) -> Sentence {
        let name = self.quoted(&called(&role.head));
        let about = self.lang.pick(format!("角色{name}"), format!("Role {name}"));
        let mut parts = Vec::new();
        parts.extend(role.per.as_ref().map(|per| {
            let per = self.attribute(&per.value);
            self.lang.pick(format!("每个{per}各有"), format!("held per {per}"))
        }));
        parts.extend(role.one.then(|| self.pick("只由一人担任", "held by exactly one").to_owned()));
        parts.extend(role.outside.then(|| self.pick("机构以外的人", "outside the institution").to_owned()));
        parts.extend(role.reports_to.as_ref().map(|above| {
            let above = self.role_called(&above.value);
            self.lang.pick(format!("上级是{above}"), format!("reports to {above}"))
        }));
        if !role.deputies.is_empty() {
            let deputies: Vec<String> = role.deputies.iter().map(|role| self.role_called(&role.value)).collect();
            let deputies = self.all(&deputies);
            parts.push(self.lang.pick(format!("由{deputies}代理"), format!("{deputies} standing in")));
        }
        self.sentence((about, parts), &role.head, &[], Vec::new())
    }
}
