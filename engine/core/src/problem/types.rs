//! How types and advice about them read inside a sentence.

use super::{Lang, Say};
use crate::value::{Choice, Type};

/// How many options are listed where a choice has no id.
const LISTED: usize = 5;

/// With its article in English: `an amount of money`, `金额`.
impl Say for Type {
    fn say(&self, lang: Lang) -> String {
        let pick = |zh: &str, en: &str| lang.pick(zh, en).to_owned();
        match self {
            Self::Bool => pick("布尔值", "a boolean"),
            Self::Int => pick("整数", "an integer"),
            Self::Decimal => pick("小数", "a decimal"),
            Self::Percent => pick("百分比", "a percentage"),
            Self::Money => pick("金额", "an amount of money"),
            Self::Text => pick("文字", "a text"),
            Self::Choice(choice) => say_choice(choice, lang),
            Self::Date => pick("日期", "a date"),
            Self::Time => pick("时刻", "a time of day"),
            Self::Instant => pick("时点", "an instant"),
            Self::Duration => pick("时长", "an amount of time"),
            Self::Person => pick("人员", "a person"),
            Self::Role => pick("角色", "a role"),
            Self::Case(None) => pick("个案", "a case"),
            Self::Case(Some(process)) => {
                lang.pick(format!("流程 `{process}` 的个案"), format!("a case of the process `{process}`"))
            }
            Self::List(of) if **of == Self::Unknown => pick("列表", "a list"),
            Self::List(of) => {
                let of = of.say(lang);
                lang.pick(format!("{of}的列表"), format!("a list, each item {of}"))
            }
            Self::Record(record) => match &record.id {
                Some(id) => lang.pick(format!("记录 `{id}`"), format!("a record `{id}`")),
                None => pick("记录", "a record"),
            },
            Self::Unknown => pick("未知类型", "something unknown"),
        }
    }
}

fn say_choice(choice: &Choice, lang: Lang) -> String {
    if let Some(id) = &choice.id {
        return lang.pick(format!("`{id}` 的选项"), format!("an option of `{id}`"));
    }
    let listed: Vec<String> = choice.options.iter().take(LISTED).map(|o| format!("`{}`", o.id)).collect();
    let more = if choice.options.len() > LISTED { lang.pick(" 等", ", …") } else { "" };
    let listed = listed.join(lang.pick("、", ", ")) + more;
    lang.pick(format!("选项（{listed}）"), format!("one of {listed}"))
}

/// Several types any of which would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnyType(pub Vec<Type>);

impl From<Type> for AnyType {
    fn from(ty: Type) -> Self {
        Self(vec![ty])
    }
}

impl From<&[Type]> for AnyType {
    fn from(types: &[Type]) -> Self {
        Self(types.to_vec())
    }
}

impl Say for AnyType {
    fn say(&self, lang: Lang) -> String {
        let types: Vec<String> = self.0.iter().map(|ty| ty.say(lang)).collect();
        types.join(lang.pick("或", " or "))
    }
}

/// Several ways to write what is meant, any of which would do, each in backticks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ways(pub Vec<String>);

impl Say for Ways {
    fn say(&self, lang: Lang) -> String {
        let ways: Vec<String> = self.0.iter().map(|way| format!("`{way}`")).collect();
        ways.join(lang.pick(" 或 ", " or "))
    }
}

/// What to write instead of an operation that does not go with its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// Nothing in particular: values of one type.
    OneType,
    /// What an amount of money is multiplied or divided by.
    Factor,
    /// What a percentage is taken of.
    PercentOf,
    /// By what dates and instants move.
    Shift,
    /// The quotient of two amounts of one kind.
    Ratio,
    /// The days from one date to another.
    DaysBetween,
    /// The date of an instant.
    DateOf,
    /// A text is no option.
    OptionOfText,
    /// Time that only a calendar can count.
    Calendar,
    /// A list has one type of items.
    InList,
}

impl Say for Advice {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::OneType => lang.pick("两边换成同一类型的值", "use values of one type on both sides"),
            Self::Factor => lang.pick(
                "金额乘以数或百分比，除以数",
                "multiply an amount by a number or a percentage, divide it by a number",
            ),
            Self::PercentOf => lang.pick("百分比乘以金额", "take a percentage of an amount of money"),
            Self::Shift => lang
                .pick("日期和时点加减时长，例如 `\"3 days\"`", "add or subtract an amount of time, like `\"3 days\"`"),
            Self::Ratio => lang.pick("相除写成 `ratio(a, b)`", "write a quotient as `ratio(a, b)`"),
            Self::DaysBetween => {
                lang.pick("相差的天数写成 `days_between(a, b)`", "write the days between as `days_between(a, b)`")
            }
            Self::DateOf => lang.pick("时点的日期写成 `date(x)`", "write the date of an instant as `date(x)`"),
            Self::OptionOfText => lang.pick(
                "把数据项声明成同一个选项类型",
                "declare both as the same choice; a free text is never an option",
            ),
            Self::Calendar => lang.pick(
                "工作时间和 `立即`、`及时` 只能用在期限里；这里写天、月或小时",
                "working time, `immediately` and `promptly` belong in deadlines; write days, months or hours here",
            ),
            Self::InList => {
                lang.pick("右边写列表：`[…]` 或列表数据项", "put a list on the right: `[…]` or data of type list")
            }
        }
        .to_owned()
    }
}

/// Why a root that the language knows is not there at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absent {
    /// Nothing happened here.
    Event,
    /// No row here.
    Row,
    /// No case yet, or none at all.
    Case,
    /// A person by relation nobody is here.
    Person,
    /// No event brings the time.
    Clock,
}

impl Say for Absent {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Event => lang.pick(
                "`event` 只能写在由事件引起的地方",
                "`event` is read only where an event is handled; keep what you need in a data item",
            ),
            Self::Row => lang.pick(
                "`it` 是一行，只能写在 `where`、`each` 和表单自己的表达式里",
                "`it` is a row: it stands in `where`, `each` and a form's own expressions",
            ),
            Self::Case => {
                lang.pick("个案还没有开始；改用 `event`", "there is no case yet; read `event` instead of `case`")
            }
            Self::Person => lang.pick("换成这里有的人", "name a person there is at this place"),
            Self::Clock => {
                lang.pick("这里没有事件给出时间；改用数据项", "no event brings the time here; read a data item")
            }
        }
        .to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Opt;
    use std::sync::Arc;

    #[test]
    fn types_read_as_nouns() {
        assert_eq!(Type::Money.say(Lang::En), "an amount of money");
        assert_eq!(Type::List(Box::new(Type::Money)).say(Lang::Zh), "金额的列表");
        let options = ["a", "b", "c", "d", "e", "f"].map(|id| Opt { id: id.into(), name: None }).to_vec();
        let choice = Type::Choice(Arc::new(Choice { id: None, options }));
        assert_eq!(choice.say(Lang::En), "one of `a`, `b`, `c`, `d`, `e`, …");
        assert_eq!(AnyType(vec![Type::Date, Type::Instant]).say(Lang::En), "a date or an instant");
    }
}
