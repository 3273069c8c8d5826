//! Puts edits of expectations into a scenario file and leaves everything else – order, comments, blanks – as it is.

use toml_edit::{Array, Document, DocumentMut, InlineTable, Item, TableLike, Value};
use zhidu::scenario::bless::{Change, Edit, Kept};
use zhidu::source::Span;

/// The file with the edits of these rows; none where one of them has no place in it.
pub(crate) fn rewrite<'e>(text: &str, edits: impl IntoIterator<Item = (Span, &'e Edit)>) -> Option<String> {
    let document = Document::parse(text).ok()?;
    let root = document.as_table();
    let placed: Option<Vec<_>> =
        edits.into_iter().map(|(row, edit)| Some((path_in(root, row)?, edit))).collect::<Option<_>>();
    let placed = placed?;
    let mut document = Document::parse(text.to_owned()).ok()?.into_mut();
    for (path, edit) in placed {
        let row = below(Place { table: document.as_table_mut(), inline: false }, &path)?;
        let keys = keys(row.table.contains_key("ledger"), edit);
        apply(row, &keys, &edit.change)?;
    }
    with_line_ends_of(text, document.to_string())
}

/// The line ends of the file, which the document does not keep; none where they differ from line to line.
fn with_line_ends_of(text: &str, new: String) -> Option<String> {
    let plain = text.replace("\r\n", "\n");
    match plain.len() == text.len() {
        true => Some(new),
        false => (plain.replace('\n', "\r\n") == text).then(|| new.replace('\n', "\r\n")),
    }
}

/// A file without any expectation: what an edit may never change.
pub(crate) fn without_expectations(text: &str) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    strip(document.as_table_mut());
    Some(document.to_string())
}

fn strip(table: &mut dyn TableLike) {
    for key in ["step", "end", "decide", "variant"] {
        match table.get_mut(key) {
            Some(Item::ArrayOfTables(rows)) => rows.iter_mut().for_each(|row| strip_row(row, key)),
            Some(Item::Value(Value::Array(rows))) => {
                rows.iter_mut().filter_map(Value::as_inline_table_mut).for_each(|row| strip_row(row, key));
            }
            _ => {}
        }
    }
}

fn strip_row(row: &mut dyn TableLike, kind: &str) {
    row.remove("expect");
    if kind == "end" {
        row.remove("ledger");
    }
    strip(row);
}

/// A step on the way to a row.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Key(String),
    Index(usize),
}

/// The way to the table at this place.
fn path_in(table: &dyn TableLike, row: Span) -> Option<Vec<Step>> {
    for (key, item) in table.iter() {
        let found = match item {
            Item::Table(inner) => at(inner, inner.span(), row),
            Item::ArrayOfTables(list) => indexed(list.iter().map(|inner| at(inner, inner.span(), row))),
            Item::Value(Value::InlineTable(inner)) => at(inner, inner.span(), row),
            Item::Value(Value::Array(list)) => {
                indexed(list.iter().map(|value| value.as_inline_table().and_then(|inner| at(inner, inner.span(), row))))
            }
            _ => None,
        };
        if let Some(mut path) = found {
            path.insert(0, Step::Key(key.to_owned()));
            return Some(path);
        }
    }
    None
}

fn at(table: &dyn TableLike, span: Option<std::ops::Range<usize>>, row: Span) -> Option<Vec<Step>> {
    if span == Some(row.range()) { Some(Vec::new()) } else { path_in(table, row) }
}

fn indexed(found: impl Iterator<Item = Option<Vec<Step>>>) -> Option<Vec<Step>> {
    let (index, mut path) = found.enumerate().find_map(|(index, path)| Some((index, path?)))?;
    path.insert(0, Step::Index(index));
    Some(path)
}

/// A table to be edited. Blanks around the entries of one in braces are its own business.
struct Place<'d> {
    table: &'d mut dyn TableLike,
    inline: bool,
}

fn below<'d>(place: Place<'d>, path: &[Step]) -> Option<Place<'d>> {
    match path {
        [] => Some(place),
        [Step::Key(key), rest @ ..] => into(place.table.get_mut(key)?, rest),
        [Step::Index(_), ..] => None,
    }
}

fn into<'d>(item: &'d mut Item, path: &[Step]) -> Option<Place<'d>> {
    let [Step::Index(index), rest @ ..] = path else { return below(place(item)?, path) };
    match item {
        Item::ArrayOfTables(list) => below(Place { table: list.get_mut(*index)?, inline: false }, rest),
        Item::Value(Value::Array(list)) => {
            below(Place { table: list.get_mut(*index)?.as_inline_table_mut()?, inline: true }, rest)
        }
        _ => None,
    }
}

