//! The shape of an expression before it is typed.
//!
//! `zhidu-script` parses text with rhai and gives this tree; [`super::typing`] gives it names and types. Offsets are
//! bytes in the decoded text of the expression; the caller maps them to the file.

use rust_decimal::Decimal;
use std::ops::Range;

/// One node with its place in the expression's text.
#[derive(Debug, Clone, PartialEq)]
pub struct Ast {
    /// Byte range in the decoded text. For a binary operation: from its left operand to its right one.
    pub range: Range<usize>,
    /// What it is.
    pub kind: AstKind,
}

/// The plain fragment: what we type and run ourselves.
#[derive(Debug, Clone, PartialEq)]
pub enum AstKind {
    /// `true`, `false`
    Bool(bool),
    /// `42`
    Int(i64),
    /// `1.5`, exact
    Decimal(Decimal),
    /// `"text"`
    Text(String),
    /// A bare identifier: a root (`case`, `event`, `now`, `owner`) or a local of a script.
    Name(String),
    /// `base.name`; the range is the name's own.
    Field(Box<Ast>, String, Range<usize>),
    /// `base[index]`
    Index(Box<Ast>, Box<Ast>),
    /// `name(args)`; the range is the name's own.
    Call(String, Range<usize>, Vec<Ast>),
    /// `!x`
    Not(Box<Ast>),
    /// `-x`
    Neg(Box<Ast>),
    /// `a && b`, flattened, short-circuit
    And(Vec<Ast>),
    /// `a || b`, flattened, short-circuit
    Or(Vec<Ast>),
    /// Comparison or arithmetic.
    Binary(BinaryOp, Box<Ast>, Box<Ast>),
    /// `needle in haystack`
    In(Box<Ast>, Box<Ast>),
    /// `[a, b]`
    List(Vec<Ast>),
}

/// The binary operators of the plain fragment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BinaryOp {
    /// `==`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`
    Div,
    /// `%`
    Rem,
}

impl BinaryOp {
    /// How it is written.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Eq => "==",
            Self::Ne => "!=",
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Gt => ">",
            Self::Ge => ">=",
            Self::Add => "+",
            Self::Sub => "-",
            Self::Mul => "*",
            Self::Div => "/",
            Self::Rem => "%",
        }
    }

    /// Whether the result is a truth value.
    #[must_use]
    pub const fn is_comparison(self) -> bool {
        matches!(self, Self::Eq | Self::Ne | Self::Lt | Self::Le | Self::Gt | Self::Ge)
    }
}

/// What a text turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Parsed {
    /// The plain fragment: typed and run by us.
    Plain(Ast),
    /// Anything else rhai can say; it runs in rhai under limits and is reported as not analysed.
    Script(ScriptShape),
}

/// What can be known of a script without running it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ScriptShape {
    /// Every path it reads from a root, such as `case.rings` (root first), with its place; no locals.
    pub reads: Vec<(Vec<String>, Range<usize>)>,
    /// Every function it calls that is not its own, with the number of arguments.
    pub calls: Vec<(String, usize, Range<usize>)>,
}

/// Why a text is no expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// Where, in bytes of the decoded text.
    pub range: Range<usize>,
    /// What kind of mistake.
    pub kind: ParseErrorKind,
}

/// The kinds of mistakes a parser reports; the sentence is made by the problem register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParseErrorKind {
    /// A character or word that cannot stand here.
    Unexpected(String),
    /// The text ends too early, or a bracket or quote is not closed.
    Incomplete(String),
    /// `=` where `==` was meant.
    AssignmentForComparison,
    /// A construct that is switched off: `eval`, `import`, closures, …
    Forbidden(String),
    /// Nested too deeply or too long; the limit that was met.
    TooComplex(String),
    /// Whatever else rhai says, in its words.
    Other(String),
}
