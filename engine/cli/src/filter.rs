//! Which scenarios to run: `name=*夜班*;clause=24;file=gs-*`.

use crate::verb::policy::File;

/// Conditions that must all hold.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter(Vec<(Dimension, String)>);

#[derive(Debug, Clone, Copy)]
enum Dimension {
    /// Part of the id, name or path.
    Any,
    /// The id or the name, as a whole.
    Name,
    /// A clause the scenario says it covers.
    Clause,
    /// The file's name, with or without its ending.
    File,
}

impl Filter {
    /// Reads conditions joined by semicolons.
    ///
    /// # Errors
    /// The part that is not understood.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
        let conditions = parts.map(|part| {
            let (dimension, pattern) = match part.split_once('=') {
                None => (Dimension::Any, part),
                Some(("name", pattern)) => (Dimension::Name, pattern),
                Some(("clause", pattern)) => (Dimension::Clause, pattern),
                Some(("file", pattern)) => (Dimension::File, pattern),
                Some(_) => return Err(part.to_owned()),
            };
            Ok((dimension, pattern.to_owned()))
        });
        conditions.collect::<Result<_, _>>().map(Self)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn admits(&self, file: &File) -> bool {
        self.0.iter().all(|(dimension, pattern)| admits(*dimension, pattern, file))
    }
}

fn admits(dimension: Dimension, pattern: &str, file: &File) -> bool {
    let scenario = file.ready.as_ref().map(|(scenario, _)| scenario);
    let names: Vec<&str> = scenario.iter().flat_map(|s| [Some(&*s.id.value), s.name.as_deref()]).flatten().collect();
    let name = file.path.rsplit('/').next().unwrap_or(&file.path);
    match dimension {
        Dimension::Any => names.iter().any(|name| name.contains(pattern)) || file.path.contains(pattern),
        Dimension::Name => names.iter().any(|name| fits(pattern, name)),
        Dimension::Clause => scenario.is_some_and(|s| s.covers.iter().any(|clause| fits(pattern, &clause.value))),
        Dimension::File => {
            fits(pattern, name) || fits(pattern, name.trim_end_matches(".toml")) || fits(pattern, &file.path)
        }
    }
}

/// Whether a text is what a pattern says, `*` standing for anything.
fn fits(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((head, tail)) => text.strip_prefix(head).is_some_and(|rest| {
            rest.char_indices().map(|(at, _)| at).chain([rest.len()]).any(|at| fits(tail, &rest[at..]))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_anything() {
        assert!(fits("*夜班*", "周五夜班来电"));
        assert!(fits("gs-*", "gs-01.toml"));
        assert!(fits("gs-*.toml", "gs-01.toml"));
        assert!(fits("*", ""));
        assert!(!fits("gs", "gs-01"));
        assert!(!fits("*早班*", "周五夜班来电"));
    }

    #[test]
    fn an_unknown_dimension_is_refused() {
        assert_eq!(Filter::read("name=x; state=审核").map(|_| ()), Err("state=审核".to_owned()));
        assert!(Filter::read(" ; ").is_ok_and(|filter| filter.is_empty()));
    }
}
