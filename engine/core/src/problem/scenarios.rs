//! 08: scenarios.

use super::Hint;
use super::declare::flaws;

flaws! {
    /// Flaws of scenarios.
    ScenarioFlaw;

    /// A weekday that does not fit its date.
    WrongWeekday { date: String, written: String, real: String } = "ZD0801" error
        zh("{date} 不是 {written}，是 {real}"; "改成 {real}")
        en("{date} is not {written} but {real}"; "write {real}");
    /// Steps that go back in time.
    BackInTime { at: String, before: String } = "ZD0802" error
        zh("步骤的时间 {at} 早于前一步 {before}"; "按时间先后写")
        en("the step at {at} is before the one at {before}"; "write steps in the order of time");
    /// An event no process accepts.
    AcceptedNowhere { event: String, hint: Hint } = "ZD0803" error
        zh("没有任何流程接受由人做的事件 `{event}`"; "{hint}")
        en("no process accepts the event `{event}` from people"; "{hint}");
    /// A key or word whose feature is not built yet.
    NotYet { word: String } = "ZD0804" error
        zh("这个版本的场景还不支持 `{word}`"; "先去掉它")
        en("`{word}` is not supported in scenarios of this version yet"; "leave it out for now");
    /// A row that speaks of a case before any was named.
    NoCaseYet { } = "ZD0805" error
        zh("前面还没有个案，不知道这一行说的是哪一个"; "写上 `case = \"…\"`")
        en("no case was named before, so this row has none to speak of"; "say which with `case = \"…\"`");
    /// A field an event does not have.
    UnknownField { event: String, field: String, hint: Hint } = "ZD0806" error
        zh("事件 `{event}` 没有字段 `{field}`"; "{hint}")
        en("the event `{event}` has no field `{field}`"; "{hint}");
    /// An act nobody does.
    NobodyActs { event: String } = "ZD0807" error
        zh("事件 `{event}` 没有说由谁做"; "加上 `by = \"…\"`")
        en("the event `{event}` does not say who does it"; "add `by = \"…\"`");
    /// Keys of an act on a row where only time passes.
    NothingDone { key: String } = "ZD0808" error
        zh("没有 `event`，`{key}` 就没有意义"; "加上 `event`，或去掉 `{key}`")
        en("without an `event`, `{key}` has no meaning"; "add an `event` or remove `{key}`");
    /// A word of an expectation whose value has another shape than the word takes.
    WrongShape { word: String, example: String } = "ZD0809" error
        zh("`{word}` 不能这样写"; "写成 `{example}` 这样")
        en("`{word}` cannot be written like this"; "write it like `{example}`");
}
