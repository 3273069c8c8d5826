//! A place in JSON that is being read: what is there, and how to say where it is.

use crate::effect::EffectId;
use crate::value::Text;
use serde_json::Value as Json;
use std::fmt;
use zhidu_time::Instant;

/// Why JSON cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{path}`: expected {expected}, found {found}")]
pub struct WireError {
    /// Where, from the root `$`: `$.clocks[2].deadline`.
    pub path: String,
    /// What should stand there.
    pub expected: Expected,
    /// What stands there, cut to a line.
    pub found: String,
}

/// What reading expected; shown in English, in Chinese by [`Expected::zh`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A text.
    Text,
    /// `true` or `false`.
    Boolean,
    /// A whole number within the range of what it counts.
    Number,
    /// Seconds since 1970, in the years −9999 to 9999.
    Instant,
    /// A list.
    List,
    /// A list of so many items.
    Items(usize),
    /// The items of a list in their one order, each once.
    InOrder,
    /// An object.
    Object,
    /// This key.
    Key(&'static str),
    /// No further key than these.
    Keys(&'static [&'static str]),
    /// An object of exactly one key, one of these; or one of these as text where they hold nothing.
    OneOf(&'static [&'static str]),
    /// An id the policy declares: of a `process`, a `state`, a `data`, ….
    Id(&'static str),
    /// A literal as it is written down: a `date`, `money`, ….
    Literal(&'static str),
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => f.write_str("a text"),
            Self::Boolean => f.write_str("true or false"),
            Self::Number => f.write_str("a whole number in range"),
            Self::Instant => f.write_str("seconds since 1970"),
            Self::List => f.write_str("a list"),
            Self::Items(n) => write!(f, "a list of {n}"),
            Self::InOrder => f.write_str("the items in order, each once"),
            Self::Object => f.write_str("an object"),
            Self::Key(key) => write!(f, "the key `{key}`"),
            Self::Keys(keys) => write!(f, "only the keys {}", quoted(keys, ", ")),
            Self::OneOf(keys) => write!(f, "one of {}", quoted(keys, ", ")),
            Self::Id(kind) => write!(f, "the id of a {kind} of this policy"),
            Self::Literal(kind) => write!(f, "a {kind} as it is written down"),
        }
    }
}

impl Expected {
    /// The same in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::Text => "文本".to_owned(),
            Self::Boolean => "true 或 false".to_owned(),
            Self::Number => "范围之内的整数".to_owned(),
            Self::Instant => "自 1970 年起的秒数".to_owned(),
            Self::List => "列表".to_owned(),
            Self::Items(n) => format!("恰有 {n} 项的列表"),
            Self::InOrder => "各项按次序，每项一次".to_owned(),
            Self::Object => "对象".to_owned(),
            Self::Key(key) => format!("键 `{key}`"),
            Self::Keys(keys) => format!("只有键 {}", quoted(keys, "、")),
            Self::OneOf(keys) => format!("{} 之一", quoted(keys, "、")),
            Self::Id(kind) => format!("本制度中一个 {kind} 的 id"),
            Self::Literal(kind) => format!("写下的 {kind} 字面值"),
        }
    }
}

fn quoted(keys: &[&str], between: &str) -> String {
    keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(between)
}

/// What reading gives.
pub(crate) type Read<T> = Result<T, WireError>;

/// A place in JSON, with the places around it.
#[derive(Clone, Copy)]
pub(crate) struct At<'a> {
    json: &'a Json,
    around: Option<(&'a At<'a>, Step<'a>)>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    Item(usize),
}

impl<'a> At<'a> {
    /// The root.
    pub(crate) const fn root(json: &'a Json) -> Self {
        Self { json, around: None }
    }

    fn below(&'a self, json: &'a Json, step: Step<'a>) -> Self {
        Self { json, around: Some((self, step)) }
    }

    fn path(&self) -> String {
        match self.around {
            None => "$".to_owned(),
            Some((around, Step::Key(key))) => format!("{}.{key}", around.path()),
            Some((around, Step::Item(n))) => format!("{}[{n}]", around.path()),
        }
    }

    /// The error that something else is expected here.
    pub(crate) fn wrong(&self, expected: Expected) -> WireError {
        WireError { path: self.path(), expected, found: cut(&self.json.to_string()) }
    }

    /// What is here if it is not null.
    pub(crate) fn given(&self) -> Option<&Self> {
        (!self.json.is_null()).then_some(self)
    }

