//! The process: its data, how it begins, its states, what is accepted and refused everywhere.

use super::{Outline, View, titled};
use crate::problem::Say;
use crate::program::{Datum, Forbid, Pattern, Process};

impl View<'_> {
    pub(super) fn process(self, out: &mut Outline) {
        let process = self.process;
        out.line(&format!(
            "{}{}{}",
            titled(&process.id, process.name.as_ref()),
            self.at(process.span),
            self.cites(&process.clauses)
        ));
        out.inside(|out| {
            for datum in &process.data {
                self.datum(datum, out);
            }
            for value in &process.values {
                let line = format!("{} {} = {}", self.pick("值", "value"), value.id, self.guard(&value.is));
                out.line(&format!("{line}{}{}", self.at(value.is.span), self.cites(&value.clauses)));
            }
            for start in &process.starts {
                self.transition(*start, out);
            }
            for child in &process.states[Process::ROOT.at()].children {
                self.state(*child, out);
            }
            for forbid in &process.forbids {
                self.forbid(forbid, out);
            }
        });
    }

    fn datum(self, datum: &Datum, out: &mut Outline) {
        let field = &datum.field;
        let name = field.name.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
        let optional = if field.optional { self.pick("，可无", ", optional") } else { "" };
        let default = datum.default.as_ref().map(|default| format!(" = {}", self.expr(default))).unwrap_or_default();
        let key = self.process.key.iter().any(|slot| self.process.data[slot.at()].field.id == field.id);
        let key = if key { self.pick("，键", ", key") } else { "" };
        let word = self.pick("数据", "data");
        let line = format!("{word} {}{name}: {}{default}{optional}{key}", field.id, field.ty.say(self.lang));
        out.line(&format!("{line}{}{}", self.at(datum.span), self.cites(&datum.clauses)));
    }

    fn forbid(self, forbid: &Forbid, out: &mut Outline) {
        let condition = |word: &str, guard: &Option<_>| {
            guard.as_ref().map(|guard| format!(" {word} [{}]", self.guard(guard))).unwrap_or_default()
        };
        let (when, unless) =
            (condition(self.pick("若", "when"), &forbid.when), condition(self.pick("除非", "unless"), &forbid.unless));
        let events: Vec<&str> = forbid.events.iter().map(pattern).collect();
        let line = format!("{} {}{when}{unless}", self.pick("禁止", "forbid"), events.join(", "));
        out.line(&format!("{line}{}{}", self.at(forbid.span), self.cites(&forbid.clauses)));
    }
}

pub(super) fn pattern(pattern: &Pattern) -> &str {
    match pattern {
        Pattern::Any => "*",
        Pattern::Prefix(prefix) => prefix,
    }
}
