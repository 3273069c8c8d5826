//! Side by side, in shares: whoever looks cannot tell.

use super::{Around, around, mixed, sound, wrong};
use crate::cli::Desk;
use crate::desk::FILES;
use std::collections::BTreeMap;

/// Three policies with thirty scenarios each, some of which fail.
fn many(name: &str) -> Desk {
    let desk = mixed(name);
    for policy in ["desk", "other", "third"] {
        for (path, text) in FILES {
            desk.write(
                &path.replace("desk/", &format!("{policy}/")),
                &text.replace("id = \"desk\"", &format!("id = \"{policy}\"")),
            );
        }
        for n in 0..30 {
            let text = if n % 7 == 3 { wrong() } else { sound() };
            let id = format!("id = \"{policy}-{n}\"");
            let text = text.replace("id = \"A\"", &id).replace("id = \"B\"", &id);
            desk.write(&format!("{policy}/scenarios/{n:02}.toml"), &text);
        }
    }
    desk
}

#[test]
fn one_worker_and_eight_print_the_same_bytes() {
    let desk = many("jobs");
    for flags in [
        &["--coverage", "--matrix", "-v"][..],
        &["--fail-fast"],
        &["--report", "junit=-"],
        &["--fail-fast", "--report", "junit=-"],
        &["--report", "json=-"],
        &["--report", "csv=-", "--shard", "2/3"],
    ] {
        let run = |jobs| desk.run("test", "", &[flags, &["--jobs", jobs]].concat());
        let (one, eight) = (run("1"), run("8"));
        assert_eq!((one.exit, &one.out, &one.err), (eight.exit, &eight.out, &eight.err), "{flags:?}");
        assert!(one.out.len() > 100);
    }
}

#[test]
fn fail_fast_runs_nothing_after_the_first_failure() {
    let desk = many("fast");
    let ran = desk.run("test", "", &["--fail-fast", "-q"]);
    assert!(ran.out.ends_with("3 passed, 1 failed, 1 invalid, 88 skipped\n"), "{}", ran.out);
}

#[test]
fn all_shares_together_are_everything_once() {
    let desk = many("shares");
    let ran = |flags: &[&str]| -> Vec<String> {
        let json = desk.run("test", "", &[flags, &["--report", "json=-"]].concat()).out;
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let scenarios = json["policies"].as_array().unwrap().iter().flat_map(|p| p["scenarios"].as_array().unwrap());
        scenarios.map(|s| s["file"].as_str().unwrap().to_owned()).collect()
    };
    let mut times: BTreeMap<String, usize> = ran(&[]).into_iter().map(|file| (file, 0)).collect();
    assert_eq!(times.len(), 93);
    for share in ["1/4", "2/4", "3/4", "4/4"] {
        let files = ran(&["--shard", share]);
        assert!(files.len() > 10, "{share} has {}", files.len());
        files.into_iter().for_each(|file| *times.get_mut(&file).unwrap() += 1);
    }
    assert!(times.values().all(|count| *count == 1), "{times:?}");
}

/// A share depends on ids alone, not on how the folder is named.
#[test]
fn a_share_is_the_same_wherever_the_policies_lie() {
    let (here, there) = (many("shares-here"), many("shares-there"));
    let run = |desk: &Desk| {
        let path = desk.0.join("desk");
        let folder = format!("{}/", desk.0.to_str().unwrap());
        around(&["test", path.to_str().unwrap(), "--shard", "1/2"], Around::default()).out.replace(&folder, "")
    };
    assert_eq!(run(&here), run(&there));
}
