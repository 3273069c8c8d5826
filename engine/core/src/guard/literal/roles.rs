//! Role ids in texts.

use crate::guard::scope::Scope;
use crate::guard::written::Slip;

/// Why a text is no role there is: its name is written, or nothing is called like that.
pub(in crate::guard) fn no_role(text: &str, scope: &Scope) -> Slip {
    let roles = &scope.words().roles;
    match roles.iter().find(|role| role.name.as_deref() == Some(text)) {
        Some(role) => Slip::RoleName { name: text.to_owned(), id: role.id.to_string() },
        None => Slip::Role { text: text.to_owned(), known: roles.iter().map(|role| role.id.to_string()).collect() },
    }
}
