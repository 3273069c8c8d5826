//! What a host of the pure core compiles, held in a list: it grows only where somebody means it to.

use std::process::Command;

const HOST: &str = "tests/embed";

#[test]
fn a_host_of_the_pure_core_compiles_these_crates_and_no_others() {
    // The host is a workspace of its own, with the versions of ours.
    std::fs::copy("Cargo.lock", format!("{HOST}/Cargo.lock")).unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["tree", "--offline", "-e", "normal", "--prefix", "none", "--format", "{p}", "--no-dedupe"]);
    let output = cargo.args(["--manifest-path", &format!("{HOST}/Cargo.toml")]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let mut crates: Vec<&str> = text.lines().filter_map(|line| line.split(' ').next()).collect();
    crates.sort_unstable();
    crates.dedup();
    crates.retain(|name| !name.is_empty() && *name != "embed");
    let list = std::fs::read_to_string(format!("{HOST}/crates.txt")).unwrap();
    let listed: Vec<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
    let only = |these: &[&str], those: &[&str]| -> Vec<String> {
        these.iter().filter(|name| !those.contains(name)).map(|name| (*name).to_owned()).collect()
    };
    assert_eq!(
        only(&crates, &listed),
        Vec::<String>::new(),
        "new under a host of the core; {HOST}/crates.txt lists them"
    );
    assert_eq!(only(&listed, &crates), Vec::<String>::new(), "gone, and still in {HOST}/crates.txt");
}
