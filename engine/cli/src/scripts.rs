//! The scripts of a policy: its functions, read once, and the runner by its clocks and in its currency.

use crate::disk::{Disk, Place};
use zhidu::money::Currency;
use zhidu::time::{UnknownZone, Zone};
use zhidu::{FileError, Files, Library, Program, RhaiScripts};

/// The functions of `scripts/*.rhai`. Mistakes in them are the compiler's to report.
///
/// # Errors
/// A file or folder that cannot be read.
pub(crate) fn library(place: &Place) -> Result<Library, FileError> {
    let paths = match Disk.list(&format!("{}/scripts", place.root)) {
        Ok(paths) => paths,
        Err(FileError::NotFound) => Vec::new(),
        Err(error) => return Err(error),
    };
    let mut files = Vec::new();
    for path in paths.into_iter().filter(|path| path.ends_with(".rhai")) {
        let text = String::from_utf8_lossy(&Disk.read(&path)?).into_owned();
        files.push((path, text));
    }
    Ok(Library::parse(&files).unwrap_or_default())
}

/// What a policy runs with.
pub(crate) fn of(library: &Library, program: &Program) -> RhaiScripts {
    RhaiScripts::new(library, program.institution.zone.clone(), program.institution.currency)
}

/// What a policy is compiled with: its zone and currency are not known yet, and compiling runs nothing that reads them.
///
/// # Errors
/// A zone database without UTC.
pub(crate) fn before(library: &Library) -> Result<RhaiScripts, UnknownZone> {
    Ok(RhaiScripts::new(library, Zone::get("UTC")?, Currency::CNY))
}
