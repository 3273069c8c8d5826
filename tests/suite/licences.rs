//! Licences of everything our crates are built from: a host may use us in closed products.

use std::process::Command;

/// Licences that ask for no more than to be named.
const FREE: [&str; 9] = [
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "CC0-1.0",
];

/// Single crates under a licence that asks for more, and why that is no burden here.
const EXCEPTIONS: [(&str, &str); 1] = [
    // Asks only that changes to its own files be shown; we change none. It comes with rhai.
    ("smartstring", "MPL-2.0+"),
];

/// Whether an SPDX expression offers a way to use the crate under [`FREE`] licences alone.
fn is_free(expression: &str) -> bool {
    let text = expression.trim();
    if let Some((left, right)) = split_outside(text, " AND ") {
        return is_free(left) && is_free(right);
    }
    if let Some((left, right)) = split_outside(text, " OR ").or_else(|| split_outside(text, "/")) {
        return is_free(left) || is_free(right);
    }
    match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => is_free(inner),
        None => FREE.contains(&text),
    }
}

/// The two sides of the first such word that stands outside parentheses.
fn split_outside<'a>(text: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    let outside = |at: &usize| text[..*at].matches('(').count() == text[..*at].matches(')').count();
    let at = text.match_indices(word).map(|(at, _)| at).find(outside)?;
    Some((&text[..at], &text[at + word.len()..]))
}

#[test]
fn every_crate_may_be_used_freely() {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["tree", "--locked", "--offline", "--workspace", "-e", "normal,build", "--prefix", "none"]);
    let output = cargo.args(["--no-dedupe", "--format", "{p}|{l}"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for line in String::from_utf8(output.stdout).unwrap().lines().filter(|line| !line.is_empty()) {
        let (package, licence) = line.split_once('|').unwrap();
        let name = package.split(' ').next().unwrap();
        assert!(is_free(licence) || EXCEPTIONS.contains(&(name, licence)), "{package} is under `{licence}`");
    }
}

#[test]
fn expressions_are_read_as_they_are_meant() {
    for free in ["MIT", "MIT OR GPL-3.0", "(MIT OR Apache-2.0) AND Unicode-3.0", "Unlicense/MIT", "GPL-2.0 OR (MIT)"] {
        assert!(is_free(free), "{free}");
    }
    for not in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Zlib) AND MPL-2.0", "MPL-2.0+"] {
        assert!(!is_free(not), "{not}");
    }
}
