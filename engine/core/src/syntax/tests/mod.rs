//! What authors write, and what is read and reported.

mod fields;
mod random;

use super::*;
use crate::problem::Lang;

fn read(text: &str) -> (Document, Vec<Problem>) {
    parse(SourceId(0), text)
}

/// `code: underlined text` of every problem.
fn told(text: &str) -> Vec<String> {
    read(text).1.iter().map(|p| format!("{}: {}", p.code(), text.get(p.span.range()).unwrap_or("?"))).collect()
}

/// The values of a table in one line.
fn shown(table: &Table) -> String {
    let entries: Vec<String> = table.entries().map(|(key, node)| format!("{}={}", key.text, value(node))).collect();
    entries.join(" ")
}

fn value(node: &Node) -> String {
    match &node.kind {
        NodeKind::Text(text) => format!("{:?}", text.value),
        NodeKind::Integer(number) => number.to_string(),
        NodeKind::Decimal(text) | NodeKind::DateTime(text) => text.clone(),
        NodeKind::Boolean(on) => on.to_string(),
        NodeKind::List(items) => format!("[{}]", items.iter().map(value).collect::<Vec<_>>().join(",")),
        NodeKind::Table(table) => format!("{{{}}}", shown(table)),
        NodeKind::Tables(tables) => format!("<{}>", tables.iter().map(shown).collect::<Vec<_>>().join("; ")),
        NodeKind::Broken => "?".to_owned(),
    }
}

fn tree(text: &str) -> String {
    shown(&read(text).0.root)
}

#[test]
fn document_order_holds_across_kinds_and_levels() {
    let text = "[process]\nid='p'\n[[state]]\nid='a'\n[[state.on]]\nto='b'\n[[event]]\nid='e'\n[[state.on]]\nto='c'\n\
                [state.x.y]\nz=1\n[[state]]\nid='b'\n[[state.on]]\nto='a'\n";
    let (document, problems) = read(text);
    assert!(problems.is_empty());
    let order: Vec<&str> = document.root.tables().iter().map(|(key, _)| key.text.as_str()).collect();
    assert_eq!(order, ["process", "state", "event", "state"]);
    assert_eq!(
        shown(&document.root),
        "process={id=\"p\"} state=<id=\"a\" on=<to=\"b\"; to=\"c\"> x={y={z=1}}; id=\"b\" on=<to=\"a\">> event=<id=\"e\">"
    );
    let spans: Vec<&str> = document.root.tables().iter().map(|(_, table)| &text[table.span.range()]).collect();
    assert_eq!(spans, ["[process]", "[[state]]", "[[event]]", "[[state]]"]);
}

#[test]
fn numbers_and_dates_keep_their_text() {
    let text =
        "a = 1_000\nb = 0.1\nc = -3\nd = 2026-03-02\ne = 08:30:00\nf = 1e3\ng = 0x10\nh = 2026-03-02T08:30:00+08:00\n";
    assert_eq!(tree(text), "a=1000 b=0.1 c=-3 d=2026-03-02 e=08:30:00 f=1e3 g=16 h=2026-03-02T08:30:00+08:00");
    assert_eq!(
        told("a = 9223372036854775807\nb = 9223372036854775808\nc = inf\n"),
        ["ZD0010: 9223372036854775808", "ZD0010: inf"]
    );
}

#[test]
fn byte_order_mark_and_line_ends_do_not_matter() {
    let (plain, _) = read("[a]\nb = 'c'\n");
    for text in ["\u{feff}[a]\nb = 'c'\n", "[a]\r\nb = 'c'\r\n", "\u{feff}[a]\r\nb = 'c'"] {
        let (document, problems) = read(text);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(shown(&document.root), shown(&plain.root));
    }
    let mut map = SourceMap::default();
    let (_, document, problems) = load(&mut map, "p.toml", "\u{feff}a = 'b'".as_bytes());
    let span = document.root.get("a").map(|node| node.span);
    assert!(problems.is_empty());
    assert_eq!(span.map(|span| map.text(span)), Some("'b'"));
}

#[test]
fn bytes_that_are_no_text() {
    let mut map = SourceMap::default();
    let (_, document, problems) = load(&mut map, "gbk.toml", b"id = \"\xd6\xc6\"");
    assert!(document.root.is_empty());
    assert_eq!((problems.len(), problems[0].code(), problems[0].span.start), (1, "ZD0018", 6));
}

