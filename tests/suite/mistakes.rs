//! Twelve mistakes in a copy of a real policy: found in one run, each once, at the exact word, and nothing that merely
//! follows from them; and each alone is one problem.

#[path = "../cases/harness.rs"]
#[allow(dead_code, reason = "the case files use the rest")]
pub(crate) mod harness;

use zhidu::problem::{Lang, Problem, Problems};
use zhidu::source::SourceMap;

/// A mistake: what is changed in which file, and the problem expected.
struct Mistake {
    file: &'static str,
    /// Replaced in the file, everywhere.
    changes: &'static [(&'static str, &'static str)],
    code: &'static str,
    /// A place in the changed file, told by text that stands there once, and in it the words underlined.
    at: (&'static str, &'static str),
    /// What both sentences name.
    names: &'static str,
}

const MISTAKES: [Mistake; 12] = [
    // A misspelt key: the fields it would have taken are missed nowhere else.
    Mistake {
        file: "call.toml",
        changes: &[(
            "takes = [\"party\", \"customer\", \"question\"]",
            "tkaes = [\"party\", \"customer\", \"question\"]",
        )],
        code: "ZD0020",
        at: ("tkaes = [\"party\"", "tkaes"),
        names: "tkaes",
    },
    // A Chinese state id typed by sound.
    Mistake {
        file: "callback.toml",
        changes: &[("to = \"再次致电\"", "to = \"再次至电\"")],
        code: "ZD0032",
        at: ("to = \"再次至电\"", "\"再次至电\""),
        names: "再次至电",
    },
    // A full-width equals sign.
    Mistake {
        file: "institution.toml",
        changes: &[("name = \"部门主管\"", "name ＝ \"部门主管\"")],
        code: "ZD0008",
        at: ("name ＝ \"部门主管\"", "＝"),
        names: "＝",
    },
    // The same id twice.
    Mistake {
        file: "institution.toml",
        changes: &[(
            "[[attribute]]\nid = \"base_wage\"",
            "[[role]]\nid = \"agent\"\nname = \"坐席\"\n\n[[attribute]]\nid = \"base_wage\"",
        )],
        code: "ZD0031",
        at: ("id = \"agent\"\nname = \"坐席\"", "\"agent\""),
        names: "agent",
    },
    // A role nobody declared.
    Mistake {
        file: "follow_up.toml",
        changes: &[("by = \"person_in_charge\"", "by = \"person_in_chrage\"")],
        code: "ZD0032",
        at: ("by = \"person_in_chrage\"", "\"person_in_chrage\""),
        names: "person_in_chrage",
    },
    // A type error inside a guard.
    Mistake {
        file: "call.toml",
        changes: &[("when = 'event.fault == \"company\"'", "when = 'case.rings > case.logged'")],
        code: "ZD0217",
        at: ("when = 'case.rings > case.logged'", "case.rings > case.logged"),
        names: ">",
    },
    // A state nothing leads to.
    Mistake {
        file: "call.toml",
        changes: &[(
            "[[state]]\nid = \"dropped\"",
            "[[state]]\nid = \"forgotten\"\nfinal = true\n\n[[state]]\nid = \"dropped\"",
        )],
        code: "ZD0110",
        at: ("id = \"forgotten\"", "\"forgotten\""),
        names: "forgotten",
    },
    // Money against an integer.
    Mistake {
        file: "offences.toml",
        changes: &[("penalty = \"quarrel\"", "when = 'offender.base_wage > 5000'\npenalty = \"quarrel\"")],
        code: "ZD0216",
        at: ("offender.base_wage > 5000", "5000"),
        names: "5000",
    },
    // A ladder upside down.
    Mistake {
        file: "penalties.toml",
        changes: &[("from = 1\n", "from = 9\n"), ("from = 3\n", "from = 1\n"), ("from = 9\n", "from = 3\n")],
        code: "ZD0601",
        at: ("from = 3\namount = \"100 CNY\"", "3"),
        names: "work_rule",
    },
    // A parameter with neither sample nor default.
    Mistake {
        file: "institution.toml",
        changes: &[("default = \"10 minutes\"\n", "")],
        code: "ZD0912",
        at: ("id = \"reply_warning\"", "\"reply_warning\""),
        names: "reply_warning",
    },
    // A clause nobody wrote down, in place of the only citation of another.
    Mistake {
        file: "offences.toml",
        changes: &[("clause = \"14\"", "clause = \"41\"")],
        code: "ZD0910",
        at: ("clause = \"41\"", "\"41\""),
        names: "41",
    },
    // A scenario that expects a state nobody knows.
    Mistake {
        file: "scenarios/outcome.toml",
        changes: &[("state = \"coordinating\"", "state = \"coordinatign\"")],
        code: "ZD0032",
        at: ("state = \"coordinatign\"", "\"coordinatign\""),
        names: "coordinatign",
    },
];

