//! 02: expressions and the literals that stand in their place.

use super::declare::flaws;
use super::{Absent, Advice, AnyType, Hint, Ways, Word};
use crate::value::Type;

flaws! {
    /// Flaws of expressions.
    GuardFlaw;

    // 0201–0206: how it is written.

    /// Words where a text was meant.
    QuotesForgotten { text: String } = "ZD0201" error
        zh("`{text}` 会当作表达式来读，而不是文字"; "文字写成 `{{ text = \"{text}\" }}`")
        en("`{text}` is read as an expression, not as a text"; "write a text as `{{ text = \"{text}\" }}`");
    /// Something that cannot stand there.
    Unexpected { text: String } = "ZD0202" error
        zh("表达式里不该有 `{text}`"; "检查运算符和括号")
        en("`{text}` cannot stand here in an expression"; "check operators and brackets");
    /// An expression that ends too early.
    Incomplete { after: String } = "ZD0203" error
        zh("`{after}` 没有写完，或没有闭合"; "在它后面补全")
        en("`{after}` is not finished, or not closed"; "write what belongs after it");
    /// `=` for `==`.
    AssignmentForComparison { } = "ZD0204" error
        zh("比较要写 `==`，`=` 是赋值"; "写成 `==`")
        en("a comparison is written `==`, `=` would assign"; "write `==`");
    /// A construct that is switched off.
    Forbidden { what: String } = "ZD0205" error
        zh("表达式里不能用 `{what}`"; "换一种写法")
        en("`{what}` is not allowed in expressions"; "say it in another way");
    /// Beyond a limit of size or depth.
    TooComplex { limit: String } = "ZD0206" error
        zh("表达式太长或嵌套太深（{limit}）"; "拆成几个 `[[value]]`")
        en("the expression is too long or nested too deeply ({limit})"; "split it into several `[[value]]`s");

    // 0207–0215: names, calls, what is given.

    /// A root nobody knows.
    UnknownRoot { name: String, hint: Hint } = "ZD0207" error
        zh("这里不认识 `{name}`"; "{hint}")
        en("`{name}` is not known here"; "{hint}");
    /// A field that the value does not have.
    UnknownField { base: String, field: String, hint: Hint } = "ZD0208" error
        zh("`{base}` 没有 `{field}`"; "{hint}")
        en("`{base}` has no `{field}`"; "{hint}");
    /// A value of another type.
    TypeMismatch { expected: AnyType, found: Type } = "ZD0209" error
        zh("这里要{expected}，写的却是{found}"; "换成{expected}")
        en("this must be {expected}, found {found}"; "make it {expected}");
    /// Nothing of that kind known to parse it.
    NotExpression { detail: String } = "ZD0210" error
        zh("这个表达式读不懂（{detail}）"; "检查这里的写法")
        en("this expression cannot be read ({detail})"; "check how it is written");
    /// A Chinese operator word.
    WordOperator { found: String, meant: String } = "ZD0211" error
        zh("表达式里 `{found}` 要写成 `{meant}`"; "换成 `{meant}`")
        en("`{found}` is written `{meant}` in expressions"; "write `{meant}`");
    /// An optional value used as if it were always there.
    MaybeNotGiven { name: String } = "ZD0212" error
        zh("`{name}` 可能没有给出"; "先用 `given({name})` 判断，或写 `or_else({name}, …)`")
        en("`{name}` may not be given"; "ask `given({name})` first, or write `or_else({name}, …)`");
    /// A call with another number of arguments.
    ArgumentCount { function: String, expected: String, found: usize } = "ZD0213" error
        zh("函数 `{function}` 要 {expected} 个参数，写了 {found} 个"; "补齐或去掉参数")
        en("the function `{function}` takes {expected} arguments, found {found}"; "add or remove arguments");
    /// A name that is there, but is something else.
    WrongKind { name: String, kind: Word, wanted: Word } = "ZD0214" error
        zh("`{name}` 是{kind}，这里要{wanted}"; "换成{wanted}")
        en("`{name}` is a {kind}, but a {wanted} belongs here"; "name a {wanted}");
    /// A function nobody knows.
    UnknownFunction { name: String, hint: Hint } = "ZD0215" error
        zh("没有叫 `{name}` 的函数"; "{hint}")
        en("there is no function `{name}`"; "{hint}");

    // 0216–0231: what goes together.

    /// A bare number beside an amount of money.
    MoneyAgainstNumber { number: String, ways: Ways } = "ZD0216" error
        zh("`{number}` 是数，不是金额"; "写成 {ways}")
        en("`{number}` is a number, not an amount of money"; "write {ways}");
    /// An operator between values it has no meaning for.
    Operands { operator: String, left: Type, right: Type, advice: Advice } = "ZD0217" error
        zh("`{operator}` 不能用在{left}和{right}之间"; "{advice}")
        en("`{operator}` does not go with {left} and {right}"; "{advice}");
    /// An order where there is none.
    NoOrder { operator: String, kind: Type } = "ZD0218" error
        zh("{kind}没有大小之分，不能用 `{operator}`"; "用 `==`、`!=` 或 `in`")
        en("`{operator}` needs an order, and {kind} has none"; "use `==`, `!=` or `in`");
    /// A comparison that is false whatever happens.
    NeverEqual { left: Type, right: Type } = "ZD0219" error
        zh("{left}和{right}永远不会相等"; "换成同一类型的值")
        en("{left} never equals {right}"; "compare values that can be equal");
    /// A quotient of whole numbers, which drops the rest.
    IntegerDivision { } = "ZD0220" warning
        zh("整数相除会舍去余数，例如 7 / 2 = 3"; "要精确的商就写 `ratio(a, b)`")
        en("dividing whole numbers drops the rest, as in 7 / 2 = 3"; "for the exact quotient write `ratio(a, b)`");
    /// A root that is not there at this place.
    NotHere { name: String, why: Absent } = "ZD0221" error
        zh("这里没有 `{name}`"; "{why}")
        en("there is no `{name}` at this place"; "{why}");
    /// An option or text inside an expression without quotes.
    UnquotedWord { text: String } = "ZD0222" error
        zh("`{text}` 会当作名字来读"; "表达式里的选项和文字加双引号：`\"{text}\"`")
        en("`{text}` is read as a name"; "options and texts inside an expression take double quotes: `\"{text}\"`");
    /// A function whose answer needs more than the values a script gets.
    NotInScripts { function: String } = "ZD0223" error
        zh("脚本里不能用 `{function}`"; "放进一个 `[[value]]`，在脚本里读它")
        en("`{function}` cannot be called in a script"; "put it into a `[[value]]` and read that in the script");
    /// A parameter with a value per key, without a key.
    KeyMissing { name: String, per: String } = "ZD0224" error
        zh("`{name}` 按 `{per}` 各有一个值"; "写成 `{name}[…]`")
        en("`{name}` has one value per `{per}`"; "write `{name}[…]`");
    /// A position or key where there is none.
    NotIndexed { name: String } = "ZD0225" error
        zh("`{name}` 不能用 `[…]` 取值"; "去掉 `[…]`；列表用 `sum`、`count`、`any` 等函数")
        en("`{name}` takes no `[…]`"; "remove `[…]`; ask a list with `sum`, `count`, `any` and the like");
    /// Something computed where only a written name will do.
    NameWanted { function: String, kind: Word } = "ZD0226" error
        zh("`{function}` 要写出{kind}的标识"; "写成带双引号的标识，例如 `\"a\"`")
        en("`{function}` needs the id of a {kind}, written out"; "write the id in double quotes, like `\"a\"`");
    /// Data of another case.
    OtherCase { name: String } = "ZD0227" error
        zh("`{name}` 是另一个个案的数据，这里读不到"; "用 `with`、`takes` 或事件把值带过来")
        en("`{name}` is data of another case and cannot be read here"; "bring the value over with `with`, `takes` or an event");

    /// An expression with nothing in it.
    EmptyExpression { } = "ZD0228" error
        zh("表达式是空的"; "写上条件或值，或去掉这个键")
        en("the expression is empty"; "write a condition or a value, or remove the key");
    /// A comparison its bounds make impossible.
    NeverHolds { name: String, range: String } = "ZD0229" warning
        zh("`{name}` 的范围是 {range}，这个比较永远不成立"; "改比较的值，或改范围")
        en("this never holds, since `{name}` is {range}"; "change the value compared with, or the bounds");

    // 0230–0239: literals.

    /// Money of a currency the institution does not use.
    ForeignCurrency { found: String, expected: String } = "ZD0230" error
        zh("`{found}` 不是本制度的货币 `{expected}`"; "写 `{expected}`")
        en("`{found}` is not the institution's currency `{expected}`"; "write `{expected}`");
    /// A date the calendar does not have.
    NoSuchDay { text: String, ends: String } = "ZD0231" error
        zh("没有 `{text}` 这一天"; "这个月到 `{ends}` 为止")
        en("there is no day `{text}`"; "that month ends on `{ends}`");
    /// A date with the wrong day of the week.
    WrongWeekday { date: String, written: String, right: String } = "ZD0232" error
        zh("`{date}` 不是 `{written}`"; "写 `{right}`，或改日期")
        en("`{date}` is not a `{written}`"; "write `{right}`, or correct the date");
    /// Parts of a fen.
    TooManyDecimals { text: String, rounded: String } = "ZD0233" error
        zh("金额 `{text}` 的小数超过两位"; "写到分，例如 `{rounded}`")
        en("the amount `{text}` has more than two decimals"; "write whole hundredths, like `{rounded}`");
    /// An amount that must not be negative.
    NegativeMoney { text: String } = "ZD0234" error
        zh("金额 `{text}` 不能是负数"; "去掉负号")
        en("the amount `{text}` cannot be negative"; "remove the minus sign");
    /// A word that is no unit of time.
    UnknownUnit { text: String, hint: Hint } = "ZD0235" error
        zh("`{text}` 不是时间单位"; "{hint}")
        en("`{text}` is no unit of time"; "{hint}");
    /// A value of another shape than the type.
    WrongShape { key: String, expected: AnyType, found: Type, ways: Ways } = "ZD0236" error
        zh("`{key}` 要{expected}，写的却是{found}"; "写成 {ways} 这样")
        en("`{key}` takes {expected}, found {found}"; "write it like {ways}");
    /// A text that is no literal of the type.
    NotLiteral { expected: AnyType, text: String, ways: Ways } = "ZD0237" error
        zh("`{text}` 不能读作{expected}"; "写成 {ways} 这样")
        en("`{text}` cannot be read as {expected}"; "write it like {ways}");
    /// A field of a record that must be there.
    FieldMissing { key: String, field: String } = "ZD0238" error
        zh("`{key}` 缺少字段 `{field}`"; "加上 `{field} = …`")
        en("`{key}` lacks the field `{field}`"; "add `{field} = …`");
    /// A minus sign before an amount of time.
    NegativeTime { text: String } = "ZD0239" error
        zh("时长 `{text}` 不能是负数"; "去掉负号")
        en("the amount of time `{text}` cannot be negative"; "remove the minus sign");
}
