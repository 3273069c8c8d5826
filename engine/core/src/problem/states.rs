//! 01: states and transitions.

use super::Quoted;
use super::declare::flaws;

flaws! {
    /// Flaws of states and transitions.
    StateFlaw;

    /// A process without any state.
    NoStates { process: String } = "ZD0101" error
        zh("流程 `{process}` 没有状态"; "至少写一个 `[[state]]`")
        en("the process `{process}` has no state"; "write at least one `[[state]]`");
    /// `to` is the own state, and nobody said whether to leave it.
    AgainMissing { state: String } = "ZD0102" error
        zh("转移的目标就是自己的状态 `{state}`，没说要不要重新进入"; "加上 `again = true`，或去掉 `to`")
        en("the target is the own state `{state}`, and it is not said whether to enter it anew";
            "add `again = true`, or remove `to`");
    /// An initial state that is not inside.
    InitialOutside { state: String, initial: String } = "ZD0103" error
        zh("初始状态 `{initial}` 不在 `{state}` 里面"; "写 `{state}` 里面的状态")
        en("the initial state `{initial}` is not inside `{state}`"; "name a state inside `{state}`");
    /// States that contain one another.
    StateCycle { states: Quoted } = "ZD0104" error
        zh("状态 {states} 互相包含"; "改正其中一个的 `in`")
        en("the states {states} contain one another"; "correct the `in` of one of them");
    /// Outcomes after which nothing is left.
    OutcomeOpen { } = "ZD0105" error
        zh("最后一个分支带有 `when`，可能哪个都不成立"; "最后一行不写 `when`")
        en("the last outcome has a `when`, so none may hold"; "leave `when` out of the last row");
    /// Data of the key assigned after the case began.
    KeyWritten { data: String } = "ZD0106" error
        zh("`{data}` 是键的一部分，开案以后不能再改"; "只在 `[[start]]` 里给它值")
        en("`{data}` belongs to the key and is written once, when the case begins"; "set it in `[[start]]` only");
    /// A final state from which something leads on.
    FinalGoesOn { state: String } = "ZD0107" error
        zh("终止状态 `{state}` 里还有别的内容"; "去掉 `final = true`，或去掉里面的状态和转移")
        en("the final state `{state}` has states or transitions inside";
            "remove `final = true`, or what leads on from it");
    /// A parallel state without regions.
    ParallelEmpty { state: String } = "ZD0108" error
        zh("并行状态 `{state}` 里没有状态"; "在里面写上状态（`in = \"{state}\"`），或去掉 `parallel`")
        en("the parallel state `{state}` has no states inside"; "put states into it (`in = \"{state}\"`), or remove `parallel`");
    /// A history without a place to go the first time.
    HistoryWithoutDefault { state: String } = "ZD0109" error
        zh("历史状态 `{state}` 没说第一次进入哪里"; "加上 `initial = …`")
        en("the history `{state}` does not say where to go the first time"; "add `initial = …`");
}
