//! Every limit of this crate in one place. rhai's own defaults differ between debug and release builds, so none is used.

/// Longest text of an expression, in bytes.
pub const MAX_TEXT: usize = 16 * 1024;
/// Longest text of one file of functions, in bytes. rhai counts lines and characters in 16 bits.
pub const MAX_FILE: usize = 60 * 1024;
/// Deepest nesting of brackets, and longest run of prefix operators.
pub const MAX_NESTING: usize = 32;
/// Deepest tree. Operators of one level in a row (`a + b + c`) count one each, so this is also the longest such row.
pub const MAX_DEPTH: usize = 72;
/// Deepest tree inside one function of a library.
pub const MAX_FUNCTION_DEPTH: usize = 24;
/// Most functions in one file.
pub const MAX_FUNCTIONS: usize = 256;

/// Most operations of one run: every statement, operator, call and turn of a loop is one or two.
pub const MAX_OPERATIONS: u64 = 100_000;
/// Most bytes of texts, lists and records that one run may read or copy, counted anew each time. Reading a local counts
/// all of it, a function all of its arguments, so this bounds the time spent on data, and what can ever be alive at once.
pub const MAX_DATA: u64 = 32 * 1024 * 1024;
/// Deepest calls of functions within functions.
pub const MAX_CALLS: usize = 8;
/// Most locals of one function, or of the text itself.
pub const MAX_LOCALS: usize = 64;
/// Longest text, in bytes; counts all texts inside one value together.
pub const MAX_STRING: usize = 64 * 1024;
/// Longest list a script makes; counts all items inside one value together. Lists it only reads may be longer.
pub const MAX_LIST: usize = 2_000;
/// Most fields of a record a script makes; counts all fields inside one value together.
pub const MAX_RECORD: usize = 500;
