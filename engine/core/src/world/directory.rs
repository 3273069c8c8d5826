//! Who is there: people with their roles and what is known of them. Facts, never policy.

use crate::value::{Text, Value};
use zhidu_time::Date;

/// The people, in an order that never changes (holders are listed in it).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Directory {
    /// Everybody.
    pub people: Vec<Person>,
}

/// A person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// The id.
    pub id: Text,
    /// Roles held, each with what for (`per`) where it says so.
    pub roles: Vec<(Text, Option<Text>)>,
    /// What is known, `department` and `superior` among it.
    pub attributes: Vec<(Text, Value)>,
    /// Days of absence, first and last included.
    pub absent: Vec<(Date, Date)>,
}

impl Directory {
    /// A person by id.
    #[must_use]
    pub fn person(&self, id: &str) -> Option<&Person> {
        self.people.iter().find(|p| &*p.id == id)
    }

    /// Everyone who holds a role (for this, where given), in the directory's order.
    pub fn holders<'a>(&'a self, role: &'a str, of: Option<&'a str>) -> impl Iterator<Item = &'a Person> {
        self.people.iter().filter(move |p| p.holds(role, of))
    }
}

impl Person {
    /// Whether the person holds a role. Asked for something, a role held for nothing in particular counts only where
    /// the person's own department is that something.
    #[must_use]
    pub fn holds(&self, role: &str, of: Option<&str>) -> bool {
        self.roles.iter().any(|(id, held_for)| {
            &**id == role
                && of.is_none_or(|of| match held_for {
                    Some(for_) => &**for_ == of,
                    None => self.attribute("department").and_then(Value::as_text).is_some_and(|d| &**d == of),
                })
        })
    }

    /// What is known of the person.
    #[must_use]
    pub fn attribute(&self, id: &str) -> Option<&Value> {
        self.attributes.iter().find(|(name, _)| &**name == id).map(|(_, value)| value)
    }
}
