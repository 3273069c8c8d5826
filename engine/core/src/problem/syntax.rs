//! 00: files, TOML, keys and their shapes, names.

use super::declare::flaws;
use super::{AnyOf, Glyph, Hint, Quoted, Word};

flaws! {
    /// Flaws of files, TOML, keys, shapes and names.
    SyntaxFlaw;

    // 0001–0019: the text itself.

    /// Something TOML does not allow, for which we have no words of our own.
    NotToml { detail: String } = "ZD0001" error
        zh("这里不符合 TOML 的写法（{detail}）"; "对照 TOML 的写法检查这一行")
        en("this is not valid TOML ({detail})"; "compare this line with how TOML is written");
    /// A quote that is never closed.
    UnclosedText { quote: String } = "ZD0002" error
        zh("引号 `{quote}` 没有闭合"; "在文字末尾补上 `{quote}`")
        en("the quote `{quote}` is never closed"; "close the text with `{quote}`");
    /// A bracket that is never closed.
    UnclosedBracket { bracket: String, close: String } = "ZD0003" error
        zh("括号 `{bracket}` 没有闭合"; "补上 `{close}`")
        en("the bracket `{bracket}` is never closed"; "close it with `{close}`");
    /// A key without `=`.
    MissingEquals { key: String } = "ZD0004" error
        zh("`{key}` 后面缺少 `=`"; "写成 `{key} = 值`")
        en("`=` is missing after `{key}`"; "write `{key} = value`");
    /// A key without a value.
    MissingValue { key: String } = "ZD0005" error
        zh("`{key}` 没有值"; "在 `=` 后面写上值")
        en("`{key}` has no value"; "write the value after `=`");
    /// A character that cannot stand in a bare key.
    BadKey { key: String } = "ZD0006" error
        zh("键 `{key}` 里有不允许的字符"; "键只用英文字母、数字、`_` 和 `-`")
        en("the key `{key}` has a character that keys cannot have"; "use letters, digits, `_` and `-` only");
    /// A bare key in Chinese.
    ChineseKey { key: String } = "ZD0007" error
        zh("键 `{key}` 不是英文"; "键要用英文，或加引号写成 `\"{key}\"`")
        en("the key `{key}` is not ASCII"; "keys are English words; a name of yours needs quotes: `\"{key}\"`");
    /// A full-width character where TOML wants its ASCII twin.
    LookAlike { found: Glyph, meant: Glyph } = "ZD0008" error
        zh("「{found}」是全角字符，这里要用半角的「{meant}」"; "换成「{meant}」")
        en("{found} looks like {meant} but is another character"; "write {meant}");
    /// The same key twice in a table.
    DuplicateKey { key: String } = "ZD0009" error
        zh("键 `{key}` 重复了"; "只留一个")
        en("the key `{key}` is written twice"; "keep one of them");
    /// A number TOML does not know, or too great for us.
    BadNumber { text: String } = "ZD0010" error
        zh("`{text}` 不是能用的数"; "数写成 `5`、`-3` 或 `0.25`，不加前导零")
        en("`{text}` is not a number we can use"; "write numbers as `5`, `-3` or `0.25`, without leading zeros");
    /// A date or time TOML does not know.
    BadDateTime { text: String } = "ZD0011" error
        zh("`{text}` 不是有效的日期或时间"; "日期写成 `2026-03-02`，时刻写成 `09:00:00`")
        en("`{text}` is not a date or time that exists"; "write dates as `2026-03-02`, times as `09:00:00`");
    /// A text without quotes.
    UnquotedText { text: String } = "ZD0012" error
        zh("文字 `{text}` 没有加引号"; "写成 `\"{text}\"`")
        en("the text `{text}` has no quotes"; "write `\"{text}\"`");
    /// A backslash with something that is no escape.
    BadEscape { text: String } = "ZD0013" error
        zh("`{text}` 不是 TOML 的转义写法"; "改用单引号 `'…'`，里面的反斜杠照原样")
        en("`{text}` is not an escape TOML knows"; "use single quotes `'…'`, where a backslash is itself");
    /// Something after a value on the same line.
    ExtraText { text: String } = "ZD0014" error
        zh("`{text}` 多出来了"; "删掉它，或另起一行")
        en("`{text}` is too much here"; "remove it, or start a new line");
    /// A comma that is missing or doubled.
    BadComma { } = "ZD0015" error
        zh("这里的逗号不对"; "各项之间恰好一个逗号")
        en("commas are wrong here"; "put exactly one comma between items");
    /// More bytes than a file may have.
    FileTooLarge { bytes: usize, limit: usize } = "ZD0016" error
        zh("文件有 {bytes} 字节，超过上限 {limit} 字节"; "拆成几个文件")
        en("the file has {bytes} bytes, more than the {limit} allowed"; "split it into several files");
    /// Deeper nesting than is read.
    NestedTooDeep { limit: usize } = "ZD0017" error
        zh("嵌套超过 {limit} 层"; "减少括号的层数")
        en("nesting goes deeper than {limit} levels"; "use fewer levels of brackets");
    /// A file that is not UTF-8.
    NotUtf8 { } = "ZD0018" error
        zh("文件不是 UTF-8 编码"; "用编辑器另存为 UTF-8")
        en("the file is not UTF-8"; "save it as UTF-8 in your editor");
    /// A control character in the text.
    ControlCharacter { code: String } = "ZD0019" error
        zh("这里有看不见的控制字符 {code}"; "删掉它")
        en("there is an invisible control character {code} here"; "remove it");

    // 0020–0029: keys and shapes.

    /// A key the element does not have.
    UnknownKey { key: String, place: Word, hint: Hint } = "ZD0020" error
        zh("{place}没有 `{key}` 这个键"; "{hint}")
        en("this {place} has no key `{key}`"; "{hint}");
    /// A key that must be there.
    MissingKey { key: String, place: Word } = "ZD0021" error
        zh("{place}缺少 `{key}`"; "加上 `{key} = …`")
        en("this {place} lacks `{key}`"; "add `{key} = …`");
    /// A value of another TOML type.
    WrongType { key: String, expected: AnyOf, found: Word } = "ZD0022" error
        zh("`{key}` 应是{expected}，写的却是{found}"; "改写成{expected}")
        en("`{key}` takes a {expected}, found a {found}"; "write a {expected}");
    /// An element in a place where it does not belong.
    WrongPlace { element: Word, place: Word } = "ZD0023" error
        zh("{element}不能写在这里"; "把它放到{place}里")
        en("a {element} cannot stand here"; "put it into a {place}");
    /// Two keys that exclude each other.
    KeysExclude { keys: Quoted } = "ZD0024" error
        zh("{keys} 只能写一个"; "留下要用的那一个")
        en("only one of {keys} may be given"; "keep the one that is meant");
    /// One of several keys must be there.
    KeysLack { keys: Quoted, place: Word } = "ZD0025" error
        zh("{place}要写 {keys} 之一"; "加上其中一个")
        en("this {place} needs one of {keys}"; "add one of them");
    /// A word that is not one of the fixed ones.
    UnknownWord { key: String, word: String, hint: Hint } = "ZD0026" error
        zh("`{key}` 不能是 `{word}`"; "{hint}")
        en("`{key}` cannot be `{word}`"; "{hint}");
    /// A key that only makes sense beside another.
    KeyNeeds { key: String, other: String } = "ZD0027" error
        zh("写了 `{key}` 就要有 `{other}`"; "加上 `{other}`，或去掉 `{key}`")
        en("`{key}` makes sense only with `{other}`"; "add `{other}` or remove `{key}`");
    /// A list or text with nothing in it.
    Empty { key: String } = "ZD0028" error
        zh("`{key}` 是空的"; "写上内容，或去掉这个键")
        en("`{key}` is empty"; "fill it or remove the key");

    /// `[x]` for `[[x]]`, or the other way round.
    WrongHeader { written: String, meant: String } = "ZD0029" error
        zh("`{written}` 应写成 `{meant}`"; "改成 `{meant}`")
        en("`{written}` must be `{meant}`"; "write `{meant}`");

    // 0030–0039: names.

    /// A name that is no identifier.
    BadIdentifier { name: String, bad: String } = "ZD0030" error
        zh("`{name}` 不能作标识：不能有 `{bad}`"; "标识用文字、数字和 `_`，不以数字开头")
        en("`{name}` cannot be an id because of `{bad}`"; "ids are letters (Chinese too), digits and `_`, no digit first");
    /// The same id twice.
    DuplicateId { kind: Word, id: String } = "ZD0031" error
        zh("{kind} `{id}` 重复了"; "换一个标识；要替换前一个就写 `replaces = true`")
        en("the {kind} `{id}` is there twice"; "choose another id, or say `replaces = true` to replace the first");
    /// A name nobody declared.
    UnknownName { kind: Word, name: String, hint: Hint } = "ZD0032" error
        zh("没有叫 `{name}` 的{kind}"; "{hint}")
        en("no {kind} is called `{name}`"; "{hint}");
    /// The display name where the id belongs.
    NameForId { kind: Word, name: String, id: String } = "ZD0033" error
        zh("`{name}` 是{kind} `{id}` 的名称，这里要写标识"; "写 `{id}`")
        en("`{name}` is the display name of the {kind} `{id}`, but the id belongs here"; "write `{id}`");
    /// A word of the language used as an id.
    ReservedName { name: String, kind: Word } = "ZD0034" error
        zh("`{name}` 是保留的词，不能作{kind}的标识"; "换一个标识")
        en("`{name}` is a word of the language and cannot be the id of a {kind}"; "choose another id");
    /// Two things of different kinds that are addressed alike.
    NameClash { name: String, kind: Word, other: Word } = "ZD0035" error
        zh("{kind} `{name}` 与同名的{other}无法区分"; "给其中一个换标识")
        en("the {kind} `{name}` cannot be told from the {other} of that name"; "rename one of them");
    /// An id that is not in Unicode's composed form.
    NotComposed { name: String, composed: String } = "ZD0036" error
        zh("`{name}` 的写法不是规范组合形式 (NFC)"; "写成 `{composed}`")
        en("`{name}` is not in Unicode's composed form (NFC)"; "write `{composed}`");
    /// A short name that fits several things.
    AmbiguousName { kind: Word, name: String, fits: Quoted } = "ZD0037" error
        zh("`{name}` 可以指几个{kind}: {fits}"; "写全称")
        en("`{name}` could be any {kind} of {fits}"; "write the full name");
    /// An event whose name is not identifiers joined by dots.
    BadEventName { name: String, bad: String } = "ZD0038" error
        zh("`{name}` 不能作事件名：`{bad}` 的位置不对"; "事件名是用 `.` 连接的标识，例如 `report.file`")
        en("`{name}` cannot be an event because of `{bad}`"; "event names are ids joined by dots, like `report.file`");
    /// Things that are made of themselves.
    DefinedByItself { kind: Word, names: Quoted } = "ZD0039" error
        zh("{kind} {names} 是用自己来定义的"; "去掉绕回来的那一处")
        en("the {kind} {names} is defined by itself"; "take out what leads back");

    // 0040–0049: literals.

    /// A text that is no literal of the type wanted here.
    BadLiteral { kind: Word, text: String, example: String } = "ZD0040" error
        zh("`{text}` 不是{kind}"; "写成 `{example}` 这样")
        en("`{text}` is no {kind}"; "write it like `{example}`");
    /// A value outside its bounds.
    OutOfRange { key: String, value: String, range: String } = "ZD0041" error
        zh("`{key}` 的值 {value} 超出了范围 {range}"; "写范围内的值")
        en("`{key}` is {value}, outside {range}"; "write a value within the bounds");
    /// A full-width digit or space inside a value.
    WideLiteral { text: String, meant: String } = "ZD0042" warning
        zh("`{text}` 里有全角字符"; "写成 `{meant}`")
        en("`{text}` has full-width characters"; "write `{meant}`");

    // 0050–0059: more of the text itself.

    /// `=` with nothing before it, `[]`, or two points in a row.
    NoKey { } = "ZD0050" error
        zh("这里应有一个键"; "写上键")
        en("a key is missing here"; "write the key");
    /// A key under something that is no table.
    CannotExtend { key: String } = "ZD0051" error
        zh("`{key}` 已经是一个完整的值，不能再往里加"; "把要加的写进原来的值里")
        en("`{key}` is a complete value already and cannot be added to"; "write it into the value itself");
    /// A boolean in other letters.
    BadBoolean { text: String, meant: String } = "ZD0052" error
        zh("`{text}` 要写成 `{meant}`"; "写成 `{meant}`")
        en("`{text}` is written `{meant}`"; "write `{meant}`");
    /// More tables in one file than are read.
    TooManyTables { limit: usize } = "ZD0053" error
        zh("一个文件里的 `[…]` 超过了 {limit} 个"; "拆成几个文件")
        en("the file has more than {limit} `[…]` headers"; "split it into several files");
    /// Quotes inside quotes of the same kind.
    InnerQuotes { quote: char, other: char } = "ZD0054" error
        zh("文字里面又用了外面的引号 `{quote}`"; "外面改用 `{other}`")
        en("the quote `{quote}` stands inside a text that is in the same quotes"; "put the text into `{other}`");

    // 0060–0069: what later versions know.

    /// Part of the language, but not of this version.
    NotYet { key: String } = "ZD0060" error
        zh("这个版本还不支持 `{key}`"; "先去掉它，等支持它的版本")
        en("`{key}` is not supported in this version yet"; "leave it out until a version supports it");
}
