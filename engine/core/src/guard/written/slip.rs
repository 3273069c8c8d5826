//! What can be wrong with a literal.

use crate::value::Type;

/// Why a text is no literal of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Slip {
    /// Full-width digits or signs; read as meant, but told.
    FullWidth {
        /// As written.
        text: String,
        /// In ASCII.
        meant: String,
    },
    /// Almost right: what was certainly meant.
    Written {
        /// The type.
        expected: Type,
        /// As written.
        text: String,
        /// As it should be.
        meant: String,
    },
    /// Several things could have been meant.
    Ways {
        /// The type.
        expected: Type,
        /// As written.
        text: String,
        /// As it could be.
        ways: Vec<String>,
    },
    /// Nothing of that type.
    Other {
        /// The type.
        expected: Type,
        /// As written.
        text: String,
    },
    /// No such option.
    Option {
        /// As written.
        text: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// The name of an option instead of its id.
    OptionName {
        /// As written.
        name: String,
        /// The id.
        id: String,
    },
    /// No such role.
    Role {
        /// As written.
        text: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// The name of a role instead of its id.
    RoleName {
        /// As written.
        name: String,
        /// The id.
        id: String,
    },
    /// Another currency than the institution's.
    Currency {
        /// As written.
        found: String,
        /// The institution's.
        expected: String,
    },
    /// Parts of a fen.
    Decimals {
        /// As written.
        text: String,
        /// Rounded half up.
        rounded: String,
    },
    /// A day the calendar does not have.
    NoSuchDay {
        /// As written.
        text: String,
        /// The last day of that month.
        ends: String,
    },
    /// The wrong day of the week.
    Weekday {
        /// The date.
        date: String,
        /// As written.
        written: String,
        /// As it is.
        right: String,
    },
    /// No unit of time.
    Unit {
        /// The words after the number.
        text: String,
    },
    /// A negative amount of time.
    NegativeTime {
        /// As written.
        text: String,
    },
}
