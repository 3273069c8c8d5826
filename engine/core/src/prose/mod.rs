//! A policy as prose: what people may do and when, what happens by itself and what it costs, clause by clause.
//!
//! In: a [`Policy`] and what reads its expressions. Out: [`Prose`], data for whoever prints it. Every sentence is made of
//! what is written in the elements and says nothing they do not say; the summaries of clauses stand beside the sentences
//! as what they are, the author's words. One file per element; people, values and conditions have files of their own.
//! An element speaks under its own clauses, else under those of the element around it, and under those cited inside it.

mod action;
mod assertion;
mod condition;
mod deadline;
mod decision;
mod effect;
mod forbid;
mod institution;
mod joint;
mod named;
mod names;
mod offence;
mod parameter;
mod party;
mod penalty;
mod process;
mod register;
mod role;
mod state;
mod transition;
mod value;

use crate::guard::scripts::Scripts;
use crate::model::offence::Offence;
use crate::model::process::Process;
use crate::model::{Head, Name, Policy};
use crate::problem::Lang;
use crate::source::Span;
use crate::value::Text;

/// A policy in sentences.
#[derive(Debug, Clone)]
pub struct Prose {
    /// What the policy is called.
    pub title: String,
    /// One per clause, in document order; those that nothing implements have no sentences.
    pub chapters: Vec<Chapter>,
    /// Sentences of elements that cite no clause.
    pub rest: Vec<Sentence>,
}

/// A clause and everything that implements it.
#[derive(Debug, Clone)]
pub struct Chapter {
    /// The clause's id.
    pub clause: Text,
    /// `第 24 条（003 篇4 四(五)1）`
    pub heading: String,
    /// The author's summary.
    pub summary: Option<Text>,
    /// Why no engine can decide it, in the author's words.
    pub manual: Option<Text>,
    /// Where the clause is declared.
    pub span: Span,
    /// In document order.
    pub sentences: Vec<Sentence>,
}

/// What one element says.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// What it is about, or all of it where it has no parts.
    pub about: String,
    /// What holds of that, each as a part of a sentence.
    pub parts: Vec<String>,
    /// The language it is in.
    pub lang: Lang,
    /// The clauses it stands under.
    pub clauses: Vec<Text>,
    /// Where its element is declared.
    pub span: Span,
}

impl Sentence {
    /// The sentence in one line, with its full stop.
    #[must_use]
    pub fn text(&self) -> String {
        let Self { about, parts, lang, .. } = self;
        if parts.is_empty() {
            return lang.pick(format!("{about}。"), format!("{about}."));
        }
        lang.pick(format!("{about}：{}。", parts.join("；")), format!("{about}: {}.", parts.join("; ")))
    }
}

/// Tells a policy in a language. What could not be read of it is left out.
#[must_use]
pub fn prose(policy: &Policy, scripts: &dyn Scripts, lang: Lang) -> Prose {
    let voice = Voice { policy, scripts, lang, process: None, offence: None };
    let mut sentences = voice.sentences();
    sentences.sort_by_key(|sentence| sentence.span);
    let under = |clause: &Text| sentences.iter().filter(|s| s.clauses.contains(clause)).cloned().collect();
    let chapters = policy.clauses.iter().map(|clause| {
        let id = clause.head.id_text();
        Chapter {
            heading: voice.heading(&id, clause.source.as_deref()),
            summary: clause.summary.clone(),
            manual: clause.manual.clone(),
            span: clause.head.place(),
            sentences: under(&id),
            clause: id,
        }
    });
    let title = policy.institution.as_ref().map(|institution| &institution.head);
    let title = title.map(|head| head.name.clone().unwrap_or_else(|| head.id_text()).to_string()).unwrap_or_default();
    let rest = sentences.iter().filter(|sentence| sentence.clauses.is_empty()).cloned().collect();
    Prose { title, chapters: chapters.collect(), rest }
}

/// What an element is about, and what holds of that.
type Told = (String, Vec<String>);

/// Who speaks, and what names mean there.
#[derive(Clone, Copy)]
struct Voice<'a> {
    policy: &'a Policy,
    scripts: &'a dyn Scripts,
    lang: Lang,
    /// The process spoken of; none in what belongs to the institution.
    process: Option<&'a Process>,
    /// The offence spoken of.
    offence: Option<&'a Offence>,
}

impl<'a> Voice<'a> {
    fn sentences(self) -> Vec<Sentence> {
        let policy = self.policy;
        let mut found: Vec<Sentence> = policy.institution.iter().map(|element| self.institution(element)).collect();
        found.extend(policy.parameters.iter().map(|element| self.parameter(element)));
        found.extend(policy.roles.iter().map(|element| self.role(element)));
        found.extend(policy.registers.iter().map(|element| self.register(element)));
        found.extend(policy.penalties.iter().flat_map(|element| self.penalty(element)));
        found.extend(policy.joints.iter().map(|element| self.joint(element)));
        found.extend(policy.forbids.iter().map(|element| self.forbid(element, &[])));
        found.extend(policy.assertions.iter().filter_map(|element| self.assertion(element)));
        found.extend(policy.offences.iter().map(|offence| Self { offence: Some(offence), ..self }.offence(offence)));
        found.extend(
            policy.processes.iter().flat_map(|process| Self { process: Some(process), ..self }.process(process)),
        );
        found
    }

    fn pick(self, zh: &'static str, en: &'static str) -> &'static str {
        self.lang.pick(zh, en)
    }

    fn heading(self, clause: &str, source: Option<&str>) -> String {
        let clause = self.lang.pick(self.clause(clause), format!("Clause {clause}"));
        match source {
            Some(source) => self.lang.pick(format!("{clause}（{source}）"), format!("{clause} ({source})")),
            None => clause,
        }
    }

    /// A sentence of an element: under its own clauses, else those around it, and those cited inside.
    fn sentence(self, told: Told, head: &Head, around: &[Name], inside: Vec<&Name>) -> Sentence {
        let own = if head.clauses.is_empty() { around } else { &head.clauses };
        let mut clauses: Vec<Text> = Vec::new();
        for clause in own.iter().chain(inside) {
            if !clauses.contains(&clause.value) {
                clauses.push(clause.value.clone());
            }
        }
        let (about, parts) = told;
        Sentence { about, parts, lang: self.lang, clauses, span: head.place() }
    }

    /// Several things that belong together.
    fn all(self, items: &[String]) -> String {
        items.join(self.pick("、", ", "))
    }

    /// A remark in parentheses; nothing where there is none.
    fn aside(self, remark: &str) -> String {
        if remark.is_empty() {
            return String::new();
        }
        self.lang.pick(format!("（{remark}）"), format!(" ({remark})"))
    }

    /// The clauses a part cites itself, in parentheses.
    fn cites(self, clauses: &[Name]) -> String {
        let clauses: Vec<String> = clauses.iter().map(|clause| self.clause(&clause.value)).collect();
        self.aside(&self.all(&clauses))
    }
}
