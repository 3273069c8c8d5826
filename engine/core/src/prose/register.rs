//! Registers and their columns.

use super::names::called;
use super::{Sentence, Voice};
use crate::model::register::Register;

impl Voice<'_> {
    pub(super) fn register(self, register: &Register) -> Sentence {
        let name = self.quoted(&called(&register.head));
        let about = self.lang.pick(format!("登记簿{name}"), format!("Register {name}"));
        let columns: Vec<String> = register.fields.iter().map(|field| called(&field.head).to_string()).collect();
        let columns = if columns.is_empty() { Vec::new() } else { vec![self.all(&columns)] };
        self.sentence((about, columns), &register.head, &[], Vec::new())
    }
}