#[test]
fn exactly_the_limit_loads() {
    let text = format!("#{}\na = 1", "x".repeat(MAX_BYTES - 7));
    assert_eq!(text.len(), MAX_BYTES);
    assert_eq!((tree(&text), told(&text).len()), ("a=1".to_owned(), 0));
    let longer = text + "0";
    assert_eq!(told(&longer), ["ZD0016: "]);
    let mut map = SourceMap::default();
    assert_eq!(load(&mut map, "p", longer.as_bytes()).2.len(), 1);
    assert_eq!(load(&mut map, "p", &vec![b'a'; MAX_BYTES * 2]).2.len(), 1);
}

#[test]
fn deep_nesting_is_a_problem_not_a_crash() {
    let closed = format!("x = {}{}", "[".repeat(64), "]".repeat(64));
    assert!(told(&closed).is_empty());
    for (open, close) in [("[", "]"), ("{a=", "}"), ("[", "")] {
        let text = format!("x = {}{}", open.repeat(10_000), close.repeat(10_000));
        assert_eq!(read(&text).1.iter().map(Problem::code).collect::<Vec<_>>(), ["ZD0017"]);
    }
    for text in [format!("[a{}]", ".a".repeat(100_000)), format!("a{} = 1", ".a".repeat(100_000))] {
        assert_eq!(read(&text).1.iter().map(Problem::code).collect::<Vec<_>>(), ["ZD0017"]);
    }
}

#[test]
#[allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test may look at its watch")]
fn hostile_files_are_read_in_the_time_of_honest_ones() {
    let fill = |unit: &str| unit.repeat(MAX_BYTES / 4 / unit.len());
    let many = |count: usize, line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
    let hostile = [
        fill("“"),
        fill("a=“\n"),
        fill("\""),
        fill("a = \"\n"),
        fill("[\n"),
        fill("[a\n"),
        fill("[[a]]\n"),
        fill("a\n"),
        fill("a=\n"),
        fill("a=1\n"),
        fill("，"),
        fill("\"\"\"\n[a]\n"),
        "x = {\n".to_owned() + &fill("a=1\n"),
        "x = [".to_owned() + &fill("[],"),
        "x = [".to_owned() + &fill("'a',"),
        "x = [".to_owned() + &fill("“a”，"),
        "x = [".to_owned() + &fill("'a'b'"),
        "x = ".to_owned() + &fill("\"a\"b"),
        "x = [".to_owned() + &fill("{a=1},\n"),
        "x = \"".to_owned() + &fill("\\n"),
        many(10_000, &|n| format!("[a{n}]\n")) + &many(10_000, &|n| format!("[a{n}]\n")),
        many(20_000, &|n| format!("a{n}=1\n")),
        many(10_000, &|n| format!("[[a]]\nb.c{n}=1\n")),
    ];
    for (index, text) in hostile.iter().enumerate() {
        let begun = std::time::Instant::now();
        let (_, problems) = read(text);
        assert!(begun.elapsed().as_secs() < 30, "{index} took {:?} with {} problems", begun.elapsed(), problems.len());
    }
}

#[test]
fn one_look_alike_is_one_problem() {
    for (text, what, repaired) in [
        ("id＝'x'\nok = 1\n", "＝", "id='x'\nok = 1\n"),
        ("id = “x”\nok = 1\n", "“", "id = \"x\"\nok = 1\n"),
        ("id = \"x”\nok = 1\n", "”", "id = \"x\"\nok = 1\n"),
        ("id = ‘x’\nok = 1\n", "‘", "id = \"x\"\nok = 1\n"),
        ("id = “case.a == \"b\"”\nok = 1\n", "“", "id = 'case.a == \"b\"'\nok = 1\n"),
        ("id：'x'\nok = 1\n", "：", "id='x'\nok = 1\n"),
        ("id = ['x'，'y']\nok = 1\n", "，", "id = ['x','y']\nok = 1\n"),
        ("id =\u{3000}'x'\nok = 1\n", "\u{3000}", "id = 'x'\nok = 1\n"),
        ("【id]\nok = 1\n", "【", "[id]\nok = 1\n"),
        ("[[id]】\nok = 1\n", "】", "[[id]]\nok = 1\n"),
        ("n = ３０\nok = 1\n", "３０", "n = 30\nok = 1\n"),
        ("n = { a = 1 ｝\nok = 1\n", "｝", "n = { a = 1 }\nok = 1\n"),
        ("t = 08：30：00\nok = 1\n", "：", "t = 08:30:00\nok = 1\n"),
        ("ｉd = 1\nok = 1\n", "ｉ", "id = 1\nok = 1\n"),
        ("＃ 说明\nok = 1\n", "＃", "# 说明\nok = 1\n"),
    ] {
        let (document, problems) = read(text);
        if what != "：" || !text.starts_with('t') {
            assert_eq!(told(text), [format!("ZD0008: {what}")], "{text}");
        }
        let Some(fix) = problems[0].fix.clone() else { panic!("{text}") };
        assert!(fix.sure);
        assert_eq!(shown(&document.root), tree(repaired), "{text}");
        let mut fixed = text.to_owned();
        fixed.replace_range(fix.span.range(), &fix.replacement);
        if problems.len() == 1 && what != "：" {
            assert!(told(&fixed).is_empty(), "{fixed}");
        }
    }
}