/// Ids of the copy that are Chinese, in the policy and in its scenarios.
const CHINESE: [(&str, &str); 1] = [("\"retry_wait\"", "\"再次致电\"")];

const POLICY: &str = "policies/gold-exchange";

#[test]
fn without_a_mistake_there_is_no_problem() {
    let found = Found::of(&[]);
    assert!(found.problems.is_empty(), "{}", found.told());
}

#[test]
fn twelve_mistakes_are_twelve_problems_in_one_run() {
    let all: Vec<&Mistake> = MISTAKES.iter().collect();
    Found::of(&all).expect(&all);
}

#[test]
fn each_mistake_alone_is_one_problem() {
    for mistake in &MISTAKES {
        Found::of(&[mistake]).expect(&[mistake]);
    }
}

/// Slips with far consequences: file, what is written, what slipped, and the code of the only problem.
const SLIPS: [(&str, &str, &str, &str); 7] = [
    // Nothing begins any more, and every scenario speaks of cases that are not there.
    ("call.toml", "event = \"pick_up\"", "event = \"pick_pu\"", "ZD0125"),
    ("call.toml", "by = \"agent\"\ntakes = [\"rings\"]", "by = \"agetn\"\ntakes = [\"rings\"]", "ZD0032"),
    // Without its id there is no such offence, though scenarios report it.
    ("offences.toml", "id = \"conduct_code\"", "di = \"conduct_code\"", "ZD0020"),
    (
        "offences.toml",
        "verify_by = [{ role = \"department_head\"",
        "verify_yb = [{ role = \"department_head\"",
        "ZD0020",
    ),
    // A choice without options has none to write.
    ("institution.toml", "options = [{ id = \"dealer\"", "optiosn = [{ id = \"dealer\"", "ZD0020"),
    // A deadline nobody can compute is still the one scenarios name.
    ("call.toml", "within = \"30 minutes\"", "within = \"30 分种\"", "ZD0235"),
    ("institution.toml", "sample = \"service\"", "sampel = \"service\"", "ZD0020"),
];

#[test]
fn a_slip_with_far_consequences_is_one_problem() {
    for (file, from, to, code) in SLIPS {
        let found = Found::with(&|path, text| if path.ends_with(file) { text.replacen(from, to, 1) } else { text });
        let codes: Vec<&str> = found.problems.iter().map(Problem::code).collect();
        assert_eq!(codes, [code], "{file}: `{to}`\n{}", found.told());
    }
}

/// What is found in the policy with mistakes in it.
struct Found {
    files: Vec<(String, String)>,
    sources: SourceMap,
    problems: Vec<Problem>,
}

impl Found {
    fn of(mistakes: &[&Mistake]) -> Self {
        Self::with(&|path, mut text| {
            for (id, chinese) in CHINESE {
                text = text.replace(id, chinese);
            }
            for mistake in mistakes.iter().filter(|mistake| *path == format!("{POLICY}/{}", mistake.file)) {
                for (from, to) in mistake.changes {
                    assert!(text.contains(from), "{path} has no `{from}`");
                    text = text.replace(from, to);
                }
            }
            text
        })
    }

