//! Stores and the engine on them: the contract, the host's view, memory against SQLite, and what survives being killed.

mod contract;
mod crash;
mod equal;
mod host;
mod sqlite;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use zhidu::store::Kept;
use zhidu::world::{Directory, Person};
use zhidu::{Policy, Settings};

/// A folder of its own, gone when it is dropped.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new(name: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("zhidu-{name}-{}-{n}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The hotline's policy, with other texts in place of some.
pub(super) fn hotline(changes: &[(&str, &str)]) -> Policy {
    let mut text = include_str!("../../../examples/hotline/hotline.toml").to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    let files = [("hotline/hotline.toml", text.as_str())];
    zhidu::load(&files[..], "hotline", Settings::default()).unwrap().policy().unwrap()
}

/// Two agents and their leader.
pub(super) fn people() -> Directory {
    let person = |id: &str, role: &str| Person { id: id.into(), roles: vec![(role.into(), None)], ..Person::default() };
    Directory { people: vec![person("li", "agent"), person("ma", "agent"), person("wang", "leader")] }
}

/// A policy of a test, as an engine takes it; its texts cannot be compiled again.
pub(super) fn as_given(program: zhidu::Program, scripts: zhidu::RhaiScripts) -> Policy {
    let kept = Kept {
        hash: program.hash.clone(),
        institution: program.institution.id.clone(),
        root: "".into(),
        values: None,
        files: Vec::new(),
    };
    let rules = zhidu::store::Rules { program: program.into(), scripts: std::sync::Arc::new(scripts) };
    Policy { rules, kept, again: |_| Err("not in this test".to_owned()) }
}
