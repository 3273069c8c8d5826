//! The only file that reads and writes files: finds policies, hands their texts to the compiler, writes what a verb makes.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use zhidu::{FileError, Files};

/// How deep folders are looked through, and how large a file may be: links that lead in circles come to an end, and
/// nobody's disk image is read as a policy.
const DEPTH: usize = 16;
const LARGEST: u64 = 16 * 1024 * 1024;

/// A folder with a policy, or one scenario of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The policy's folder as it was named, `/` between its parts.
    pub(crate) root: String,
    /// The one scenario file that was named.
    pub(crate) scenario: Option<String>,
}

/// Why a path names no policy.
#[derive(Debug)]
pub(crate) enum NoPlace {
    /// It is not there.
    Missing,
    /// No file in it has `[institution]`.
    NoPolicy,
    /// It cannot be read.
    Unreadable(io::Error),
}

/// The policies a path names: the folder itself, the folders below it that are policies, or the policy a scenario file
/// belongs to. Sorted by their paths' bytes.
pub(crate) fn policies(path: &str) -> Result<Vec<Place>, NoPlace> {
    let path = slashed(path);
    let metadata = fs::metadata(&path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => NoPlace::Missing,
        _ => NoPlace::Unreadable(error),
    })?;
    if metadata.is_file() {
        return scenario_of(&path).map(|place| vec![place]).ok_or(NoPlace::NoPolicy);
    }
    if is_policy(Path::new(&path)) {
        return Ok(vec![Place { root: by_name(&path), scenario: None }]);
    }
    let mut found = Vec::new();
    below(Path::new(&path), DEPTH, &mut found).map_err(NoPlace::Unreadable)?;
    let mut places: Vec<Place> =
        found.iter().map(|folder| Place { root: slashed(&folder.to_string_lossy()), scenario: None }).collect();
    places.sort_by(|a, b| a.root.as_bytes().cmp(b.root.as_bytes()));
    if places.is_empty() { Err(NoPlace::NoPolicy) } else { Ok(places) }
}

/// The policy a file lies in: the nearest folder above it that is one.
fn scenario_of(path: &str) -> Option<Place> {
    let named = Path::new(path).parent()?.to_string_lossy().into_owned();
    let named = if named.is_empty() { ".".to_owned() } else { slashed(&named) };
    let ups = (0..DEPTH).map(|ups| format!("{named}{}", "/..".repeat(ups)));
    let folder = ups.take_while(|folder| Path::new(folder).is_dir()).find(|folder| is_policy(Path::new(folder)))?;
    let (root, inside) = (by_name(&folder), fs::canonicalize(path).ok()?);
    let inside = inside.strip_prefix(fs::canonicalize(&folder).ok()?).ok()?.to_string_lossy().into_owned();
    Some(Place { scenario: Some(format!("{root}/{}", slashed(&inside))), root })
}

/// A folder by its name: what it takes in lies beside it, and its rules are hashed with their paths, so `.` and what ends
/// in `..` are named as seen from here, `../gold-exchange`.
fn by_name(folder: &str) -> String {
    if Path::new(folder).file_name().is_some() {
        return folder.to_owned();
    }
    named_from_here(folder).unwrap_or_else(|| folder.to_owned())
}

fn named_from_here(folder: &str) -> Option<String> {
    let (here, folder) = (fs::canonicalize(".").ok()?, fs::canonicalize(folder).ok()?);
    let name = folder.file_name()?.to_string_lossy().into_owned();
    if let Ok(inside) = folder.strip_prefix(&here)
        && inside.file_name().is_some()
    {
        return Some(slashed(&inside.to_string_lossy()));
    }
    let up = here.strip_prefix(&folder).ok()?.components().count() + 1;
    Some(format!("{}{name}", "../".repeat(up)))
}

fn below(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for folder in folders(folder)? {
        if is_policy(&folder) {
            found.push(folder);
        } else if depth > 0 {
            below(&folder, depth - 1, found)?;
        }
    }
    Ok(())
}

