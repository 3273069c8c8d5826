//! Completions and manual pages know every verb.

use super::{VERBS, folder};
use crate::cli::zhidu;
use std::fs;
use zhidu_cli::Exit;

#[test]
fn the_list_of_verbs_is_the_helps() {
    let help = zhidu(&["--help", "--lang", "en"]).out;
    let verbs = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let listed: Vec<&str> = verbs.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(listed, VERBS);
}

#[test]
fn every_shell_completes_every_verb() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = zhidu(&["completions", shell]);
        assert_eq!((ran.exit, ran.err.as_str()), (Exit::Fine, ""), "{shell}");
        for verb in VERBS {
            let word = |c: char| c.is_ascii_alphanumeric() || c == '-';
            assert!(ran.out.split(|c| !word(c)).any(|found| found == verb), "{shell} does not complete {verb}");
        }
        assert!(ran.out.contains("fail-fast"), "{shell} does not complete flags");
    }
    assert_eq!(zhidu(&["completions", "tcsh"]).exit, Exit::Command);
}

#[test]
fn completions_speak_the_language_asked() {
    assert!(zhidu(&["completions", "zsh", "--lang", "zh"]).out.contains("检查制度文件"));
    assert!(zhidu(&["completions", "zsh", "--lang", "en"]).out.contains("Check policy files"));
}

#[test]
fn every_verb_has_a_page_in_both_languages() {
    let folder = folder("man");
    let ran = zhidu(&["man", folder.to_str().unwrap(), "--lang", "en"]);
    assert_eq!(ran.exit, Exit::Fine, "{}", ran.err);
    for (below, heading, about) in
        [("man1", ".SH NAME", "Check policy files"), ("zh_CN/man1", ".SH 名称", "检查制度文件")]
    {
        let whole = fs::read_to_string(folder.join(below).join("zhidu.1")).unwrap();
        for verb in VERBS {
            let page = fs::read_to_string(folder.join(below).join(format!("zhidu-{verb}.1"))).unwrap();
            assert!(page.contains(heading) && page.contains(&format!(".TH zhidu-{verb} 1 ")), "{page}");
            assert!(page.contains(&format!("zhidu\\-{verb}")), "{page}");
            assert!(whole.contains(&format!("zhidu\\-{verb}(1)")), "{whole}");
        }
        assert!(whole.contains(about), "{whole}");
    }
    assert_eq!(ran.out.lines().count(), 2 * (VERBS.len() + 1));
}

#[test]
fn a_folder_that_cannot_be_written_is_the_machines_fault() {
    let folder = folder("man-file");
    let file = folder.join("taken");
    fs::write(&file, "").unwrap();
    let ran = zhidu(&["man", file.to_str().unwrap(), "--lang", "en"]);
    assert_eq!(ran.exit, Exit::Machine);
    assert!(ran.err.contains("cannot be written"), "{}", ran.err);
}
