//! Arrows between crates, asked of `cargo tree`.

use std::process::Command;

/// Each crate and those of ours it may depend on directly.
const ARROWS: [(&str, &[&str]); 8] = [
    ("zhidu-time", &[]),
    ("zhidu-core", &["zhidu-time"]),
    ("zhidu-script", &["zhidu-core", "zhidu-time"]),
    ("zhidu-store", &["zhidu-core", "zhidu-time"]),
    ("zhidu-store-sqlite", &["zhidu-store", "zhidu-core", "zhidu-time"]),
    ("zhidu-runtime", &["zhidu-store", "zhidu-core", "zhidu-time"]),
    ("zhidu", &["zhidu-time", "zhidu-core", "zhidu-script", "zhidu-store", "zhidu-runtime"]),
    ("zhidu-cli", &["zhidu"]),
];

/// Crates that may not appear anywhere under one of ours: async, databases, clocks, chance, terminals.
const NEVER: [(&str, &[&str]); 7] = [
    ("zhidu-time", &["tokio", "sqlx", "rusqlite", "rhai", "clap", "chrono", "rand", "tracing", "petgraph"]),
    ("zhidu-core", &["tokio", "sqlx", "rusqlite", "rhai", "clap", "chrono", "rand", "tracing"]),
    ("zhidu-script", &["tokio", "sqlx", "rusqlite", "clap", "tracing"]),
    ("zhidu-store", &["tokio", "sqlx", "rusqlite", "rhai", "clap", "chrono", "rand", "tracing"]),
    ("zhidu-store-sqlite", &["sqlx", "rhai", "clap", "chrono", "rand", "tracing-subscriber"]),
    ("zhidu-runtime", &["sqlx", "rusqlite", "rhai", "clap", "chrono", "rand", "tracing-subscriber"]),
    ("zhidu", &["sqlx", "rusqlite", "clap", "tracing-subscriber"]),
];

/// The names of all crates under a package, itself first, as a host would build it; down to `depth` if given.
fn closure(package: &str, depth: Option<&str>) -> Vec<String> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["tree", "--locked", "--offline", "-e", "normal", "--prefix", "none", "-p", package]);
    cargo.args(depth.map(|depth| ["--depth", depth]).iter().flatten());
    let output = cargo.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn our_crates_depend_in_one_direction() {
    for (package, may) in ARROWS {
        for other in closure(package, Some("1")).iter().filter(|name| name.starts_with("zhidu") && *name != package) {
            assert!(may.contains(&other.as_str()), "{package} depends on {other}, which it may not know");
        }
    }
}

#[test]
fn what_a_host_did_not_ask_for_is_not_there() {
    for (package, never) in NEVER {
        let crates = closure(package, None);
        assert_eq!(crates.first().map(String::as_str), Some(package));
        for name in never {
            assert!(!crates.iter().any(|other| other == name), "{name} appears under {package}");
        }
    }
}
