//! People.

use super::View;
use crate::guard::expr::RoleIx;
use crate::program::Party;

impl<'a> View<'a> {
    pub(super) fn party(self, party: &Party) -> String {
        match party {
            Party::Role(role) => self.role(*role).to_owned(),
            Party::RoleOf(role, of) => format!("{} {}", self.role(*role), self.expr(of)),
            Party::RoleWhere(role, with) => {
                let attribute = |at: usize| self.program.attributes[at].id.as_ref();
                let equal = with.iter().map(|(id, expr)| format!("{} = {}", attribute(id.at()), self.expr(expr)));
                format!("{} {}", self.role(*role), equal.collect::<Vec<_>>().join(", "))
            }
            Party::Value(expr) => self.expr(expr),
            Party::SuperiorOf(person) => {
                let person = self.expr(person);
                self.lang.pick(format!("{person} 的上司"), format!("superior of {person}"))
            }
            Party::Part(name) => name.to_string(),
            Party::Staff => self.pick("员工", "staff").to_owned(),
            Party::Anyone => self.pick("任何人", "anyone").to_owned(),
            Party::Any(parties) => {
                let parties: Vec<String> = parties.iter().map(|party| self.party(party)).collect();
                parties.join(self.pick("或", " or "))
            }
        }
    }

    fn role(self, at: RoleIx) -> &'a str {
        let role = &self.program.roles[at.at()];
        role.name.as_ref().unwrap_or(&role.id)
    }
}
