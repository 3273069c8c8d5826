//! Where reports go.

use super::{Around, around, mixed, streams};
use crate::cli::Desk;
use std::fs;
use std::io;
use zhidu_cli::Exit;

/// Files of a folder by name.
fn files(desk: &Desk) -> Vec<String> {
    let entries = fs::read_dir(&desk.0).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = entries.collect();
    names.sort();
    names
}

fn to(desk: &Desk, format: &str, file: &str) -> String {
    format!("{format}={}", desk.0.join(file).to_str().unwrap())
}

#[test]
fn reports_stand_beside_what_people_read() {
    let desk = mixed("beside");
    fs::write(desk.0.join("out.xml"), "an older and longer report".repeat(10_000)).unwrap();
    let alone = desk.run("test", "desk", &[]);
    let ran = desk.run(
        "test",
        "desk",
        &["--report", &to(&desk, "junit", "out.xml"), "--report", &to(&desk, "json", "out.json")],
    );
    assert_eq!((ran.exit, &ran.out, &ran.err), (alone.exit, &alone.out, &alone.err));
    assert_eq!(files(&desk), ["desk", "out.json", "out.xml"], "nothing half written is left");
    let xml = fs::read_to_string(desk.0.join("out.xml")).unwrap();
    assert!(xml.starts_with("<?xml") && xml.ends_with("</testsuites>\n"));
}

#[test]
fn a_report_in_place_of_what_people_read_is_alone() {
    let desk = mixed("alone");
    let ran = desk.run("test", "desk", &["--report", "json=-"]);
    assert_eq!(ran.exit, Exit::Policy);
    assert!(ran.out.starts_with("{\n") && ran.out.ends_with("}\n"), "{}", ran.out);
    assert!(serde_json::from_str::<serde_json::Value>(&ran.out).is_ok());
}

#[test]
fn a_place_that_cannot_be_is_told_before_anything_runs() {
    let desk = mixed("nowhere");
    for file in ["no/such/folder/out.xml", "desk", "desk/matter.toml/out.xml"] {
        let ran = desk.run("test", "desk", &["--report", &to(&desk, "junit", file)]);
        assert_eq!((ran.exit, ran.out.as_str()), (Exit::Machine, ""), "{file}");
        assert!(ran.err.starts_with(&format!("no report can be written to `{file}` (")), "{}", ran.err);
        assert!(ran.err.contains("name another file, or make its folder first"), "{}", ran.err);
    }
    assert_eq!(files(&desk), ["desk"]);
}

#[test]
fn what_is_not_understood_is_the_commands_fault() {
    let desk = mixed("wrong-flags");
    for flags in [
        &["--report", "sarif=x"][..],
        &["--report", "junit"],
        &["--report", "json=-", "--report", "csv=-"],
        &["--report", "json=a", "--report", "csv=a"],
        &["--min-coverage", "row=3"],
        &["--shard", "4/3"],
        &["--jobs", "0"],
        &["--yes"],
        &["--bless", "--matrix"],
    ] {
        let ran = desk.run("test", "desk", flags);
        assert_eq!((ran.exit, ran.out.as_str()), (Exit::Command, ""), "{flags:?}");
        assert!(!ran.err.is_empty());
    }
    assert_eq!(desk.run("check", "desk", &["--report", "junit=-"]).exit, Exit::Command);
}

#[test]
fn an_empty_folder_holds_no_policy() {
    let desk = Desk::new("empty", &[]);
    fs::create_dir_all(desk.0.join("nothing")).unwrap();
    for verb in ["test", "check"] {
        let ran = desk.run(verb, "nothing", &["--report", "json=-"]);
        assert_eq!((ran.exit, ran.out.as_str()), (Exit::Command, ""));
        assert_eq!(ran.err, "`nothing` holds no policy: no file has `[institution]`\n");
    }
}

/// A reader that goes away after so many bytes.
struct Closing(usize);

impl io::Write for Closing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.min(bytes.len()) {
            0 => Err(io::ErrorKind::BrokenPipe.into()),
            taken => {
                self.0 -= taken;
                Ok(taken)
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.0 == 0 { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
    }
}

#[test]
fn a_reader_that_goes_away_changes_no_verdict() {
    let path = ["test", "policies", "--coverage", "--matrix", "-v"];
    let all = around(&path, Around::default());
    assert!(all.out.len() > 10_000);
    for bytes in [0, 1, 100, 8_000] {
        for flags in [&[][..], &["--report", "json=-"]] {
            let mut err = Vec::new();
            let exit = streams(&[&path[..], flags].concat(), Around::default(), &mut Closing(bytes), &mut err);
            assert_eq!((exit, err.as_slice()), (all.exit, &[][..]), "{bytes} {flags:?}");
        }
    }
}
