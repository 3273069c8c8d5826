//! What is wrong with a command, in Chinese. The English sentences are clap's own.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// The sentence with the usage behind it; none for what no command line of ours can do wrong.
pub(crate) fn chinese(error: &Error) -> Option<String> {
    let sentence = sentence(error)?;
    let suggested = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .find_map(|kind| said(error, kind));
    let hint = suggested.map(|names| format!("；是不是想写 {names}？")).unwrap_or_default();
    let english = error.render().to_string();
    let usage = english.lines().find(|line| line.starts_with(USAGE));
    let usage = usage.map(|usage| format!("\n{}\n", usage_in_chinese(usage))).unwrap_or_default();
    Some(format!("{sentence}{hint}\n{usage}\n用 --help 看说明。\n"))
}

const USAGE: &str = "Usage: ";

/// clap's usage line, with the words it puts there itself.
pub(crate) fn usage_in_chinese(text: &str) -> String {
    text.replace(USAGE, "用法：").replace("[OPTIONS]", "[选项]")
}

fn sentence(error: &Error) -> Option<String> {
    let arg = said(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = said(error, ContextKind::InvalidValue);
    Some(match error.kind() {
        ErrorKind::UnknownArgument => format!("没有选项 {arg}"),
        ErrorKind::InvalidSubcommand => format!("没有命令 {}", said(error, ContextKind::InvalidSubcommand)?),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match (value, said(error, ContextKind::ValidValue)) {
            (None, _) => format!("{arg} 后面要有一个值"),
            (Some(value), None) => format!("{arg} 不能是 {value}"),
            (Some(value), Some(valid)) => format!("{arg} 不能是 {value}，可以是 {valid}"),
        },
        ErrorKind::MissingRequiredArgument => format!("还缺 {arg}"),
        ErrorKind::MissingSubcommand => "没有说要做什么".to_owned(),
        ErrorKind::ArgumentConflict => match said(error, ContextKind::PriorArg) {
            Some(other) if other != arg => format!("{arg} 不能与 {other} 一起用"),
            _ => format!("{arg} 只能写一次"),
        },
        ErrorKind::TooManyValues => format!("{arg} 后面多了 {}", value.unwrap_or_default()),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("{arg} 后面的值个数不对"),
        ErrorKind::NoEquals => format!("{arg} 的值前面要写 ="),
        _ => return None,
    })
}

/// What is known of a kind, in backticks; none where there is nothing.
fn said(error: &Error, kind: ContextKind) -> Option<String> {
    let quoted = |text: &str| format!("`{text}`");
    match error.get(kind)? {
        ContextValue::String(text) if text.is_empty() => None,
        ContextValue::String(text) => Some(quoted(text)),
        ContextValue::Strings(texts) if texts.is_empty() => None,
        ContextValue::Strings(texts) => Some(texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join("、")),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        _ => None,
    }
}
