//! What can be changed about an element: one function per idea.

use super::literals::{beside, date, near, numbers, tokens};
use super::site::{Site, SiteKind};
use std::ops::Range;
use zhidu_core::syntax::{Node, NodeKind, Text};

/// What there is to choose from in the policy.
pub(super) struct Names {
    /// Roles of its own people.
    pub(super) roles: Vec<String>,
    /// Penalties.
    pub(super) penalties: Vec<String>,
    /// Clauses.
    pub(super) clauses: Vec<String>,
    /// Registers.
    pub(super) registers: Vec<String>,
}

/// A state of the file's process: its id, and the state it is in.
pub(super) type State<'d> = (&'d str, Option<&'d str>);

/// A change of one place.
pub(super) struct Change {
    /// What to write where, in order, not overlapping.
    pub(super) edits: Vec<(Range<usize>, String)>,
    /// What it is, for people.
    pub(super) what: String,
    /// Something is taken out: what refers to it is taken out too.
    pub(super) drops: bool,
}

/// Keys that hold what people read, and names of things.
const PROSE: [&str; 14] = [
    "id",
    "name",
    "note",
    "summary",
    "source",
    "about",
    "say",
    "version",
    "time_zone",
    "currency",
    "manual",
    "type",
    "text",
    "aliases",
];

/// Keys that hold an expression, beside those below `with set add`.
const EXPRESSIONS: [&str; 18] = [
    "when", "that", "unless", "where", "is", "since", "until", "before", "at", "within", "wait", "left", "used",
    "amount", "times", "require", "default", "each",
];

/// Of these the ones that hold or do not.
const CONDITIONS: [&str; 5] = ["when", "that", "unless", "where", "require"];

/// Keys that name people.
const PARTIES: [&str; 11] =
    ["by", "notify", "whom", "who", "owner", "assign", "report_by", "verify_by", "entered_by", "decided_by", "readers"];

/// Keys without which an element says less. What an element cannot be without gives a mutant that is not valid.
const DROPPED: [&str; 36] = [
    "when",
    "unless",
    "require",
    "takes",
    "again",
    "set",
    "add",
    "do",
    "else",
    "missed",
    "warn",
    "beats",
    "kind",
    "count",
    "per",
    "reset",
    "since",
    "to",
    "whom",
    "with",
    "min",
    "max",
    "default",
    "optional",
    "not_before",
    "met_by",
    "key",
    "rung",
    "fields",
    "one",
    "deputies",
    "outside",
    "settled",
    "sanction",
    "owner",
    "rule",
];

/// Lists whose items stand for themselves.
const ITEMS: [&str; 26] = [
    "do",
    "else",
    "missed",
    "late",
    "on_done",
    "skipped",
    "nobody",
    "approved",
    "refused",
    "require",
    "takes",
    "warn",
    "per",
    "beats",
    "of",
    "by",
    "notify",
    "report_by",
    "verify_by",
    "who",
    "whom",
    "to",
    "penalty",
    "rows",
    "key",
    "met_by",
];

/// Tables under headers that stand for themselves.
const ELEMENTS: [&str; 20] = [
    "start", "on", "always", "after", "deadline", "entry", "exit", "do", "else", "missed", "warn", "forbid", "joint",
    "rung", "require", "offence", "assert", "value", "duty", "row",
];

/// Words of a key that has few.
const WORDS: [(&str, &[&str]); 6] = [
    ("reset", &["never", "month", "year"]),
    ("kind", &["fine", "forfeiture", "deduction"]),
    ("history", &["shallow", "deep"]),
    ("on_leave", &["keep", "cancel"]),
    ("hit", &["unique", "any", "first"]),
    ("per", &["person", "rule", "case"]),
];

/// Everything that can be changed at a site.
pub(super) fn changes(site: &Site<'_>, names: &Names, states: &[State<'_>], file: &str) -> Vec<Change> {
    let mut changes = Vec::new();
    if let Some(node) = site.node() {
        limits(site, node, &mut changes);
        words(site, node, &mut changes);
        if let Some(text) = node.as_text() {
            conditions(site, text, &mut changes);
            targets(site, text, states, &mut changes);
            references(site, text, names, &mut changes);
        }
        parties(site, node, names, file, &mut changes);
        forces(site, node, &mut changes);
    }
    drops(site, file, &mut changes);
    changes
}

