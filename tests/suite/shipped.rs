//! The shipped policies, read from disk once into memory, so that tests can change a word and compile again.

use std::collections::BTreeSet;
use std::path::Path;
use zhidu_core::compile::{Compiled, Settings};
use zhidu_core::model::files::Files;
use zhidu_core::problem::{Problem, Problems, Severity};
use zhidu_core::program::Program;
use zhidu_core::scenario::Scenario;
use zhidu_core::source::SourceMap;
use zhidu_core::syntax::load;
use zhidu_script::RhaiScripts;

/// A file of the tree of policies.
#[derive(Clone)]
pub(crate) struct File {
    /// Its path from the root of the tree, `/` between its parts.
    pub(crate) path: String,
    /// What is in it.
    pub(crate) text: String,
}

/// A policy and everything around it that it may take in.
pub(crate) struct Policy {
    /// Its folder.
    pub(crate) root: String,
    /// Every file of the tree.
    pub(crate) files: Vec<File>,
    /// Positions of its own files that are not scenarios.
    pub(crate) own: Vec<usize>,
    /// Positions of its scenarios.
    pub(crate) scenarios: Vec<usize>,
}

/// Every policy in `policies/`: a folder with an `[institution]` in it.
pub(crate) fn policies() -> Vec<Policy> {
    let mut files = Vec::new();
    collect(Path::new("policies"), &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let is_institution = |file: &&File| file.text.lines().any(|line| line.trim() == "[institution]");
    let roots: BTreeSet<String> =
        files.iter().filter(is_institution).filter_map(|f| Some(f.path.rsplit_once('/')?.0.to_owned())).collect();
    assert!(!roots.is_empty(), "no policy is shipped");
    roots.into_iter().map(|root| Policy::new(root, files.clone())).collect()
}

fn collect(folder: &Path, files: &mut Vec<File>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|end| end == "toml" || end == "rhai") {
            let text = std::fs::read_to_string(&path).unwrap();
            files.push(File { path: path.to_str().unwrap().replace('\\', "/"), text });
        }
    }
}

impl Policy {
    /// The policy in this folder.
    pub(crate) fn new(root: impl Into<String>, files: Vec<File>) -> Self {
        let root = root.into();
        let below = |folder: String| {
            let paths = files.iter().enumerate().filter(move |(_, file)| file.path.starts_with(&folder));
            paths.filter(|(_, file)| file.path.ends_with(".toml")).map(|(at, _)| at).collect::<Vec<_>>()
        };
        let scenarios = below(format!("{root}/scenarios/"));
        let mut own = below(format!("{root}/"));
        own.retain(|at| !scenarios.contains(at));
        Self { own, scenarios, root, files }
    }

    /// A policy of one file.
    pub(crate) fn small(text: &str) -> Self {
        Self::new("small", vec![File { path: "small/policy.toml".to_owned(), text: text.to_owned() }])
    }

    /// The program, where nothing is wrong, and what runs its scripts.
    pub(crate) fn ready(&self) -> (Program, RhaiScripts) {
        let (compiled, scripts) = compile_files(&self.root, &self.files);
        let errors = |problem: &&Problem| problem.severity() == Severity::Error;
        let wrong: Vec<_> = compiled.problems.iter().filter(errors).map(|p| (p.code(), &p.flaw)).collect();
        assert!(wrong.is_empty(), "{}: {wrong:#?}", self.root);
        (compiled.program.unwrap(), scripts)
    }
}

/// Compiles the policy in a folder of these files, as a host does.
pub(crate) fn compile_files(root: &str, files: &[File]) -> (Compiled, RhaiScripts) {
    let texts: Vec<(&str, &str)> = files.iter().map(|file| (file.path.as_str(), file.text.as_str())).collect();
    compile(texts.as_slice(), root)
}

/// Compiles a policy's folder; gives also what runs its expressions that are more than plain.
pub(crate) fn compile(files: &(impl Files + ?Sized), root: &str) -> (Compiled, RhaiScripts) {
    let loaded = zhidu::load(files, root, Settings::default()).unwrap();
    (loaded.compiled, loaded.scripts)
}

/// Reads a scenario for a program.
pub(crate) fn scenario(program: &Program, file: &File) -> (Option<Scenario>, Vec<Problem>) {
    let (_, document, mut problems) = load(&mut SourceMap::default(), file.path.as_str(), file.text.as_bytes());
    let mut found = Problems::new();
    let scenario = zhidu_core::scenario::read(&document, program, &mut found);
    let broken = problems.iter().any(|problem| problem.severity() == Severity::Error);
    problems.extend(found.into_sorted());
    (scenario.filter(|_| !broken), problems)
}
