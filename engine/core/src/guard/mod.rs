//! Expressions: their shape ([`ast`]), and later their types and evaluation.

pub mod ast;
