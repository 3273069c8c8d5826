//! What people decide: who, between what, and what comes of each answer. By when is told with the time limits.

use super::names::{called, find};
use super::{Sentence, Voice};
use crate::model::Name;
use crate::model::decision::{Choice, Decision, Panel};

impl Voice<'_> {
    pub(super) fn decision(self, decision: &Decision, state: &str, around: &[Name]) -> Sentence {
        let (state, what) = (self.state(state), self.quoted(&called(&decision.head)));
        let who = self.panel(&decision.panel);
        let about = self.lang.pick(format!("在{state}时，{who}{what}"), format!("While {state}, {who} {what}"));
        let parts = decision.options.iter().map(|option| self.answer(option)).collect();
        let mut inside: Vec<&Name> = decision.options.iter().flat_map(|option| &option.head.clauses).collect();
        inside.extend(decision.options.iter().flat_map(|option| self.cited(&option.on.acts.actions)));
        self.sentence((about, parts), &decision.head, around, inside)
    }

    fn panel(self, panel: &Panel) -> String {
        let parties: Vec<String> = panel.parties().iter().map(|party| self.party(party)).collect();
        let all = self.all(&parties);
        match panel {
            Panel::One(_) => self.lang.pick(format!("由{all}决定"), format!("{all} decides")),
            Panel::Chain(_) => {
                self.lang.pick(format!("依次由{all}决定"), format!("{all}, one after the other, decide"))
            }
            Panel::All(_) => self.lang.pick(format!("由{all}一致决定"), format!("{all} together decide")),
            Panel::Of(_, at_least) => self
                .lang
                .pick(format!("由{all}中至少 {at_least} 人决定"), format!("at least {at_least} of {all} decide")),
        }
    }

    /// One answer and what comes of it.
    fn answer(self, option: &Choice) -> String {
        let name = self.choice(option);
        let on = &option.on;
        let mut parts: Vec<String> = on.require.iter().map(|require| self.require(require)).collect();
        let fields: Vec<String> =
            option.fields.iter().map(|field| self.asked(&field.head.id_text(), field.optional)).collect();
        if !fields.is_empty() {
            let fields = self.all(&fields);
            parts.push(self.lang.pick(format!("写明{fields}"), format!("stating {fields}")));
        }
        parts.extend(self.acts(&on.acts));
        let parts = parts.join(self.pick("，", ", "));
        let cites = self.cites(&option.head.clauses);
        if parts.is_empty() {
            return self.lang.pick(format!("可以{name}{cites}"), format!("the answer may be {name}{cites}"));
        }
        self.lang.pick(format!("{name}的，{parts}{cites}"), format!("if {name}, {parts}{cites}"))
    }

    fn asked(self, id: &str, optional: bool) -> String {
        let name = if id == "reason" { self.pick("理由", "the reason").to_owned() } else { self.field_called(id) };
        if optional { name + &self.aside(self.pick("可不填", "optional")) } else { name }
    }

    /// What an option is called; those nobody wrote have names too.
    fn choice(self, option: &Choice) -> String {
        match (&option.head.name, &*option.head.id_text()) {
            (None, "approve") => self.quoted(self.pick("批准", "approve")),
            (None, "refuse") => self.quoted(self.pick("不批准", "refuse")),
            _ => self.quoted(&called(&option.head)),
        }
    }

    /// The event of an answer, `<decision>.<option>`, by the option's name.
    pub(super) fn answer_called(self, event: &str) -> Option<String> {
        let (decision, option) = event.rsplit_once('.')?;
        let decisions = self.process?.states.iter().flat_map(|state| &state.decisions);
        let decision = decisions.into_iter().find(|known| *known.head.id_text() == *decision)?;
        Some(self.choice(find(&decision.options, option)?))
    }
}
