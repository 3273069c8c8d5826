//! The matrix as a table for spreadsheets: one line per clause and element, and per clause and row (RFC 4180).

use super::matrix;
use crate::results::{Results, place};
use zhidu::source::{SourceMap, Span};

/// Columns: policy, clause, what it says, how it stands, then one element or row with its place.
const HEAD: [&str; 8] = ["policy", "clause", "summary", "status", "kind", "name", "file", "line"];

/// The matrix of all policies. It begins with a byte-order mark: without one, spreadsheets take Chinese for something
/// else.
pub(crate) fn report(results: &Results) -> String {
    let mut text = String::from("\u{feff}");
    line(&mut text, HEAD.map(str::to_owned));
    for tested in &results.policies {
        let Ok(read) = &tested.read else { continue };
        for row in matrix::of(tested) {
            let clause = [&*tested.place.root, &*row.clause.id, said(&row), row.status().id()];
            let elements = row.elements.iter().map(|e| ("element", e.element.clone(), Some(e.span)));
            let name = |row: &matrix::Shown<'_>| match row.variant {
                Some(variant) => format!("{} / {variant}", row.scenario),
                None => row.scenario.to_owned(),
            };
            let rows = row.rows.iter().map(|row| ("row", name(row), Some(row.span)));
            let mut all: Vec<_> = elements.chain(rows).collect();
            if all.is_empty() {
                all.push(("", String::new(), None));
            }
            for (kind, name, span) in all {
                let (file, at) = span.map_or_else(Default::default, |span| written(&read.sources, span));
                let [policy, id, summary, status] = clause.map(str::to_owned);
                line(&mut text, [policy, id, summary, status, kind.to_owned(), name, file, at]);
            }
        }
    }
    text
}

fn said<'l>(line: &'l matrix::Line<'_>) -> &'l str {
    line.clause.summary.as_deref().or(line.clause.manual.as_deref()).unwrap_or("")
}

fn written(sources: &SourceMap, span: Span) -> (String, String) {
    let (file, line, _) = place(sources, span);
    (file, line.to_string())
}

fn line(text: &mut String, fields: [String; 8]) {
    text.push_str(&fields.map(|field| quoted(&field)).join(","));
    text.push_str("\r\n");
}

/// A field, in quotes where it must be. A spreadsheet takes what begins with such a sign for a formula.
fn quoted(field: &str) -> String {
    let field =
        if field.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{field}") } else { field.to_owned() };
    if field.contains([',', '"', '\n', '\r']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        let fields = [("a", "a"), ("a,b", "\"a,b\""), ("\"a\"", "\"\"\"a\"\"\""), ("=1+1", "'=1+1"), ("", "")];
        for (field, written) in fields {
            assert_eq!(quoted(field), written);
        }
    }
}
