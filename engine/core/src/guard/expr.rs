//! Typed expressions: what the step evaluates. Built by [`super::typing`], run by [`super::eval`].

use super::ast::BinaryOp;
use crate::source::Span;
use crate::value::{Text, Value};

/// Declares an index newtype: a position in one of the program's tables.
macro_rules! index {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
        impl $name {
            /// The position as `usize`.
            #[must_use]
            pub const fn at(self) -> usize { self.0 as usize }
        }
        impl From<usize> for $name {
            fn from(n: usize) -> Self { Self(u32::try_from(n).unwrap_or(u32::MAX)) }
        }
    )*};
}
pub(crate) use index;

index! {
    /// A data of the process: `case.x`.
    DataSlot;
    /// A field of events of the process: `event.x`. One slot per field id, whichever events carry it.
    FieldSlot;
    /// A `[[value]]` of the process.
    ValueIx;
    /// A parameter of the institution.
    ParamIx;
    /// An attribute of persons; see `program::Attribute`.
    AttributeIx;
    /// A role of the institution.
    RoleIx;
    /// A state of the process.
    StateIx;
    /// A script of the institution.
    ScriptIx;
}

/// The people an expression can name by relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// Whoever did the event.
    Actor,
    /// Whoever owns the case.
    Owner,
    /// The actor of the event that opened the task at hand.
    Requester,
    /// The person charged.
    Offender,
    /// The holder a duty runs for.
    Holder,
}

/// A typed, plain expression. Evaluation never panics and never loops.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// A literal.
    Const(Value),
    /// `case.x` for a data
    Data(DataSlot),
    /// `case.x` for a `[[value]]`
    Named(ValueIx),
    /// `event.x`
    Field(FieldSlot),
    /// `event.name`
    EventName,
    /// `param.x`
    Param(ParamIx),
    /// `param.x[key]`, for a parameter that says `per`
    ParamAt(ParamIx, Box<Expr>),
    /// `actor`, `owner`, …
    Person(Who),
    /// `case.visitor`: whoever was given this name by `assign … as`
    Part(Text),
    /// `owner.department`: an attribute of the person
    Attribute(Box<Expr>, AttributeIx),
    /// `now`
    Now,
    /// `today`
    Today,
    /// `self`
    This,
    /// `it`
    It,
    /// A field of a record.
    Member(Box<Expr>, Text),
    /// The same field of every record of a list, as a list; rows without the field are left out.
    MemberOfEach(Box<Expr>, Text),
    /// `!x`
    Not(Box<Expr>),
    /// `-x`
    Neg(Box<Expr>),
    /// All hold; stops at the first that does not.
    And(Vec<Expr>),
    /// One holds; stops at the first that does.
    Or(Vec<Expr>),
    /// Comparison or arithmetic; operand types were checked.
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// `needle in list`
    In(Box<Expr>, Box<Expr>),
    /// A list of values.
    List(Vec<Expr>),
    /// `given(x)`: evaluates the operand only far enough to know whether it is there.
    Given(Box<Expr>),
    /// `or_else(x, y)`: `y` where `x` is not given.
    OrElse(Box<Expr>, Box<Expr>),
    /// `in_state("id")`
    InState(StateIx),
    /// `decided("id")`: the option a decision ended with, not given before
    Decided(Text),
    /// `holds(person, "role")`
    Holds(Box<Expr>, RoleIx),
    /// Any other pure function.
    Call(Function, Vec<Expr>),
    /// A script run in rhai under limits, with the values it reads: `("case.rings", …)`.
    Script(ScriptIx, Vec<(Text, Expr)>),
}

/// The pure functions of the plain fragment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Function {
    /// `sum(list)`; the second argument is nothing of the items' type, which the sum begins with
    Sum,
    /// `count(list)`
    Count,
    /// `min(list)` or `min(a, b, …)`
    Min,
    /// `max(list)` or `max(a, b, …)`
    Max,
    /// `all(list of booleans)`
    All,
    /// `any(list of booleans)`
    Any,
    /// `distinct(list)`: the list without repetitions, first occurrences kept
    Distinct,
    /// `contains(list, x)`
    Contains,
    /// `contains_all(list, list)`
    ContainsAll,
    /// `days_between(a, b)`: the days of (a, b]
    DaysBetween,
    /// `date(instant)`
    Date,
    /// `time(instant)`
    Time,
    /// `money(5000)`: units of the institution's currency
    Money,
    /// `percent(5)`
    Percent,
    /// `ratio(a, b)`: exact quotient of two numbers or amounts as a decimal
    Ratio,
    /// An integer where a decimal is wanted; nobody writes it.
    Decimal,
}

/// An expression with the text it was written as, for traces and messages.
#[derive(Debug, Clone, PartialEq)]
pub struct Guard {
    /// What runs.
    pub expr: Expr,
    /// What the author wrote.
    pub text: Text,
    /// Where.
    pub span: Span,
}