fn place(item: &mut Item) -> Option<Place<'_>> {
    let inline = item.is_inline_table();
    item.as_table_like_mut().map(|table| Place { table, inline })
}

/// The keys of an edit; `[[end]]` has its ledger beside the expectation.
fn keys(ledger: bool, edit: &Edit) -> Vec<&str> {
    let keys: Vec<&str> = edit.path.iter().map(|key| &**key).collect();
    match keys.as_slice() {
        ["expect", rest @ ..] if ledger && rest.first() == Some(&"ledger") => rest.to_vec(),
        _ => keys,
    }
}

fn apply(place: Place<'_>, keys: &[&str], change: &Change) -> Option<()> {
    let Place { table, inline } = place;
    match keys {
        [] => None,
        [key] => {
            let closing = closing(table, inline);
            change_key(table, key, change)?;
            close(table, closing);
            Some(())
        }
        [key, rest @ ..] => {
            if !table.contains_key(key) {
                if *change == Change::Remove {
                    return Some(());
                }
                let closing = closing(table, inline);
                table.insert(key, Item::Value(InlineTable::new().into()));
                close(table, closing);
            }
            apply(self::place(table.get_mut(key)?)?, rest, change)
        }
    }
}

fn change_key(table: &mut dyn TableLike, key: &str, change: &Change) -> Option<()> {
    let old = table.get(key).cloned();
    let value = match change {
        Change::Remove => {
            table.remove(key);
            return Some(());
        }
        Change::Set(text) => text.parse::<Value>().ok()?,
        Change::List(kept) => list(old.as_ref(), kept)?,
    };
    match table.get_mut(key) {
        Some(Item::Value(old)) => {
            let decor = old.decor().clone();
            *old = value;
            *old.decor_mut() = decor;
        }
        Some(item) => *item = Item::Value(value),
        None => {
            table.insert(key, Item::Value(value));
        }
    }
    Some(())
}

/// A list in which the author's own entries stay as they are written.
fn list(old: Option<&Item>, kept: &[Kept]) -> Option<Value> {
    let old = match old {
        None => Array::new(),
        Some(Item::Value(Value::Array(old))) => old.clone(),
        Some(Item::Value(only)) => Array::from_iter([only.clone().decorated("", "")]),
        // Entries under headers of their own: there is no list to keep the form of.
        Some(_) => return None,
    };
    // Entries on lines of their own stay so, and what is written behind them stays there: it stands before the next one.
    let apart = old.iter().all(|entry| prefix(entry).contains('\n')) && !old.is_empty();
    let indent = old.get(0).map(|entry| last_line(&prefix(entry))).unwrap_or_default();
    let behind = old.trailing().as_str().and_then(|text| text.rsplit_once('\n')).map_or("", |(behind, _)| behind);
    let mut new = Array::new();
    for (i, entry) in kept.iter().enumerate() {
        let value = match entry {
            Kept::Own(at) => old.get(*at)?.clone(),
            Kept::New(text) => text.parse::<Value>().ok()?,
        };
        let space = if i == 0 { "" } else { " " }.to_owned();
        let before = match old.get(i) {
            _ if !apart => space,
            Some(other) => prefix(other),
            None if i == old.len() => format!("{behind}{indent}"),
            None => indent.clone(),
        };
        new.push_formatted(value.decorated(before, ""));
    }
    if apart && !new.is_empty() {
        new.set_trailing(if kept.len() > old.len() { "\n" } else { old.trailing().as_str().unwrap_or("\n") });
        new.set_trailing_comma(old.trailing_comma());
    }
    Some(new.into())
}

/// The line end and the blanks an entry stands behind.
fn last_line(prefix: &str) -> String {
    prefix.rsplit_once('\n').map_or_else(|| prefix.to_owned(), |(_, blanks)| format!("\n{blanks}"))
}

fn prefix(value: &Value) -> String {
    value.decor().prefix().and_then(|raw| raw.as_str()).unwrap_or_default().to_owned()
}

/// What stands before the closing brace of a table in braces.
fn closing(table: &mut dyn TableLike, inline: bool) -> Option<String> {
    let last = last(table).filter(|_| inline)?;
    let suffix = last.decor().suffix().and_then(|raw| raw.as_str()).unwrap_or(" ").to_owned();
    last.decor_mut().set_suffix("");
    Some(suffix)
}

fn close(table: &mut dyn TableLike, closing: Option<String>) {
    if let (Some(last), Some(closing)) = (last(table), closing) {
        last.decor_mut().set_suffix(closing);
    }
}

