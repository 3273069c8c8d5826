//! `[[offence]]` as written: conduct a person reports (`LANGUAGE` §5).

use super::field::Field;
use super::head::{Element, Head, Id};
use super::party::Party;
use super::read::{Item, Read, name};
use super::{Name, Written};
use crate::problem::{Problem, Problems, SyntaxFlaw, Word};
use crate::syntax::{Fields, Table};

/// Conduct a person reports or an action finds; it expands into a process.
#[derive(Debug, Clone)]
pub struct Offence {
    /// Id, name, clauses, place.
    pub head: Head,
    /// What else is reported.
    pub fields: Vec<Field>,
    /// Who may report it; nobody = only actions open it.
    pub report_by: Option<Party>,
    /// Who verifies or dismisses it, offender and reporter excepted.
    pub verify_by: Party,
    /// Where it fails, the offence is recorded and not charged.
    pub when: Option<Written>,
    /// What it costs: the first row whose condition holds.
    pub charges: Vec<Charge>,
}

/// A row of `penalty`, or the only one.
#[derive(Debug, Clone)]
pub struct Charge {
    /// Clauses and place.
    pub head: Head,
    /// Where it applies.
    pub when: Option<Written>,
    /// By which penalty.
    pub penalty: Name,
    /// The rule broken; the offence's clause where it is left out.
    pub rule: Option<Written>,
}

/// Data every offence has, in the order of their slots.
pub const DATA: [&str; 4] = ["offender", "happened_at", "of_case", "reporter"];

impl Element for Offence {
    const WORD: Word = Word::Offence;

    fn head(&self) -> &Head {
        &self.head
    }
}

impl Offence {
    pub(super) fn read(table: &Table, problems: &mut Problems) -> Option<Self> {
        let mut f = Fields::new(table, Word::Offence, problems);
        let head = Head::read(&mut f, Word::Offence, Id::Required);
        let fields = Field::list(&mut f);
        for id in fields.iter().filter_map(|field| field.head.id.as_ref()).filter(|id| DATA.contains(&&*id.value)) {
            let flaw = SyntaxFlaw::ReservedName { name: id.value.to_string(), kind: Word::Field };
            f.report(Problem::new(flaw, id.span));
        }
        let (report_by, verify_by, when) =
            (Party::read(&mut f, "report_by"), Party::required(&mut f, "verify_by"), f.written("when"));
        let charges = f.items("penalty").into_iter().filter_map(|item| Charge::read(&mut f, item)).collect();
        f.finish();
        let Some(verify_by) = verify_by else {
            problems.silence(Word::Process, &*head.id_text());
            return None;
        };
        Some(Self { head, fields, report_by, verify_by, when, charges })
    }
}

impl Charge {
    fn read(f: &mut Fields<'_, '_>, item: Item<'_>) -> Option<Self> {
        match item {
            Item::Table(table) => Self::row(table, f.problems()),
            Item::Node(node) => match node.as_text() {
                Some(text) => {
                    let head = Head { span: node.span, ..Head::default() };
                    Some(Self { head, when: None, penalty: name(text.spanned()), rule: None })
                }
                None => {
                    f.wrong_type("penalty", node, [Word::Text, Word::TableList]);
                    None
                }
            },
        }
    }

    fn row(table: &Table, problems: &mut Problems) -> Option<Self> {
        let mut f = Fields::new(table, Word::Row, problems);
        let head = Head::read(&mut f, Word::Row, Id::None);
        let (when, penalty, rule) = (f.written("when"), f.required_name("penalty"), f.written("rule"));
        f.finish();
        Some(Self { head, when, penalty: penalty?, rule })
    }
}
