//! `[institution]` (`LANGUAGE` §7).

use super::head::{Head, Id};
use super::read::Read;
use super::{Name, Written};
use crate::problem::{Problems, Word};
use crate::source::Spanned;
use crate::syntax::{Fields, Table};
use crate::value::Text;

/// Who the policy is of.
#[derive(Debug, Clone)]
pub struct Institution {
    /// Id, name, clauses, place.
    pub head: Head,
    /// The author's label of this version.
    pub version: Option<Text>,
    /// In force from the start of this day.
    pub effective: Option<Written>,
    /// Whose clocks count.
    pub time_zone: Option<Name>,
    /// The currency of amounts.
    pub currency: Option<Name>,
    /// What is taken in, as paths from the folder above the policy.
    pub uses: Vec<Spanned<Text>>,
}

impl Institution {
    pub(super) fn read(table: &Table, problems: &mut Problems) -> Self {
        let mut f = Fields::new(table, Word::Institution, problems);
        let head = Head::read(&mut f, Word::Institution, Id::FreeText);
        let institution = Self {
            head,
            version: f.plain("version"),
            effective: f.written("effective"),
            time_zone: f.required_name("time_zone"),
            currency: f.name("currency"),
            uses: f.names("use"),
        };
        f.not_yet(&["calendar", "owner", "interpreter"]);
        f.finish();
        institution
    }
}
