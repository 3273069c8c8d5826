//! Every limit of this crate in one place. rhai's own defaults differ between debug and release builds, so none is used.

/// Longest text of an expression, in bytes.
pub const MAX_TEXT: usize = 16 * 1024;
/// Longest text of one file of functions, in bytes.
pub const MAX_FILE: usize = 64 * 1024;
/// Deepest nesting of brackets, and longest run of prefix operators.
pub const MAX_NESTING: usize = 32;
/// Deepest tree. Operators of one level in a row (`a + b + c`) count one each, so this is also the longest such row.
pub const MAX_DEPTH: usize = 96;
