//! Expressions and literals: from text to values.
//!
//! In: texts an author wrote. `zhidu-script` gives their shape ([`ast`]); [`scope`] says what names mean at a place;
//! [`typing`] makes a typed expression ([`expr`]) of both, [`literal`] tells literals from expressions. Out: values, by
//! [`eval`] over whatever an environment holds. Scripts beyond the plain fragment run behind [`scripts`].
//!
//! `typing` and `literal` belong to compiling and report problems; running knows `expr`, `eval` and [`written`], which
//! types what events bring.

pub mod agree;
pub mod ast;
#[doc(hidden)]
pub mod bench;
pub mod eval;
pub mod expr;
pub mod literal;
pub mod scope;
pub mod scripts;
pub mod typing;
pub mod written;

#[cfg(test)]
pub(crate) mod sample;
