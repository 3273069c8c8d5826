//! Colours and widths of text on a terminal.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How a piece of text is set off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Good,
    Bad,
    Strong,
    Faint,
}

/// Sets a text off, where there are colours.
pub(crate) fn paint(text: &str, style: Style, colour: bool) -> String {
    let code = match style {
        Style::Good => "32",
        Style::Bad => "31",
        Style::Strong => "1",
        Style::Faint => "2",
    };
    if colour && !text.is_empty() { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
}

/// Columns a text takes; Chinese characters take two.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// A text filled up with blanks to a number of columns.
pub(crate) fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// A text cut to a number of columns, `...` showing where.
pub(crate) fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut left = columns.saturating_sub(3);
    let kept: String = text
        .chars()
        .take_while(|c| {
            let wide = c.width().unwrap_or(0);
            let fits = wide <= left;
            left -= if fits { wide } else { 0 };
            fits
        })
        .collect();
    kept + "..."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_columns() {
        assert_eq!(pad("通过", 6), "通过  ");
        assert_eq!(cut("客户服务管理制度", 9), "客户服...");
        assert_eq!(cut("abc", 3), "abc");
    }
}
