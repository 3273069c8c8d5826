//! The README is true: its commands give what it prints, its files hold what it quotes.

use std::fs;

const README: &str = include_str!("../../README.md");

/// The fenced blocks of a language, in order.
fn blocks(lang: &str) -> Vec<&'static str> {
    let opening = format!("```{lang}\n");
    README.split(&opening).skip(1).map(|rest| rest.split("\n```").next().unwrap_or(rest)).collect()
}

/// Runs one command line of the README in-process, in English unless it says otherwise.
fn run(line: &str) -> String {
    finish(line).0
}

/// What a command line of the README prints, and how it ends.
fn finish(line: &str) -> (String, zhidu_cli::Exit) {
    let args = line.strip_prefix("cargo run -q -- ").unwrap_or_else(|| panic!("not a zhidu command: {line}"));
    let mut out = Vec::new();
    let mut err = Vec::new();
    let mut io = zhidu_cli::Io {
        out: &mut out,
        err: &mut err,
        input: &mut std::io::empty(),
        env: &|_| None,
        screen: zhidu_cli::Screen::default(),
    };
    let args = std::iter::once("zhidu").chain(args.split(' ')).map(Into::into);
    let exit = zhidu_cli::run(args, &mut io);
    (String::from_utf8(out).unwrap_or_default(), exit)
}

fn trimmed(text: &str) -> String {
    text.trim_end().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_console_block_shows_real_output() {
    let mut commands = 0;
    for block in blocks("console") {
        for part in block.split("$ ").filter(|part| !part.is_empty()) {
            let (line, shown) = part.split_once('\n').unwrap_or((part, ""));
            assert_eq!(trimmed(shown), trimmed(&run(line)), "{line}");
            commands += 1;
        }
    }
    assert!(commands >= 4, "only {commands} commands are shown");
}

#[test]
fn every_shell_command_exists() {
    let commands: Vec<&str> = blocks("sh").into_iter().flat_map(str::lines).collect();
    assert_eq!(
        commands,
        [
            "cargo run -q -- test policies",
            "cargo verify",
            "cargo run -q --example step_by_hand",
            "cargo run -q --example embed",
        ],
        "a new command needs a test of its own"
    );
    let (shown, exit) = finish("cargo run -q -- test policies");
    assert!(shown.contains("clauses covered") && exit == zhidu_cli::Exit::Fine, "{shown}");
    // The second is what runs this test; the others are run by the gate, as every example is.
    assert!(fs::read_to_string(".cargo/config.toml").is_ok_and(|text| text.contains("verify = ")));
    assert!(["step_by_hand", "embed"].iter().all(|name| fs::exists(format!("examples/{name}.rs")).unwrap_or(false)));
}

#[test]
fn every_step_of_the_pipeline_passes() {
    let folder = concat!(env!("CARGO_TARGET_TMPDIR"), "/readme");
    fs::create_dir_all(folder).unwrap();
    let steps: Vec<&str> = blocks("yaml").into_iter().flat_map(str::lines).collect();
    assert_eq!(steps.len(), 3);
    for step in steps {
        let line = step.strip_prefix("- run: zhidu ").unwrap();
        let files = line.replace("json=", &format!("json={folder}/")).replace("csv=", &format!("csv={folder}/"));
        let line = files.replace("junit=", &format!("junit={folder}/"));
        assert_eq!(finish(&format!("cargo run -q -- {line}")).1, zhidu_cli::Exit::Fine, "{step}");
    }
    for file in ["check.json", "junit.xml", "test.json", "clauses.csv"] {
        assert!(fs::metadata(format!("{folder}/{file}")).is_ok_and(|file| file.len() > 100), "{file}");
    }
}

#[test]
fn every_quoted_file_holds_what_is_quoted() {
    let hotline = fs::read_to_string("examples/hotline/hotline.toml").unwrap_or_default();
    let scenario = fs::read_to_string("examples/hotline/scenarios/reply.toml").unwrap_or_default();
    let quoted = blocks("toml");
    assert_eq!(quoted.len(), 3);
    assert!(hotline.contains(quoted[0]), "{}", quoted[0]);
    assert!(scenario.contains(quoted[1]), "{}", quoted[1]);
    let manifest = fs::read_to_string("Cargo.toml").unwrap_or_default();
    assert!(quoted[2].contains("features = [\"sqlite\"]") && manifest.contains("\nsqlite = ["), "{}", quoted[2]);
    for path in README.split('`').skip(1).step_by(2).filter(|word| word.contains('/') && !word.contains(' ')) {
        assert!(fs::exists(path).unwrap_or(false), "`{path}` is named and not there");
    }
}