#[test]
fn look_alikes_in_texts_and_comments_are_the_authors_business() {
    let text = "a = \"“x”，＝\" # ＝“”\nb = '【】'\nc = \"\"\"\n，“\"\"\"\nd = '''，'''\n";
    assert!(told(text).is_empty());
}

#[test]
fn beginners_slips_are_one_problem_each_and_the_rest_is_read() {
    for (slip, problem) in [
        ("名称 = 1", "ZD0007: 名称"),
        ("id \"x\"", "ZD0004: id"),
        ("id: \"x\"", "ZD0004: id:"),
        ("id", "ZD0004: id"),
        ("id =", "ZD0005: id ="),
        ("id = # nothing", "ZD0005: id ="),
        ("= 5", "ZD0050: ="),
        ("id = 张三", "ZD0012: 张三"),
        ("id = 3 days", "ZD0012: 3 days"),
        ("id = 3天", "ZD0012: 3天"),
        ("id = 请核对，谢谢。", "ZD0012: 请核对，谢谢。"),
        ("id = True", "ZD0052: True"),
        ("id = 05", "ZD0010: 05"),
        ("id = 2026-13-01", "ZD0011: 2026-13-01"),
        ("id = \"x", "ZD0002: \"x"),
        ("id = [\"x, \"y\"]", "ZD0002: \"x"),
        ("id = [\"x\", \"y", "ZD0002: \"y"),
        ("id = [\"x\", \"y\"", "ZD0003: ["),
        ("id = [\n  \"x\",\n  \"y\",", "ZD0003: ["),
        ("id = { a = 1, b = [2", "ZD0003: ["),
        ("id = { a = 1", "ZD0003: {"),
        ("id = [1, 2}", "ZD0003: }"),
        ("id = [1 2]", "ZD0015: 2"),
        ("id = [1,, 2]", "ZD0015: ,"),
        ("id = { a = 1 b = 2 }", "ZD0015: b"),
        ("id = 'a' 'b'", "ZD0014: 'b'"),
        ("id = 'a' # fine\n]", "ZD0014: ]"),
        ("id = \"\\d\"", "ZD0013: \\d"),
        ("id = \"a\u{1}b\"", "ZD0019: \u{1}"),
        ("a?b = 1", "ZD0006: a?b"),
        ("id = = 1", "ZD0014: ="),
        ("id = { a = 1 = 2 }", "ZD0014: ="),
        ("id = { a 1 }", "ZD0004: a"),
        ("id = 1.", "ZD0010: 1."),
        ("id = \"case.kind == \"major\"\"", "ZD0054: \"case.kind == \"major\"\""),
        ("id = [\"a\"b\", \"c\"]", "ZD0054: \"a\"b\""),
        ("id = 'it's'", "ZD0054: 'it's'"),
        ("id = 他说“好”", "ZD0012: 他说“好”"),
        ("id = [ { a = 1 },\n  { b = { c = 'x' } ]", "ZD0003: {"),
        ("id..a = 1", "ZD0050: ."),
        ("id = 1\nid = 2", "ZD0009: id"),
        ("id = 1\nid.a = 2", "ZD0051: id"),
    ] {
        let text = format!("before = 1\n{slip}\nafter = 2\n[[state]]\nid = 's'\n");
        assert_eq!(told(&text), [problem], "{slip}");
        let (document, problems) = read(&text);
        assert_eq!(document.root.get("after").map(value).as_deref(), Some("2"), "{slip}");
        assert_eq!(document.root.get("state").map(value).as_deref(), Some("<id=\"s\">"), "{slip}");
        for lang in [Lang::Zh, Lang::En] {
            assert!(!problems[0].flaw.sentence(lang).is_empty());
        }
    }
}

