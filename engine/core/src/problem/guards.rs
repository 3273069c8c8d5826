//! 02: expressions.

use super::declare::flaws;
use super::{Hint, Word};

flaws! {
    /// Flaws of expressions.
    GuardFlaw;

    /// A bare word where a text was meant.
    QuotesForgotten { text: String } = "ZD0201" error
        zh("`{text}` 会当作表达式来读，而不是文字"; "文字写成 `{{ text = \"{text}\" }}`")
        en("`{text}` is read as an expression, not as a text"; "write a text as `{{ text = \"{text}\" }}`");
    /// Something that cannot stand there.
    Unexpected { text: String } = "ZD0202" error
        zh("表达式里不该有 `{text}`"; "检查运算符和括号")
        en("`{text}` cannot stand here in an expression"; "check operators and brackets");
    /// An expression that ends too early.
    Incomplete { lacks: String } = "ZD0203" error
        zh("表达式没有写完，缺 `{lacks}`"; "补上 `{lacks}`")
        en("the expression ends too early, `{lacks}` is missing"; "add `{lacks}`");
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
    /// A root that does not exist here.
    UnknownRoot { name: String, hint: Hint } = "ZD0207" error
        zh("这里不认识 `{name}`"; "{hint}")
        en("`{name}` is not known here"; "{hint}");
    /// A field that the value does not have.
    UnknownField { base: String, field: String, hint: Hint } = "ZD0208" error
        zh("`{base}` 没有 `{field}`"; "{hint}")
        en("`{base}` has no `{field}`"; "{hint}");
    /// A value of another type.
    TypeMismatch { expected: String, found: String } = "ZD0209" error
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
}