    /// Refuses an object with other keys than these, and anything that is no object.
    pub(crate) fn only(&self, keys: &'static [&'static str]) -> Read<&Self> {
        let object = self.json.as_object().ok_or_else(|| self.wrong(Expected::Object))?;
        match object.iter().find(|(key, _)| !keys.contains(&key.as_str())) {
            Some((key, json)) => Err(self.below(json, Step::Key(key)).wrong(Expected::Keys(keys))),
            None => Ok(self),
        }
    }

    /// What is at a key that must be there.
    pub(crate) fn key(&'a self, key: &'static str) -> Read<At<'a>> {
        let object = self.json.as_object().ok_or_else(|| self.wrong(Expected::Object))?;
        let json = object.get(key).ok_or_else(|| self.wrong(Expected::Key(key)))?;
        Ok(self.below(json, Step::Key(key)))
    }

    /// What this object of one key holds, by the key.
    pub(crate) fn variant(&'a self, keys: &'static [&'static str]) -> Read<(&'a str, At<'a>)> {
        let wrong = || self.wrong(Expected::OneOf(keys));
        let mut entries = self.json.as_object().ok_or_else(wrong)?.iter();
        match (entries.next(), entries.next()) {
            (Some((key, json)), None) if keys.contains(&key.as_str()) => Ok((key, self.below(json, Step::Key(key)))),
            _ => Err(wrong()),
        }
    }

    /// Every entry of an object.
    pub(crate) fn entries(&'a self) -> Read<impl Iterator<Item = (&'a str, At<'a>)>> {
        let object = self.json.as_object().ok_or_else(|| self.wrong(Expected::Object))?;
        Ok(object.iter().map(|(key, json)| (key.as_str(), self.below(json, Step::Key(key)))))
    }

    /// Every item of a list, read.
    pub(crate) fn each<T, C: FromIterator<T>>(&self, mut read: impl FnMut(&At<'_>) -> Read<T>) -> Read<C> {
        let items = self.json.as_array().ok_or_else(|| self.wrong(Expected::List))?;
        items.iter().enumerate().map(|(n, json)| read(&self.below(json, Step::Item(n)))).collect()
    }

    /// Every item of a list that has one order, read.
    pub(crate) fn in_order<T>(
        &self,
        before: impl Fn(&T, &T) -> bool,
        read: impl FnMut(&At<'_>) -> Read<T>,
    ) -> Read<Vec<T>> {
        let items: Vec<T> = self.each(read)?;
        let ordered = items.windows(2).all(|pair| before(&pair[0], &pair[1]));
        if ordered { Ok(items) } else { Err(self.wrong(Expected::InOrder)) }
    }

    /// A list of exactly so many items.
    pub(crate) fn items<const N: usize>(&'a self) -> Read<[At<'a>; N]> {
        let items = self.json.as_array().filter(|items| items.len() == N);
        let items = items.ok_or_else(|| self.wrong(Expected::Items(N)))?;
        Ok(std::array::from_fn(|n| self.below(&items[n], Step::Item(n))))
    }

    /// A text.
    pub(crate) fn str(&self) -> Read<&'a str> {
        self.json.as_str().ok_or_else(|| self.wrong(Expected::Text))
    }

    /// A shared text.
    pub(crate) fn text(&self) -> Read<Text> {
        self.str().map(Text::from)
    }

    /// A text, or null where there is none.
    pub(crate) fn maybe_text(&self) -> Read<Option<Text>> {
        self.given().map(At::text).transpose()
    }

    /// A list of texts.
    pub(crate) fn texts(&self) -> Read<Vec<Text>> {
        self.each(|at| at.text())
    }

    /// `true` or `false`.
    pub(crate) fn boolean(&self) -> Read<bool> {
        self.json.as_bool().ok_or_else(|| self.wrong(Expected::Boolean))
    }

    /// A whole number.
    pub(crate) fn number<T: TryFrom<i128>>(&self) -> Read<T> {
        let number = self.json.as_i64().map(i128::from).or_else(|| self.json.as_u64().map(i128::from));
        number.and_then(|n| T::try_from(n).ok()).ok_or_else(|| self.wrong(Expected::Number))
    }

    /// An instant in seconds.
    pub(crate) fn instant(&self) -> Read<Instant> {
        let seconds = self.json.as_i64().and_then(Instant::from_seconds);
        seconds.ok_or_else(|| self.wrong(Expected::Instant))
    }

    /// A literal of a kind: what `parse` makes of the text, if that is shown by the same text again.
    pub(crate) fn literal<T: ToString>(&self, kind: &'static str, parse: impl FnOnce(&str) -> Option<T>) -> Read<T> {
        let text = self.json.as_str().ok_or_else(|| self.wrong(Expected::Literal(kind)))?;
        parse(text).filter(|read| read.to_string() == text).ok_or_else(|| self.wrong(Expected::Literal(kind)))
    }

    /// The identity of something a step produced.
    pub(crate) fn effect_id(&self) -> Read<EffectId> {
        self.literal("effect id", EffectId::parse)
    }

    /// The JSON itself.
    pub(crate) const fn json(&self) -> &'a Json {
        self.json
    }
}

fn cut(text: &str) -> String {
    const LONGEST: usize = 80;
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}
