//! `zhidu new FOLDER`: a small policy to begin with, which checks clean and whose scenario passes.

use crate::session::{Loudness, Session};
use crate::{Exit, disk, text::Words};
use clap::{Arg, ArgMatches, Command, ValueHint};

pub(super) fn command(words: Words) -> Command {
    let folder = Arg::new("folder")
        .value_name(words.value_folder())
        .value_hint(ValueHint::DirPath)
        .required(true)
        .help(words.new_folder());
    let id = Arg::new("id").long("id").value_name(words.value_id()).help(words.new_id());
    let name = Arg::new("name").long("name").value_name(words.value_name()).help(words.new_name());
    Command::new("new").about(words.new_about()).args([folder, id, name])
}

/// The files of a language, by their paths in the new folder; the reader's words go where `@ID@` and `@NAME@` stand.
macro_rules! scaffold {
    ($lang:literal: $($path:literal)*) => {
        [$(($path, include_str!(concat!("../scaffold/", $lang, "/", $path)))),*]
    };
}

const ZH: [(&str, &str); 5] =
    scaffold!("zh": "institution.toml" "clauses.toml" "repair.toml" "scenarios/repair.toml" "README.md");
const EN: [(&str, &str); 5] =
    scaffold!("en": "institution.toml" "clauses.toml" "repair.toml" "scenarios/repair.toml" "README.md");

/// The longest id, as `check` has it.
const LONGEST: usize = 64;

pub(super) fn run(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Exit {
    let asked = |key: &str| matches.get_one::<String>(key).map(String::as_str);
    let folder = asked("folder").unwrap_or(".").trim_end_matches('/');
    let own = disk::name(folder);
    let (id, name) = (asked("id").unwrap_or(&own), asked("name").unwrap_or(&own));
    let words = session.words();
    if id.is_empty() || id.chars().count() > LONGEST {
        session.complain(&words.bad_id(id));
        return Exit::Command;
    }
    match disk::is_free(folder) {
        Ok(true) => {}
        Ok(false) => {
            session.complain(&words.not_empty(folder));
            return Exit::Command;
        }
        Err(error) => {
            session.complain(&words.unwritable_file(folder, &error.to_string()));
            return Exit::Machine;
        }
    }
    for (path, text) in session.lang.pick(ZH, EN) {
        let path = format!("{folder}/{path}");
        if let Err(error) = disk::create(&path, filled(&path, text, id, name).as_bytes()) {
            session.complain(&words.unwritable_file(&path, &error.to_string()));
            return Exit::Machine;
        }
    }
    if session.loudness > Loudness::Quiet {
        session.say(&words.made(folder));
    }
    Exit::Fine
}

/// A file with the reader's words in place: as strings in TOML, as they are elsewhere.
fn filled(path: &str, text: &str, id: &str, name: &str) -> String {
    if path.ends_with(".toml") {
        return text.replace("@ID@", &string(id)).replace("@NAME@", &string(name));
    }
    text.replace("@NAME@", name)
}

/// A text as a basic string of TOML 1.0.
fn string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted += &format!("\\u{:04X}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_inside_their_quotes() {
        assert_eq!(string("a \"b\" \\ c\n"), "\"a \\\"b\\\" \\\\ c\\u000A\"");
    }

    #[test]
    fn every_place_is_filled() {
        for (path, text) in ZH.into_iter().chain(EN) {
            assert!(!filled(path, text, "x", "y").contains('@'), "{path}");
        }
    }

    #[test]
    fn both_languages_have_the_same_files() {
        assert_eq!(ZH.map(|(path, _)| path), EN.map(|(path, _)| path));
    }
}
