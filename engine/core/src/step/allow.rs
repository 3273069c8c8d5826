//! The second act: everything that stands against an outside event, collected.

use super::env::Truth;
use super::people::Standing;
use super::run::{Current, Halt, Run};
use super::select::{Selected, Selection};
use crate::guard::eval::{EvalError, eval};
use crate::guard::expr::Guard;
use crate::guard::written::typed_field;
use crate::outcome::{Objection, Outside, Reason, What};
use crate::program::{ClauseIx, Event, Forbid, Outcome, Require, Transition};
use crate::value::{Field, Text, Value};

impl<'a> Run<'a> {
    /// Whether the rules are in force, and whether a sanction ended the actor's roles.
    pub(super) fn in_force(&mut self, outside: &Outside) -> Result<(), Halt> {
        self.actor = Some(outside.actor.clone());
        if self.program.effective_from().is_some_and(|from| self.stamp < from) {
            let clauses = &self.program.institution.effective_clauses;
            return Err(self.refused(Reason::NotInForce, outside.event.clone(), clauses));
        }
        if let Standing::Ended(clauses) = self.standing(&outside.actor)? {
            let item = Objection::new(Reason::NotForYou, outside.event.clone(), clauses.to_vec());
            return Err(Halt::Denied(vec![item]));
        }
        Ok(())
    }

    fn refused(&self, reason: Reason, what: Text, clauses: &[ClauseIx]) -> Halt {
        self.mark(What::Refused(reason), clauses);
        Halt::Denied(vec![Objection::new(reason, what, self.program.clause_ids(clauses))])
    }

    /// Types the event's fields; unknown and ill-typed ones deny, all of them at once.
    pub(super) fn read_event(&mut self, outside: &Outside) -> Result<(), Halt> {
        let mut fields = vec![None; self.process.fields.len()];
        let mut objections = Vec::new();
        let declared: &[_] = self.process.event(&outside.event).map_or(&[], |e: &Event| &e.fields);
        for (id, value) in &outside.data {
            let Some(field) = declared.iter().find(|f| f.field.id == *id) else {
                objections.push(self.malformed(id));
                continue;
            };
            match self.typed(&field.field, value) {
                Some(value) => fields[field.slot.at()] = Some(value),
                None => objections.push(self.malformed(id)),
            }
        }
        self.event = Some(Current { name: outside.event.clone(), fields });
        if objections.is_empty() { Ok(()) } else { Err(Halt::Denied(objections)) }
    }

    // Nothing is selected yet: the data's own clauses, else the process's.
    fn malformed(&self, id: &Text) -> Objection {
        let own = self.clauses_of_data(id);
        let cited = if own.is_empty() { &self.process.clauses } else { own };
        self.mark(What::Refused(Reason::Malformed), cited);
        Objection::new(Reason::Malformed, id.clone(), self.program.clause_ids(cited))
    }

