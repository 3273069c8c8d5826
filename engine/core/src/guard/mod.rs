//! Expressions: their shape ([`ast`]), their typed form ([`expr`]) and what running them needs ([`eval`], [`scripts`]).

pub mod ast;
pub mod eval;
pub mod expr;
pub(crate) mod pending;
pub mod scripts;
