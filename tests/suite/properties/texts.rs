//! No text panics: whatever is done to policies and scenarios ends as problems with places in the text.

use super::play::Dice;
use crate::shipped::{File, Policy, compile_files, policies, scenario};
use proptest::prelude::*;
use zhidu_core::problem::{Lang, Problem};
use zhidu_core::source::SourceMap;

/// One thing done to a text: where, as shares of its length, and what.
#[derive(Debug, Clone, Copy)]
struct Harm {
    at: u16,
    to: u16,
    len: u8,
    kind: u8,
}

/// What is inserted: brackets and quotes of all kinds, control, wide and invisible characters, and words of the language.
const PIECES: [&str; 56] = [
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "(",
    ")",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "\\",
    "\\u",
    "=",
    ",",
    ".",
    "#",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\0",
    "\u{1}",
    "\u{7f}",
    "\u{feff}",
    "\u{200b}",
    "\u{202e}",
    "\u{2028}",
    "“",
    "”",
    "，",
    "＝",
    "［",
    "（",
    "金",
    "🂡",
    "e\u{301}",
    "-",
    "&&",
    "||",
    "!",
    "<=",
    " > ",
    "1e999",
    "99999999999999999999",
    "0x",
    "1979-02-30",
    "24:00",
    "true",
    "[[state]]\n",
    "[process]\n",
    "id = \"x\"\n",
    "when = 'case.'\n",
    "case.x[",
    "${",
];

fn harms() -> impl Strategy<Value = Vec<Harm>> {
    let harm = any::<(u16, u16, u8, u8)>().prop_map(|(at, to, len, kind)| Harm { at, to, len, kind });
    prop::collection::vec(harm, 1..6)
}

fn harmed(text: &str, harms: &[Harm]) -> String {
    let mut text: Vec<char> = text.chars().collect();
    for harm in harms {
        let place = |share: u16| text.len() * usize::from(share) / (usize::from(u16::MAX) + 1);
        let (at, to) = (place(harm.at), place(harm.to));
        let end = (at + usize::from(harm.len) % 40 + 1).min(text.len());
        match harm.kind % 16 {
            0..4 => drop(text.drain(at..end)),
            4..6 => {
                let piece: Vec<char> = text[at..end].to_vec();
                text.splice(to..to, piece);
            }
            6..8 if to < text.len() => text.swap(at, to),
            8 if harm.len < 16 => text.truncate(at),
            9 => drop(line(&text, at).map(|line| text.drain(line))),
            10 => {
                if let Some(line) = line(&text, at) {
                    let line: Vec<char> = text[line].to_vec();
                    text.splice(at..at, line);
                }
            }
            _ => {
                let piece = PIECES[usize::from(harm.kind ^ harm.len) % PIECES.len()];
                text.splice(at..at, piece.chars());
            }
        }
    }
    text.into_iter().collect()
}

/// The line around a place.
fn line(text: &[char], at: usize) -> Option<std::ops::Range<usize>> {
    let start = text[..at].iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1);
    let end = text[at..].iter().position(|c| *c == '\n').map_or(text.len(), |len| at + len + 1);
    (start < end).then_some(start..end)
}

/// By place, and every place is one of the text's.
fn well_placed(sources: &SourceMap, problems: &[Problem]) {
    assert!(problems.is_sorted_by_key(|problem| problem.span), "{problems:#?}");
    for problem in problems {
        let labels = problem.labels.iter().map(|(span, _)| *span);
        let fix = problem.fix.iter().map(|fix| fix.span);
        for span in labels.chain(fix).chain([problem.span]) {
            let Some(source) = sources.get(span.source) else { panic!("{span:?} is in no file: {problem:?}") };
            assert!(source.text.get(span.range()).is_some(), "{span:?} is not in {}: {problem:?}", source.path);
        }
        for lang in [Lang::En, Lang::Zh] {
            assert!(!problem.flaw.sentence(lang).is_empty());
            let _ = problem.flaw.help(lang);
        }
    }
}

fn config(cases: u32) -> ProptestConfig {
    let rng_seed = prop::test_runner::RngSeed::Fixed(20_260_302);
    ProptestConfig { cases, rng_seed, failure_persistence: None, ..ProptestConfig::default() }
}

/// Compiles a policy with one of its files as it was harmed.
fn compile_harmed(policy: &Policy, which: usize, harms: &[Harm]) {
    let mut files = policy.files.clone();
    let file = &mut files[policy.own[which % policy.own.len()]];
    file.text = harmed(&file.text, harms);
    let (compiled, _) = compile_files(&policy.root, &files);
    well_placed(&compiled.sources, &compiled.problems);
}

#[test]
fn no_policy_panics() {
    let policies = policies();
    let strategy = (any::<usize>(), any::<usize>(), harms());
    let mut runner = prop::test_runner::TestRunner::new(config(80));
    let outcome = runner.run(&strategy, |(policy, file, harms)| {
        compile_harmed(&policies[policy % policies.len()], file, &harms);
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn no_scenario_panics() {
    let policies = policies();
    let ready: Vec<_> = policies.iter().map(Policy::ready).collect();
    let strategy = (any::<usize>(), any::<usize>(), harms());
    let mut runner = prop::test_runner::TestRunner::new(config(80));
    let outcome = runner.run(&strategy, |(policy, file, harms)| {
        let which = policy % policies.len();
        let policy = &policies[which];
        let file = &policy.files[policy.scenarios[file % policy.scenarios.len()]];
        let harmed = File { path: file.path.clone(), text: harmed(&file.text, &harms) };
        let (program, scripts) = &ready[which];
        let (read, problems) = scenario(program, &harmed);
        let mut sources = SourceMap::default();
        sources.add(harmed.path.as_str(), &harmed.text);
        for problem in &problems {
            well_placed(&sources, std::slice::from_ref(problem));
        }
        if let Some(scenario) = read {
            let _ = zhidu_core::scenario::run(program, scripts, &scenario);
        }
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

/// Cut at a dozen places, wherever they are.
#[test]
fn no_cut_policy_panics() {
    for policy in policies() {
        for &at in &policy.own {
            let text = policy.files[at].text.clone();
            let mut dice = Dice(at as u64 + 1);
            let mut cut = text.len();
            while cut > 0 {
                cut = text.floor_char_boundary(cut.saturating_sub(1 + dice.of(text.len() / 6)));
                let mut files = policy.files.clone();
                files[at].text.truncate(cut);
                let (compiled, _) = compile_files(&policy.root, &files);
                well_placed(&compiled.sources, &compiled.problems);
            }
        }
    }
}
