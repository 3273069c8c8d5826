//! From files to a program: the stages one after another, every problem of all of them kept.

use std::ops::Range;

use sha2::{Digest, Sha256};
use zhidu_time::{UnknownZone, Zone};

use crate::checks::{self, Causes};
use crate::emit::{self, Values};
use crate::guard::ast::ParseError;
use crate::guard::scripts::Scripts;
use crate::guard::typing::parse_problem;
use crate::model::Policy;
use crate::model::files::{self, Documents, Files};
use crate::model::switch::Off;
use crate::money::Currency;
use crate::problem::{PackagingFlaw, Problem, Problems, Severity, Word};
use crate::program::{Program, SEMANTICS};
use crate::source::{SourceMap, Span};
use crate::syntax::{Fields, Table, load};
use crate::value::Text;

/// What a policy's folder was compiled into.
#[derive(Debug)]
pub struct Compiled {
    /// The program, if there is no error among the problems.
    pub program: Option<Program>,
    /// What could be made of the policy although there are errors: never to be run, but scenarios can be read against it,
    /// so that their mistakes are found in the same run. None where there is a program.
    pub draft: Option<Program>,
    /// What the problems took away: a problem of a scenario that [follows](Causes::explain) need not be said.
    pub causes: Causes,
    /// Everything found, by place.
    pub problems: Vec<Problem>,
    /// The files, in document order, and the values file, if there was one.
    pub sources: SourceMap,
    /// The policy's folder, as it was given.
    pub root: Text,
    /// The values file, as it was given.
    pub values: Option<Text>,
    /// What was written, element by element, without what is replaced or off.
    pub model: Policy,
    /// Elements left out by `only_if`.
    pub off: Vec<Off>,
}

/// How a policy is compiled.
#[derive(Debug, Clone, Copy, Default)]
pub struct Settings<'a> {
    /// The file with the institution's own values, as [`Files::read`] takes it (`policies/shop/values.toml`); a blank it
    /// leaves open is an error, unless it has a default. Without a file samples stand in, as for checks and scenarios.
    pub values: Option<&'a str>,
    /// Values that go before all others: the `parameters` of a scenario.
    pub over: Option<&'a Table>,
    /// The functions of the policy's libraries with their numbers of arguments; see [`Prepared::libraries`].
    pub functions: &'a [(Text, usize)],
}

/// Compiles the policy in a folder. Every problem of a run is reported; there is a program only without errors.
///
/// `root` is the policy's folder as the user names it, for example `policies/shop`; what `use` takes in is looked for
/// beside it. Where the policy has libraries of functions, [`prepare`] it first: `scripts` has to know them.
pub fn compile(files: &(impl Files + ?Sized), root: &str, scripts: &dyn Scripts, settings: Settings<'_>) -> Compiled {
    prepare(files, root).compile(files, scripts, settings)
}

/// Reads a policy's files and takes them apart, so that what reads and runs its expressions can be made.
pub fn prepare(files: &(impl Files + ?Sized), root: &str) -> Prepared {
    let mut problems = Problems::new();
    let read = files::read(files, root, &mut problems);
    let model = Policy::read(&read.documents, &mut problems);
    if !read.documents.is_empty() {
        model.needs_institution(read.start, &mut problems);
    }
    Prepared { read, model, root: root.into(), problems }
}

/// A policy that is read, and not yet compiled.
#[derive(Debug)]
pub struct Prepared {
    read: Documents,
    model: Policy,
    root: Text,
    problems: Problems,
}

impl Prepared {
    /// The policy's libraries of functions (`scripts/*.rhai`): path and text, in the byte order of their paths.
    pub fn libraries(&self) -> impl Iterator<Item = (&str, &str)> {
        let sources = self.read.libraries.iter().filter_map(|id| self.read.sources.get(*id));
        sources.map(|source| (&*source.path, &*source.text))
    }

    /// Reports what is wrong in a library, by its position among [`libraries`](Self::libraries).
    pub fn library_fault(&mut self, library: usize, error: &ParseError) {
        let Some(source) = self.read.libraries.get(library).copied() else { return };
        self.problems.push(parse_problem(error, &|range: Range<usize>| Span::new(source, range)));
    }

    /// Whose clocks count and which currency amounts have; what cannot be read stands for the default.
    ///
    /// # Errors
    /// None in practice: the bundled database has the default zone.
    pub fn home(&self) -> Result<(Zone, Currency), UnknownZone> {
        emit::home(&self.model)
    }

    /// Compiles what was read. `files` is asked for nothing but the values file of the settings.
    pub fn compile(self, files: &(impl Files + ?Sized), scripts: &dyn Scripts, settings: Settings<'_>) -> Compiled {
        let Self { mut read, mut model, root, mut problems } = self;
        let own = settings.values.and_then(|path| values(files, path, &mut read.sources, &mut problems));
        let hash = hash(&read.sources, &root, settings.values);
        let values = Values { own: own.as_ref(), over: settings.over };
        // Checks look at what is switched off too: what only that uses is used.
        let mut whole = model.clone();
        whole.settle_types(&mut Problems::new());
        whole.settle(&mut Problems::new());
        let (program, off) = emit::emit(&mut model, values, scripts, settings.functions, hash, &mut problems);
        let found = checks::all(&read, &whole, &problems);
        problems.extend(found);
        let problems = problems.into_sorted();
        let causes = Causes::of(&read, &problems);
        let problems = causes.without_follow_ons(problems);
        let sound = problems.iter().all(|problem| problem.severity() != Severity::Error);
        let (program, draft) = if sound { (program, None) } else { (None, program) };
        let values = settings.values.map(Text::from);
        Compiled { program, draft, causes, problems, sources: read.sources, root, values, model, off }
    }
}

/// The `[parameters]` of a values file; an empty table where it cannot be read, which is reported.
fn values(
    files: &(impl Files + ?Sized),
    path: &str,
    sources: &mut SourceMap,
    problems: &mut Problems,
) -> Option<Table> {
    match files.read(path) {
        Ok(bytes) => {
            let (_, document, found) = load(sources, path, &bytes);
            problems.extend(found);
            let mut f = Fields::new(&document.root, Word::File, problems);
            let parameters = f.table("parameters").cloned().unwrap_or_default();
            f.finish();
            Some(parameters)
        }
        Err(error) => {
            let source = sources.add(path, "");
            let flaw = PackagingFlaw::Unreadable { path: path.to_owned(), reason: error.to_string() };
            problems.push(Problem::new(flaw, Span::new(source, 0..0)));
            Some(Table::default())
        }
    }
}

/// The identity of the rules: paths as seen from the folder above the policy, texts, the institution's own values, and
/// the version of what gives them their meaning. The zone database is none of it: a case outlives it.
fn hash(sources: &SourceMap, root: &str, values: Option<&str>) -> Text {
    let above = root.trim_end_matches('/').rsplit_once('/').map_or(String::new(), |(above, _)| format!("{above}/"));
    let mut hasher = Sha256::new();
    let mut part = |bytes: &[u8]| {
        hasher.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        hasher.update(bytes);
    };
    part(&SEMANTICS.to_be_bytes());
    for (_, source) in sources.iter() {
        // Wherever the values lie, they are the values.
        let path =
            if values == Some(&*source.path) { "" } else { source.path.strip_prefix(&above).unwrap_or(&source.path) };
        part(path.as_bytes());
        part(source.text.as_bytes());
    }
    let hex: String = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    hex.into()
}

#[cfg(test)]
mod tests;
