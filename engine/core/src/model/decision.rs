//! `[[state.decision]]` as written, and the transitions and the deadline it expands into (`LANGUAGE` §5).

use super::Name;
use super::deadline::Deadline;
use super::field::{Field, TypeOf, TypeWord};
use super::head::{Element, Head, Id};
use super::party::{Party, PartyKind};
use super::state::{State, each};
use super::transition::Transition;
use crate::problem::{Problem, Problems, SyntaxFlaw, Word};
use crate::source::{Span, Spanned};
use crate::syntax::{Fields, Table};
use crate::value::Text;

/// Something people decide in a state.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Id, name, clauses, place.
    pub head: Head,
    /// Who decides.
    pub panel: Panel,
    /// What can be chosen; nothing written = to approve or to refuse.
    pub options: Vec<Choice>,
    /// By when.
    pub due: Option<Deadline>,
}

/// Who decides; exactly one of `by`, `chain`, `all`, `of`.
#[derive(Debug, Clone)]
pub enum Panel {
    /// `by`: one of these people.
    One(Party),
    /// `chain`: one after the other.
    Chain(Vec<Party>),
    /// `all`: each of them.
    All(Vec<Party>),
    /// `of` with `at_least`: so many of them.
    Of(Vec<Party>, u32),
}

/// `[[state.decision.option]]`
#[derive(Debug, Clone)]
pub struct Choice {
    /// Id, name, clauses, place.
    pub head: Head,
    /// Fields of its event.
    pub fields: Vec<Field>,
    /// What happens; its event and who may send it are the decision's.
    pub on: Transition,
}

/// What a transition does to the task of a decision.
#[derive(Debug, Clone)]
pub struct Answers {
    /// The decision.
    pub decision: Name,
    /// The option.
    pub option: Text,
}

/// Options of a decision that writes none.
const DEFAULT: [&str; 2] = ["approve", "refuse"];

/// Events of every task, which no option can be called.
pub const TAKING: [&str; 2] = ["claim", "release"];

impl Element for Decision {
    const WORD: Word = Word::Decision;

    fn head(&self) -> &Head {
        &self.head
    }
}

impl Element for Choice {
    const WORD: Word = Word::Option;

    fn head(&self) -> &Head {
        &self.head
    }
}

impl Decision {
    pub(super) fn read(table: &Table, problems: &mut Problems) -> Option<Self> {
        let mut f = Fields::new(table, Word::Decision, problems);
        let head = Head::read(&mut f, Word::Decision, Id::Required);
        let panel = Panel::read(&mut f);
        let mut options = each(&mut f, "option", Choice::read);
        if options.is_empty() {
            options = DEFAULT.map(|id| Choice::made(id, head.place())).into();
        }
        let due = ["within", "until", "before"].into_iter().any(|key| f.has(key));
        let due = if due { Deadline::keys(&mut f, head.clone()) } else { None };
        if due.is_none() {
            ["since", "warn", "missed", "to"].into_iter().for_each(|key| f.needs(key, "within"));
        }
        f.finish();
        Some(Self { head, panel: panel?, options, due })
    }

    /// The event of an option, or of taking the task and giving it back.
    #[must_use]
    pub fn event(&self, what: &str) -> Text {
        format!("{}.{what}", self.head.id_text()).into()
    }
}

impl Panel {
    fn read(f: &mut Fields<'_, '_>) -> Option<Self> {
        f.needs("at_least", "of");
        match f.exactly_one(&["by", "chain", "all", "of"])? {
            "by" => Party::read(f, "by").map(Self::One),
            "chain" => parties(f, "chain").map(Self::Chain),
            "all" => parties(f, "all").map(Self::All),
            _ => {
                f.needs("of", "at_least");
                let of = parties(f, "of")?;
                let range = format!("1–{}", of.len());
                let at_least = f.number::<u32>("at_least", &range)?;
                if !(1..=of.len()).contains(&(at_least.value as usize)) {
                    let (key, value) = ("at_least".to_owned(), at_least.value.to_string());
                    f.report(Problem::new(SyntaxFlaw::OutOfRange { key, value, range }, at_least.span));
                }
                Some(Self::Of(of, at_least.value))
            }
        }
    }