#[test]
fn headers_left_open_or_closed_too_much() {
    for header in ["[[state", "[[state]", "[[ state # c", "[[state]]]"] {
        let text = format!("{header}\nid = 'a'\n[[state]]\nid = 'b'\n");
        assert_eq!(told(&text).len(), 1, "{header}");
        assert_eq!(tree(&text), "state=<id=\"a\"; id=\"b\">", "{header}");
    }
    assert_eq!(told("[state]]\nid = 'a'\n"), ["ZD0014: ]"]);
    assert_eq!(told("[process] id = 'a'\nname = 'b'\n"), ["ZD0014: id = 'a'"]);
    assert_eq!(told("[state]\nid = 'a'\n[[state]]\nid = 'b'\n"), ["ZD0029: [state]"]);
    assert_eq!(told("[[state]]\nid = 'a'\n[state]\nid = 'b'\n"), ["ZD0029: [state]"]);
}

#[test]
fn a_long_text_left_open_ends_before_the_next_header() {
    let text = "note = \"\"\"\nfirst\n[[state]]\nid = 'a'\n";
    assert_eq!(told(text), ["ZD0002: \"\"\""]);
    assert_eq!(tree(text), "note=? state=<id=\"a\">");
}

#[test]
fn duplicates_point_at_the_first() {
    let label = |text: &str| {
        let (_, problems) = read(text);
        assert_eq!(problems.len(), 1, "{problems:?}");
        problems[0].labels.iter().map(|(span, _)| (span.start, text[span.range()].to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(label("[[s]]\nid = 1\nx = { id = 2 }\nid = 3\n"), [(6, "id".to_owned())]);
    assert_eq!(label("a = { id = 1, b = { id = 2 }, id = 3 }"), [(6, "id".to_owned())]);
    assert_eq!(label("[process]\nid = 'a'\n[[s]]\n[process]\nid = 'b'\n"), [(0, "[process]".to_owned())]);
    assert_eq!(read("[process]\nid = 'a'\n[process]\nid = 'b'\n").1[0].code(), "ZD0903");
}

#[test]
fn twelve_mistakes_in_one_file_are_twelve_problems() {
    let text = "\
[process]
id = \"matter
name = “客户事项”
initial = 受理

[[state]]
id = \"open\"
id = \"twice\"
名称 = \"打开\"
final = True
count = 007
date = 2026-02-30

[[state.on]
event = \"contact\"
by = [\"agent\", \"cook\"
to： \"next\"
note \"no equals\"
wait = \"3 \\d\"
done = true
";
    let codes: Vec<&str> = read(text).1.iter().map(Problem::code).collect();
    assert_eq!(
        codes,
        [
            "ZD0002", "ZD0008", "ZD0012", "ZD0009", "ZD0007", "ZD0052", "ZD0010", "ZD0011", "ZD0003", "ZD0003",
            "ZD0008", "ZD0004", "ZD0013"
        ]
    );
    assert!(tree(text).ends_with("note=\"no equals\" wait=? done=true>>"), "{}", tree(text));
}

#[test]
fn places_inside_texts_find_the_file() {
    let text = "a = \"x\\n\\u91d1额\\\"y\"\nb = '金额 > 5'\nc = \"\"\"\n金\\\n   额\"\"\"\nd = '''\n额'''\ne = “a \\u91d1 b”\n";
    let (document, _) = read(text);
    let find = |key: &str, part: &str| {
        let found = document.root.get(key).and_then(Node::as_text);
        let Some(found) = found else { return String::new() };
        let at = found.value.find(part).unwrap_or(0);
        text[found.span_of(at..at + part.len()).range()].to_owned()
    };
    assert_eq!(find("a", "\n"), "\\n");
    assert_eq!(find("a", "金额"), "\\u91d1额");
    assert_eq!(find("a", "\"y"), "\\\"y");
    assert_eq!(find("b", "5"), "5");
    assert_eq!(find("c", "额"), "额");
    assert_eq!(find("c", "金"), "金");
    assert_eq!(find("c", "金额"), "金\\\n   额");
    assert_eq!(find("d", "额"), "额");
    assert_eq!(find("e", "b"), "b");
}
