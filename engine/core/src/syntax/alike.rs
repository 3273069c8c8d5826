//! Characters that look like the ASCII ones of TOML, as Chinese input methods give them.

/// The ASCII character a look-alike stands for.
pub(super) fn twin(c: char) -> Option<char> {
    let ascii = match c {
        // The full-width forms, Unicode's copy of ASCII; ＂ ＇ and ， ： among them.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0)?,
        '\u{3000}' | '\u{a0}' | '\u{2002}'..='\u{200b}' | '\u{202f}' | '\u{feff}' => ' ',
        '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' => '"',
        '‘' | '’' | '‚' | '‛' => '\'',
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        '、' => ',',
        '—' | '–' | '−' => '-',
        _ => return None,
    };
    Some(ascii)
}

/// The character itself, or the ASCII one it stands for.
pub(super) fn ascii(c: char) -> char {
    twin(c).unwrap_or(c)
}

/// The quote that closes what a look-alike quote opened.
pub(super) fn closer(open: char) -> char {
    match open {
        '“' | '„' | '‟' => '”',
        '‘' | '‚' | '‛' => '’',
        '「' => '」',
        '『' => '』',
        '«' => '»',
        other => other,
    }
}
