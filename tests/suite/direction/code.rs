//! Just enough reading of Rust to see which modules a file names: no comments, no texts, no tests.

use std::path::Path;

/// All Rust files below a folder that exists, with their paths below it (`/` between parts), in a stable order.
pub(super) fn files(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    walk(Path::new(folder), "", &mut found);
    found.sort();
    assert!(!found.is_empty(), "no files below {folder}");
    found
}

fn walk(folder: &Path, prefix: &str, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            walk(&path, &format!("{name}/"), found);
        } else if name.ends_with(".rs") {
            found.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The module of a file below `src`: `step/select.rs` is `step`, `select`; `step/mod.rs` is `step`; `lib.rs` is none.
pub(super) fn module(path: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
    parts.pop_if(|last| *last == "mod" || *last == "lib");
    parts
}

/// The paths below the root of its crate that a file names by `crate::` or `super::`, groups taken apart.
pub(super) fn paths(path: &str, text: &str) -> Vec<Vec<String>> {
    let module = module(path);
    if module.contains(&"tests") {
        return Vec::new();
    }
    let code = code(text);
    let words = split(&code);
    let mut found = Vec::new();
    for at in 0..words.len() {
        let goes_on = at > 0 && words[at - 1] == "::";
        let base = match words[at] {
            "crate" => Some((&module[..0], count(&words[at..], "crate"))),
            "super" if !goes_on => {
                let ups = count(&words[at..], "super");
                module.len().checked_sub(ups).map(|depth| (&module[..depth], ups))
            }
            _ => None,
        };
        if let Some((base, steps)) = base.filter(|(_, steps)| *steps > 0) {
            let below = tails(&words[at + 2 * steps..]).into_iter();
            found.extend(below.map(|tail| base.iter().map(|part| (*part).to_owned()).chain(tail).collect()));
        }
    }
    found
}

/// What a file names right below another crate.
pub(super) fn names_after(root: &str, text: &str) -> Vec<String> {
    let code = code(text);
    let words = split(&code);
    let starts = (0..words.len()).filter(|at| count(&words[*at..], root) > 0);
    starts.flat_map(|at| tails(&words[at + 2..])).filter_map(|tail| tail.into_iter().next()).collect()
}

/// All words of a file's code.
pub(super) fn words(text: &str) -> Vec<String> {
    split(&code(text)).into_iter().map(str::to_owned).collect()
}

/// How often `root ::` stands here, one after the other.
fn count(words: &[&str], root: &str) -> usize {
    words.chunks(2).take_while(|pair| *pair == [root, "::"]).count()
}

/// The path that begins here, or each path of a group; a macro is none, and `self` ends the path before it.
fn tails(words: &[&str]) -> Vec<Vec<String>> {
    match words {
        ["{", rest @ ..] => members(rest).into_iter().flat_map(tails).collect(),
        [_, "!", ..] | [] => Vec::new(),
        ["self", ..] => vec![Vec::new()],
        [first, "::", rest @ ..] => {
            let longer = tails(rest).into_iter();
            longer.map(|tail| std::iter::once((*first).to_owned()).chain(tail).collect()).collect()
        }
        [first, ..] => vec![vec![(*first).to_owned()]],
    }
}

/// The members of a group, whose opening brace stands before, as far as its closing one.
fn members<'a, 'b>(words: &'a [&'b str]) -> Vec<&'a [&'b str]> {
    let mut found = Vec::new();
    let (mut start, mut depth) = (0, 0);
    for (at, word) in words.iter().enumerate() {
        match *word {
            "{" => depth += 1,
            "}" if depth > 0 => depth -= 1,
            "}" | "," if depth == 0 => {
                found.push(&words[start..at]);
                start = at + 1;
                if *word == "}" {
                    break;
                }
            }
            _ => {}
        }
    }
    found
}

/// Names, `::`, and any other sign by itself.
fn split(code: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            ':' if rest.starts_with("::") => 2,
            c if is_name(c) => rest.find(|c| !is_name(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let (word, after) = rest.split_at(length);
        words.push(word);
        rest = after.trim_start();
    }
    words
}

fn is_name(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// The text without comments, without what stands in quotes, and without items that only tests compile.
fn code(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = comment(rest).or_else(|| raw(rest, &code)).or_else(|| quoted(rest));
        if skipped.is_none() {
            code.push(first);
        }
        rest = &rest[skipped.unwrap_or(first.len_utf8()).min(rest.len())..];
    }
    without_tests(&code)
}

/// The length of a comment that starts here.
fn comment(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    text.strip_prefix("/*").map(|rest| rest.find("*/").map_or(text.len(), |end| end + 4))
}

/// The length of a raw string that starts here, if the code before does not end in a name.
fn raw(text: &str, before: &str) -> Option<usize> {
    let rest = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    let body = rest[hashes..].strip_prefix('"').filter(|_| !before.ends_with(is_name))?;
    let close = format!("\"{}", "#".repeat(hashes));
    let start = text.len() - body.len();
    Some(body.find(&close).map_or(text.len(), |end| start + end + close.len()))
}

/// The length of a string or character that starts here; a lifetime is neither.
fn quoted(text: &str) -> Option<usize> {
    let quote = text.chars().next().filter(|c| *c == '"' || *c == '\'')?;
    let body = &text[1..];
    let mut after_first = body.chars().skip(1);
    if quote == '\'' && !body.starts_with('\\') && after_first.next() != Some('\'') {
        return None;
    }
    let mut escaped = false;
    let end = body.find(|c| {
        let closes = c == quote && !escaped;
        escaped = c == '\\' && !escaped;
        closes
    });
    Some(end.map_or(text.len(), |end| end + 2))
}

/// Leaves out each item under `#[cfg(test)]`, up to its semicolon or closing brace.
fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let Some(at) = code.find(MARK) else { return code.to_owned() };
    let item = &code[at + MARK.len()..];
    let mut depth = 0_usize;
    let end = item.find(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && (c == ';' || c == '}')
    });
    let rest = end.map_or("", |end| &item[end + 1..]);
    format!("{}{}", &code[..at], without_tests(rest))
}
