//! Did you mean: names that sound the same, or are one slip away.
//!
//! Chinese is typed by sound, so a slip gives a homophone that shares no character (`手里` for `受理`); pinyin without
//! tones is the first measure, and edits count only in names long enough that one edit is not another word.

use pinyin::ToPinyinMulti;

use super::{Lang, Quoted, Say};

/// How many candidates are shown.
const SHOWN: usize = 3;
/// How many known names are listed where none is close.
const LISTED: usize = 12;
/// From how many characters one edit is a slip rather than another word.
const LONG_ENOUGH: usize = 3;
/// From which Jaro-Winkler likeness an ASCII name is close.
const ALIKE: f64 = 0.9;

/// What could have been meant by a name nobody knows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hint {
    close: Vec<String>,
    sure: bool,
    known: Vec<String>,
}

impl Hint {
    /// What could have been meant by `name`, among the names there are.
    pub fn among<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        let close = suggest(name, known.iter().copied());
        let same = known.iter().filter(|other| sounds_like(name, other)).count();
        let listed = if close.is_empty() { known } else { Vec::new() };
        Self { close, sure: same == 1, known: listed.into_iter().map(str::to_owned).collect() }
    }

    /// A hint at one name that is certainly meant.
    pub fn only(name: impl Into<String>) -> Self {
        Self { close: vec![name.into()], sure: true, known: Vec::new() }
    }

    /// The best candidate.
    #[must_use]
    pub fn best(&self) -> Option<&str> {
        self.close.first().map(String::as_str)
    }

    /// Whether the best candidate may be taken without asking: it alone sounds the same.
    #[must_use]
    pub const fn is_sure(&self) -> bool {
        self.sure
    }
}

impl Say for Hint {
    fn say(&self, lang: Lang) -> String {
        if !self.close.is_empty() {
            let names: Quoted = self.close.iter().cloned().collect();
            let names = names.say(lang);
            return lang.pick(format!("是不是想写 {names}？"), format!("did you mean {names}?"));
        }
        if self.known.is_empty() {
            return String::new();
        }
        let names: Quoted = self.known.iter().take(LISTED).cloned().collect();
        let more = if self.known.len() > LISTED { lang.pick(" 等", ", …") } else { "" };
        let names = names.say(lang) + more;
        lang.pick(format!("这里可以写 {names}"), format!("known here: {names}"))
    }
}

/// The known names that are close to `name`, best first, at most three. Names equal in sound come before those one
/// edit away, these before ASCII names that merely look alike; ties keep the order given. Never `name` itself.
///
/// ```
/// use zhidu_core::problem::suggest;
/// assert_eq!(suggest("手里", ["复审", "受理"]), ["受理"]);
/// assert_eq!(suggest("form", ["within", "from"]), ["from"]);
/// ```
pub fn suggest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut found: Vec<(u8, &str)> = Vec::new();
    for other in known {
        let Some(rank) = rank(name, other) else { continue };
        if !found.iter().any(|(_, seen)| *seen == other) {
            found.push((rank, other));
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().take(SHOWN).map(|(_, other)| other.to_owned()).collect()
}

/// How close: 0 equal in sound or but for case, 1 one edit away, then by falling likeness. `None` is not close.
fn rank(name: &str, other: &str) -> Option<u8> {
    if name == other || name.is_empty() {
        return None;
    }
    if sounds_like(name, other) {
        return Some(0);
    }
    let long = name.chars().count().max(other.chars().count()) >= LONG_ENOUGH;
    if long && strsim::osa_distance(name, other) <= 1 {
        return Some(1);
    }
    let likeness = if name.is_ascii() && other.is_ascii() { strsim::jaro_winkler(name, other) } else { 0.0 };
    // A likeness of 0.90 … 1.00 becomes a rank of 12 … 2.
    (likeness >= ALIKE).then(|| 2 + ((1.0 - likeness) * 100.0) as u8)
}

/// Whether two names differ in writing but not in toneless pinyin, other characters being equal but for case.
fn sounds_like(name: &str, other: &str) -> bool {
    name != other
        && name.chars().count() == other.chars().count()
        && name.chars().zip(other.chars()).all(|(a, b)| same_sound(a, b))
}

fn same_sound(a: char, b: char) -> bool {
    if a == b || a.eq_ignore_ascii_case(&b) {
        return true;
    }
    let (Some(a), Some(b)) = (a.to_pinyin_multi(), b.to_pinyin_multi()) else { return false };
    a.into_iter().any(|one| b.into_iter().any(|two| one.plain() == two.plain()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_tried_slips() {
        for (typed, meant) in [("人工审和", "人工审核"), ("补见", "补件"), ("手里", "受理"), ("form", "from")]
        {
            assert_eq!(suggest(typed, ["到期", meant, "within"]), [meant], "{typed}");
        }
        assert!(suggest("初审", ["复审"]).is_empty());
    }

    #[test]
    fn sound_before_edit_before_likeness() {
        let known = ["manual_reviewer", "manual_reviews", "Manual_review"];
        assert_eq!(suggest("manual_review", known), ["Manual_review", "manual_reviews", "manual_reviewer"]);
    }

    #[test]
    fn only_a_single_equal_sound_is_sure() {
        assert!(Hint::among("手里", ["受理", "复审"]).is_sure());
        assert!(!Hint::among("手里", ["受理", "首例"]).is_sure());
        let edit = Hint::among("withn", ["within", "when"]);
        assert_eq!((edit.best(), edit.is_sure()), (Some("within"), false));
    }

    #[test]
    fn far_from_everything_lists_what_there_is() {
        let hint = Hint::among("zzz", ["on", "to"]);
        assert_eq!(hint.say(Lang::En), "known here: `on`, `to`");
        assert_eq!(hint.say(Lang::Zh), "这里可以写 `on`、`to`");
        assert_eq!(Hint::default().say(Lang::En), "");
    }
}
