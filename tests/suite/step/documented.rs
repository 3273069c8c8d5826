//! `STEP.md` shows what really comes out, and so do the goldens, in both languages.

use super::{Folder, zhidu};
use std::fs;
use zhidu_cli::Exit;

const PAGE: &str = include_str!("../../../engine/cli/STEP.md");

/// The fenced block that begins with this line.
fn block(opening: &str) -> &'static str {
    let opening = format!("```{opening}\n");
    let mut found = PAGE.split(&opening).skip(1).map(|rest| rest.split("```").next().unwrap());
    let block = found.next().unwrap_or_else(|| panic!("no block `{opening}`"));
    assert_eq!(found.next(), None, "two blocks `{opening}`");
    block
}

#[test]
fn the_page_shows_real_answers() {
    let folder = Folder::new("page", &[("cast.toml", block("toml"))]);
    for (lang, shown) in [("zh", "json out zh"), ("en", "json out en")] {
        let args = ["--lang", lang, "step", "examples/hotline", "--directory", &folder.path("cast.toml")];
        let ran = zhidu(&args, block("json in"));
        assert_eq!((ran.exit, ran.err.as_str()), (Exit::Command, ""));
        assert_eq!(ran.out, block(shown));
    }
}

#[test]
fn goldens_are_what_comes_out() {
    let golden = "tests/suite/step/golden";
    let input = fs::read_to_string(format!("{golden}/events.jsonl")).unwrap();
    for lang in ["zh", "en"] {
        let cast = format!("{golden}/cast.toml");
        let ran = zhidu(&["--lang", lang, "step", "policies/gold-exchange", "-q", "--directory", &cast], &input);
        assert_eq!((ran.exit, ran.err.as_str()), (Exit::Fine, ""));
        let kept = fs::read_to_string(format!("{golden}/{lang}.jsonl")).unwrap();
        if ran.out != kept {
            let folder = Folder::new("golden", &[(&format!("{lang}.jsonl"), &ran.out)]);
            let first = ran.out.lines().zip(kept.lines()).find(|(found, kept)| found != kept);
            panic!("compare {} with {golden}: {first:#?}", folder.path(&format!("{lang}.jsonl")));
        }
    }
}
