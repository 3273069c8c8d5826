//! Which language to speak: the flag, then the environment, then the machine.

use crate::Io;
use std::ffi::OsString;
use zhidu::problem::Lang;

/// The language a flag asks for. Read before the arguments are, since their help is in it already.
pub(crate) fn of_args(args: &[OsString]) -> Option<Lang> {
    let mut args = args.iter().skip(1).map(|arg| arg.to_string_lossy());
    while let Some(arg) = args.next() {
        if arg == "--lang" {
            return args.next().and_then(|value| exact(&value));
        }
        if let Some(value) = arg.strip_prefix("--lang=") {
            return exact(value);
        }
    }
    None
}

/// The language of the environment, else of the machine, else English. `C` and `POSIX` say nothing about people.
pub(crate) fn of_machine(io: &Io<'_>) -> Lang {
    let variables = ["ZHIDU_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];
    let spoken = variables.iter().filter_map(|name| io.var(name)).find_map(|locale| of_locale(&locale));
    spoken.or_else(|| of_locale(io.screen.locale.as_deref()?)).unwrap_or(Lang::En)
}

fn exact(value: &str) -> Option<Lang> {
    match value {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// `zh_CN.UTF-8`, `zh-Hans-CN`, `zh`: Chinese; any other real locale: English.
fn of_locale(locale: &str) -> Option<Lang> {
    let language = locale.split(['_', '-', '.', '@']).next().unwrap_or("");
    match language {
        "" | "C" | "POSIX" => None,
        "zh" => Some(Lang::Zh),
        _ => Some(Lang::En),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_name_a_language_or_nothing() {
        for (locale, lang) in [
            ("zh_CN.UTF-8", Some(Lang::Zh)),
            ("zh-Hans-CN", Some(Lang::Zh)),
            ("en_GB", Some(Lang::En)),
            ("de_DE.UTF-8", Some(Lang::En)),
            ("C.UTF-8", None),
            ("POSIX", None),
        ] {
            assert_eq!(of_locale(locale), lang, "{locale}");
        }
    }

    #[test]
    fn a_flag_is_found_wherever_it_stands() {
        let args = |list: &[&str]| of_args(&list.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(args(&["zhidu", "test", "--lang", "zh"]), Some(Lang::Zh));
        assert_eq!(args(&["zhidu", "--lang=en", "check"]), Some(Lang::En));
        assert_eq!(args(&["zhidu", "check", "policies"]), None);
    }
}
