//! A policy as prose: what the elements say, all of it, under the right clause, in both languages.

use super::folder;
use crate::cli::zhidu;
use std::collections::BTreeSet;
use std::fs;
use zhidu::graph::Graph;
use zhidu::problem::Lang;
use zhidu::prose::{Prose, prose};
use zhidu::{Loaded, Settings, SourceMap};
use zhidu_cli::Exit;

const GOLD: &str = "policies/gold-exchange";

/// After a change that is meant: `cargo run -q -- read policies/gold-exchange --lang zh > tests/suite/tools/read.zh.txt`,
/// and the same in English.
#[test]
fn the_gold_exchange_reads_as_its_regulation() {
    for (lang, golden) in [("zh", include_str!("read.zh.txt")), ("en", include_str!("read.en.txt"))] {
        let ran = zhidu(&["read", GOLD, "--lang", lang]);
        assert_eq!((ran.exit, ran.err.as_str()), (Exit::Fine, ""));
        for (line, (found, expected)) in ran.out.lines().zip(golden.lines()).enumerate() {
            assert_eq!(found, expected, "{lang}, line {}", line + 1);
        }
        assert_eq!(ran.out.lines().count(), golden.lines().count(), "{lang}");
    }
}

/// The files of a policy as they are on disk.
struct Disk;

impl zhidu::Files for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, zhidu::FileError> {
        fs::read(path).map_err(|_| zhidu::FileError::NotFound)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, zhidu::FileError> {
        let mut paths: Vec<String> = fs::read_dir(folder)
            .map_err(|_| zhidu::FileError::NotFound)?
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file())
            .map(|path| path.to_str().unwrap().to_owned())
            .collect();
        paths.sort();
        Ok(paths)
    }
}

fn gold() -> (Loaded, Prose) {
    let loaded = zhidu::load(&Disk, GOLD, Settings::default()).unwrap();
    let prose = prose(&loaded.compiled.model, &loaded.scripts, Lang::Zh);
    (loaded, prose)
}

/// Files and lines of everything told.
fn places(prose: &Prose, sources: &SourceMap) -> BTreeSet<(String, usize)> {
    let sentences = prose.chapters.iter().flat_map(|chapter| &chapter.sentences).chain(&prose.rest);
    let place = |sentence: &zhidu::prose::Sentence| {
        let path = sources.get(sentence.span.source).unwrap().path.to_string();
        (path, sources.line_column(sentence.span).0)
    };
    sentences.map(place).collect()
}

#[test]
fn no_element_is_passed_over() {
    let (loaded, prose) = gold();
    let (model, sources) = (&loaded.compiled.model, &loaded.compiled.sources);
    let told = places(&prose, sources);
    let mut count = 0;
    let mut is_told = |head: &zhidu::model::Head| {
        let path = sources.get(head.place().source).unwrap().path.to_string();
        let line = sources.line_column(head.place()).0;
        assert!(told.contains(&(path.clone(), line)), "nothing is said of {path}:{line}");
        count += 1;
    };
    for process in &model.processes {
        process.starts.iter().chain(&process.on).for_each(|on| is_told(&on.head));
        process.forbids.iter().for_each(|forbid| is_told(&forbid.head));
        for state in &process.states {
            state.on.iter().chain(&state.always).for_each(|on| is_told(&on.head));
            state.deadlines.iter().for_each(|deadline| is_told(&deadline.head));
            state.after.iter().for_each(|after| is_told(&after.head));
            state.entry.iter().chain(&state.exit).for_each(|block| is_told(&block.head));
        }
    }
    model.offences.iter().for_each(|offence| is_told(&offence.head));
    model.penalties.iter().for_each(|penalty| is_told(&penalty.head));
    model.joints.iter().for_each(|joint| is_told(&joint.head));
    model.registers.iter().for_each(|register| is_told(&register.head));
    assert!(count > 50, "only {count} elements were looked at");
    assert!(model.processes.iter().map(Graph::of).all(|graph| graph.is_whole()));
}

