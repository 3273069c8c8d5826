//! 06: penalties and money.

use super::declare::flaws;

flaws! {
    /// Flaws of penalties and money.
    MoneyFlaw;

    /// Rungs that do not rise.
    RungsOutOfOrder { penalty: String, from: i64 } = "ZD0601" error
        zh("罚则 `{penalty}` 的档次没有按次数递增（{from}）"; "按 `from` 从小到大写")
        en("the rungs of the penalty `{penalty}` do not rise ({from})"; "write them by rising `from`");
    /// A figure to be decided, and nobody to decide it.
    NobodyDecides { penalty: String } = "ZD0602" error
        zh("罚则 `{penalty}` 的数额要有人决定，却没有写谁决定"; "加上 `decided_by = …`")
        en("somebody must decide the figure of the penalty `{penalty}`, but nobody is named"; "add `decided_by = …`");
    /// A rung that costs less than the one before.
    AmountFalls { penalty: String, amount: String, before: String } = "ZD0610" error
        zh("罚则 `{penalty}` 次数多了反而罚得少: {before} 之后是 {amount}"; "把金额按从小到大排")
        en("the penalty `{penalty}` costs less the more often: {amount} after {before}"; "let the amounts rise");
    /// A rung for somebody who is dismissed already.
    AfterDismissal { penalty: String, from: i64 } = "ZD0611" error
        zh("罚则 `{penalty}` 除名之后还有第 {from} 次的档次"; "把除名放到最后一档")
        en("the penalty `{penalty}` has a rung for charge {from} after dismissal"; "make dismissal the last rung");
}
