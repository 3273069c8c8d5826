//! The command as a whole: verbs, common flags, and what is said about wrong ones.

use crate::{Exit, Io, text::Words, verb, wrong};
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, Command, builder::PossibleValuesParser};
use zhidu::problem::Lang;

/// The command with its help in a language.
pub(crate) fn command(lang: Lang) -> Command {
    let words = Words(lang);
    let command = Command::new("zhidu")
        .version(env!("CARGO_PKG_VERSION"))
        .about(words.about())
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(words.heading_verbs())
        .subcommand_value_name(words.value_verb())
        .subcommands(verb::commands(lang))
        .args(common(words));
    localise(command, words)
}

fn common(words: Words) -> [Arg; 4] {
    [
        Arg::new("lang")
            .long("lang")
            .value_parser(PossibleValuesParser::new(["zh", "en"]))
            .hide_possible_values(true)
            .value_name("zh|en")
            .help(words.flag_lang())
            .global(true),
        Arg::new("color")
            .long("color")
            .value_parser(PossibleValuesParser::new(["auto", "always", "never"]))
            .hide_possible_values(true)
            .value_name("auto|always|never")
            .help(words.flag_colour())
            .global(true),
        Arg::new("quiet")
            .long("quiet")
            .short('q')
            .action(ArgAction::SetTrue)
            .conflicts_with("verbose")
            .help(words.flag_quiet())
            .global(true),
        Arg::new("verbose")
            .long("verbose")
            .short('v')
            .action(ArgAction::SetTrue)
            .help(words.flag_verbose())
            .global(true),
    ]
}

/// Help in the language spoken: headings, the template, and the flags clap adds itself.
fn localise(command: Command, words: Words) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
    let mut command =
        names.into_iter().fold(command, |command, name| command.mut_subcommand(name, |verb| localise_one(verb, words)));
    command = localise_one(command, words);
    command
        .arg(
            Arg::new("version")
                .long("version")
                .short('V')
                .action(ArgAction::Version)
                .help(words.flag_version())
                .help_heading(words.heading_flags()),
        )
        .disable_version_flag(true)
}

fn localise_one(command: Command, words: Words) -> Command {
    let help = Arg::new("help").long("help").short('h').action(ArgAction::Help).help(words.flag_help());
    let command = command.disable_help_flag(true).arg(help).help_template(words.help_template());
    command.mut_args(|arg| {
        let heading = if arg.is_positional() { words.heading_arguments() } else { words.heading_flags() };
        arg.help_heading(heading)
    })
}

/// Help and version are no mistakes; anything else is the command's fault.
pub(crate) fn refuse(error: &clap::Error, lang: Lang, io: &mut Io<'_>) -> Exit {
    let english = error.render().to_string();
    let text = match lang {
        Lang::Zh => wrong::chinese(error).unwrap_or_else(|| wrong::usage_in_chinese(&english)),
        Lang::En => english,
    };
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = io.out.write_all(text.as_bytes());
            let _ = io.out.flush();
            Exit::Fine
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = io.err.write_all(text.as_bytes());
            Exit::Command
        }
        _ => {
            let _ = write!(io.err, "{}", Words(lang).wrong_command(&text));
            Exit::Command
        }
    }
}
