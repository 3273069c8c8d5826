//! What `new` makes is a policy that checks clean and whose scenario passes, and it takes nobody's files away.

use super::folder;
use crate::cli::zhidu;
use std::fs;
use std::path::Path;
use zhidu_cli::Exit;

fn made(path: &Path, flags: &[&str]) -> crate::cli::Ran {
    zhidu(&[&["new", path.to_str().unwrap()], flags].concat())
}

#[test]
fn what_is_made_checks_clean_and_tests_green() {
    for lang in ["zh", "en"] {
        let path = folder("new").join(lang);
        let ran = made(&path, &["--lang", lang]);
        assert_eq!((ran.exit, ran.err.as_str()), (Exit::Fine, ""));
        let path = path.to_str().unwrap();
        let check = zhidu(&["check", path, "--lang", "en"]);
        assert_eq!((check.exit, check.out.as_str()), (Exit::Fine, "policies without problems: 1\n"));
        let test = zhidu(&["test", path, "--lang", "en"]);
        assert_eq!(test.exit, Exit::Fine, "{}", test.out);
        assert!(
            test.out
                .ends_with("clauses covered 4 of 4\nstates 5 of 5, transitions 9 of 9, conditions 2 of 2, options 2 of 2\n1 passed\n"),
            "{}",
            test.out
        );
    }
}

#[test]
fn both_languages_make_the_same_policy() {
    let folder = folder("new-same");
    let drawn = |lang: &str| {
        let path = folder.join(lang);
        assert_eq!(made(&path, &["--lang", lang, "--id", "same"]).exit, Exit::Fine);
        let text = fs::read_to_string(path.join("repair.toml")).unwrap();
        let keys = text.lines().map(|line| line.split('#').next().unwrap().trim_end());
        let named =
            |line: &&str| !line.starts_with("name = ") && !line.contains("{ id = ") && !line.contains("about = ");
        keys.filter(|line| !line.is_empty()).filter(named).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(drawn("zh"), drawn("en"));
}

#[test]
fn the_id_and_the_name_are_the_folders_unless_said() {
    let folder = folder("new-named");
    made(&folder.join("报修"), &["--lang", "zh"]);
    let text = fs::read_to_string(folder.join("报修/institution.toml")).unwrap();
    assert!(text.contains("id = \"报修\"") && text.contains("name = \"报修\""), "{text}");
    let odd = "“三包” \"A\\B\"";
    made(&folder.join("odd"), &["--id", "r1", "--name", odd]);
    let tested = zhidu(&["test", folder.join("odd").to_str().unwrap(), "--lang", "en"]);
    assert!(tested.exit == Exit::Fine && tested.out.starts_with(odd), "{}", tested.out);
}

#[test]
fn nothing_is_overwritten() {
    let folder = folder("new-taken");
    fs::write(folder.join("institution.toml"), "mine").unwrap();
    let ran = made(&folder, &["--lang", "en"]);
    assert_eq!(ran.exit, Exit::Command);
    assert!(ran.err.contains("is not empty, nothing was written"), "{}", ran.err);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    assert_eq!(fs::read_to_string(folder.join("institution.toml")).unwrap(), "mine");
    let file = made(&folder.join("institution.toml"), &[]);
    assert_eq!(file.exit, Exit::Command);
    assert_eq!(fs::read_to_string(folder.join("institution.toml")).unwrap(), "mine");
    assert_eq!(made(&folder.join("long"), &["--id", &"x".repeat(65)]).exit, Exit::Command);
    assert!(!folder.join("long").exists());
}
