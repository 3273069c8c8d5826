//! How a folder becomes the documents of one policy (`LANGUAGE` §1).
//!
//! In: the folder's path and whoever can read files. Out: documents in document order – what is taken in by `use`
//! first, then the policy's own files, each in the byte order of their paths – and the texts of script libraries.
//! Nothing here touches a disk: the caller implements [`Files`].

use crate::problem::{Hint, PackagingFlaw, Problem, Problems};
use crate::source::{SourceId, SourceMap, Span, Spanned};
use crate::syntax::{Document, Table, load};
use crate::value::Text;

/// Reads files for the compiler.
///
/// Paths have `/` between their parts and are passed on as the caller wrote the policy's folder: with the folder
/// `policies/shop` its files are `policies/shop/…`, and what `use` takes in is `policies/…`.
pub trait Files {
    /// The bytes of a file.
    ///
    /// # Errors
    /// See [`FileError`].
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError>;

    /// The paths of all files below a folder, at any depth, in any order, each as [`read`](Self::read) takes it.
    ///
    /// # Errors
    /// See [`FileError`].
    fn list(&self, folder: &str) -> Result<Vec<String>, FileError>;
}

/// Why there is nothing to read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// No file or folder of this path.
    #[error("not found")]
    NotFound,
    /// It is there but cannot be read; the reason in the system's words.
    #[error("{0}")]
    Unreadable(String),
}

/// Files held in memory, as `(path, text)`: for tests, editors and hosts that keep policies elsewhere.
impl Files for [(&str, &str)] {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        let found = self.iter().find(|(known, _)| *known == path);
        found.map(|(_, text)| text.as_bytes().to_vec()).ok_or(FileError::NotFound)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        let below: Vec<String> =
            self.iter().map(|(path, _)| (*path).to_owned()).filter(|path| is_below(path, folder)).collect();
        if below.is_empty() { Err(FileError::NotFound) } else { Ok(below) }
    }
}

/// The documents of a policy, in document order, all in one map.
#[derive(Debug, Default)]
pub struct Documents {
    /// Every file, scripts among them.
    pub sources: SourceMap,
    /// The documents, in document order.
    pub documents: Vec<Document>,
    /// Script libraries.
    pub libraries: Vec<SourceId>,
    /// The start of the policy's first own file, to point at what the policy as a whole lacks.
    pub start: Span,
}

/// Reads a policy's folder and all it takes in.
pub fn read(files: &(impl Files + ?Sized), root: &str, problems: &mut Problems) -> Documents {
    let root = root.trim_end_matches('/');
    let mut found = Documents::default();
    let own = match files.list(root) {
        Ok(paths) => chosen(paths, root),
        Err(error) => {
            found.sources.add(root, "");
            problems.push(Problem::new(unreadable(root, &error), Span::default()));
            return found;
        }
    };
    if own.documents.is_empty() {
        let source = found.sources.add(root, "");
        problems.push(Problem::new(PackagingFlaw::NoInstitution {}, Span::new(source, 0..0)));
        return found;
    }
    let used = used_paths(files, root, &own, problems);
    for path in used.iter().chain(&own.documents) {
        let first = own.documents.first() == Some(path);
        let source = found.document(files, path, problems);
        if first {
            found.start = Span::new(source, 0..0);
        }
    }
    for path in &own.libraries {
        found.library(files, path, problems);
    }
    found
}

impl Documents {
    fn document(&mut self, files: &(impl Files + ?Sized), path: &str, problems: &mut Problems) -> SourceId {
        match files.read(path) {
            Ok(bytes) => {
                let (source, document, found) = load(&mut self.sources, path, &bytes);
                problems.extend(found);
                self.documents.push(document);
                source
            }
            Err(error) => self.unreadable(path, &error, problems),
        }
    }

    fn library(&mut self, files: &(impl Files + ?Sized), path: &str, problems: &mut Problems) {
        match files.read(path) {
            Ok(bytes) => {
                let source = self.sources.add(path, &String::from_utf8_lossy(&bytes));
                self.libraries.push(source);
            }
            Err(error) => {
                self.unreadable(path, &error, problems);
            }
        }
    }

    fn unreadable(&mut self, path: &str, error: &FileError, problems: &mut Problems) -> SourceId {
        let source = self.sources.add(path, "");
        problems.push(Problem::new(unreadable(path, error), Span::new(source, 0..0)));
        source
    }
}

fn unreadable(path: &str, error: &FileError) -> PackagingFlaw {
    PackagingFlaw::Unreadable { path: path.to_owned(), reason: error.to_string() }
}

/// What of a folder is policy.
#[derive(Default)]
struct Chosen {
    documents: Vec<String>,
    libraries: Vec<String>,
}