fn replaced(range: Range<usize>, by: impl Into<String>, old: &str) -> Change {
    let by = by.into();
    Change { what: format!("`{old}` → `{by}`"), edits: vec![(range, by)], drops: false }
}

fn inner(text: &Text, range: Range<usize>) -> Range<usize> {
    text.span_of(range).range()
}

fn swapped(text: &Text, by: impl Into<String>) -> Change {
    replaced(inner(text, 0..text.value.len()), by, &text.value)
}

/// Numbers, amounts, money, dates: a little more, a little less.
fn limits(site: &Site<'_>, node: &Node, changes: &mut Vec<Change>) {
    match &node.kind {
        NodeKind::Integer(number) => {
            changes.extend(beside(*number).map(|near| replaced(node.span.range(), near, &number.to_string())));
        }
        NodeKind::DateTime(written) => {
            changes.extend(date(written).into_iter().map(|near| replaced(node.span.range(), near, written)));
        }
        NodeKind::Boolean(truth) => {
            changes.push(replaced(node.span.range(), (!truth).to_string(), &truth.to_string()));
        }
        NodeKind::Text(text) if !PROSE.contains(&site.key()) => {
            let near = near(&text.value);
            changes.extend(near.iter().map(|near| swapped(text, near)));
            if near.is_empty() && is_expression(site) {
                let numbers = numbers(&text.value).into_iter();
                changes.extend(numbers.map(|(at, near)| in_expression(text, at, near)));
            }
        }
        _ => {}
    }
}

fn is_expression(site: &Site<'_>) -> bool {
    EXPRESSIONS.contains(&site.key()) || ["with", "set", "add"].contains(&site.above(1))
}

/// A part of an expression becomes another; the report shows the whole.
fn in_expression(text: &Text, at: Range<usize>, by: impl Into<String>) -> Change {
    let by = by.into();
    let mut whole = text.value.clone();
    whole.replace_range(at.clone(), &by);
    Change { what: format!("`{}` → `{whole}`", text.value), edits: vec![(inner(text, at), by)], drops: false }
}

/// Comparisons and connectives, and the whole turned round.
fn conditions(site: &Site<'_>, text: &Text, changes: &mut Vec<Change>) {
    if !is_expression(site) {
        return;
    }
    for token in tokens(&text.value) {
        let other = match token {
            ">" => ">=",
            ">=" => ">",
            "<" => "<=",
            "<=" => "<",
            "==" => "!=",
            "!=" => "==",
            "&&" => "||",
            "||" => "&&",
            _ => continue,
        };
        let start = token.as_ptr() as usize - text.value.as_ptr() as usize;
        changes.push(in_expression(text, start..start + token.len(), other));
    }
    if CONDITIONS.contains(&site.key()) && !is_cell(site) {
        let all = inner(text, 0..text.value.len());
        let edits = vec![(all.start..all.start, "!(".to_owned()), (all.end..all.end, ")".to_owned())];
        changes.push(Change { what: format!("`{}` negated", text.value), edits, drops: false });
    }
}

/// `when` of a row of a table holds cells.
fn is_cell(site: &Site<'_>) -> bool {
    site.path.first() == Some(&"table")
}

/// The next word of the few there are.
fn words(site: &Site<'_>, node: &Node, changes: &mut Vec<Change>) {
    let Some((_, words)) = WORDS.iter().find(|(key, _)| *key == site.key()) else { return };
    let Some(text) = node.as_text() else { return };
    if words.contains(&text.value.as_str()) {
        changes.extend(words.iter().filter(|word| **word != text.value).map(|word| swapped(text, *word)));
    }
}

/// Somebody else.
fn parties(site: &Site<'_>, node: &Node, names: &Names, file: &str, changes: &mut Vec<Change>) {
    let is_party = match site.key() {
        "to" => ["handover", "do"].contains(&site.above(1)) && site.inside.get("hand_over").is_some(),
        key => PARTIES.contains(&key),
    };
    if !is_party || matches!(node.kind, NodeKind::List(_)) || site.path.contains(&"with") {
        return;
    }
    let (written, role) = match &node.kind {
        NodeKind::Text(text) => (text.value.clone(), Some(text.value.clone())),
        NodeKind::Table(table) => {
            let role = table.get("role").and_then(Node::as_text).map(|text| text.value.clone());
            (file[node.span.range()].to_owned(), role)
        }
        _ => return,
    };
    // Where one person is needed, another person.
    if ["owner", "assign"].contains(&site.key()) || (site.key() == "whom" && site.inside.get("record").is_some()) {
        if ["owner", "actor"].contains(&written.as_str()) {
            let other = format!("{{ superior_of = \"{written}\" }}");
            changes.push(replaced(node.span.range(), other, &written));
        }
        return;
    }
    // The next role in the order written, so that every role gets its turn.
    let at = role.and_then(|role| names.roles.iter().position(|known| *known == role));
    let other = names.roles.get(at.map_or(0, |at| (at + 1) % names.roles.len().max(1)));
    let everybody = (written != "anyone").then_some("anyone");
    for other in other.map(String::as_str).into_iter().chain(everybody) {
        if other != written {
            let edits = vec![(node.span.range(), format!("\"{other}\""))];
            changes.push(Change { what: format!("`{written}` → `{other}`"), edits, drops: false });
        }
    }
}

