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
}