    fn clauses_of_data(&self, id: &str) -> &'a [ClauseIx] {
        self.process.data_slot(id).map_or(&[], |slot| &self.process.data[slot.at()].clauses)
    }

    /// A value as its field's type, within its bounds.
    pub(super) fn typed(&self, field: &Field, value: &Value) -> Option<Value> {
        typed_field(value, field, self.program.institution.home()).ok()
    }

    /// Collects all that stands against what was selected.
    pub(super) fn allow(&self, selection: &Selection) -> Result<(), Halt> {
        let mut objections = self.forbidden()?;
        for selected in &selection.chosen {
            self.object(selected, &mut objections)?;
        }
        if objections.is_empty() { Ok(()) } else { Err(Halt::Denied(objections)) }
    }

    /// What is forbidden wherever the case stands.
    pub(super) fn forbidden(&self) -> Result<Vec<Objection>, Halt> {
        let mut objections = Vec::new();
        let Some(event) = &self.event else { return Ok(objections) };
        for forbid in self.process.forbids.iter().filter(|f| f.events.iter().any(|p| p.matches(&event.name))) {
            if self.applies(forbid)? {
                let cited = if forbid.clauses.is_empty() { &self.process.clauses } else { &forbid.clauses };
                self.mark(What::Refused(Reason::Forbidden), cited);
                let clauses = self.program.clause_ids(cited);
                let what = forbid.id.clone().unwrap_or_else(|| event.name.clone());
                let say = forbid.say.as_deref().map(|s| self.fill(s));
                objections.push(Objection { say, ..Objection::new(Reason::Forbidden, what, clauses) });
            }
        }
        Ok(objections)
    }

    // A condition over a field the event lacks is not met: neither forbidden by it nor excused by it. Before a start
    // there is no case, so what asks about one does not apply.
    fn applies(&self, forbid: &Forbid) -> Result<bool, Halt> {
        for (guard, wanted) in [(&forbid.when, true), (&forbid.unless, false)] {
            let Some(guard) = guard else { continue };
            let starts = self.case.version == 0;
            if starts
                && matches!(eval(&guard.expr, self), Err(EvalError::NotGiven(path)) if !path.starts_with("event."))
            {
                return Ok(false);
            }
            if matches!(self.truth(guard)?, Truth::Known(true)) != wanted {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What stands against one transition that was selected.
    pub(super) fn object(&self, selected: &Selected, objections: &mut Vec<Objection>) -> Result<(), Halt> {
        let (transition, outcome) = self.chosen(selected);
        if let Some((point, clauses)) = &transition.not_before {
            objections.extend(self.too_early(point, self.cite(clauses, outcome, transition))?);
        }
        self.object_to_fields(selected, objections);
        for require in transition.require.iter().chain(&outcome.require) {
            objections.extend(self.unmet(require, self.cite(&require.clauses, outcome, transition))?);
        }
        Ok(())
    }

    /// Fields that a transition needs and the event lacks.
    pub(super) fn object_to_fields(&self, selected: &Selected, objections: &mut Vec<Objection>) {
        let (transition, outcome) = self.chosen(selected);
        for id in self.lacking(selected, transition) {
            let taken = transition.takes.iter().any(|take| self.process.data[take.slot.at()].field.id == id);
            let own = if taken { self.clauses_of_data(&id) } else { &[] };
            let around = self.cite(own, outcome, transition);
            self.mark(What::Refused(Reason::Missing), around);
            let clauses = self.program.clause_ids(around);
            let missing = vec![id.clone()];
            objections.push(Objection { missing, ..Objection::new(Reason::Missing, id, clauses) });
        }
    }

    fn too_early(&self, point: &Guard, cited: &[ClauseIx]) -> Result<Option<Objection>, Halt> {
        let from = match self.value(&point.expr, &point.text)? {
            Value::Instant(at) => at,
            Value::Date(date) => self.program.institution.zone.start_of_day(date),
            _ => return Ok(None),
        };
        if self.stamp >= from {
            return Ok(None);
        }
        self.mark(What::Refused(Reason::NotNow), cited);
        let clauses = self.program.clause_ids(cited);
        Ok(Some(Objection::new(Reason::NotNow, point.text.clone(), clauses)))
    }

    /// Ids of the fields the event lacks: declared ones, taken ones, and those a condition reads.
    fn lacking(&self, selected: &Selected, transition: &Transition) -> Vec<Text> {
        let Some(event) = &self.event else { return Vec::new() };
        let mut ids: Vec<Text> = Vec::new();
        let mut add = |id: &Text| {
            if !ids.contains(id) {
                ids.push(id.clone());
            }
        };
        for field in self.process.event(&event.name).map_or(&[][..], |e| &e.fields) {
            let taken = transition.takes.iter().any(|t| t.field == field.slot && t.required);
            if (taken || !field.field.optional) && event.fields[field.slot.at()].is_none() {
                add(&field.field.id);
            }
        }
        for path in &selected.lacks {
            add(&path.strip_prefix("event.").unwrap_or(path).into());
        }
        ids
    }

    /// The objection of a `require` that fails.
    pub(super) fn unmet(&self, require: &Require, cited: &[ClauseIx]) -> Result<Option<Objection>, Halt> {
        let (reason, missing) = match self.truth(&require.that)? {
            Truth::Known(true) => {
                self.mark(What::Required(require.that.span), cited);
                return Ok(None);
            }
            Truth::Known(false) => (Reason::Unmet, require.missing.clone()),
            Truth::Lacks(path) => (Reason::Missing, vec![path.strip_prefix("event.").unwrap_or(&path).into()]),
        };
        self.mark(What::Refused(reason), cited);
        let say = require.say.as_deref().map(|s| self.fill(s));
        let clauses = self.program.clause_ids(cited);
        Ok(Some(Objection { say, missing, ..Objection::new(reason, require.that.text.clone(), clauses) }))
    }

    /// Whose clauses a refusal cites: the item's own, else the row's, transition's, state's, process's.
    pub(super) fn cite<'c>(
        &self,
        own: &'c [ClauseIx],
        outcome: &'c Outcome,
        transition: &'c Transition,
    ) -> &'c [ClauseIx]
    where
        'a: 'c,
    {
        let chain = [own, &outcome.clauses, self.cite_whole(transition)];
        chain.into_iter().find(|c| !c.is_empty()).unwrap_or(&[])
    }

    /// Whose clauses a refusal cites where no row was chosen.
    fn cite_whole<'c>(&self, transition: &'c Transition) -> &'c [ClauseIx]
    where
        'a: 'c,
    {
        let state: &'a [ClauseIx] = &self.process.states[transition.source.at()].clauses;
        let chain = [&transition.clauses, state, &self.process.clauses];
        chain.into_iter().find(|c| !c.is_empty()).unwrap_or(&[])
    }

    /// The refusal of an event nothing selects: not for the actor where only `by` failed, else not accepted here.
    pub(super) fn nothing_selected(&self, selection: &Selection) -> Halt {
        let Some(event) = &self.event else { return Halt::Ignored };
        if selection.not_for_actor.is_empty() {
            return self.not_accepted(&event.name);
        }
        let items = selection.not_for_actor.iter().map(|ix| {
            let transition = self.transition(*ix);
            let cited = self.cite_whole(transition);
            self.mark(What::Refused(Reason::NotForYou), cited);
            let could = self.could_take(transition);
            let clauses = self.program.clause_ids(cited);
            Objection { could, ..Objection::new(Reason::NotForYou, event.name.clone(), clauses) }
        });
        Halt::Denied(items.collect())
    }

    /// Cites the states and clauses that would accept the event.
    fn not_accepted(&self, name: &Text) -> Halt {
        let would = self.process.transitions.iter().filter(|t| t.by.is_some() && t.trigger.matches(name));
        let mut could: Vec<Text> = Vec::new();
        let mut clauses: Vec<ClauseIx> = Vec::new();
        for transition in would {
            let state = &self.process.states[transition.source.at()].id;
            if !could.contains(state) {
                could.push(state.clone());
            }
            clauses.extend(self.cite_whole(transition));
        }
        self.mark(What::Refused(Reason::NotAccepted), &clauses);
        let ids = self.program.clause_ids(&clauses);
        Halt::Denied(vec![Objection { could, ..Objection::new(Reason::NotAccepted, name.clone(), ids) }])
    }

    /// Puts values into `{case.x}` and `{event.x}` of a text for people.
    pub(super) fn fill(&self, text: &str) -> Text {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((path, tail)) = after.split_once('}') else {
                filled.push('{');
                rest = after;
                continue;
            };
            match self.lookup(path.trim()) {
                Some(value) => filled.push_str(&self.readable(&value)),
                None => filled.push('…'),
            }
            rest = tail;
        }
        filled.push_str(rest);
        filled.into()
    }

    fn lookup(&self, path: &str) -> Option<Value> {
        if let Some(id) = path.strip_prefix("case.") {
            return self.case.data.get(self.process.data_slot(id)?.at())?.clone();
        }
        let id = path.strip_prefix("event.")?;
        let slot = self.process.fields.iter().position(|f| &**f == id)?;
        self.event.as_ref()?.fields.get(slot)?.clone()
    }

    fn readable(&self, value: &Value) -> String {
        match value {
            Value::Instant(at) => {
                let (date, time) = self.program.institution.zone.date_time(*at);
                format!("{date} {time}")
            }
            value => value.to_string(),
        }
    }
}