fn last(table: &mut dyn TableLike) -> Option<&mut Value> {
    table.iter_mut().last().and_then(|(_, item)| item.as_value_mut())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# 夜班\n[[step]]   # one\nat = '09:00'\nexpect = { state = \"a\", charged = ['x', { who = 'li' }] } # why\n\
        \n# two\n[[step]]\nat = '10:00'\n[[step.variant]]\nname = 'v'\n[step.variant.expect]\nmissed = [\n  'x', # first\n  'y',\n]\n\
        \n[[end]]\nledger = { li = \"1 CNY\" }\n";

    fn edit(path: &[&str], change: Change) -> Edit {
        Edit { path: path.iter().map(|key| (*key).into()).collect(), change }
    }

    /// The text after an edit of the table whose header is the n-th occurrence of this.
    fn edited(header: &str, nth: usize, edits: &[Edit]) -> Option<String> {
        let (start, found) = TEXT.match_indices(header).nth(nth).unwrap();
        let row = Span::new(zhidu::source::SourceId(0), start..start + found.len());
        let text = rewrite(TEXT, edits.iter().map(|edit| (row, edit)))?;
        assert_eq!(without_expectations(TEXT), without_expectations(&text));
        Some(text)
    }

    #[test]
    fn a_word_is_replaced_and_its_surroundings_stay() {
        let edits = [
            edit(&["expect", "state"], Change::Set("\"b\"".into())),
            edit(&["expect", "charged"], Change::List(vec![Kept::Own(1), Kept::New("\"z\"".into())])),
        ];
        let expected = TEXT.replace(
            "state = \"a\", charged = ['x', { who = 'li' }]",
            "state = \"b\", charged = [{ who = 'li' }, \"z\"]",
        );
        assert_eq!(edited("[[step]]", 0, &edits).as_deref(), Some(&*expected));
    }

    #[test]
    fn a_word_comes_and_goes_inside_braces() {
        let edits =
            [edit(&["expect", "charged"], Change::Remove), edit(&["expect", "denied"], Change::Set("[\"1\"]".into()))];
        let expected = TEXT.replace(", charged = ['x', { who = 'li' }] }", ", denied = [\"1\"] }");
        assert_eq!(edited("[[step]]", 0, &edits).as_deref(), Some(&*expected));
        let all = [edit(&["expect", "charged"], Change::Remove), edit(&["expect", "state"], Change::Remove)];
        assert!(edited("[[step]]", 0, &all).unwrap().contains("expect = {} # why\n"));
    }

    #[test]
    fn a_row_without_expectation_gets_one_of_its_own() {
        let edits = [edit(&["expect", "due", "期限"], Change::Set("\"09:30\"".into()))];
        let expected = TEXT.replace("at = '10:00'\n", "at = '10:00'\nexpect = { due = { \"期限\" = \"09:30\" } }\n");
        assert_eq!(edited("[[step]]", 1, &edits).as_deref(), Some(&*expected));
    }

    #[test]
    fn entries_on_lines_of_their_own_stay_so() {
        let kept = Change::List(vec![Kept::Own(0), Kept::Own(1), Kept::New("\"z\"".into())]);
        let text = edited("[[step.variant]]", 0, &[edit(&["expect", "missed"], kept)]).unwrap();
        assert!(text.contains("'x', # first\n") && text.contains("  \"z\""), "{text}");
    }

    #[test]
    fn the_ledger_of_an_end_is_beside_its_expectation() {
        let edits = [edit(&["expect", "ledger", "li"], Change::Set("\"2 CNY\"".into()))];
        assert_eq!(edited("[[end]]", 0, &edits).as_deref(), Some(&*TEXT.replace("1 CNY", "2 CNY")));
    }

    #[test]
    fn line_ends_stay() {
        let text = TEXT.replace('\n', "\r\n");
        let start = text.find("[[end]]").unwrap();
        let row = Span::new(zhidu::source::SourceId(0), start..start + 7);
        let edits = [edit(&["expect", "ledger", "li"], Change::Set("\"2 CNY\"".into()))];
        let new = |text: &str| rewrite(text, edits.iter().map(|edit| (row, edit)));
        assert_eq!(new(&text), Some(text.replace("1 CNY", "2 CNY")));
        // Some lines so, some so: none can be kept.
        assert_eq!(new(&text.replace("CNY\" }\r\n", "CNY\" }\n")), None);
    }

    #[test]
    fn what_has_no_place_is_not_written() {
        assert_eq!(edited("[[step.variant]]", 0, &[]).as_deref(), Some(TEXT));
        let nowhere = Span::new(zhidu::source::SourceId(0), 1..2);
        assert_eq!(rewrite(TEXT, [(nowhere, &edit(&["expect"], Change::Remove))]), None);
    }
}
