//! Chains of dots and indices, link by link.
//!
//! rhai nests `a.b[c].d` to the right: a link holds what it starts from and all that follows; what follows begins with
//! what the link itself reads. An index that ends its chain is marked, since `a[b.c]` and `a[b].c` nest alike.

use rhai::{ASTFlags, Expr};

/// One link of a chain.
pub(crate) struct Link<'e> {
    /// What the chain starts from; only meaningful for its first link.
    pub(crate) base: &'e Expr,
    /// `.` or `[`.
    pub(crate) is_dot: bool,
    right: &'e Expr,
    ends: bool,
}

impl<'e> Link<'e> {
    /// The first link of an expression, if it is a chain.
    pub(crate) fn of(expr: &'e Expr) -> Option<Self> {
        let (binary, flags, is_dot) = match expr {
            Expr::Dot(binary, flags, _) => (binary, flags, true),
            Expr::Index(binary, flags, _) => (binary, flags, false),
            _ => return None,
        };
        Some(Self { base: &binary.lhs, is_dot, right: &binary.rhs, ends: flags.contains(ASTFlags::BREAK) })
    }

    /// What this link itself reads (a property, a method call, an index), and the link after it.
    pub(crate) fn split(&self) -> (&'e Expr, Option<Self>) {
        match Self::of(self.right) {
            Some(next) if !self.ends => (next.base, Some(next)),
            _ => (self.right, None),
        }
    }
}