/// Picks documents and libraries out of a folder's files, in byte order: scenarios and values are not the policy.
fn chosen(mut paths: Vec<String>, folder: &str) -> Chosen {
    paths.sort();
    paths.dedup();
    let mut chosen = Chosen::default();
    for path in paths {
        let inside = path.strip_prefix(folder).unwrap_or(&path).trim_start_matches('/');
        if inside.starts_with("scenarios/") || inside == "values.toml" {
            continue;
        }
        if inside.ends_with(".toml") {
            chosen.documents.push(path);
        } else if inside.starts_with("scripts/") && inside.ends_with(".rhai") {
            chosen.libraries.push(path);
        }
    }
    chosen
}

/// The paths of the documents that `use` takes in, in byte order.
fn used_paths(files: &(impl Files + ?Sized), root: &str, own: &Chosen, problems: &mut Problems) -> Vec<String> {
    let above = root.rsplit_once('/').map_or("", |(above, _)| above);
    let mut found: Vec<String> = Vec::new();
    // Places count from the map built later: how many used files stand before is not known yet, so a `use` that cannot
    // be followed is reported once all are known.
    let mut failed: Vec<(Spanned<Text>, PackagingFlaw)> = Vec::new();
    for (at, written) in written_uses(files, own) {
        match follow(files, root, above, &written.value) {
            Ok(paths) => found.extend(paths),
            Err(flaw) => {
                failed.push((Spanned { span: Span { source: SourceId(at), ..written.span }, ..written }, flaw))
            }
        }
    }
    found.sort();
    found.dedup();
    let before = u32::try_from(found.len()).unwrap_or(u32::MAX);
    for (written, flaw) in failed {
        let source = SourceId(written.span.source.0.saturating_add(before));
        problems.push(Problem::new(flaw, Span { source, ..written.span }));
    }
    found
}

/// Every path that `use` names, with the position of its file among the policy's own.
fn written_uses(files: &(impl Files + ?Sized), own: &Chosen) -> Vec<(u32, Spanned<Text>)> {
    let mut uses = Vec::new();
    for (at, path) in (0..).zip(&own.documents) {
        let Ok(bytes) = files.read(path) else { continue };
        // Only a file that can hold `[institution]` is read twice.
        if !bytes.windows(b"institution".len()).any(|word| word == b"institution") {
            continue;
        }
        let (_, document, _) = load(&mut SourceMap::default(), path.as_str(), &bytes);
        let institution = document.root.get("institution").and_then(|node| node.as_table());
        uses.extend(institution.map(uses_of).unwrap_or_default().into_iter().map(|written| (at, written)));
    }
    uses
}

fn uses_of(institution: &Table) -> Vec<Spanned<Text>> {
    let mut ignored = Problems::new();
    let mut f = crate::syntax::Fields::new(institution, crate::problem::Word::Institution, &mut ignored);
    f.texts("use").into_iter().map(super::read::name).collect()
}

/// The documents one `use` names: a file, with or without its ending, or a folder.
fn follow(files: &(impl Files + ?Sized), root: &str, above: &str, written: &str) -> Result<Vec<String>, PackagingFlaw> {
    let escapes =
        written.starts_with('/') || written.split('/').any(|part| part == ".." || part == "." || part.contains('\\'));
    if escapes {
        return Err(PackagingFlaw::UseEscapes { path: written.to_owned() });
    }
    let path = joined(above, written.trim_end_matches('/'));
    if path == root || is_below(&path, root) || is_below(root, &path) {
        return Err(PackagingFlaw::UseCycle { path: written.to_owned() });
    }
    let file = if path.ends_with(".toml") { path.clone() } else { format!("{path}.toml") };
    if files.read(&file).is_ok() {
        return Ok(vec![file]);
    }
    match files.list(&path) {
        Ok(paths) => Ok(chosen(paths, &path).documents),
        Err(FileError::NotFound) => {
            Err(PackagingFlaw::UseNotFound { path: written.to_owned(), hint: near(files, above, written) })
        }
        Err(error) => Err(unreadable(&path, &error)),
    }
}

/// What could have been meant, among what lies in the folder named.
fn near(files: &(impl Files + ?Sized), above: &str, written: &str) -> Hint {
    let folder = written.rsplit_once('/').map_or("shared", |(folder, _)| folder);
    let known = files.list(&joined(above, folder)).unwrap_or_default();
    let strip = if above.is_empty() { String::new() } else { format!("{above}/") };
    let known: Vec<&str> = known.iter().filter_map(|path| path.strip_prefix(&strip)?.strip_suffix(".toml")).collect();
    Hint::among(written, known)
}

fn joined(folder: &str, path: &str) -> String {
    if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") }
}

fn is_below(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}
