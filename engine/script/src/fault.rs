//! rhai's complaints about a text, at our places and in our kinds. Most mistakes never come here: the scan finds them.

use crate::limits::MAX_DEPTH;
use crate::scan::Scan;
use rhai::{LexError, ParseErrorType as Kind};
use zhidu_core::guard::ast::{ParseError, ParseErrorKind};

/// Translates one complaint.
pub(crate) fn parse_error(error: &rhai::ParseError, scan: &Scan, text: &str) -> ParseError {
    let at = scan.find(error.position());
    let range = at.map_or_else(|| end_of(scan, text), |i| scan.words[i].range.clone());
    let word = || text[range.clone()].to_owned();
    let kind = match error.err_type() {
        Kind::ExprTooDeep => ParseErrorKind::TooComplex(format!("depth {MAX_DEPTH}")),
        Kind::BadInput(LexError::ImproperSymbol(symbol, _)) if symbol == "=" => ParseErrorKind::AssignmentForComparison,
        // At the end nothing can be unexpected but the end itself.
        Kind::UnexpectedEOF => ParseErrorKind::Incomplete(word()),
        Kind::BadInput(LexError::UnexpectedInput(_))
        | Kind::MissingToken(..)
        | Kind::UnknownOperator(_)
        | Kind::PropertyExpected
        | Kind::VariableExpected
        | Kind::ExprExpected(_)
        | Kind::Reserved(_) => {
            at.map_or(ParseErrorKind::Incomplete as fn(String) -> _, |_| ParseErrorKind::Unexpected)(word())
        }
        other => ParseErrorKind::Other(other.to_string()),
    };
    ParseError { range, kind }
}

/// The last word, which something should have followed.
fn end_of(scan: &Scan, text: &str) -> std::ops::Range<usize> {
    scan.words.last().map_or(0..text.len(), |w| w.range.clone())
}
