//! The page of each code: what it means, an example that triggers it, the reason, the repaired example.
//!
//! A page is Markdown in `codes/`, one file per language; whoever adds a code adds both and a line to the list below.
//! Examples are TOML fenced as `toml bad` and `toml good`; they leave out what every policy has (`[institution]`,
//! `[process]`, the roles `clerk` and `manager`, the states `open` and `done`, data such as `amount` and `days`) unless
//! that is what they are about.

use super::Lang;

/// A code with its page in Chinese and in English.
type Page = (&'static str, &'static str, &'static str);

macro_rules! pages {
    ($($code:ident)*) => {
        /// In the order of codes.
        const PAGES: &[Page] = &[$((
            stringify!($code),
            include_str!(concat!("codes/", stringify!($code), ".zh.md")),
            include_str!(concat!("codes/", stringify!($code), ".en.md")),
        ),)*];
    };
}

pages! {
    ZD0001
    ZD0002
    ZD0003
    ZD0004
    ZD0005
    ZD0006
    ZD0007
    ZD0008
    ZD0009
    ZD0010
    ZD0011
    ZD0012
    ZD0013
    ZD0014
    ZD0015
    ZD0016
    ZD0017
    ZD0018
    ZD0019
    ZD0020
    ZD0021
    ZD0022
    ZD0023
    ZD0024
    ZD0025
    ZD0026
    ZD0027
    ZD0028
    ZD0029
    ZD0030
    ZD0031
    ZD0032
    ZD0033
    ZD0034
    ZD0035
    ZD0036
    ZD0037
    ZD0038
    ZD0039
    ZD0040
    ZD0041
    ZD0042
    ZD0050
    ZD0051
    ZD0052
    ZD0053
    ZD0054
    ZD0060
    ZD0101
    ZD0102
    ZD0103
    ZD0104
    ZD0105
    ZD0106
    ZD0107
    ZD0108
    ZD0109
    ZD0110
    ZD0111
    ZD0112
    ZD0113
    ZD0114
    ZD0115
    ZD0116
    ZD0117
    ZD0118
    ZD0119
    ZD0125
    ZD0130
    ZD0131
    ZD0132
    ZD0201
    ZD0202
    ZD0203
    ZD0204
    ZD0205
    ZD0206
    ZD0207
    ZD0208
    ZD0209
    ZD0210
    ZD0211
    ZD0212
    ZD0213
    ZD0214
    ZD0215
    ZD0216
    ZD0217
    ZD0218
    ZD0219
    ZD0220
    ZD0221
    ZD0222
    ZD0223
    ZD0224
    ZD0225
    ZD0226
    ZD0227
    ZD0228
    ZD0229
    ZD0230
    ZD0231
    ZD0232
    ZD0233
    ZD0234
    ZD0235
    ZD0236
    ZD0237
    ZD0238
    ZD0239
    ZD0301
    ZD0302
    ZD0303
    ZD0310
    ZD0311
    ZD0320
    ZD0501
    ZD0502
    ZD0503
    ZD0510
    ZD0511
    ZD0601
    ZD0602
    ZD0610
    ZD0611
    ZD0801
    ZD0802
    ZD0803
    ZD0804
    ZD0805
    ZD0806
    ZD0807
    ZD0808
    ZD0809
    ZD0901
    ZD0902
    ZD0903
    ZD0904
    ZD0905
    ZD0906
    ZD0907
    ZD0908
    ZD0910
    ZD0911
    ZD0912
    ZD0913
    ZD0914
    ZD0920
    ZD0921
}

/// The page of a code in Markdown; the code in any letter case. `None` if there is no such code.
///
/// ```
/// use zhidu_core::problem::{Lang, page};
/// assert!(page("zd0020", Lang::En).is_some_and(|page| page.starts_with("# ZD0020: ")));
/// assert!(page("ZD9999", Lang::Zh).is_none());
/// ```
#[must_use]
pub fn page(code: &str, lang: Lang) -> Option<&'static str> {
    let (_, zh, en) = PAGES.iter().find(|(known, ..)| known.eq_ignore_ascii_case(code))?;
    Some(lang.pick(zh, en))
}

/// The examples of a page: what triggers the code, then what does not.
#[must_use]
pub fn examples(page: &str) -> Option<(&str, &str)> {
    let fenced = |tag: &str| {
        let (_, rest) = page.split_once(&format!("```toml {tag}\n"))?;
        rest.split_once("\n```").map(|(example, _)| example)
    };
    Some((fenced("bad")?, fenced("good")?))
}

#[cfg(test)]
mod tests {
    use super::super::{Flaw, Problem};
    use super::*;
    use crate::source::SourceId;
    use crate::syntax::parse;

    #[test]
    fn every_code_has_both_pages_and_every_page_its_code() {
        let known: Vec<&str> = Flaw::register().iter().map(|code| code.code).collect();
        let without: Vec<&&str> = known.iter().filter(|code| page(code, Lang::Zh).is_none()).collect();
        assert!(
            without.is_empty(),
            "{without:?} have no pages: write codes/<code>.zh.md and .en.md, and add the codes to the list in pages.rs"
        );
        let stale: Vec<&str> = PAGES.iter().map(|(code, ..)| *code).filter(|code| !known.contains(code)).collect();
        assert!(stale.is_empty(), "{stale:?} are not in the register");
        assert!(PAGES.windows(2).all(|pair| pair[0].0 < pair[1].0), "keep the list in order, each code once");
    }

    #[test]
    fn pages_tell_the_same_with_the_same_examples() {
        for (code, zh, en) in PAGES {
            assert!(zh.starts_with(&format!("# {code}：")), "{code}: the Chinese title");
            assert!(en.starts_with(&format!("# {code}: ")), "{code}: the English title");
            assert!(examples(zh).is_some(), "{code}: an example `toml bad` and one `toml good`");
            assert_eq!(examples(zh).map(code_only), examples(en).map(code_only), "{code}: the same examples");
        }
    }

    /// Examples without comments, which may be translated.
    fn code_only((bad, good): (&str, &str)) -> Vec<String> {
        let lines = bad.lines().chain(good.lines());
        lines.filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
    }

    #[test]
    fn what_reading_alone_decides_is_decided_so() {
        const BY_READING: [&str; 23] = [
            "ZD0001", "ZD0002", "ZD0003", "ZD0004", "ZD0005", "ZD0006", "ZD0007", "ZD0008", "ZD0009", "ZD0010",
            "ZD0011", "ZD0012", "ZD0013", "ZD0014", "ZD0015", "ZD0017", "ZD0019", "ZD0050", "ZD0051", "ZD0052",
            "ZD0054", "ZD0902", "ZD0903",
        ];
        for (code, zh, _) in PAGES {
            let Some((bad, good)) = examples(zh) else { continue };
            let found = |text: &str| parse(SourceId(0), text).1.iter().map(Problem::code).collect::<Vec<_>>();
            assert_eq!(found(good), Vec::<&str>::new(), "{code}: the good example is read without problems");
            let mut bad = found(bad);
            bad.dedup();
            let expected: &[&str] = if BY_READING.contains(code) { &[code] } else { &[] };
            assert_eq!(bad, expected, "{code}: the bad example");
        }
    }
}
