//! The two languages, and how a value says itself in one of them.

/// A language messages are shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Lang {
    /// Chinese as written in mainland China.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The one of two texts that is in this language.
    #[must_use]
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// How a value reads inside a sentence of a language.
pub trait Say {
    /// The value in that language.
    fn say(&self, lang: Lang) -> String;
}

macro_rules! say_alike {
    ($($t:ty)*) => { $(
        impl Say for $t {
            fn say(&self, _: Lang) -> String {
                self.to_string()
            }
        }
    )* };
}

say_alike!(String str char u8 u16 u32 u64 usize i32 i64);

impl<T: Say + ?Sized> Say for &T {
    fn say(&self, lang: Lang) -> String {
        (**self).say(lang)
    }
}

impl<T: Say> Say for Box<T> {
    fn say(&self, lang: Lang) -> String {
        (**self).say(lang)
    }
}

/// Several names of the author, each in backticks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Quoted(pub Vec<String>);

impl<T: Into<String>> FromIterator<T> for Quoted {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        Self(iter.into_iter().map(Into::into).collect())
    }
}

impl Say for Quoted {
    fn say(&self, lang: Lang) -> String {
        let quoted: Vec<String> = self.0.iter().map(|name| format!("`{name}`")).collect();
        quoted.join(lang.pick("、", ", "))
    }
}

/// Characters as they stand in the text, with names for those nobody can see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyph(pub String);

impl Say for Glyph {
    fn say(&self, lang: Lang) -> String {
        match self.0.chars().next() {
            Some(' ') => lang.pick("空格", "a space").to_owned(),
            Some('\u{3000}') => lang.pick("全角空格", "the full-width space").to_owned(),
            Some(c) if c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}') => {
                format!("U+{:04X}", u32::from(c))
            }
            _ => lang.pick(self.0.clone(), format!("`{}`", self.0)),
        }
    }
}
