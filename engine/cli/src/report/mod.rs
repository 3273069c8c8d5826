//! Reports for machines, beside what people read: `--report junit=FILE`, `--report json=FILE`, `--report csv=FILE`.
//!
//! Where a report is to go is looked at before anything runs. A file is written whole beside its place and then moved
//! there: whoever stops the command finds the old report or the new one, never half of one.

pub(crate) mod check;
pub(crate) mod csv;
pub(crate) mod json;
pub(crate) mod junit;
pub(crate) mod matrix;
mod shared;
mod xml;

use crate::session::Session;
use crate::{Exit, text::Words};
use clap::{Arg, ArgAction, ArgMatches};
use std::io;
use std::path::{Path, PathBuf};

/// The form of all reports that say `schema_version = 1`, as a JSON Schema.
pub(crate) const SCHEMA: &str = include_str!("schema.json");

/// A form of report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// What continuous integration reads: a suite per policy, a case per scenario and variant.
    Junit,
    /// Everything that is known.
    Json,
    /// Clause, element, scenario as a table.
    Csv,
}

impl Format {
    const ALL: [Self; 3] = [Self::Junit, Self::Json, Self::Csv];

    const fn id(self) -> &'static str {
        match self {
            Self::Junit => "junit",
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }
}

/// A report that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) format: Format,
    /// The file; none = in place of what people read.
    file: Option<PathBuf>,
}

pub(crate) fn arg(words: Words, help: &'static str) -> Arg {
    Arg::new("report").long("report").value_name(words.report_value()).action(ArgAction::Append).help(help)
}

/// The reports that are asked for, among those a verb can make; each place is looked at. Where one goes to the standard
/// output, nothing else does.
pub(crate) fn wanted(
    matches: &ArgMatches,
    formats: &[Format],
    session: &mut Session<'_, '_>,
) -> Result<Vec<Wanted>, Exit> {
    let words = session.words();
    let mut reports: Vec<Wanted> = Vec::new();
    for text in matches.get_many::<String>("report").into_iter().flatten() {
        let refuse = |told: String, exit: Exit, session: &mut Session<'_, '_>| {
            session.complain(&told);
            Err(exit)
        };
        let Some(wanted) = read(text, formats) else {
            let known = formats.iter().map(|format| format.id()).collect::<Vec<_>>().join(words.0.pick("、", ", "));
            return refuse(words.bad_report(text, &known), Exit::Command, session);
        };
        if reports.iter().any(|other| other.file == wanted.file) {
            return refuse(words.report_twice(text), Exit::Command, session);
        }
        if let Some(file) = &wanted.file
            && let Err(error) = reachable(file)
        {
            return refuse(words.report_nowhere(&shown(file), &error.to_string()), Exit::Machine, session);
        }
        reports.push(wanted);
    }
    session.silent = reports.iter().any(|wanted| wanted.file.is_none());
    Ok(reports)
}

fn read(text: &str, formats: &[Format]) -> Option<Wanted> {
    let (format, file) = text.split_once('=')?;
    let format = Format::ALL.into_iter().find(|known| known.id() == format && formats.contains(known))?;
    let file = match file {
        "" => return None,
        "-" => None,
        file => Some(PathBuf::from(file)),
    };
    Some(Wanted { format, file })
}

fn shown(file: &Path) -> String {
    file.to_string_lossy().into_owned()
}

/// Whether a file can be put there: its folder is one, and no folder is in its place.
fn reachable(file: &Path) -> io::Result<()> {
    if !folder(file).metadata()?.is_dir() {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    if file.is_dir() { Err(io::ErrorKind::IsADirectory.into()) } else { Ok(()) }
}

fn folder(file: &Path) -> &Path {
    file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes and delivers all reports; what could not be written is said, and is the machine's fault.
pub(crate) fn deliver(
    reports: &[Wanted],
    make: impl Fn(Format, &Session<'_, '_>) -> String,
    session: &mut Session<'_, '_>,
) -> Exit {
    let mut exit = Exit::Fine;
    for Wanted { format, file } in reports {
        let text = make(*format, session);
        let Some(file) = file else {
            session.write(&text);
            continue;
        };
        if let Err(error) = crate::disk::put(file, text.as_bytes()) {
            let told = session.words().report_nowhere(&shown(file), &error.to_string());
            session.complain(&told);
            exit = Exit::Machine;
        }
    }
    exit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_told_as_format_and_file() {
        let file = |text| read(text, &Format::ALL).map(|wanted| (wanted.format, wanted.file));
        assert_eq!(file("junit=out.xml"), Some((Format::Junit, Some("out.xml".into()))));
        assert_eq!(file("json=-"), Some((Format::Json, None)));
        assert_eq!(file("json=a=b"), Some((Format::Json, Some("a=b".into()))));
        for wrong in ["junit", "junit=", "sarif=x", "=x", ""] {
            assert_eq!(file(wrong), None, "{wrong}");
        }
        assert_eq!(read("junit=x", &[Format::Json]), None);
    }
}