fn folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    let hidden = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    Ok(entries.into_iter().map(|entry| entry.path()).filter(|path| path.is_dir() && !hidden(path)).collect())
}

/// Whether a file directly in the folder says `[institution]`.
fn is_policy(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    let tomls =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "toml"));
    let says = |path: PathBuf| {
        let text = fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        text.lines().any(|line| line.trim_start().starts_with("[institution]"))
    };
    tomls.into_iter().any(says)
}

/// Writes a file, with the folders it lies in.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes)
}

/// Writes a file that is not there yet, with the folders it lies in.
pub(crate) fn create(path: &str, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = Path::new(path).parent() {
        fs::create_dir_all(folder)?;
    }
    fs::File::create_new(path)?.write_all(bytes)
}

/// Whether nothing is in a folder, or no such folder there yet. What begins with a dot (`.git`) is nobody's policy.
pub(crate) fn is_free(folder: &str) -> io::Result<bool> {
    match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(false),
        Err(error) => Err(error),
        Ok(entries) => {
            let entries = entries.collect::<io::Result<Vec<_>>>()?;
            Ok(entries.iter().all(|entry| entry.file_name().to_string_lossy().starts_with('.')))
        }
    }
}

/// What a folder is called, whether it is there or not.
pub(crate) fn name(folder: &str) -> String {
    let path = Path::new(folder);
    let whole = if path.file_name().is_some() { Some(path.to_owned()) } else { fs::canonicalize(path).ok() };
    whole.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// `/` between the parts, none at the end.
fn slashed(path: &str) -> String {
    let path = if std::path::MAIN_SEPARATOR == '\\' { path.replace('\\', "/") } else { path.to_owned() };
    let trimmed = path.trim_end_matches('/');
    if trimmed.is_empty() { path } else { trimmed.to_owned() }
}

/// The files of the machine.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Disk;

impl Files for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        let metadata = fs::metadata(path).map_err(failed)?;
        if metadata.len() > LARGEST {
            return Err(FileError::Unreadable(format!("{} > {LARGEST} bytes", metadata.len())));
        }
        fs::read(path).map_err(failed)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        let mut found = Vec::new();
        walk(Path::new(folder), DEPTH, &mut found).map_err(failed)?;
        let mut paths: Vec<String> = found.iter().map(|path| slashed(&path.to_string_lossy())).collect();
        paths.sort_by(|a, b| a.as_bytes().cmp(b.as_bytes()));
        Ok(paths)
    }
}

/// Puts a text in the place of a file, all of it or nothing: it is on the disk before it has the name.
pub(crate) fn replace(path: &str, bytes: &[u8]) -> io::Result<()> {
    let temporary = format!("{path}.{}.tmp", std::process::id());
    let written =
        fs::File::create(&temporary).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    if let Err(error) = written.and_then(|()| fs::rename(&temporary, path)) {
        let _ = fs::remove_file(&temporary);
        return Err(error);
    }
    // The name is on the disk once its folder is; where folders cannot be opened, the system sees to it.
    let folder = Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let _ = fs::File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let metadata = fs::metadata(&path)?;
        if metadata.is_file() {
            found.push(path);
        } else if metadata.is_dir() && depth > 0 {
            walk(&path, depth - 1, found)?;
        }
    }
    Ok(())
}

fn failed(error: io::Error) -> FileError {
    match error.kind() {
        io::ErrorKind::NotFound => FileError::NotFound,
        _ => FileError::Unreadable(error.to_string()),
    }
}

/// Writes a file whole: beside its place first, then moved there.
pub(crate) fn put(file: &Path, bytes: &[u8]) -> io::Result<()> {
    // A link stays one, and so does who may read it.
    let file = &fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let name = file.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    let part = file.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let written = fs::write(&part, bytes)
        .and_then(|()| fs::metadata(file).map_or(Ok(()), |old| fs::set_permissions(&part, old.permissions())))
        .and_then(|()| fs::rename(&part, file));
    if written.is_err() {
        // What is not there need not be removed.
        let _ = fs::remove_file(&part);
    }
    written
}
