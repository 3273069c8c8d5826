//! 01: states and transitions.

use super::declare::flaws;
use super::{Hint, Quoted, Word};

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

    // 0110–0129: what can happen, and what never does.

    /// A state nothing leads to.
    UnreachableState { state: String } = "ZD0110" warning
        zh("没有任何转移能到状态 `{state}`"; "写一个转到它的转移，或删掉它")
        en("nothing leads to the state `{state}`"; "write a transition to it, or remove it");
    /// A state nothing leads out of.
    DeadEnd { state: String } = "ZD0111" warning
        zh("进了状态 `{state}` 就再也出不来，它又不是结束状态"; "写一个离开它的转移；到此为止就写 `final = true`")
        en("nothing leads out of the state `{state}`, and it is no end";
            "write a transition out of it, or say `final = true` if it ends here");
    /// States that never come to an end.
    NoWayToAnEnd { states: Quoted } = "ZD0112" warning
        zh("从 {states} 走不到任何结束状态"; "写一个通向结束的转移；可以就此搁置就写 `settled = true`")
        en("no end can be reached from {states}";
            "write a transition to an end, or say `settled = true` where the case may rest");
    /// A transition that is never chosen.
    ShadowedTransition { event: String } = "ZD0113" warning
        zh("这个转移永远轮不到: `{event}` 先被前面的接走了"; "给前面的加上 `when`，或调换先后")
        en("this transition is never chosen: an earlier one takes `{event}`";
            "give the earlier one a `when`, or change their order");
    /// An outcome that is never chosen.
    ShadowedOutcome { } = "ZD0114" warning
        zh("这个分支永远轮不到: 前面的分支没有条件"; "给前面的加上 `when`，或删掉这一行")
        en("this outcome is never chosen: one before it has no condition"; "give that one a `when`, or remove this row");
    /// A circle without events and conditions.
    EventlessLoop { states: Quoted } = "ZD0115" error
        zh("{states} 之间的自动转移没有条件，会无休止地转下去"; "给其中一个加上 `when`")
        en("the automatic transitions of {states} have no condition and would go round for ever";
            "give one of them a `when`");
    /// A raised event without a listener.
    UnheardEvent { event: String, hint: Hint } = "ZD0116" warning
        zh("发出了事件 `{event}`，却没有转移接它"; "{hint}")
        en("the event `{event}` is raised, and no transition takes it"; "{hint}");
    /// Data that need not be there when it is needed.
    UnfilledData { data: String, state: String } = "ZD0117" error
        zh("到了状态 `{state}`，数据项 `{data}` 还可能没有值"; "在开始时取得它，或给 `default`，或写 `optional = true`")
        en("the data `{data}` may still have no value in the state `{state}`";
            "take it at the start, give it a `default`, or say `optional = true`");
    /// A process or offence no case can be of.
    NeverStarted { kind: Word, id: String, key: String } = "ZD0118" warning
        zh("{kind} `{id}` 永远不会发起"; "写上 `{key}`，或在某处用 `open` 发起")
        en("no {kind} `{id}` can ever begin"; "write `{key}`, or `open` it somewhere");
    /// Targets that can never be active together.
    NeverTogether { state: String, other: String } = "ZD0119" error
        zh("状态 `{state}` 和 `{other}` 不能同时处于"; "只写一个；同时进入的状态要在一个 `parallel = true` 的状态里分属不同区域")
        en("the states `{state}` and `{other}` are never active together";
            "name one of them; states entered together are in different regions of a state with `parallel = true`");
    /// An event nearly called like a declared one.
    MisspeltEvent { event: String, hint: Hint } = "ZD0125" error
        zh("事件 `{event}` 没有声明过，却和声明过的一个只差一点"; "{hint}不是的话，也声明它")
        en("the event `{event}` is not declared, but one slip away from one that is"; "{hint} If not, declare it too");

    // 0130–0139: what goes to other cases and to the host.

    /// A signal nothing takes.
    UnheardSignal { event: String, process: String, hint: Hint } = "ZD0130" error
        zh("流程 `{process}` 没有状态接事件 `{event}`，信号会被退回"; "{hint}")
        en("no state of the process `{process}` takes the event `{event}`, so the signal would be refused"; "{hint}");
    /// A signal to a case of nobody knows which process.
    ReceiverUnknown { to: String } = "ZD0131" error
        zh("`{to}` 可以是任何流程的个案，不知道它接什么事件"; "在它的声明里写上 `to = \"流程\"`")
        en("`{to}` may be a case of any process, so it is not known which events it takes";
            "say `to = \"<process>\"` where it is declared");
    /// A request that harms somebody and that nobody decided.
    GraveUndecided { request: String } = "ZD0132" error
        zh("请求 `{request}` 会损害对方（`grave`），却可能没有经过决定就发出"; "让它之前的每条路都经过一个 `[[state.decision]]`，或去掉 `grave`")
        en("the request `{request}` harms somebody (`grave`), and may be made without anybody having decided it";
            "lead every way to it through a `[[state.decision]]`, or remove `grave`");
}
