//! `zhidu man FOLDER`: manual pages, one for the command and one per verb, in both languages where `man` looks for them.

use crate::session::{Loudness, Session};
use crate::{Exit, args, disk, text::Words};
use clap::{Arg, ArgMatches, Command, ValueHint};
use clap_mangen::Man;
use std::io;
use std::path::Path;
use zhidu::problem::Lang;

pub(super) fn command(words: Words) -> Command {
    let folder = Arg::new("folder")
        .value_name(words.value_folder())
        .value_hint(ValueHint::DirPath)
        .required(true)
        .help(words.man_folder());
    Command::new("man").about(words.man_about()).arg(folder)
}

/// The languages and their folders, as `man` names them.
const LANGUAGES: [(Lang, &str); 2] = [(Lang::En, "man1"), (Lang::Zh, "zh_CN/man1")];

pub(super) fn run(matches: &ArgMatches, session: &mut Session<'_, '_>) -> Exit {
    let folder = matches.get_one::<String>("folder").map_or(".", String::as_str);
    for (lang, below) in LANGUAGES {
        for (name, command) in commands(lang) {
            let path = Path::new(folder).join(below).join(format!("{name}.1"));
            let shown = path.to_string_lossy().into_owned();
            if let Err(error) = page(&name, command, lang).and_then(|page| disk::write(&path, page.as_bytes())) {
                let text = session.words().unwritable_file(&shown, &error.to_string());
                session.complain(&text);
                return Exit::Machine;
            }
            if session.loudness > Loudness::Quiet {
                let text = session.words().written(&shown);
                session.line(&text);
            }
        }
    }
    Exit::Fine
}

/// The command itself and each verb, by the name of its page: `zhidu-check`.
fn commands(lang: Lang) -> Vec<(String, Command)> {
    let mut whole = args::command(lang);
    whole.build();
    let verbs = whole.get_subcommands().map(|verb| (format!("zhidu-{}", verb.get_name()), verb.clone()));
    std::iter::once(("zhidu".to_owned(), args::command(lang))).chain(verbs).collect()
}

fn page(name: &str, command: Command, lang: Lang) -> io::Result<String> {
    let mut page = Vec::new();
    Man::new(command).title(name).source(concat!("zhidu ", env!("CARGO_PKG_VERSION"))).render(&mut page)?;
    let mut page = String::from_utf8_lossy(&page).into_owned();
    let (english, ours) = (Words(Lang::En).man_headings(), Words(lang).man_headings());
    for (heading, translated) in english.split(' ').zip(ours.split(' ')) {
        page = page.replace(&format!(".SH {heading}\n"), &format!(".SH {translated}\n"));
    }
    Ok(page)
}
