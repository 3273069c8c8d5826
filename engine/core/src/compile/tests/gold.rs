//! The gold-exchange policy, whole.

use super::*;

const FILES: [(&str, &str); 7] = [
    ("p/call.toml", include_str!("../../../../../policies/gold-exchange/call.toml")),
    ("p/callback.toml", include_str!("../../../../../policies/gold-exchange/callback.toml")),
    ("p/clauses.toml", include_str!("../../../../../policies/gold-exchange/clauses.toml")),
    ("p/follow_up.toml", include_str!("../../../../../policies/gold-exchange/follow_up.toml")),
    ("p/institution.toml", include_str!("../../../../../policies/gold-exchange/institution.toml")),
    ("p/offences.toml", include_str!("../../../../../policies/gold-exchange/offences.toml")),
    ("p/penalties.toml", include_str!("../../../../../policies/gold-exchange/penalties.toml")),
];

#[test]
fn compiles_without_problems() {
    let compiled = compiled(&FILES);
    assert_eq!(told(&compiled), Vec::<String>::new());
    let warnings: Vec<&str> = compiled.problems.iter().map(Problem::code).collect();
    assert_eq!(warnings, Vec::<&str>::new());
}
