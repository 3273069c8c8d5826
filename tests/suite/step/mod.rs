//! `zhidu step`: events as lines in, what came of each as lines out.

mod documented;
mod faults;
mod lasting;
mod schema;
mod standing;

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use zhidu_cli::{Exit, Io, Screen};

/// What a run came to.
struct Ran {
    exit: Exit,
    out: String,
    err: String,
}

fn zhidu(args: &[&str], input: &str) -> Ran {
    let (mut out, mut err, mut input) = (Vec::new(), Vec::new(), input.as_bytes());
    let mut io = Io { out: &mut out, err: &mut err, input: &mut input, env: &|_| None, screen: Screen::default() };
    let args = std::iter::once("zhidu").chain(args.iter().copied()).map(OsString::from);
    let exit = zhidu_cli::run(args, &mut io);
    Ran { exit, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
}

/// A folder of a test's own, with these files.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("step").join(name);
        let _ = fs::remove_dir_all(&folder);
        for (path, text) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Self(folder)
    }

    fn path(&self, file: &str) -> String {
        self.0.join(file).to_str().unwrap().to_owned()
    }

    /// Steps the policy in `gate` with the people of `cast.toml`.
    fn step(&self, flags: &[&str], input: &str) -> Ran {
        let (policy, cast) = (self.path("gate"), self.path("cast.toml"));
        zhidu(&[&["--lang", "en", "step", &policy, "--directory", &cast], flags].concat(), input)
    }
}

/// Visitors, one visit a customer at a time, with a deadline, a wait, a fine and a case that is opened and ends; and leave
/// that somebody grants.
const GATE: [(&str, &str); 5] = [
    ("gate/gate.toml", include_str!("gate/gate.toml")),
    ("gate/visit.toml", include_str!("gate/visit.toml")),
    ("gate/receipt.toml", include_str!("gate/receipt.toml")),
    ("gate/leave.toml", include_str!("gate/leave.toml")),
    ("cast.toml", include_str!("gate/cast.toml")),
];
