//! The administrators' guide is true: its files are written, its commands run, its output compared to the letter.
//!
//! A block with a file's name is that file (`toml laixin/a.toml`), what is added at its end (`… 加在末尾`), or a change of it
//! (`diff laixin/a.toml`). A `console` block is commands with what they print; a shell script is run line by line and must end well.

use std::fs;
use std::path::{Path, PathBuf};
use zhidu_cli::{Exit, Io, Screen};

const GUIDE: &str = include_str!("../../policies/README.md");

/// A fenced block: its language, what stands after that, its lines.
struct Block<'t> {
    lang: &'t str,
    info: &'t str,
    body: String,
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let mut lines = text.lines();
    let mut before = "";
    while let Some(line) = lines.next() {
        let Some(opening) = line.strip_prefix("```") else {
            before = if line.is_empty() { before } else { line };
            continue;
        };
        let (lang, info) = opening.split_once(' ').unwrap_or((opening, ""));
        let file = info.split(' ').next().unwrap_or(info);
        assert!(before.contains(file), "nothing on the page names {file}, whose block follows: {before}");
        let body = lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
        found.push(Block { lang, info, body });
    }
    found
}

/// The folder the guide's reader sits in.
struct Desk(PathBuf);

impl Desk {
    fn follow(&self, block: &Block<'_>) {
        let path = self.0.join(block.info.split(' ').next().unwrap());
        match (block.lang, block.info.split_once(' ')) {
            ("console", _) => self.console(&block.body),
            ("diff", None) => change(&path, &block.body),
            ("toml" | "sh", None) => write(&path, &block.body),
            ("toml", Some((_, "加在末尾"))) => {
                let text = fs::read_to_string(&path).unwrap();
                write(&path, &(text + block.body.as_str()));
            }
            (lang, _) => panic!("a block of {lang} `{}` means nothing here", block.info),
        }
        if block.lang == "sh" {
            let commands: Vec<&str> = block.body.lines().collect();
            assert_eq!(commands[0], "set -e", "a script goes on after a failure unless it says so");
            for line in &commands[1..] {
                assert_eq!(self.run(line).1, Exit::Fine, "{line}");
            }
        }
    }

    fn console(&self, body: &str) {
        for part in body.split("$ ").filter(|part| !part.is_empty()) {
            let (line, shown) = part.split_once('\n').unwrap();
            let printed = self.run(line).0;
            assert_eq!(shown.trim_end(), printed.trim_end(), "{line}\n{printed}");
        }
    }

    /// What a command prints in Chinese, as seen from the folder.
    fn run(&self, line: &str) -> (String, Exit) {
        let mut words = line.split(' ');
        assert_eq!(words.next(), Some("zhidu"), "not a zhidu command: {line}");
        let is_folder = |word: &str| ["laixin", "yangzi"].iter().any(|folder| word.starts_with(folder));
        let here = |word: &str| if is_folder(word) { self.0.join(word).into() } else { word.into() };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let env = |name: &str| (name == "ZHIDU_LANG").then(|| "zh".to_owned());
        let mut io =
            Io { out: &mut out, err: &mut err, input: &mut std::io::empty(), env: &env, screen: Screen::default() };
        let exit = zhidu_cli::run(std::iter::once("zhidu".into()).chain(words.map(here)), &mut io);
        assert!(err.is_empty(), "{line}\n{}", String::from_utf8_lossy(&err));
        let printed = String::from_utf8(out).unwrap();
        (printed.replace(&format!("{}/", self.0.display()), ""), exit)
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Puts the lines with `+` where those with `-` were; the rest must be there as shown, and once.
fn change(path: &Path, diff: &str) {
    let side = |sign: char| {
        let line = |line: &str| match line.chars().next() {
            None => Some("\n".to_owned()),
            Some(c) if c == ' ' || c == sign => Some(format!("{}\n", &line[1..])),
            Some(c) => (c != '+' && c != '-').then(|| panic!("a changed line begins with ` `, `+` or `-`: {line}")),
        };
        diff.lines().filter_map(line).collect::<String>()
    };
    let (before, after) = (side('-'), side('+'));
    let text = fs::read_to_string(path).unwrap();
    assert_eq!(text.matches(&before).count(), 1, "{} does not hold, once:\n{before}", path.display());
    write(path, &text.replace(&before, &after));
}

#[test]
fn every_step_of_the_guide_does_what_it_says() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("guide");
    let _ = fs::remove_dir_all(&folder);
    let (guide, catalogue) = GUIDE.split_once("\n# 制度目录\n").unwrap();
    let desk = Desk(folder);
    let steps = blocks(guide);
    steps.iter().for_each(|block| desk.follow(block));
    let commands = steps.iter().filter(|block| block.lang == "console").count();
    assert!(commands >= 11, "only {commands} commands are shown");
    for block in blocks(catalogue) {
        assert_eq!((block.lang, block.body.as_str()), ("sh", "zhidu check policies\nzhidu test policies\n"));
    }
}

#[test]
fn every_code_and_verb_the_guide_names_is_there() {
    let named: Vec<&str> = GUIDE.split('`').skip(1).step_by(2).filter_map(|word| word.strip_prefix("zhidu ")).collect();
    let verbs = ["check", "test", "graph", "read", "explain", "new"];
    for verb in named.iter().filter_map(|command| command.split(' ').next()) {
        assert!(verbs.contains(&verb), "there is no `zhidu {verb}`");
    }
    for code in GUIDE.match_indices("ZD").map(|(at, _)| &GUIDE[at..at + 6]) {
        assert!(zhidu::problem::page(code, zhidu::Lang::Zh).is_some(), "{code} has no page");
    }
}

#[test]
fn every_policy_that_ships_is_in_the_catalogue() {
    for entry in fs::read_dir("policies").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.join("institution.toml").exists() {
            assert!(GUIDE.contains(&format!("| `{name}` |")), "{name} is not in the catalogue");
        }
    }
}