    /// The policy with its files changed.
    fn with(change: &dyn Fn(&str, String) -> String) -> Self {
        let mut files = Vec::new();
        read(std::path::Path::new(POLICY), &mut files);
        for (path, text) in &mut files {
            *text = change(path, std::mem::take(text));
        }
        let all: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let compiled = zhidu::compile(all.as_slice(), POLICY, &harness::scripts(), zhidu::Settings::default());
        let mut sources = compiled.sources;
        let mut problems = compiled.problems;
        let names = compiled.program.or(compiled.draft);
        for (path, text) in all.iter().filter(|(path, _)| path.contains("/scenarios/")) {
            let (_, document, read) = zhidu::syntax::load(&mut sources, *path, text.as_bytes());
            let mut found = Problems::new();
            found.extend(read);
            if let Some(names) = &names {
                let _ = zhidu::scenario::read(&document, names, &mut found);
            }
            problems.extend(found.into_sorted().into_iter().filter(|problem| !compiled.causes.explain(problem)));
        }
        Self { files, sources, problems }
    }

    /// Exactly these, each where it was made, with one action, in both languages.
    fn expect(&self, mistakes: &[&Mistake]) {
        let mut open: Vec<&Problem> = self.problems.iter().collect();
        for mistake in mistakes {
            let (path, line, column) = self.place(mistake);
            let here = |problem: &&Problem| {
                let at = self.sources.get(problem.span.source).map_or("", |source| &*source.path);
                at == path && self.sources.line_column(problem.span) == (line, column)
            };
            let Some(found) = open.iter().position(here).map(|at| open.remove(at)) else {
                panic!("nothing at {path}:{line}:{column} for {}; found\n{}", mistake.code, self.told());
            };
            assert_eq!(found.code(), mistake.code, "{path}:{line}:{column}");
            assert_eq!(self.sources.text(found.span), mistake.at.1, "{path}:{line}:{column}");
            for lang in [Lang::Zh, Lang::En] {
                let sentence = found.flaw.sentence(lang);
                assert!(sentence.contains(mistake.names), "`{sentence}` does not name `{}`", mistake.names);
                let help = found.flaw.help(lang);
                assert!(help.is_some_and(|help| !help.is_empty()), "`{sentence}` advises nothing");
            }
        }
        let left: Vec<String> = open.iter().map(|problem| self.line(problem)).collect();
        assert!(left.is_empty(), "what merely follows:\n{}", left.join("\n"));
    }

    /// Where a mistake is: path, line, column.
    fn place(&self, mistake: &Mistake) -> (String, usize, usize) {
        let path = format!("{POLICY}/{}", mistake.file);
        let (_, text) = self.files.iter().find(|(known, _)| *known == path).unwrap();
        let (context, word) = mistake.at;
        let start = text.find(context).unwrap_or_else(|| panic!("{path} has no `{context}`"));
        assert_eq!(text.matches(context).count(), 1, "`{context}` stands more than once in {path}");
        let at = start + context.find(word).unwrap();
        let before = &text[..at];
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        (path, before.matches('\n').count() + 1, column)
    }

    fn told(&self) -> String {
        self.problems.iter().map(|problem| self.line(problem)).collect::<Vec<_>>().join("\n")
    }

    fn line(&self, problem: &Problem) -> String {
        let (line, column) = self.sources.line_column(problem.span);
        let path = self.sources.get(problem.span.source).map_or("", |source| &source.path);
        let text = self.sources.text(problem.span);
        format!("{path}:{line}:{column} {} `{text}` {}", problem.code(), problem.flaw.sentence(Lang::En))
    }
}

/// Every file below a folder, in the order of their paths.
fn read(folder: &std::path::Path, files: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            read(&path, files);
        } else {
            files.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
        }
    }
}
