//! `[[offence]]`: the process it expands into (`LANGUAGE` §5).
//!
//! Somebody reports, a third person verifies or dismisses; verifying charges by the first row whose condition holds.
//! Everything generated stands at the place of the offence.

use crate::model::action::{Action, Verb};
use crate::model::data::Data;
use crate::model::event::EventDecl;
use crate::model::field::{Field, TypeOf, TypeWord};
use crate::model::offence::{Charge, DATA, Offence};
use crate::model::party::{Party, PartyKind};
use crate::model::process::Process;
use crate::model::require::Require;
use crate::model::state::State;
use crate::model::transition::{Acts, Row, Take, Transition};
use crate::model::{Head, Name, Written};
use crate::source::{Span, Spanned};
use crate::syntax::{Node, NodeKind, Text};
use zhidu_time::Date;

/// The states of an offence.
pub(super) const STATES: [&str; 3] = ["reported", "verified", "dismissed"];

/// The process of an offence; nothing that happened before the rules were in force is accepted.
pub(super) fn expand(offence: &Offence, effective: Option<Date>) -> Process {
    let make = Make { span: offence.head.place(), offence };
    Process {
        head: Head { only_if: None, replaces: None, ..offence.head.clone() },
        data: make.data(),
        starts: make.start(effective).into_iter().collect(),
        states: make.states(),
        events: Vec::<EventDecl>::new(),
        ..Process::default()
    }
}

/// Makes elements at the place of an offence.
struct Make<'o> {
    span: Span,
    offence: &'o Offence,
}

impl Make<'_> {
    fn name(&self, text: &str) -> Name {
        Spanned::new(text.into(), self.span)
    }

    fn head(&self) -> Head {
        Head { span: self.span, ..Head::default() }
    }

    fn text(&self, text: &str) -> Written {
        self.text_at(text, self.span)
    }

    /// A text that stands for something written elsewhere, to be pointed at there.
    fn text_at(&self, text: &str, span: Span) -> Written {
        Node { span, kind: NodeKind::Text(Text::made(text, span)) }
    }

    fn event(&self, what: &str) -> Name {
        self.name(&format!("{}.{what}", self.offence.head.id_text()))
    }

    fn data(&self) -> Vec<Data> {
        let kinds = [TypeWord::Person, TypeWord::Instant, TypeWord::Ref, TypeWord::Person];
        let own = DATA.iter().zip(kinds).map(|(id, word)| Field {
            head: Head { id: Some(self.name(id)), ..self.head() },
            ty: self.ty(word),
            optional: matches!(*id, "of_case" | "reporter"),
            default: None,
            min: None,
            max: None,
        });
        own.chain(self.offence.fields.iter().cloned()).map(|field| Data { field }).collect()
    }

    fn ty(&self, word: TypeWord) -> TypeOf {
        let word = Some(Spanned::new(word, self.span));
        TypeOf { word, options: Vec::new(), of: None, to: None, fields: Vec::new() }
    }

    /// `<id>.report`
    fn start(&self, effective: Option<Date>) -> Option<Transition> {
        let by = self.offence.report_by.clone()?;
        let mut takes = vec![self.take("offender", false), self.take("happened_at", false), self.take("of_case", true)];
        for field in &self.offence.fields {
            let optional = field.optional || field.default.is_some();
            takes.push(self.take(&field.head.id_text(), optional));
        }
        let mut require = vec![self.require("event.happened_at <= now")];
        require.extend(effective.map(|date| self.require(&format!("date(event.happened_at) >= \"{date}\""))));
        Some(Transition {
            head: self.head(),
            events: vec![self.event("report")],
            by: Some(by),
            require,
            takes,
            acts: Acts { set: vec![(self.name("reporter"), self.text("actor"))], ..Acts::default() },
            ..Transition::default()
        })
    }

    fn take(&self, id: &str, optional: bool) -> Take {
        Take { name: self.name(id), optional }
    }

    fn require(&self, that: &str) -> Require {
        Require { that: self.text(that), clauses: Vec::new(), say: None, span: self.span }
    }

    fn states(&self) -> Vec<State> {
        let state = |id: &str| State { head: Head { id: Some(self.name(id)), ..self.head() }, ..State::default() };
        let end = |id: &str| State { is_final: true, ..state(id) };
        let [reported, verified, dismissed] = STATES;
        vec![State { on: self.judgements(), ..state(reported) }, end(verified), end(dismissed)]
    }

    /// `<id>.verify`, `<id>.dismiss`
    fn judgements(&self) -> Vec<Transition> {
        let [_, verified, dismissed] = STATES;
        let charged = self.offence.when.clone();
        let mut list = Vec::new();
        if !self.offence.charges.is_empty() {
            list.push(Transition { when: charged.clone(), ..self.judgement("verify", verified) });
            self.charge(&mut list[0]);
        }
        if charged.is_some() || self.offence.charges.is_empty() {
            // Recorded only.
            list.push(self.judgement("verify", verified));
        }
        list.push(self.judgement("dismiss", dismissed));
        list
    }

    fn judgement(&self, event: &str, to: &str) -> Transition {
        Transition {
            head: self.head(),
            events: vec![self.event(event)],
            by: Some(self.offence.verify_by.clone()),
            except: vec![self.name("offender"), self.name("reporter")],
            acts: Acts { to: vec![self.name(to)], ..Acts::default() },
            ..Transition::default()
        }
    }

    /// Charges by the only penalty, or by rows.
    fn charge(&self, transition: &mut Transition) {
        if let [only] = self.offence.charges.as_slice()
            && only.when.is_none()
        {
            transition.acts.actions = vec![self.penalize(only)];
            return;
        }
        let to = std::mem::take(&mut transition.acts.to);
        let acts = |actions: Vec<Action>| Acts { to: to.clone(), actions, ..Acts::default() };
        let row = |charge: &Charge| Row {
            head: charge.head.clone(),
            when: charge.when.clone(),
            acts: acts(vec![self.penalize(charge)]),
            require: Vec::new(),
        };
        transition.rows = self.offence.charges.iter().map(row).collect();
        if self.offence.charges.iter().all(|charge| charge.when.is_some()) {
            transition.rows.push(Row { head: self.head(), when: None, acts: acts(Vec::new()), require: Vec::new() });
        }
    }

    fn penalize(&self, charge: &Charge) -> Action {
        let clauses = if charge.head.clauses.is_empty() { &self.offence.head.clauses } else { &charge.head.clauses };
        let rule = charge.rule.clone();
        let whom = Party { kind: PartyKind::Text(self.text("offender")), span: self.span };
        let own = || self.offence.head.clauses.first().map(|clause| self.text_at(&clause.value, clause.span));
        Action {
            head: Head { clauses: clauses.clone(), span: charge.head.span, ..Head::default() },
            when: None,
            each: None,
            verb: Verb::Penalize { penalty: charge.penalty.clone(), whom, rule: rule.or_else(own) },
        }
    }
}
