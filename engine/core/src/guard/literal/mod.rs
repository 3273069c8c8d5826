//! Literals in policies: what is told of wrong ones.

mod roles;
mod tell;

pub(super) use roles::no_role;