/// Summaries are the author's words; sentences are made of what the elements hold.
#[test]
fn sentences_are_made_of_the_elements_alone() {
    let sentences = |path: &str| {
        let ran = zhidu(&["read", path, "--lang", "zh"]);
        let lines = ran.out.lines().filter(|line| line.starts_with("  - ") || line.starts_with("    "));
        lines.map(|line| line.split("  @ ").next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let folder = folder("read-elements");
    let path = folder.join("p");
    zhidu(&["new", path.to_str().unwrap(), "--lang", "zh"]);
    let before = sentences(path.to_str().unwrap());
    let clauses = fs::read_to_string(path.join("clauses.toml")).unwrap();
    fs::write(path.join("clauses.toml"), clauses.replace("30 分钟内派工", "什么都可以")).unwrap();
    assert_eq!(sentences(path.to_str().unwrap()), before);
    let repair = fs::read_to_string(path.join("repair.toml")).unwrap();
    fs::write(path.join("repair.toml"), repair.replace("\"30 minutes\"", "\"20 minutes\"")).unwrap();
    let after = sentences(path.to_str().unwrap());
    let changed: Vec<&String> = after.iter().filter(|line| !before.contains(line)).collect();
    assert!(changed.len() == 2 && changed.iter().all(|line| line.contains("20 分钟内")), "{changed:#?}");
}

#[test]
fn one_clause_can_be_read_by_itself() {
    let ran = zhidu(&["read", GOLD, "--clause", "25", "--lang", "zh"]);
    assert_eq!(
        ran.out,
        "客户服务管理制度（山东标金）

第 25 条（003 篇4 四(五)1）
  原文概括：同一人第二次违反同一规定，加倍，即 200 元。
  - 「违反客服工作规定」：第 2 次罚款 200 元。  @ policies/gold-exchange/penalties.toml:16
"
    );
    let two = zhidu(&["read", GOLD, "--clause", "26", "--clause", "25", "--lang", "en"]).out;
    assert!(two.contains("Clause 25") && two.contains("Clause 26") && !two.contains("Clause 24"), "{two}");
    let none = zhidu(&["read", GOLD, "--clause", "99", "--lang", "en"]);
    assert_eq!(none.exit, Exit::Command);
    assert!(none.err.starts_with("there is no clause `99`; there are 01, 05, "), "{}", none.err);
}

#[test]
fn what_nothing_implements_says_so() {
    let path = folder("read-open").join("p");
    zhidu(&["new", path.to_str().unwrap(), "--lang", "en"]);
    let clauses = fs::read_to_string(path.join("clauses.toml")).unwrap();
    fs::write(
        path.join("clauses.toml"),
        clauses + "\n[[clause]]\nid = '5'\n\n[[clause]]\nid = '6'\nmanual = 'a matter of taste'\n",
    )
    .unwrap();
    let out = zhidu(&["read", path.to_str().unwrap(), "--lang", "en"]).out;
    assert!(out.contains("Clause 5\n  nothing implements it yet.\n"), "{out}");
    assert!(out.contains("Clause 6\n  not for an engine to decide: a matter of taste\n"), "{out}");
}

/// A scaffold with one thing changed, read in Chinese.
fn scaffold(name: &str, from: &str, to: &str, clause: &str) -> String {
    let path = folder(name).join("p");
    zhidu(&["new", path.to_str().unwrap(), "--lang", "zh"]);
    let repair = fs::read_to_string(path.join("repair.toml")).unwrap();
    assert!(repair.contains(from), "{repair}");
    fs::write(path.join("repair.toml"), repair.replace(from, to)).unwrap();
    zhidu(&["read", path.to_str().unwrap(), "--lang", "zh", "--clause", clause]).out
}

#[test]
fn a_decision_says_who_between_what_and_what_comes_of_it() {
    let out = scaffold("read-decision", "by = \"manager\"", "of = [\"manager\", \"clerk\"]\nat_least = 1", "4");
    for line in [
        "在「待批准」时，由主管、值班员中至少 1 人决定「维修费」：",
        "    「批准」的，转为「维修中」；\n    「不批准」的，写明理由，转为「不修了」。",
    ] {
        assert!(out.contains(line), "{out}");
    }
    assert!(!out.contains("可以「批准」"), "an answer is told once\n{out}");
}

#[test]
fn a_pause_says_which_time_limits_stand_still() {
    let to = "id = \"deciding\"\nclause = \"4\"\npauses = [\"dispatch_in_time\"]";
    let out = scaffold("read-pause", "id = \"deciding\"", to, "4");
    assert!(out.contains("  - 在「待批准」时，「派工时限」暂停计时。"), "{out}");
}

/// Whatever cites a clause is told under it: a clause that something implements never reads as if nothing did.
#[test]
fn every_kind_of_element_speaks_under_its_clause() {
    let path = folder("read-kinds").join("p");
    zhidu(&["new", path.to_str().unwrap(), "--lang", "zh"]);
    let read = |file: &str| fs::read_to_string(path.join(file)).unwrap();
    let clauses: String = (10..17).map(|id| format!("\n[[clause]]\nid = \"{id}\"\n")).collect();
    fs::write(path.join("clauses.toml"), read("clauses.toml") + clauses.as_str()).unwrap();
    let cite = |text: String, id: &str, clause: &str| {
        let line = format!("id = \"{id}\"\n");
        assert!(text.contains(&line), "{id}");
        text.replacen(&line, &format!("{line}clause = \"{clause}\"\n"), 1)
    };
    let mut repair = cite(cite(read("repair.toml"), "fault", "10"), "done", "11");
    repair = repair.replace("{ id = \"report\",", "{ id = \"report\", clause = \"12\",");
    repair += "\n[[value]]\nid = \"dear\"\nname = \"贵\"\ntype = \"boolean\"\nclause = \"13\"\nis = 'or_else(case.cost, money(0)) > money(1000)'\n";
    fs::write(path.join("repair.toml"), repair).unwrap();
    let institution = cite(cite(read("institution.toml"), "manager", "14"), "clerk", "15");
    let register = "\n[[register]]\nid = \"log\"\nclause = \"16\"\nfields = [{ id = \"what\", type = \"text\" }]\n";
    fs::write(path.join("institution.toml"), institution + register).unwrap();
    let out = zhidu(&["read", path.to_str().unwrap(), "--lang", "zh"]).out;
    assert!(!out.contains("还没有哪里执行这一条"), "{out}");
    for line in [
        "每个个案记下「故障」。",
        "「已办结」是「报修」的一个结束。",
        "「登记报修」的内容。",
        "「贵」指维修费（没有则为 0 元）大于 1000 元。",
        "角色「主管」。",
        "登记簿「log」：what。",
    ] {
        assert!(out.contains(line), "{line}\n{out}");
    }
}

/// Mistakes are told around: nothing that can be written keeps the rest from being read or drawn.
#[test]
fn policies_with_mistakes_are_read_and_drawn_all_the_same() {
    let ladder = "[[penalty]]\nid = 'odd'\ncount = { per = ['person'] }\n\
        [[penalty.rung]]\nfrom = 4294967295\namount = '1 CNY'\n[[penalty.rung]]\nfrom = 0\nsanction = 'x'\n";
    let circle =
        "[process]\nid = 'p'\n[[state]]\nid = 'a'\nin = 'b'\nhistory = 'deep'\n[[state]]\nid = 'b'\nin = 'a'\n";
    let examples = zhidu::problem::Flaw::register().into_iter().filter_map(|code| {
        zhidu::problem::page(code.code, Lang::Zh).and_then(zhidu::problem::examples).map(|(bad, _)| bad)
    });
    let mut count = 0;
    for example in examples.chain([ladder, circle]) {
        let text = format!("[institution]\nid = 'x'\ntime_zone = 'Asia/Shanghai'\n{example}\n");
        let files = [("p/a.toml", if example.contains("[institution]") { example } else { text.as_str() })];
        let Loaded { compiled, scripts } = zhidu::load(files.as_slice(), "p", Settings::default()).unwrap();
        for lang in [Lang::Zh, Lang::En] {
            let prose = prose(&compiled.model, &scripts, lang);
            let sentences = prose.chapters.iter().flat_map(|chapter| &chapter.sentences).chain(&prose.rest);
            assert!(sentences.map(zhidu::prose::Sentence::text).all(|text| text.ends_with(['。', '.'])));
            let style = zhidu::graph::draw::Style { lang, roles: &compiled.model.roles };
            for graph in compiled.model.processes.iter().map(Graph::of) {
                let drawn = zhidu::graph::draw::dot(&graph, style);
                assert!(drawn.ends_with("}\n"), "{drawn}");
            }
        }
        count += 1;
    }
    assert!(count > 60, "only {count} policies were read");
}

#[test]
fn what_is_switched_off_is_listed_and_not_told() {
    let path = folder("read-off").join("p");
    zhidu(&["new", path.to_str().unwrap(), "--lang", "zh"]);
    let repair = fs::read_to_string(path.join("repair.toml")).unwrap();
    let switched = repair.replace("id = \"dispatch_in_time\"", "id = \"dispatch_in_time\"\nonly_if = \"param.strict\"");
    fs::write(path.join("repair.toml"), switched).unwrap();
    let institution = fs::read_to_string(path.join("institution.toml")).unwrap();
    let parameter = "\n[[parameter]]\nid = \"strict\"\ntype = \"boolean\"\ndefault = false\n";
    fs::write(path.join("institution.toml"), institution + parameter).unwrap();
    let out = zhidu(&["read", path.to_str().unwrap(), "--lang", "zh"]).out;
    assert!(out.contains("\n未启用\n  - 期限 `dispatch_in_time`（条款 2）  @ "), "{out}");
    assert!(!out.contains("派工时限"), "{out}");
}

#[test]
fn what_comes_of_a_request_is_told_by_its_name() {
    let ask = "do = [{ when = 'true', do = [{ request = \"close_tap\" }] }, { notify = \"case.repairer\",";
    let answers = "[[state.on]]\nevent = \"close_tap.failed\"\nclause = \"4\"\ndo = [{ notify = \"manager\" }]\n\n[[state.on]]\nevent = \"quote\"";
    let path = folder("read-request").join("p");
    zhidu(&["new", path.to_str().unwrap(), "--lang", "zh"]);
    let repair = fs::read_to_string(path.join("repair.toml")).unwrap();
    let repair = repair.replace("do = [{ notify = \"case.repairer\",", ask);
    fs::write(path.join("repair.toml"), repair.replace("[[state.on]]\nevent = \"quote\"", answers)).unwrap();
    let out = zhidu(&["read", path.to_str().unwrap(), "--lang", "zh"]).out;
    assert!(out.contains("请求执行「close_tap」"), "{out}");
    assert!(out.contains("  - 在「维修中」时，「close_tap」没有办成：通知主管。"), "{out}");
}
