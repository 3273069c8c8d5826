//! From a policy's folder to all that runs it, in one call.

use crate::value::Text;
use crate::{Compiled, Files, Library, RhaiScripts, Settings};
use zhidu_core::compile::{Prepared, prepare};

/// A policy with what reads and runs its expressions.
#[derive(Debug)]
pub struct Loaded {
    /// The program, if there is one, and every problem found.
    pub compiled: Compiled,
    /// What its scripts run by: its own functions, in its time zone and currency.
    pub scripts: RhaiScripts,
}

/// Reads a policy's folder with its libraries of functions and compiles it; see [`compile`](crate::compile) for `root`.
/// The functions of `settings` are found by this, whatever they are given as.
///
/// # Errors
/// A zone database without the default zone; everything that is wrong with the policy is among the problems instead.
pub fn load(
    files: &(impl Files + ?Sized),
    root: &str,
    settings: Settings<'_>,
) -> Result<Loaded, crate::time::UnknownZone> {
    let mut prepared = prepare(files, root);
    let library = library(&mut prepared);
    let (zone, currency) = prepared.home()?;
    let scripts = RhaiScripts::new(&library, zone, currency);
    let functions: Vec<(Text, usize)> =
        library.functions().iter().map(|f| (f.name.as_str().into(), f.parameters.len())).collect();
    let compiled = prepared.compile(files, &scripts, Settings { functions: &functions, ..settings });
    Ok(Loaded { compiled, scripts })
}

/// The functions of `scripts/*.rhai`; what is wrong with them is reported with the rest.
fn library(prepared: &mut Prepared) -> Library {
    let files: Vec<(String, String)> =
        prepared.libraries().map(|(path, text)| (path.to_owned(), text.to_owned())).collect();
    Library::parse(&files).unwrap_or_else(|errors| {
        for error in errors {
            prepared.library_fault(error.file, &error.error);
        }
        Library::default()
    })
}