/// Another state, but for one in the target itself, which a way into the target may well lead to.
fn targets(site: &Site<'_>, text: &Text, states: &[State<'_>], changes: &mut Vec<Change>) {
    let Some(at) = states.iter().position(|(state, _)| *state == text.value) else { return };
    if site.key() != "to" && site.key() != "initial" {
        return;
    }
    let others = (1..states.len()).map(|by| states[(at + by) % states.len()]);
    let mut others = others.filter(|(other, inside)| Some(*other) != site.state && *inside != Some(&*text.value));
    changes.extend(others.next().map(|(other, _)| swapped(text, other)));
}

/// Another penalty, another rule, another register.
fn references(site: &Site<'_>, text: &Text, names: &Names, changes: &mut Vec<Change>) {
    let all = match site.key() {
        "penalize" | "penalty" => &names.penalties,
        "rule" => &names.clauses,
        "record" => &names.registers,
        _ => return,
    };
    let Some(at) = all.iter().position(|known| *known == text.value) else { return };
    let other = &all[(at + 1) % all.len()];
    if *other != text.value {
        changes.push(swapped(text, other));
    }
}

/// Money becomes a sanction, a sanction money.
fn forces(site: &Site<'_>, node: &Node, changes: &mut Vec<Change>) {
    let SiteKind::Entry(_) = site.kind else { return };
    let other = match (site.key(), site.above(1)) {
        ("amount", "penalty" | "rung") if site.inside.get("sanction").is_none() => "sanction = \"dismissal\"",
        ("amount", "penalty" | "rung") => "",
        ("sanction", _) if site.inside.get("amount").is_none() => "amount = \"1 CNY\"",
        _ => return,
    };
    let old = node.as_text().map_or("", |text| &text.value);
    let what = if other.is_empty() { format!("`{old}` dropped") } else { format!("`{old}` → `{other}`") };
    changes.push(Change { what, edits: vec![(site.range.clone(), other.to_owned())], drops: false });
}

/// Whether a thing can be left out on its own.
pub(super) fn can_go(site: &Site<'_>) -> bool {
    let assigned = ["with", "set", "add"].contains(&site.above(1));
    match site.kind {
        // The last item of a list goes with its key.
        SiteKind::Item(_, of) => of > 1 && (ITEMS.contains(&site.key()) || is_event_with_fields(site)),
        SiteKind::Entry(_) => assigned || DROPPED.contains(&site.key()),
        SiteKind::Header => ELEMENTS.contains(&site.key()),
    }
}

/// An event that is declared without fields is declared for its name only.
fn is_event_with_fields(site: &Site<'_>) -> bool {
    let table = site.node().and_then(Node::as_table);
    site.path == ["event"] && table.is_some_and(|event| event.get("fields").is_some())
}

/// Left out.
fn drops(site: &Site<'_>, file: &str, changes: &mut Vec<Change>) {
    if can_go(site) {
        let edits = vec![(site.range.clone(), String::new())];
        changes.push(Change { what: format!("dropped {}", shown(&file[site.range.clone()])), edits, drops: true });
    }
}

/// The beginning of a piece of a file, in one line.
fn shown(text: &str) -> String {
    let words = text.lines().map(|line| line.split(" # ").next().unwrap_or(line).trim()).filter(|l| !l.is_empty());
    let line = words.take(2).collect::<Vec<_>>().join(" ");
    let line = line.trim_matches(|c| c == ',' || c == ' ');
    if line.chars().count() > 60 {
        format!("`{}…`", line.chars().take(59).collect::<String>())
    } else {
        format!("`{line}`")
    }
}
