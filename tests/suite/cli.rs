//! The command line in-process: arguments to output and exit code.

use crate::desk::{ASKED, FILES, HEAD};
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use zhidu_cli::{Exit, Io, Screen};

/// What a command came to.
pub(crate) struct Ran {
    pub(crate) exit: Exit,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs a command in a pipe of 100 columns, with nothing in the environment.
pub(crate) fn zhidu(args: &[&str]) -> Ran {
    zhidu_on(args, Screen::default(), &|_| None)
}

fn zhidu_on(args: &[&str], screen: Screen, env: &dyn Fn(&str) -> Option<String>) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut io = Io { out: &mut out, err: &mut err, input: &mut std::io::empty(), env, screen };
    let args = std::iter::once("zhidu").chain(args.iter().copied()).map(OsString::from);
    let exit = zhidu_cli::run(args, &mut io);
    Ran { exit, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
}

/// A folder with the desk's policy and these scenarios, by file name. Its paths are cut from what is said.
pub(crate) struct Desk(pub(crate) PathBuf);

impl Desk {
    pub(crate) fn new(name: &str, scenarios: &[(&str, &str)]) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
        let _ = fs::remove_dir_all(&folder);
        let desk = Self(folder);
        for (path, text) in FILES {
            desk.write(path, text);
        }
        for (file, text) in scenarios {
            desk.write(&format!("desk/scenarios/{file}"), text);
        }
        desk
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn run(&self, verb: &str, path: &str, flags: &[&str]) -> Ran {
        let path = self.0.join(path);
        let args = [&["--lang", "en", verb, path.to_str().unwrap()], flags].concat();
        let mut ran = zhidu(&args);
        let folder = format!("{}/", self.0.to_str().unwrap());
        ran.out = ran.out.replace(&folder, "");
        ran.err = ran.err.replace(&folder, "");
        ran
    }
}

pub(crate) fn scenario(id: &str, rows: &str) -> String {
    format!("{}{ASKED}{rows}", HEAD.replace("id = \"S\"", &format!("id = \"{id}\"")))
}

fn wrong_state() -> String {
    scenario("B", "[[step]]\nby = 'chen'\nevent = 'hand_to'\nexpect = { state = 'answered' }\n")
}

#[test]
fn a_policy_without_faults_is_told_in_one_line() {
    let desk = Desk::new("check", &[("a.toml", &scenario("A", ""))]);
    let ran = desk.run("check", "desk", &[]);
    assert_eq!((ran.exit, ran.out.as_str(), ran.err.as_str()), (Exit::Fine, "policies without problems: 1\n", ""));
    assert_eq!(desk.run("check", "", &["-q"]).out, "");
}

#[test]
fn check_shows_problems_of_policy_and_scenarios() {
    let desk = Desk::new("check-scenario", &[("a.toml", &scenario("A", "[[step]]\nby = 'lee'\nevent = 'hand_to'\n"))]);
    let ran = desk.run("check", "desk", &[]);
    assert_eq!(ran.exit, Exit::Policy);
    assert!(ran.out.starts_with("error[ZD0032]: no person is called `lee`\n"), "{}", ran.out);
    assert!(ran.out.contains("desk/scenarios/a.toml:"), "{}", ran.out);
    desk.write("desk/matter.toml", "[process]\nid = 'matter'\ninitial = 'nowhere'\n");
    let ran = desk.run("check", "desk", &[]);
    assert_eq!(ran.exit, Exit::Policy);
    assert!(ran.out.contains("`nowhere`"), "{}", ran.out);
}

#[test]
fn tests_are_listed_and_summed() {
    let desk = Desk::new("test", &[("a.toml", &scenario("A", "")), ("b.toml", &scenario("B", ""))]);
    let ran = desk.run("test", "desk", &[]);
    assert_eq!(ran.err, "");
    assert_eq!(ran.exit, Exit::Fine);
    assert_eq!(
        ran.out,
        "服务台 desk
  PASS  a.toml  A  1 row
  PASS  b.toml  B  1 row
clauses covered 0 of 6; not covered: 1, 2, 3, 4, 5, 6
states 2 of 7, transitions 1 of 11
parameters at their sample values: patience
2 passed
"
    );
}

#[test]
fn a_failure_shows_the_line_and_expected_beside_found() {
    let desk = Desk::new("test-fails", &[("a.toml", &scenario("A", "")), ("b.toml", &wrong_state())]);
    let ran = desk.run("test", "desk", &[]);
    assert_eq!(ran.exit, Exit::Policy);
    assert_eq!(
        ran.out,
        "服务台 desk
  PASS  a.toml  A  1 row
  FAIL  b.toml  B  2 rows

FAIL  B · main line

  desk/scenarios/b.toml:29  2026-03-02 09:00:00
  29 | expect = { state = 'answered' }
    expected   | found
  ! \"answered\" | \"read\"
    took desk/matter.toml:52  [[state.on]]

clauses covered 0 of 6; not covered: 1, 2, 3, 4, 5, 6
states 2 of 7, transitions 1 of 11
parameters at their sample values: patience
1 passed, 1 failed
"
    );
}

#[test]
fn chinese_says_the_same() {
    let desk = Desk::new("test-zh", &[("b.toml", &wrong_state())]);
    let path = desk.0.join("desk");
    let ran = zhidu(&["test", "--lang", "zh", path.to_str().unwrap()]);
    assert_eq!(ran.exit, Exit::Policy);
    for words in [
        "失败  b.toml  B  2 行",
        "失败  B · 主线",
        "期望       | 实际",
        "条款覆盖 0/6；未覆盖：1、2",
        "通过 0 · 失败 1",
    ] {
        assert!(ran.out.contains(words), "{words}\n{}", ran.out);
    }
}

#[test]
fn scenarios_are_selected_by_name_clause_and_file() {
    let covering = scenario("夜班", "").replace("start =", "covers = ['6']\nstart =");
    let desk = Desk::new("filter", &[("a.toml", &scenario("A", "")), ("night.toml", &covering)]);
    for (filter, files) in [
        ("name=*夜*", "night.toml"),
        ("夜班", "night.toml"),
        ("clause=6", "night.toml"),
        ("file=a", "a.toml"),
        ("file=*.toml;name=A", "a.toml"),
    ] {
        let ran = desk.run("test", "desk", &["-k", filter]);
        assert!(ran.out.contains(files) && ran.out.contains("1 skipped"), "{filter}\n{}", ran.out);
    }
    let one = desk.run("test", "desk/scenarios/a.toml", &[]);
    assert!(one.out.contains("  PASS  a.toml") && one.out.ends_with("1 passed\n"), "{}", one.out);
}

#[test]
fn nothing_to_run_is_a_verdict_of_its_own() {
    let desk = Desk::new("nothing", &[("a.toml", &scenario("A", ""))]);
    let ran = desk.run("test", "desk", &["-k", "name=B"]);
    assert_eq!((ran.exit, ran.out.as_str(), ran.err.as_str()), (Exit::Nothing, "", "no scenario to run\n"));
    assert_eq!(desk.run("test", "desk", &["-k", "name=B", "--no-tests=pass"]).exit, Exit::Fine);
}

#[test]
fn an_unusable_scenario_fails_the_run_and_says_why() {
    let rows = "[[step]]\nby = 'li'\nevent = 'thanks'\n";
    let desk = Desk::new("invalid", &[("a.toml", &scenario("A", rows)), ("b.toml", &scenario("B", ""))]);
    let ran = desk.run("test", "desk", &[]);
    assert_eq!(ran.exit, Exit::Policy);
    assert!(ran.out.contains("  INVALID  a.toml\n") && ran.out.contains("ZD0803"), "{}", ran.out);
    assert!(ran.out.ends_with("1 passed, 1 invalid\n"), "{}", ran.out);
}

#[test]
fn fail_fast_stops_after_the_first_failure() {
    let files: Vec<(String, String)> =
        (0..40).map(|n| (format!("{n:02}.toml"), wrong_state().replace("\"B\"", &format!("\"{n}\"")))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(file, text)| (file.as_str(), text.as_str())).collect();
    let ran = Desk::new("fail-fast", &files).run("test", "desk", &["--fail-fast"]);
    assert_eq!(ran.exit, Exit::Policy);
    assert!(ran.out.contains(" skipped\n"), "{}", ran.out);
}

#[test]
fn two_scenarios_of_one_id_are_a_problem() {
    let desk = Desk::new("twins", &[("a.toml", &scenario("A", "")), ("b.toml", &scenario("A", ""))]);
    let ran = desk.run("check", "desk", &[]);
    assert_eq!(ran.exit, Exit::Policy);
    assert!(ran.out.contains("the scenario `A` is there twice"), "{}", ran.out);
}

#[test]
fn a_folder_of_policies_is_each_of_them() {
    let desk = Desk::new("several", &[]);
    for (path, text) in FILES {
        desk.write(&path.replace("desk/", "other/"), text);
    }
    desk.write("shared/calendars/cn.toml", "# no policy\n");
    assert_eq!(desk.run("check", "", &[]).out, "policies without problems: 2\n");
    assert_eq!(desk.run("check", "shared", &[]).exit, Exit::Command);
    assert_eq!(desk.run("check", "shared", &[]).err, "`shared` holds no policy: no file has `[institution]`\n");
}

#[test]
fn a_wrong_command_is_told_from_a_wrong_policy() {
    assert_eq!(zhidu(&["frobnicate"]).exit, Exit::Command);
    assert_eq!(zhidu(&["test", "-k", "state=x"]).exit, Exit::Command);
    assert_eq!(zhidu(&["explain", "ZD9999"]).exit, Exit::Command);
    assert_eq!(zhidu(&[]).exit, Exit::Command);
    assert_eq!(zhidu(&["--help"]).exit, Exit::Fine);
}

#[test]
fn a_wrong_command_is_told_in_chinese() {
    for (args, told) in [
        (&["frobnicate"][..], "没有命令 `frobnicate`"),
        (&["complet"], "没有命令 `complet`；是不是想写 `completions`？"),
        (&["test", "--filtre", "x"], "没有选项 `--filtre`；是不是想写 `--filter`？"),
        (&["test", "--filter"], "`--filter <条件>` 后面要有一个值"),
        (&["test", "--no-tests", "maybe"], "`--no-tests <fail|pass>` 不能是 `maybe`，可以是 `fail`、`pass`"),
        (&["explain"], "还缺 `<代码>`"),
        (&["test", "-q", "-v"], "`--quiet` 不能与 `--verbose` 一起用"),
        (&["test", "--coverage", "--coverage"], "`--coverage` 只能写一次"),
    ] {
        let ran = zhidu(&[&["--lang", "zh"], args].concat());
        assert_eq!((ran.exit, ran.out.as_str()), (Exit::Command, ""), "{args:?}");
        assert!(ran.err.starts_with(&format!("命令写得不对：\n{told}\n\n用")), "{}", ran.err);
        for english in ["Usage", "OPTIONS", "error:"] {
            assert!(!ran.err.contains(english), "{}", ran.err);
        }
    }
}

#[test]
fn explain_prints_the_page_in_the_language_asked() {
    let page = zhidu(&["explain", "zd0801", "--lang", "zh"]);
    assert_eq!(page.exit, Exit::Fine);
    assert!(page.out.starts_with("# ZD0801：") && page.out.ends_with("```\n"), "{}", page.out);
    assert!(zhidu(&["explain", "ZD0801", "--lang", "en"]).out.starts_with("# ZD0801:"));
}

#[test]
fn help_speaks_the_language_of_the_surroundings() {
    let chinese = |name: &str| (name == "LANG").then(|| "zh_CN.UTF-8".to_owned());
    let help = zhidu_on(&["test", "--help"], Screen::default(), &chinese);
    assert!(help.out.contains("用法：") && help.out.contains("只运行选中的情景"), "{}", help.out);
    let forced = zhidu_on(&["test", "--help", "--lang", "en"], Screen::default(), &chinese);
    assert!(forced.out.contains("Usage: zhidu test"), "{}", forced.out);
    let machine = Screen { locale: Some("zh-CN".to_owned()), ..Screen::default() };
    assert!(zhidu_on(&["--help"], machine, &|_| None).out.contains("用法："));
}

#[test]
fn colours_are_for_terminals_only() {
    let desk = Desk::new("colour", &[("b.toml", &wrong_state())]);
    let path = desk.0.join("desk");
    let test = |flags: &[&str], screen, env: &dyn Fn(&str) -> Option<String>| {
        zhidu_on(&[&["test", path.to_str().unwrap()], flags].concat(), screen, env).out.contains('\x1b')
    };
    let terminal = || Screen { out_terminal: true, ..Screen::default() };
    assert!(!test(&[], Screen::default(), &|_| None));
    assert!(test(&[], terminal(), &|_| None));
    assert!(!test(&[], terminal(), &|name| (name == "NO_COLOR").then(|| "1".to_owned())));
    assert!(!test(&["--color", "never"], terminal(), &|_| None));
    assert!(test(&["--color=always"], Screen::default(), &|_| None));
}

#[test]
fn narrow_terminals_get_expected_above_found() {
    let desk = Desk::new("narrow", &[("b.toml", &wrong_state())]);
    let path = desk.0.join("desk");
    let screen = Screen { width: Some(22), ..Screen::default() };
    let ran = zhidu_on(&["--lang", "en", "test", path.to_str().unwrap()], screen, &|_| None);
    assert!(ran.out.contains("  ! expected  \"answered\"\n    found     \"read\"\n"), "{}", ran.out);
}

#[test]
fn the_gold_exchange_passes_and_covers_its_clauses() {
    let ran = zhidu(&["--lang", "en", "test", "policies/gold-exchange"]);
    assert_eq!(ran.exit, Exit::Fine, "{}", ran.out);
}

#[test]
fn graphs_are_drawn_as_text() {
    let desk = Desk::new("graph", &[]);
    let tree = desk.run("graph", "desk", &[]);
    assert_eq!(tree.exit, Exit::Fine);
    assert!(tree.out.contains("answered --thank (owner)--> closed"), "{}", tree.out);
    assert!(desk.run("graph", "desk", &["matter", "--format", "mermaid"]).out.starts_with("stateDiagram-v2\n"));
    let unknown = desk.run("graph", "desk", &["letter"]);
    assert_eq!(
        (unknown.exit, unknown.err.as_str()),
        (Exit::Command, "there is no process `letter`; there are `matter`\n")
    );
}

#[test]
fn functions_of_the_policy_run_in_scenarios() {
    let desk = Desk::new("functions", &[("a.toml", &scenario("A", ANSWERED))]);
    desk.write("desk/scripts/desk.rhai", "fn politely(text) { if text == \"\" { \"\" } else { \"您好，\" + text } }\n");
    desk.write("desk/matter.toml", &FILES[1].1.replace("text = \"case.answer\"", "text = \"politely(case.answer)\""));
    let ran = desk.run("test", "desk", &[]);
    assert_eq!(ran.exit, Exit::Fine, "{}", ran.out);
    desk.write("desk/scripts/desk.rhai", "fn politely(text) { tex }\n");
    let ran = desk.run("check", "desk", &[]);
    assert_eq!(ran.exit, Exit::Policy);
    assert!(ran.out.contains("desk/scripts/desk.rhai:1:"), "{}", ran.out);
}

const ANSWERED: &str = "
[[step]]
by = 'li'
event = 'answer'
data = { answer = '带身份证' }
expect = { recorded = [{ register = 'answers', text = '您好，带身份证' }] }
";

#[test]
fn a_parameter_of_a_scenario_switches_elements_off() {
    let head = |text: String| text.replace("start =", "parameters = { strict = false }\nstart =");
    let late = "[[step]]\nat = '09:31'\nexpect = { charged = [], timers = [] }\n";
    let desk = Desk::new("switch", &[("a.toml", &head(scenario("A", late)))]);
    let switch = "[[parameter]]\nid = \"strict\"\ntype = \"boolean\"\nsample = true\nclause = \"3\"\n\n[[register]]";
    desk.write("desk/institution.toml", &FILES[0].1.replace("[[register]]", switch));
    let matter = FILES[1].1.replace("id = \"reply\"", "id = \"reply\"\nonly_if = \"param.strict\"");
    desk.write("desk/matter.toml", &matter);
    let ran = desk.run("test", "desk", &[]);
    assert_eq!(ran.exit, Exit::Fine, "{}", ran.out);
}
