//! Placeholder of the time crate.
#![allow(missing_docs)]
pub use jiff::civil::{Date, Time};
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);
impl std::fmt::Display for Instant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone;
impl Zone {
    pub fn start_of_day(&self, _date: Date) -> Instant {
        Instant(0)
    }
}
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Amount;
impl std::fmt::Display for Amount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "")
    }
}
impl Amount {
    pub fn compare(&self, _o: &Self) -> Option<std::cmp::Ordering> {
        None
    }
}
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    pub late_from: Instant,
}
