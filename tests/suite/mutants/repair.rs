//! Takes out what is left dangling after something was taken out.

use super::operators::can_go;
use super::site::{Site, read, sites};
use crate::shipped::{File, compile_files};
use std::collections::BTreeMap;
use std::ops::Range;
use zhidu_core::compile::Compiled;
use zhidu_core::problem::{Problem, Severity};
use zhidu_script::RhaiScripts;

/// How many times in a row what was taken out may leave something else dangling.
const ROUNDS: usize = 6;

/// Compiles; where a name is not there any more, takes out the smallest thing that names it, and so on.
pub(super) fn compile_repaired(root: &str, files: &mut [File]) -> (Compiled, RhaiScripts) {
    let mut compiled = compile_files(root, files);
    for _ in 0..ROUNDS {
        let mut places: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
        for problem in errors(&compiled.0.problems) {
            let Some(source) = compiled.0.sources.get(problem.span.source) else { continue };
            if let Some(file) = files.iter().position(|file| *file.path == *source.path) {
                places.entry(file).or_default().push(problem.span.range());
            }
        }
        let mut changed = false;
        for (file, places) in places {
            changed |= without(&mut files[file].text, &places);
        }
        if !changed {
            break;
        }
        compiled = compile_files(root, files);
    }
    compiled
}

/// What makes a policy unusable.
pub(super) fn errors(problems: &[Problem]) -> impl Iterator<Item = &Problem> {
    problems.iter().filter(|problem| problem.severity() == Severity::Error)
}

/// Takes out the smallest thing around each of these places.
fn without(text: &mut String, places: &[Range<usize>]) -> bool {
    let document = read(text);
    let around = sites(&document, text);
    let mut ranges: Vec<Range<usize>> = places.iter().filter_map(|place| smallest(&around, place)).collect();
    ranges.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut kept: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        if kept.last().is_none_or(|last| last.end <= range.start) {
            kept.push(range);
        }
    }
    for range in kept.iter().rev() {
        text.replace_range(range.clone(), "");
    }
    !kept.is_empty()
}

fn smallest(sites: &[Site<'_>], place: &Range<usize>) -> Option<Range<usize>> {
    let holds = |site: &&Site<'_>| site.range.start <= place.start && place.end <= site.range.end;
    sites.iter().filter(holds).filter(|site| can_go(site)).map(|site| site.range.clone()).min_by_key(Range::len)
}