    /// The parties, in order.
    #[must_use]
    pub fn parties(&self) -> &[Party] {
        match self {
            Self::One(party) => std::slice::from_ref(party),
            Self::Chain(parties) | Self::All(parties) | Self::Of(parties, _) => parties,
        }
    }

    /// All of them as one party.
    fn any(&self, span: Span) -> Party {
        match self {
            Self::One(party) => party.clone(),
            _ => Party { kind: PartyKind::Any(self.parties().to_vec()), span },
        }
    }
}

fn parties(f: &mut Fields<'_, '_>, key: &'static str) -> Option<Vec<Party>> {
    Some(match Party::read(f, key)? {
        Party { kind: PartyKind::Any(parties), .. } => parties,
        party => vec![party],
    })
}

impl Choice {
    fn read(table: &Table, problems: &mut Problems) -> Self {
        let mut f = Fields::new(table, Word::Option, problems);
        let mut head = Head::read(&mut f, Word::Option, Id::Required);
        if let Some(id) = head.id.as_ref().filter(|id| TAKING.contains(&&*id.value)).cloned() {
            let flaw = SyntaxFlaw::ReservedName { name: id.value.to_string(), kind: Word::Option };
            f.report(Problem::new(flaw, id.span));
            head.id = None;
        }
        let mut fields = Field::list(&mut f);
        let reason = f.key_span("reason");
        if let Some(required) = f.word("reason", &[("required", true), ("optional", false)]) {
            fields.push(Self::reason(reason.unwrap_or(required.span), !required.value));
        }
        let on = Transition::body(&mut f, Head { span: head.span, clauses: head.clauses.clone(), ..Head::default() });
        f.finish();
        Self { head, fields, on }
    }

    /// An option nobody wrote.
    fn made(id: &str, span: Span) -> Self {
        let head = Head { span, ..Head::default() };
        let on = Transition { head: head.clone(), ..Transition::default() };
        Self { head: Head { id: Some(Spanned::new(id.into(), span)), ..head }, fields: Vec::new(), on }
    }

    fn reason(span: Span, optional: bool) -> Field {
        let head = Head { id: Some(Spanned::new("reason".into(), span)), span, ..Head::default() };
        let word = Some(Spanned::new(TypeWord::Text, span));
        let ty = TypeOf { word, options: Vec::new(), of: None, to: None, fields: Vec::new() };
        Field { head, ty, optional, default: None, min: None, max: None }
    }
}

impl State {
    /// Expands the decisions: a transition for each option, and the due as a deadline of the state that answering meets.
    pub(super) fn expand_decisions(&mut self) {
        for decision in &self.decisions {
            let Some(id) = &decision.head.id else { continue };
            let by = decision.panel.any(decision.head.span);
            let options = decision.options.iter().filter_map(|option| Some((option, option.head.id.as_ref()?)));
            for (option, name) in options.clone() {
                let event = Spanned::new(decision.event(&name.value), name.span);
                let clauses = [&decision.head.clauses[..], &option.on.head.clauses].concat();
                self.on.push(Transition {
                    head: Head { clauses, ..option.on.head.clone() },
                    events: vec![event],
                    by: Some(by.clone()),
                    task: Some(Answers { decision: id.clone(), option: name.value.clone() }),
                    ..option.on.clone()
                });
            }
            let met_by = options.map(|(_, name)| Spanned::new(decision.event(&name.value), name.span)).collect();
            let head = |head: Head| Head { only_if: None, replaces: None, ..head };
            let due = decision.due.clone();
            self.deadlines.extend(due.map(|due| Deadline { head: head(due.head), met_by: Some(met_by), ..due }));
        }
    }
}
